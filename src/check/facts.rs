//! What other entries read of a resource: its type, what it names, whether a condition decides about it. A change of a
//! resource that leaves these as they are concerns no rule that reads no more.

use crate::document::{Node, Path};
use crate::template::reference::names_below;
use crate::template::resource::{Resource, attribute, named};

/// What other entries read of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ResourceFacts {
    /// Its type.
    pub(super) kind: Option<String>,
    /// True if conditions decide whether it or parts of it exist.
    pub(super) conditional: bool,
    /// What it names, each name with whether a property or `DependsOn` does.
    pub(super) names: Vec<(String, bool)>,
}

/// A resource of the document at hand.
#[derive(Clone, Debug)]
pub(super) struct KnownResource {
    pub(super) at: Path,
    pub(super) facts: ResourceFacts,
}

impl KnownResource {
    /// Its logical id; in a loop its key.
    pub(super) fn id(&self) -> &str {
        self.at.last_key().unwrap_or_default()
    }

    /// True if a loop repeats it.
    pub(super) fn is_in_loop(&self) -> bool {
        self.at.steps().len() != 2
    }
}

impl ResourceFacts {
    pub(super) fn of(resource: Resource<'_>) -> ResourceFacts {
        let node = resource.node();
        let mut names: Vec<(String, bool)> = Vec::new();
        let mut add = |node: Node<'_>, is_property: bool| {
            for name in names_below(node) {
                if !names.iter().any(|known| known.0 == name && known.1 == is_property) {
                    names.push((name.to_string(), is_property));
                }
            }
        };
        match named(node) {
            Some(_) => add(node, false),
            None => {
                for entry in node.entries() {
                    add(entry.value, entry.key() == attribute::PROPERTIES);
                }
            }
        }
        names.extend(resource.depends_on().into_iter().map(|name| (name.to_string(), true)));
        let source = node.source();
        let conditional =
            node.get(attribute::CONDITION).is_some() || source.contains("!If") || source.contains("Fn::If");
        ResourceFacts { kind: resource.kind().map(str::to_string), conditional, names }
    }
}
