//! Values of a context.

use crate::document::{Kind, Node};
use crate::template::function::call;

/// Deepest context that is looked into.
const DEEPEST: usize = 40;

/// A value of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// Text. CloudFormation hands every scalar on as text.
    Text(String),
    /// Values in an order.
    List(Vec<ContextValue>),
    /// Values by name.
    Map(Vec<(String, ContextValue)>),
    /// A function, whose value is not known before the stack is made: its words.
    Unknown(String),
}

impl ContextValue {
    /// The value of a node of a template.
    pub fn of(node: Node<'_>) -> ContextValue {
        ContextValue::at_depth(node, 0)
    }

    fn at_depth(node: Node<'_>, depth: usize) -> ContextValue {
        let is_function = node.tag().is_some_and(|tag| !tag.starts_with("!!")) || call(node).is_some();
        if is_function || depth > DEEPEST {
            return ContextValue::Unknown(words(node));
        }
        match node.kind() {
            Kind::Scalar if node.is_null() => ContextValue::Text(String::new()),
            Kind::Scalar => ContextValue::Text(node.scalar().unwrap_or_default().to_string()),
            Kind::Sequence => {
                ContextValue::List(node.items().map(|item| ContextValue::at_depth(item, depth + 1)).collect())
            }
            Kind::Mapping => {
                let entries = node.entries().map(|entry| (entry.key().to_string(), entry.value));
                ContextValue::Map(entries.map(|(key, value)| (key, ContextValue::at_depth(value, depth + 1))).collect())
            }
        }
    }

    /// The value of a name in it; of equal names the last.
    pub(super) fn get(&self, name: &str) -> Option<&ContextValue> {
        match self {
            ContextValue::Map(entries) => entries.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value),
            ContextValue::Text(_) | ContextValue::List(_) | ContextValue::Unknown(_) => None,
        }
    }

    /// False for empty text and an empty list; a function counts as true.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            ContextValue::Text(text) => !text.is_empty(),
            ContextValue::List(items) => !items.is_empty(),
            ContextValue::Map(entries) => !entries.is_empty(),
            ContextValue::Unknown(_) => true,
        }
    }

    /// As a name alone shows it; lists and mappings in few words.
    pub(super) fn text(&self) -> String {
        match self {
            ContextValue::Text(text) | ContextValue::Unknown(text) => text.clone(),
            ContextValue::List(_) => "[…]".into(),
            ContextValue::Map(_) => "{…}".into(),
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
