//! What a resource says once functions and names are resolved, for a comparison with another template.
//!
//! What cannot be resolved stands as its source with the values of the names in it, so that it differs where they do.

use serde_json::{Map, Value as Json};

use crate::document::{Kind, Node};
use crate::template::evaluate::{Evaluation, MARK, NewValues, ParameterValues};
use crate::template::for_each::is_for_each;
use crate::template::function::{call, to_json};
use crate::template::reference::names_below;

/// Values of the parameters, and names with another value than before.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'w> {
    pub(super) given: &'w ParameterValues,
    pub(super) new_values: &'w NewValues,
}

/// A value with everything in it resolved; `Null` for `AWS::NoValue`.
pub(super) fn resolved<'d>(evaluation: &mut Evaluation<'d, '_>, node: Node<'d>, inputs: Inputs<'_>) -> Json {
    match evaluation.value(node) {
        Ok(value) => value.unwrap_or(Json::Null),
        Err(_) => in_parts(evaluation, node, inputs),
    }
}

/// The same where a part of the value has no result.
fn in_parts<'d>(evaluation: &mut Evaluation<'d, '_>, node: Node<'d>, inputs: Inputs<'_>) -> Json {
    let is_plain = call(node).is_none() && node.tag().is_none_or(|tag| tag.starts_with("!!"));
    let adds = |key: &str| is_for_each(key) || key.starts_with("Fn::");
    let is_plain = is_plain && node.entries().all(|entry| !adds(entry.key()));
    match node.kind() {
        Kind::Sequence if is_plain => {
            let items = node.items().map(|item| resolved(evaluation, item, inputs));
            Json::Array(items.filter(|item| !item.is_null()).collect())
        }
        Kind::Mapping if is_plain => {
            let mut entries = Map::new();
            for entry in node.entries() {
                match resolved(evaluation, entry.value, inputs) {
                    Json::Null => entries.shift_remove(entry.key()),
                    value => entries.insert(entry.key().to_string(), value),
                };
            }
            Json::Object(entries)
        }
        Kind::Scalar | Kind::Sequence | Kind::Mapping => Json::String(as_source(evaluation, node, inputs)),
    }
}

/// The source of a value, and what the names in it stand for.
fn as_source(evaluation: &mut Evaluation<'_, '_>, node: Node<'_>, inputs: Inputs<'_>) -> String {
    let source = to_json(&node.literal_value());
    let mut text = format!("{MARK}!{source}");
    for name in names_below(node) {
        if let Some(value) = inputs.given.get(name) {
            text.push_str(&format!("\n{name}={value}"));
        }
        let start = format!("{name}.");
        let is_new = |names: &NewValues| {
            names.contains(name) || names.range(start.clone()..).next().is_some_and(|next| next.starts_with(&start))
        };
        if is_new(inputs.new_values) {
            text.push_str(&format!("\n{name}~"));
        }
    }
    for condition in conditions(node) {
        text.push_str(&format!("\n{condition}:{:?}", evaluation.holds(condition)));
    }
    text.push(MARK);
    text
}

/// The conditions that `Fn::If` names at or below a value.
fn conditions(node: Node<'_>) -> Vec<&str> {
    let calls = node.descendants().filter_map(call).filter(|call| call.name == "Fn::If");
    calls.filter_map(|call| call.argument.item(0)?.scalar()).collect()
}

/// True if a value is, or has in it, something that only a deployment knows.
pub(super) fn has_mark(value: &Json) -> bool {
    match value {
        Json::String(text) => text.contains(MARK),
        Json::Array(items) => items.iter().any(has_mark),
        Json::Object(entries) => entries.values().any(has_mark),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

/// The parameters without a known value in a value: `{MARK}?Name{MARK}`.
pub(super) fn unknown_parameters(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::String(text) => {
            let names = text.split(MARK).filter_map(|part| part.strip_prefix('?'));
            found.extend(names.map(|name| name.split('=').next().unwrap_or(name).to_string()));
        }
        Json::Array(items) => items.iter().for_each(|item| unknown_parameters(item, found)),
        Json::Object(entries) => entries.values().for_each(|value| unknown_parameters(value, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
