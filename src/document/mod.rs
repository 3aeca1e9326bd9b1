//! A YAML or JSON text and a tree of spans over it: reading, and edits that become one splice each.
//!
//! The text is the truth. [`Document::parse`] keeps every byte of any text; [`Document::plan`] turns an [`Edit`] at a
//! [`Path`] into the smallest [`Splice`]; [`Document::apply`] makes it and gives the splice that takes it back.
//!
//! What must never be here: CloudFormation (names of sections, functions, types), the browser, time.

mod edit;
mod format_style;
mod fragment;
mod history;
mod indicator;
mod lines;
mod node;
mod output;
mod parse;
mod path;
mod plan;
mod reparse;
mod scalar;
mod scalar_type;
mod splice;
mod tree;
pub mod utf16;
mod value;
mod write;

use std::ops::{Range, RangeInclusive};

pub use edit::{Edit, EditError, Slot};
pub use history::{EditInfo, History, Merge, OnSplice, UndoStep};
pub use lines::Position;
pub use node::{Entry, Kind, Node};
pub use output::Output;
#[cfg(fuzzing)]
pub use parse::compare_parsers;
pub use parse::{SyntaxError, count_comments};
pub use path::{Path, Step, pointer_tokens};
pub use scalar::closes_quote;
pub use scalar_type::ScalarType;
pub use splice::Splice;
pub use tree::Style;
pub use value::{Mapping, SourceRef, Tag, Value, number};

use format_style::FormatStyle;
use lines::Lines;
use tree::{Content, Id, Tree};

/// Largest text that is read, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// A broken text larger than this is not read again at every change: see [`Document::is_stale`].
const MAX_EAGER_REPARSE: usize = 200_000;

/// A text with the tree of spans over it.
///
/// If the text cannot be read, [`Document::syntax_error`] says why and the tree stays that of the last text that could:
/// views go on showing it, edits are refused.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    lines: Lines,
    tree: Tree,
    format: FormatStyle,
    problem: Option<SyntaxError>,
    /// While the text cannot be read: the last one that could.
    last_good: Option<Box<(String, Lines)>>,
    /// True while changes wait to be read.
    behind: bool,
}

impl Document {
    /// Reads a text. Cannot fail: what is wrong with it is in [`Document::syntax_error`].
    pub fn parse(text: impl Into<String>) -> Document {
        let text = text.into();
        let mut document = Document { lines: Lines::of(&text), text, ..Document::default() };
        document.read();
        document
    }

    /// True if changes of a large broken text are not read yet: reading all of it at every key would hold up who types.
    /// The problem is that of the text before; [`Document::reparse`] reads.
    pub fn is_stale(&self) -> bool {
        self.behind
    }

    /// Reads what was not read yet. True if there was anything.
    pub fn reparse(&mut self) -> bool {
        let behind = self.behind;
        if behind {
            self.read();
        }
        behind
    }

    /// Reads all of the text; the lines are known.
    fn read(&mut self) {
        self.behind = false;
        let read = if self.text.len() > LARGEST {
            let position = Position { line: 1, column: 1 };
            let message = format!(
                "The text has {} bytes; up to {LARGEST} are read. CloudFormation itself takes at most 1 MB.",
                self.text.len()
            );
            Err(SyntaxError { message, offset: 0, position })
        } else {
            parse::parse(&self.text, &self.lines)
        };
        match read {
            Ok(mut tree) => {
                self.format = FormatStyle::of(&tree, &self.text, &self.lines);
                tree.relativize();
                self.tree = tree;
                self.problem = None;
                self.last_good = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// The text, every byte of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the text cannot be read; `None` if it can.
    pub fn syntax_error(&self) -> Option<&SyntaxError> {
        self.problem.as_ref()
    }

    fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The text that the tree's spans count in.
    fn tree_text(&self) -> &str {
        self.last_good.as_ref().map_or(&self.text, |good| &good.0)
    }

    fn tree_lines(&self) -> &Lines {
        self.last_good.as_ref().map_or(&self.lines, |good| &good.1)
    }

    /// The value at the root; `None` if the text is empty or only comments.
    pub fn root(&self) -> Option<Node<'_>> {
        Node::new(self, self.tree.root?)
    }

    /// The value at a path.
    pub fn node(&self, at: &Path) -> Option<Node<'_>> {
        at.steps().iter().try_fold(self.root()?, |node, step| node.step(step))
    }

    /// The text of the scalar at a path.
    pub fn scalar(&self, at: &Path) -> Option<&str> {
        self.node(at)?.scalar()
    }

    /// The path that a JSON Pointer means here: a token is a position where the document has a sequence, else a key.
    /// The place itself need not exist. `None` if the pointer is malformed.
    pub fn path_from_pointer(&self, pointer: &str) -> Option<Path> {
        let mut node = self.root();
        let mut path = Path::root();
        for token in pointer_tokens(pointer)? {
            let in_sequence = node.is_some_and(|node| node.kind() == Kind::Sequence);
            let step = match token.parse::<usize>() {
                Ok(index) if in_sequence => Step::Index(index),
                _ => Step::from(token),
            };
            node = node.and_then(|node| node.step(&step));
            path = path.join(step);
        }
        Some(path)
    }

    /// The deepest value whose entry holds the byte at `offset`; the way from the caret to the field.
    pub fn path_at(&self, offset: usize) -> Path {
        let Some(mut at) = self.tree.root else { return Path::root() };
        let mut base = self.tree.start(at);
        loop {
            let starts = |id: Id| base.wrapping_add(self.tree.node(id).map_or(0, |node| node.start));
            let ends = |id: Id| starts(id).wrapping_add(self.tree.node(id).map_or(0, |node| node.end));
            let next = match self.tree.node(at).map(|node| &node.content) {
                Some(Content::Sequence(items)) => {
                    items.iter().copied().find(|&item| starts(item) <= offset && offset <= ends(item))
                }
                Some(Content::Mapping(entries)) => entries
                    .iter()
                    .find(|&&(key, value)| starts(key) <= offset && offset <= ends(value).max(ends(key)))
                    .map(|entry| entry.1),
                _ => None,
            };
            match next {
                Some(next) => {
                    base = starts(next);
                    at = next;
                }
                None => return self.path_of(at),
            }
        }
    }

    fn path_of(&self, mut id: Id) -> Path {
        let mut steps = Vec::new();
        while let Some(parent) = self.tree.abs(id).and_then(|node| node.parent) {
            match self.tree.node(parent).map(|node| &node.content) {
                Some(Content::Sequence(items)) => {
                    if let Some(index) = items.iter().position(|&item| item == id) {
                        steps.push(Step::Index(index));
                    }
                }
                Some(Content::Mapping(entries)) => {
                    let key = entries.iter().find(|entry| entry.1 == id || entry.0 == id).map(|entry| entry.0);
                    if let Some(Content::Scalar(key)) = key.and_then(|key| self.tree.node(key)).map(|key| &key.content)
                    {
                        steps.push(Step::from(&**key));
                    }
                }
                _ => {}
            }
            id = parent;
        }
        steps.into_iter().rev().collect()
    }

    /// Lines, from 1, of an entry: from its key or dash to its last line. `None` if nothing is there.
    pub fn entry_lines(&self, at: &Path) -> Option<RangeInclusive<usize>> {
        Some(self.lines_of(self.entry_span(at)?))
    }

    /// The line, from 1, of a part of the text of the scalar at `at`; the first line of the entry where the part cannot
    /// be found as it is written. `None` if nothing is there.
    pub fn line_of_part(&self, at: &Path, part: &Range<usize>) -> Option<usize> {
        plan::line_of_part(self, at, part).or_else(|| Some(*self.entry_lines(at)?.start()))
    }

    /// Bytes of an entry: from its key to the end of its value.
    pub fn entry_span(&self, at: &Path) -> Option<Range<usize>> {
        let node = self.node(at)?;
        let key = match (at.parent(), at.last()) {
            (Some(parent), Some(Step::Key(key))) => self.node(&parent)?.entry(key).map(|entry| entry.key_node),
            _ => None,
        };
        let start = key.map_or(node.span().start, |key| key.span().start);
        Some(start..node.span().end.max(start))
    }

    fn lines_of(&self, span: Range<usize>) -> RangeInclusive<usize> {
        let lines = self.tree_lines();
        let last = if span.is_empty() { span.end } else { span.end - 1 };
        lines.line_of(span.start)..=lines.line_of(last)
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// The lines before byte `offset`, with their ends, from the one above upwards.
    pub fn lines_above(&self, offset: usize) -> impl Iterator<Item = &str> {
        self.lines.above(&self.text, offset)
    }

    /// Number of lines of the text.
    pub fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// Bytes of the lines `lines`, from 1, without the last line break.
    pub fn line_span(&self, lines: RangeInclusive<usize>) -> Range<usize> {
        let end = if *lines.end() >= self.lines.count() { self.text.len() } else { self.lines.start(lines.end() + 1) };
        let start = self.lines.start(*lines.start()).min(end);
        let inside = self.text.get(start..end).unwrap_or_default();
        start..start + tree::strip_break(inside).len()
    }

    /// True if an anchor is defined somewhere: an alias then stands for a value that is elsewhere in the text.
    pub fn has_anchors(&self) -> bool {
        self.tree.anchored
    }

    /// True if the document is JSON, or YAML written as JSON is: short tags and block style have no place in it.
    pub fn is_json(&self) -> bool {
        self.format.json
    }

    /// What an edit does to the text.
    ///
    /// # Errors
    /// [`EditError`] says why the edit has no place in this text; nothing is changed.
    pub fn plan(&self, edit: &Edit) -> Result<Splice, EditError> {
        plan::plan(self, edit)
    }

    /// The document after edits, each planned on what the ones before it left, and the splices that lead there. This
    /// one stays as it is.
    ///
    /// # Errors
    /// [`EditError`] of the first edit that has no place.
    pub fn with_edits(&self, edits: &[Edit]) -> Result<(Document, Vec<Splice>), EditError> {
        let mut after = self.clone();
        let mut splices = Vec::with_capacity(edits.len());
        for edit in edits {
            let splice = after.plan(edit)?;
            after.apply(splice.clone());
            splices.push(splice);
        }
        Ok((after, splices))
    }

    /// Makes a change and gives the one that takes it back. A splice outside the text is moved to its border.
    ///
    /// Where the change lies inside one entry, or one pair of brackets of a JSON text, only that is read again.
    pub fn apply(&mut self, splice: Splice) -> Splice {
        let splice = splice.clamped(&self.text);
        let was_good = self.problem.is_none();
        let regions = if was_good { reparse::block::regions(self, &splice) } else { Vec::new() };
        let brackets = if was_good { reparse::flow::brackets(self, &splice) } else { Vec::new() };
        let before = self.text.len();
        let inverse = splice.clone().apply_to(&mut self.text);
        self.lines.splice(&self.text, &splice.range, splice.text.len());
        if !was_good && self.text.len() > MAX_EAGER_REPARSE {
            self.behind = true;
            return inverse;
        }
        let small = self.text.len() <= LARGEST;
        let reparse = |region| reparse::block::reparse(self, region, &splice, before);
        if small && regions.iter().rev().any(reparse) {
            return inverse;
        }
        let reparse = |brackets| reparse::flow::reparse(self, brackets, &splice, before);
        if small && brackets.into_iter().rev().any(reparse) {
            return inverse;
        }
        self.read();
        if was_good && self.problem.is_some() {
            let mut good = self.text.clone();
            inverse.clone().apply_to(&mut good);
            let lines = Lines::of(&good);
            self.last_good = Some(Box::new((good, lines)));
        }
        inverse
    }

    /// True if both hold the same text and see the same values in the same places.
    pub fn reads_like(&self, other: &Document) -> bool {
        let same_root = match (self.tree.root, other.tree.root) {
            (Some(mine), Some(theirs)) => self.tree.same(mine, &other.tree, theirs),
            (mine, theirs) => mine.is_none() && theirs.is_none(),
        };
        self.text == other.text && self.lines == other.lines && self.problem == other.problem && same_root
    }

    /// Plans and makes an edit; gives the splice that takes it back.
    ///
    /// # Errors
    /// As [`Document::plan`].
    pub fn edit(&mut self, edit: &Edit) -> Result<Splice, EditError> {
        let splice = self.plan(edit)?;
        Ok(self.apply(splice))
    }
}

#[cfg(test)]
mod tests;
