//! What the rules of `check` know of a step: findings that say that it fails.

use crate::check::{Checker, Diagnostic};
use crate::document::{Document, Path};
use crate::template::evaluate::ParameterValues;

use super::plan::BootRun;

/// Rules whose finding stops cfn-init at the entry, in each run.
const STOPPING: [&str; 7] = [
    "command/clone-into-files",
    "command/shell-signs",
    "file/folder-path",
    "file/mustache",
    "file/numeric-owner",
    "package/system-python",
    "user/groups-text",
];
/// Those whose finding stops it at the first boot only: a later run finds what the first one has made.
const FIRST_ONLY: [&str; 4] =
    ["command/needs-later-file", "file/owner-made-later", "service/sysvinit-unit", "service/unit-later"];
/// Rules whose finding is a command of the script that fails.
const SCRIPT: [&str; 1] = ["user-data/system-pip"];

/// What is known of the steps of a plan.
#[derive(Debug, Default)]
pub(super) struct KnownFaults {
    entries: Vec<(Path, String)>,
    /// Lines of the document.
    lines: Vec<(usize, String)>,
}

impl KnownFaults {
    /// What the rules find in a document.
    pub(super) fn of(document: &Document, given: &ParameterValues, run: BootRun) -> KnownFaults {
        let found = Checker::default().check(document, given);
        let stops = |one: &&Diagnostic| {
            let id = one.rule.id;
            STOPPING.contains(&id) || run == BootRun::First && FIRST_ONLY.contains(&id)
        };
        let entries = found.iter().filter(stops).map(|one| (one.path.clone(), one.message.clone())).collect();
        let scripts = found.iter().filter(|one| SCRIPT.contains(&one.rule.id));
        let lines = scripts.map(|one| (document.position(one.span.start).line, one.message.clone())).collect();
        KnownFaults { entries, lines }
    }

    /// Why the entry at a path fails: what is found in it, or in the list that it stands in.
    pub(super) fn of_entry(&self, at: &Path) -> Option<&str> {
        let found = self.entries.iter().find(|(path, _)| path.starts_with(at) || at.starts_with(path));
        found.map(|(_, message)| message.as_str())
    }

    /// Why lines of a script fail.
    pub(super) fn of_lines(&self, lines: &std::ops::RangeInclusive<usize>) -> Option<&str> {
        self.lines.iter().find(|(line, _)| lines.contains(line)).map(|(_, message)| message.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::RULES;

    #[test]
    fn the_rules_exist() {
        for id in STOPPING.iter().chain(&FIRST_ONLY).chain(&SCRIPT) {
            assert!(RULES.iter().any(|rule| rule.id == *id), "{id}");
        }
    }
}
