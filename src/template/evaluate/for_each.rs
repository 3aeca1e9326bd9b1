//! `Fn::ForEach`: what a loop makes for each value of its collection, and which resource it makes under a name.

use serde_json::Value as Json;

use super::{EvaluateError, Evaluation, Unknown};
use crate::document::{Entry, Node};
use crate::template::for_each::{ForEach, could_become, entries, is_for_each, replaced};
use crate::template::{Resource, Template, section};

/// Values of the loops around something, by their identifiers.
pub(super) type Variables<'d> = Vec<(&'d str, String)>;
/// Work of one value of a loop, beside what its body costs.
const WORK: usize = 16;

impl<'d> Evaluation<'d, '_> {
    /// The names that an entry in the body of a loop gets, as far as the template knows the values of the loop: its key
    /// where it does not.
    pub fn names_made(template: Template<'d>, in_section: &str, key: &str) -> Vec<String> {
        let given = super::ParameterValues::new();
        let mut evaluation = Evaluation::of(template, &given);
        let mut names = Vec::new();
        if let Some(node) = template.section(in_section) {
            let found = evaluation.search(node, &|own| own == key, &mut |_, entry, name| {
                if entry.key() == key {
                    names.push(name.to_string());
                }
                false
            });
            if found.is_err() {
                names.clear();
            }
        }
        if names.is_empty() { vec![key.to_string()] } else { names }
    }

    /// The logical ids that a loop makes of a resource's key in its body.
    ///
    /// # Errors
    /// Only a deployment knows the values of the loop.
    pub fn made_from(&mut self, key: &str) -> Result<Vec<String>, EvaluateError> {
        let mut names = Vec::new();
        if let Some(node) = self.template.section(section::RESOURCES) {
            self.search(node, &|own| own == key, &mut |_, entry, name| {
                if entry.key() == key {
                    names.push(name.to_string());
                }
                false
            })?;
        }
        Ok(names)
    }

    /// True if the template has a resource with this logical id, or a loop makes one.
    ///
    /// # Errors
    /// A loop could make it, but only a deployment knows its values.
    pub fn has_resource(&mut self, id: &str) -> Result<bool, EvaluateError> {
        Ok(self.find_resource(id)?.is_some())
    }

    /// Logical ids of the resources that carry `AWS::CloudFormation::Init`, those that loops make among them.
    pub fn init_ids(template: Template<'d>) -> Vec<String> {
        let ids = template.inits().map(|init| init.resource()).flat_map(|resource| match resource.is_in_loop() {
            true => Evaluation::names_made(template, section::RESOURCES, resource.id()),
            false => vec![resource.id().to_string()],
        });
        ids.collect()
    }

    /// Does something for each value of a loop, which is set while it is done.
    pub(super) fn repeat(
        &mut self,
        entry: Entry<'d>,
        each: &mut dyn FnMut(&mut Self, Node<'d>) -> Result<(), EvaluateError>,
    ) -> Result<(), EvaluateError> {
        if !self.template.has_language_extensions() {
            let message = format!("{} needs Transform: AWS::LanguageExtensions in the template.", entry.key());
            return Err(self.fault(entry.key_node, message));
        }
        let Some(of) = ForEach::of(entry) else {
            let message = format!(
                "{} needs a list of three: a name, the values, and a mapping with the name in its keys.",
                entry.key()
            );
            return Err(self.fault(entry.value, message));
        };
        for value in self.collection(of)? {
            self.charge(of.body, WORK)?;
            self.variables.push((of.identifier, value));
            let done = each(self, of.body);
            self.variables.pop();
            done?;
        }
        Ok(())
    }

    /// The values of a loop.
    fn collection(&mut self, of: ForEach<'d>) -> Result<Vec<String>, EvaluateError> {
        let unknown = self.unknown;
        if matches!(unknown, Unknown::StandIn | Unknown::Marked) {
            self.unknown = Unknown::DefaultsOnly;
        }
        let value = self.value(of.collection);
        self.unknown = unknown;
        let items = match value {
            Ok(Some(Json::Array(items))) => items,
            Ok(_) => return Err(self.fault(of.collection, format!("{} needs a list of values.", of.key))),
            Err(fault) if fault.wants.is_some() => return Err(fault),
            Err(fault) => {
                let message = format!("The values of {} are known at a deployment only. {}", of.key, fault.message);
                return Err(EvaluateError { message, ..fault });
            }
        };
        let texts = items.into_iter().map(|item| match item {
            Json::String(text) => Some(text),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
        });
        let texts: Option<Vec<String>> = texts.collect();
        texts.ok_or_else(|| self.fault(of.collection, format!("{} needs a list of texts.", of.key)))
    }

    /// Does something with the values of loops.
    pub(super) fn with_variables<T>(&mut self, variables: Variables<'d>, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.variables, variables);
        let done = inside(self);
        self.variables = before;
        done
    }

    /// The resource with a logical id, and the values of the loops that make it.
    pub(super) fn find_resource(&mut self, id: &str) -> Result<Option<(Resource<'d>, Variables<'d>)>, EvaluateError> {
        if let Some(resource) = self.template.resource(id).filter(|resource| !resource.is_in_loop()) {
            return Ok(Some((resource, Variables::new())));
        }
        let Some(node) = self.template.section(section::RESOURCES) else { return Ok(None) };
        let found = self.find_in_loops(node, id)?;
        Ok(found.map(|(entry, variables)| (Resource::in_loop(entry.key(), entry.value), variables)))
    }

    /// The loops of a mapping get the values that make its entry with a name, inside of the loops that have values
    /// already. How many these are, for [`Evaluation::leave`].
    pub fn enter_entry(&mut self, node: Node<'d>, name: &str) -> usize {
        let before = self.variables.len();
        let mut found = None;
        let searched = self.search(node, &|key| could_become(key, name), &mut |this, _, made| {
            if made == name {
                found = Some(this.variables.clone());
            }
            made == name
        });
        if let (Ok(true), Some(variables)) = (searched, found) {
            self.variables = variables;
        }
        before
    }

    /// Forgets the values of loops, but for the outermost ones.
    pub fn leave(&mut self, outermost: usize) {
        self.variables.truncate(outermost);
    }

    /// The entry that a loop of a mapping makes under a name.
    pub(super) fn find_in_loops(
        &mut self,
        node: Node<'d>,
        name: &str,
    ) -> Result<Option<(Entry<'d>, Variables<'d>)>, EvaluateError> {
        let mut found = None;
        self.with_variables(Variables::new(), |this| {
            this.search(node, &|key| could_become(key, name), &mut |this, entry, made| {
                if made == name {
                    found = Some((entry, this.variables.clone()));
                }
                made == name
            })
        })?;
        Ok(found)
    }

    /// Goes through the entries that loops of a mapping make, with their names, until `ends` is true. Loops without a
    /// key that is `wanted` are passed over: their values may be unknown.
    fn search(
        &mut self,
        node: Node<'d>,
        wanted: &dyn Fn(&str) -> bool,
        ends: &mut dyn FnMut(&mut Self, Entry<'d>, &str) -> bool,
    ) -> Result<bool, EvaluateError> {
        let in_loop = !self.variables.is_empty();
        let mut ended = false;
        for entry in node.entries() {
            if is_for_each(entry.key()) {
                let body = ForEach::of(entry).map(|of| of.body);
                if !body.into_iter().flat_map(entries).any(|one| wanted(one.entry.key())) {
                    continue;
                }
                self.repeat(entry, &mut |this, body| {
                    ended = ended || this.deeper(body, |this| this.search(body, wanted, ends))?;
                    Ok(())
                })?;
            } else if in_loop && !ended && wanted(entry.key()) {
                let name = replaced(entry.key(), &self.variables).into_owned();
                ended = ends(self, entry, &name);
            }
        }
        Ok(ended)
    }
}
