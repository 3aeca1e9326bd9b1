//! A shell script as a syntax tree, and the ways in which it can end.
//!
//! Source: POSIX.1-2024, Shell Command Language; the Bash manual. An own reader of the common part, because the one
//! crate that is kept and may be used (brush-parser 0.4) adds 660 KB to the page, descends without a limit and knows no
//! parts of a text that CloudFormation replaces. Knows no template.

mod read;
mod run;
mod tree;

pub use read::{ScriptTree, read};
pub use run::{
    Ending, ExitStatus, SentSignal, ShellEvent, ShellKind, ShellRun, ShellRuns, ShellStep, ShellStepKind, SignalCode,
    SignalTarget, hardly_fails, runs,
};
pub use tree::{
    AndOr, Assignment, Command, CommandKind, CommandList, Joint, Pipeline, Redirection, Unread, Word, WordPart,
    is_variable_name,
};

#[cfg(test)]
mod tests;
