//! Tokens in any text of the metadata that differ between the families: users, home folders, paths of programs,
//! folders.

use super::names::versions;
use super::{Found, SystemChange};
use crate::schema::system::{FOLDERS, Family, PROGRAMS, SERVICES};

/// What stands before the name of a user.
const BEFORE_USER: [&str; 12] = [
    "/home/",
    "User=",
    "Group=",
    "user=",
    "sudo -u ",
    "su - ",
    "su ",
    "runas=",
    "runuser -u ",
    "chown ",
    "chown -R ",
    "-aG docker ",
];

/// Words of a text that become others, and those that are told.
pub(super) fn find(text: &str, change: &SystemChange, found: &mut Found) {
    let (from, to) = (change.from.os.user(), change.to.os.user());
    if from != to {
        user(text, from, to, from == "ec2-user", found);
    }
    if let Some((from, to)) = change.web_user {
        user(text, from, to, from == crate::schema::system::WEB_USER, found);
    }
    for (by_apt, by_yum) in PROGRAMS {
        match change.families() {
            Some((Family::Apt, _)) => replace(text, by_apt, by_yum, found),
            Some((Family::Yum, _)) => replace(text, by_yum, by_apt, found),
            None => {}
        }
    }
    if change.families().is_some_and(|(_, to)| to == Family::Yum) {
        for (start, old) in text.match_indices("/usr/local/bin/cfn-") {
            found.replace(start..start + old.len(), "/opt/aws/bin/cfn-");
        }
    }
    for (by_apt, by_yum) in SERVICES {
        match change.families() {
            Some((Family::Apt, _)) => unit(text, by_apt, by_yum, found),
            Some((Family::Yum, _)) => unit(text, by_yum, by_apt, found),
            None => {}
        }
    }
    in_paths(text, change, found);
    folders(text, change, found);
}

/// The name of a user where it is one for sure.
fn user(text: &str, from: &str, to: &str, is_distinct: bool, found: &mut Found) {
    let mut behind = None;
    for (start, _) in words(text, from) {
        let before = text.get(..start).unwrap_or_default();
        // "ubuntu:ubuntu": the group behind the user.
        let follows = behind == Some(start) && before.ends_with(':');
        let is_user = is_distinct || follows || BEFORE_USER.iter().any(|word| before.ends_with(word));
        if is_user {
            found.replace(start..start + from.len(), to);
            behind = Some(start + from.len() + 1);
        }
    }
}

/// PHP's and PostgreSQL's versions in paths and names of units.
fn in_paths(text: &str, change: &SystemChange, found: &mut Found) {
    if change.families().is_some() {
        return;
    }
    let Some((from, to)) = versions(change) else { return };
    for (head, old, new, tail) in [
        ("/php/", from.php, to.php, "/"),
        ("php", from.php, to.php, ""),
        ("/postgresql/", from.postgresql, to.postgresql, "/"),
        ("postgresql@", from.postgresql, to.postgresql, "-"),
    ] {
        let wanted = format!("{head}{old}{tail}");
        for (start, _) in text.match_indices(&wanted).filter(|_| old != new) {
            let start = start + head.len();
            found.replace(start..start + old.len(), new);
        }
    }
}

/// Folders that only the old family has.
fn folders(text: &str, change: &SystemChange, found: &mut Found) {
    let Some((from, _)) = change.families() else { return };
    for folder in FOLDERS.iter().filter(|folder| folder.family == from) {
        for (start, _) in text.match_indices(folder.path) {
            let rest = text.get(start..).unwrap_or_default();
            let end = rest.find([' ', '"', '\'', '\n', ';', ',', ')', ':', '<', '>']).unwrap_or(rest.len());
            let path = rest.get(..end).unwrap_or_default();
            let why = format!("{path}{{line}}: {} has {}.", change.target(), folder.instead);
            found.leave(start..start + folder.path.len(), why);
        }
    }
}

/// A unit under its full name: `cron.service`.
fn unit(text: &str, from: &str, to: &str, found: &mut Found) {
    for (start, _) in words(text, from) {
        if text.get(start + from.len()..).is_some_and(|rest| rest.starts_with(".service")) {
            found.replace(start..start + from.len(), to);
        }
    }
}

fn replace(text: &str, from: &str, to: &str, found: &mut Found) {
    for (start, _) in words(text, from) {
        found.replace(start..start + from.len(), to);
    }
}

/// Where a word stands by itself.
pub(super) fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(word).filter(move |(start, _)| {
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}
