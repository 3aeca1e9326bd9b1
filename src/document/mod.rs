//! A YAML or JSON text with a tree of spans: parsing, and edits that become one splice each.
//!
//! The text is the truth. [`Document::parse`] keeps every byte of any text; [`Document::plan`] turns an [`Edit`] at a
//! [`Path`] into the smallest [`Splice`]; [`Document::apply`] applies it and returns its inverse.
//!
//! ```
//! use cf_init::document::{Document, Edit, Path};
//!
//! let mut document = Document::parse("Size: 1 # GiB\nName: web\n");
//! let at = Path::root().join("Size");
//! let inverse = document.edit(&Edit::Set { at, value: 20.into() }).unwrap();
//! assert_eq!(document.text(), "Size: 20 # GiB\nName: web\n");
//! document.apply(inverse);
//! assert_eq!(document.text(), "Size: 1 # GiB\nName: web\n");
//! ```
//!
//! Must not know CloudFormation (names of sections, functions, types), the browser, time.

mod alias;
mod edit;
mod format_style;
mod fragment;
mod groups;
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

pub use alias::SharedValue;
pub use edit::{Edit, EditError, Slot};
pub use history::{EditInfo, History, Merge, OnSplice, UndoStep};
pub use lines::Position;
pub use node::{Entry, Kind, Node};
pub use output::Output;
#[cfg(fuzzing)]
pub use parse::compare_parsers;
#[cfg(target_arch = "wasm32")]
pub use parse::install_full_parser;
pub use parse::{SyntaxError, count_comments};
pub use path::{Path, Step, pointer_tokens};
pub use scalar::closes_quote;
pub use scalar_type::ScalarType;
pub use splice::Splice;
pub use tree::Style;
pub use value::{Mapping, SourceRef, Tag, Value, number};

use format_style::FormatStyle;
use groups::Groups;
use lines::Lines;
use tree::{Id, NodeContent, Tree};

/// Maximum size of a text that is parsed, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// Size in bytes up to which a broken text is parsed after every change: see [`Document::is_stale`].
const MAX_EAGER_REPARSE: usize = 200_000;

/// A text with a tree of spans over it.
///
/// If the text cannot be parsed, [`Document::syntax_error`] says why and the tree is that of the last valid text: it
/// can be read, but edits are refused.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    lines: Lines,
    tree: Tree,
    groups: Groups,
    format: FormatStyle,
    problem: Option<SyntaxError>,
    /// The last valid text, while the text cannot be parsed.
    last_good: Option<Box<(String, Lines)>>,
    /// True if the text changed after it was parsed.
    behind: bool,
}

impl Document {
    /// Parses a text. Never fails: an error is in [`Document::syntax_error`].
    pub fn parse(text: impl Into<String>) -> Document {
        let text = text.into();
        let mut document = Document { lines: Lines::of(&text), text, ..Document::default() };
        document.read();
        document
    }

    /// Parses a text that may be broken, with the values of an earlier text that was not, as if it had been edited from
    /// that one.
    pub fn resume(text: impl Into<String>, readable: &str) -> Document {
        let text = text.into();
        let document = Document::parse(text.as_str());
        let mut resumed = Document::parse(readable);
        if document.problem.is_none() || resumed.problem.is_some() {
            return document;
        }
        resumed.apply(Splice { range: 0..readable.len(), text });
        resumed.reparse();
        resumed
    }

    /// The last valid text, while the text cannot be parsed and one is known.
    pub fn last_readable(&self) -> Option<&str> {
        self.last_good.as_ref().map(|good| good.0.as_str())
    }

    /// True if a large broken text has changed and is not parsed yet, so that typing stays fast: the error is that of an
    /// earlier text. Or if the text needs the full parser and that is not installed. [`Document::reparse`] updates it.
    pub fn is_stale(&self) -> bool {
        self.behind
    }

    /// Parses a stale text. Returns true if it was stale.
    pub fn reparse(&mut self) -> bool {
        let behind = self.behind;
        if behind {
            self.read();
        }
        behind
    }

    /// Parses the whole text; the lines are up to date.
    fn read(&mut self) {
        self.behind = false;
        self.groups.clear();
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
                tree.index_from(0);
                self.tree = tree;
                self.problem = None;
                self.last_good = None;
            }
            Err(problem) => {
                self.problem = Some(problem);
                self.behind = !parse::is_complete();
            }
        }
    }

    /// The text, every byte of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the text cannot be parsed; `None` if it can.
    pub fn syntax_error(&self) -> Option<&SyntaxError> {
        self.problem.as_ref()
    }

    /// True if the text cannot be parsed and no earlier text could: there are no values to show.
    pub fn is_unreadable(&self) -> bool {
        self.problem.is_some() && self.tree.root.is_none()
    }

    fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The text that the spans of the tree refer to.
    fn tree_text(&self) -> &str {
        self.last_good.as_ref().map_or(&self.text, |good| &good.0)
    }

    fn tree_lines(&self) -> &Lines {
        self.last_good.as_ref().map_or(&self.lines, |good| &good.1)
    }

    /// The root value; `None` if the text is empty or has only comments.
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

    /// The path of a JSON Pointer: a token is a position where the document has a sequence, otherwise a key. The path
    /// need not exist. `None` if the pointer is malformed.
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

    /// The path of the deepest value whose entry holds the byte at `offset`: leads from the caret to a field.
    pub fn path_at(&self, offset: usize) -> Path {
        let Some(mut at) = self.tree.root else { return Path::root() };
        let mut base = self.tree.start(at);
        loop {
            let starts = |id: Id| base.wrapping_add(self.tree.node(id).map_or(0, |node| node.start));
            let ends = |id: Id| starts(id).wrapping_add(self.tree.node(id).map_or(0, |node| node.end));
            let next = match self.tree.node(at).map(|node| &node.content) {
                Some(NodeContent::Sequence(items)) => {
                    items.iter().copied().find(|&item| starts(item) <= offset && offset <= ends(item))
                }
                Some(NodeContent::Mapping(entries)) => entries
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
        while let Some(parent) = self.tree.node(id).and_then(|node| node.parent) {
            match self.tree.node(parent).map(|node| &node.content) {
                Some(NodeContent::Sequence(items)) => {
                    if let Some(index) = items.iter().position(|&item| item == id) {
                        steps.push(Step::Index(index));
                    }
                }
                Some(NodeContent::Mapping(entries)) => {
                    let place = self.tree.position_in_mapping(entries, id);
                    let key = place.and_then(|place| entries.get(place)).map(|entry| entry.0);
                    if let Some(NodeContent::Scalar(key)) =
                        key.and_then(|key| self.tree.node(key)).map(|key| &key.content)
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

    /// Lines, from 1, of an entry: from its key or dash to its last line. `None` if the path does not exist.
    pub fn entry_lines(&self, at: &Path) -> Option<RangeInclusive<usize>> {
        Some(self.lines_of(self.entry_span(at)?))
    }

    /// The line, from 1, of a part of the text of the scalar at `at`; the first line of the entry where the part has no
    /// unique place in the source. `None` if the path does not exist.
    pub fn line_of_part(&self, at: &Path, part: &Range<usize>) -> Option<usize> {
        plan::line_of_part(self, at, part).or_else(|| Some(*self.entry_lines(at)?.start()))
    }

    /// Byte range of a part of the text of the scalar at a path; `None` if it is not written as it is read.
    pub fn span_of_part(&self, at: &Path, part: &Range<usize>) -> Option<Range<usize>> {
        plan::span_of_part(self, at, part)
    }

    /// Byte range of an entry: from its key to the end of its value.
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

    /// The lines before byte `offset` with their line breaks, from the last one upwards.
    pub fn lines_above(&self, offset: usize) -> impl Iterator<Item = &str> {
        self.lines.above(&self.text, offset)
    }

    /// Number of lines of the text.
    pub fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// Byte range of the lines `lines`, from 1, without the last line break.
    pub fn line_span(&self, lines: RangeInclusive<usize>) -> Range<usize> {
        let end = if *lines.end() >= self.lines.count() { self.text.len() } else { self.lines.start(lines.end() + 1) };
        let start = self.lines.start(*lines.start()).min(end);
        let inside = self.text.get(start..end).unwrap_or_default();
        start..start + tree::strip_break(inside).len()
    }

    /// True if an anchor is defined: a value may then be an alias of a value elsewhere in the text.
    pub fn has_anchors(&self) -> bool {
        self.tree.anchored
    }

    /// True if the document is JSON: one collection in brackets, without tags and with text in double quotes.
    pub fn is_json(&self) -> bool {
        self.format.json
    }

    /// The splice of an edit.
    ///
    /// # Errors
    /// [`EditError`] if the edit is refused.
    pub fn plan(&self, edit: &Edit) -> Result<Splice, EditError> {
        plan::plan(self, edit)
    }

    /// The document after edits, each planned on the result of the ones before it, and their splices. This document
    /// does not change.
    ///
    /// # Errors
    /// [`EditError`] of the first edit that is refused.
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

    /// Applies a splice and returns its inverse. A range outside the text is clamped.
    ///
    /// Parses only the entry, or the pair of brackets of a JSON text, that the change lies in.
    pub fn apply(&mut self, splice: Splice) -> Splice {
        let splice = splice.clamped(&self.text);
        self.groups.clear();
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

    /// True if both have the same text, error and tree.
    pub fn reads_like(&self, other: &Document) -> bool {
        let same_root = match (self.tree.root, other.tree.root) {
            (Some(mine), Some(theirs)) => self.tree.same(mine, &other.tree, theirs),
            (mine, theirs) => mine.is_none() && theirs.is_none(),
        };
        self.text == other.text && self.lines == other.lines && self.problem == other.problem && same_root
    }

    /// Plans and applies an edit; returns the inverse splice.
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
