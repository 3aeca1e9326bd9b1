//! Values that an edit writes, and that a node loads as.
//!
//! Knows no text: how a value is written is part of the plan of an edit.

use std::collections::HashMap;

use serde_yaml::Number;

use super::path::Path;

/// A value to write, or one that was read.
///
/// [`Value::Source`] is a placeholder in a new value that refers to a node of the document: applying the edit copies
/// the node's source verbatim, comments included. A value that was read holds none.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    Sequence(Vec<Value>),
    /// Keys with values, in order.
    Mapping(Mapping),
    /// A value after a local tag such as `!Sub`.
    Tagged(Tag, Box<Value>),
    /// A node of the document, see [`super::Node::source_ref`].
    Source(SourceRef),
}

/// Keys with values in the order of insertion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping(Vec<(Value, Value)>);

/// A local tag; `!Sub` and `Sub` name the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(String);

/// The part of a node that a [`SourceRef`] copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourcePart {
    /// The whole value.
    Whole,
    /// The value without its tag.
    Untagged,
}

/// A reference to a node of the document that an edit is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    pub(super) at: Path,
    pub(super) part: SourcePart,
    /// The source starts with a tag or is an alias, so that no tag can be written before it.
    pub(super) starts_with_tag: bool,
    /// Position of the copied fragment, once the edit has resolved the reference.
    pub(super) fragment: Option<usize>,
}

impl Value {
    /// A value after a tag.
    pub fn tagged(tag: &str, value: impl Into<Value>) -> Value {
        Value::Tagged(Tag::new(tag), Box::new(value.into()))
    }

    /// True if the value is written with a short tag first, so that no other tag can precede it.
    pub fn starts_with_tag(&self) -> bool {
        match self {
            Value::Tagged(..) => true,
            Value::Source(source) => source.starts_with_tag,
            _ => false,
        }
    }

    /// True if the value refers to a node of the document, at any depth.
    pub(super) fn has_source_ref(&self) -> bool {
        match self {
            Value::Source(_) => true,
            Value::Tagged(_, value) => value.has_source_ref(),
            Value::Sequence(items) => items.iter().any(Value::has_source_ref),
            Value::Mapping(entries) => entries.iter().any(|(_, value)| value.has_source_ref()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }

    /// The value with each reference replaced by what `replace` returns for it.
    pub(super) fn map_source_refs<E>(
        &self,
        replace: &mut impl FnMut(&SourceRef) -> Result<Value, E>,
    ) -> Result<Value, E> {
        Ok(match self {
            Value::Source(source) => replace(source)?,
            Value::Sequence(items) => {
                Value::Sequence(items.iter().map(|item| item.map_source_refs(replace)).collect::<Result<_, _>>()?)
            }
            Value::Mapping(entries) => {
                let entry = |(key, value): (&Value, &Value)| Ok((key.clone(), value.map_source_refs(replace)?));
                Value::Mapping(entries.iter().map(entry).collect::<Result<_, _>>()?)
            }
            Value::Tagged(tag, value) => Value::Tagged(tag.clone(), Box::new(value.map_source_refs(replace)?)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => self.clone(),
        })
    }
}

impl Mapping {
    /// An empty mapping.
    pub fn new() -> Mapping {
        Mapping::default()
    }

    /// Adds an entry at the end, or replaces the value of an equal key.
    pub fn insert(&mut self, key: Value, value: Value) {
        match self.0.iter_mut().find(|entry| entry.0 == key) {
            Some(entry) => entry.1 = value,
            None => self.0.push((key, value)),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.iter().find(|(own, _)| matches!(own, Value::String(own) if own == key)).map(|(_, value)| value)
    }

    /// The entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Value, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there are no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Value, Value)> for Mapping {
    fn from_iter<I: IntoIterator<Item = (Value, Value)>>(entries: I) -> Mapping {
        let name = |key: &Value| match key {
            Value::String(text) => (true, text.clone()),
            key => (false, format!("{key:?}")),
        };
        let mut positions = HashMap::new();
        let mut all: Vec<(Value, Value)> = Vec::new();
        for (key, value) in entries {
            let position = *positions.entry(name(&key)).or_insert(all.len());
            match all.get_mut(position) {
                Some(entry) => entry.1 = value,
                None => all.push((key, value)),
            }
        }
        Mapping(all)
    }
}

impl IntoIterator for Mapping {
    type Item = (Value, Value);
    type IntoIter = std::vec::IntoIter<(Value, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Tag {
    /// The tag of this name, with or without `!`.
    pub fn new(name: &str) -> Tag {
        Tag(name.strip_prefix('!').unwrap_or(name).to_string())
    }

    /// The name without `!`.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "!{}", self.0)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::Sequence(items.into_iter().map(Into::into).collect())
    }
}

impl From<serde_yaml::Value> for Value {
    fn from(value: serde_yaml::Value) -> Value {
        match value {
            serde_yaml::Value::Null => Value::Null,
            serde_yaml::Value::Bool(value) => Value::Bool(value),
            serde_yaml::Value::Number(number) => Value::Number(number),
            serde_yaml::Value::String(text) => Value::String(text),
            serde_yaml::Value::Sequence(items) => items.into(),
            serde_yaml::Value::Mapping(entries) => {
                Value::Mapping(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
            serde_yaml::Value::Tagged(tagged) => Value::tagged(&tagged.tag.to_string(), tagged.value),
        }
    }
}

impl From<Value> for serde_yaml::Value {
    /// References have no value of their own and become `null`.
    fn from(value: Value) -> serde_yaml::Value {
        match value {
            Value::Null | Value::Source(_) => serde_yaml::Value::Null,
            Value::Bool(value) => serde_yaml::Value::Bool(value),
            Value::Number(number) => serde_yaml::Value::Number(number),
            Value::String(text) => serde_yaml::Value::String(text),
            Value::Sequence(items) => serde_yaml::Value::Sequence(items.into_iter().map(Into::into).collect()),
            Value::Mapping(entries) => {
                serde_yaml::Value::Mapping(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
            Value::Tagged(tag, value) => {
                let tag = serde_yaml::value::Tag::new(tag.to_string());
                let value = (*value).into();
                serde_yaml::Value::Tagged(Box::new(serde_yaml::value::TaggedValue { tag, value }))
            }
        }
    }
}

macro_rules! from {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Value {
                Value::$variant(value.into())
            }
        }
    )*};
}

from! {
    &str => String, String => String, std::borrow::Cow<'_, str> => String, bool => Bool, Mapping => Mapping,
    Number => Number, u16 => Number, u32 => Number, i32 => Number, u64 => Number, i64 => Number, usize => Number, f64 => Number,
}

/// The number that is written exactly like `text`: 5, -1, 1.5; `None` for 05 and 3.10.
pub fn number(text: &str) -> Option<Value> {
    if let Ok(number) = text.parse::<i64>() {
        return (number.to_string() == text).then(|| Value::from(number));
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && number.to_string() == text)?;
    Some(Value::from(number))
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Edit};
    use super::*;

    #[test]
    fn tags_of_any_spelling_are_ordinary() {
        let mut document = Document::parse("a: x\nb: y\n");
        for (tag, written) in [("!as it stands", "!as it stands"), ("!fragment", "!fragment"), ("!", "!")] {
            let value = Value::tagged(tag, vec![Value::Bool(false), Value::Bool(false), Value::from("b")]);
            document.edit(&Edit::Set { at: Path::root().join("a"), value }).unwrap();
            assert_eq!(document.text(), format!("a: {written} [false, false, b]\nb: y\n"));
        }
        let mut document = Document::parse("a: !as%20it%20stands [false, false, b]\nb: y\nc: z\n");
        let value = document.node(&Path::root().join("a")).unwrap().value();
        document.edit(&Edit::Set { at: Path::root().join("c"), value }).unwrap();
        assert!(document.text().ends_with("b: y\nc: !as%20it%20stands [false, false, b]\n"), "{}", document.text());
    }

    #[test]
    fn mapping_keeps_order_and_the_last_of_equal_keys() {
        let mapping: Mapping = [("b", 1), ("a", 2), ("b", 3)].into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        assert_eq!(mapping.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>(), [3.into(), 2.into()]);
        assert_eq!((mapping.get("a"), mapping.get("c")), (Some(&2.into()), None));
    }
}
