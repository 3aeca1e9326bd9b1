//! A diagnostic and its fix: what every view and the command line show of a finding.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::Rule;
use crate::document::{Document, Edit, Path};

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS or cfn-init refuses it, or it fails.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Worth knowing; only AWS or the author can decide.
    Note,
}

impl Severity {
    /// The word of the command line and of labels.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

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

/// Edits of a fix, planned on the document as it is when the fix is applied.
type Edits = dyn Fn(&Document) -> Vec<Edit> + Send + Sync;

/// A change that removes a diagnostic, one step of Undo.
#[derive(Clone)]
pub struct Fix {
    /// Text of the button.
    pub label: String,
    edits: Arc<Edits>,
}

impl Fix {
    /// A fix by its label and its edits, which are computed when it is applied.
    pub fn new(label: impl Into<String>, edits: impl Fn(&Document) -> Vec<Edit> + Send + Sync + 'static) -> Fix {
        Fix { label: label.into(), edits: Arc::new(edits) }
    }

    /// The edits on this document.
    pub fn edits(&self, document: &Document) -> Vec<Edit> {
        (self.edits)(document)
    }
}

impl PartialEq for Fix {
    /// Fixes of equal diagnostics differ by their labels alone.
    fn eq(&self, other: &Fix) -> bool {
        self.label == other.label
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fix").field(&self.label).finish()
    }
}
