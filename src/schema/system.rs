//! What differs between the operating systems that have images: package manager, users, names of packages and services,
//! folders.
//!
//! Sources: packages.ubuntu.com, packages.debian.org; AWS's release notes "Amazon Linux 2023 packages"; each
//! distribution's page of its cloud images for the user. Plain data: knows no document, no browser.

use super::image::Os;

/// How a system installs packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `apt`: Ubuntu, Debian.
    Apt,
    /// `yum`, which is dnf on Amazon Linux 2023.
    Yum,
}

impl Family {
    /// The package manager in `packages`.
    pub const fn manager(self) -> &'static str {
        match self {
            Family::Apt => "apt",
            Family::Yum => "yum",
        }
    }
}

impl Os {
    /// How it installs packages.
    pub const fn family(self) -> Family {
        match self {
            Os::Ubuntu | Os::Debian => Family::Apt,
            Os::AmazonLinux => Family::Yum,
        }
    }

    /// The user that its images let in by SSH.
    pub const fn user(self) -> &'static str {
        match self {
            Os::Ubuntu => "ubuntu",
            Os::Debian => "admin",
            Os::AmazonLinux => "ec2-user",
        }
    }

    /// Who makes its images, as descriptions say it.
    pub const fn maker(self) -> &'static str {
        match self {
            Os::Ubuntu => "Canonical's",
            Os::Debian => "Debian's",
            Os::AmazonLinux => "Amazon's",
        }
    }
}

/// True where pip refuses to install into the Python of the system (PEP 668): Debian since 12, Ubuntu since 23.04.
pub fn refuses_pip(os: Os, version: &str) -> bool {
    version.parse::<f64>().is_ok_and(|version| match os {
        Os::Ubuntu => version >= 23.04,
        Os::Debian => version >= 12.0,
        Os::AmazonLinux => false,
    })
}

/// What to install in place of a package that Amazon Linux 2023 does not have; `None` for any other name. Source: AWS page
/// "Comparing Amazon Linux 2 and Amazon Linux 2023".
pub fn not_in_al2023(package: &str) -> Option<&'static str> {
    const ROWS: [(&str, &str); 7] = [
        ("epel-release", "Amazon Linux 2023 takes no packages of EPEL: install the program from its own archive."),
        ("awslogs", "Install amazon-cloudwatch-agent in its place."),
        ("ntp", "chrony is installed and keeps the time."),
        ("amazon-linux-extras", "Amazon Linux 2023 has its packages in one repository: install them by their names."),
        ("mysql-server", "Install mariadb105-server in its place."),
        ("java-1.8.0-openjdk", "Install java-1.8.0-amazon-corretto in its place."),
        ("java-11-openjdk", "Install java-11-amazon-corretto in its place."),
    ];
    ROWS.iter().find(|row| row.0 == package).map(|row| row.1)
}

/// True for a program that a system does not have.
pub fn lacks(os: Os, version: Option<&str>, program: &str) -> bool {
    match program {
        "apt-get" | "apt" | "dpkg" => os.family() == Family::Yum,
        "yum" | "dnf" => os.family() == Family::Apt,
        "amazon-linux-extras" => os.family() == Family::Apt || version == Some("2023"),
        _ => false,
    }
}

/// A package under the names that the families give it.
#[derive(Clone, Copy, Debug)]
pub struct SystemPackage {
    /// In Ubuntu and Debian.
    pub apt: &'static str,
    /// In Amazon Linux 2023; more than one where one is not enough.
    pub yum: &'static [&'static str],
    /// From PyPI, where Amazon Linux has no package.
    pub python: &'static [&'static str],
}

const fn both(apt: &'static str, yum: &'static [&'static str]) -> SystemPackage {
    SystemPackage { apt, yum, python: &[] }
}

const fn from_python(apt: &'static str, python: &'static [&'static str]) -> SystemPackage {
    SystemPackage { apt, yum: &["python3-pip"], python }
}

/// Packages whose names differ; of several rows with one name the first counts. No names at all: the image has it.
pub const PACKAGES: &[SystemPackage] = &[
    both("apache2", &["httpd"]),
    both("apache2-utils", &["httpd-tools"]),
    both("libapache2-mod-php", &["php"]),
    both("postgresql", &["postgresql15-server"]),
    both("postgresql-client", &["postgresql15"]),
    both("postgresql-contrib", &["postgresql15-contrib"]),
    both("mariadb-server", &["mariadb105-server"]),
    both("mariadb-client", &["mariadb105"]),
    both("redis-server", &["redis6"]),
    both("redis", &["redis6"]),
    both("docker.io", &["docker"]),
    both("npm", &["nodejs-npm"]),
    both("php-mysql", &["php-mysqlnd"]),
    both("php-curl", &["php-common"]),
    both("build-essential", &["gcc", "gcc-c++", "make"]),
    both("g++", &["gcc-c++"]),
    both("python3-venv", &["python3"]),
    both("python3-dev", &["python3-devel"]),
    both("python3-yaml", &["python3-pyyaml"]),
    from_python("python3-flask", &["flask"]),
    from_python("gunicorn", &["gunicorn"]),
    from_python("python3-gunicorn", &["gunicorn"]),
    from_python("python3-psycopg2", &["psycopg2-binary"]),
    from_python("python3-django", &["django"]),
    from_python("python3-redis", &["redis"]),
    both("cron", &["cronie"]),
    both("vim", &["vim-enhanced"]),
    both("openjdk-17-jre-headless", &["java-17-amazon-corretto-headless"]),
    both("openjdk-21-jre-headless", &["java-21-amazon-corretto-headless"]),
    both("openjdk-17-jdk", &["java-17-amazon-corretto-devel"]),
    both("openjdk-21-jdk", &["java-21-amazon-corretto-devel"]),
    both("golang-go", &["golang"]),
    both("nfs-common", &["nfs-utils"]),
    both("gnupg", &["gnupg2"]),
    both("sqlite3", &["sqlite"]),
    both("dnsutils", &["bind-utils"]),
    both("bind9-dnsutils", &["bind-utils"]),
    both("libpq-dev", &["libpq-devel"]),
    both("libssl-dev", &["openssl-devel"]),
    both("libffi-dev", &["libffi-devel"]),
    both("curl", &[]),
    both("awscli", &[]),
    both("apt-transport-https", &[]),
    both("software-properties-common", &[]),
    // Names of older Amazon Linux, on the way back only.
    both("apache2", &["httpd24"]),
    both("postgresql", &["postgresql-server"]),
    both("mariadb-server", &["mariadb"]),
    both("php-mysql", &["php-mysql"]),
];

/// Packages of the same name everywhere.
pub const SAME_PACKAGES: &[&str] = &[
    "acl",
    "bzip2",
    "ca-certificates",
    "chrony",
    "gcc",
    "git",
    "gzip",
    "haproxy",
    "htop",
    "jq",
    "logrotate",
    "lsof",
    "lvm2",
    "make",
    "mdadm",
    "memcached",
    "nano",
    "net-tools",
    "nginx",
    "nodejs",
    "openssl",
    "php",
    "php-cli",
    "php-fpm",
    "php-gd",
    "php-intl",
    "php-mbstring",
    "php-opcache",
    "php-xml",
    "php-zip",
    "postfix",
    "python3",
    "python3-boto3",
    "python3-jinja2",
    "python3-pip",
    "python3-requests",
    "python3-setuptools",
    "rsync",
    "rsyslog",
    "screen",
    "squid",
    "strace",
    "sudo",
    "tar",
    "tmux",
    "tree",
    "unzip",
    "wget",
    "xfsprogs",
    "zip",
];

/// Services whose names differ: in Ubuntu and Debian, in Amazon Linux.
pub const SERVICES: &[(&str, &str)] = &[
    ("apache2", "httpd"),
    ("cron", "crond"),
    ("ssh", "sshd"),
    ("chrony", "chronyd"),
    ("mysql", "mysqld"),
    ("redis-server", "redis6"),
    ("nfs-kernel-server", "nfs-server"),
];

/// Services of the same name everywhere.
pub const SAME_SERVICES: &[&str] = &[
    "amazon-cloudwatch-agent",
    "cfn-hup",
    "containerd",
    "docker",
    "haproxy",
    "mariadb",
    "memcached",
    "nginx",
    "php-fpm",
    "postfix",
    "postgresql",
    "rsyslog",
    "squid",
];

/// Programs that come by another way and so to another place: by `apt`, on Amazon Linux.
pub const PROGRAMS: &[(&str, &str)] = &[
    ("/usr/bin/gunicorn", "/usr/local/bin/gunicorn"),
    ("/usr/bin/flask", "/usr/local/bin/flask"),
    ("/usr/bin/django-admin", "/usr/local/bin/django-admin"),
];

/// The user of web servers in Ubuntu and Debian.
pub const WEB_USER: &str = "www-data";
/// nginx's user in Amazon Linux.
pub const NGINX_USER: &str = "nginx";
/// Apache's user in Amazon Linux, and that of PHP-FPM there.
pub const APACHE_USER: &str = "apache";

/// A folder that one family has, and what the other has instead.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// Where it is.
    pub family: Family,
    /// How its path begins.
    pub path: &'static str,
    /// What the other family has.
    pub instead: &'static str,
}

const fn apt(path: &'static str, instead: &'static str) -> Folder {
    Folder { family: Family::Apt, path, instead }
}

const fn yum(path: &'static str, instead: &'static str) -> Folder {
    Folder { family: Family::Yum, path, instead }
}

/// Folders that are told and not translated: what stands in them is not the same either.
pub const FOLDERS: &[Folder] = &[
    apt("/etc/apache2", "/etc/httpd, with conf.d in place of sites-available and mods-enabled"),
    apt("/var/log/apache2", "/var/log/httpd"),
    apt("/etc/nginx/sites-", "/etc/nginx/conf.d; it has no sites-available and sites-enabled"),
    apt("/etc/nginx/snippets", "/etc/nginx/default.d"),
    apt("/etc/php/", "/etc/php.d, /etc/php.ini and /etc/php-fpm.d"),
    apt("/etc/postgresql/", "/var/lib/pgsql/data, which holds the configuration too"),
    apt("/var/lib/postgresql", "/var/lib/pgsql"),
    apt("/etc/mysql", "/etc/my.cnf and /etc/my.cnf.d"),
    apt("/etc/redis", "/etc/redis6"),
    apt("/etc/default/", "/etc/sysconfig"),
    apt("/etc/apt/", "/etc/dnf and /etc/yum.repos.d"),
    apt("/etc/netplan", "systemd-networkd, in /etc/systemd/network"),
    apt("/var/log/syslog", "the journal: journalctl"),
    apt("/var/log/auth.log", "the journal: journalctl"),
    yum("/etc/httpd", "/etc/apache2, with sites-available and mods-enabled"),
    yum("/var/log/httpd", "/var/log/apache2"),
    yum("/etc/nginx/default.d", "/etc/nginx/snippets"),
    yum("/etc/php.ini", "/etc/php, a folder for each version"),
    yum("/etc/php.d", "/etc/php, a folder for each version"),
    yum("/etc/php-fpm", "/etc/php, a folder for each version"),
    yum("/var/lib/pgsql", "/var/lib/postgresql, with the configuration in /etc/postgresql"),
    yum("/etc/my.cnf", "/etc/mysql"),
    yum("/etc/redis6", "/etc/redis"),
    yum("/etc/sysconfig", "/etc/default"),
    yum("/etc/yum", "/etc/apt"),
    yum("/var/log/messages", "/var/log/syslog, or the journal"),
    yum("/var/log/secure", "/var/log/auth.log, or the journal"),
];

/// Programs that only one family has; scripts that call them have to be written anew.
pub const COMMANDS: &[(Family, &[&str])] = &[
    (
        Family::Apt,
        &[
            "a2dismod",
            "a2dissite",
            "a2enconf",
            "a2enmod",
            "a2ensite",
            "add-apt-repository",
            "addgroup",
            "adduser",
            "apt-key",
            "apt-mark",
            "debconf-set-selections",
            "dpkg",
            "dpkg-reconfigure",
            "phpenmod",
            "snap",
            "ufw",
            "update-rc.d",
        ],
    ),
    (
        Family::Yum,
        &["amazon-linux-extras", "chkconfig", "firewall-cmd", "rpm", "semanage", "setenforce", "yum-config-manager"],
    ),
];

/// Versions of a system that are part of names of packages.
#[derive(Clone, Copy, Debug)]
pub struct NameVersions {
    /// The system.
    pub os: Os,
    /// Its version.
    pub version: &'static str,
    /// PHP's: in `php8.3-fpm`.
    pub php: &'static str,
    /// PostgreSQL's: in `postgresql-16`.
    pub postgresql: &'static str,
}

/// Versions in names of packages, by system. Amazon Linux is asked for the names without.
pub const VERSIONS: &[NameVersions] = &[
    NameVersions { os: Os::Ubuntu, version: "22.04", php: "8.1", postgresql: "14" },
    NameVersions { os: Os::Ubuntu, version: "24.04", php: "8.3", postgresql: "16" },
    NameVersions { os: Os::Ubuntu, version: "26.04", php: "8.5", postgresql: "18" },
    NameVersions { os: Os::Debian, version: "12", php: "8.2", postgresql: "15" },
];

/// What a package is called in another family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// These packages of the package manager, and these of PyPI.
    Names(Vec<&'static str>, Vec<&'static str>),
    /// Nobody knows.
    Unknown,
}

/// The name of a package of `from` in the other family.
pub fn package(from: Family, name: &str) -> Translation {
    if let Some(same) = SAME_PACKAGES.iter().find(|same| **same == name) {
        return Translation::Names(vec![same], Vec::new());
    }
    match from {
        Family::Apt => match PACKAGES.iter().find(|row| row.apt == name) {
            Some(row) => Translation::Names(row.yum.to_vec(), row.python.to_vec()),
            None => Translation::Unknown,
        },
        Family::Yum => match PACKAGES.iter().find(|row| row.python.is_empty() && row.yum == [name]) {
            Some(row) => Translation::Names(vec![row.apt], Vec::new()),
            None => Translation::Unknown,
        },
    }
}

/// The package of Ubuntu and Debian that has what PyPI's package of this name has.
pub fn package_of_python(name: &str) -> Option<&'static str> {
    PACKAGES.iter().find(|row| row.python == [name]).map(|row| row.apt)
}

/// The name of a service of `from` in the other family; `None` if nobody knows.
pub fn service(from: Family, name: &str) -> Option<&'static str> {
    let same = SAME_SERVICES.iter().find(|same| **same == name).copied();
    same.or_else(|| match from {
        Family::Apt => SERVICES.iter().find(|row| row.0 == name).map(|row| row.1),
        Family::Yum => SERVICES.iter().find(|row| row.1 == name).map(|row| row.0),
    })
}

/// Instance types with the processor of each: x86_64, Graviton. Of several rows with one name the first counts.
pub const TYPE_FAMILIES: &[(&str, &str)] = &[
    ("t3", "t4g"),
    ("t2", "t4g"),
    ("t3a", "t4g"),
    ("m5", "m6g"),
    ("m5a", "m6g"),
    ("m6a", "m6g"),
    ("m6i", "m6g"),
    ("m7i", "m7g"),
    ("m7a", "m7g"),
    ("m8i", "m8g"),
    ("c5", "c6g"),
    ("c6a", "c6g"),
    ("c6i", "c6g"),
    ("c7i", "c7g"),
    ("c7a", "c7g"),
    ("c8i", "c8g"),
    ("r5", "r6g"),
    ("r6a", "r6g"),
    ("r6i", "r6g"),
    ("r7i", "r7g"),
    ("r7a", "r7g"),
    ("r8i", "r8g"),
];

/// Sizes that burstable types have on both processors.
pub const BURSTABLE_SIZES: &[&str] = &["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"];
/// Sizes that the other types have on both.
pub const SIZES: &[&str] = &["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for name in ["apache2", "nginx", "postgresql", "docker.io", "npm", "mariadb-server", "cron"] {
            let Translation::Names(there, python) = package(Family::Apt, name) else { panic!("{name}") };
            assert!(python.is_empty(), "{name}");
            assert_eq!(package(Family::Yum, there[0]), Translation::Names(vec![name], Vec::new()));
        }
        assert_eq!(package(Family::Apt, "no-such"), Translation::Unknown);
        assert_eq!(package_of_python("flask"), Some("python3-flask"));
        assert_eq!((service(Family::Apt, "cron"), service(Family::Yum, "crond")), (Some("crond"), Some("cron")));
        assert_eq!((service(Family::Yum, "nginx"), service(Family::Apt, "webapp")), (Some("nginx"), None));
    }

    #[test]
    fn same_names_stand_once() {
        for names in [SAME_PACKAGES, SAME_SERVICES] {
            assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
        }
    }
}
