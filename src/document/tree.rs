//! The tree of spans: the byte range of each value of a text.
//!
//! Offsets are relative, a node's start to its parent's, so that a change moves only siblings of the changed nodes and
//! of their ancestors. A large mapping has an index of its keys, so that asking for one costs no look at all of them.

use std::collections::HashMap;

/// Maximum nesting depth. CloudFormation's templates stay below 40.
pub(super) const DEEPEST: usize = 400;
/// Maximum number of values with aliases expanded, against alias bombs.
pub(super) const MOST_VALUES: u64 = 2_000_000;

/// Number of entries from which a mapping has an index of its keys.
pub(super) const LARGE: usize = 32;
/// Number of new entries up to which an index is updated, not made anew.
const FEW: usize = 8;

pub(super) type Id = usize;

/// The style of a value in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// A scalar in `'`.
    Single,
    /// A scalar in `"`.
    Double,
    /// A block scalar after `|`.
    Literal,
    /// A block scalar after `>`.
    Folded,
    /// A collection by indentation.
    Block,
    /// A collection in brackets or braces.
    Flow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodeContent {
    Scalar(Box<str>),
    Sequence(Vec<Id>),
    Mapping(Vec<(Id, Id)>),
    /// An alias of the node with this id, which has the anchor.
    Alias(Id),
}

/// A stored node. Offsets are absolute while a text is parsed; [`Tree::relativize`] makes `start` relative to the
/// parent's start, and the others relative to the node's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NodeData {
    pub content: NodeContent,
    pub style: Style,
    pub parent: Option<Id>,
    /// Start, tag and anchor included.
    pub start: usize,
    /// Start without tag and anchor; of a block scalar its `|` or `>`.
    pub inner: usize,
    /// End of the value, without the line break that ends a block scalar or block collection.
    pub end: usize,
    /// Indentation of the lines of a block scalar.
    pub indent: Option<usize>,
    pub tag: Option<(usize, usize)>,
    pub anchor: Option<(usize, usize)>,
    pub aliased: bool,
    /// True for a scalar without source.
    pub absent: bool,
}

/// A node with absolute offsets.
#[derive(Clone, Copy, Debug)]
pub(super) struct AbsNode<'t> {
    pub content: &'t NodeContent,
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
    /// True if an anchor is defined.
    pub anchored: bool,
    /// True if a key follows `?` or is absent: the start of an entry is then not that of its key.
    pub odd_keys: bool,
    /// Number of unused nodes, which changes replaced.
    pub dead: usize,
    /// The positions of the entries of each large mapping, in the order of their keys; of equal keys in their own.
    pub by_key: HashMap<Id, Vec<u32>>,
}

impl Tree {
    /// Makes the offsets relative after the whole text is parsed.
    pub(super) fn relativize(&mut self) {
        // Children follow their parents, so a parent is still absolute when its children are processed.
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

    /// The stored node, with relative offsets.
    pub(super) fn node(&self, id: Id) -> Option<&NodeData> {
        self.nodes.get(id)
    }

    /// Absolute start of a node.
    pub(super) fn start(&self, id: Id) -> usize {
        let mut at = Some(id);
        let mut start = 0usize;
        while let Some(node) = at.and_then(|id| self.nodes.get(id)) {
            start = start.wrapping_add(node.start);
            at = node.parent;
        }
        start
    }

    /// The node with absolute offsets.
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

    /// True if two nodes and their descendants have the same content, style and offsets.
    pub(super) fn same(&self, mine: Id, other: &Tree, theirs: Id) -> bool {
        let (Some(a), Some(b)) = (self.node(mine), other.node(theirs)) else { return false };
        let alike = (a.style, a.start, a.inner, a.end, a.indent, a.tag, a.anchor, a.absent)
            == (b.style, b.start, b.inner, b.end, b.indent, b.tag, b.anchor, b.absent);
        alike
            && match (&a.content, &b.content) {
                (NodeContent::Scalar(a), NodeContent::Scalar(b)) => a == b,
                (NodeContent::Sequence(a), NodeContent::Sequence(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, other, *b))
                }
                (NodeContent::Mapping(a), NodeContent::Mapping(b)) => {
                    a.len() == b.len()
                        && a.iter().zip(b).all(|(a, b)| self.same(a.0, other, b.0) && self.same(a.1, other, b.1))
                        && self.by_key.get(&mine) == other.by_key.get(&theirs)
                }
                (NodeContent::Alias(a), NodeContent::Alias(b)) => self.start(*a) == other.start(*b),
                _ => false,
            }
    }

    /// The entry of a mapping with this key; the last one of several.
    pub(super) fn entry(&self, mapping: Id, key: &str) -> Option<(Id, Id)> {
        let NodeContent::Mapping(entries) = &self.node(mapping)?.content else { return None };
        let is_it = |entry: &&(Id, Id)| self.key_text(entry.0) == Some(key);
        match self.by_key.get(&mapping).filter(|_| entries.len() >= LARGE) {
            Some(sorted) => {
                let behind = sorted.partition_point(|&at| self.key_of(entries, at) <= Some(key));
                let at = *sorted.get(behind.checked_sub(1)?)?;
                entries.get(at as usize).filter(is_it).copied()
            }
            None => entries.iter().rev().find(is_it).copied(),
        }
    }

    /// True if a key of a mapping begins with `prefix`.
    pub(super) fn has_key_prefix(&self, mapping: Id, prefix: &str) -> bool {
        let Some(NodeContent::Mapping(entries)) = self.node(mapping).map(|node| &node.content) else { return false };
        let begins = |text: Option<&str>| text.is_some_and(|text| text.starts_with(prefix));
        match self.by_key.get(&mapping).filter(|_| entries.len() >= LARGE) {
            Some(sorted) => {
                let first = sorted.partition_point(|&at| self.key_of(entries, at) < Some(prefix));
                sorted.get(first).is_some_and(|&at| begins(self.key_of(entries, at)))
            }
            None => entries.iter().any(|entry| begins(self.key_text(entry.0))),
        }
    }

    /// True if two entries of a mapping have the same key; those that are collections count as empty text.
    pub(super) fn repeats_keys(&self, mapping: Id) -> bool {
        let Some(NodeContent::Mapping(entries)) = self.node(mapping).map(|node| &node.content) else { return false };
        let key = |at: usize| entries.get(at).and_then(|entry| self.key_text(entry.0)).unwrap_or_default();
        match self.by_key.get(&mapping).filter(|_| entries.len() >= LARGE) {
            Some(sorted) => {
                let mut keys = sorted.iter().map(|&at| key(at as usize));
                let mut last = keys.next();
                keys.any(|key| last.replace(key) == Some(key))
            }
            None => (1..entries.len()).any(|at| (0..at).any(|before| key(before) == key(at))),
        }
    }

    /// The text of a key; `None` for a collection.
    fn key_text(&self, key: Id) -> Option<&str> {
        match self.node(self.resolve(key)).map(|key| &key.content) {
            Some(NodeContent::Scalar(text)) => Some(text),
            _ => None,
        }
    }

    fn key_of(&self, entries: &[(Id, Id)], at: u32) -> Option<&str> {
        entries.get(at as usize).and_then(|entry| self.key_text(entry.0))
    }

    /// Makes the indexes of the large mappings from node `first` on.
    pub(super) fn index_from(&mut self, first: Id) {
        let nodes = self.nodes.iter().enumerate().skip(first);
        let is_large = |node: &NodeData| matches!(&node.content, NodeContent::Mapping(all) if all.len() >= LARGE);
        let large: Vec<Id> = nodes.filter(|(_, node)| is_large(node)).map(|(id, _)| id).collect();
        large.into_iter().for_each(|id| self.index(id));
    }

    /// Makes the index of a mapping, if it is large.
    pub(super) fn index(&mut self, mapping: Id) {
        let sorted = match self.node(mapping).map(|node| &node.content) {
            Some(NodeContent::Mapping(entries)) if entries.len() >= LARGE => {
                let mut sorted: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
                sorted.sort_by(|a, b| self.key_of(entries, *a).cmp(&self.key_of(entries, *b)));
                Some(sorted)
            }
            _ => None,
        };
        match sorted {
            Some(sorted) => self.by_key.insert(mapping, sorted),
            None => self.by_key.remove(&mapping),
        };
    }

    /// Updates the index of a mapping whose `gone` entries from position `from` on were replaced by `fresh` others.
    pub(super) fn reindex(&mut self, mapping: Id, from: usize, gone: usize, fresh: usize) {
        let old = self.by_key.remove(&mapping).filter(|_| fresh <= FEW);
        let entries = self.node(mapping).map(|node| &node.content);
        let (Some(mut sorted), Some(NodeContent::Mapping(entries))) = (old, entries) else {
            return self.index(mapping);
        };
        let place = |at: u32| match at as usize {
            at if at < from => Some(at),
            at if at < from + gone => None,
            at => Some(at - gone + fresh),
        };
        sorted.retain_mut(|at| {
            let moved = place(*at).and_then(|at| u32::try_from(at).ok());
            *at = moved.unwrap_or(*at);
            moved.is_some()
        });
        for at in (from..from + fresh).filter_map(|at| u32::try_from(at).ok()) {
            let key = self.key_of(entries, at);
            let before = sorted.partition_point(|&other| (self.key_of(entries, other), other) < (key, at));
            sorted.insert(before, at);
        }
        // A mapping that has become small has none.
        if sorted.len() == entries.len() && sorted.len() >= LARGE {
            self.by_key.insert(mapping, sorted);
        } else {
            self.index(mapping);
        }
    }

    /// The position of the child `id` in its mapping, as key or value.
    pub(super) fn position_in_mapping(&self, entries: &[(Id, Id)], id: Id) -> Option<usize> {
        let start = |id: Id| self.node(id).map_or(0, |node| node.start);
        let is_it = |entry: &(Id, Id)| entry.0 == id || entry.1 == id;
        // Entries are in the order of the text. Values without source may share a place with what follows.
        let behind = entries.partition_point(|entry| start(entry.0) <= start(id));
        let near = behind.checked_sub(1).filter(|&at| entries.get(at).is_some_and(is_it));
        near.or_else(|| entries.iter().position(is_it))
    }

    /// The node of an alias's anchor; otherwise the node itself.
    pub(super) fn resolve(&self, id: Id) -> Id {
        match self.node(id).map(|node| &node.content) {
            Some(NodeContent::Alias(target)) => *target,
            _ => id,
        }
    }
}

/// Offset of the first byte from `at` on that is neither white space nor in a comment.
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
