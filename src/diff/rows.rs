//! A difference as rows, the way a view shows it: headings, lines, and runs of lines that are the same and folded.

use std::collections::HashMap;
use std::ops::Range;

use super::Difference;
use super::change::Change;
use super::highlight::highlighted;
use super::hunk::{CONTEXT, Hunk};
use super::lines::{LineEnd, LineIndex};
use super::words::{Segment, paired, plain, words};
use crate::document::Path;
use crate::template::tint::Blocks;

/// Fewer lines than these are shown rather than folded: the fold would take as much room.
const FEWEST_FOLDED: usize = 3;

/// How changed lines are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiffLayout {
    /// The old lines of a change above the new ones.
    Unified,
    /// The old lines on the left, the new ones on the right.
    SideBySide,
}

/// What a line of a difference is.
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
    /// Its text without its end, cut at the words that differ.
    pub segments: Vec<Segment>,
    /// How it ends, where that is part of the difference.
    pub end: Option<LineEnd>,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiffLine {
    /// What it is.
    pub kind: LineKind,
    /// The line of the old text.
    pub old: Option<LineSide>,
    /// The line of the new text.
    pub new: Option<LineSide>,
    /// Position of the change that begins with this line.
    pub begins: Option<usize>,
    /// The line of the new text, from 1, that it leads to: itself, or what is where it was removed.
    pub leads: usize,
}

/// A row of a view of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DiffRow {
    /// A hunk begins.
    Heading {
        /// Its position among all hunks.
        hunk: usize,
        /// The entry it is in.
        at: Path,
    },
    /// A line.
    Line(DiffLine),
    /// Lines that are the same and not shown.
    Fold {
        /// The first of them in the new text, from 0: what opens it.
        first: usize,
        /// How many.
        lines: usize,
    },
}

/// Rows, as many as were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// How they are laid out.
    pub layout: DiffLayout,
    /// The rows from the top on.
    pub rows: Vec<DiffRow>,
    /// True if there are more.
    pub more: bool,
}

/// Collects rows until there are enough.
struct Collector<'d> {
    difference: &'d Difference,
    layout: DiffLayout,
    opened: &'d HashMap<usize, usize>,
    /// Texts in lines, of the old text and of the new one.
    blocks: (Blocks, Blocks),
    rows: Vec<DiffRow>,
    most: usize,
}

impl Difference {
    /// The difference as rows, at most `most` of them. `opened` says how many lines of a fold are shown, by its first
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

    /// The lines of a hunk: its changes and what lies around and between them.
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

    /// Lines that are the same: `ends.start` of them shown at the top, `ends.end` at the bottom, the rest folded unless
    /// opened.
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
        // Only where both sides do not end alike is the end of a line worth a word.
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
