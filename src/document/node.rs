//! Views of the values of a document. A view is cheap to copy, never fails and owns no text.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use super::Document;
use super::path::{Path, Step};
use super::scalar_type::ScalarType;
use super::tree::{Id, LARGE, NodeContent, NodeData, Style};
use super::value::{Mapping, SourcePart, SourceRef, Value, number};

/// The form of a value; a function such as `!Sub` is a tag on one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, number, boolean or null.
    Scalar,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

/// One value of a document. An alias shows the value of its anchor.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    /// The node in the text; may be an alias.
    written: Id,
    data: &'d NodeData,
}

/// A key of a mapping with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'d> {
    /// The key; nearly always a scalar.
    pub key_node: Node<'d>,
    /// The value after the key.
    pub value: Node<'d>,
}

impl<'d> Entry<'d> {
    /// The key's text; empty if the key is a collection.
    pub fn key(&self) -> &'d str {
        self.key_node.scalar().unwrap_or_default()
    }
}

impl<'d> Node<'d> {
    pub(super) fn new(document: &'d Document, written: Id) -> Option<Node<'d>> {
        let tree = document.tree();
        let data = tree.node(tree.resolve(written))?;
        Some(Node { document, written, data })
    }

    pub(super) fn id(&self) -> Id {
        self.written
    }

    /// True if both are the same place of the same document; an alias and its anchor are two.
    pub fn is_same_as(&self, other: Node<'_>) -> bool {
        self.written == other.written && std::ptr::eq(self.document, other.document)
    }

    /// The form of the value.
    pub fn kind(&self) -> Kind {
        match self.data.content {
            NodeContent::Sequence(_) => Kind::Sequence,
            NodeContent::Mapping(_) => Kind::Mapping,
            NodeContent::Scalar(_) | NodeContent::Alias(_) => Kind::Scalar,
        }
    }

    /// True for a collection of this kind without a tag.
    pub fn is_plain(&self, kind: Kind) -> bool {
        self.kind() == kind && self.tag().is_none()
    }

    /// The style of the source.
    pub fn style(&self) -> Style {
        self.data.style
    }

    /// True for a text on lines of its own, behind `|` or `>`.
    pub fn is_block_text(&self) -> bool {
        matches!(self.data.style, Style::Literal | Style::Folded)
    }

    /// The tag in its source spelling, such as `!Sub` or `!!str`.
    pub fn tag(&self) -> Option<&'d str> {
        self.slice(self.data.tag)
    }

    /// The name of the anchor defined here, without `&`.
    pub fn anchor(&self) -> Option<&'d str> {
        self.slice(self.data.anchor)?.strip_prefix('&')
    }

    /// True if the source is `*name`.
    pub fn is_alias(&self) -> bool {
        self.document.tree().resolve(self.written) != self.written
    }

    fn slice(&self, range: Option<(usize, usize)>) -> Option<&'d str> {
        let (start, end) = range?;
        let own = self.document.tree().start(self.document.tree().resolve(self.written));
        self.document.tree_text().get(own.wrapping_add(start)..own.wrapping_add(end))
    }

    /// The text of a scalar, escapes and folding resolved; `None` for collections.
    pub fn scalar(&self) -> Option<&'d str> {
        match &self.data.content {
            NodeContent::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The type of the scalar to a YAML 1.1 reader; text if it is quoted or tagged, and for collections.
    pub fn scalar_type(&self) -> ScalarType {
        match self.scalar() {
            Some(text) if self.data.style == Style::Plain && self.data.tag.is_none() => ScalarType::of(text),
            _ => ScalarType::Text,
        }
    }

    /// The type with YAML's own tags applied: `!!int "3"` is a number.
    pub fn resolved_type(&self) -> ScalarType {
        match (self.tag(), self.scalar()) {
            (Some("!!int" | "!!float" | "!!bool" | "!!null"), Some(text)) => ScalarType::of(text),
            _ => self.scalar_type(),
        }
    }

    /// True for an absent value, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Scalar && self.scalar_type() == ScalarType::Null
    }

    /// The items of a sequence; none for other kinds.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = Node<'d>> + use<'d> {
        let items: &[Id] = match &self.data.content {
            NodeContent::Sequence(items) => items,
            _ => &[],
        };
        let document = self.document;
        items.iter().filter_map(move |&id| Node::new(document, id))
    }

    /// The entries of a mapping in source order; none for other kinds.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'d>> + use<'d> {
        let entries: &[(Id, Id)] = match &self.data.content {
            NodeContent::Mapping(entries) => entries,
            _ => &[],
        };
        let document = self.document;
        entries.iter().filter_map(move |&(key, value)| {
            Some(Entry { key_node: Node::new(document, key)?, value: Node::new(document, value)? })
        })
    }

    /// The entries that count: of several with one key the last, as in CloudFormation.
    pub fn last_entries(&self) -> Vec<Entry<'d>> {
        if !self.repeats_keys() {
            return self.entries().collect();
        }
        let mut seen: HashSet<&str> = HashSet::new();
        let mut entries: Vec<Entry<'d>> = self.entries().rev().filter(|entry| seen.insert(entry.key())).collect();
        entries.reverse();
        entries
    }

    /// True if two entries have the same key.
    pub fn repeats_keys(&self) -> bool {
        let tree = self.document.tree();
        tree.repeats_keys(tree.resolve(self.written))
    }

    /// Number of items or entries; 0 for a scalar.
    pub fn len(&self) -> usize {
        match &self.data.content {
            NodeContent::Sequence(items) => items.len(),
            NodeContent::Mapping(entries) => entries.len(),
            _ => 0,
        }
    }

    /// True if there are no items or entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// This value and all values below it, in the order of the text. What an alias stands for is not repeated.
    pub fn descendants(self) -> impl Iterator<Item = Node<'d>> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            if !node.is_alias() {
                waiting.extend(node.items().rev());
                waiting.extend(node.entries().rev().map(|entry| entry.value));
            }
            Some(node)
        })
    }

    /// The entry with this key; the last one of several, as in CloudFormation.
    pub fn entry(&self, key: &str) -> Option<Entry<'d>> {
        let tree = self.document.tree();
        let (key, value) = tree.entry(tree.resolve(self.written), key)?;
        Some(Entry { key_node: Node::new(self.document, key)?, value: Node::new(self.document, value)? })
    }

    /// The entries whose value has the scalar `text` under the key `child`, in source order. Costs the number of entries
    /// found: a large mapping looks at all of them once after a change.
    pub fn entries_with(&self, child: &str, text: &str) -> Vec<Entry<'d>> {
        let said = |entry: &Entry<'d>| entry.value.get(child).and_then(|node| node.scalar());
        let NodeContent::Mapping(entries) = &self.data.content else { return Vec::new() };
        let document = self.document;
        if entries.len() < LARGE {
            return self.entries().filter(|entry| said(entry) == Some(text)).collect();
        }
        let id = document.tree().resolve(self.written);
        let texts = self.entries().map(|entry| said(&entry));
        let found = document.groups.positions((id, child), text, texts).into_iter().filter_map(|at| {
            let &(key, value) = entries.get(at as usize)?;
            Some(Entry { key_node: Node::new(document, key)?, value: Node::new(document, value)? })
        });
        found.collect()
    }

    /// True if a key begins with `prefix`.
    pub fn has_key_prefix(&self, prefix: &str) -> bool {
        let tree = self.document.tree();
        tree.has_key_prefix(tree.resolve(self.written), prefix)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The item at a position.
    pub fn item(&self, index: usize) -> Option<Node<'d>> {
        let NodeContent::Sequence(items) = &self.data.content else { return None };
        Node::new(self.document, *items.get(index)?)
    }

    /// The child value of a step.
    pub fn step(&self, step: &Step) -> Option<Node<'d>> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => self.item(*index),
        }
    }

    /// Byte range of the source, tag and anchor included.
    pub fn span(&self) -> Range<usize> {
        self.document.tree().abs(self.written).map_or(0..0, |node| node.start..node.end)
    }

    /// The source, tag and anchor included.
    pub fn source(&self) -> &'d str {
        self.document.tree_text().get(self.span()).unwrap_or_default()
    }

    /// Lines of the value, from 1.
    pub fn lines(&self) -> RangeInclusive<usize> {
        self.document.lines_of(self.span())
    }

    /// The value as a YAML 1.1 reader loads it: keys are text, local tags are kept.
    pub fn value(&self) -> Value {
        let value = match self.kind() {
            Kind::Scalar => self.loaded_scalar(),
            Kind::Sequence => Value::Sequence(self.items().map(|item| item.value()).collect()),
            Kind::Mapping => {
                // Names in CloudFormation are text.
                let key = |node: Node<'_>| node.scalar().map_or_else(|| node.value(), Value::from);
                Value::Mapping(self.entries().map(|entry| (key(entry.key_node), entry.value.value())).collect())
            }
        };
        self.with_own_tag(value)
    }

    fn loaded_scalar(&self) -> Value {
        let text = self.scalar().unwrap_or_default();
        match self.resolved_type() {
            ScalarType::Null => Value::Null,
            ScalarType::Bool(value) => Value::Bool(value),
            ScalarType::Int(Some(value)) => match i64::try_from(value) {
                Ok(value) => Value::from(value),
                Err(_) => u64::try_from(value).map_or_else(|_| text.into(), Value::from),
            },
            ScalarType::Float(value) => Value::from(value),
            ScalarType::Int(None) | ScalarType::Timestamp | ScalarType::SpecialKey | ScalarType::Text => text.into(),
        }
    }

    /// The value with scalars as they are written: 000644 is the text 000644, not the number 420.
    pub fn literal_value(&self) -> Value {
        self.with_own_tag(self.untagged_literal_value())
    }

    /// [`Node::literal_value`] without the tag.
    pub fn untagged_literal_value(&self) -> Value {
        match self.kind() {
            Kind::Sequence => Value::Sequence(self.items().map(|item| item.literal_value()).collect()),
            Kind::Mapping => {
                let entry = |entry: Entry<'_>| (Value::from(entry.key()), entry.value.literal_value());
                Value::Mapping(self.entries().map(entry).collect::<Mapping>())
            }
            Kind::Scalar => {
                let text = self.scalar().unwrap_or_default();
                match self.scalar_type() {
                    ScalarType::Null => Value::Null,
                    ScalarType::Bool(value) => Value::Bool(value),
                    ScalarType::Int(_) | ScalarType::Float(_) => number(text).unwrap_or_else(|| Value::from(text)),
                    ScalarType::Timestamp | ScalarType::SpecialKey | ScalarType::Text => Value::from(text),
                }
            }
        }
    }

    /// A placeholder for this node in a value that an edit sets or inserts: the source of the node is copied verbatim,
    /// comments included.
    ///
    /// The edit must be planned on a document that has the node at the same path.
    pub fn source_ref(&self) -> Value {
        self.reference(SourcePart::Whole, self.is_alias() || self.own_tag().is_some())
    }

    /// [`Node::source_ref`] without the tag: the `text` of `!Sub text`.
    pub fn untagged_source_ref(&self) -> Value {
        self.reference(SourcePart::Untagged, false)
    }

    fn reference(&self, part: SourcePart, starts_with_tag: bool) -> Value {
        Value::Source(SourceRef { at: self.path(), part, starts_with_tag, fragment: None })
    }

    /// The tag, unless it is one of YAML's own.
    fn own_tag(&self) -> Option<&'d str> {
        self.tag().filter(|tag| !tag.starts_with("!!") && *tag != "!")
    }

    fn with_own_tag(&self, value: Value) -> Value {
        match self.own_tag() {
            Some(tag) => Value::tagged(tag, value),
            None => value,
        }
    }

    /// The path from the root to this value; through the anchor if it is reached by an alias.
    pub fn path(&self) -> Path {
        self.document.path_of(self.written)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.document.tree_text().get(self.span()).unwrap_or_default())
    }
}
