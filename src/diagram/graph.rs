//! The resources of a template as a graph: by id, by type, with references between them.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::document::Node;
use crate::template::function::{argument_of, text_or_sub};
use crate::template::reference::{links, names_below};
use crate::template::resource::{Resource, named};
use crate::template::{Template, boolean};

/// Maximum number of resources in the diagram. CloudFormation allows 500; further ones are counted.
pub const MAX_RESOURCES: usize = 600;

/// The resources of a template, at most [`MAX_RESOURCES`] of them.
pub(super) struct ResourceGraph<'d> {
    pub template: Template<'d>,
    pub all: Vec<Resource<'d>>,
    /// Number of omitted resources.
    pub omitted: usize,
    index: HashMap<&'d str, usize>,
    links: HashSet<(usize, usize)>,
}

impl<'d> ResourceGraph<'d> {
    pub fn of(template: Template<'d>) -> ResourceGraph<'d> {
        let mut all: Vec<Resource<'d>> = Vec::new();
        let mut index = HashMap::new();
        let mut omitted = 0;
        for resource in template.resources() {
            match index.get(resource.id()) {
                // Of several equal keys the last one counts.
                Some(&at) => {
                    if let Some(before) = all.get_mut(at) {
                        *before = resource;
                    }
                }
                None if all.len() < MAX_RESOURCES => {
                    index.insert(resource.id(), all.len());
                    all.push(resource);
                }
                None => omitted += 1,
            }
        }
        let links = links(&all).into_iter().collect();
        ResourceGraph { template, all, omitted, index, links }
    }

    /// All resources with their positions and types.
    pub fn resources(&self) -> impl Iterator<Item = (usize, Resource<'d>, &'d str)> {
        self.all.iter().enumerate().map(|(at, resource)| (at, *resource, resource.kind().unwrap_or_default()))
    }

    /// The resource at a position.
    pub fn resource(&self, at: usize) -> Option<Resource<'d>> {
        self.all.get(at).copied()
    }

    /// The type of the resource at a position; empty if it has none.
    pub fn type_of(&self, at: usize) -> &'d str {
        self.resource(at).and_then(|resource| resource.kind()).unwrap_or_default()
    }

    /// The position of a resource.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// True if one of both refers to the other.
    pub fn linked(&self, one: usize, other: usize) -> bool {
        self.links.contains(&(one, other)) || self.links.contains(&(other, one))
    }

    /// The resources that a property refers to, each once, in source order.
    pub fn resources_in(&self, of: usize, property: &str) -> Vec<usize> {
        let node = self.resource(of).and_then(|resource| resource.property(property));
        node.map_or(Vec::new(), |node| self.resources_below(node))
    }

    /// The first resource that a property refers to.
    pub fn resource_in(&self, of: usize, property: &str) -> Option<usize> {
        self.resources_in(of, property).first().copied()
    }

    /// The resources that a value refers to, each once, in source order.
    pub fn resources_below(&self, node: Node<'d>) -> Vec<usize> {
        once(names_below(node).into_iter().filter_map(|name| self.find(name)))
    }

    /// The resources that the properties refer to, without user data and tags.
    pub fn named_by(&self, of: usize) -> Vec<usize> {
        let Some(properties) = self.resource(of).and_then(|resource| resource.node().get("Properties")) else {
            return Vec::new();
        };
        let telling = properties.entries().filter(|entry| !matches!(entry.key(), "UserData" | "Tags"));
        once(telling.flat_map(|entry| self.resources_below(entry.value)))
    }

    /// The parameters that a value refers to, each once.
    pub fn parameters_below(&self, node: Node<'d>) -> Vec<&'d str> {
        let names = names_below(node).into_iter();
        once(names.filter(|name| self.find(name).is_none() && self.template.parameter(name).is_some()))
    }

    /// A short text for a value: its text; a parameter's default, or else its name; the id of a resource. `None` for
    /// other functions.
    pub fn text(&self, node: Node<'d>) -> Option<String> {
        let branch = argument_of(node, "Fn::If").and_then(|list| list.item(1));
        let node = branch.unwrap_or(node);
        if let Some(name) = named(node).filter(|name| *name != "AWS::NoValue") {
            let Some(parameter) = self.template.parameter(name) else { return Some(name.to_string()) };
            let shown = parameter.default().filter(|text| !text.is_empty() && !parameter.no_echo());
            return Some(shown.unwrap_or(name).to_string());
        }
        text_or_sub(node).filter(|text| !text.is_empty()).map(str::to_string)
    }

    /// The short text for a property.
    pub fn property_text(&self, of: usize, key: &str) -> Option<String> {
        self.text(self.resource(of)?.property(key)?)
    }

    /// A boolean property.
    pub fn boolean(&self, of: usize, key: &str) -> Option<bool> {
        boolean(self.resource(of)?.property(key)?)
    }
}

/// The items without duplicates, in order of first occurrence.
pub(super) fn once<T: Hash + Eq + Copy>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}
