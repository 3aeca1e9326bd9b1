//! The runs of a machine's user data: which part of it is a script of a shell, and where its bytes stand.
//!
//! Source: cloud-init's cc_runcmd.py (each item becomes a line of one script for sh) and cc_scripts_user.py; the kernel's
//! reading of `#!` (what follows the program is one argument).

use super::metadata::names_signal;
use crate::document::{Document, Kind};
use crate::template::mapped_text::Substituted;
use crate::template::shell::{ShellKind, ShellRuns, runs};
use crate::template::substitution::{SubPiece, pieces};
use crate::template::user_data::{BootSystem, DataFormat, UserData};

/// What a machine runs of its user data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DataRuns {
    /// The runs of a script, and for each of its parts the byte of the user data: begin in the script, begin there.
    Script(ShellRuns, Vec<(usize, usize)>),
    /// Nothing that can signal, for this reason.
    Nothing(String),
    /// It cannot be told, for this reason.
    Unknown(String),
}

/// The runs of user data; `metadata` is true if the metadata of the machine name a signal.
pub(super) fn data_runs(data: &UserData, metadata: bool) -> DataRuns {
    let text = data.text.text();
    let format = data.format;
    match format {
        DataFormat::Shell => shell_script(data),
        DataFormat::Empty => DataRuns::Nothing("The user data is empty.".into()),
        _ if format.is_never_run() => {
            DataRuns::Nothing(format!("The user data is {}: the machine runs nothing of it.", format.name()))
        }
        DataFormat::CloudConfig => cloud_config(data),
        _ if metadata && text.contains("cfn-init") => {
            DataRuns::Unknown(format!("The user data is {}; the metadata name a signal.", format.name()))
        }
        _ if !names_signal(text) && !matches!(format, DataFormat::Encoded | DataFormat::Include) => {
            DataRuns::Nothing(format!("The user data is {} and names no signal.", format.name()))
        }
        _ => DataRuns::Unknown(format!("The user data is {}: only shell scripts and runcmd are read.", format.name())),
    }
}

fn shell_script(data: &UserData) -> DataRuns {
    let text = data.text.text();
    let line = text.lines().next().unwrap_or_default().trim_start_matches("#!").trim();
    let (program, options) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let name = |word: &str| word.rsplit('/').next().unwrap_or_default().to_string();
    let options = options.trim();
    let (shell, options) = match name(program).as_str() {
        // Without -S env takes all of the rest as the name of a program.
        "env" => match options.strip_prefix("-S") {
            Some(rest) => rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), "")),
            None if options.contains(char::is_whitespace) => {
                let why = format!("env looks for a program named `{options}`: the script does not run.");
                return DataRuns::Nothing(why);
            }
            None => (options, ""),
        },
        _ => (program, options),
    };
    let kind = match name(shell).as_str() {
        "bash" => ShellKind::Bash,
        // sh is bash on Amazon Linux.
        "sh" if data.system == BootSystem::Amazon => ShellKind::Bash,
        "sh" | "dash" | "ash" | "busybox" => ShellKind::Sh,
        other => return DataRuns::Unknown(format!("The user data is a script for {other}: bash and sh are read.")),
    };
    if text.contains("\r\n") {
        return DataRuns::Unknown(
            "The lines of the script end in CR LF: the shell takes CR for a part of each command.".into(),
        );
    }
    let errexit = options.split_whitespace().any(|word| {
        word == "errexit" || word.strip_prefix('-').is_some_and(|flags| !flags.starts_with('-') && flags.contains('e'))
    });
    DataRuns::Script(runs(text, &data.text.replaced_parts(), kind, errexit), Vec::new())
}

/// `runcmd` of cloud-config: one script for sh, each item a line of it.
fn cloud_config(data: &UserData) -> DataRuns {
    let text = data.text.text();
    let document = Document::parse(text);
    if document.syntax_error().is_some() {
        return DataRuns::Nothing("The cloud-config cannot be read: the machine runs nothing of it.".into());
    }
    let items = document.root().and_then(|root| root.get("runcmd")).filter(|node| node.kind() == Kind::Sequence);
    let mut script = String::new();
    let mut places = Vec::new();
    for item in items.iter().flat_map(|items| items.items()) {
        places.push((script.len(), item.span().start));
        match item.kind() {
            Kind::Sequence => {
                let words = item.items().map(|word| quoted(word.scalar().unwrap_or_default())).collect::<Vec<_>>();
                script.push_str(&words.join(" "));
            }
            _ => script.push_str(item.scalar().unwrap_or_default()),
        }
        script.push('\n');
    }
    let outside = text.matches("cfn-signal").count() > script.matches("cfn-signal").count();
    if outside {
        return DataRuns::Unknown("cfn-signal stands outside of runcmd: what runs it is not read.".into());
    }
    if places.is_empty() {
        return DataRuns::Nothing("The cloud-config has no runcmd and names no signal.".into());
    }
    let mut replaced = Vec::new();
    let mut start = 0;
    for piece in if data.text.replaces_names() { pieces(&script) } else { Vec::new() } {
        let end = start + piece.written().len();
        match piece {
            SubPiece::Text(_) => {}
            SubPiece::Name { name, .. } => {
                replaced.push(Substituted { span: start..end, name: Some(name.to_string()) })
            }
            SubPiece::Literal(_) => replaced.push(Substituted { span: start..end, name: None }),
        }
        start = end;
    }
    DataRuns::Script(runs(&script, &replaced, ShellKind::Sh, false), places)
}

/// A word in single quotes.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// The line of the template at a byte of the script.
pub(super) fn line(document: &Document, data: &UserData, places: &[(usize, usize)], at: usize) -> Option<usize> {
    let at = match places {
        [] => at,
        _ => places.iter().rev().find(|(start, _)| *start <= at)?.1,
    };
    // A byte that CloudFormation puts in has no place: the next one that has stands on the same line.
    (at..at.saturating_add(200)).find_map(|at| {
        let (path, part) = data.text.place(&(at..at + 1))?;
        document.line_of_part(&path, &part)
    })
}
