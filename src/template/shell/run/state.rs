//! What a shell knows while it runs: options, variables, functions, traps and the status of the last command.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::tree::{Command, CommandList};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// With this code.
    Code(i32),
    /// With a code other than 0, after the command at this byte failed.
    Failed(usize),
    /// With a code that is not known, from this byte on.
    Unknown(usize),
}

impl ExitStatus {
    /// True for 0, `None` if it is not known.
    pub fn succeeded(self) -> Option<bool> {
        match self {
            ExitStatus::Code(code) => Some(code == 0),
            ExitStatus::Failed(_) => Some(false),
            ExitStatus::Unknown(_) => None,
        }
    }

    /// The status after `!`.
    pub(super) fn negated(self) -> ExitStatus {
        match self.succeeded() {
            Some(succeeded) => ExitStatus::Code(i32::from(succeeded)),
            None => self,
        }
    }
}

/// A piece of an expanded word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ExpandedPart {
    Text(String),
    /// A status, as `$?` gives it.
    Status(ExitStatus),
    /// What CloudFormation puts in.
    Given(String),
    /// A text that only the machine knows.
    Opaque,
}

/// An expanded word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellField(pub Vec<ExpandedPart>);

impl ShellField {
    pub(super) fn of(text: &str) -> ShellField {
        ShellField(vec![ExpandedPart::Text(text.to_string())])
    }

    /// Its text, if all of it is known.
    pub(super) fn text(&self) -> Option<String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                ExpandedPart::Text(own) => text.push_str(own),
                ExpandedPart::Status(ExitStatus::Code(code)) => text.push_str(&code.to_string()),
                _ => return None,
            }
        }
        Some(text)
    }

    /// Its text with a sign for what is not known.
    pub(super) fn shown(&self) -> String {
        self.0.iter().map(ExpandedPart::shown).collect()
    }

    /// A field that is nothing but a status.
    pub(super) fn status(&self) -> Option<ExitStatus> {
        match self.0.as_slice() {
            [ExpandedPart::Status(status)] => Some(*status),
            _ => self.text()?.trim().parse().ok().map(ExitStatus::Code),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text().is_some_and(|text| text.is_empty())
    }

    /// The program that it names: without folders.
    pub(super) fn program(&self) -> String {
        let shown = self.shown();
        shown.rsplit('/').next().unwrap_or_default().trim_end_matches(".exe").to_string()
    }

    /// What follows `name=` if it begins so.
    pub(super) fn after(&self, start: &str) -> Option<ShellField> {
        let (first, rest) = self.0.split_first()?;
        let ExpandedPart::Text(text) = first else { return None };
        let mut pieces = vec![ExpandedPart::Text(text.strip_prefix(start)?.to_string())];
        pieces.retain(|piece| !matches!(piece, ExpandedPart::Text(text) if text.is_empty()));
        pieces.extend(rest.iter().cloned());
        Some(ShellField(pieces))
    }
}

impl ExpandedPart {
    fn shown(&self) -> String {
        match self {
            ExpandedPart::Text(text) => text.clone(),
            ExpandedPart::Status(ExitStatus::Code(code)) => code.to_string(),
            ExpandedPart::Status(_) => "$?".into(),
            ExpandedPart::Given(name) => format!("${{{name}}}"),
            ExpandedPart::Opaque => "…".into(),
        }
    }
}

/// Why a list of commands does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ControlFlow {
    /// The shell ends by the command at this byte; true if it ends because that failed.
    Exit(usize, bool),
    /// `return`
    Return,
    /// `break` and `continue`, out of so many loops.
    Break(usize),
    Continue(usize),
    /// Nothing of the script runs any more, traps included.
    Stop(super::Ending),
}

/// What a subshell gets a copy of.
#[derive(Clone, Debug)]
pub(super) struct ShellState {
    pub errexit: bool,
    pub pipefail: bool,
    pub errtrace: bool,
    /// `shopt -s inherit_errexit`, and what sh does.
    pub inherit: bool,
    /// Larger than 0 where a failure is a condition.
    pub guarded: usize,
    pub exit_trap: Option<Rc<CommandList>>,
    pub error_trap: Option<Rc<CommandList>>,
    pub variables: BTreeMap<String, ShellField>,
    pub functions: BTreeMap<String, Rc<Command>>,
    pub arguments: Vec<ShellField>,
    pub last: ExitStatus,
    /// The status of each command in the background.
    pub jobs: Vec<ExitStatus>,
    /// True after another file was read into the shell: it may have set any variable.
    pub sourced: bool,
    /// Functions inside of each other.
    pub calls: usize,
}

impl ShellState {
    pub(super) fn new(errexit: bool) -> ShellState {
        ShellState {
            errexit,
            pipefail: false,
            errtrace: false,
            inherit: false,
            guarded: 0,
            exit_trap: None,
            error_trap: None,
            variables: BTreeMap::new(),
            functions: BTreeMap::new(),
            arguments: Vec::new(),
            last: ExitStatus::Code(0),
            jobs: Vec::new(),
            sourced: false,
            calls: 0,
        }
    }

    /// The value of a variable: nothing if the script has not set it and its environment cannot have, whose names are in
    /// capitals.
    pub(super) fn variable(&self, name: &str) -> ShellField {
        match self.variables.get(name) {
            Some(field) => field.clone(),
            None if !self.sourced && name.contains(|c: char| c.is_ascii_lowercase()) => ShellField::default(),
            None => ShellField(vec![ExpandedPart::Opaque]),
        }
    }

    pub(super) fn succeed(&mut self) {
        self.last = ExitStatus::Code(0);
    }
}
