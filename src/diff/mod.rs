//! Differences between two texts of a template: changed lines, changed words, and their entries.
//!
//! ```text
//! lines -> change (changed lines) -> entry_index (their entries) -> hunk (shown together) -> rows (of a view)
//! ```
//!
//! Texts are compared byte by byte: line endings are part of the lines, so that CRLF against LF and a missing final
//! line break are differences. Either text may be invalid YAML; its parts then have no labels. Must not know a clock:
//! work is bounded by size.

mod change;
mod entry_index;
mod highlight;
mod hunk;
mod lines;
mod rows;
mod unified;
mod words;

use std::sync::{Arc, OnceLock};

pub use crate::template::token::TokenKind;
pub use change::{Change, count};
pub use hunk::Hunk;
pub use lines::{LineEnd, with_ends_of};
pub use rows::{DiffLayout, DiffLine, DiffRow, LineKind, LineSide, Rows};
pub use unified::unified;
pub use words::Segment;

use crate::document::{Document, Splice};
use lines::LineIndex;

/// A text that others are compared with. Cheap to clone; parsed on demand.
#[derive(Clone, Debug, Default)]
pub struct Baseline(Arc<(String, OnceLock<Document>)>);

impl Baseline {
    /// A baseline of a text.
    pub fn new(text: impl Into<String>) -> Baseline {
        Baseline(Arc::new((text.into(), OnceLock::new())))
    }

    /// The text, every byte of it.
    pub fn text(&self) -> &str {
        &self.0.0
    }

    /// The text read, at the first call.
    pub fn document(&self) -> &Document {
        self.0.1.get_or_init(|| Document::parse(self.text()))
    }
}

impl PartialEq for Baseline {
    /// Equal if both have the same text.
    fn eq(&self, other: &Baseline) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.text() == other.text()
    }
}

/// The difference between an old text and a new one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    old: LineIndex,
    new: LineIndex,
    changes: Vec<Change>,
    hunks: Vec<Hunk>,
}

impl Difference {
    /// Compares two texts.
    pub fn between(old: &Baseline, new: &Document) -> Difference {
        let changes = change::changes(old.text(), new.text());
        let (lined_old, lined_new) = (LineIndex::of(old.text()), LineIndex::of(new.text()));
        let hunks = hunk::hunks(&lined_old, &lined_new, &changes, old, new);
        Difference { old: lined_old, new: lined_new, changes, hunks }
    }

    /// True if both texts are equal.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The new text.
    pub fn new_text(&self) -> &str {
        self.new.text()
    }

    /// The runs of changed lines, in the order of the text.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes in groups that are shown together.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// Number of runs of changed lines.
    pub fn places(&self) -> usize {
        self.changes.len()
    }

    /// Number of lines only in the new text.
    pub fn added(&self) -> usize {
        self.changes.iter().map(|change| change.new.len()).sum()
    }

    /// Number of lines only in the old text.
    pub fn removed(&self) -> usize {
        self.changes.iter().map(|change| change.old.len()).sum()
    }

    /// Number of changed lines, where a line replaced by another counts once.
    pub fn lines(&self) -> usize {
        self.changes.iter().map(|change| change.old.len().max(change.new.len())).sum()
    }

    /// The common line endings of the old and new text, if they differ.
    pub fn line_ends(&self) -> Option<(LineEnd, LineEnd)> {
        let (old, new) = (self.old.common_end()?, self.new.common_end()?);
        (old != new).then_some((old, new))
    }

    /// Splices of the new text that revert a hunk, in order of application.
    pub fn revert(&self, hunk: &Hunk) -> Vec<Splice> {
        self.reverts(self.changes.get(hunk.changes.clone()).unwrap_or_default())
    }

    /// Splices of the new text that restore the old text, in order of application.
    pub fn revert_all(&self) -> Vec<Splice> {
        self.reverts(&self.changes)
    }

    /// Splices of changes, the last one first, so that earlier offsets stay valid.
    fn reverts(&self, changes: &[Change]) -> Vec<Splice> {
        /// Number of splices above which one splice from the first to the last change is cheaper.
        const MOST: usize = 200;
        let splice = |change: &Change| Splice {
            range: self.new.span(&change.new),
            text: self.old.slice(&change.old).to_string(),
        };
        match (changes.first(), changes.last()) {
            (Some(first), Some(last)) if changes.len() > MOST => {
                vec![splice(&Change { old: first.old.start..last.old.end, new: first.new.start..last.new.end })]
            }
            _ => changes.iter().rev().map(splice).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
