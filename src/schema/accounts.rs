//! Users and groups that images have before anything is installed.
//!
//! Source: Debian's are those of base-passwd 3.6.1 (Debian 12), compared with it; those that only images of Ubuntu and
//! Amazon Linux add are from the lists of their packages `setup` and systemd and were not compared with an image. The
//! user to log in with is named on the distributions' pages of their cloud images.

use crate::schema::image::Os;

/// On every image.
const COMMON: &[&str] = &[
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
    "sshd",
    "systemd-network",
    "systemd-resolve",
    "kvm",
    "render",
    "input",
];
/// On Ubuntu and Debian.
const DEBIAN: &[&str] = &[
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
    "nogroup",
    "staff",
    "src",
    "shadow",
    "sudo",
    "plugdev",
    "crontab",
    "fax",
    "voice",
    "dip",
    "sasl",
    "_ssh",
    "sgx",
    "netdev",
    "syslog",
    "uuidd",
    "tcpdump",
    "landscape",
    "lxd",
    "admin",
];
/// On Amazon Linux.
const AMAZON: &[&str] = &[
    "sync",
    "shutdown",
    "halt",
    "ftp",
    "wheel",
    "mem",
    "dbus",
    "chrony",
    "rpc",
    "rpcuser",
    "tss",
    "lock",
    "utempter",
    "ssh_keys",
    "systemd-oom",
    "ec2-instance-connect",
    "nfsnobody",
];
/// Users to log in with on images of other distributions.
const OTHER_LOGINS: &[&str] = &["centos", "rocky", "fedora", "bitnami"];
/// Groups that are no users.
const GROUPS_ONLY: &[&str] = &[
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
    "nogroup",
    "staff",
    "src",
    "shadow",
    "sudo",
    "plugdev",
    "crontab",
    "fax",
    "voice",
    "dip",
    "sasl",
    "_ssh",
    "sgx",
    "netdev",
    "lxd",
    "wheel",
    "mem",
    "lock",
    "utempter",
    "ssh_keys",
];

/// True if an image of the system has the user or group; of any system where it is not known.
pub fn is_in_image(os: Option<Os>, is_user: bool, name: &str) -> bool {
    if is_user && GROUPS_ONLY.contains(&name) {
        return false;
    }
    let is_login = |os: Os| name == os.user();
    let is_debian = || DEBIAN.contains(&name);
    match os {
        _ if COMMON.contains(&name) => true,
        Some(os @ (Os::Ubuntu | Os::Debian)) => is_debian() || is_login(os),
        Some(os @ Os::AmazonLinux) => AMAZON.contains(&name) || is_login(os),
        None => {
            let is_other = AMAZON.contains(&name) || OTHER_LOGINS.contains(&name);
            is_debian() || is_other || [Os::Ubuntu, Os::Debian, Os::AmazonLinux].into_iter().any(is_login)
        }
    }
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
