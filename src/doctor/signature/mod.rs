//! Signatures: lines of logs that have a known meaning, as one table.
//!
//! A signature says which lines it matches, what they mean, how the fault is removed and which page says so. Its example
//! is its test. Knows no files and no sections: [`super::log`] asks for each line.

mod apt;
mod cfn_init;
mod cloud_init;
mod container;
mod daemon;
mod language;
mod machine;
mod program;
mod rpm;
mod script;
mod service;
mod set;
mod signal;
mod stack;
#[cfg(test)]
mod tests;
mod transfer;
mod windows;

pub use set::{Match, SignatureSet};

use crate::template::init::Section;

/// What a matching line is in the course of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Significance {
    /// Explains why a step failed.
    Cause,
    /// Says that a step failed, and not why.
    Consequence,
    /// May explain a failure; often the step goes on.
    Warning,
    /// Looks like a failure and is none.
    Harmless,
}

impl Significance {
    /// The word for it in output.
    pub fn word(self) -> &'static str {
        match self {
            Significance::Cause => "cause",
            Significance::Consequence => "consequence",
            Significance::Warning => "warning",
            Significance::Harmless => "harmless",
        }
    }
}

/// A line of a log with a known meaning: one row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// `subject/name`; never renamed, since scripts name it.
    pub id: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// What the line is in the course of a failure.
    pub significance: Significance,
    /// A matching line contains one of these texts, upper and lower case told apart.
    literals: &'static [&'static str],
    /// And this pattern matches in it; its first group is the subject, such as a package. Empty: the literals are enough.
    pattern: &'static str,
    /// A line as a program wrote it.
    pub example: &'static str,
    /// What the line means, in one or two sentences.
    pub meaning: &'static str,
    /// What removes the fault.
    pub fix: &'static str,
    /// The page or the source file that says so.
    pub source: &'static str,
    /// True if any other row says more of a line that both match.
    pub is_general: bool,
    /// The section of a config whose entry the subject names.
    pub section: Option<Section>,
    /// The rule of `check` that finds the same fault in a template; empty if none does.
    pub rule: &'static str,
}

/// What most rows have.
const ROW: Signature = Signature {
    id: "",
    title: "",
    significance: Significance::Cause,
    literals: &[],
    pattern: "",
    example: "",
    meaning: "",
    fix: "",
    source: "",
    is_general: false,
    section: None,
    rule: "",
};

/// All signatures, by subject.
pub fn signatures() -> impl Iterator<Item = &'static Signature> {
    let tables = [
        apt::TABLE,
        rpm::TABLE,
        language::TABLE,
        transfer::TABLE,
        script::TABLE,
        machine::TABLE,
        service::TABLE,
        daemon::TABLE,
        container::TABLE,
        program::TABLE,
        windows::TABLE,
        cfn_init::TABLE,
        cloud_init::TABLE,
        signal::TABLE,
        stack::TABLE,
    ];
    tables.into_iter().flatten()
}

/// The signature with this id.
pub fn signature(id: &str) -> Option<&'static Signature> {
    signatures().find(|one| one.id == id)
}
