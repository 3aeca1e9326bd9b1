//! What stands at a path, as a field shows it: nothing, a literal, a function that fits into a line, or more than that.

use serde_json::json;

use crate::document::{Document, Kind, Node, Path, Value};
use crate::template::function::{Form, from_json, tagged};

/// A function whose whole argument is one line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simple {
    /// A parameter's value or a resource's id.
    Ref,
    /// Text with `${…}` in it.
    Sub,
    /// An attribute of a resource, as `Resource.Attribute`.
    GetAtt,
    /// What another stack exports.
    ImportValue,
}

impl Simple {
    /// All of them, in the order of use.
    pub const ALL: [Simple; 4] = [Simple::Ref, Simple::Sub, Simple::GetAtt, Simple::ImportValue];

    /// The short tag.
    pub fn tag(self) -> &'static str {
        match self {
            Simple::Ref => "!Ref",
            Simple::Sub => "!Sub",
            Simple::GetAtt => "!GetAtt",
            Simple::ImportValue => "!ImportValue",
        }
    }

    /// The long key.
    fn key(self) -> &'static str {
        match self {
            Simple::Ref => "Ref",
            Simple::Sub => "Fn::Sub",
            Simple::GetAtt => "Fn::GetAtt",
            Simple::ImportValue => "Fn::ImportValue",
        }
    }

    /// The function with this short tag.
    pub fn of_tag(tag: &str) -> Option<Simple> {
        Simple::ALL.into_iter().find(|simple| simple.tag() == tag)
    }

    fn of_key(key: &str) -> Option<Simple> {
        Simple::ALL.into_iter().find(|simple| simple.key() == key)
    }

    fn value(self, text: &str, form: Form) -> Value {
        match (self, text.split_once('.')) {
            (Simple::GetAtt, Some((resource, attribute))) => {
                from_json(&json!({ self.key(): [resource, attribute] }), form)
            }
            _ => from_json(&json!({ self.key(): text }), form),
        }
    }
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// Nothing, or null.
    Nothing,
    /// Text, number or truth word.
    Literal(String),
    /// A function with its text.
    Function(Simple, String),
    /// A list, a mapping or a function of those: its source text.
    Nested(String),
}

impl Held {
    /// What stands at `at`.
    pub fn of(document: &Document, at: &Path) -> Held {
        let Some(node) = document.node(at).filter(|node| !node.is_null()) else { return Held::Nothing };
        let nested = || Held::Nested(document.text().get(node.span()).unwrap_or_default().to_string());
        match (node.tag(), node.scalar()) {
            (None, Some(text)) => Held::Literal(text.to_string()),
            (Some(tag), Some(text)) if tag.starts_with("!!") => Held::Literal(text.to_string()),
            (Some(tag), _) => match (Simple::of_tag(tag), argument(node)) {
                (Some(simple), Some(text)) => Held::Function(simple, text),
                _ => nested(),
            },
            (None, None) => long_function(node).map_or_else(nested, |(simple, text)| Held::Function(simple, text)),
        }
    }

    /// The text to edit; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            Held::Literal(text) | Held::Function(_, text) => text,
            Held::Nothing | Held::Nested(_) => "",
        }
    }

    /// The function, if one with text is held.
    pub fn function(&self) -> Option<Simple> {
        match self {
            Held::Function(simple, _) => Some(*simple),
            Held::Nothing | Held::Literal(_) | Held::Nested(_) => None,
        }
    }
}

/// The text of a function's argument; two parts of a `GetAtt` list joined by a point.
fn argument(node: Node<'_>) -> Option<String> {
    if let Some(text) = node.scalar() {
        return Some(text.to_string());
    }
    let parts: Option<Vec<&str>> = node.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
    match parts?.as_slice() {
        [resource, attribute] if node.tag() != Some("!Sub") => Some(format!("{resource}.{attribute}")),
        _ => None,
    }
}

fn long_function(node: Node<'_>) -> Option<(Simple, String)> {
    let entry = node.entries().next().filter(|_| node.kind() == Kind::Mapping && node.len() == 1)?;
    let simple = Simple::of_key(entry.key())?;
    let plain = entry.value.tag().is_none() && (entry.value.scalar().is_some() || simple == Simple::GetAtt);
    Some((simple, argument(entry.value).filter(|_| plain)?))
}

/// The edit's place and value that give `at` the text `text`, held as the function `function` or as the literal
/// `literal`. A function there already keeps its spelling.
pub fn value_for(
    document: &Document,
    at: &Path,
    function: Option<Simple>,
    text: &str,
    literal: Value,
) -> (Path, Value) {
    let Some(function) = function else { return (at.clone(), literal) };
    let node = document.node(at);
    let same = Held::of(document, at).function() == Some(function);
    match node.filter(|_| same) {
        Some(node) if node.tag().is_some() && node.scalar().is_some() => {
            (at.clone(), tagged(function.key(), Value::from(text)))
        }
        Some(node) if node.get(function.key()).is_some_and(|inner| inner.scalar().is_some()) => {
            (at.join(function.key()), Value::from(text))
        }
        Some(node) => {
            let form = if node.tag().is_some() { Form::Short } else { Form::Long };
            (at.clone(), function.value(text, form))
        }
        None => (at.clone(), function.value(text, Form::of(document))),
    }
}
