//! Changes that no list of edits can say: entries that move from one mapping into another with their comments. They are
//! made on a copy, splice by splice; the splices then change the document as one step of Undo.

use super::entry;
use crate::document::{Document, Edit, EditError, Path, Slot, Splice};

/// A copy of a document with the splices that made it what it is.
#[derive(Clone, Debug)]
pub struct Draft {
    document: Document,
    splices: Vec<Splice>,
}

impl Draft {
    /// A draft of a document as it is.
    pub fn of(document: &Document) -> Draft {
        Draft { document: document.clone(), splices: Vec::new() }
    }

    /// The document as the draft has it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The splices so far, each on what the ones before it left.
    pub fn into_splices(self) -> Vec<Splice> {
        self.splices
    }

    /// Makes edits.
    ///
    /// # Errors
    /// [`EditError`] of the first that has no place.
    pub fn edit(&mut self, edits: Vec<Edit>) -> Result<(), EditError> {
        for edit in edits {
            let splice = self.document.plan(&edit)?;
            self.splice(splice);
        }
        Ok(())
    }

    fn splice(&mut self, splice: Splice) {
        self.document.apply(splice.clone());
        self.splices.push(splice);
    }

    /// Moves the entry at `at` to the end of the mapping at `into`, made if it is not there, as it is written and with
    /// the comments that belong to it. Collections above it that are left empty go, up to but without `root`.
    ///
    /// # Errors
    /// [`EditError`] if the entry can be moved in no way.
    pub fn transplant(&mut self, at: &Path, into: &Path, root: &Path) -> Result<(), EditError> {
        let key = at.last_key().ok_or_else(|| EditError::Missing(at.clone()))?;
        let above = at.parent().ok_or(EditError::Root)?;
        let alone = self.document.node(&above).is_some_and(|node| node.len() == 1);
        self.edit(vec![Edit::Carry { at: at.clone(), into: into.clone(), slot: Slot::Key(key.to_string()) }])?;
        if alone && above != *root && above.starts_with(root) {
            self.edit(entry::take_with_empty(&self.document, &above, root))?;
        }
        Ok(())
    }
}
