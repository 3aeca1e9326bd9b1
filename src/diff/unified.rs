//! Unified patches as of POSIX `diff -u`, with the enclosing entry of each hunk where diff shows the function.

use std::fmt::Write;
use std::ops::Range;

use super::lines::LineIndex;
use super::{Baseline, Difference};
use crate::document::Document;

/// A patch from the old text to the new one; empty if they are equal. The names are for its header.
pub fn unified(old_name: &str, old: &str, new_name: &str, new: &str) -> String {
    let difference = Difference::between(&Baseline::new(old), &Document::parse(new));
    let mut patch = String::new();
    if difference.is_empty() {
        return patch;
    }
    // Writing into a text cannot fail.
    let _ = write!(patch, "--- {old_name}\n+++ {new_name}\n");
    for hunk in difference.hunks() {
        let at = if hunk.at.is_root() { String::new() } else { format!(" {}", one_line(&hunk.at.to_string())) };
        let _ = writeln!(patch, "@@ -{} +{} @@{at}", range(&hunk.old), range(&hunk.new));
        let mut line = hunk.new.start;
        for change in difference.changes.get(hunk.changes.clone()).unwrap_or_default() {
            lines(&mut patch, ' ', &difference.new, line..change.new.start);
            lines(&mut patch, '-', &difference.old, change.old.clone());
            lines(&mut patch, '+', &difference.new, change.new.clone());
            line = change.new.end;
        }
        lines(&mut patch, ' ', &difference.new, line..hunk.new.end);
    }
    patch
}

/// First line, from 1, and number of lines if it is not 1; an empty range follows the line that is given.
fn range(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn lines(patch: &mut String, sign: char, lined: &LineIndex, lines: Range<usize>) {
    for line in lines {
        let text = lined.line(line);
        patch.push(sign);
        patch.push_str(text);
        if !text.ends_with('\n') {
            patch.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// A quoted name may hold a line break; a line of a patch may not.
fn one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}
