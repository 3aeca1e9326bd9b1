//! Hunks: adjacent changes of one entry, with lines of context.

use std::cell::OnceCell;
use std::ops::Range;

use super::Baseline;
use super::change::Change;
use super::entry_index::EntryIndex;
use super::lines::LineIndex;
use crate::document::{Document, Path};

/// Number of context lines before and after a change.
pub(super) const CONTEXT: usize = 3;
/// Maximum number of lines between changes of one entry in one hunk.
const NEAR: usize = 24;

/// Changes that are shown and reverted together. Hunks never share a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Positions of the changes.
    pub changes: Range<usize>,
    /// Lines of the old text with context; lines count from 0.
    pub old: Range<usize>,
    /// Lines of the new text with context.
    pub new: Range<usize>,
    /// The enclosing entry: in the new text, or in the old one if lines were only removed. The root if there is none,
    /// or if neither text can be parsed.
    pub at: Path,
}

/// The enclosing entry of a change, and the line of the new text that the entry starts on, if that is known.
struct Location {
    at: Path,
    begins: usize,
}

pub(super) fn hunks(
    old: &LineIndex,
    new: &LineIndex,
    changes: &[Change],
    before: &Baseline,
    after: &Document,
) -> Vec<Hunk> {
    if changes.is_empty() {
        return Vec::new();
    }
    let entries = EntryIndex::of(after);
    // Parsed only where lines were removed, or where the new text cannot be parsed.
    let owners_before = OnceCell::new();
    let owners_before = || owners_before.get_or_init(|| EntryIndex::of(before.document()));
    let location = |change: &Change| {
        if !change.new.is_empty() && !entries.is_empty() {
            let (first, last) = changed_range(new, &change.new, old.slice(&change.old));
            let (at, start) = entries.around(first, last);
            return Location { at, begins: new.line_of(start) };
        }
        if change.old.is_empty() {
            return Location { at: Path::root(), begins: 0 };
        }
        let (first, last) = changed_range(old, &change.old, new.slice(&change.new));
        let (at, start) = owners_before().around(first, last);
        // The lines above the change are equal in both texts.
        let begins = (old.line_of(start) + change.new.start).saturating_sub(change.old.start);
        Location { at, begins }
    };
    let mut hunks: Vec<Hunk> = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let location = location(change);
        let above = hunks.last_mut();
        let end = above.as_ref().map_or(0, |hunk| hunk.new.end);
        let gap = change.new.start.saturating_sub(end);
        match above {
            Some(hunk) if hunk.at == location.at && gap <= NEAR => {
                hunk.changes.end = index + 1;
                (hunk.old.end, hunk.new.end) = (change.old.end, change.new.end);
            }
            above => {
                let first = above.is_none();
                // Without space for both contexts, the second hunk starts with the line of the entry's key.
                let named =
                    (location.begins > end && location.begins <= change.new.start).then(|| location.begins - end);
                let cut = match named {
                    _ if first => 0,
                    Some(named) if gap <= 2 * CONTEXT => named,
                    _ => gap - gap / 2,
                };
                if let Some(hunk) = above {
                    let behind = cut.min(CONTEXT);
                    (hunk.old.end, hunk.new.end) = (hunk.old.end + behind, hunk.new.end + behind);
                }
                let ahead = (gap - cut.min(gap)).min(CONTEXT);
                hunks.push(Hunk {
                    changes: index..index + 1,
                    old: change.old.start - ahead.min(change.old.start)..change.old.end,
                    new: change.new.start - ahead.min(change.new.start)..change.new.end,
                    at: location.at,
                });
            }
        }
    }
    if let Some(last) = hunks.last_mut() {
        let behind = new.count().saturating_sub(last.new.end).min(CONTEXT);
        (last.old.end, last.new.end) = (last.old.end + behind, last.new.end + behind);
    }
    hunks
}

/// First and last byte of lines that differ from `other`, which they replace. White space and comments count only where
/// there is nothing else.
fn changed_range(lined: &LineIndex, lines: &Range<usize>, other: &str) -> (usize, usize) {
    let own = lined.slice(lines).as_bytes();
    let other = other.as_bytes();
    let head = own.iter().zip(other).take_while(|(a, b)| a == b).count();
    let tail = own.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let start = lined.start(lines.start);
    let (from, to) = (start + head, (start + own.len().saturating_sub(tail)).max(start + head));
    // The first significant byte of a line, at or after the first that differs.
    let telling = |line: &usize| {
        let begin = lined.start(*line);
        let at = begin + lined.line(*line).bytes().take_while(u8::is_ascii_whitespace).count();
        let said = lined.text().as_bytes().get(at).is_some_and(|&byte| byte != b'#') && at < lined.start(line + 1);
        (said && lined.start(line + 1) > from && begin <= to).then_some(at.max(from.min(to)))
    };
    let first = lines.clone().find_map(|line| telling(&line));
    let last = lines.clone().rev().find_map(|line| telling(&line));
    match (first, last) {
        (Some(first), Some(last)) => (first, last.max(first)),
        _ => {
            let blank = lined.line(lines.start).bytes().take_while(u8::is_ascii_whitespace).count();
            (start + blank, start + blank)
        }
    }
}
