//! What yum, dnf and rpm say.

use super::{ROW, Section, Signature, Significance};

const DNF: &str = "https://dnf.readthedocs.io/en/latest/command_ref.html";
const AL2023: &str = "https://docs.aws.amazon.com/linux/al2023/ug/package-management.html";
const AL2023_REPOSITORIES: &str = "https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "yum/no-such-package",
        title: "No repository has the package",
        literals: &["No match for argument: ", "No package "],
        pattern: "(?:No match for argument: (\\S+)|No package (\\S+) available\\.)",
        example: "No match for argument: amazon-linux-extras",
        meaning: "The name is not in any enabled repository. AL2023 has neither amazon-linux-extras nor EPEL.",
        fix: "Look the name up with dnf search on the same release, and enable its repository before.",
        source: AL2023,
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "yum/nothing-to-do",
        title: "Nothing was installed",
        significance: Significance::Consequence,
        literals: &["Error: Unable to find a match: ", "Error: Nothing to do"],
        pattern: "Error: (?:Unable to find a match: (.+)|Nothing to do)",
        example: "Error: Unable to find a match: amazon-linux-extras",
        meaning: "None of the named packages exists in an enabled repository.",
        fix: "See the names that have no match.",
        source: DNF,
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "yum/lock",
        title: "Another program holds the lock of rpm",
        literals: &["Existing lock /var/run/yum.pid", "can't create transaction lock on /var/lib/rpm"],
        example: "Existing lock /var/run/yum.pid: another copy is running as pid 3302.",
        meaning: "A second yum or dnf runs, mostly the update that cloud-init or SSM starts at first boot.",
        fix: "Wait until it ends: repeat the command in a loop, or set repo_upgrade: none in cloud-config.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/amazon-linux-ami-basics.html",
        ..ROW
    },
    Signature {
        id: "yum/no-mirror",
        title: "A repository cannot be reached",
        literals: &[
            "Cannot download repomd.xml",
            "Cannot find a valid baseurl for repo",
            "Failed to download metadata for repo",
        ],
        pattern: "(?:for repo:? '?([^' :]+)|Cannot download repomd.xml)",
        example: "Error: Failed to download metadata for repo 'amazonlinux': Cannot prepare internal mirrorlist: Curl error (28): Timeout was reached",
        meaning: "The instance has no way to the repository: no route to the internet, no NAT, no S3 endpoint in a private \
                  subnet, or a security group without outgoing HTTPS.",
        fix: "Give the subnet a route, or an S3 gateway endpoint for the repositories of Amazon Linux.",
        source: "https://repost.aws/knowledge-center/ec2-al1-al2-update-yum-without-internet",
        rule: "instance/route-not-awaited",
        ..ROW
    },
    Signature {
        id: "yum/conflict",
        title: "The package conflicts with an installed one",
        literals: &[" conflicts with ", " conflicts between attempted installs of "],
        pattern: "(?:package (\\S+) from \\S+ conflicts with |file (\\S+) (?:conflicts between attempted installs|from install of .* conflicts with))",
        example: "  - package curl-8.3.0-1.amzn2023.0.2.x86_64 from amazonlinux conflicts with curl-minimal provided by curl-minimal-8.3.0-1.amzn2023.0.2.x86_64 from @System",
        meaning: "AL2023 comes with curl-minimal and gnupg2-minimal; the full packages cannot stand beside them.",
        fix: "Leave curl out, or exchange it: dnf swap -y curl-minimal curl-full. dnf install --allowerasing replaces it, too.",
        source: "https://docs.aws.amazon.com/linux/al2023/ug/curl-minimal.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "yum/gpg",
        title: "The package is not signed by a known key",
        literals: &["GPG check FAILED", "is not signed", "Public key for ", "Failing package is: "],
        pattern: "(?:GPG check FAILED|Package (\\S+) is not signed$|Public key for (\\S+) is not installed|Failing package is: (\\S+))",
        example: "Public key for mysql-community-client-8.0.36-1.el9.x86_64.rpm is not installed",
        meaning: "gpgcheck is on and the key of the repository has not been imported, or has been replaced.",
        fix: "rpm --import the key of the publisher, or correct gpgkey= in the file of the repository.",
        source: DNF,
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "yum/missing-dependency",
        title: "A package needs one that is not there",
        literals: &["nothing provides ", "Requires: "],
        pattern: "(?:nothing provides (\\S+).* needed by|Error: Package: .*Requires: (\\S+))",
        example: "  - nothing provides libcrypto.so.10()(64bit) needed by mongodb-org-server-4.4.9-1.el7.x86_64 from mongodb-org-4.4",
        meaning: "The package was built for another release of the distribution.",
        fix: "Take the repository for this release: AL2023 is close to Fedora, not to el7 or amzn2.",
        source: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "yum/no-topic",
        title: "amazon-linux-extras is not on this system",
        literals: &["amazon-linux-extras: command not found", "Topic "],
        pattern: "(?:amazon-linux-extras: command not found|Topic (\\S+) is not found)",
        example: "/var/lib/cloud/instance/scripts/part-001: line 4: amazon-linux-extras: command not found",
        meaning: "amazon-linux-extras exists on Amazon Linux 2 only.",
        fix: "On AL2023 install the package itself: dnf install -y nginx.",
        source: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
        ..ROW
    },
    Signature {
        id: "yum/releasever",
        title: "A newer release of Amazon Linux exists",
        significance: Significance::Harmless,
        literals: &["A newer release of \"Amazon Linux\" is available"],
        example: "  A newer release of \"Amazon Linux\" is available.",
        meaning: "AL2023 is locked to the release of its image; nothing has failed.",
        fix: "Nothing to do; dnf upgrade --releasever=VERSION takes the newer one.",
        source: AL2023_REPOSITORIES,
        ..ROW
    },
    Signature {
        id: "rpm/dependencies",
        title: "rpm lacks what the package needs",
        literals: &["error: Failed dependencies:"],
        example: "error: Failed dependencies:",
        meaning: "rpm installs one package and fetches no other; the lines after it name what is missing.",
        fix: "Install it by dnf or yum, which take an address too: dnf install -y https://HOST/PACKAGE.rpm.",
        source: "https://docs.aws.amazon.com/linux/al2023/ug/package-management.html",
        ..ROW
    },
];
