//! The full parser: from granit-parser's events to the tree, in one pass, without recursion, within limits for hostile
//! text. granit-parser gives spans of scalars; the places of dashes, headers and absent values are found here.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle, options};

use super::error::{ParseError, describe};
use crate::document::indicator::{BLANK, header_offset, is_indicator_at, may_hold_question_marks};
use crate::document::tree::{DEEPEST, Id, MOST_VALUES, NodeContent, NodeData, Style, Tree, skip_trivia, strip_break};

struct Frame {
    id: Id,
    /// The key whose value follows, in a mapping.
    key: Option<Id>,
    weight: u64,
    /// Nesting depth below the value, with aliases expanded.
    height: usize,
    /// The parser's id of its anchor; 0 for none.
    anchor: usize,
}

/// Size of a value with aliases expanded.
#[derive(Clone, Copy)]
struct Size {
    /// Number of values, itself included.
    weight: u64,
    /// Nesting depth below it.
    height: usize,
}

impl Size {
    const ONE: Size = Size { weight: 1, height: 0 };
    /// Size of a value that is not complete.
    const OPEN: Size = Size { weight: u64::MAX, height: 0 };
}

pub(super) fn parse(text: &str, depth: usize) -> Result<Tree, ParseError> {
    FullParser { text, tree: Tree::default(), stack: Vec::new(), anchors: HashMap::new(), last: None, depth }.run()
}

struct FullParser<'t> {
    text: &'t str,
    tree: Tree,
    stack: Vec<Frame>,
    anchors: HashMap<usize, (Id, Size)>,
    last: Option<Id>,
    /// Nesting depth of the text.
    depth: usize,
}

impl<'t> FullParser<'t> {
    fn run(mut self) -> Result<Tree, ParseError> {
        let options = options! {
            emit_comments: false,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            block_scalar_eof_without_line_feed: true,
            bom_inside_document_as_content: true,
        };
        let mut documents = 0;
        for next in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = next.map_err(|error| ParseError {
                offset: error.marker().byte_offset().unwrap_or(0),
                message: describe(&error.info()),
            })?;
            let range = span.byte_range().unwrap_or(0..0);
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(ParseError {
                            offset: range.start,
                            message: "A second document begins here. A template is one document: take out this `---` \
                                      and what follows, or join the two."
                                .into(),
                        });
                    }
                }
                Event::Scalar(value, style, anchor, tag) => {
                    let tag = tag.is_some().then(|| tag_range(&span)).flatten();
                    let id = self.scalar(&value, style, &span, tag)?;
                    self.anchored(anchor, id, Size::ONE);
                    self.close(id, Size::ONE)?;
                }
                Event::SequenceStart(style, anchor, _) => {
                    // The parser places a list without indentation at its first item; here it starts at its dash.
                    let block = style == StructureStyle::Block;
                    let at = if block { self.first_dash(range.start) } else { range.start };
                    self.open(NodeContent::Sequence(Vec::new()), style, at, tag_range(&span), anchor)?;
                }
                Event::MappingStart(style, anchor, _) => {
                    self.open(NodeContent::Mapping(Vec::new()), style, range.start, tag_range(&span), anchor)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.collection_end(range.end)?,
                Event::Anchor(..) => {
                    self.tree.anchored = true;
                    if let Some(node) = self.last.and_then(|id| self.tree.nodes.get_mut(id)) {
                        node.anchor = Some((range.start, range.end));
                        node.start = node.start.min(range.start);
                        if node.absent {
                            (node.inner, node.end) = (node.inner.max(range.end), node.end.max(range.end));
                        }
                    }
                }
                Event::Alias(anchor) => self.alias(anchor, range)?,
                Event::UnresolvedAlias(name) => {
                    return Err(ParseError {
                        offset: range.start,
                        message: format!("`*{name}` refers to an anchor `&{name}` that is not defined above."),
                    });
                }
                _ => {}
            }
        }
        self.tree.odd_keys |= may_hold_question_marks(self.text);
        Ok(self.tree)
    }

    fn push(&mut self, node: NodeData) -> Id {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(node);
        self.last = Some(id);
        id
    }

    fn parent(&self) -> Option<Id> {
        self.stack.last().map(|frame| frame.id)
    }

    fn open(
        &mut self,
        content: NodeContent,
        style: StructureStyle,
        at: usize,
        tag: Option<(usize, usize)>,
        anchor: usize,
    ) -> Result<(), ParseError> {
        if self.stack.len() + self.depth >= DEEPEST {
            return Err(too_deep(at));
        }
        let node = NodeData {
            content,
            style: match style {
                StructureStyle::Block => Style::Block,
                StructureStyle::Flow => Style::Flow,
            },
            parent: self.parent(),
            start: tag.map_or(at, |(start, _)| start.min(at)),
            inner: at,
            end: at,
            indent: None,
            tag,
            anchor: None,
            aliased: false,
            absent: false,
        };
        let id = self.push(node);
        if anchor > 0 {
            // Until the collection is closed its weight exceeds every limit: an alias inside its own anchor is refused.
            self.anchors.insert(anchor, (id, Size::OPEN));
        }
        self.stack.push(Frame { id, key: None, weight: 1, height: 0, anchor });
        Ok(())
    }

    fn collection_end(&mut self, end: usize) -> Result<(), ParseError> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let id = frame.id;
        let end = match self.tree.node(id) {
            // `[a: b]` holds a mapping without braces, which ends with its value.
            Some(node) if node.style == Style::Flow && self.opens_bracket(node.inner) => end,
            Some(NodeData { content: NodeContent::Sequence(items), inner, .. }) => {
                let last = items.last().and_then(|&item| self.tree.node(item)).map_or(*inner, |item| item.end);
                last.max(*inner)
            }
            Some(NodeData { content: NodeContent::Mapping(entries), inner, .. }) => {
                let ends = entries.last().map(|&(key, value)| {
                    let end = |id| self.tree.node(id).map_or(0, |node: &NodeData| node.end);
                    end(key).max(end(value))
                });
                ends.unwrap_or(*inner)
            }
            _ => end,
        };
        if let Some(node) = self.tree.nodes.get_mut(id) {
            node.end = end;
        }
        let size = Size { weight: frame.weight, height: frame.height };
        self.anchored(frame.anchor, id, size);
        self.close(id, size)
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        span: &Span,
        tag: Option<(usize, usize)>,
    ) -> Result<Id, ParseError> {
        let range = span.byte_range().unwrap_or(0..0);
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let absent = style == Style::Plain && range.is_empty();
        let (inner, end) = match style {
            Style::Literal | Style::Folded => self.block_scalar(value, style, range.clone(), span.indent, tag),
            _ if absent && tag.is_none() => {
                let behind = self.after_indicator(range.start);
                (behind, behind)
            }
            _ => (range.start, range.end),
        };
        let node = NodeData {
            content: NodeContent::Scalar(if absent && tag.is_none() { "".into() } else { value.into() }),
            style,
            parent: self.parent(),
            start: tag.map_or(inner, |(start, _)| start.min(inner)),
            inner,
            end,
            indent: matches!(style, Style::Literal | Style::Folded).then_some(span.indent).flatten(),
            tag,
            anchor: None,
            aliased: false,
            absent,
        };
        Ok(self.push(node))
    }

    /// Offset of the header of a block scalar, and end of its last line of text. `range` is the parser's: from the
    /// first line of text to the end of the empty lines that follow.
    fn block_scalar(
        &self,
        value: &str,
        style: Style,
        range: Range<usize>,
        indent: Option<usize>,
        tag: Option<(usize, usize)>,
    ) -> (usize, usize) {
        // Between the tag or the token before it and the indicator are only comments and perhaps an anchor.
        let sign = if style == Style::Literal { '|' } else { '>' };
        let from = tag.map_or_else(|| self.before(), |(_, end)| end);
        let between = self.text.get(from..range.start).unwrap_or_default();
        let inner = from + header_offset(between, sign).unwrap_or(between.len());
        let header = self.text.get(inner..).unwrap_or_default();
        let header_end = inner + header.find(BLANK).unwrap_or(header.len());
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let header_text = self.text.get(inner..header_end).unwrap_or_default();
        let end = if header_text.contains('+') {
            // The parser includes the indentation of the next line.
            let last = raw.rfind(['\n', '\r']).map_or(0, |found| found + 1);
            let lead = raw.get(last..).unwrap_or_default();
            let is_lead = last > 0 && lead.len() < indent.unwrap_or(0) && lead.chars().all(|c| c == ' ');
            strip_break(if is_lead { raw.get(..last).unwrap_or_default() } else { raw }).len()
        } else {
            let mut kept = match raw.rfind(['\n', '\r']) {
                // The parser includes the indentation of the next line.
                Some(at) if raw.len() > at + 1 && self.goes_on(range.end) => {
                    let lead = raw.get(at + 1..).unwrap_or_default();
                    if lead.trim_start_matches(' ').is_empty() { raw.get(..=at).unwrap_or_default() } else { raw }
                }
                _ => raw,
            };
            loop {
                let line_start = kept.rfind(['\n', '\r']).map_or(0, |at| at + 1);
                let line = kept.get(line_start..).unwrap_or_default();
                let blank = line.chars().all(|c| c == ' ') && line.len() <= indent.unwrap_or(0);
                if !blank || kept.is_empty() {
                    break;
                }
                let shorter = strip_break(kept.get(..line_start).unwrap_or_default());
                if line_start == 0 {
                    kept = "";
                    break;
                }
                kept = shorter;
            }
            kept.len()
        };
        if value.is_empty() || end == 0 { (inner, header_end) } else { (inner, range.start + end) }
    }

    /// True if anything but a line break is here.
    fn goes_on(&self, at: usize) -> bool {
        self.text.get(at..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['\n', '\r']))
    }

    fn opens_bracket(&self, at: usize) -> bool {
        matches!(self.text.as_bytes().get(at), Some(b'[' | b'{'))
    }

    /// Offset of the dash of the list whose first item starts at or after `at`.
    fn first_dash(&self, at: usize) -> usize {
        let mut from = self.before();
        loop {
            let rest = self.text.get(from..).unwrap_or_default();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']);
            let start = from + rest.len() - trimmed.len();
            from = match trimmed.chars().next() {
                Some('#') => start + trimmed.find(['\n', '\r']).unwrap_or(trimmed.len()),
                Some('!' | '&') => start + trimmed.find(BLANK).unwrap_or(trimmed.len()),
                Some(':' | '?' | ',') => start + 1,
                // The marker at the start of the document.
                Some('-') if trimmed.starts_with("---") && self.column(start) == 0 && start < at => start + 3,
                Some('-') if start <= at && self.opens_here(start) => return start,
                // The dash of the item that holds this list.
                Some('-') if start < at => start + 1,
                _ => return at,
            };
        }
    }

    /// False for a dash of the list that is being filled; the new one starts after it.
    fn opens_here(&self, dash: usize) -> bool {
        match self.stack.last().and_then(|frame| self.tree.node(frame.id)) {
            Some(NodeData { content: NodeContent::Sequence(items), style: Style::Block, inner, .. }) => {
                if items.is_empty() { dash > *inner } else { self.column(dash) > self.column(*inner) }
            }
            _ => true,
        }
    }

    /// Offset of an absent value: after its colon, dash or question mark; without a colon after its key. `at` is the
    /// parser's offset, which may be lines below.
    fn after_indicator(&self, at: usize) -> usize {
        let Some(frame) = self.stack.last() else { return at };
        let block = self.tree.node(frame.id).is_some_and(|node| node.style == Style::Block);
        let sign = match self.tree.node(frame.id) {
            Some(NodeData { content: NodeContent::Mapping(_), .. }) if frame.key.is_some() => ':',
            Some(NodeData { content: NodeContent::Mapping(_), .. }) if block => '?',
            Some(NodeData { content: NodeContent::Sequence(_), .. }) if block => '-',
            _ => return at,
        };
        let from = skip_trivia(self.text, self.before());
        match is_indicator_at(self.text, from, sign, !block) {
            true => from + 1,
            false if block && sign == ':' => self.before(),
            false => at,
        }
    }

    /// Text of the line before `at`, without a byte order mark.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.get(before.rfind(['\n', '\r']).map_or(0, |found| found + 1)..).unwrap_or_default();
        line.trim_start_matches('\u{feff}').len()
    }

    /// End of the last known token before the current node.
    fn before(&self) -> usize {
        let Some(frame) = self.stack.last() else { return 0 };
        let end_of = |id: Id| self.tree.node(id).map_or(0, |node| node.end);
        match (frame.key, self.tree.node(frame.id)) {
            (Some(key), _) => end_of(key),
            (None, Some(NodeData { content: NodeContent::Sequence(items), inner, .. })) => {
                items.last().map_or(*inner, |&item| end_of(item))
            }
            (None, Some(NodeData { content: NodeContent::Mapping(entries), inner, .. })) => {
                entries.last().map_or(*inner, |&(_, value)| end_of(value))
            }
            _ => 0,
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), ParseError> {
        let Some(&(target, size)) = self.anchors.get(&anchor) else {
            return Err(ParseError { offset: range.start, message: "This alias has no anchor.".into() });
        };
        if size.weight == u64::MAX {
            return Err(ParseError {
                offset: range.start,
                message: "This alias is inside its own value, so the value has no end.".into(),
            });
        }
        if self.stack.len() + self.depth + size.height >= DEEPEST {
            return Err(too_deep(range.start));
        }
        if let Some(node) = self.tree.nodes.get_mut(target) {
            node.aliased = true;
        }
        let node = NodeData {
            content: NodeContent::Alias(target),
            style: Style::Plain,
            parent: self.parent(),
            start: range.start,
            inner: range.start,
            end: range.end,
            indent: None,
            tag: None,
            anchor: None,
            aliased: false,
            absent: false,
        };
        let id = self.push(node);
        self.close(id, size)
    }

    /// True for a key of a block mapping that is absent or follows a `?`.
    fn is_odd_key(&self, parent: Id, id: Id) -> bool {
        match (self.tree.node(parent), self.tree.node(id)) {
            (Some(NodeData { content: NodeContent::Mapping(_), style: Style::Block, .. }), Some(key)) => {
                let before = self.text.get(..key.start).unwrap_or_default();
                key.absent || before.trim_end_matches([' ', '\t', '\n', '\r']).ends_with('?')
            }
            _ => false,
        }
    }

    fn anchored(&mut self, anchor: usize, id: Id, size: Size) {
        if anchor > 0 {
            self.anchors.insert(anchor, (id, size));
        }
    }

    /// Adds a complete node to its collection.
    fn close(&mut self, id: Id, size: Size) -> Result<(), ParseError> {
        let Some(frame) = self.stack.last_mut() else {
            self.tree.root = Some(id);
            return Ok(());
        };
        frame.weight = frame.weight.saturating_add(size.weight);
        frame.height = frame.height.max(size.height + 1);
        let over = frame.weight > MOST_VALUES;
        let parent = frame.id;
        if frame.key.is_none() && self.is_odd_key(parent, id) {
            self.tree.odd_keys = true;
        }
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        if let Some(node) = self.tree.nodes.get_mut(parent) {
            match &mut node.content {
                NodeContent::Sequence(items) => items.push(id),
                NodeContent::Mapping(entries) => match frame.key.take() {
                    Some(key) => entries.push((key, id)),
                    None => frame.key = Some(id),
                },
                NodeContent::Scalar(_) | NodeContent::Alias(_) => {}
            }
        }
        if over {
            let offset = self.tree.node(id).map_or(0, |node| node.start);
            return Err(ParseError {
                offset,
                message: format!("With its aliases written out the text holds more than {MOST_VALUES} values."),
            });
        }
        Ok(())
    }
}

fn too_deep(offset: usize) -> ParseError {
    let message = format!("Values are nested deeper than {DEEPEST} levels here, aliases written out. Take levels out.");
    ParseError { offset, message }
}

fn tag_range(span: &Span) -> Option<(usize, usize)> {
    let range = span.tag_span()?.byte_range()?;
    Some((range.start, range.end))
}
