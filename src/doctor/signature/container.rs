//! What Docker and Compose say, apart from the daemon that does not run.

use super::{ROW, Signature};

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "docker/no-compose",
        title: "Docker has no Compose",
        literals: &[
            "unknown shorthand flag: 'd' in -d",
            "'compose' is not a docker command",
            "unknown docker command: \"compose",
        ],
        example: "unknown shorthand flag: 'd' in -d",
        meaning: "The plugin for docker compose is not installed: Amazon Linux has no package of it, Debian and Ubuntu have it \
                  apart from docker.io.",
        fix: "Ubuntu: install docker-compose-v2. Amazon Linux: fetch the plugin of a fixed version into \
              /usr/local/lib/docker/cli-plugins/docker-compose with mode 000755.",
        source: "https://docs.docker.com/compose/install/linux/",
        ..ROW
    },
    Signature {
        id: "docker/daemon-json",
        title: "Docker cannot read daemon.json",
        literals: &["unable to configure the Docker daemon with file"],
        pattern: "unable to configure the Docker daemon with file (\\S+?): ",
        example: "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string",
        meaning: "The file is no valid JSON, sets what dockerd's own options set too, or holds texts where numbers or truth \
                  values belong: cfn-init writes content that is a mapping with texts only.",
        fix: "Write the JSON as a text; dockerd --validate --config-file FILE checks it.",
        source: "https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
        rule: "file/content-types",
        ..ROW
    },
    Signature {
        id: "docker/socket",
        title: "The user may not use Docker",
        literals: &[
            "permission denied while trying to connect to the Docker daemon",
            "permission denied while trying to connect to the docker API",
        ],
        example: "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
        meaning: "The user is not in the group docker, or the process was started before it came into it.",
        fix: "Run docker as root, or add the user to the group docker before its service or session starts.",
        source: "https://docs.docker.com/engine/install/linux-postinstall/",
        ..ROW
    },
    Signature {
        id: "docker/oci",
        title: "A container could not be started",
        literals: &["OCI runtime create failed"],
        pattern: "OCI runtime create failed: .*exec: \"?([^\": ]+)|OCI runtime create failed",
        example: "docker: Error response from daemon: failed to create task for container: OCI runtime create failed: runc create failed: unable to start container process: exec: \"app\": executable file not found in $PATH: unknown",
        meaning: "The program that the container runs is not in the image or may not be executed, or a folder to mount is a \
                  file.",
        fix: "Check command and entrypoint with docker run --entrypoint sh IMAGE, and the mounted paths.",
        source: "https://docs.docker.com/reference/cli/docker/container/run/",
        ..ROW
    },
    Signature {
        id: "docker/token-expired",
        title: "The registry's token has expired",
        literals: &["Your authorization token has expired"],
        example: "denied: Your authorization token has expired. Reauthenticate and try again.",
        meaning: "A login to Amazon ECR lasts 12 hours; that of the image or of an earlier boot is over.",
        fix: "Log in before the pull: aws ecr get-login-password --region REGION | docker login --username AWS --password-stdin \
              ACCOUNT.dkr.ecr.REGION.amazonaws.com.",
        source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
        ..ROW
    },
];
