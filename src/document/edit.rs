//! Edits: changes at a path of a document, and the reasons why an edit is refused.
//!
//! ```
//! use cf_init::document::{Document, Edit, Path, Slot, Value};
//!
//! let mut document = Document::parse("Tags:\n  - web # first\n");
//! let tags = Path::root().join("Tags");
//! let copy = document.node(&tags.join(0)).unwrap().source_ref();
//! document.edit(&Edit::Insert { into: tags.clone(), slot: Slot::Index(1), value: copy }).unwrap();
//! document.edit(&Edit::Set { at: tags.join(0), value: Value::from("yes") }).unwrap();
//! assert_eq!(document.text(), "Tags:\n  - \"yes\" # first\n  - web # first\n");
//! assert!(document.plan(&Edit::Remove { at: tags.join(7) }).is_err());
//! ```

use std::ops::Range;

use super::lines::Position;
use super::path::{Path, Step};
use super::value::Value;

/// A change at one path of a document. [`super::Document::plan`] turns it into a splice.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets the value at `at`, which must exist. References in `value` ([`super::Node::source_ref`]) are replaced by
    /// the source of their nodes.
    Set {
        /// Path of the entry.
        at: Path,
        /// The new value.
        value: Value,
    },
    /// Replaces parts of the text of the scalar at `at`; the source of the rest stays as it is.
    ReplaceInScalar {
        /// Path of the scalar.
        at: Path,
        /// Disjoint byte ranges of the scalar's text, with their replacements.
        parts: Vec<(Range<usize>, String)>,
    },
    /// Inserts an entry into the collection at `into`. A missing or null collection is created, with its missing
    /// parents. A reference ([`super::Node::source_ref`]) copies its node with the comments above and beside it.
    Insert {
        /// Path of the collection.
        into: Path,
        /// Key or position in the collection.
        slot: Slot,
        /// The new value.
        value: Value,
    },
    /// Removes the entry at `at` with the comments above and beside it.
    Remove {
        /// Path of the entry.
        at: Path,
    },
    /// Renames the key of the entry at `at`.
    Rename {
        /// Path of the entry.
        at: Path,
        /// The new key.
        to: String,
    },
    /// Moves the entry at `at` to another position in its collection.
    Reorder {
        /// Path of the entry.
        at: Path,
        /// The new position, counted without the entry; a larger one means last.
        place: usize,
    },
    /// Replaces the value at `at` by a mapping whose only entry has the key `under` and this value. Only the
    /// indentation of its lines changes.
    Wrap {
        /// Path of the value.
        at: Path,
        /// The key.
        under: String,
    },
    /// Replaces the mapping at `at`, which has one entry, by the value of that entry: the inverse of [`Edit::Wrap`].
    Unwrap {
        /// Path of the mapping.
        at: Path,
    },
    /// Removes the anchor of the value at `at`, which no alias uses.
    RemoveAnchor {
        /// Path of the value.
        at: Path,
    },
    /// Moves the entry at `at` to another collection, verbatim and with the comments above and beside it. A missing
    /// collection is created, as in [`Edit::Insert`].
    MoveTo {
        /// Path of the entry.
        at: Path,
        /// Path of the target collection; not the entry's own collection, and not inside the entry.
        into: Path,
        /// Key or position in the target collection.
        slot: Slot,
    },
}

impl Edit {
    /// The path that the edit changes: of the entry, or of the collection that it inserts into.
    pub fn path(&self) -> &Path {
        match self {
            Edit::Set { at, .. }
            | Edit::ReplaceInScalar { at, .. }
            | Edit::Remove { at }
            | Edit::Rename { at, .. }
            | Edit::Reorder { at, .. }
            | Edit::Wrap { at, .. }
            | Edit::Unwrap { at }
            | Edit::RemoveAnchor { at }
            | Edit::MoveTo { at, .. } => at,
            Edit::Insert { into, .. } => into,
        }
    }
}

/// The position of a new entry in its collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The last entry of the mapping, with this key.
    Key(String),
    /// The entry of the mapping at this position, with this key.
    KeyAt(String, usize),
    /// The item of the sequence at this position; its length means last.
    Index(usize),
}

/// Why an edit is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The text cannot be parsed at present.
    Unreadable(Position),
    /// The path does not exist.
    Missing(Path),
    /// The entry to insert, or the new name, exists.
    AlreadyExists(Path),
    /// The value at this path is not a mapping.
    NoMapping(Path),
    /// The value at this path is not a list, or the list is shorter.
    NoPosition(Path),
    /// The entry is an item of a list, which has no key.
    NoName(Path),
    /// The root cannot be removed, renamed or moved.
    Root,
    /// The removed text defines an anchor that is used elsewhere.
    AnchorInUse {
        /// Name of the anchor.
        anchor: String,
        /// Position of the alias.
        used: Position,
    },
    /// The value cannot be written at this path; the message says why.
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
            EditError::AlreadyExists(path) => write!(f, "{path} already exists. Set it, or choose another name."),
            EditError::NoMapping(path) => {
                if path.is_root() {
                    return f.write_str("The text is not a mapping, so no key can be inserted.");
                }
                write!(
                    f,
                    "{path} is not a mapping, so no key can be inserted. For a list end the path with a position."
                )
            }
            EditError::NoPosition(path) => {
                write!(f, "{path} is not a position in a list. Positions range from 0 to its length.")
            }
            EditError::NoName(path) => write!(f, "{path} is an item of a list and has no name to change."),
            EditError::Root => f.write_str("The whole document can be set, but not removed, renamed or moved."),
            EditError::AnchorInUse { anchor, used } => {
                write!(f, "The anchor &{anchor} is inside it and is used at {used}. Change that place first.")
            }
            EditError::Unwritable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EditError {}
