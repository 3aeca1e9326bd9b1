//! Collections in brackets and braces, such as JSON.

use super::scalar::fold;
use super::{FastParser, Found, LONG_KEY, Shape};
use crate::document::tree::Style;

impl FastParser<'_> {
    /// Parses the brackets that start here, up to the closing one.
    pub(super) fn flow(&mut self) -> Option<()> {
        let outside = self.stack.len();
        self.bracket()?;
        loop {
            // After an opening bracket or a comma.
            self.skip_to_sign(outside)?;
            if !self.closes()? {
                if self.top()? == Shape::FlowMapping {
                    self.flow_key(outside)?;
                }
                if self.flow_value(outside)? {
                    continue;
                }
            }
            // After a value.
            loop {
                if self.stack.len() == outside {
                    return Some(());
                }
                if self.top()? == Shape::FlowPair {
                    let end = self.stack.last()?.end;
                    self.close(end)?;
                }
                self.skip_to_sign(outside)?;
                if self.peek(self.at) == b',' {
                    self.at += 1;
                    break;
                }
                if !self.closes()? {
                    return None;
                }
            }
        }
    }

    fn top(&self) -> Option<Shape> {
        self.stack.last().map(|frame| frame.shape)
    }

    /// Opens the collection whose bracket is here.
    fn bracket(&mut self) -> Option<()> {
        let shape = if self.peek(self.at) == b'[' { Shape::FlowSequence } else { Shape::FlowMapping };
        // Lines in brackets may have any indentation.
        self.open(shape, 0)?;
        self.at += 1;
        Some(())
    }

    /// Closes the open collection and returns true if its closing bracket is here.
    fn closes(&mut self) -> Option<bool> {
        let sign = match self.top()? {
            Shape::FlowMapping => b'}',
            Shape::FlowSequence => b']',
            Shape::FlowPair | Shape::BlockMapping | Shape::BlockSequence => return None,
        };
        if self.peek(self.at) != sign {
            return Some(false);
        }
        self.at += 1;
        self.close(self.at)?;
        Some(true)
    }

    /// Skips white space and comments. Tabs are allowed only outside block collections.
    fn skip_to_sign(&mut self, outside: usize) -> Option<()> {
        loop {
            let sign = self.peek(self.at);
            match sign {
                b' ' | b'\n' | b'\r' => self.at += 1,
                b'\t' if outside == 0 => self.at += 1,
                b'#' if matches!(self.peek(self.at.checked_sub(1)?), b' ' | b'\n') => self.at = self.line_end(self.at),
                b'#' | b'\t' => return None,
                // May be a document marker.
                b'-' | b'.' if self.peek(self.at.checked_sub(1)?) == b'\n' => return None,
                _ => return Some(()),
            }
        }
    }

    /// Parses a key with its colon.
    fn flow_key(&mut self, outside: usize) -> Option<()> {
        let found = self.scalar(true)?;
        if !self.is_flow_key(&found)? {
            return None;
        }
        self.push_scalar(found)?;
        self.at += 1;
        self.skip_blanks(outside)
    }

    /// True if a colon follows that makes the scalar a key; moves to the colon. `None` if that is not certain.
    fn is_flow_key(&mut self, found: &Found) -> Option<bool> {
        let at = self.skip_spaces(self.at);
        if self.peek(at) != b':' {
            return Some(false);
        }
        let certain = found.style != Style::Plain || self.is_gap(at + 1);
        self.at = at;
        (certain && !found.folded && at - found.start < LONG_KEY).then_some(true)
    }

    /// Skips spaces and tabs on this line.
    fn skip_blanks(&mut self, outside: usize) -> Option<()> {
        while matches!(self.peek(self.at), b' ' | b'\t') {
            if self.peek(self.at) == b'\t' && outside > 0 {
                return None;
            }
            self.at += 1;
        }
        Some(())
    }

    /// Parses a value; true if it is a collection, of which only the bracket is parsed.
    fn flow_value(&mut self, outside: usize) -> Option<bool> {
        if self.peek(self.at) == b'!' {
            self.take_tag()?;
            self.skip_to_sign(outside)?;
        }
        if matches!(self.peek(self.at), b'[' | b'{') {
            self.bracket()?;
            return Some(true);
        }
        let mut found = self.scalar(true)?;
        if found.style == Style::Plain {
            self.go_on_in_flow(&mut found)?;
        }
        if self.top()? == Shape::FlowSequence && self.is_flow_key(&found)? {
            return self.pair(found, outside);
        }
        let end = found.end;
        self.push_scalar(found)?;
        self.done(end);
        Some(false)
    }

    /// Parses a pair without braces in a list, from the colon on; returns what [`FastParser::flow_value`] does.
    fn pair(&mut self, key: Found, outside: usize) -> Option<bool> {
        if self.tag.is_some() {
            return None;
        }
        let behind = std::mem::replace(&mut self.at, key.start);
        self.open(Shape::FlowPair, 0)?;
        self.at = behind + 1;
        self.push_scalar(key)?;
        self.skip_blanks(outside)?;
        self.flow_value(outside)
    }

    /// Parses the further lines of a plain scalar.
    fn go_on_in_flow(&mut self, found: &mut Found) -> Option<()> {
        let mut said = String::new();
        loop {
            let (mut at, mut breaks, mut tabs) = (self.at, 0, false);
            loop {
                match self.peek(at) {
                    b' ' => at += 1,
                    b'\t' => (at, tabs) = (at + 1, true),
                    b'\n' | b'\r' => (at, breaks) = (self.behind_break(at), breaks + 1),
                    _ => break,
                }
            }
            let sign = self.peek(at);
            if breaks == 0 || matches!(sign, b',' | b'[' | b']' | b'{' | b'}' | b'#' | 0) {
                break;
            }
            // May be a document marker.
            let marker = matches!(sign, b'-' | b'.') && self.peek(at - 1) == b'\n';
            let end = self.plain_in_flow(at)?;
            if tabs || marker || end == at {
                return None;
            }
            if !found.folded {
                said.push_str(self.text.get(found.start..found.end)?);
            }
            fold(&mut said, breaks - 1);
            said.push_str(self.text.get(at..end)?);
            (found.end, found.folded, self.at) = (end, true, end);
        }
        if found.folded {
            found.said = Some(said);
        }
        Some(())
    }
}
