//! Changes of the text in UTF-16 units, as JavaScript counts.

use crate::document::{Document, Splice, utf16};

/// A splice with its ends counted in UTF-16 units, as CodeMirror and every other script counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// First unit that is replaced.
    pub from: usize,
    /// First unit that is not.
    pub to: usize,
    /// Inserted text.
    pub insert: String,
}

impl TextChange {
    /// The change that a splice makes to a document.
    pub fn of(document: &Document, splice: &Splice) -> TextChange {
        let text = document.text();
        let from = utf16::len(text.get(..splice.range.start).unwrap_or_default());
        let to = from + utf16::len(text.get(splice.range.clone()).unwrap_or_default());
        TextChange { from, to, insert: splice.text.clone() }
    }

    /// The splice that does the same to the document.
    pub fn to_splice(&self, document: &Document) -> Splice {
        let text = document.text();
        let start = utf16::byte_offset(text, self.from);
        let length = utf16::byte_offset(text.get(start..).unwrap_or_default(), self.to.saturating_sub(self.from));
        Splice { range: start..start + length, text: self.insert.clone() }
    }
}
