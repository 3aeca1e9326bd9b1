//! The tree of spans over a text: which bytes are which value.
//!
//! Offsets are kept relative, a node's start to its parent's, so that a change moves only what stands beside the way to
//! it, not every node behind it.

/// Deeper nesting than this is refused. CloudFormation's templates stay below 40.
pub(super) const DEEPEST: usize = 400;
/// More values than this, aliases written out, are refused: an alias bomb.
pub(super) const MOST_VALUES: u64 = 2_000_000;

pub(super) type Id = usize;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// A scalar in `'`.
    Single,
    /// A scalar in `"`.
    Double,
    /// A block scalar behind `|`.
    Literal,
    /// A block scalar behind `>`.
    Folded,
    /// A collection by indentation.
    Block,
    /// A collection in brackets or braces.
    Flow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Scalar(Box<str>),
    Sequence(Vec<Id>),
    Mapping(Vec<(Id, Id)>),
    /// Stands for the node of that id, which holds the anchor.
    Alias(Id),
}

/// A node as it is kept. While the text is read its offsets count from the start of the text; [`Tree::relativize`] makes
/// `start` count from the parent's start, and the others from the node's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NodeData {
    pub content: Content,
    pub style: Style,
    pub parent: Option<Id>,
    /// First byte, tag and anchor included.
    pub start: usize,
    /// First byte behind tag and anchor; of a block scalar its `|` or `>`.
    pub inner: usize,
    /// Byte behind the last one of the value; the line break that ends a block scalar or block collection is outside.
    pub end: usize,
    /// Of a block scalar: columns its lines are indented by.
    pub indent: Option<usize>,
    pub tag: Option<(usize, usize)>,
    pub anchor: Option<(usize, usize)>,
    pub aliased: bool,
    /// Of an empty scalar: nothing is written, or `~` is implied.
    pub absent: bool,
}

/// A node with its offsets in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct AbsNode<'t> {
    pub content: &'t Content,
    pub style: Style,
    pub parent: Option<Id>,
    pub start: usize,
    pub inner: usize,
    pub end: usize,
    pub indent: Option<usize>,
    pub tag: Option<(usize, usize)>,
    pub anchor: Option<(usize, usize)>,
    pub aliased: bool,
    pub absent: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    pub nodes: Vec<NodeData>,
    pub root: Option<Id>,
    /// An anchor is defined somewhere.
    pub anchored: bool,
    /// A key stands behind `?`, or is not there: where an entry begins then cannot be told from its key.
    pub odd_keys: bool,
    /// Nodes that nothing refers to any more: what changes replaced.
    pub dead: usize,
}

impl Tree {
    /// Makes the offsets relative, once all of the text is read.
    pub(super) fn relativize(&mut self) {
        // Children stand behind their parents, so a parent is still absolute when its children ask.
        for id in (0..self.nodes.len()).rev() {
            let Some(parent) = self.nodes.get(id).map(|node| node.parent) else { continue };
            let base = parent.and_then(|parent| self.nodes.get(parent)).map_or(0, |parent| parent.start);
            if let Some(node) = self.nodes.get_mut(id) {
                let own = node.start;
                node.start = own.wrapping_sub(base);
                node.inner = node.inner.wrapping_sub(own);
                node.end = node.end.wrapping_sub(own);
                let relative = |(start, end): (usize, usize)| (start.wrapping_sub(own), end.wrapping_sub(own));
                node.tag = node.tag.map(relative);
                node.anchor = node.anchor.map(relative);
            }
        }
    }

    /// The node as it is kept.
    pub(super) fn node(&self, id: Id) -> Option<&NodeData> {
        self.nodes.get(id)
    }

    /// First byte of a node.
    pub(super) fn start(&self, id: Id) -> usize {
        let mut at = Some(id);
        let mut start = 0usize;
        while let Some(node) = at.and_then(|id| self.nodes.get(id)) {
            start = start.wrapping_add(node.start);
            at = node.parent;
        }
        start
    }

    /// The node with its offsets in the text.
    pub(super) fn abs(&self, id: Id) -> Option<AbsNode<'_>> {
        let node = self.nodes.get(id)?;
        let start = self.start(id);
        let absolute = |(from, to): (usize, usize)| (start.wrapping_add(from), start.wrapping_add(to));
        Some(AbsNode {
            content: &node.content,
            style: node.style,
            parent: node.parent,
            start,
            inner: start.wrapping_add(node.inner),
            end: start.wrapping_add(node.end),
            indent: node.indent,
            tag: node.tag.map(absolute),
            anchor: node.anchor.map(absolute),
            aliased: node.aliased,
            absent: node.absent,
        })
    }

    /// True if two nodes and all below them are alike: content, style and offsets.
    pub(super) fn same(&self, mine: Id, other: &Tree, theirs: Id) -> bool {
        let (Some(a), Some(b)) = (self.node(mine), other.node(theirs)) else { return false };
        let alike = (a.style, a.start, a.inner, a.end, a.indent, a.tag, a.anchor, a.absent)
            == (b.style, b.start, b.inner, b.end, b.indent, b.tag, b.anchor, b.absent);
        alike
            && match (&a.content, &b.content) {
                (Content::Scalar(a), Content::Scalar(b)) => a == b,
                (Content::Sequence(a), Content::Sequence(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, other, *b))
                }
                (Content::Mapping(a), Content::Mapping(b)) => {
                    a.len() == b.len()
                        && a.iter().zip(b).all(|(a, b)| self.same(a.0, other, b.0) && self.same(a.1, other, b.1))
                }
                (Content::Alias(a), Content::Alias(b)) => self.start(*a) == other.start(*b),
                _ => false,
            }
    }

    /// The node that `id` stands for: itself, or the anchored one of an alias.
    pub(super) fn resolve(&self, id: Id) -> Id {
        match self.node(id).map(|node| &node.content) {
            Some(Content::Alias(target)) => *target,
            _ => id,
        }
    }
}

/// First byte from `at` on that is neither blank nor line break nor in a comment.
pub(super) fn skip_trivia(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']);
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with('#') {
            return at;
        }
        at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
    }
}

/// `text` without one line break at its end.
pub(super) fn strip_break(text: &str) -> &str {
    match text.strip_suffix('\n') {
        Some(rest) => rest.strip_suffix('\r').unwrap_or(rest),
        None => text.strip_suffix('\r').unwrap_or(text),
    }
}
