//! Users and groups that images have before anything is installed.
//!
//! Source: Debian's are those of base-passwd 3.6.1 (Debian 12), compared with it; those that only images of Ubuntu and
//! Amazon Linux add are from the lists of their packages `setup` and systemd and were not compared with an image. The
//! user to log in with is named on the distributions' pages of their cloud images.

use crate::schema::image::Os;

/// Users, each with a group, on every image.
const COMMON_USERS: &[&str] = &[
    "root",
    "daemon",
    "bin",
    "sys",
    "games",
    "man",
    "lp",
    "mail",
    "nobody",
    "operator",
    "sshd",
    "systemd-network",
    "systemd-resolve",
];
/// Groups without a user of the name on every image.
const COMMON_GROUPS: &[&str] = &[
    "adm",
    "disk",
    "kmem",
    "dialout",
    "cdrom",
    "floppy",
    "tape",
    "audio",
    "video",
    "users",
    "tty",
    "utmp",
    "systemd-journal",
    "kvm",
    "render",
    "input",
];
/// Users, each with a group, on Ubuntu and Debian.
const DEBIAN_USERS: &[&str] = &[
    "sync",
    "news",
    "uucp",
    "proxy",
    "www-data",
    "backup",
    "list",
    "irc",
    "_apt",
    "messagebus",
    "systemd-timesync",
    "syslog",
    "uuidd",
    "tcpdump",
    "landscape",
    "admin",
];
/// Groups without a user of the name on Ubuntu and Debian.
const DEBIAN_GROUPS: &[&str] = &[
    "nogroup", "staff", "src", "shadow", "sudo", "plugdev", "crontab", "fax", "voice", "dip", "sasl", "_ssh", "sgx",
    "netdev", "lxd",
];
/// Users, each with a group, on Amazon Linux.
const AMAZON_USERS: &[&str] = &[
    "sync",
    "shutdown",
    "halt",
    "ftp",
    "dbus",
    "chrony",
    "rpc",
    "rpcuser",
    "tss",
    "systemd-oom",
    "ec2-instance-connect",
    "nfsnobody",
];
/// Groups without a user of the name on Amazon Linux.
const AMAZON_GROUPS: &[&str] = &["wheel", "mem", "lock", "utempter", "ssh_keys"];
/// Users to log in with on images of other distributions.
const OTHER_LOGINS: &[&str] = &["centos", "rocky", "fedora", "bitnami"];

/// True if an image of the system has the user or group; of any system where it is not known.
pub fn is_in_image(os: Option<Os>, is_user: bool, name: &str) -> bool {
    let has = |users: &[&str], groups: &[&str]| users.contains(&name) || !is_user && groups.contains(&name);
    let on = |os: Os| {
        name == os.user()
            || match os {
                Os::Ubuntu | Os::Debian => has(DEBIAN_USERS, DEBIAN_GROUPS),
                Os::AmazonLinux => has(AMAZON_USERS, AMAZON_GROUPS),
            }
    };
    let on_any = || [Os::Ubuntu, Os::Debian, Os::AmazonLinux].into_iter().any(on) || OTHER_LOGINS.contains(&name);
    has(COMMON_USERS, COMMON_GROUPS) || os.map_or_else(on_any, on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_have_their_own_users_and_groups() {
        // Users and groups of base-passwd in Debian 12.
        for user in [
            "daemon", "sync", "games", "man", "lp", "news", "uucp", "proxy", "www-data", "backup", "list", "irc",
            "_apt",
        ] {
            assert!(is_in_image(Some(Os::Debian), true, user), "{user}");
        }
        for group in
            ["adm", "fax", "voice", "sudo", "dip", "src", "shadow", "sasl", "plugdev", "staff", "users", "nogroup"]
        {
            assert!(is_in_image(Some(Os::Debian), false, group), "{group}");
            assert!(!is_in_image(Some(Os::Debian), true, group), "{group}");
        }
        assert!(!is_in_image(Some(Os::AmazonLinux), true, "www-data"));
        assert!(!is_in_image(Some(Os::AmazonLinux), true, "ubuntu"));
        assert!(is_in_image(Some(Os::AmazonLinux), true, "ec2-user"));
        assert!(is_in_image(None, true, "rocky"));
        assert!(!is_in_image(None, true, "nginx"));
    }
}
