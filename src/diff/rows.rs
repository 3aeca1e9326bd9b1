//! Rows of a difference for a view: headings, lines, and folded runs of equal lines.

use std::collections::HashMap;
use std::ops::Range;

use super::Difference;
use super::change::Change;
use super::highlight::highlighted;
use super::hunk::{CONTEXT, Hunk};
use super::lines::{LineEnd, LineIndex};
use super::words::{Segment, paired, plain, words};
use crate::document::Path;
use crate::template::token::Blocks;

/// Minimum number of lines in a fold.
const FEWEST_FOLDED: usize = 3;

/// Layout of changed lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiffLayout {
    /// The old lines of a change above the new ones.
    Unified,
    /// The old lines on the left, the new ones on the right.
    SideBySide,
}

/// The kind of a line of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// In both texts.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
    /// Side by side: an old line and the new one beside it.
    Changed,
}

/// A line of one of the texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineSide {
    /// Its number, from 1.
    pub number: usize,
    /// Its text without line ending, split at changed words.
    pub segments: Vec<Segment>,
    /// Its line ending, if that is part of the difference.
    pub end: Option<LineEnd>,
}

impl LineSide {
    /// Columns of white space at its start; a tab goes to the next column that is a multiple of four.
    pub fn indent(&self) -> usize {
        let text = self.segments.iter().flat_map(|segment| segment.text.chars());
        text.take_while(|c| matches!(c, ' ' | '\t'))
            .fold(0, |column, c| if c == ' ' { column + 1 } else { column / 4 * 4 + 4 })
    }
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiffLine {
    /// The kind.
    pub kind: LineKind,
    /// The line of the old text.
    pub old: Option<LineSide>,
    /// The line of the new text.
    pub new: Option<LineSide>,
    /// Position of the change that starts with this line.
    pub begins: Option<usize>,
    /// The line of the new text, from 1, to show on selection: the line itself, or the place where it was removed.
    pub leads: usize,
}

/// A row of a view of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DiffRow {
    /// The start of a hunk.
    Heading {
        /// Position of the hunk.
        hunk: usize,
        /// The enclosing entry.
        at: Path,
    },
    /// A line.
    Line(DiffLine),
    /// Equal lines that are hidden.
    Fold {
        /// The first of them in the new text, from 0; identifies the fold.
        first: usize,
        /// Number of lines.
        lines: usize,
    },
}

/// Rows up to a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The layout.
    pub layout: DiffLayout,
    /// The rows from the top.
    pub rows: Vec<DiffRow>,
    /// True if there are more rows.
    pub more: bool,
}

/// Collects rows up to a limit.
struct Collector<'d> {
    difference: &'d Difference,
    layout: DiffLayout,
    opened: &'d HashMap<usize, usize>,
    /// Block scalars of the old text and of the new one.
    blocks: (Blocks, Blocks),
    rows: Vec<DiffRow>,
    most: usize,
}

impl Difference {
    /// The difference as rows, at most `most`. `opened` is the number of expanded lines of each fold, by its first
    /// line.
    pub fn rows(&self, layout: DiffLayout, opened: &HashMap<usize, usize>, most: usize) -> Rows {
        if self.hunks.is_empty() {
            return Rows { layout, rows: Vec::new(), more: false };
        }
        let blocks = (Blocks::of(self.old.text()), Blocks::of(self.new.text()));
        let most_and_one = most.saturating_add(1);
        let mut all = Collector { difference: self, layout, opened, blocks, rows: Vec::new(), most: most_and_one };
        let (mut old, mut new) = (0, 0);
        for (index, hunk) in self.hunks.iter().enumerate() {
            if all.full() {
                break;
            }
            all.same(old, new..hunk.new.start, 0..0);
            all.push(DiffRow::Heading { hunk: index, at: hunk.at.clone() });
            all.hunk(hunk);
            (old, new) = (hunk.old.end, hunk.new.end);
        }
        all.same(old, new..self.new.count(), 0..0);
        let more = all.rows.len() > most;
        all.rows.truncate(most);
        Rows { layout, rows: all.rows, more }
    }
}

impl Collector<'_> {
    fn full(&self) -> bool {
        self.rows.len() >= self.most
    }

    fn push(&mut self, row: DiffRow) {
        if !self.full() {
            self.rows.push(row);
        }
    }

    /// Adds the lines of a hunk: changes and context.
    fn hunk(&mut self, hunk: &Hunk) {
        let difference = self.difference;
        let (mut old, mut new) = (hunk.old.start, hunk.new.start);
        let changes = difference.changes.get(hunk.changes.clone()).unwrap_or_default();
        for (place, change) in hunk.changes.clone().zip(changes) {
            let first = place == hunk.changes.start;
            let shown = if first { change.new.start - new..0 } else { CONTEXT..CONTEXT };
            self.same(old, new..change.new.start, shown);
            self.change(place, change);
            (old, new) = (change.old.end, change.new.end);
        }
        self.same(old, new..hunk.new.end, hunk.new.end.saturating_sub(new)..0);
    }

    /// Adds equal lines: `ends.start` of them at the top, `ends.end` at the bottom, the rest folded unless expanded.
    fn same(&mut self, old: usize, new: Range<usize>, ends: Range<usize>) {
        let difference = self.difference;
        let row = |all: &Self, new_line: usize| {
            let number = old + new_line - new.start;
            let half = |lined: &LineIndex, blocks: &Blocks, line: usize| {
                let segments = highlighted(plain(lined.parts(line).0), blocks.at(line));
                Some(LineSide { number: line + 1, segments, end: None })
            };
            let old = half(&difference.old, &all.blocks.0, number);
            let new = half(&difference.new, &all.blocks.1, new_line);
            DiffRow::Line(DiffLine { kind: LineKind::Same, old, new, begins: None, leads: new_line + 1 })
        };
        let (mut top, mut bottom) = (new.end.min(new.start + ends.start), new.end.saturating_sub(ends.end));
        if bottom < top + FEWEST_FOLDED {
            (top, bottom) = (new.end, new.end);
        }
        let opened = self.opened.get(&top).copied().unwrap_or(0);
        let folded = (top + opened).min(bottom)..bottom;
        for line in (new.start..folded.start).take(self.most) {
            if self.full() {
                break;
            }
            self.push(row(self, line));
        }
        if !folded.is_empty() {
            self.push(DiffRow::Fold { first: top, lines: folded.len() });
        }
        for line in (bottom..new.end).take(self.most) {
            if self.full() {
                break;
            }
            self.push(row(self, line));
        }
    }

    fn change(&mut self, place: usize, change: &Change) {
        let difference = self.difference;
        let side = |lined: &LineIndex, lines: &Range<usize>| {
            lines.clone().map(|line| lined.parts(line).1).fold([false; 3], |mut seen, end| {
                if let Some(seen) = seen.get_mut(end as usize) {
                    *seen = true;
                }
                seen
            })
        };
        // Line endings are shown only where they differ.
        let ends = side(&difference.old, &change.old) != side(&difference.new, &change.new);
        let half = |lined: &LineIndex, blocks: &Blocks, line: usize, segments: Vec<Segment>| {
            let segments = highlighted(segments, blocks.at(line));
            let end = lined.parts(line).1;
            let told = ends && (!change.old.is_empty() && !change.new.is_empty() || end == LineEnd::None);
            LineSide { number: line + 1, segments, end: told.then_some(end) }
        };
        let texts = |lined: &'_ LineIndex, lines: &Range<usize>| -> Vec<String> {
            lines.clone().take(self.most).map(|line| lined.parts(line).0.to_string()).collect()
        };
        let (left, right) = (texts(&difference.old, &change.old), texts(&difference.new, &change.new));
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        let right: Vec<&str> = right.iter().map(String::as_str).collect();
        let (mut removed, mut added, mut beside) = (Vec::new(), Vec::new(), Vec::new());
        for (a, b) in paired(&left, &right) {
            let a_text = a.and_then(|a| left.get(a)).copied();
            let b_text = b.and_then(|b| right.get(b)).copied();
            let (a_pieces, b_pieces) = match (a_text, b_text) {
                (Some(a), Some(b)) => words(a, b),
                (a, b) => (plain(a.unwrap_or_default()), plain(b.unwrap_or_default())),
            };
            let old = a.map(|a| half(&difference.old, &self.blocks.0, change.old.start + a, a_pieces));
            let new = b.map(|b| half(&difference.new, &self.blocks.1, change.new.start + b, b_pieces));
            match self.layout {
                DiffLayout::Unified => {
                    removed.extend(old.map(|old| (LineKind::Removed, Some(old), None)));
                    added.extend(new.map(|new| (LineKind::Added, None, Some(new))));
                }
                DiffLayout::SideBySide => {
                    let kind = match (&old, &new) {
                        (Some(_), Some(_)) => LineKind::Changed,
                        (Some(_), None) => LineKind::Removed,
                        (None, _) => LineKind::Added,
                    };
                    beside.push((kind, old, new));
                }
            }
        }
        let all = removed.into_iter().chain(added).chain(beside);
        for (index, (kind, old, new)) in all.enumerate() {
            let beside = change.new.start + index.min(change.new.len().saturating_sub(1)) + 1;
            let leads = new.as_ref().map_or(beside.min(difference.new.count().max(1)), |new: &LineSide| new.number);
            self.push(DiffRow::Line(DiffLine { kind, old, new, begins: (index == 0).then_some(place), leads }));
        }
    }
}
