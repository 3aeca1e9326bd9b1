//! A diagnostic: what every view and the command line show of a finding.

use std::ops::Range;

use super::fix::Fix;
use super::rule::{Rule, Severity};
use crate::document::Path;

/// Something wrong at one place of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The rule's severity.
    pub severity: Severity,
    /// The entry that is wrong; the root where the whole text is.
    pub path: Path,
    /// The part of the text to mark: the entry's first line, or the line of a script.
    pub span: Range<usize>,
    /// What is wrong and what comes of it.
    pub message: String,
    /// What to do where no fix does it.
    pub help: Option<String>,
    /// A change that removes the diagnostic.
    pub fix: Option<Fix>,
}

/// A diagnostic that an exception allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// The diagnostic.
    pub diagnostic: Diagnostic,
    /// Why, as the exception says.
    pub reason: Option<String>,
}
