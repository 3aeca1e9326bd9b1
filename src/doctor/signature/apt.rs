//! What apt and dpkg say.

use super::{ROW, Section, Signature, Significance};

const APT_LOCK: &str = "https://manpages.debian.org/bookworm/apt/apt-get.8.en.html";
const UNATTENDED: &str = "https://wiki.debian.org/UnattendedUpgrades";
const SOURCES: &str = "https://manpages.debian.org/bookworm/apt/sources.list.5.en.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "apt/dpkg-lock",
        title: "Another program holds the lock of dpkg",
        literals: &["Could not get lock /var/lib/dpkg/lock", "Unable to acquire the dpkg frontend lock"],
        pattern: "^(?:.*\\s)?E: (?:Could not get lock|Unable to acquire the dpkg frontend lock)",
        example: "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1874 (unattended-upgr)",
        meaning: "unattended-upgrades or another apt runs at the same time, mostly at first boot. apt-get does not wait.",
        fix: "Give apt-get the option -o DPkg::Lock::Timeout=300, or stop apt-daily.service and unattended-upgrades.service \
              before the first installation.",
        source: UNATTENDED,
        ..ROW
    },
    Signature {
        id: "apt/lists-lock",
        title: "Another apt-get reads the package lists",
        literals: &["Could not get lock /var/lib/apt/lists/lock", "Unable to lock directory /var/lib/apt/lists"],
        example: "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 911 (apt-get)",
        meaning: "apt-daily.service or a second apt-get update runs. DPkg::Lock::Timeout does not cover the lock of the lists.",
        fix: "Wait for the other one: systemctl stop apt-daily.timer apt-daily.service before apt-get update, or repeat \
              apt-get update in a loop until it succeeds.",
        source: APT_LOCK,
        ..ROW
    },
    Signature {
        id: "apt/lock-wait",
        title: "apt waits for the lock of dpkg",
        significance: Significance::Harmless,
        literals: &["Waiting for cache lock: Could not get lock"],
        example: "Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1874 (dpkg)...",
        meaning: "Another installation runs; this one goes on when it ends.",
        fix: "Nothing to do, unless the signal times out meanwhile.",
        source: APT_LOCK,
        ..ROW
    },
    Signature {
        id: "apt/no-such-package",
        title: "The package lists do not contain the package",
        literals: &["E: Unable to locate package"],
        pattern: "E: Unable to locate package (\\S+)",
        example: "E: Unable to locate package nginx-full-extras",
        meaning: "The name is wrong for this release, its repository is not enabled, or apt-get update has not run: images \
                  come with old or empty lists.",
        fix: "Run apt-get update before cfn-init and before each apt-get install of user data. Check the name on \
              packages.ubuntu.com or packages.debian.org.",
        source: "https://packages.ubuntu.com/",
        section: Some(Section::Packages),
        rule: "user-data/apt-lists",
        ..ROW
    },
    Signature {
        id: "apt/no-candidate",
        title: "The package exists by name only",
        literals: &["has no installation candidate"],
        pattern: "Package '?([^' ]+)'? has no installation candidate",
        example: "E: Package 'python-pip' has no installation candidate",
        meaning: "Another package refers to it, but no enabled repository has it: it was removed from this release.",
        fix: "Install its successor (for python-pip: python3-pip), or enable the repository that has it.",
        source: "https://packages.ubuntu.com/",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "apt/no-such-version",
        title: "The repository does not have this version of the package",
        literals: &["E: Version '"],
        pattern: "E: Version '[^']*' for '([^']+)' was not found",
        example: "E: Version '1.18.0-6' for 'nginx' was not found",
        meaning: "Repositories of distributions keep the newest version of a release only; older ones are removed.",
        fix: "Leave the version out, or name only its beginning. apt-cache madison NAME lists what there is.",
        source: "https://manpages.debian.org/bookworm/apt/apt-cache.8.en.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "apt/stale-lists",
        title: "The package lists are older than the repository",
        literals: &["E: Failed to fetch"],
        pattern: "E: Failed to fetch (\\S+)\\s+404",
        example: "E: Failed to fetch http://archive.ubuntu.com/ubuntu/pool/main/c/curl/curl_7.81.0-1ubuntu1.4_amd64.deb  404  Not Found [IP: 91.189.91.39 80]",
        meaning: "The lists name a file that a newer version has replaced in the meantime.",
        fix: "Run apt-get update directly before apt-get install, and before cfn-init, which does not run it.",
        source: APT_LOCK,
        rule: "user-data/apt-lists",
        ..ROW
    },
    Signature {
        id: "apt/no-release",
        title: "The repository has nothing for this release",
        literals: &["does not have a Release file", "no longer has a Release file"],
        pattern: "The repository '([^']+)' (?:does not|no longer) ha",
        example: "E: The repository 'https://download.docker.com/linux/ubuntu nosuch Release' does not have a Release file.",
        meaning: "The address or the code name in the sources is wrong, or the release has ended and moved to an archive.",
        fix: "Correct the line in /etc/apt/sources.list.d; take the code name from /etc/os-release (VERSION_CODENAME).",
        source: SOURCES,
        ..ROW
    },
    Signature {
        id: "apt/no-key",
        title: "The key of the repository is missing",
        literals: &["NO_PUBKEY", "is not signed."],
        pattern: "(NO_PUBKEY \\S+|'[^']+' is not signed)",
        example: "W: GPG error: https://deb.nodesource.com/node_20.x nodistro InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 2F59B5F99B1BE0B4",
        meaning: "apt refuses a repository whose signature it cannot verify.",
        fix: "Write the key to /etc/apt/keyrings and name it by signed-by= in the line of the source, before apt-get update.",
        source: "https://wiki.debian.org/DebianRepository/UseThirdParty",
        ..ROW
    },
    Signature {
        id: "apt/unmet-dependencies",
        title: "Dependencies of the package cannot be installed",
        literals: &["E: Unable to correct problems, you have held broken packages"],
        example: "E: Unable to correct problems, you have held broken packages.",
        meaning: "Packages of different releases are mixed, or one is held back; the lines above name them.",
        fix: "Remove sources of other releases, or name versions that fit together. apt-get -s install NAME shows the conflict.",
        source: APT_LOCK,
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "apt/dpkg-interrupted",
        title: "An earlier installation was interrupted",
        literals: &["dpkg was interrupted, you must manually run"],
        example: "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.",
        meaning: "A reboot or a killed process ended dpkg halfway; it refuses further installations.",
        fix: "Run dpkg --configure -a once before apt-get; do not reboot while user data installs.",
        source: "https://manpages.debian.org/bookworm/dpkg/dpkg.1.en.html",
        ..ROW
    },
    Signature {
        id: "apt/post-install",
        title: "The installation script of a package failed",
        literals: &["dpkg: error processing package"],
        pattern: "dpkg: error processing package (\\S+)",
        example: "dpkg: error processing package nginx (--configure):",
        meaning: "The files are unpacked; the package's script, which mostly starts its service, ended with an error.",
        fix: "Look at the lines above: often a port is in use or a configuration file written before is wrong. Write \
              configuration after the package, or fix it.",
        source: "https://www.debian.org/doc/debian-policy/ch-maintainerscripts.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "apt/prompt",
        title: "A package asked a question that nobody answers",
        significance: Significance::Warning,
        literals: &["debconf: unable to initialize frontend"],
        example: "debconf: unable to initialize frontend: Dialog",
        meaning: "There is no terminal at boot; debconf falls back to other ways of asking.",
        fix: "Set DEBIAN_FRONTEND=noninteractive for the command.",
        source: "https://manpages.debian.org/bookworm/debconf-doc/debconf.7.en.html",
        ..ROW
    },
    Signature {
        id: "apt/confirmation",
        title: "apt-get waited for a confirmation",
        literals: &["Do you want to continue? [Y/n] Abort."],
        example: "Do you want to continue? [Y/n] Abort.",
        meaning: "apt-get install without -y asks; standard input at boot is empty, which is a no.",
        fix: "Add -y to the command.",
        source: APT_LOCK,
        ..ROW
    },
    Signature {
        id: "apt/conffile-prompt",
        title: "dpkg asked which version of a configuration file to keep",
        literals: &["end of file on stdin at conffile prompt"],
        pattern: "(?:error processing package (\\S+).*)?end of file on stdin at conffile prompt",
        example: " end of file on stdin at conffile prompt",
        meaning: "A file was written before the package that brings it; dpkg wants to know which one to keep.",
        fix: "Add -o Dpkg::Options::=--force-confold to apt-get, or write the file after the package.",
        source: "https://manpages.debian.org/bookworm/dpkg/dpkg.1.en.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "apt/not-root",
        title: "apt was not run as root",
        literals: &["are you root?", "- open (13: Permission denied)"],
        example: "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)",
        meaning: "User data and commands run as root; a command with su, runas or sudo -u does not.",
        fix: "Install packages before the change of user, or with sudo.",
        source: "https://manpages.debian.org/apt-get",
        ..ROW
    },
];
