//! What shells say of user data and commands.

use super::{ROW, Signature, Significance};

const BASH: &str = "https://www.gnu.org/software/bash/manual/bash.html";
const EXIT_STATUS: &str = "https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "shell/here-document",
        title: "A here-document has no end",
        literals: &["delimited by end-of-file (wanted"],
        pattern: "here-document at line \\d+ delimited by end-of-file \\(wanted [`']([^']*)'",
        example: "/var/lib/cloud/instance/scripts/part-001: line 11: warning: here-document at line 3 delimited by end-of-file (wanted `AGENT')",
        meaning: "The word that ends the here-document does not stand alone at the start of a line: the rest of the script \
                  became its text and did not run. With <<- only tabs may stand before it.",
        fix: "Put the end word at the start of its line, without blanks before or after it; in YAML at the indentation of \
              the block.",
        source: "https://www.gnu.org/software/bash/manual/html_node/Redirections.html#Here-Documents",
        rule: "user-data/here-document",
        ..ROW
    },
    Signature {
        id: "shell/syntax",
        title: "The shell cannot read the script",
        literals: &[
            "syntax error near unexpected token",
            "syntax error: unexpected end of file",
            "Syntax error: ",
            "unexpected EOF while looking for matching",
        ],
        pattern: "(?:line (\\d+)|: (\\d+)): (?:syntax error|Syntax error|unexpected EOF)",
        example: "/var/lib/cloud/instance/scripts/part-001: line 12: syntax error: unexpected end of file",
        meaning: "A quote, bracket, fi or done is missing; or a bash script runs in sh. Lines before it may have run.",
        fix: "Check the script with bash -n; commands of cfn-init run in /bin/sh unless they name bash.",
        source: BASH,
        rule: "command/bash-syntax",
        ..ROW
    },
    Signature {
        id: "shell/not-found",
        title: "A program is not installed or not in PATH",
        literals: &[": command not found", ": not found", "No such file or directory: '"],
        pattern: "(?:(?:(?:line \\d+|bash|sh): |^)([^\\s:]+): command not found|sh: \\d+: ([^\\s:]+): not found|\\[Errno 2\\] No such file or directory: '([^'/]+)')",
        example: "/bin/sh: 1: docker: not found",
        meaning: "The package is not installed at this point, or PATH lacks its folder: at boot PATH is short, and env of a \
                  command replaces the whole environment.",
        fix: "Install the package in an earlier step, or write the whole path of the program.",
        source: EXIT_STATUS,
        is_general: true,
        ..ROW
    },
    Signature {
        id: "shell/no-such-file",
        title: "A file or folder does not exist",
        literals: &["No such file or directory"],
        pattern: "(?:(?:cannot (?:create|stat|open|access|touch|remove)(?: directory| regular file)?|failed to create symbolic link) '?([^':]+)'?: No such file|(?:line \\d+|sh: \\d+|cd|cat|cp|mv|chmod|chown|source|install|tar): (?:cd: |can't cd to |cannot create |cannot open )?(/?[^\\s:]+):? No such file|sed: can't read (/?[^\\s:]+): No such file|tar: (/?[^\\s:]+): Cannot open: No such file|Could not open (?:requirements file: .*'([^']+)'))",
        example: "touch: cannot touch '/nosuch/dir/file': No such file or directory",
        meaning: "The path is wrong, or an earlier step that makes it has not run: files come before commands, sources \
                  before files.",
        fix: "Make the folder first (mkdir -p), or move the command to a later config.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
        is_general: true,
        ..ROW
    },
    Signature {
        id: "shell/not-executable",
        title: "A file may not be executed",
        literals: &[": Permission denied"],
        pattern: "(?:line \\d+|sh: \\d+|bash): ([^\\s:]+): Permission denied",
        example: "/bin/sh: 1: /opt/app/run.sh: Permission denied",
        meaning: "The file has no x bit (exit code 126), or its file system is mounted noexec.",
        fix: "Set mode \"000755\" on the file, or run it by its interpreter: bash /opt/app/run.sh.",
        source: EXIT_STATUS,
        ..ROW
    },
    Signature {
        id: "shell/permission",
        title: "The user may not do this",
        literals: &["Permission denied", "Operation not permitted"],
        pattern: "^(?:.*\\s)?(?:mkdir|touch|cp|mv|rm|chmod|chown|cat|tee|ln|install|tar|sed|cannot create directory): (?:[^/'‘]*['‘]?(/[^'’:]*)|.*).*: (?:Permission denied|Operation not permitted)",
        example: "mkdir: cannot create directory '/srv/app': Permission denied",
        meaning: "The step runs as another user than root (su, sudo -u, runas), or the file system is read-only.",
        fix: "Give the folder to that user before (chown), or run this step as root.",
        source: "https://www.gnu.org/software/coreutils/manual/coreutils.html",
        ..ROW
    },
    Signature {
        id: "shell/interpreter",
        title: "The interpreter of a script does not exist",
        literals: &["bad interpreter:", "^M': ", "^M: "],
        pattern: "(?:(\\S+): bad interpreter:|'?(\\S+?)\\^M'?: (?:No such file|bad interpreter|command not found))",
        example: "/bin/sh: 1: /opt/app/run.sh: /bin/bash^M: bad interpreter: No such file or directory",
        meaning: "The program named after #! is not installed; with ^M the file has Windows line ends.",
        fix: "Install the interpreter, or write the file with LF line ends.",
        source: BASH,
        ..ROW
    },
    Signature {
        id: "shell/windows-line-ends",
        title: "A script has Windows line ends",
        literals: &["$'\\r': command not found", "\\r': command not found", "\\r': No such file"],
        pattern: "\\$'[^']*\\\\r'(?:: command not found|: No such file)",
        example: "/var/lib/cloud/instance/scripts/part-001: line 2: $'\\r': command not found",
        meaning: "Each line ends with CR LF; the CR is part of the last word.",
        fix: "Save the file with LF line ends.",
        source: BASH,
        ..ROW
    },
    Signature {
        id: "shell/glued-first-line",
        title: "The first line of the script continues with the second",
        literals: &["/bin/bash: -\\: invalid option", "/bin/bash: - : invalid option", "bash: -\\n"],
        example: "/bin/bash: -\\: invalid option",
        meaning: "User data holds a literal \\n after #!/bin/bash -xe: the text was joined or quoted so that \\n stayed two \
                  characters.",
        fix: "Use a block (|) for the script, or Fn::Join with \"\\n\" in double quotes.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
        rule: "user-data/glued-commands",
        ..ROW
    },
    Signature {
        id: "shell/pipefail",
        title: "The shell is not bash",
        literals: &["Illegal option -o pipefail", "[[: not found", "Bad substitution"],
        pattern: "(Illegal option -o pipefail|\\[\\[: not found|Bad substitution)",
        example: "/bin/sh: 1: set: Illegal option -o pipefail",
        meaning: "/bin/sh is dash on Debian and Ubuntu: it has no [[ ]], no arrays, no pipefail before version 0.5.12-12.",
        fix: "Run the command by bash: bash -c '...', or write it for sh.",
        source: "https://wiki.ubuntu.com/DashAsBinSh",
        rule: "command/bash-syntax",
        ..ROW
    },
    Signature {
        id: "shell/unbound",
        title: "A variable has no value",
        literals: &["unbound variable", "parameter not set"],
        pattern: "(?:line \\d+|\\d+): ([A-Za-z0-9_@*]+): (?:unbound variable|parameter not set)",
        example: "/var/lib/cloud/instance/scripts/part-001: line 6: HOME: unbound variable",
        meaning: "set -u ends the script at a variable that is not set. At boot HOME is not set; USER and LOGNAME may be missing.",
        fix: "Set the variable first (export HOME=/root) or give a default: ${NAME:-value}, in Fn::Sub ${!NAME:-value}.",
        source: BASH,
        ..ROW
    },
    Signature {
        id: "shell/home",
        title: "HOME is not set",
        literals: &["HOME not set", "$HOME is not defined", "could not determine home directory"],
        example: "/var/lib/cloud/instance/scripts/part-001: line 4: cd: HOME not set",
        meaning: "cloud-init and cfn-init run without HOME; git config --global, composer, npm and go need it.",
        fix: "export HOME=/root before, or HOME in env of the command (env replaces the whole environment: add PATH).",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
        ..ROW
    },
    Signature {
        id: "shell/killed",
        title: "A process was killed",
        literals: &["Killed"],
        pattern: "(?:^Killed$|line \\d+:\\s+\\d+ Killed\\s+(.+)$)",
        example: "/var/lib/cloud/instance/scripts/part-001: line 9:  1423 Killed                  npm run build",
        meaning: "Almost always the kernel, because memory ran out: see the kernel log for Out of memory.",
        fix: "Take a larger instance type, add swap before the build, or build elsewhere and fetch the result.",
        source: "https://docs.kernel.org/admin-guide/mm/concepts.html#oom-killer",
        ..ROW
    },
    Signature {
        id: "shell/terminal",
        title: "A program wants a terminal",
        literals: &[
            "the input device is not a TTY",
            "sudo: a terminal is required",
            "no tty present",
            "Inappropriate ioctl for device",
        ],
        pattern: "(the input device is not a TTY|sudo: a terminal is required|no tty present|^stty: .*Inappropriate ioctl)",
        example: "the input device is not a TTY",
        meaning: "There is no terminal at boot; the program asks or draws.",
        fix: "docker exec and run without -t; programs with their option for no questions; sudo rules with NOPASSWD.",
        source: "https://docs.docker.com/reference/cli/docker/container/exec/",
        ..ROW
    },
    Signature {
        id: "shell/apt-cli",
        title: "apt warns about its interface",
        significance: Significance::Harmless,
        literals: &["apt does not have a stable CLI interface"],
        example: "WARNING: apt does not have a stable CLI interface. Use with caution in scripts.",
        meaning: "apt is meant for people; nothing has failed.",
        fix: "Use apt-get in scripts.",
        source: "https://manpages.debian.org/bookworm/apt/apt.8.en.html",
        ..ROW
    },
];
