//! Users and groups that images have before anything is installed.
//!
//! Source: /etc/passwd and /etc/group of Debian 12 (base-passwd 3.6.1, systemd 252, cloud-init's default user), of
//! Ubuntu 24.04 (base-passwd 3.6.3) and of Amazon Linux 2023 (setup 2.13.7); the user to log in with by the
//! distributions' pages of their cloud images.

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
pub(super) fn is_in_image(os: Option<Os>, is_user: bool, name: &str) -> bool {
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
            is_debian() || AMAZON.contains(&name) || [Os::Ubuntu, Os::Debian, Os::AmazonLinux].into_iter().any(is_login)
        }
    }
}
