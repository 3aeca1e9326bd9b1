//! A text and its lines as programs that compare see them: each ends with a line feed, the last one perhaps without.

use std::ops::Range;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Nothing: the text ends without a line break.
    None,
}

impl LineEnd {
    /// What people call it.
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

/// A text whose line ends are unknown, with those of another: what is pasted into a page comes with LF in any case.
pub fn with_ends_of(text: &str, other: &str) -> String {
    match LineIndex::of(other).common_end() {
        Some(LineEnd::CrLf) => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        Some(LineEnd::Lf | LineEnd::None) | None => text.to_string(),
    }
}

/// The lines of a text with their ends.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// A text with where each of its lines begins. Lines count from 0.
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

    /// Where a line begins; the end of the text after the last.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// The line that holds a byte.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Bytes of some lines, the last line break included.
    pub(super) fn span(&self, lines: &Range<usize>) -> Range<usize> {
        self.start(lines.start)..self.start(lines.end)
    }

    pub(super) fn slice(&self, lines: &Range<usize>) -> &str {
        self.text.get(self.span(lines)).unwrap_or_default()
    }

    /// A line with its end.
    pub(super) fn line(&self, line: usize) -> &str {
        self.slice(&(line..line + 1))
    }

    /// A line without its end, and how it ends.
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

    /// How most lines end; `None` if no line has an end.
    pub(super) fn common_end(&self) -> Option<LineEnd> {
        let crlf = self.text.matches("\r\n").count();
        let all = self.text.matches('\n').count();
        let common = if crlf * 2 > all { LineEnd::CrLf } else { LineEnd::Lf };
        (all > 0).then_some(common)
    }
}
