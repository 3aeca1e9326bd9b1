//! What other programs say that scripts call: databases' clients, git, the AWS CLI, agents, SELinux.

use super::{ROW, Signature, Significance};

const ERROR_CODES: &str = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "mysql/unreachable",
        title: "The MySQL server does not answer",
        literals: &["Can't connect to MySQL server on", "Can't connect to server on"],
        pattern: "Can't connect to (?:MySQL )?server on '([^']+)'",
        example: "ERROR 2003 (HY000): Can't connect to MySQL server on 'db.example.com:3306' (110)",
        meaning: "A security group or a route lets nothing through (110), or nothing listens there (111).",
        fix: "Open port 3306 to the security group of the instance, or wait until the database listens.",
        source: "https://dev.mysql.com/doc/refman/8.4/en/can-not-connect-to-server.html",
        ..ROW
    },
    Signature {
        id: "postgres/password",
        title: "PostgreSQL refuses the password",
        literals: &["FATAL:  password authentication failed"],
        pattern: "password authentication failed for user \"([^\"]+)\"",
        example: "psql: error: connection to server at \"db.example.com\" (10.0.1.5), port 5432 failed: FATAL:  password authentication failed for user \"app\"",
        meaning: "The password is another one than the role has, or the role does not exist.",
        fix: "Compare it with the secret; set it by ALTER ROLE before it is used.",
        source: "https://www.postgresql.org/docs/current/client-authentication-problems.html",
        ..ROW
    },
    Signature {
        id: "postgres/starting",
        title: "PostgreSQL is not ready yet",
        literals: &["FATAL:  the database system is starting up"],
        example: "psql: error: connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed: FATAL:  the database system is starting up",
        meaning: "The server was started a moment before.",
        fix: "Wait for it before the command: until pg_isready; do sleep 1; done.",
        source: "https://www.postgresql.org/docs/current/app-pg-isready.html",
        ..ROW
    },
    Signature {
        id: "cloudwatch-agent/type",
        title: "The CloudWatch agent wants a number or a truth value",
        literals: &["Error : Invalid type. Expected: "],
        pattern: "Under path : (\\S+) .*Invalid type\\. Expected: ",
        example: "Under path : /agent/metrics_collection_interval | Error : Invalid type. Expected: integer, given: string",
        meaning: "The value is a text in the file: cfn-init writes each number and truth value of a content that is a mapping as a \
                  text.",
        fix: "Write the JSON of the file as a text, not as a mapping.",
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html",
        rule: "file/content-types",
        ..ROW
    },
    Signature {
        id: "java/version",
        title: "The Java runtime is too old",
        literals: &["UnsupportedClassVersionError"],
        pattern: "UnsupportedClassVersionError: (\\S+)",
        example: "Exception in thread \"main\" java.lang.UnsupportedClassVersionError: com/example/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)",
        meaning: "The application was compiled for a newer Java than the machine has.",
        fix: "Install that version (61 is Java 17, 65 is Java 21), such as java-21-amazon-corretto-headless.",
        source: "https://docs.aws.amazon.com/corretto/latest/corretto-21-ug/amazon-linux-install.html",
        ..ROW
    },
    Signature {
        id: "git/owner",
        title: "git does not trust the owner of the folder",
        literals: &["detected dubious ownership in repository"],
        pattern: "detected dubious ownership in repository at '([^']+)'",
        example: "fatal: detected dubious ownership in repository at '/opt/app'",
        meaning: "The folder belongs to another user than the one who calls git.",
        fix: "Call git as the owner, or git config --system --add safe.directory FOLDER before.",
        source: "https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory",
        ..ROW
    },
    Signature {
        id: "git/folder-exists",
        title: "git clone found the folder full",
        literals: &["already exists and is not an empty directory"],
        pattern: "destination path '([^']+)' already exists and is not an empty directory",
        example: "fatal: destination path '/opt/app' already exists and is not an empty directory.",
        meaning: "An earlier run cloned it, or files of the config were written there before the command.",
        fix: "Give the command a test: test ! -d FOLDER/.git, and write the files in a later config.",
        source: "https://git-scm.com/docs/git-clone",
        rule: "command/clone-into-files",
        ..ROW
    },
    Signature {
        id: "ssh/host-key",
        title: "ssh does not know the host",
        literals: &["Host key verification failed"],
        example: "Host key verification failed.",
        meaning: "Nobody is there to accept the host's key, so git or ssh ends.",
        fix: "Write the key of the host into /etc/ssh/ssh_known_hosts, or clone by https.",
        source: "https://man.openbsd.org/ssh#VERIFYING_HOST_KEYS",
        ..ROW
    },
    Signature {
        id: "aws/no-region",
        title: "The AWS CLI does not know the Region",
        literals: &["You must specify a region"],
        example: "You must specify a region. You can also configure your region by running \"aws configure\".",
        meaning: "Neither --region nor AWS_DEFAULT_REGION is given, and user data run without a configuration.",
        fix: "Write --region ${AWS::Region} by Fn::Sub.",
        source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
        ..ROW
    },
    Signature {
        id: "aws/not-found",
        title: "AWS has no such parameter or secret",
        literals: &["(ParameterNotFound)", "(ResourceNotFoundException)", "(SecretNotFound)"],
        pattern: "An error occurred \\((\\w+)\\) when calling the \\w+ operation",
        example: "An error occurred (ParameterNotFound) when calling the GetParameter operation: ",
        meaning: "The name is misspelt, in another Region, or made later than the instance.",
        fix: "Check name and --region; let the instance depend on the resource that makes it.",
        source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html",
        ..ROW
    },
    Signature {
        id: "aws/throttled",
        title: "AWS throttled the calls",
        literals: &["Rate exceeded", "RequestLimitExceeded", "(ThrottlingException)"],
        pattern: "(?:Throttling|ThrottlingException|RequestLimitExceeded|Rate exceeded)",
        example: "Throttling: Rate exceeded",
        meaning: "Too many calls at once, mostly of many instances that start together; cfn-init tries again some times.",
        fix: "Start fewer instances at once (MaxBatchSize), and try again with a pause.",
        source: ERROR_CODES,
        ..ROW
    },
    Signature {
        id: "machine/selinux",
        title: "SELinux denies it",
        literals: &["avc:  denied", "SELinux is preventing"],
        pattern: "(?:avc:  denied +\\{ ([^}]+) \\}|SELinux is preventing (\\S+))",
        example: "type=AVC msg=audit(1789380000.123:456): avc:  denied  { name_bind } for  pid=1234 comm=\"nginx\" src=8081 scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:unreserved_port_t:s0 tclass=tcp_socket permissive=0",
        meaning: "The policy of SELinux does not allow the program this file, port or connection, though mode and owner do.",
        fix: "Port: semanage port -a -t http_port_t -p tcp PORT. File: semanage fcontext and restorecon. Connection: \
              setsebool -P httpd_can_network_connect 1.",
        source: "https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/using_selinux/index",
        ..ROW
    },
    Signature {
        id: "machine/metadata-token",
        title: "The metadata service wants a token",
        literals: &["<title>401 - Unauthorized</title>", "HTTP/1.1 401 Unauthorized"],
        pattern: "401 (?:- )?Unauthorized",
        example: "  <title>401 - Unauthorized</title>",
        meaning: "HttpTokens is required, and the call had no token of IMDSv2: what it should give is this page. In a container the \
                  answer to the call for the token needs a second hop.",
        fix: "Fetch a token first (PUT /latest/api/token), and send it as X-aws-ec2-metadata-token. For containers: \
              HttpPutResponseHopLimit: 2.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
        ..ROW
    },
    Signature {
        id: "machine/device-in-use",
        title: "A disk is in use already",
        literals: &["is apparently in use by the system", "is mounted; will not make a filesystem here"],
        pattern: "(/dev/\\S+) is (?:apparently in use|mounted)",
        example: "/dev/nvme1n1 is apparently in use by the system; will not make a filesystem here!",
        meaning: "The device holds the root file system or is mounted: names of NVMe devices follow no order.",
        fix: "Find the volume by its id (/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol...), and format it only if blkid \
              finds nothing on it.",
        source: "https://docs.aws.amazon.com/ebs/latest/userguide/identify-nvme-ebs-device.html",
        ..ROW
    },
    Signature {
        id: "machine/account-exists",
        title: "A user or group exists already",
        significance: Significance::Warning,
        literals: &["already exists"],
        pattern: "(?:useradd: user|groupadd: group|adduser: The user|addgroup: The group) ['`]?([^'` ]+)['`]? already exists",
        example: "useradd: user 'app' already exists",
        meaning: "A package or an earlier run made it; the command ends with exit code 9 (Debian's adduser: 1).",
        fix: "Ask first: id -u NAME >/dev/null 2>&1 || useradd NAME, or use users of cfn-init.",
        source: "https://man7.org/linux/man-pages/man8/useradd.8.html",
        ..ROW
    },
    Signature {
        id: "shell/file-exists",
        title: "A file or folder exists already",
        significance: Significance::Warning,
        literals: &["File exists"],
        pattern: "(?:cannot create directory|failed to create (?:symbolic|hard) link) ['\u{2018}]([^'\u{2019}]+)['\u{2019}]: File exists",
        example: "mkdir: cannot create directory '/data': File exists",
        meaning: "An earlier run or a package made it, and the command does not expect it.",
        fix: "Write mkdir -p, ln -sfn, or give the command a test.",
        source: "https://man7.org/linux/man-pages/man1/mkdir.1.html",
        rule: "command/not-repeatable",
        ..ROW
    },
    Signature {
        id: "shell/crashed",
        title: "A program crashed",
        literals: &["Segmentation fault", "Illegal instruction"],
        pattern: "(?:line \\d+:\\s+\\d+ )?(?:Segmentation fault|Illegal instruction)(?:\\s+\\(core dumped\\))?\\s*(.*)$",
        example: "/var/lib/cloud/instance/scripts/part-001: line 9:  1423 Segmentation fault      (core dumped) ./app",
        meaning: "The program has a fault, or was built for a processor with other instructions.",
        fix: "Take a build for this processor and system; coredumpctl shows where it crashed.",
        source: "https://man7.org/linux/man-pages/man7/signal.7.html",
        ..ROW
    },
    Signature {
        id: "certbot/challenge",
        title: "Let's Encrypt could not check the domain",
        literals: &["Some challenges have failed"],
        example: "Some challenges have failed.",
        meaning: "The name does not point to this machine yet, or port 80 is closed: at the first boot mostly both.",
        fix: "Make the DNS record before the instance and open port 80, or let a timer ask for the certificate later.",
        source: "https://eff-certbot.readthedocs.io/en/stable/using.html",
        ..ROW
    },
];
