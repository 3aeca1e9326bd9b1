//! What cloud-init says of user data.

use super::{ROW, Signature, Significance};

const FORMATS: &str = "https://cloudinit.readthedocs.io/en/latest/explanation/format.html";
const FAQ: &str = "https://cloudinit.readthedocs.io/en/latest/howto/debug_user_data.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "cloud-init/unhandled",
        title: "cloud-init does not know what the user data are",
        literals: &["Unhandled non-multipart (text/x-not-multipart) userdata"],
        pattern: "Unhandled non-multipart \\(text/x-not-multipart\\) userdata: '?b?['\"](.{0,24})",
        example: "2026-11-28 10:14:02,118 - handlers[WARNING]: Unhandled non-multipart (text/x-not-multipart) userdata: 'b'echo hi'...'",
        meaning: "User data do not begin with #! or another mark at their first byte: nothing of them runs. IyEv is base64 \
                  encoded twice, H4sI gzip in base64, \\ufeff a byte order mark.",
        fix: "Begin with #!/bin/bash in the first line, without blanks before it; encode with Fn::Base64 once.",
        source: FORMATS,
        rule: "user-data/never-run",
        ..ROW
    },
    Signature {
        id: "cloud-init/exec-format",
        title: "The script does not begin with #!",
        literals: &["Exec format error. Missing #! in script?"],
        example: "2026-11-28 10:15:11,020 - subp.py[DEBUG]: Exec format error. Missing #! in script?",
        meaning: "A blank line or blanks stand before #!: the kernel cannot execute the file.",
        fix: "Begin the script at the first byte of user data; remove the blank line and the indentation.",
        source: FORMATS,
        rule: "user-data/never-run",
        ..ROW
    },
    Signature {
        id: "cloud-init/interpreter",
        title: "The interpreter of the user data does not exist",
        literals: &["No such file or directory: b'/var/lib/cloud/"],
        pattern: "No such file or directory: b'(/var/lib/cloud/[^']+)'",
        example: "[Errno 2] No such file or directory: b'/var/lib/cloud/instance/scripts/part-001'",
        meaning: "The script is there; the program named after #! is not (python, zsh, or a path with CR at its end).",
        fix: "Name an interpreter that the image has: #!/bin/bash; save with LF line ends.",
        source: FORMATS,
        ..ROW
    },
    Signature {
        id: "cloud-init/script-failed",
        title: "The user data script ended with an error",
        significance: Significance::Consequence,
        literals: &["Failed to run module scripts", "Failed running /var/lib/cloud/instance/scripts/", "Runparts: "],
        pattern: "(?:Failed to run module scripts[-_]user|Failed running (/var/lib/cloud/\\S+)|Runparts: \\d+ failures \\(([^)]+)\\))",
        example: "2026-05-14 09:12:45,002 - cc_scripts_user.py[WARNING]: Failed to run module scripts_user (scripts in /var/lib/cloud/instance/scripts)",
        meaning: "A script of user data ended with an exit code other than 0: the code of its last command, or of the first \
                  that failed with set -e.",
        fix: "See the last lines before it; the exit code is in /var/log/cloud-init.log.",
        source: FAQ,
        ..ROW
    },
    Signature {
        id: "cloud-init/module-failed",
        title: "A module of cloud-init failed",
        significance: Significance::Consequence,
        literals: &["Running module "],
        pattern: "Running module (\\S+) \\(.*\\) failed",
        example: "2026-05-14 09:12:45,004 - util.py[WARNING]: Running module scripts_user (<module 'cloudinit.config.cc_scripts_user' from '/usr/lib/python3.9/site-packages/cloudinit/config/cc_scripts_user.py'>) failed",
        meaning: "cloud-init goes on with the next module and ends with status error.",
        fix: "See the lines before it.",
        source: FAQ,
        ..ROW
    },
    Signature {
        id: "cloud-init/yaml",
        title: "cloud-config cannot be read",
        literals: &["Failed loading yaml blob", "Invalid cloud-config provided", "Cloud config schema errors"],
        pattern: "(?:Failed loading yaml blob\\.? ?(.*)|Invalid cloud-config provided:? ?(.*)|Cloud config schema errors: (.*))",
        example: "2026-11-28 10:16:40,771 - util.py[WARNING]: Failed loading yaml blob. Invalid format at line 4 column 1: \"while parsing a block mapping",
        meaning: "The text after #cloud-config is no YAML mapping, or a key has a wrong type: what is wrong is left out.",
        fix: "Check it: cloud-init schema --config-file FILE. Do not put #cloud-config before a script.",
        source: "https://cloudinit.readthedocs.io/en/latest/howto/debug_user_data.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/schema",
        title: "cloud-config has a key that cloud-init does not know",
        significance: Significance::Warning,
        literals: &["cloud-config failed schema validation"],
        example: "2026-11-28 10:16:40,771 - schema.py[WARNING]: cloud-config failed schema validation! You may run 'sudo cloud-init schema --system' to check the details.",
        meaning: "A key is misspelt or has a value of another kind; the module may leave it out, the others run.",
        fix: "sudo cloud-init schema --system names the keys.",
        source: "https://cloudinit.readthedocs.io/en/latest/howto/debug_user_data.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/jinja",
        title: "The template of the user data has a fault",
        literals: &["Failed to render user-data", "Missing end of comment tag", "jinja2.exceptions"],
        pattern: "(?:Failed to render user-data|Missing end of comment tag|jinja2\\.exceptions\\.(\\w+))",
        example: "2026-11-28 10:17:01,513 - util.py[WARNING]: Failed to render user-data file jinja template: Missing end of comment tag",
        meaning: "User data begin with ## template: jinja; {{, {% and {# are read as jinja, ${#NAME[@]} of bash, too.",
        fix: "Remove the first line if nothing of jinja is used, or put the script between {% raw %} and {% endraw %}.",
        source: "https://cloudinit.readthedocs.io/en/latest/explanation/instancedata.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/package-module",
        title: "cloud-init could not install packages",
        significance: Significance::Consequence,
        literals: &[
            "Failed to install packages",
            "Failed to install the following packages",
            "Package update failed",
            "Package upgrade failed",
        ],
        pattern: "(?:Failed to install (?:the following )?packages: ?(.*)|Package up(?:date|grade) failed)",
        example: "2026-11-28 10:18:33,902 - cc_package_update_upgrade_install.py[WARNING]: Failed to install packages: ['nginx']",
        meaning: "packages of cloud-config: apt or dnf failed; its output is in the same log.",
        fix: "See the lines of apt or dnf before it.",
        source: "https://cloudinit.readthedocs.io/en/latest/reference/modules.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/no-data-source",
        title: "cloud-init found no data of the instance",
        literals: &["Used fallback datasource", "No instance datasource found"],
        example: "2026-11-28 10:19:20,100 - cc_final_message.py[WARNING]: Used fallback datasource",
        meaning: "The metadata service could not be reached: it is disabled (HttpEndpoint), or a firewall drops its address.",
        fix: "Set HttpEndpoint: enabled in MetadataOptions.",
        source: "https://cloudinit.readthedocs.io/en/latest/reference/datasources/ec2.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/reboot",
        title: "The machine was rebooted before user data ended",
        literals: &[
            "-- Boot ",
            "Stopping cloud-final.service",
            "Stopping Execute cloud user/final scripts",
            "Stopping cloud-init-main.service",
        ],
        pattern: "(?:^-- Boot [0-9a-f]{32} --|Stopping (?:cloud-final|cloud-init-main)\\.service|Stopping Execute cloud user/final scripts)",
        example: "Stopping cloud-final.service - Cloud-init: Final Stage...",
        meaning: "Something restarted the machine while the script ran (an update, a reboot in the script, an image's first \
                  boot). User data run once per instance: the rest is never run, and no signal is sent.",
        fix: "Reboot as the last step only, after cfn-signal; or let a unit of systemd continue after the reboot.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
        ..ROW
    },
    Signature {
        id: "cloud-init/deprecated",
        title: "cloud-init deprecates a key",
        significance: Significance::Harmless,
        literals: &["[DEPRECATED]", "is deprecated in 2"],
        pattern: "(?:\\[DEPRECATED\\]|is deprecated in \\d+\\.\\d+)",
        example: "2026-11-28 10:20:00,000 - lifecycle.py[DEPRECATED]: chef is deprecated in 24.1 and scheduled to be removed in 29.1.",
        meaning: "It works, and will be removed in a later version.",
        fix: "Use the key that the line names.",
        source: "https://cloudinit.readthedocs.io/en/latest/reference/breaking_changes.html",
        ..ROW
    },
];
