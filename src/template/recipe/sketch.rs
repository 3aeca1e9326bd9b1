//! A change of many places in the making: the document as it is so far, the edits that led there, and what is said of
//! them.

use super::proposal::Proposal;
use crate::document::{Document, Edit, Path, Value};
use crate::template::place::Place;

/// A change in the making.
#[derive(Debug)]
pub struct Sketch {
    document: Document,
    edits: Vec<Edit>,
    does: Vec<String>,
    leaves: Vec<String>,
}

impl Sketch {
    /// Nothing changed yet.
    pub fn of(document: &Document) -> Sketch {
        Sketch { document: document.clone(), edits: Vec::new(), does: Vec::new(), leaves: Vec::new() }
    }

    /// The document as it is so far.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// True if nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Makes edits, each on what the ones before it left. One that has no place is left to people.
    pub fn make(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            match self.document.edit(&edit) {
                Ok(_) => self.edits.push(edit),
                Err(why) => self.leave(why.to_string()),
            }
        }
    }

    /// Makes the edits that a recipe gives for the document as it is so far.
    pub fn with(&mut self, recipe: impl FnOnce(&Document) -> Vec<Edit>) {
        let edits = recipe(&self.document);
        self.make(edits);
    }

    /// Sets the value at a path, or inserts it under the key that ends the path.
    pub fn put(&mut self, at: &Path, value: Value) {
        self.with(|document| match (document.node(at), at.parent(), at.last_key()) {
            (None, Some(into), Some(key)) => {
                vec![Edit::Insert { into, slot: crate::document::Slot::Key(key.to_string()), value }]
            }
            _ => vec![Edit::Set { at: at.clone(), value }],
        });
    }

    /// Takes out what is at a path; nothing if nothing is there.
    pub fn take(&mut self, at: &Path) {
        self.with(|document| super::entry::take(document, at));
    }

    /// Says what it does; each sentence once.
    pub fn say(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.does.contains(&sentence) {
            self.does.push(sentence);
        }
    }

    /// Says what it leaves to people; each sentence once.
    pub fn leave(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.leaves.contains(&sentence) {
            self.leaves.push(sentence);
        }
    }

    /// The change as it is shown.
    pub fn into_proposal(self, title: String, at: Path, place: Place) -> Proposal {
        Proposal { title, does: self.does, leaves: self.leaves, edits: self.edits, at, place }
    }
}
