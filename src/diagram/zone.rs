//! Names of Availability Zones as people read them, whatever function gives them.
//!
//! Source: AWS pages "Fn::GetAZs", "Fn::Select".

use super::graph::ResourceGraph;
use crate::document::Node;
use crate::template::resource::named;

/// Words for the zones of a region in the order in which `Fn::GetAZs` gives them.
const ORDER: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// The zone that a value means, as it is shown. `None` if nothing is said: AWS chooses.
pub(super) fn zone(graph: &ResourceGraph<'_>, node: Node<'_>) -> Option<String> {
    if named(node) == Some("AWS::NoValue") || node.is_null() {
        return None;
    }
    if let Some(list) = function(node, "!Select", "Fn::Select") {
        return Some(selected(list));
    }
    if let Some(list) = function(node, "!Join", "Fn::Join") {
        return Some(list.item(1).and_then(|items| items.items().next_back()?.scalar()).unwrap_or("computed").into());
    }
    if let Some(list) = function(node, "!If", "Fn::If") {
        // One step is enough: what is below is nobody's zone to read at a glance.
        let then = list.item(1)?;
        return match function(then, "!Select", "Fn::Select") {
            Some(list) => Some(selected(list)),
            None => named(then).or(then.scalar()).map(str::to_string),
        };
    }
    if let Some(list) = function(node, "!FindInMap", "Fn::FindInMap") {
        return Some(list.items().filter_map(|item| item.scalar()).next_back().unwrap_or("computed").to_string());
    }
    if let Some(name) = named(node) {
        let default = graph.template.parameter(name).and_then(|parameter| parameter.default());
        return Some(default.filter(|text| !text.is_empty()).unwrap_or(name).to_string());
    }
    let sub = node.tag() == Some("!Sub") || node.get("Fn::Sub").is_some();
    let text = node.scalar().or_else(|| node.get("Fn::Sub")?.scalar())?;
    Some(if sub { text.replace("${AWS::Region}", "…") } else { text.to_string() })
}

/// Words for `Fn::Select`.
fn selected(list: Node<'_>) -> String {
    let index = list.item(0).and_then(|index| index.scalar()).unwrap_or_default();
    let word = match index.trim().parse::<usize>() {
        Ok(number) => {
            ORDER.get(number).map_or_else(|| format!("number {}", number.saturating_add(1)), |it| it.to_string())
        }
        Err(_) => list.item(0).and_then(named).unwrap_or("one").to_string(),
    };
    let of = list.item(1).filter(|of| of.tag() != Some("!GetAZs"));
    match of.and_then(named) {
        Some(parameter) => format!("{word} of {parameter}"),
        None => word,
    }
}

/// Where a zone stands beside the others of its kind: "first" before "second".
pub(super) fn rank(said: &str) -> usize {
    let first = said.split(' ').next().unwrap_or_default();
    ORDER.iter().position(|word| *word == first).unwrap_or(ORDER.len())
}

/// The argument of a function in either spelling.
fn function<'d>(node: Node<'d>, tag: &str, key: &str) -> Option<Node<'d>> {
    if node.tag() == Some(tag) { Some(node) } else { node.get(key).filter(|_| node.len() == 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn a_zone_reads_well_in_every_spelling() {
        for (written, read) in [
            ("!Select [0, !GetAZs \"\"]", Some("first")),
            ("!Select [\"1\", !GetAZs {Ref: AWS::Region}]", Some("second")),
            ("{Fn::Select: [2, {Fn::GetAZs: \"\"}]}", Some("third")),
            ("!Select [11, !GetAZs \"\"]", Some("number 12")),
            ("!Select [0, !Ref Zones]", Some("first of Zones")),
            ("!Select [x, y]", Some("one")),
            ("eu-west-1a", Some("eu-west-1a")),
            ("!Ref Zone", Some("Zone")),
            ("!Ref Given", Some("us-east-1c")),
            ("!Sub \"${AWS::Region}b\"", Some("…b")),
            ("!Join [\"\", [!Ref AWS::Region, c]]", Some("c")),
            ("!FindInMap [Zones, !Ref AWS::Region, AZ1]", Some("AZ1")),
            ("!If [One, !Select [1, !GetAZs \"\"], !Ref AWS::NoValue]", Some("second")),
            ("!Ref AWS::NoValue", None),
            ("~", None),
            ("[1]", None),
        ] {
            let text = format!("Parameters: {{Zone: {{}}, Given: {{Default: us-east-1c}}}}\nz: {written}\n");
            let document = Document::parse(text);
            let graph = ResourceGraph::of(Template::of(&document));
            let node = document.root().unwrap().get("z").unwrap();
            assert_eq!(zone(&graph, node).as_deref(), read, "{written}");
        }
        assert!(rank("first of Zones") < rank("second") && rank("second") < rank("eu-west-1a"));
    }
}
