//! What `Ref`, `Fn::GetAtt` and `${Name}` stand for: parameters, pseudo parameters, resources and their attributes.

use serde_json::Value as Json;

use super::pseudo::Pseudo;
use super::{EvaluateError, Evaluation, NewValues, Outcome, Unknown, ZONE, stand_in};
use crate::document::{Kind, Node};
use crate::template::resource::attribute;
use crate::template::{Parameter, Resource, section};

/// Stands around the name behind a stand-in; no template may contain it.
pub const MARK: char = '\u{1}';
/// What CloudFormation shows of a NoEcho value.
const HIDDEN: &str = "****";

impl<'d> Evaluation<'d, '_> {
    /// What `Ref` gives for a name; `node` is where it stands.
    pub(super) fn reference(&mut self, node: Node<'d>, name: &str) -> Outcome {
        if let Some((_, value)) = self.variables.iter().rev().find(|one| one.0 == name) {
            let value = value.clone();
            return self.text_of(node, value).map(Some);
        }
        match Pseudo::of_name(name) {
            Some(Pseudo::NoValue) => return Ok(None),
            Some(pseudo) => {
                if !self.given.contains_key(pseudo.name()) && self.unknown == Unknown::Fault {
                    self.needs_deployment(node)?;
                }
                let value = pseudo.value(self.given);
                if !self.given.contains_key(pseudo.name()) {
                    self.note_stand_in(|| pseudo.name().to_string(), &value);
                }
                return match pseudo {
                    Pseudo::NotificationArns => Ok(Some(list(&value))),
                    _ => self.text_of(node, value).map(Some),
                };
            }
            None => {}
        }
        self.charge_lookup(node)?;
        if let Some(parameter) = self.template.parameter(name) {
            return self.parameter(node, parameter).map(Some);
        }
        let Some((resource, variables)) = self.find_resource(name)? else {
            let resources = self.template.resources().map(|resource| resource.id());
            let names = self.template.parameters().map(|parameter| parameter.name()).chain(resources);
            return Err(self.fault(node, self.unknown("parameter or resource", name, names)));
        };
        self.with_variables(variables, |this| this.made(node, resource))?;
        self.needs_deployment(node)?;
        let shown = self.marked_id(name, "");
        let id = stand_in::physical_id(resource.kind().unwrap_or_default(), &shown, self.given);
        let id = self.with_mark(id, &shown, "");
        self.note_stand_in(|| name.to_string(), &id);
        self.text_of(node, id).map(Some)
    }

    /// What `Fn::GetAtt` gives. A property of the attribute's name that is written out is that attribute.
    pub(super) fn attribute(&mut self, node: Node<'d>, id: &str, attribute: &str) -> Outcome {
        self.charge_lookup(node)?;
        let Some((resource, variables)) = self.find_resource(id)? else {
            let names = self.template.resources().map(|resource| resource.id());
            return Err(self.fault(node, self.unknown("resource", id, names)));
        };
        let property = resource.property(attribute).filter(|property| property.kind() == Kind::Scalar);
        let own = self.with_variables(variables, |this| {
            this.made(node, resource)?;
            property.map(|property| this.value(property)).transpose()
        })?;
        if let Some(value) = own {
            return Ok(value);
        }
        self.needs_deployment(node)?;
        if stand_in::is_id(resource, attribute) {
            let shown = self.marked_id(id, "");
            let value = stand_in::physical_id(resource.kind().unwrap_or_default(), &shown, self.given);
            let value = self.with_mark(value, &shown, "");
            self.note_stand_in(|| format!("{id}.{attribute}"), &value);
            return self.text_of(node, value).map(Some);
        }
        let shown = self.marked_id(id, attribute);
        if let Some(item) = stand_in::items(attribute) {
            self.note_stand_in(|| format!("{id}.{attribute}"), item);
            return Ok(Some(list(&self.with_mark(item.to_string(), &shown, attribute))));
        }
        let value = stand_in::attribute(resource.kind().unwrap_or_default(), &shown, attribute, self.given);
        let value = self.with_mark(value, &shown, attribute);
        self.note_stand_in(|| format!("{id}.{attribute}"), &value);
        self.text_of(node, value).map(Some)
    }

    /// The name that a stand-in is made of: another one where the value differs from the one before an update.
    fn marked_id(&self, id: &str, attribute: &str) -> String {
        let start = format!("{id}.");
        let is_below = |name: &String| {
            name.strip_prefix(&start)
                .is_some_and(|rest| rest == attribute || rest.ends_with('.') && attribute.starts_with(rest))
        };
        let below =
            |names: &NewValues| names.range(start.clone()..).take_while(|name| name.starts_with(&start)).any(is_below);
        match self.new_values {
            Some(names) if names.contains(id) && attribute != ZONE || below(names) => format!("{id}~"),
            Some(_) | None => id.to_string(),
        }
    }

    /// A stand-in with the name it stands for behind it, in an evaluation of marks.
    fn with_mark(&self, value: String, shown: &str, attribute: &str) -> String {
        match self.unknown {
            Unknown::Marked => format!("{value}{MARK}{shown}.{attribute}{MARK}"),
            Unknown::StandIn | Unknown::Fault | Unknown::DefaultsOnly => value,
        }
    }

    /// Fails if a resource is not made because its condition is false.
    fn made(&mut self, node: Node<'d>, resource: Resource<'d>) -> Result<(), EvaluateError> {
        let Some(condition) = resource.node().get(attribute::CONDITION) else { return Ok(()) };
        if self.condition_named(condition)? {
            return Ok(());
        }
        let name = condition.scalar().unwrap_or_default();
        let message = format!(
            "{} is not made: its condition {name} is false. Put what names it into Fn::If with that condition.",
            resource.id()
        );
        Err(self.fault(node, message))
    }

    fn parameter(&mut self, node: Node<'d>, parameter: Parameter<'d>) -> Result<Json, EvaluateError> {
        let (name, kind) = (parameter.name(), parameter.kind().unwrap_or_default());
        if !self.given.contains_key(name) && self.unknown == Unknown::Fault {
            self.needs_deployment(node)?;
        }
        let no_echo = self.no_echo.and_then(|values| values.get(name)).filter(|_| parameter.no_echo());
        if parameter.no_echo() && no_echo.is_none() && self.unknown == Unknown::StandIn {
            return self.text_of(node, HIDDEN.into());
        }
        // The type of what Systems Manager holds under the parameter's value.
        let stored = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|inner| inner.strip_suffix('>'));
        if stored.is_some() {
            self.needs_deployment(node)?;
        }
        if let Some(value) = no_echo {
            self.note_stand_in(|| name.to_string(), value);
        }
        let given = no_echo.or_else(|| self.given.get(name));
        let value = match (given, parameter.node().get("Default"), stored) {
            (Some(given), _, _) => given.clone(),
            (None, Some(default), Some(kind)) => stand_in::stored(kind, &self.scalar(default)?),
            (None, None, Some(kind)) => stand_in::stored(kind, name),
            (None, Some(default), None) => self.scalar(default)?,
            (None, None, None) => {
                let fault = self.fault(node, format!("The parameter {name} has no default. Give it a value."));
                return Err(EvaluateError { wants: Some(name.to_string()), ..fault });
            }
        };
        if stored.is_some() && given.is_none() {
            self.note_stand_in(|| format!("{name} (a value in Systems Manager)"), &value);
        }
        let kind = stored.unwrap_or(kind);
        if kind == "CommaDelimitedList" || kind.starts_with("List<") {
            self.charge(node, value.len())?;
            return Ok(list(&value));
        }
        self.text_of(node, value)
    }

    /// Text as a value, counted.
    pub(super) fn text_of(&mut self, node: Node<'d>, text: String) -> Result<Json, EvaluateError> {
        self.charge(node, text.len())?;
        Ok(Json::String(text))
    }

    /// A name is looked for from entry to entry.
    fn charge_lookup(&mut self, node: Node<'d>) -> Result<(), EvaluateError> {
        let entries = |name| self.template.section(name).map_or(0, |node| node.len());
        let work = (entries(section::PARAMETERS) + entries(section::RESOURCES)) / 8;
        self.charge(node, work)
    }

    /// Says that a name is not there, and which are.
    pub(super) fn unknown<'n>(&self, what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
        const SHOWN: usize = 12;
        let names: Vec<&str> = names.take(SHOWN + 1).collect();
        let there = match names.get(..SHOWN) {
            _ if names.is_empty() => "It has none.".to_string(),
            Some(first) => format!("It has {} and more.", first.join(", ")),
            None => format!("It has {}.", names.join(", ")),
        };
        format!("The template has no {what} {name}. {there}")
    }
}

/// A list as CloudFormation reads it from text with commas.
fn list(text: &str) -> Json {
    let items = text.split(',').map(str::trim).filter(|_| !text.is_empty());
    Json::Array(items.map(|item| Json::String(item.to_string())).collect())
}
