//! What systemd and the tools around it say.

use super::{ROW, Section, Signature, Significance};

const SYSTEMCTL: &str = "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html";
const EXIT_CODES: &str =
    "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20Exit%20Codes";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "service/no-unit",
        title: "There is no such unit",
        literals: &[
            ".service not found",
            ".service could not be found",
            "unit file does not exist",
            ".service does not exist",
            "unrecognized service",
            ": Unit not found",
        ],
        pattern: "(?:Unit (?:file )?(\\S+?)(?:\\.service)? (?:not found|could not be found|does not exist)|Failed to enable unit: Unit file (\\S+?)(?:\\.service)? does not exist|Failed to (?:re)?start (\\S+?)\\.service: Unit (?:\\S+ )?not found|([\\w@.-]+): unrecognized service)",
        example: "Failed to start nginx.service: Unit nginx.service not found.",
        meaning: "The package is not installed, the unit has another name (httpd and apache2, mysqld and mariadb), or \
                  systemd has not read a new unit file.",
        fix: "Install the package before, correct the name, or run systemctl daemon-reload after writing the unit.",
        source: SYSTEMCTL,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/job-failed",
        title: "A service did not start",
        significance: Significance::Consequence,
        literals: &[
            "failed because the control process exited with error code",
            "failed because a timeout was exceeded",
            "failed because of unavailable resources",
        ],
        pattern: "Job for (\\S+?)(?:\\.service)? failed because",
        example: "Job for nginx.service failed because the control process exited with error code.",
        meaning: "The unit was started and its program ended with an error.",
        fix: "Its own log says why: systemctl status NAME, journalctl -xeu NAME.",
        source: SYSTEMCTL,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/exit-status",
        title: "The program of a service ended with an error",
        significance: Significance::Consequence,
        literals: &["Main process exited, code=exited, status=", "Failed with result '"],
        pattern: "(?:systemd\\[\\d+\\]: )?(\\S+?)(?:\\.service)?: (?:Main process exited, code=exited, status=(?:1|2)/|Failed with result ')",
        example: "systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE",
        meaning: "The program itself failed after it was started.",
        fix: "Look at what it printed: journalctl -u NAME.",
        source: EXIT_CODES,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/exec",
        title: "systemd cannot execute the program of a unit",
        literals: &["status=203/EXEC", "Failed at step EXEC", "Failed to locate executable", "is not executable: "],
        pattern: "(?:(\\S+?)(?:\\.service)?: (?:Main process exited, code=exited, status=203|Failed at step EXEC|Failed to locate executable|Command \\S+ is not executable))",
        example: "app.service: Main process exited, code=exited, status=203/EXEC",
        meaning: "The file named in ExecStart does not exist, has no x bit, or its interpreter is missing.",
        fix: "Check the path in ExecStart, set mode \"000755\", write the file before the service starts.",
        source: EXIT_CODES,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/user",
        title: "The user of a unit does not exist",
        literals: &["status=217/USER", "Failed at step USER"],
        pattern: "(\\S+?)(?:\\.service)?: (?:Main process exited, code=exited, status=217|Failed at step USER)",
        example: "app.service: Main process exited, code=exited, status=217/USER",
        meaning: "User= of the unit names a user that the machine does not have; systemd-analyze verify does not report it.",
        fix: "Declare the user in users, or correct User=.",
        source: EXIT_CODES,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/working-directory",
        title: "The working directory of a unit does not exist",
        literals: &["status=200/CHDIR", "Failed at step CHDIR"],
        pattern: "(\\S+?)(?:\\.service)?: (?:Main process exited, code=exited, status=200|Failed at step CHDIR)",
        example: "app.service: Main process exited, code=exited, status=200/CHDIR",
        meaning: "WorkingDirectory= names a folder that is not there, or that the user may not enter.",
        fix: "Make the folder in an earlier step and give it to the user of the unit.",
        source: EXIT_CODES,
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/start-limit",
        title: "A service failed too often in a short time",
        literals: &["Start request repeated too quickly", "start-limit-hit"],
        pattern: "(\\S+?)(?:\\.service)?: (?:Start request repeated too quickly|Failed with result 'start-limit-hit')",
        example: "app.service: Start request repeated too quickly.",
        significance: Significance::Consequence,
        meaning: "systemd gives up after five starts in ten seconds; the reason stands before.",
        fix: "Look at the first failure: journalctl -u NAME. Then systemctl reset-failed NAME.",
        source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html",
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/bad-unit",
        title: "A unit file has a fault",
        literals: &["has a bad unit file setting", "bad-setting"],
        pattern: "Unit (\\S+?)(?:\\.service)? has a bad unit file setting",
        example: "Failed to restart app.service: Unit app.service has a bad unit file setting.",
        meaning: "A line of the unit cannot be read: ExecStart without a whole path, a wrong value, a missing section.",
        fix: "systemd-analyze verify /etc/systemd/system/NAME.service names the line.",
        source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html",
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/no-systemd",
        title: "systemd does not run here",
        literals: &["System has not been booted with systemd as init system"],
        example: "System has not been booted with systemd as init system (PID 1). Can't operate.",
        meaning: "The command runs in a container or chroot.",
        fix: "Run it on the instance itself.",
        source: SYSTEMCTL,
        ..ROW
    },
    Signature {
        id: "service/no-init-script",
        title: "sysvinit cannot enable a unit of systemd",
        literals: &["cannot find a LSB script for"],
        pattern: "cannot find a LSB script for (\\S+)",
        example: "update-rc.d: error: cannot find a LSB script for app",
        meaning: "services.sysvinit uses update-rc.d, which needs a script in /etc/init.d; app has a unit only.",
        fix: "Move the service from sysvinit to systemd (aws-cfn-bootstrap 2.0-10 or newer).",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
        section: Some(Section::Services),
        ..ROW
    },
    Signature {
        id: "service/docker-daemon",
        title: "The Docker daemon does not run",
        literals: &["Cannot connect to the Docker daemon"],
        example: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        meaning: "docker is installed and not started, or the user is not in the group docker.",
        fix: "Start it first: systemctl enable --now docker, or services with a config of their own before the commands: \
              cfn-init runs commands before services of the same config.",
        source: "https://docs.docker.com/engine/daemon/troubleshoot/",
        ..ROW
    },
    Signature {
        id: "service/invoke-policy",
        title: "A package did not start its service",
        significance: Significance::Harmless,
        literals: &["invoke-rc.d: policy-rc.d denied execution of"],
        example: "invoke-rc.d: policy-rc.d denied execution of start.",
        meaning: "The system forbids services to start at installation, as in containers and chroots.",
        fix: "Start the service in services.",
        source: "https://manpages.debian.org/bookworm/init-system-helpers/invoke-rc.d.8.en.html",
        ..ROW
    },
    Signature {
        id: "service/masked",
        title: "The unit is masked",
        literals: &["is masked"],
        pattern: "Unit (?:file )?(\\S+?)(?:\\.service)? is masked",
        example: "Failed to restart ssh.service: Unit ssh.service is masked.",
        meaning: "systemctl mask, of an image or of an earlier step, forbids that it starts.",
        fix: "systemctl unmask NAME before, or take the unit that replaces it.",
        source: "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html",
        section: Some(Section::Services),
        ..ROW
    },
];
