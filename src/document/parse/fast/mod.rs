//! The fast parser: the tree of a text in common YAML or JSON, in one pass over its bytes.
//!
//! granit-parser, behind [`super::full`], knows all of YAML: it alone decides what a text means, what is wrong with it
//! and which limits apply, but it is slow. This parser knows block mappings and lists, scalars of every style, tags and
//! brackets. It returns the same tree, field by field, or `None` at the first occurrence of anything else: anchors,
//! `?`, document markers, tabs as indentation, unsupported characters, an unexpected column. It reports no errors. The
//! tests in `fast/tests.rs` and a fuzz target compare both parsers.
//!
//! `block` parses lines and columns, `flow` brackets, `scalar` scalars on a line, `block_scalar` block scalars.

mod block;
mod block_scalar;
mod byte_class;
mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use crate::document::tree::{Id, MOST_VALUES, NodeContent, NodeData, Style, Tree};
use byte_class::{ASKS, BAD, LOOK, class};

/// Nesting depth from which on the full parser decides; 255 is the lowest of its limits.
const DEEP: usize = 250;

/// Length of a key from which on the full parser decides; its limit is 1024.
const LONG_KEY: usize = 1000;

/// The tree of a text that is nested `depth` levels deep, with absolute offsets; `None` if the text is not certain to
/// be understood.
pub(super) fn parse(text: &str, depth: usize) -> Option<Tree> {
    let seen = byte_class::seen(text.as_bytes());
    if seen & BAD != 0 || (seen & LOOK != 0 && !is_plain_text(text)) {
        return None;
    }
    let quick = FastParser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        // Typical for a template; the list grows if necessary.
        nodes: Vec::with_capacity(text.len() / 20 + 8),
        stack: Vec::new(),
        below: Vec::new(),
        tag: None,
        root: None,
        begun: false,
        depth,
        asks: seen & ASKS != 0,
        odd_keys: false,
    };
    quick.run()
}

/// Compares this parser with the full one: true if it parses the text.
///
/// # Errors
/// The difference, if the full parser refuses the text or returns another tree.
#[cfg(any(test, fuzzing))]
pub fn compare_parsers(text: &str, depth: usize) -> Result<bool, String> {
    let Some(quick) = parse(text, depth) else { return Ok(false) };
    let judge = super::full::parse(text, depth).map_err(|error| format!("taken, but {error:?}"))?;
    let nodes = quick.nodes.iter().zip(&judge.nodes).enumerate();
    match nodes.into_iter().find(|(_, (mine, theirs))| mine != theirs) {
        Some((id, (mine, theirs))) => Err(format!("node {id} is\n{mine:?}\nand not\n{theirs:?}")),
        None if quick == judge => Ok(true),
        None => Err(format!("{quick:?}\nis not\n{judge:?}")),
    }
}

/// True if no CR is alone and all characters are printable: no C1 controls, no byte order mark.
fn is_plain_text(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let odd = match c {
            '\r' => chars.next() != Some('\n'),
            '\u{80}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
            _ => false,
        };
        if odd {
            return false;
        }
    }
    true
}

/// An open collection.
struct Frame {
    id: Id,
    shape: Shape,
    /// Column of the keys or dashes of a block collection.
    column: usize,
    /// Position of its first child in [`FastParser::below`].
    first: usize,
    /// True if a key or dash needs its value.
    awaits: bool,
    /// Offset after that colon or dash: the place of an absent value.
    sign: usize,
    /// End of the last value.
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    BlockMapping,
    BlockSequence,
    FlowMapping,
    FlowSequence,
    /// `[key: value]`: a mapping of one entry without braces.
    FlowPair,
}

/// A scalar in the text.
struct Found {
    style: Style,
    start: usize,
    end: usize,
    /// Its text, if that differs from its source without quotes.
    said: Option<String>,
    /// True if it spans several lines.
    folded: bool,
}

struct FastParser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Offset of the next byte.
    at: usize,
    nodes: Vec<NodeData>,
    stack: Vec<Frame>,
    /// Children of all open collections, those of the innermost last.
    below: Vec<Id>,
    /// A tag whose value follows.
    tag: Option<(usize, usize)>,
    root: Option<Id>,
    /// True after the first line of the document.
    begun: bool,
    depth: usize,
    /// True if the text has a `?`.
    asks: bool,
    odd_keys: bool,
}

impl FastParser<'_> {
    fn run(mut self) -> Option<Tree> {
        while let Some(column) = self.next_line()? {
            self.line(column)?;
        }
        while !self.stack.is_empty() {
            self.close_block()?;
        }
        self.root?;
        let odd_keys = self.odd_keys || (self.asks && crate::document::indicator::may_hold_question_marks(self.text));
        Some(Tree { nodes: self.nodes, root: self.root, odd_keys, ..Tree::default() })
    }

    /// The byte at `at`; 0 at the end.
    #[inline(always)]
    fn peek(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// True for white space or the end.
    #[inline(always)]
    fn is_gap(&self, at: usize) -> bool {
        matches!(self.peek(at), b' ' | b'\n' | b'\r' | b'\t' | 0)
    }

    /// Offset of the first byte from `at` on that has one of the classes, or of the end.
    #[inline(always)]
    fn find(&self, at: usize, classes: u8) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| class(byte) & classes != 0).unwrap_or(rest.len())
    }

    /// Offset of the first byte from `at` on that is not a space.
    #[inline(always)]
    fn skip_spaces(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| byte != b' ').unwrap_or(rest.len())
    }

    /// End of the line that holds `at`, before its line break.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        match rest.find('\n') {
            Some(found) if found > 0 && self.peek(at + found - 1) == b'\r' => at + found - 1,
            Some(found) => at + found,
            None => at + rest.len(),
        }
    }

    /// Offset after the line break at `at`; `at` at the end of the text.
    #[inline(always)]
    fn behind_break(&self, at: usize) -> usize {
        match self.peek(at) {
            b'\n' => at + 1,
            b'\r' => at + 2,
            _ => at,
        }
    }

    /// Moves to the next line after a value; `None` if anything but a comment follows the value.
    fn finish_line(&mut self) -> Option<()> {
        let at = self.skip_spaces(self.at);
        self.at = match self.peek(at) {
            b'\n' | b'\r' | 0 => self.behind_break(at),
            b'#' if at > self.at => self.behind_break(self.line_end(at)),
            _ => return None,
        };
        Some(())
    }

    /// Adds a node to the open collection.
    fn push(&mut self, content: NodeContent, style: Style, inner: usize, end: usize) -> Option<Id> {
        let id = self.nodes.len();
        if id as u64 >= MOST_VALUES {
            return None;
        }
        let tag = self.tag.take();
        let parent = self.stack.last().map(|frame| frame.id);
        match parent {
            Some(_) => self.below.push(id),
            None => self.root = Some(id),
        }
        self.nodes.push(NodeData {
            content,
            style,
            parent,
            start: tag.map_or(inner, |(start, _)| start),
            inner,
            end,
            indent: None,
            tag,
            anchor: None,
            aliased: false,
            absent: false,
        });
        Some(id)
    }

    fn push_scalar(&mut self, found: Found) -> Option<Id> {
        let said: Box<str> = match found.said {
            Some(said) => said.into(),
            None if found.style == Style::Plain => self.text.get(found.start..found.end)?.into(),
            None => self.text.get(found.start + 1..found.end.checked_sub(1)?)?.into(),
        };
        self.push(NodeContent::Scalar(said), found.style, found.start, found.end)
    }

    /// Marks the value of the open collection as complete, with its end.
    fn done(&mut self, end: usize) {
        if let Some(frame) = self.stack.last_mut() {
            frame.awaits = false;
            frame.end = end;
        }
    }

    fn open(&mut self, shape: Shape, column: usize) -> Option<()> {
        if self.stack.len() + self.depth >= DEEP {
            return None;
        }
        let (content, style) = match shape {
            Shape::BlockMapping => (NodeContent::Mapping(Vec::new()), Style::Block),
            Shape::BlockSequence => (NodeContent::Sequence(Vec::new()), Style::Block),
            Shape::FlowMapping | Shape::FlowPair => (NodeContent::Mapping(Vec::new()), Style::Flow),
            Shape::FlowSequence => (NodeContent::Sequence(Vec::new()), Style::Flow),
        };
        let id = self.push(content, style, self.at, self.at)?;
        let first = self.below.len();
        self.stack.push(Frame { id, shape, column, first, awaits: false, sign: self.at, end: self.at });
        Some(())
    }

    /// Closes the open collection, which ends at `end`.
    fn close(&mut self, end: usize) -> Option<()> {
        let frame = self.stack.pop()?;
        let below = self.below.get(frame.first..)?;
        let node = self.nodes.get_mut(frame.id)?;
        node.end = end;
        match &mut node.content {
            NodeContent::Sequence(items) => *items = below.to_vec(),
            NodeContent::Mapping(entries) => {
                entries.reserve_exact(below.len() / 2);
                let mut ids = below.iter();
                while let (Some(&key), Some(&value)) = (ids.next(), ids.next()) {
                    entries.push((key, value));
                }
            }
            NodeContent::Scalar(_) | NodeContent::Alias(_) => return None,
        }
        self.below.truncate(frame.first);
        self.done(end);
        Some(())
    }
}
