//! What stands in brackets and braces, JSON for instance.

use super::{LONG_KEY, Quick, Shape};

impl Quick<'_> {
    /// Reads the brackets that begin here, to the one that closes them.
    pub(super) fn flow(&mut self) -> Option<()> {
        let outside = self.stack.len();
        self.bracket()?;
        loop {
            // Behind a bracket that opens or a comma.
            self.skip_to_sign(outside)?;
            if !self.closes()? {
                if self.top()? == Shape::FlowMapping {
                    self.flow_key(outside)?;
                }
                if self.flow_value(outside)? {
                    continue;
                }
            }
            // Behind a value.
            loop {
                if self.stack.len() == outside {
                    return Some(());
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
        // No line stands further left than a bracket holds.
        self.open(shape, 0)?;
        self.at += 1;
        Some(())
    }

    /// True if the bracket here closes the open collection, which is closed then.
    fn closes(&mut self) -> Option<bool> {
        let sign = match self.top()? {
            Shape::FlowMapping => b'}',
            Shape::FlowSequence => b']',
            Shape::BlockMapping | Shape::BlockSequence => return None,
        };
        if self.peek(self.at) != sign {
            return Some(false);
        }
        self.at += 1;
        self.close(self.at)?;
        Some(true)
    }

    /// Goes over blanks, line breaks and comments. Tabs are blanks where no block stands around the brackets.
    fn skip_to_sign(&mut self, outside: usize) -> Option<()> {
        loop {
            let sign = self.peek(self.at);
            match sign {
                b' ' | b'\n' | b'\r' => self.at += 1,
                b'\t' if outside == 0 => self.at += 1,
                b'#' if matches!(self.peek(self.at.checked_sub(1)?), b' ' | b'\n') => self.at = self.line_end(self.at),
                b'#' | b'\t' => return None,
                // Perhaps the marker of a document.
                b'-' | b'.' if self.peek(self.at.checked_sub(1)?) == b'\n' => return None,
                _ => return Some(()),
            }
        }
    }

    /// Reads a key with its colon.
    fn flow_key(&mut self, outside: usize) -> Option<()> {
        let found = self.scalar(true)?;
        let start = found.start;
        let quoted = found.said.is_some() || matches!(self.peek(start), b'"' | b'\'');
        if found.folded {
            return None;
        }
        self.push_scalar(found)?;
        self.at = self.skip_spaces(self.at);
        let colon = self.peek(self.at) == b':' && (quoted || self.is_gap(self.at + 1));
        if !colon || self.at - start >= LONG_KEY {
            return None;
        }
        self.at += 1;
        self.skip_blanks(outside)
    }

    /// Goes over blanks on this line.
    fn skip_blanks(&mut self, outside: usize) -> Option<()> {
        while matches!(self.peek(self.at), b' ' | b'\t') {
            if self.peek(self.at) == b'\t' && outside > 0 {
                return None;
            }
            self.at += 1;
        }
        Some(())
    }

    /// Reads a value; true if it is a collection, of which only the bracket is read.
    fn flow_value(&mut self, outside: usize) -> Option<bool> {
        if self.peek(self.at) == b'!' {
            self.take_tag()?;
            self.skip_blanks(outside)?;
        }
        if matches!(self.peek(self.at), b'[' | b'{') {
            self.bracket()?;
            return Some(true);
        }
        let found = self.scalar(true)?;
        let end = found.end;
        self.push_scalar(found)?;
        self.done(end);
        Some(false)
    }
}
