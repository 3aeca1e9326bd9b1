//! Values that stand in the document already, as parts of new ones: an edit names them and they are written as they are
//! written there, with comments, quotes and blank lines. No document can hold such a value, no text can say one.

use serde_yaml::Value;
use serde_yaml::value::{Tag, TaggedValue};

use super::node::{Kind, Node};
use super::path::{Path, Step};
use super::value::ScalarType;

/// Begins with `!` as all local tags do, and holds blanks as none that is read does.
const TAG: &str = "!as it stands";

/// Which part of a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// What stands behind its tag.
    Inside,
}

/// A value that is named.
pub(super) struct SourceRef {
    pub at: Path,
    pub part: Part,
}

impl Node<'_> {
    /// This value as a part of what an edit sets or inserts at another place, or around this one: it is written as it
    /// stands, comments included. Inserted by itself it brings the comments above it along.
    ///
    /// The edit has to be made on a document that has it at the same path.
    pub fn source_ref(&self) -> Value {
        let tagged = self.is_alias() || own_tag(*self).is_some();
        marker(&self.path(), Part::Whole, tagged)
    }

    /// The same for what stands behind the value's tag: the `text` of `!Sub text`.
    pub fn untagged_source_ref(&self) -> Value {
        marker(&self.path(), Part::Inside, false)
    }

    /// The value with texts, numbers and words as they are written, whatever a reader makes of them: 000644 is the text
    /// 000644.
    pub fn literal_value(&self) -> Value {
        let value = self.untagged_literal_value();
        match own_tag(*self) {
            Some(tag) => Value::Tagged(Box::new(TaggedValue { tag: Tag::new(tag), value })),
            None => value,
        }
    }

    /// The same for what stands behind its tag.
    pub fn untagged_literal_value(&self) -> Value {
        match self.kind() {
            Kind::Sequence => Value::Sequence(self.items().map(|item| item.literal_value()).collect()),
            Kind::Mapping => {
                Value::Mapping(self.entries().map(|entry| (entry.key().into(), entry.value.literal_value())).collect())
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
}

/// The tag, unless it is one of YAML's own.
fn own_tag(node: Node<'_>) -> Option<&str> {
    node.tag().filter(|tag| !tag.starts_with("!!") && *tag != "!")
}

/// A number that is written as it is read: 5, -1, 1.5; `None` for 05 and 3.10.
pub fn number(text: &str) -> Option<Value> {
    if let Ok(number) = text.parse::<i64>() {
        return (number.to_string() == text).then(|| Value::from(number));
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && number.to_string() == text)?;
    Some(Value::from(number))
}

/// True if the value is written with a short tag before it, so that none can stand before that.
pub fn begins_with_tag(value: &Value) -> bool {
    match value {
        Value::Tagged(tagged) if tagged.tag == TAG => match &tagged.value {
            Value::Sequence(parts) => parts.get(1) == Some(&Value::Bool(true)),
            _ => false,
        },
        Value::Tagged(_) => true,
        _ => false,
    }
}

fn marker(at: &Path, part: Part, tagged: bool) -> Value {
    let steps = at.steps().iter().map(|step| match step {
        Step::Key(key) => Value::from(&**key),
        Step::Index(index) => Value::from(*index),
    });
    let parts = [Value::Bool(part == Part::Inside), Value::Bool(tagged)].into_iter().chain(steps);
    Value::Tagged(Box::new(TaggedValue { tag: Tag::new(TAG), value: Value::Sequence(parts.collect()) }))
}

/// What a value names, if that is all it is.
pub(super) fn named(value: &Value) -> Option<SourceRef> {
    let Value::Tagged(tagged) = value else { return None };
    let Value::Sequence(parts) = &tagged.value else { return None };
    let [Value::Bool(inside), _, steps @ ..] = parts.as_slice() else { return None };
    if tagged.tag != TAG {
        return None;
    }
    let step = |value: &Value| match value {
        Value::String(key) => Some(Step::from(key.as_str())),
        Value::Number(index) => Some(Step::Index(usize::try_from(index.as_u64()?).ok()?)),
        _ => None,
    };
    let at: Vec<Step> = steps.iter().map(step).collect::<Option<_>>()?;
    Some(SourceRef { at: at.into_iter().collect(), part: if *inside { Part::Inside } else { Part::Whole } })
}

/// In what is written: the piece with this number stands here.
pub(super) fn placeholder(index: usize) -> Value {
    Value::Tagged(Box::new(TaggedValue { tag: Tag::new(TAG), value: Value::from(index) }))
}

/// The number of the piece that stands here.
pub(super) fn placeholder_index(value: &Value) -> Option<usize> {
    match value {
        Value::Tagged(tagged) if tagged.tag == TAG => usize::try_from(tagged.value.as_u64()?).ok(),
        _ => None,
    }
}
