//! Values of a context.

use crate::document::{Kind, Node};
use crate::template::function::call;

/// Deepest context that is looked into.
const DEEPEST: usize = 40;

/// A value of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text. CloudFormation hands every scalar on as text.
    Text(String),
    /// Values in an order.
    List(Vec<Value>),
    /// Values by name.
    Map(Vec<(String, Value)>),
    /// A function, whose value is not known before the stack is made: its words.
    Unknown(String),
}

impl Value {
    /// The value of a node of a template.
    pub fn of(node: Node<'_>) -> Value {
        Value::at_depth(node, 0)
    }

    fn at_depth(node: Node<'_>, depth: usize) -> Value {
        let is_function = node.tag().is_some_and(|tag| !tag.starts_with("!!")) || call(node).is_some();
        if is_function || depth > DEEPEST {
            return Value::Unknown(words(node));
        }
        match node.kind() {
            Kind::Scalar if node.is_null() => Value::Text(String::new()),
            Kind::Scalar => Value::Text(node.scalar().unwrap_or_default().to_string()),
            Kind::Sequence => Value::List(node.items().map(|item| Value::at_depth(item, depth + 1)).collect()),
            Kind::Mapping => {
                let entries = node.entries().map(|entry| (entry.key().to_string(), entry.value));
                Value::Map(entries.map(|(key, value)| (key, Value::at_depth(value, depth + 1))).collect())
            }
        }
    }

    /// The value of a name in it; of equal names the last.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value),
            Value::Text(_) | Value::List(_) | Value::Unknown(_) => None,
        }
    }

    /// False for empty text and an empty list; a function counts as true.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::List(items) => !items.is_empty(),
            Value::Map(entries) => !entries.is_empty(),
            Value::Unknown(_) => true,
        }
    }

    /// As a name alone shows it; lists and mappings in few words.
    pub(super) fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Unknown(text) => text.clone(),
            Value::List(_) => "[…]".into(),
            Value::Map(_) => "{…}".into(),
        }
    }
}

/// The first line of a function as it is written.
fn words(node: Node<'_>) -> String {
    let line = node.source().lines().next().unwrap_or_default().trim();
    let short: String = line.chars().take(60).collect();
    match (node.tag(), short.starts_with('!')) {
        (Some(tag), false) => format!("{tag} {short}"),
        _ => short,
    }
}
