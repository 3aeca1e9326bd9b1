//! Names of packages and services on the new operating system.

use super::SystemChange;
use crate::schema::image::Os;
use crate::schema::system::{self, Family, NameVersions, SAME_SERVICES, Translation, VERSIONS};

/// What becomes of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameChanges {
    /// For the package manager.
    pub own: Vec<String>,
    /// For `python`.
    pub python: Vec<String>,
    /// Why somebody has to look at it.
    pub doubt: Option<String>,
}

/// The packages that take the place of one that `apt` or `yum` knows.
pub(super) fn package(change: &SystemChange, name: &str) -> NameChanges {
    let Some((from, to)) = change.families() else {
        return NameChanges { own: vec![same_family(change, name)], ..NameChanges::default() };
    };
    let plain = without_version(name);
    let doubt = (plain != name)
        .then(|| format!("{name} becomes {plain} without its version: look which one {} has", change.target()));
    match system::package(from, &plain) {
        Translation::Names(own, python) => NameChanges {
            own: own.iter().map(|name| name.to_string()).collect(),
            python: python.iter().map(|name| name.to_string()).collect(),
            doubt,
        },
        Translation::Unknown => NameChanges {
            own: vec![name.to_string()],
            python: Vec::new(),
            doubt: Some(format!(
                "{name} is kept as it is: look what {} calls it for {}",
                change.target(),
                to.manager()
            )),
        },
    }
}

/// The package of `apt` in place of one of PyPI, which pip on Ubuntu and Debian refuses to install for the system.
pub(super) fn of_python(name: &str) -> Option<&'static str> {
    system::package_of_python(name)
}

/// The name of a service; `None` if nobody knows another one.
pub(super) fn service(change: &SystemChange, name: &str) -> Option<String> {
    match change.families() {
        Some((from, _)) => system::service(from, &without_version(name)).map(str::to_string),
        None => {
            let known = SAME_SERVICES.contains(&name) || system::service(change.from.os.family(), name).is_some();
            let new = same_family(change, name);
            (known || new != name).then_some(new)
        }
    }
}

/// PHP's and PostgreSQL's versions in the old system and in the new one.
pub(super) fn versions(change: &SystemChange) -> Option<(&'static NameVersions, &'static NameVersions)> {
    let of = |os: Os, version: &str| VERSIONS.iter().find(|row| row.os == os && row.version == version);
    let from = of(change.from.os, change.from.version.as_deref()?)?;
    Some((from, of(change.to.os, change.to.version)?))
}

fn same_family(change: &SystemChange, name: &str) -> String {
    let Some((from, to)) = versions(change) else { return name.to_string() };
    let php = name.strip_prefix("php").and_then(|rest| rest.strip_prefix(from.php));
    let module = name.strip_prefix("libapache2-mod-php").and_then(|rest| rest.strip_prefix(from.php));
    let postgresql =
        name.strip_suffix(from.postgresql).filter(|head| head.starts_with("postgresql") && head.ends_with('-'));
    match (php, module, postgresql) {
        (Some(rest), ..) => format!("php{}{rest}", to.php),
        (_, Some(rest), _) => format!("libapache2-mod-php{}{rest}", to.php),
        (_, _, Some(head)) => format!("{head}{}", to.postgresql),
        (None, None, None) => name.to_string(),
    }
}

/// `php8.3-fpm` as `php-fpm`, `postgresql-16` as `postgresql`, `postgresql15-server` as it is.
fn without_version(name: &str) -> String {
    let after = |head: &str| {
        let rest = name.strip_prefix(head)?;
        let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        (tail.len() < rest.len()).then(|| format!("{head}{tail}"))
    };
    let numbered = |head: &str| {
        let rest = name.strip_prefix(head)?.strip_prefix('-')?;
        (!rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())).then(|| head.to_string())
    };
    let known = after("php").or_else(|| after("libapache2-mod-php"));
    known
        .or_else(|| numbered("postgresql"))
        .or_else(|| numbered("postgresql-client"))
        .unwrap_or_else(|| name.to_string())
}

/// True if the family of the new system has `apt`.
pub(super) fn is_to_apt(change: &SystemChange) -> bool {
    change.to.os.family() == Family::Apt
}
