//! The value at a path as a field of one line edits it: absent, a literal, a function with one text, or more than that.

use serde_json::json;

use crate::document::{Document, Node, Path, Value};
use crate::template::function::{Call, Spelling, call, from_json, short_tag, tagged};

/// A function whose whole argument is one line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFunction {
    /// A parameter's value or a resource's id.
    Ref,
    /// Text with `${…}` in it.
    Sub,
    /// An attribute of a resource, as `Resource.Attribute`.
    GetAtt,
    /// What another stack exports.
    ImportValue,
}

impl LineFunction {
    /// All of them, in the order of use.
    pub const ALL: [LineFunction; 4] =
        [LineFunction::Ref, LineFunction::Sub, LineFunction::GetAtt, LineFunction::ImportValue];

    /// The short tag.
    pub fn tag(self) -> String {
        short_tag(self.key())
    }

    /// The long key.
    fn key(self) -> &'static str {
        match self {
            LineFunction::Ref => "Ref",
            LineFunction::Sub => "Fn::Sub",
            LineFunction::GetAtt => "Fn::GetAtt",
            LineFunction::ImportValue => "Fn::ImportValue",
        }
    }

    /// The function with this short tag.
    pub fn of_tag(tag: &str) -> Option<LineFunction> {
        LineFunction::ALL.into_iter().find(|function| function.tag() == tag)
    }

    fn of_key(key: &str) -> Option<LineFunction> {
        LineFunction::ALL.into_iter().find(|function| function.key() == key)
    }

    fn value(self, text: &str, form: Spelling) -> Value {
        match (self, text.split_once('.')) {
            (LineFunction::GetAtt, Some((resource, attribute))) => {
                from_json(&json!({ self.key(): [resource, attribute] }), form)
            }
            _ => from_json(&json!({ self.key(): text }), form),
        }
    }
}

/// The value at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum LineValue {
    /// Nothing, or null.
    Nothing,
    /// Text, number or truth word.
    Literal(String),
    /// A function with its text.
    Function(LineFunction, String),
    /// A list, a mapping or a function of those: its source text.
    Nested(String),
}

impl LineValue {
    /// The value at `at`.
    pub fn of(document: &Document, at: &Path) -> LineValue {
        let Some(node) = document.node(at).filter(|node| !node.is_null()) else { return LineValue::Nothing };
        let nested = || LineValue::Nested(document.text().get(node.span()).unwrap_or_default().to_string());
        match (call(node), node.tag(), node.scalar()) {
            (Some(call), ..) => line_call(call).unwrap_or_else(nested),
            (None, None, Some(text)) => LineValue::Literal(text.to_string()),
            (None, Some(tag), Some(text)) if tag.starts_with("!!") => LineValue::Literal(text.to_string()),
            (None, ..) => nested(),
        }
    }

    /// The text to edit; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            LineValue::Literal(text) | LineValue::Function(_, text) => text,
            LineValue::Nothing | LineValue::Nested(_) => "",
        }
    }

    /// The function, if it has one text.
    pub fn function(&self) -> Option<LineFunction> {
        match self {
            LineValue::Function(simple, _) => Some(*simple),
            LineValue::Nothing | LineValue::Literal(_) | LineValue::Nested(_) => None,
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

/// A call of a function with one text; `None` for other functions and arguments.
fn line_call(call: Call<'_>) -> Option<LineValue> {
    let function = LineFunction::of_key(call.name)?;
    let argument_node = call.argument;
    let is_plain = || argument_node.tag().is_none() && (argument_node.scalar().is_some() || call.name == "Fn::GetAtt");
    let text = argument(argument_node).filter(|_| call.form == Spelling::Short || is_plain())?;
    Some(LineValue::Function(function, text))
}

/// The edit's place and value that give `at` the text `text`, held as the function `function` or as the literal
/// `literal`. A function there already keeps its spelling.
pub fn value_for(
    document: &Document,
    at: &Path,
    function: Option<LineFunction>,
    text: &str,
    literal: Value,
) -> (Path, Value) {
    let Some(function) = function else { return (at.clone(), literal) };
    let node = document.node(at);
    let same = LineValue::of(document, at).function() == Some(function);
    match node.filter(|_| same) {
        Some(node) if node.tag().is_some() && node.scalar().is_some() => {
            (at.clone(), tagged(function.key(), Value::from(text)))
        }
        Some(node) if node.get(function.key()).is_some_and(|inner| inner.scalar().is_some()) => {
            (at.join(function.key()), Value::from(text))
        }
        Some(node) => {
            let form = if node.tag().is_some() { Spelling::Short } else { Spelling::Long };
            (at.clone(), function.value(text, form))
        }
        None => (at.clone(), function.value(text, Spelling::of(document))),
    }
}
