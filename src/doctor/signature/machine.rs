//! What the kernel and the system say: disk, memory, users, ports, units of file systems.

use super::{ROW, Section, Signature};

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "machine/disk-full",
        title: "The disk is full",
        literals: &[
            "No space left on device",
            "not enough free space in /var/cache/apt/archives",
            "You don't have enough free space in",
        ],
        pattern: "(?:(/[\\w./-]+)'?:? .*No space left on device|No space left on device|enough free space in (/[^\\s.]+))",
        example: "tar: app/node_modules/esbuild/bin: Cannot write: No space left on device",
        meaning: "The volume has no free blocks or inodes. Images start with a root volume of 8 GiB.",
        fix: "Give the root device a larger VolumeSize in BlockDeviceMappings, or mount a volume before.",
        source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html",
        ..ROW
    },
    Signature {
        id: "machine/out-of-memory",
        title: "Memory ran out",
        literals: &[
            "Out of memory",
            "Cannot allocate memory",
            "JavaScript heap out of memory",
            "oom-kill:",
            "MemoryError",
            "fatal error: Killed signal terminated program",
        ],
        pattern: "(?:Out of memory: Killed process \\d+ \\(([^)]+)\\)|Cannot allocate memory|JavaScript heap out of memory|oom-kill:|^MemoryError|Killed signal terminated program (\\S+))",
        example: "Out of memory: Killed process 1423 (node) total-vm:1523420kB, anon-rss:702312kB, file-rss:0kB, shmem-rss:0kB",
        meaning: "The instance has too little memory for what runs; images have no swap.",
        fix: "Take a larger InstanceType, or make a swap file in an early command.",
        source: "https://repost.aws/knowledge-center/ec2-memory-swap-file",
        ..ROW
    },
    Signature {
        id: "machine/no-such-user",
        title: "A user does not exist",
        literals: &[
            "invalid user: ",
            "unknown user",
            "does not exist or the user entry does not contain all",
            "no passwd entry",
            "Failed to determine user credentials",
        ],
        pattern: "(?:invalid user: ['‘]([^'’:]+)|unknown user:? (\\S+)|su: user (\\S+) does not exist|no such user:? ['\"]?([\\w-]+)|Failed to determine user credentials)",
        example: "chown: invalid user: 'www-data:www-data'",
        meaning: "The user comes with a package that is not installed yet (www-data, nginx, postgres), has another name on \
                  this system (ubuntu, ec2-user, admin), or is missing in users.",
        fix: "Install the package in an earlier config, or declare the user in users; cfn-init makes users before files.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/managing-users.html",
        section: Some(Section::Users),
        ..ROW
    },
    Signature {
        id: "machine/no-such-group",
        title: "A group does not exist",
        literals: &["invalid group: ", "does not exist in /etc/group", "group '"],
        pattern: "(?:invalid group: ['‘]([^'’]+)|(?:^|: )group '([^']+)' does not exist|unknown group:? (\\S+))",
        example: "usermod: group 'docker' does not exist",
        meaning: "The group comes with a package that is not installed yet, or is missing in groups.",
        fix: "Install the package in an earlier config, or declare the group in groups.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
        section: Some(Section::Groups),
        ..ROW
    },
    Signature {
        id: "machine/port-in-use",
        title: "A port is in use",
        literals: &["Address already in use", "address already in use", "EADDRINUSE", "port is already allocated"],
        pattern: "(?:bind\\(\\) to (\\S+) failed|address already in use (\\S+)|listen tcp\\d? (\\S+): bind|could not bind to address (\\S+)|Bind for (\\S+) failed|[Aa]ddress already in use|EADDRINUSE|port is already allocated)",
        example: "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)",
        meaning: "Another program listens there: the distribution starts a service when its package is installed, or two \
                  steps start the same one.",
        fix: "Stop and disable the other one (ss -ltnp shows it), or take another port.",
        source: "https://man7.org/linux/man-pages/man2/bind.2.html",
        ..ROW
    },
    Signature {
        id: "machine/low-port",
        title: "The user may not listen on a port below 1024",
        literals: &["Permission denied", "EACCES: permission denied", "permission denied"],
        pattern: "(?:bind\\(\\) to (\\S+:(?:\\d{1,3}|10[01]\\d|102[0-3])) failed \\(13|listen EACCES: permission denied (\\S+:(?:\\d{1,3}|10[01]\\d|102[0-3]))$|listen tcp\\d? (\\S*:(?:\\d{1,3}|10[01]\\d|102[0-3])): bind: permission denied|could not bind to address (\\S+:(?:\\d{1,3}|10[01]\\d|102[0-3]))$)",
        example: "Error: listen EACCES: permission denied 0.0.0.0:80",
        meaning: "Ports below 1024 are for root or for programs with CAP_NET_BIND_SERVICE.",
        fix: "Add AmbientCapabilities=CAP_NET_BIND_SERVICE to the unit, or listen above 1024 behind nginx or a load balancer.",
        source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
        ..ROW
    },
    Signature {
        id: "machine/no-device",
        title: "A volume is not attached, or has another name",
        literals: &["does not exist", "special device", ": can't find UUID=", ": can't find LABEL="],
        pattern: "(?:special device (/dev/\\S+) does not exist|(/dev/[a-z0-9]+)(?:: No such file| does not exist)|Unable to resolve '([^']+)'|can't find ((?:UUID|LABEL)=\\S+?)\\.?$)",
        example: "mount: /data: special device /dev/xvdf does not exist.",
        meaning: "On Nitro instances the volume is /dev/nvme1n1; and an AWS::EC2::VolumeAttachment is made after the instance \
                  runs, at the same time as user data.",
        fix: "Wait in a loop for the device, and find it by the id of the volume: /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol....",
        source: "https://docs.aws.amazon.com/ebs/latest/userguide/identify-nvme-ebs-device.html",
        ..ROW
    },
    Signature {
        id: "machine/bad-file-system",
        title: "A volume has no file system",
        literals: &["wrong fs type, bad option, bad superblock"],
        pattern: "wrong fs type, bad option, bad superblock on (\\S+?),",
        example: "mount: /data: wrong fs type, bad option, bad superblock on /dev/nvme1n1, missing codepage or helper program, or other error.",
        meaning: "A new volume is empty: it has to be formatted once.",
        fix: "Format it if it has no file system: blkid DEVICE || mkfs -t xfs DEVICE.",
        source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-using-volumes.html",
        ..ROW
    },
    Signature {
        id: "machine/read-only",
        title: "The file system is read-only",
        literals: &["Read-only file system"],
        pattern: "['‘]?(/[\\w./-]+)['’]?: Read-only file system",
        example: "mkdir: cannot create directory '/usr/local/app': Read-only file system",
        meaning: "The volume was mounted read-only after an error, or the service runs with ProtectSystem.",
        fix: "Write elsewhere, or add ReadWritePaths= to the unit.",
        source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html",
        ..ROW
    },
    Signature {
        id: "machine/exec-format",
        title: "The program is for another processor or has no #! line",
        literals: &["cannot execute binary file: Exec format error", "exec format error"],
        pattern: "(?:(\\S+): cannot execute binary file: Exec format error|exec (\\S+): exec format error)",
        example: "/opt/app/server: line 1: /opt/app/server: cannot execute binary file: Exec format error",
        meaning: "A program for x86_64 on an arm64 instance (t4g, m7g …) or the other way round.",
        fix: "Take the file for the processor of the instance type (uname -m), or another instance type.",
        source: "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html",
        ..ROW
    },
    Signature {
        id: "machine/clock",
        title: "The clock is wrong",
        literals: &["is not valid yet (invalid for another", "Signature expired: ", "Signature not yet current"],
        example: "E: Release file for http://mirror.example.org/debian/dists/bookworm-updates/InRelease is not valid yet (invalid for another 2h 12min 5s). Updates for this repository will not be applied.",
        meaning: "The time of the machine is off by more than the signature allows.",
        fix: "Use the time service of EC2 (169.254.169.123) with chrony, and wait for it before the first download.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html",
        ..ROW
    },
];
