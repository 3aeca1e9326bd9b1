//! A change that is shown before it is made: what it does in words, what it leaves to people, and its edits.

use crate::document::{Document, Edit, EditError, Path};

/// A change of several places of a template, one step of Undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What Undo calls it: "Auto Scaling group in place of WebServer".
    pub title: String,
    /// What it does, a sentence each.
    pub does: Vec<String>,
    /// What it could not do or people have to look at, a sentence each.
    pub leaves: Vec<String>,
    /// The edits, each on what the ones before it left.
    pub edits: Vec<Edit>,
    /// The entry that it is about, in the document as it would be.
    pub at: Path,
}

impl Proposal {
    /// The document as it would be.
    ///
    /// # Errors
    /// [`EditError`] if one of the edits has no place in the text.
    pub fn outcome(&self, document: &Document) -> Result<Document, EditError> {
        document.with_edits(&self.edits).map(|(document, _)| document)
    }
}
