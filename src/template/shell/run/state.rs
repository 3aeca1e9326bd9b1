//! What a shell knows while it runs: options, variables, functions, traps and the status of the last command.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::read::ScriptTree;
use super::super::tree::Command;

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
    Text(Rc<String>),
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
        ShellField(vec![ExpandedPart::Text(Rc::new(text.to_string()))])
    }

    /// Its text, if all of it is known.
    pub(super) fn text(&self) -> Option<String> {
        self.is_known().then(|| self.said().into_owned())
    }

    /// Its text, with `${Name}` for what CloudFormation puts in; `None` if only the machine knows a part.
    pub(super) fn written(&self) -> Option<String> {
        let is_written = |piece: &ExpandedPart| matches!(piece, ExpandedPart::Text(_) | ExpandedPart::Given(_));
        self.text().or_else(|| self.0.iter().all(is_written).then(|| self.said().into_owned()))
    }

    /// True if all of its text is known.
    pub(super) fn is_known(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, ExpandedPart::Text(_) | ExpandedPart::Status(ExitStatus::Code(_))))
    }

    /// Its text with a sign for what is not known.
    pub(super) fn shown(&self) -> String {
        self.said().into_owned()
    }

    /// The same, without a copy where it is one text.
    pub(super) fn said(&self) -> Cow<'_, str> {
        match self.0.as_slice() {
            [] => Cow::Borrowed(""),
            [one] => one.said(),
            all => Cow::Owned(all.iter().map(ExpandedPart::said).collect()),
        }
    }

    /// A field that is nothing but a status.
    pub(super) fn status(&self) -> Option<ExitStatus> {
        match self.0.as_slice() {
            [ExpandedPart::Status(status)] => Some(*status),
            _ => self.text()?.trim().parse().ok().map(ExitStatus::Code),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_known() && self.said().is_empty()
    }

    /// The program that it names: without folders.
    pub(super) fn program(&self) -> Cow<'_, str> {
        let name = |said: &str| {
            let file = said.rfind('/').map_or(0, |slash| slash + 1);
            let mut program = said.get(file..).unwrap_or_default();
            while let Some(rest) = program.strip_suffix(".exe") {
                program = rest;
            }
            file..file + program.len()
        };
        match self.said() {
            Cow::Borrowed(said) => Cow::Borrowed(said.get(name(said)).unwrap_or_default()),
            Cow::Owned(said) => Cow::Owned(said.get(name(&said)).unwrap_or_default().to_string()),
        }
    }

    /// What follows `name=` if it begins so.
    pub(super) fn after(&self, start: &str) -> Option<ShellField> {
        let (first, rest) = self.0.split_first()?;
        let ExpandedPart::Text(text) = first else { return None };
        let mut pieces = vec![ExpandedPart::Text(Rc::new(text.strip_prefix(start)?.to_string()))];
        pieces.retain(|piece| !matches!(piece, ExpandedPart::Text(text) if text.is_empty()));
        pieces.extend(rest.iter().cloned());
        Some(ShellField(pieces))
    }
}

impl ExpandedPart {
    fn said(&self) -> Cow<'_, str> {
        match self {
            ExpandedPart::Text(text) => Cow::Borrowed(text.as_str()),
            ExpandedPart::Status(ExitStatus::Code(code)) => Cow::Owned(code.to_string()),
            ExpandedPart::Status(_) => Cow::Borrowed("$?"),
            ExpandedPart::Given(name) => Cow::Owned(format!("${{{name}}}")),
            ExpandedPart::Opaque => Cow::Borrowed("…"),
        }
    }
}

/// Variables that bash sets, or that cloud-init gives to scripts. Source: the Bash manual, "Bash Variables".
const GIVEN: [&str; 24] = [
    "BASH",
    "BASHPID",
    "BASH_SOURCE",
    "BASH_VERSION",
    "EUID",
    "FUNCNAME",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "LANG",
    "LINENO",
    "MACHTYPE",
    "OPTIND",
    "OSTYPE",
    "PATH",
    "PIPESTATUS",
    "PPID",
    "PWD",
    "RANDOM",
    "SECONDS",
    "SHELL",
    "SHLVL",
    "TERM",
    "UID",
];

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
    pub exit_trap: Option<Rc<ScriptTree>>,
    pub error_trap: Option<Rc<ScriptTree>>,
    pub variables: Rc<BTreeMap<String, ShellField>>,
    pub functions: Rc<BTreeMap<String, Rc<Command>>>,
    pub arguments: Vec<ShellField>,
    pub last: ExitStatus,
    /// `PIPESTATUS`: the status of each command of the last pipeline.
    pub pipe: Rc<Vec<ExitStatus>>,
    /// `set -u`
    pub nounset: bool,
    /// Variables that the script itself sets somewhere.
    pub own: Rc<BTreeSet<String>>,
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
            variables: Rc::default(),
            functions: Rc::default(),
            arguments: Vec::new(),
            last: ExitStatus::Code(0),
            pipe: Rc::default(),
            nounset: false,
            own: Rc::default(),
            jobs: Vec::new(),
            sourced: false,
            calls: 0,
        }
    }

    /// The value of a variable: nothing if it is not set.
    pub(super) fn variable(&self, name: &str) -> ShellField {
        match (self.variables.get(name), self.is_set(name)) {
            (Some(field), _) => field.clone(),
            (None, Some(false)) => ShellField::default(),
            (None, _) => ShellField(vec![ExpandedPart::Opaque]),
        }
    }

    /// True for a variable that has a value, `None` if that is not known. The environment's names are in capitals; one that
    /// the script sets later on is its own.
    pub(super) fn is_set(&self, name: &str) -> Option<bool> {
        let is_of_environment = GIVEN.contains(&name);
        let is_own = name.contains(|c: char| c.is_ascii_lowercase()) || self.own.contains(name);
        match self.variables.contains_key(name) || is_of_environment {
            true => Some(true),
            false => (is_own && !self.sourced).then_some(false),
        }
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, name: &str, value: ShellField) {
        Rc::make_mut(&mut self.variables).insert(name.to_string(), value);
    }

    pub(super) fn succeed(&mut self) {
        self.last = ExitStatus::Code(0);
    }
}
