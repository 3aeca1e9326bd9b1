//! Block mappings and lists: lines, columns, and the start of each value.

use super::byte_class::{NAME, class};
use super::{FastParser, Found, LONG_KEY, Shape};
use crate::document::tree::{NodeContent, Style};

impl FastParser<'_> {
    /// Moves to the next line that is neither empty nor a comment and returns its column; `Some(None)` at the end.
    pub(super) fn next_line(&mut self) -> Option<Option<usize>> {
        loop {
            let at = self.skip_spaces(self.at);
            let column = at - self.at;
            match self.peek(at) {
                b'\n' | b'\r' => self.at = self.behind_break(at),
                b'#' => self.at = self.behind_break(self.line_end(at)),
                b'\t' => return None,
                0 => {
                    self.at = at;
                    return Some(None);
                }
                _ => {
                    self.at = at;
                    return Some(Some(column));
                }
            }
        }
    }

    /// Parses the line at the current byte and the lines below that belong to it.
    pub(super) fn line(&mut self, column: usize) -> Option<()> {
        if column == 0 && self.begins_marker() {
            return self.document_start();
        }
        while self.stack.last().is_some_and(|frame| frame.column > column) {
            self.close_block()?;
        }
        let dash = self.is_dash();
        if let Some(top) = self.stack.last()
            && top.column == column
            && top.shape == Shape::BlockSequence
            && !dash
        {
            // A list in the column of its key ends at the next key of that mapping.
            self.close_block()?;
            if self.stack.last().is_none_or(|top| top.column != column || top.shape != Shape::BlockMapping) {
                return None;
            }
        }
        let Some(top) = self.stack.last() else {
            return if self.root.is_none() { self.node(true) } else { None };
        };
        if top.column < column {
            return if top.awaits { self.node(true) } else { None };
        }
        match (top.shape, dash) {
            (Shape::BlockSequence, _) => {
                self.fill()?;
                self.dash()
            }
            (Shape::BlockMapping, true) => {
                // A list in the column of its key.
                if !top.awaits {
                    return None;
                }
                self.open(Shape::BlockSequence, column)?;
                self.dash()
            }
            (Shape::BlockMapping, false) => {
                self.fill()?;
                let found = self.scalar(false)?;
                if !self.is_key(&found) {
                    return None;
                }
                self.key(found)
            }
            (Shape::FlowMapping | Shape::FlowSequence | Shape::FlowPair, _) => None,
        }
    }

    /// Parses a `---` alone on the first line.
    fn document_start(&mut self) -> Option<()> {
        let first = !std::mem::replace(&mut self.begun, true) && self.root.is_none() && self.tag.is_none();
        if !first || self.peek(self.at) != b'-' || self.peek(self.at + 2) != b'-' || !self.is_gap(self.at + 3) {
            return None;
        }
        self.at += 3;
        self.finish_line()
    }

    /// True for `---`, `...` and similar text.
    fn begins_marker(&self) -> bool {
        let sign = self.peek(self.at);
        (sign == b'-' || sign == b'.') && self.peek(self.at + 1) == sign
    }

    fn is_dash(&self) -> bool {
        self.peek(self.at) == b'-' && self.is_gap(self.at + 1)
    }

    /// Parses an item of the open list from its dash on.
    fn dash(&mut self) -> Option<()> {
        self.sign()?;
        if self.reach_value()? { self.node(true) } else { Some(()) }
    }

    /// Marks the colon or dash here as one that needs a value.
    fn sign(&mut self) -> Option<()> {
        self.at += 1;
        let frame = self.stack.last_mut()?;
        frame.awaits = true;
        frame.sign = self.at;
        Some(())
    }

    /// Adds the key, with its colon, to the open mapping, and parses its value if that starts on this line.
    fn key(&mut self, found: Found) -> Option<()> {
        self.add_key(found)?;
        self.sign()?;
        if self.reach_value()? { self.node(false) } else { Some(()) }
    }

    fn add_key(&mut self, found: Found) -> Option<()> {
        self.odd_keys = self.odd_keys || (self.asks && self.is_asked(found.start));
        self.push_scalar(found)?;
        Some(())
    }

    /// True if the last character before `at` is a question mark, indicator or not.
    fn is_asked(&self, at: usize) -> bool {
        let before = self.bytes.get(..at).unwrap_or_default();
        let sign = before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        sign == Some(&b'?')
    }

    /// Moves to the value after a colon, a dash or a tag; false, and moves to the next line, if this line has none.
    fn reach_value(&mut self) -> Option<bool> {
        let at = self.skip_spaces(self.at);
        match self.peek(at) {
            b'\n' | b'\r' | 0 | b'#' => {
                self.finish_line()?;
                Some(false)
            }
            b'\t' => None,
            _ if at == self.at => None,
            _ => {
                self.at = at;
                Some(true)
            }
        }
    }

    /// Parses the value that starts here. `compact` if a list or mapping may start in the middle of a line.
    fn node(&mut self, mut compact: bool) -> Option<()> {
        loop {
            match self.peek(self.at) {
                b'-' if self.is_gap(self.at + 1) => {
                    if !compact {
                        return None;
                    }
                    self.open(Shape::BlockSequence, self.column())?;
                    self.sign()?;
                }
                b'!' => {
                    self.take_tag()?;
                    compact = false;
                }
                b'[' | b'{' => {
                    self.flow()?;
                    return self.finish_line();
                }
                b'|' | b'>' => return self.block_scalar(),
                _ => {
                    let found = self.scalar(false)?;
                    if !self.is_key(&found) {
                        return self.value(found);
                    }
                    if !compact {
                        return None;
                    }
                    let behind = std::mem::replace(&mut self.at, found.start);
                    self.open(Shape::BlockMapping, self.column())?;
                    self.at = behind;
                    self.add_key(found)?;
                    self.sign()?;
                    compact = false;
                }
            }
            if !self.reach_value()? {
                return Some(());
            }
        }
    }

    /// The column of the next byte.
    fn column(&self) -> usize {
        let before = self.bytes.get(..self.at).unwrap_or_default();
        before.iter().rev().position(|&byte| byte == b'\n').unwrap_or(before.len())
    }

    /// Parses a tag; the next value gets it.
    pub(super) fn take_tag(&mut self) -> Option<()> {
        if self.tag.is_some() {
            return None;
        }
        let start = self.at;
        let double = usize::from(self.peek(start + 1) == b'!');
        let name = start + 1 + double;
        let mut end = name;
        while class(self.peek(end)) & NAME != 0 {
            end += 1;
        }
        if end == name || !self.is_gap(end) {
            return None;
        }
        self.tag = Some((start, end));
        self.at = end;
        Some(())
    }

    /// True if a colon follows that makes the scalar a key; moves to the colon.
    fn is_key(&mut self, found: &Found) -> bool {
        let at = self.skip_spaces(self.at);
        let is_key = self.peek(at) == b':' && self.is_gap(at + 1) && !found.folded && at - found.start < LONG_KEY;
        if is_key {
            self.at = at;
        }
        is_key
    }

    /// Adds the scalar, whose first line is parsed, as the value that the open collection needs.
    fn value(&mut self, mut found: Found) -> Option<()> {
        let column = self.stack.last()?.column;
        if found.style == Style::Plain {
            self.go_on(&mut found, column)?;
        }
        let end = found.end;
        self.finish_line()?;
        self.push_scalar(found)?;
        self.done(end);
        Some(())
    }

    /// Adds an absent value if the open collection needs one.
    fn fill(&mut self) -> Option<()> {
        let Some(frame) = self.stack.last().filter(|frame| frame.awaits) else { return Some(()) };
        let at = self.tag.map_or(frame.sign, |(_, end)| end);
        let id = self.push(NodeContent::Scalar("".into()), Style::Plain, at, at)?;
        self.nodes.get_mut(id)?.absent = true;
        self.done(at);
        Some(())
    }

    /// Closes the open block collection.
    pub(super) fn close_block(&mut self) -> Option<()> {
        self.fill()?;
        let end = self.stack.last()?.end;
        self.close(end)
    }
}
