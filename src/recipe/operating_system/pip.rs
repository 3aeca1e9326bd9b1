//! Calls of pip in scripts for a system that keeps it out of its own Python: the helper scripts go into a virtual
//! environment, other packages are told.
//!
//! Source: PEP 668; AWS page "CloudFormation helper scripts reference".

use std::ops::Range;

use super::{Found, SystemChange};
use crate::template::user_data::command::{ShellCommand, commands};

/// Where pip puts the files of the helper scripts' services for the whole system, and in the virtual environment.
const SERVICES: (&str, &str) = ("/usr/local/init/", "/opt/aws/venv/init/");

/// Finds the calls of pip in a text. True if the helper scripts are installed in another way then.
pub(super) fn find(text: &str, change: &SystemChange, found: &mut Found) -> bool {
    if !change.loses_pip() {
        return false;
    }
    let mut has_helpers = false;
    for command in commands(text).iter().filter(|command| command.is_system_pip()) {
        let archive = command.words.iter().find(|word| word.0.contains("aws-cfn-bootstrap-"));
        let span = command.span().start..with_quotes(text, command.span()).end;
        match archive {
            Some((_, archive)) => {
                let archive = text.get(with_quotes(text, archive.clone())).unwrap_or_default();
                found.replace(span.clone(), installation(text, command, archive, span.end));
                has_helpers = true;
            }
            None => found.leave(
                span,
                format!(
                    "`pip install`{{line}}: pip refuses to install for the whole system on {} (PEP 668). Take a virtual environment.",
                    change.target()
                ),
            ),
        }
    }
    if has_helpers {
        for (start, from) in text.match_indices(SERVICES.0) {
            found.replace(start..start + from.len(), SERVICES.1);
        }
    }
    has_helpers
}

/// Words with the quotes that their bytes leave out.
fn with_quotes(text: &str, words: Range<usize>) -> Range<usize> {
    let start = text.get(..words.start).is_some_and(|before| before.ends_with(['"', '\'']));
    let end = text.get(words.end..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    words.start - usize::from(start)..words.end + usize::from(end)
}

/// The commands that install the helper scripts from an archive in place of one that ends at `end`: lines if it stands
/// alone, else a chain.
fn installation(text: &str, command: &ShellCommand<'_>, archive: &str, end: usize) -> String {
    let start = command.span().start;
    let before = text.get(..start).unwrap_or_default();
    let own = before.rsplit('\n').next().unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let is_alone = own.trim().is_empty() && rest.trim().is_empty();
    let between = if is_alone { format!("\n{own}") } else { " && ".to_string() };
    // sudo, variables.
    let program = command.words.iter().find(|word| word.0 == command.program_path());
    let prefix = program.and_then(|program| text.get(start..program.1.start)).unwrap_or_default();
    let mut all = Vec::new();
    if !before.contains("python3-venv") {
        if !before.contains("apt-get update") && !before.contains("apt update") {
            all.push("apt-get update".to_string());
        }
        all.push("apt-get install -y python3-venv".to_string());
    }
    all.push("python3 -m venv /opt/aws/venv".to_string());
    all.push(format!("/opt/aws/venv/bin/pip install 'setuptools<82' {archive}"));
    // Where pip puts them for the whole system: all other lines stay.
    all.push("ln -sf /opt/aws/venv/bin/cfn-* /usr/local/bin/".to_string());
    all.iter().map(|line| format!("{prefix}{line}")).collect::<Vec<_>>().join(&between)
}
