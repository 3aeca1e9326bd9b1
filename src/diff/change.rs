//! Changed lines: runs of lines of one text that replace runs of lines of the other.
//!
//! Lines that occur once in both texts are anchors (patience); the lines between two anchors are compared by histogram
//! and Myers. The work is bounded: beyond the limits a whole run replaces another.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, Token};

use super::lines::split;

/// Maximum number of lines between two anchors that are compared; longer runs are trimmed and replaced as a whole.
const LONGEST: usize = 20_000;
/// Maximum number of line comparisons for a whole text.
const WORK: usize = 50_000_000;

/// Lines of the old text and the lines of the new text that replace them; lines count from 0. One of the ranges may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Lines of the old text.
    pub old: Range<usize>,
    /// Lines of the new text.
    pub new: Range<usize>,
}

/// Number of changes between two texts; cheaper than a whole difference.
pub fn count(old: &str, new: &str) -> usize {
    changes(old, new).len()
}

/// The changes from the old text to the new one, in order; the lines between them are equal.
pub(super) fn changes(old: &str, new: &str) -> Vec<Change> {
    if old == new {
        return Vec::new();
    }
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) = (split(old).collect(), split(new).collect());
    let mut input = InternedInput::default();
    input.update_before(old_lines.iter().copied());
    input.update_after(new_lines.iter().copied());
    let mut changes: Vec<Change> = Vec::new();
    let (mut a, mut b, mut work) = (0, 0, 0);
    let end = (input.before.len(), input.after.len());
    for (next_a, next_b) in anchors(&input).into_iter().chain([end]) {
        let (left, right) = (a..next_a, b..next_b);
        (a, b) = (next_a + 1, next_b + 1);
        let same = input.before.get(left.clone()) == input.after.get(right.clone());
        if !same {
            between(&input, &old_lines, &new_lines, Change { old: left, new: right }, &mut work, &mut changes);
        }
    }
    changes
}

/// Lines that occur once in both texts: a longest sequence in the same order.
fn anchors(input: &InternedInput<&str>) -> Vec<(usize, usize)> {
    /// Occurrences of a line.
    #[derive(Clone, Copy)]
    enum Seen {
        Never,
        Once(usize),
        Often,
    }
    let seen = |tokens: &[Token]| {
        let mut seen = vec![Seen::Never; input.interner.num_tokens() as usize];
        for (line, token) in tokens.iter().enumerate() {
            if let Some(seen) = seen.get_mut(token.0 as usize) {
                *seen = match seen {
                    Seen::Never => Seen::Once(line),
                    Seen::Once(_) | Seen::Often => Seen::Often,
                };
            }
        }
        seen
    };
    let old = seen(&input.before);
    let mut pairs: Vec<(usize, usize)> = seen(&input.after)
        .into_iter()
        .zip(old)
        .filter_map(|seen| match seen {
            (Seen::Once(new), Seen::Once(old)) => Some((old, new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    rising(&pairs)
}

/// The longest sequence of pairs in which both sides increase.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let new_at = |index: usize| pairs.get(index).map_or(0, |pair| pair.1);
    // For each length the pair that ends a sequence with the smallest new line, and for each pair its predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| new_at(end) < pair.1);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        run.extend(pairs.get(index));
        at = before.get(index).copied().flatten();
    }
    run.reverse();
    run
}

/// Compares the lines between two anchors.
fn between(
    input: &InternedInput<&str>,
    old_lines: &[&str],
    new_lines: &[&str],
    mut range: Change,
    work: &mut usize,
    changes: &mut Vec<Change>,
) {
    let cost = |range: &Change| {
        let lines = range.old.len() + range.new.len();
        lines * lines.isqrt()
    };
    if range.old.len() + range.new.len() > LONGEST || *work + cost(&range) > WORK {
        range = trimmed(input, range);
    }
    let lines = range.old.len() + range.new.len();
    if range.old.is_empty() || range.new.is_empty() || lines > LONGEST || *work + cost(&range) > WORK {
        changes.push(range);
        return;
    }
    *work += cost(&range);
    let mut part = InternedInput::default();
    part.update_before(old_lines.get(range.old.clone()).unwrap_or_default().iter().copied());
    part.update_after(new_lines.get(range.new.clone()).unwrap_or_default().iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &part);
    // Prefers whole blocks by indentation among equally short results.
    diff.postprocess_lines(&part);
    let lines = |first: usize, lines: Range<u32>| first + lines.start as usize..first + lines.end as usize;
    changes.extend(
        diff.hunks()
            .map(|hunk| Change { old: lines(range.old.start, hunk.before), new: lines(range.new.start, hunk.after) }),
    );
}

/// A change without the lines that both sides start and end with.
fn trimmed(input: &InternedInput<&str>, range: Change) -> Change {
    let old = input.before.get(range.old.clone()).unwrap_or_default();
    let new = input.after.get(range.new.clone()).unwrap_or_default();
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    Change { old: range.old.start + head..range.old.end - tail, new: range.new.start + head..range.new.end - tail }
}
