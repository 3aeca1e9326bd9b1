//! Scalars on a line, plain or quoted, and their further lines.

use super::byte_class::{DOUBLE, FLOW, PLAIN, SINGLE};
use super::{FastParser, Found};
use crate::document::tree::Style;

impl FastParser<'_> {
    /// Parses the scalar that starts here, a plain one up to the end of the line; moves after it. `flow` inside
    /// brackets.
    pub(super) fn scalar(&mut self, flow: bool) -> Option<Found> {
        let start = self.at;
        let first = self.peek(start);
        match first {
            b'"' | b'\'' => return self.quoted(first),
            b'-' | b':' | b'?' if self.is_gap(start + 1) => return None,
            b':' | b'?' if flow => return None,
            b'-' if flow && matches!(self.peek(start + 1), b',' | b'[' | b']' | b'{' | b'}') => return None,
            b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b' '
            | b'\t' | b'\n' | b'\r' | 0 => return None,
            _ => {}
        }
        let end = if flow { self.plain_in_flow(start)? } else { self.plain(start)? };
        self.at = end;
        Some(Found { style: Style::Plain, start, end, said: None, folded: false })
    }

    /// End of the plain scalar that starts at `start`, without trailing spaces.
    #[inline]
    fn plain(&self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            at = self.find(at, PLAIN);
            match self.peek(at) {
                b':' if !self.is_gap(at + 1) => {}
                b'#' if at == start || self.peek(at - 1) != b' ' => {}
                b'\t' => return None,
                _ => return Some(self.trimmed(start, at)),
            }
            at += 1;
        }
    }

    pub(super) fn plain_in_flow(&self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            at = self.find(at, FLOW);
            match self.peek(at) {
                b':' => match self.peek(at + 1) {
                    b' ' | b'\n' | b'\r' | b'\t' | 0 => return Some(self.trimmed(start, at)),
                    b',' | b'[' | b']' | b'{' | b'}' => return None,
                    _ => {}
                },
                b'#' if self.peek(at - 1) != b' ' => {}
                b'\t' => return None,
                _ => return Some(self.trimmed(start, at)),
            }
            at += 1;
        }
    }

    /// `end` without the spaces before it.
    fn trimmed(&self, start: usize, mut end: usize) -> usize {
        while end > start && self.peek(end - 1) == b' ' {
            end -= 1;
        }
        end
    }

    /// Parses the further lines of a plain scalar in block style, which are indented more than `column`.
    pub(super) fn go_on(&mut self, found: &mut Found, column: usize) -> Option<()> {
        let mut said = String::new();
        // A comment ends it.
        while matches!(self.peek(self.skip_spaces(self.at)), b'\n' | b'\r') {
            let mut at = self.behind_break(self.skip_spaces(self.at));
            let mut blank = 0;
            let next = loop {
                let next = self.skip_spaces(at);
                match self.peek(next) {
                    b'\n' | b'\r' => {
                        blank += 1;
                        at = self.behind_break(next);
                    }
                    b'\t' => return None,
                    _ => break next,
                }
            };
            if next - at <= column || matches!(self.peek(next), b'#' | 0) {
                break;
            }
            let end = self.plain(next)?;
            if self.peek(self.skip_spaces(end)) == b':' {
                return None;
            }
            if !found.folded {
                said.push_str(self.text.get(found.start..found.end)?);
            }
            fold(&mut said, blank);
            said.push_str(self.text.get(next..end)?);
            (found.end, found.folded, self.at) = (end, true, end);
        }
        if found.folded {
            found.said = Some(said);
        }
        Some(())
    }

    /// Parses the quoted scalar that starts here.
    fn quoted(&mut self, quote: u8) -> Option<Found> {
        let (style, stops) = if quote == b'"' { (Style::Double, DOUBLE) } else { (Style::Single, SINGLE) };
        let start = self.at;
        let mut from = start + 1;
        let mut at = from;
        let mut said: Option<String> = None;
        let mut folded = false;
        loop {
            at = self.find(at, stops);
            let sign = self.peek(at);
            if sign == quote && (quote == b'"' || self.peek(at + 1) != b'\'') {
                break;
            }
            let piece = self.text.get(from..at)?;
            let said = said.get_or_insert_default();
            match sign {
                b'\'' => {
                    said.push_str(piece);
                    said.push('\'');
                    at += 2;
                }
                b'\\' => {
                    said.push_str(piece);
                    let (c, behind) = self.escaped(at + 1)?;
                    said.push(c);
                    at = behind;
                }
                b'\n' | b'\r' => {
                    said.push_str(piece.trim_end_matches([' ', '\t']));
                    let (blank, next) = self.blank_lines(at)?;
                    fold(said, blank);
                    at = next;
                    folded = true;
                }
                _ => return None,
            }
            from = at;
        }
        if let Some(said) = &mut said {
            said.push_str(self.text.get(from..at)?);
        }
        self.at = at + 1;
        Some(Found { style, start, end: at + 1, said, folded })
    }

    /// Number of empty lines after the line break at `at`, and the offset of the next text.
    fn blank_lines(&self, at: usize) -> Option<(usize, usize)> {
        let mut start = self.behind_break(at);
        let mut blank = 0;
        loop {
            let next = self.skip_spaces(start);
            match self.peek(next) {
                b'\n' | b'\r' => {
                    blank += 1;
                    start = self.behind_break(next);
                }
                b'\t' | 0 => return None,
                // May be a document marker.
                b'-' | b'.' if next == start => return None,
                _ => return Some((blank, next)),
            }
        }
    }

    /// The character of the escape at `at`, and the offset after it; `None` for rare escapes.
    fn escaped(&self, at: usize) -> Option<(char, usize)> {
        let c = match self.peek(at) {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'e' => '\u{1b}',
            b'x' => return self.hexadecimal(at + 1, 2),
            b'u' => return self.hexadecimal(at + 1, 4),
            _ => return None,
        };
        Some((c, at + 1))
    }

    fn hexadecimal(&self, at: usize, digits: usize) -> Option<(char, usize)> {
        let mut code = 0;
        for at in at..at + digits {
            code = code * 16 + char::from(self.peek(at)).to_digit(16)?;
        }
        // Surrogates are not characters.
        Some((char::from_u32(code).filter(|&c| c != '\0')?, at + digits))
    }
}

/// Appends a folded line break that `blank` empty lines follow.
pub(super) fn fold(said: &mut String, blank: usize) {
    if blank == 0 {
        said.push(' ');
    }
    for _ in 0..blank {
        said.push('\n');
    }
}
