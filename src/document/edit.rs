//! What can be done to a document, and why it sometimes cannot.

use std::ops::Range;

use super::lines::Position;
use super::path::{Path, Step};
use super::value::Value;

/// A change at one place of a document. [`super::Document::plan`] turns it into a splice.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// The value at `at`, which must be there, becomes `value`. Where that names values of the document
    /// ([`super::Node::source_ref`]) these are written as they stand.
    Set {
        /// Where.
        at: Path,
        /// The new value.
        value: Value,
    },
    /// Parts of the text of the scalar at `at` become other text; how the rest is written stays.
    ReplaceInScalar {
        /// Where.
        at: Path,
        /// Bytes of the scalar's text, apart from each other, and what stands there then.
        parts: Vec<(Range<usize>, String)>,
    },
    /// A new entry in the collection at `into`. A missing or null collection is made, its missing parents too. A value
    /// that is named ([`super::Node::source_ref`]) is copied as it stands, with the comments above and beside it.
    Insert {
        /// The collection.
        into: Path,
        /// Key or position in it.
        slot: Slot,
        /// The new value.
        value: Value,
    },
    /// The entry at `at` goes, with the comments above and beside it.
    Remove {
        /// Where.
        at: Path,
    },
    /// The key of the entry at `at` becomes `to`.
    Rename {
        /// Where.
        at: Path,
        /// The new key.
        to: String,
    },
    /// The entry at `at` goes to place `place` among its siblings, counted from 0 without it.
    Reorder {
        /// Where.
        at: Path,
        /// The new place; behind the last one means last.
        place: usize,
    },
    /// The value at `at` becomes the value of the one key `under` of a mapping in its place. Its lines stand deeper then;
    /// all else about them stays.
    Wrap {
        /// Where.
        at: Path,
        /// The key.
        under: String,
    },
    /// The mapping at `at`, which has one entry, becomes the value of that entry: what undoes [`Edit::Wrap`].
    Unwrap {
        /// Where.
        at: Path,
    },
    /// The entry at `at` goes to another collection, with the comments above and beside it and as it is written. A
    /// missing collection is made, as [`Edit::Insert`] does.
    MoveTo {
        /// Where.
        at: Path,
        /// The collection it goes to; not the one it is in, and nothing inside the entry.
        into: Path,
        /// Its key or position there.
        slot: Slot,
    },
}

impl Edit {
    /// Where the edit is made: the entry, or the collection that gets one.
    pub fn path(&self) -> &Path {
        match self {
            Edit::Set { at, .. }
            | Edit::ReplaceInScalar { at, .. }
            | Edit::Remove { at }
            | Edit::Rename { at, .. }
            | Edit::Reorder { at, .. }
            | Edit::Wrap { at, .. }
            | Edit::Unwrap { at }
            | Edit::MoveTo { at, .. } => at,
            Edit::Insert { into, .. } => into,
        }
    }
}

/// Where in a collection a new entry goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Under this key, as the last entry of the mapping.
    Key(String),
    /// Under this key, before the entry that now has this place.
    KeyAt(String, usize),
    /// As the item with this position; the sequence's length means last.
    Index(usize),
}

/// Why an edit has no place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The text cannot be read at present.
    Unreadable(Position),
    /// Nothing is at this path.
    Missing(Path),
    /// The entry to insert or the new name is there already.
    Resolved(Path),
    /// The value at this path has no keys to insert under.
    NoMapping(Path),
    /// The value at this path is no list, or shorter than the position asked for.
    NoPosition(Path),
    /// Only an entry of a mapping has a name.
    NoName(Path),
    /// The root cannot be removed, renamed or moved.
    Root,
    /// Other places use the anchor that stands in what would go.
    AnchorInUse {
        /// Name of the anchor.
        anchor: String,
        /// Where it is used.
        used: Position,
    },
    /// The value cannot be written here; the text says why.
    Unwritable(&'static str),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EditError::Unreadable(position) => {
                write!(f, "The text cannot be read from {position} on. Mend it there first.")
            }
            EditError::Missing(path) => {
                write!(f, "Nothing is at {path}.")?;
                match (path.last(), path.parent()) {
                    (Some(Step::Key(key)), Some(parent)) => {
                        write!(f, " To add it, insert the key {key} into {parent}.")
                    }
                    (Some(Step::Index(_)), Some(parent)) => write!(f, " The list {parent} is shorter."),
                    _ => Ok(()),
                }
            }
            EditError::Resolved(path) => write!(f, "{path} already exists. Set it, or choose another name."),
            EditError::NoMapping(path) => {
                write!(
                    f,
                    "{path} is not a mapping, so no key can be inserted. For a list end the path with a position."
                )
            }
            EditError::NoPosition(path) => {
                write!(f, "{path} is no place in a list. Positions go from 0 to its length.")
            }
            EditError::NoName(path) => write!(f, "{path} is an item of a list and has no name to change."),
            EditError::Root => f.write_str("The whole document can be set, but not removed, renamed or moved."),
            EditError::AnchorInUse { anchor, used } => {
                write!(f, "The anchor &{anchor} stands in it and is used at {used}. Change that place first.")
            }
            EditError::Unwritable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EditError {}
