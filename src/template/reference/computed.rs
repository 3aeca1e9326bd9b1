//! Functions that put the name of a parameter or resource together, which the language extensions allow.

use super::trail;
use crate::document::{Document, Kind, Node, Path};
use crate::template::function::call;

/// True for `Ref` and `Fn::GetAtt` whose name is given by a function.
pub fn is_computed(node: Node<'_>) -> bool {
    match call(node) {
        Some(one) if one.name == "Ref" => {
            let has_own = one.argument.tag().is_some_and(|tag| Some(tag) != node.tag());
            has_own || one.argument.kind() == Kind::Mapping
        }
        Some(one) if one.name == "Fn::GetAtt" => one.argument.item(0).is_some_and(|id| call(id).is_some()),
        _ => false,
    }
}

/// Where names are put together outside of the entry at a path, which could be its name: "Web › ImageId (line 7)".
pub fn computed_names(document: &Document, at: &Path) -> Vec<String> {
    let nodes = document.root().into_iter().flat_map(|root| root.descendants()).filter(|node| is_computed(*node));
    let place = |node: Node<'_>| {
        let found = node.path();
        let line = document.position(node.span().start).line;
        (at.is_root() || !found.starts_with(at)).then(|| format!("{} (line {line})", trail(&found)))
    };
    nodes.filter_map(place).collect()
}
