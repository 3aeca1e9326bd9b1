//! The quick reader: the tree of a text that is written the way nearly all templates are, in one pass over its bytes.
//!
//! There are two readers. granit-parser, behind [`super::full`], knows all of YAML, and is the judge: what a text means,
//! what is wrong with it and which limits it passes is its word alone. It takes its time for that. This one knows block
//! mappings and lists, scalars of every style, tags and brackets, and answers with the very same tree, field by field, or
//! with `None` at the first sign of anything else: anchors, `?`, markers of documents, tabs that indent, a character that
//! does not belong, a line in a column that it did not expect. It never says what is wrong with a text. Properties in
//! `fast/tests.rs` and a fuzz target hold it to that.
//!
//! `block` reads lines and columns, `flow` what stands in brackets, `scalar` what stands in quotes or on a line of its own,
//! `lines` block scalars.

mod block;
mod block_scalar;
mod byte_class;
mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use crate::document::tree::{Content, Id, MOST_VALUES, NodeData, Style, Tree};
use byte_class::{ASKS, BAD, LOOK, class};

/// Levels from which on the judge is asked. It has several limits, of which 255 is the lowest.
const DEEP: usize = 250;

/// Characters from which on a key is no simple key any more; the parser's limit is 1024.
const LONG_KEY: usize = 1000;

/// The tree of a text that stands `depth` levels deep, its offsets counted from the start of the text as
/// [`super::full`] gives them; `None` if this reader does not know what is written there.
pub(super) fn parse(text: &str, depth: usize) -> Option<Tree> {
    let seen = byte_class::seen(text.as_bytes());
    if seen & BAD != 0 || (seen & LOOK != 0 && !is_plain_text(text)) {
        return None;
    }
    let quick = FastParser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        // About what a template has; the list grows where it has more.
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

/// Holds this reader to the judge: true if it takes the text.
///
/// # Errors
/// What differs, if the judge refuses the text or makes another tree of it.
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

/// True if no carriage return stands alone and all characters are for print: no controls of the second set, no byte
/// order mark.
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

/// A collection that is being filled.
struct Frame {
    id: Id,
    shape: Shape,
    /// Of a block collection: the column of its keys or dashes.
    column: usize,
    /// Where its children begin in [`FastParser::below`].
    first: usize,
    /// A key or a dash waits for its value.
    awaits: bool,
    /// The byte behind that colon or dash: where a value is that is not there.
    sign: usize,
    /// Byte behind its last value.
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

/// A scalar as it stands in the text.
struct Found {
    style: Style,
    start: usize,
    end: usize,
    /// What it says, if that is not what stands there letter by letter, quotes aside.
    said: Option<String>,
    /// It goes over several lines.
    folded: bool,
}

struct FastParser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The byte that is read next.
    at: usize,
    nodes: Vec<NodeData>,
    stack: Vec<Frame>,
    /// Children of all collections that are open, the innermost's last.
    below: Vec<Id>,
    /// A tag that waits for its value.
    tag: Option<(usize, usize)>,
    root: Option<Id>,
    /// The line that begins a document is read.
    begun: bool,
    depth: usize,
    /// There is a `?` in the text.
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
        Some(Tree { nodes: self.nodes, root: self.root, anchored: false, odd_keys, dead: 0 })
    }

    /// The byte at `at`; 0 behind the end, which no text holds that comes here.
    #[inline(always)]
    fn peek(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// True if a blank, a line break or the end is at `at`.
    #[inline(always)]
    fn is_gap(&self, at: usize) -> bool {
        matches!(self.peek(at), b' ' | b'\n' | b'\r' | b'\t' | 0)
    }

    /// The first byte from `at` on that is of one of the classes, or the end.
    #[inline(always)]
    fn find(&self, at: usize, classes: u8) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| class(byte) & classes != 0).unwrap_or(rest.len())
    }

    /// The first byte from `at` on that is no space.
    #[inline(always)]
    fn skip_spaces(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| byte != b' ').unwrap_or(rest.len())
    }

    /// Where the line ends that holds `at`: its line break or the end of the text.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        match rest.find('\n') {
            Some(found) if found > 0 && self.peek(at + found - 1) == b'\r' => at + found - 1,
            Some(found) => at + found,
            None => at + rest.len(),
        }
    }

    /// After the line break at `at`; `at` itself at the end of the text.
    #[inline(always)]
    fn behind_break(&self, at: usize) -> usize {
        match self.peek(at) {
            b'\n' => at + 1,
            b'\r' => at + 2,
            _ => at,
        }
    }

    /// Goes to the line behind a value; `None` if something else than a comment follows the value.
    fn finish_line(&mut self) -> Option<()> {
        let at = self.skip_spaces(self.at);
        self.at = match self.peek(at) {
            b'\n' | b'\r' | 0 => self.behind_break(at),
            b'#' if at > self.at => self.behind_break(self.line_end(at)),
            _ => return None,
        };
        Some(())
    }

    /// Adds a node to the collection that is open.
    fn push(&mut self, content: Content, style: Style, inner: usize, end: usize) -> Option<Id> {
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
        self.push(Content::Scalar(said), found.style, found.start, found.end)
    }

    /// The value that the open collection waited for is read, up to `end`.
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
            Shape::BlockMapping => (Content::Mapping(Vec::new()), Style::Block),
            Shape::BlockSequence => (Content::Sequence(Vec::new()), Style::Block),
            Shape::FlowMapping | Shape::FlowPair => (Content::Mapping(Vec::new()), Style::Flow),
            Shape::FlowSequence => (Content::Sequence(Vec::new()), Style::Flow),
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
            Content::Sequence(items) => *items = below.to_vec(),
            Content::Mapping(entries) => {
                entries.reserve_exact(below.len() / 2);
                let mut ids = below.iter();
                while let (Some(&key), Some(&value)) = (ids.next(), ids.next()) {
                    entries.push((key, value));
                }
            }
            Content::Scalar(_) | Content::Alias(_) => return None,
        }
        self.below.truncate(frame.first);
        self.done(end);
        Some(())
    }
}
