//! Geometry of the source: lines, columns, colons, dashes, and the comments that belong to an entry.

use std::ops::Range;

use super::super::Document;
use super::super::indicator::{BLANK, is_indicator_at};
use super::super::node::Node;
use super::super::scalar::{Quote, Quoting};
use super::super::scalar_type::reads_as_text;
use super::super::tree::{AbsNode, Id, NodeContent, Style, skip_trivia};

/// A collection with the geometry of its entries.
#[derive(Clone, Copy)]
pub(super) struct Collection<'d> {
    pub document: &'d Document,
    pub data: AbsNode<'d>,
    pub id: Id,
}

/// The source of one entry with its comments: whole lines, or bytes in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Start of the first comment above the entry, or of its key or dash.
    pub start: usize,
    /// Start of the key or dash.
    pub entry: usize,
    /// End of the comment beside its last line, before the line break.
    pub end: usize,
}

impl<'d> Collection<'d> {
    pub(super) fn of(node: Node<'d>, document: &'d Document) -> Option<Collection<'d>> {
        Collection::at(document, document.tree.resolve(node.id()))
    }

    fn at(document: &'d Document, id: Id) -> Option<Collection<'d>> {
        Some(Collection { document, data: document.tree.abs(id)?, id })
    }

    fn text(&self) -> &'d str {
        &self.document.text
    }

    fn node(&self, id: Id) -> Option<AbsNode<'d>> {
        self.document.tree.abs(id)
    }

    pub(super) fn is_flow(&self) -> bool {
        self.data.style == Style::Flow
    }

    pub(super) fn is_mapping(&self) -> bool {
        matches!(self.data.content, NodeContent::Mapping(_))
    }

    pub(super) fn len(&self) -> usize {
        match &self.data.content {
            NodeContent::Sequence(items) => items.len(),
            NodeContent::Mapping(entries) => entries.len(),
            _ => 0,
        }
    }

    /// Key and value of the entry at position `index`; an item of a list has no key.
    pub(super) fn pair(&self, index: usize) -> Option<(Option<Id>, Id)> {
        match &self.data.content {
            NodeContent::Sequence(items) => items.get(index).map(|&item| (None, item)),
            NodeContent::Mapping(entries) => entries.get(index).map(|&(key, value)| (Some(key), value)),
            _ => None,
        }
    }

    /// Position of the entry whose value has the id `value`.
    pub(super) fn index_of(&self, value: Id) -> Option<usize> {
        (0..self.len()).find(|&index| self.pair(index).is_some_and(|pair| pair.1 == value))
    }

    /// Column, from 0, of the keys or dashes of a block collection.
    pub(super) fn column(&self) -> usize {
        column(self.document, self.data.inner)
    }

    /// End of the entry's key or value, whichever is later.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let Some((key, value)) = self.pair(index) else { return self.data.inner };
        let end = |id: Id| self.node(id).map_or(0, |node| node.end);
        let value_end = end(value);
        match key {
            // An absent value ends after the colon.
            Some(key) => self.colon(index).map_or(end(key), |colon| value_end.max(colon + 1)),
            None => value_end.max(self.entry_start(index) + usize::from(!self.is_flow())),
        }
    }

    /// Start of the key, of the `?` before it, or of the dash.
    pub(super) fn entry_start(&self, index: usize) -> usize {
        let Some((key, value)) = self.pair(index) else { return self.data.inner };
        let start = |id: Id| self.node(id).map_or(0, |node| node.start);
        match key {
            Some(key) => {
                let at = start(key);
                self.question_mark(index).filter(|mark| *mark < at).unwrap_or(at)
            }
            None if self.is_flow() => start(value),
            None if index == 0 => self.data.inner,
            None => {
                let from = self.pair(index - 1).and_then(|(_, value)| self.node(value)).map_or(0, |node| node.end);
                // An absent item ends right after its dash.
                let at = skip_trivia(self.text(), from);
                if self.text().get(at..).is_some_and(|rest| rest.starts_with('-')) { at } else { start(value) }
            }
        }
    }

    /// Offset of the `?` before an entry's key; comments and line breaks may separate them.
    fn question_mark(&self, index: usize) -> Option<usize> {
        let mut at = if index == 0 { self.data.inner } else { self.lower_border(index) };
        loop {
            at = skip_trivia(self.text(), at);
            match self.text().get(at..)?.chars().next()? {
                '?' => return Some(at),
                // The opening bracket, or the end of the entry before.
                '{' if index == 0 => at += 1,
                ',' | ':' if index > 0 => at += 1,
                _ => return None,
            }
        }
    }

    /// End of the entry before, or of the text before the collection.
    fn lower_border(&self, index: usize) -> usize {
        match index.checked_sub(1).and_then(|before| self.pair(before)) {
            Some((key, value)) => {
                let end = |id: Id| self.node(id).map_or(0, |node| node.end);
                key.map_or(0, end).max(end(value))
            }
            None => self.opening(),
        }
    }

    /// End of the text before the collection: its key, or the item before it.
    fn opening(&self) -> usize {
        let parent = self.data.parent.and_then(|id| Collection::at(self.document, id));
        match parent.and_then(|parent| Some((parent, parent.index_of(self.id)?))) {
            Some((parent, index)) => match parent.pair(index) {
                Some((Some(key), _)) => self.node(key).map_or(0, |key| key.end),
                _ => parent.entry_start(index),
            },
            None => 0,
        }
    }

    /// Offset of an entry's colon; `None` for list items and keys in braces without a value.
    pub(super) fn colon(&self, index: usize) -> Option<usize> {
        let key = self.node(self.pair(index)?.0?)?;
        let at = skip_trivia(self.text(), key.end);
        // In block style the next key may start with a colon: `:b: c`.
        is_indicator_at(self.text(), at, ':', self.is_flow()).then_some(at)
    }

    /// Offset after the colon or dash of an entry.
    pub(super) fn after_indicator(&self, index: usize) -> usize {
        match self.pair(index) {
            Some((Some(_), _)) => self.colon(index).map_or_else(|| self.end_of(index), |colon| colon + 1),
            _ if self.is_flow() => self.entry_start(index),
            _ => self.entry_start(index) + 1,
        }
    }

    /// The lines of an entry in block style, with the comments that belong to it.
    pub(super) fn chunk(&self, index: usize) -> Chunk {
        let text = self.text();
        let entry = self.entry_start(index);
        let end = line_end_with_comment(text, self.end_of(index));
        let own_line = is_first_on_line(self.document, entry);
        let mut start = entry;
        // The comment at the top of a file belongs to the file.
        let is_top = index == 0 && self.data.parent.is_none();
        if own_line && !is_top {
            let border = line_end(text, self.lower_border(index));
            let border = if index == 0 { border.min(entry) } else { border };
            let mut line = self.document.lines.start_of_line(entry);
            while line > 0 && line > border {
                let above = self.document.lines.start_of_line(line - 1);
                let content = text.get(above..line).unwrap_or_default();
                let lead = content.len() - content.trim_start_matches([' ', '\t']).len();
                let is_comment = content.get(lead..).is_some_and(|rest| rest.starts_with('#'));
                if above < border || !is_comment || lead != self.column() {
                    break;
                }
                start = above + lead;
                line = above;
            }
        }
        Chunk { start, entry, end: end + self.comments_inside(index, end) }
    }

    /// Length of the comment lines after an entry that are indented deeper and so belong to it.
    fn comments_inside(&self, index: usize, end: usize) -> usize {
        let Some((_, value)) = self.pair(index) else { return 0 };
        let is_block = self.node(value).is_some_and(|value| value.style == Style::Block);
        let behind_lines = index > 0 && self.ends_in_block_scalar(index - 1).is_some();
        if !is_block && !behind_lines {
            return 0;
        }
        let text = self.text();
        let mut last = end;
        let mut at = end;
        while let Some(next) = next_line(text, at) {
            let line = text.get(next..line_end(text, next)).unwrap_or_default();
            let lead = line.len() - line.trim_start_matches(' ').len();
            at = next + line.len();
            if line.trim_matches(BLANK).is_empty() {
                continue;
            }
            if !line.trim_start_matches(BLANK).starts_with('#') || lead <= self.column() {
                break;
            }
            last = at;
        }
        last - end
    }

    /// The id of the block scalar that the entry ends with.
    pub(super) fn ends_in_block_scalar(&self, index: usize) -> Option<Id> {
        let mut id = self.pair(index)?.1;
        loop {
            let node = self.node(id)?;
            match &node.content {
                NodeContent::Sequence(items) if node.style == Style::Block => id = *items.last()?,
                NodeContent::Mapping(entries) if node.style == Style::Block => id = entries.last()?.1,
                NodeContent::Scalar(_) if matches!(node.style, Style::Literal | Style::Folded) => return Some(id),
                _ => return None,
            }
        }
    }

    /// True if the entry ends with a block scalar with `+`, which includes the blank lines after it.
    pub(super) fn takes_blank_lines(&self, index: usize) -> bool {
        let node = self.ends_in_block_scalar(index).and_then(|id| self.node(id));
        let header = node.and_then(|node| self.text().get(node.inner..line_end(self.text(), node.inner)));
        header.is_some_and(|header| header.split([' ', '\t']).next().unwrap_or_default().contains('+'))
    }

    /// Quoting of new text among the entries: that of siblings that needed no quotes.
    pub(super) fn quoting(&self, of_keys: bool) -> Quoting {
        let (mut plain, mut single, mut double) = (0, 0, 0);
        for index in 0..self.len() {
            let Some((key, value)) = self.pair(index) else { continue };
            let Some(node) = (if of_keys { key } else { Some(value) }).and_then(|id| self.node(id)) else { continue };
            let NodeContent::Scalar(text) = &node.content else { continue };
            match node.style {
                Style::Plain if reads_as_text(text) => plain += 1,
                Style::Single if reads_as_text(text) => single += 1,
                Style::Double if reads_as_text(text) => double += 1,
                _ => {}
            }
        }
        match (plain, single, double) {
            (0, 0, 0) => Quoting::Plain(self.document.format.quote),
            (0, single, double) if single > double => Quoting::Always(Quote::Single),
            (0, ..) => Quoting::Always(Quote::Double),
            _ => Quoting::Plain(self.document.format.quote),
        }
    }

    /// Byte range of the entry in brackets.
    pub(super) fn flow_range(&self, index: usize) -> Range<usize> {
        let start = self.entry_start(index);
        start..self.end_of(index).max(start)
    }
}

/// Column, from 0, of a byte; a byte order mark takes no column.
pub(super) fn column(document: &Document, offset: usize) -> usize {
    let start = document.lines.start_of_line(offset);
    let lead = document.text.get(start..offset).unwrap_or_default();
    lead.chars().filter(|&c| c != '\u{feff}').count()
}

/// True if only white space precedes the byte on its line.
pub(super) fn is_first_on_line(document: &Document, offset: usize) -> bool {
    let start = document.lines.start_of_line(offset);
    document.text.get(start..offset).unwrap_or_default().chars().all(|c| c == ' ' || c == '\t' || c == '\u{feff}')
}

/// The indentation of the line that holds a byte.
pub(super) fn indentation(document: &Document, offset: usize) -> &str {
    let start = document.lines.start_of_line(offset);
    let line = document.text.get(start..).unwrap_or_default();
    let len = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..len).unwrap_or_default()
}

/// End of the line that holds `at`, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |found| at + found)
}

/// First byte of the next line, if there is one.
pub(super) fn next_line(text: &str, at: usize) -> Option<usize> {
    let end = line_end(text, at);
    let rest = text.get(end..)?;
    let len = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (len > 0).then_some(end + len)
}

/// End of the line if only white space or a comment follows `at`; otherwise `at`.
pub(super) fn line_end_with_comment(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let blank = text.get(at..end).is_some_and(|rest| rest.trim_matches(BLANK).is_empty());
    if blank || comment_after(text, at).is_some() { end } else { at }
}

/// The comment after `at` on its line, with the spaces before it.
pub(super) fn comment_after(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..line_end(text, at))?;
    rest.trim_start_matches(BLANK).starts_with('#').then_some(rest)
}
