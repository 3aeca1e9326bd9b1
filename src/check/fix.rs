//! A fix: the edits that remove a diagnostic.

use std::fmt;
use std::sync::Arc;

use crate::document::{Document, Edit, Splice};

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

    /// What the edits replace in the text of this document; `None` where they have no place in it.
    pub fn splice(&self, document: &Document) -> Option<Splice> {
        let edits = self.edits(document);
        if let [edit] = edits.as_slice() {
            let Splice { range, text } = document.plan(edit).ok()?;
            return Some(Splice::of_change(document.text(), range, &text));
        }
        let (after, splices) = document.with_edits(&edits).ok()?;
        Some(Splice::covering(document.text(), after.text(), &splices))
    }

    /// The label, and the bytes that it replaces with what stands there then, as JSON; null where the edits have no place.
    pub fn to_json(&self, document: &Document) -> serde_json::Value {
        let edits = self.splice(document).map(
            |splice| serde_json::json!([{ "offset": splice.range.start, "end": splice.range.end, "text": splice.text }]),
        );
        serde_json::json!({ "label": self.label, "edits": edits })
    }
}

impl PartialEq for Fix {
    /// Fixes of equal diagnostics differ by their labels alone.
    fn eq(&self, other: &Fix) -> bool {
        self.label == other.label
    }
}

impl Eq for Fix {}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fix").field(&self.label).finish()
    }
}
