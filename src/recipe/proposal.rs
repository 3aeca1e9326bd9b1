//! A change with a preview: what it does in words, what people have to check, and its edits.

use crate::document::{Document, Edit, EditError, Path, Step};
use crate::template::for_each::is_for_each;

/// A change of several places of a template, one step of Undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Name of the undo step: "Auto Scaling group in place of WebServer".
    pub title: String,
    /// Effects, one sentence each.
    pub does: Vec<String>,
    /// What it cannot do or people have to check, one sentence each.
    pub leaves: Vec<String>,
    /// Edits, each on the result of the edits before it.
    pub edits: Vec<Edit>,
    /// Entry that it is about, in the resulting document.
    pub at: Path,
}

impl Proposal {
    /// True if an edit is inside of a loop.
    pub fn changes_loops(&self) -> bool {
        self.edits.iter().any(|edit| edit.path().steps().iter().filter_map(Step::key).any(is_for_each))
    }

    /// The resulting document.
    ///
    /// # Errors
    /// [`EditError`] if one of the edits cannot be applied.
    pub fn outcome(&self, document: &Document) -> Result<Document, EditError> {
        document.with_edits(&self.edits).map(|(document, _)| document)
    }
}
