//! Values of the metadata as cfn-init gets them: parameters and conditions resolved where they are known.

use std::collections::BTreeSet;

use super::line::one_line;
use crate::document::{Kind, Node, ScalarType};
use crate::template::evaluate::{Evaluation, ParameterValues};
use crate::template::function::{argument_of, call, text_or_sub};
use crate::template::substitution::{SubPiece, pieces};
use crate::template::{Resource, Template, resource};

/// Conditions inside conditions that are followed.
const DEEPEST: usize = 32;

/// A text as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// This text.
    Is(String),
    /// A function that only a deployment resolves, as it is written.
    Unknown(String),
}

/// A value with the conditions around it decided.
#[derive(Clone, Copy, Debug)]
pub(super) enum ChosenValue<'d> {
    /// Nothing: not there, or `AWS::NoValue`.
    Absent,
    /// This value; it may still be a function other than `Fn::If`.
    Node(Node<'d>),
    /// A condition that only a deployment decides.
    Unknown,
}

/// Reads values of a template with given parameters.
pub(super) struct Values<'d, 'g> {
    known: &'g ParameterValues,
    evaluation: Evaluation<'d, 'g>,
    /// Functions that stay as they are written: names in `${…}`, or the source.
    unknown: BTreeSet<String>,
}

/// The values of parameters that are known: those given, else the defaults. Values of NoEcho parameters and of SSM are
/// not known.
pub(super) fn known_values(template: Template<'_>, given: &ParameterValues) -> ParameterValues {
    let mut known = given.clone();
    for parameter in template.parameters() {
        let is_stored = parameter.kind().is_some_and(|kind| kind.starts_with("AWS::SSM::"));
        if parameter.no_echo() || is_stored || known.contains_key(parameter.name()) {
            continue;
        }
        known.extend(parameter.default().map(|value| (parameter.name().to_string(), value.to_string())));
    }
    known
}

impl<'d, 'g> Values<'d, 'g> {
    /// The resource that a loop makes under a logical id; its variables are known from then on.
    pub(super) fn enter(&mut self, id: &str) -> Option<Resource<'d>> {
        self.evaluation.enter(id)
    }

    /// The variables of the loops of `AWS::CloudFormation::Init` that make a config are known until [`Values::leave`], which
    /// takes what this gives.
    pub(super) fn enter_config(&mut self, init: Node<'d>, config: &str) -> usize {
        self.evaluation.enter_entry(init, config)
    }

    /// The variables of the loops that were entered last are not known any more.
    pub(super) fn leave(&mut self, outermost: usize) {
        self.evaluation.leave(outermost);
    }

    /// A text with the values of the loops that were entered in place of their variables.
    pub(super) fn with_loops(&self, text: &str) -> String {
        self.evaluation.with_loops(text).into_owned()
    }

    /// Reads with `known`, which [`known_values`] gives.
    pub(super) fn of(template: Template<'d>, known: &'g ParameterValues) -> Values<'d, 'g> {
        Values { known, evaluation: Evaluation::of_known(template, known), unknown: BTreeSet::new() }
    }

    /// The value that the conditions around it leave.
    pub(super) fn choose(&mut self, node: Option<Node<'d>>) -> ChosenValue<'d> {
        let Some(mut node) = node else { return ChosenValue::Absent };
        for _ in 0..DEEPEST {
            let Some(branches) = argument_of(node, "Fn::If") else { break };
            let Some(condition) = branches.item(0).and_then(|name| name.scalar()) else { return ChosenValue::Unknown };
            let Some(holds) = self.evaluation.holds(condition) else { return ChosenValue::Unknown };
            let Some(branch) = branches.item(if holds { 1 } else { 2 }) else { return ChosenValue::Unknown };
            node = branch;
        }
        match resource::named(node) {
            Some("AWS::NoValue") => ChosenValue::Absent,
            _ if argument_of(node, "Fn::If").is_some() => ChosenValue::Unknown,
            _ => ChosenValue::Node(node),
        }
    }

    /// The chosen value, if it is one without a function.
    pub(super) fn plain(&mut self, node: Option<Node<'d>>) -> Option<Node<'d>> {
        match self.choose(node) {
            ChosenValue::Node(node) if call(node).is_none() => Some(node),
            _ => None,
        }
    }

    /// The text of a value; `None` if nothing stands there, or a list or mapping.
    pub(super) fn text(&mut self, node: Option<Node<'d>>) -> Option<Text> {
        match self.choose(node) {
            ChosenValue::Absent => None,
            ChosenValue::Unknown => node.map(|node| self.unknown_text(node)),
            ChosenValue::Node(node) if node.kind() != Kind::Scalar && call(node).is_none() => None,
            ChosenValue::Node(node) if node.is_null() && node.tag().is_none() => None,
            ChosenValue::Node(node) => match self.evaluation.text_of_value(node) {
                Some(text) => Some(Text::Is(text)),
                None => Some(self.unknown_text(node)),
            },
        }
    }

    /// A function that only a deployment resolves, noted.
    fn unknown_text(&mut self, node: Node<'d>) -> Text {
        let text = written(node);
        let known = |name: &str| self.known.contains_key(name) || self.evaluation.is_variable(name);
        let names: Vec<String> = pieces(&text)
            .into_iter()
            .filter_map(|piece| match piece {
                SubPiece::Name { name, .. } if !known(name) => Some(name.to_string()),
                _ => None,
            })
            .collect();
        if names.is_empty() {
            self.unknown.insert(one_line(&text));
        }
        self.unknown.extend(names);
        Text::Unknown(text)
    }

    /// The functions that stay as they are written, in a sentence; `None` if there are none.
    pub(super) fn unknown(&self) -> Option<String> {
        const MOST: usize = 12;
        let mut names: Vec<&str> = self.unknown.iter().map(String::as_str).take(MOST).collect();
        let more = format!("{} more", self.unknown.len().saturating_sub(MOST));
        if self.unknown.len() > MOST {
            names.push(&more);
        }
        (!names.is_empty())
            .then(|| format!("Known at a deployment only, and shown as they are written: {}.", names.join(", ")))
    }

    /// The text of an entry of a mapping.
    pub(super) fn text_at(&mut self, node: Node<'d>, key: &str) -> Option<Text> {
        self.text(node.get(key))
    }

    /// A text with `${NAME}` of known parameters replaced; `None` if another name is left.
    pub(super) fn substituted(&self, text: &str) -> Option<String> {
        let mut parts = text.split("${");
        let mut whole = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (name, rest) = part.split_once('}')?;
            whole.push_str(self.known.get(name)?);
            whole.push_str(rest);
        }
        Some(whole)
    }

    /// A truth as cfn-init's `interpret_boolean` reads it; the outer `None` if nothing stands there, the inner if it is
    /// not known.
    pub(super) fn truth_at(&mut self, node: Node<'d>, key: &str) -> Option<Option<bool>> {
        match self.text_at(node, key)? {
            Text::Is(text) => {
                Some(Some(matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "y" | "1")))
            }
            Text::Unknown(_) => Some(None),
        }
    }
}

impl Text {
    /// The text, or the function as it is written.
    pub(super) fn shown(&self) -> &str {
        match self {
            Text::Is(text) | Text::Unknown(text) => text,
        }
    }

    /// The text, if it is known.
    pub(super) fn known(&self) -> Option<&str> {
        match self {
            Text::Is(text) => Some(text),
            Text::Unknown(_) => None,
        }
    }
}

/// A function as text: the text of `Fn::Sub`, the name of `Ref` in `${…}`, else its source on one line.
pub(super) fn written(node: Node<'_>) -> String {
    if let Some(text) = text_or_sub(node) {
        return text.to_string();
    }
    let is_ref = call(node).is_some_and(|call| call.name == "Ref");
    match resource::named(node) {
        Some(name) if is_ref => format!("${{{name}}}"),
        _ => node.source().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// True for a mapping that a loop or a macro may give further entries.
pub(super) fn may_grow(node: Node<'_>) -> bool {
    node.entries().any(|entry| entry.key().starts_with("Fn::ForEach::") || entry.key() == "Fn::Transform")
}

/// True for a value that Python takes for false: empty text, an empty list or mapping, nothing.
pub(super) fn is_empty(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Scalar => node.scalar_type() == ScalarType::Null || node.scalar().is_some_and(str::is_empty),
        Kind::Sequence | Kind::Mapping => node.is_empty(),
    }
}
