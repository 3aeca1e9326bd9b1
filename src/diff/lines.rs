//! Lines of a text: each ends with a line feed, the last one possibly without.

use std::ops::Range;

/// The ending of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// None: the text ends without a line break.
    None,
}

impl LineEnd {
    /// Name of the ending for people.
    pub fn name(self) -> &'static str {
        match self {
            LineEnd::Lf => "LF",
            LineEnd::CrLf => "CRLF",
            LineEnd::None => "no line break",
        }
    }

    fn of(line: &str) -> LineEnd {
        if line.ends_with("\r\n") {
            LineEnd::CrLf
        } else if line.ends_with('\n') {
            LineEnd::Lf
        } else {
            LineEnd::None
        }
    }
}

/// A text with the line endings of another one: text pasted into a page always has LF.
pub fn with_ends_of(text: &str, other: &str) -> String {
    match LineIndex::of(other).common_end() {
        Some(LineEnd::CrLf) => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        Some(LineEnd::Lf | LineEnd::None) | None => text.to_string(),
    }
}

/// The lines of a text with their endings.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// A text with the offsets of its lines. Lines count from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LineIndex {
    text: String,
    starts: Vec<usize>,
}

impl LineIndex {
    pub(super) fn of(text: &str) -> LineIndex {
        let mut start = 0;
        let starts = split(text)
            .map(|line| {
                start += line.len();
                start - line.len()
            })
            .collect();
        LineIndex { text: text.to_string(), starts }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Number of lines; none if the text is empty.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Start of a line; the end of the text after the last.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// The line that holds a byte.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Byte range of lines, with the last line break.
    pub(super) fn span(&self, lines: &Range<usize>) -> Range<usize> {
        self.start(lines.start)..self.start(lines.end)
    }

    pub(super) fn slice(&self, lines: &Range<usize>) -> &str {
        self.text.get(self.span(lines)).unwrap_or_default()
    }

    /// A line with its ending.
    pub(super) fn line(&self, line: usize) -> &str {
        self.slice(&(line..line + 1))
    }

    /// A line without its ending, and the ending.
    pub(super) fn parts(&self, line: usize) -> (&str, LineEnd) {
        let whole = self.line(line);
        let end = LineEnd::of(whole);
        let text = match end {
            LineEnd::CrLf => whole.strip_suffix("\r\n"),
            LineEnd::Lf => whole.strip_suffix('\n'),
            LineEnd::None => None,
        };
        (text.unwrap_or(whole), end)
    }

    /// The ending of most lines; `None` if no line has one.
    pub(super) fn common_end(&self) -> Option<LineEnd> {
        let crlf = self.text.matches("\r\n").count();
        let all = self.text.matches('\n').count();
        let common = if crlf * 2 > all { LineEnd::CrLf } else { LineEnd::Lf };
        (all > 0).then_some(common)
    }
}
