//! Commands in shell lines that differ between the families: package managers, services, programs of one family.

use std::ops::Range;

use super::names::{package, service};
use super::token_map::words;
use super::{Found, SystemChange, installation};
use crate::schema::system::{COMMANDS, Family};

/// Finds the commands of a line that begins at `base` of its text.
pub(super) fn find(line: &str, base: usize, change: &SystemChange, installs_helpers: bool, found: &mut Found) {
    for program in ["systemctl", "service"] {
        services(line, base, program, change, found);
    }
    match change.families() {
        None => {
            for program in ["apt-get", "apt"] {
                same_family(line, base, program, change, found);
            }
        }
        Some((from, _)) => {
            strange(line, base, from, change, found);
            let programs: &[&str] = match from {
                Family::Apt => &["apt-get", "apt"],
                Family::Yum => &["yum", "dnf"],
            };
            for program in programs {
                managers(line, base, program, change, installs_helpers, found);
            }
            if from == Family::Apt {
                bare_helpers(line, base, found);
            }
        }
    }
}

/// The simple command that begins at `start`, without what ends it.
fn simple_command(line: &str, start: usize) -> Range<usize> {
    let rest = line.get(start..).unwrap_or_default();
    let mut end = rest.len();
    let mut before = ' ';
    for (index, letter) in rest.char_indices() {
        let ends = match letter {
            ';' | '|' | '&' | ')' | '"' | '\'' | '`' | '>' | '<' => true,
            '#' => before.is_whitespace(),
            '\n' => before != '\\',
            _ => false,
        };
        if ends {
            end = index;
            break;
        }
        before = letter;
    }
    let command = rest.get(..end).unwrap_or_default();
    // The digit of `2>` belongs to the redirection.
    let is_redirected = rest.get(end..).is_some_and(|rest| rest.starts_with('>'));
    let command = if is_redirected { command.trim_end_matches(|c: char| c.is_ascii_digit()) } else { command };
    let command = command.trim_end_matches([' ', '\t', '\n', '\r', '\\']);
    start..start + command.len()
}

/// Where a program is called.
fn calls(line: &str, program: &str) -> Vec<usize> {
    let at_command = |start: &usize| {
        let before = line.get(..*start).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ';' | '&' | '|' | '`'))
    };
    words(line, program).map(|(start, _)| start).filter(at_command).collect()
}

/// The words of a command behind its program: options, verb, names.
fn parts(command: &str) -> (Vec<&str>, Option<&str>, Vec<&str>) {
    let mut all = command.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty() && *word != "\\").skip(1);
    let (mut options, mut verb, mut names) = (Vec::new(), None, Vec::new());
    while let Some(word) = all.next() {
        if matches!(word, "-o" | "-t" | "-c") {
            options.push(word);
            all.next();
        } else if word.starts_with('-') {
            options.push(word);
        } else if verb.is_none() {
            verb = Some(word);
        } else {
            names.push(word);
        }
    }
    (options, verb, names)
}

/// A package manager's command in the other family's words.
fn managers(line: &str, base: usize, program: &str, change: &SystemChange, installs_helpers: bool, found: &mut Found) {
    for start in calls(line, program) {
        let range = simple_command(line, start);
        let command = line.get(range.clone()).unwrap_or_default();
        let (_, verb, names) = parts(command);
        let place = base + range.start..base + range.end;
        let Some(verb) = verb else { continue };
        if names.iter().any(|name| name.contains("/cfn-")) {
            found.leave(place, format!("`{program} {verb}`{{line}} runs into the next command and is kept as it is: add the missing line break."));
            continue;
        }
        let to_yum = change.families().is_some_and(|(_, to)| to == Family::Yum);
        let only_helpers = names == [installation::PACKAGE];
        let new = match (to_yum, verb) {
            (true, "update") => "dnf makecache".to_string(),
            (true, "upgrade" | "dist-upgrade" | "full-upgrade") => "dnf upgrade -y".to_string(),
            (true, "install") if names.is_empty() => "dnf install".to_string(),
            (false, "install") if names.is_empty() => "apt-get install".to_string(),
            (true, "install") => {
                format!("dnf install -y {}", named(&names, installs_helpers, place.clone(), change, found))
            }
            (true, "remove" | "purge") => {
                format!("dnf remove -y {}", named(&names, false, place.clone(), change, found))
            }
            (true, "autoremove") => "dnf autoremove -y".to_string(),
            (true, "clean" | "autoclean") => "dnf clean all".to_string(),
            (false, "makecache" | "check-update") => "apt-get update".to_string(),
            (false, "update" | "upgrade") if only_helpers => "apt-get update".to_string(),
            (false, "update" | "upgrade") if names.is_empty() => "apt-get upgrade -y".to_string(),
            (false, "install" | "update" | "upgrade" | "reinstall") => {
                format!("apt-get install -y {}", named(&names, true, place.clone(), change, found))
            }
            (false, "remove" | "erase") => {
                format!("apt-get remove -y {}", named(&names, false, place.clone(), change, found))
            }
            (false, "autoremove") => "apt-get autoremove -y".to_string(),
            (false, "clean") => "apt-get clean".to_string(),
            _ => {
                found.leave(
                    place,
                    format!("`{program} {verb}`{{line}} is kept as it is: {} does it another way.", change.target()),
                );
                continue;
            }
        };
        found.replace(place, new);
    }
}

/// Names of packages in the words of the new system; with the helpers' package in place of what only they need.
fn named(names: &[&str], with_helpers: bool, place: Range<usize>, change: &SystemChange, found: &mut Found) -> String {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let plain = name.split('=').next().unwrap_or(name);
        if plain != *name {
            found.tell(place.start..place.start + 1, format!("{name}{{line}}: its version is dropped."));
        }
        let to_yum = change.families().is_some_and(|(_, to)| to == Family::Yum);
        let new = match (to_yum, plain) {
            (true, "python3-venv" | "python3-pip" | "python3-setuptools" | "python-setuptools" | "python-pip")
                if with_helpers =>
            {
                vec![installation::PACKAGE.to_string()]
            }
            (false, installation::PACKAGE) => vec!["python3-venv".to_string()],
            _ if plain.contains('$') => vec![plain.to_string()],
            _ => {
                let names = package(change, plain);
                if let Some(doubt) = names.doubt {
                    found.tell(place.start..place.start + 1, format!("Package {doubt}{{line}}."));
                }
                for python in names.python {
                    let why =
                        format!("{plain}{{line}}: {} has it from PyPI only: `pip3 install {python}`.", change.target());
                    found.tell(place.start..place.start + 1, why);
                }
                names.own
            }
        };
        all.extend(new);
    }
    let mut once: Vec<String> = Vec::new();
    all.into_iter().for_each(|name| {
        if !once.contains(&name) {
            once.push(name);
        }
    });
    once.join(" ")
}

/// Packages of another version of the same family.
fn same_family(line: &str, base: usize, program: &str, change: &SystemChange, found: &mut Found) {
    for start in calls(line, program) {
        let range = simple_command(line, start);
        let command = line.get(range.clone()).unwrap_or_default();
        let (_, _, names) = parts(command);
        for name in names {
            let names = package(change, name);
            let offset = words(command, name).next().map(|(offset, _)| offset);
            if let (Some(offset), [new]) = (offset, names.own.as_slice())
                && new != name
            {
                let start = base + range.start + offset;
                found.replace(start..start + name.len(), new.clone());
            }
        }
    }
    for program in ["add-apt-repository", "snap"] {
        for start in calls(line, program).into_iter().filter(|_| change.to.os != change.from.os) {
            let place = base + start..base + start + program.len();
            found.leave(place, format!("`{program}`{{line}}: look whether {} has it.", change.target()));
        }
    }
}

/// Services that `systemctl` or `service` name.
fn services(line: &str, base: usize, program: &str, change: &SystemChange, found: &mut Found) {
    for start in calls(line, program) {
        let range = simple_command(line, start);
        let command = line.get(range.clone()).unwrap_or_default();
        let (_, verb, names) = parts(command);
        // `service NAME VERB` has the name where systemctl has the verb.
        let names: Vec<&str> = if program == "service" { verb.into_iter().collect() } else { names };
        for name in names {
            let plain = name.strip_suffix(".service").unwrap_or(name);
            let offset = words(command, plain).map(|(offset, _)| offset).find(|offset| *offset > 0);
            if let (Some(offset), Some(new)) = (offset, service(change, plain))
                && new != plain
            {
                let start = base + range.start + offset;
                found.replace(start..start + plain.len(), new);
            }
        }
    }
}

/// Programs that only the old family has.
fn strange(line: &str, base: usize, from: Family, change: &SystemChange, found: &mut Found) {
    for (_, programs) in COMMANDS.iter().filter(|row| row.0 == from) {
        for program in *programs {
            for start in calls(line, program) {
                let place = base + start..base + start + program.len();
                found.leave(
                    place,
                    format!("`{program}`{{line}} is kept as it is: {} does not have it.", change.target()),
                );
            }
        }
    }
}

/// `cfn-init` without its folder, which is on no path of Amazon Linux at first boot.
fn bare_helpers(line: &str, base: usize, found: &mut Found) {
    for helper in ["cfn-init", "cfn-signal", "cfn-hup", "cfn-get-metadata"] {
        for start in calls(line, helper) {
            let is_word_of_text = line.get(..start).unwrap_or_default().trim_end().ends_with(['=', '"', '\'']);
            if !is_word_of_text && line.get(start + helper.len()..).is_some_and(|rest| rest.starts_with(' ')) {
                found.replace(base + start..base + start + helper.len(), format!("/opt/aws/bin/{helper}"));
            }
        }
    }
}
