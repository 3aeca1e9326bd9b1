//! Functions that put the name of a parameter, resource or condition together, which the language extensions allow.

use super::trail;
use crate::document::{Document, Kind, Node, Path};
use crate::template::for_each::outside;
use crate::template::function::call;
use crate::template::section;

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

/// What has a function in place of the name of a condition: `Fn::If` by its first argument, `Condition` of a resource, of an
/// output or of another condition.
fn computed_condition(node: Node<'_>) -> Option<Node<'_>> {
    let own = call(node);
    let by_argument = own.is_some_and(|one| match one.name {
        "Condition" => one.behind_tag().is_some() || call(one.argument).is_some(),
        "Fn::If" => one.argument.item(0).is_some_and(|name| call(name).is_some()),
        _ => false,
    });
    if by_argument {
        return Some(node);
    }
    let condition = node.get("Condition").filter(|condition| call(*condition).is_some())?;
    let at = outside(&condition.path());
    let in_section = at.steps().first().and_then(|step| step.key());
    let is_name = at.steps().len() == 3 && matches!(in_section, Some(section::RESOURCES | section::OUTPUTS));
    is_name.then_some(condition)
}

/// Where names are put together outside of the entry at a path, which could be its name: "Web › ImageId (line 7)".
pub fn computed_names(document: &Document, at: &Path) -> Vec<String> {
    places(document, at, |node| is_computed(node).then_some(node))
}

/// The same for names of conditions.
pub fn computed_conditions(document: &Document, at: &Path) -> Vec<String> {
    places(document, at, computed_condition)
}

fn places<'d>(document: &'d Document, at: &Path, of: impl Fn(Node<'d>) -> Option<Node<'d>>) -> Vec<String> {
    let nodes = document.root().into_iter().flat_map(|root| root.descendants()).filter_map(of);
    let place = |node: Node<'_>| {
        let found = node.path();
        let line = document.position(node.span().start).line;
        (at.is_root() || !found.starts_with(at)).then(|| format!("{} (line {line})", trail(&found)))
    };
    nodes.filter_map(place).collect()
}
