//! Line numbers and columns of byte offsets.

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Offsets of the lines of a text. LF, CRLF and a lone CR end a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        let lone = text.contains('\r') && has_lone_returns(text.as_bytes());
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        let mut at = 0;
        while let Some(found) =
            text.get(at..).and_then(|rest| if lone { rest.find(['\n', '\r']) } else { rest.find('\n') })
        {
            at += found + 1;
            let bytes = text.as_bytes();
            if bytes.get(at - 1) == Some(&b'\n') || bytes.get(at) != Some(&b'\n') {
                starts.push(at);
            }
        }
        Lines { starts }
    }

    /// Updates the offsets after `range` was replaced by `len` bytes of `text`.
    pub(super) fn splice(&mut self, text: &str, range: &std::ops::Range<usize>, len: usize) {
        // One more byte on either side: a CR and an LF may have been joined or separated.
        let first = self.line_of(range.start.saturating_sub(1)) - 1;
        let behind = self.starts.partition_point(|&start| start <= range.end + 1).max(first + 1);
        let moved = len.wrapping_sub(range.len());
        for start in self.starts.iter_mut().skip(behind) {
            *start = start.wrapping_add(moved);
        }
        let from = self.starts.get(first).copied().unwrap_or(0);
        let to = self.starts.get(behind).copied().unwrap_or(text.len() + 1);
        // One more byte, so that a CR at the end of the window sees an LF after it.
        let bytes = text.as_bytes();
        let fresh = (from..to.min(bytes.len())).filter_map(|at| match bytes.get(at) {
            Some(b'\n') => Some(at + 1),
            Some(b'\r') if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
            _ => None,
        });
        let fresh: Vec<usize> = fresh.filter(|&start| start < to).collect();
        self.starts.splice(first + 1..behind, fresh);
    }

    /// Number of lines; an empty line after the last line break counts.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// First byte of the line that holds `offset`.
    pub(super) fn start_of_line(&self, offset: usize) -> usize {
        self.starts.get(self.line_of(offset) - 1).copied().unwrap_or(0)
    }

    /// First byte of line `line`, from 1; the start of the last line if there are fewer.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).or(self.starts.last()).copied().unwrap_or(0)
    }

    /// The lines before byte `offset` with their line breaks, from the last one upwards.
    pub(super) fn above<'t>(&self, text: &'t str, offset: usize) -> impl Iterator<Item = &'t str> {
        let count = self.starts.partition_point(|&start| start < offset);
        let mut end = offset;
        self.starts.get(..count).unwrap_or_default().iter().rev().map(move |&start| {
            let line = text.get(start..end).unwrap_or_default();
            end = start;
            line
        })
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let start = self.start_of_line(offset);
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let column = text.get(start..end).map_or(0, |line| line.chars().filter(|&c| c != '\u{feff}').count()) + 1;
        Position { line: self.line_of(offset), column }
    }
}

/// True if a CR without an LF after it exists.
fn has_lone_returns(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| matches!(pair, [b'\r', behind] if *behind != b'\n')) || bytes.last() == Some(&b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lf_crlf_and_cr_end_lines() {
        let text = "a\nb\r\nc\rd";
        let lines = Lines::of(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.position(text, 5), Position { line: 3, column: 1 });
        assert_eq!(lines.position(text, 8), Position { line: 4, column: 2 });
        assert_eq!(lines.position(text, 999), Position { line: 4, column: 2 });
        assert_eq!(lines.above(text, 8).collect::<Vec<_>>(), ["d", "c\r", "b\r\n", "a\n"]);
        assert_eq!(lines.above(text, 5).collect::<Vec<_>>(), ["b\r\n", "a\n"]);
        assert_eq!(lines.above(text, 0).count(), 0);
    }
}
