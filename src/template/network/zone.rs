//! Availability Zones of subnets: in words, and the next one that none is in.

use serde_json::{Value as Json, json};

use crate::document::{Document, Node};
use crate::schema::ec2::subnet;
use crate::template::resource::named;
use crate::template::{Resource, Template, address_space};

/// Zones of a region that a template can count on: the region with the fewest for a new account has two, most have three.
const COUNTED: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// The zone of a subnet in words: "first in region", "eu-central-1a", "AWS chooses".
pub fn in_words(document: &Document, subnet: Resource<'_>) -> String {
    let Some(node) = subnet.property(subnet::ZONE.key).filter(|node| !node.is_null()) else {
        return "AWS chooses".to_string();
    };
    if let Some(index) = index_of(node) {
        return match COUNTED.get(index) {
            Some(word) => format!("{word} in region"),
            None => format!("number {} in region", index + 1),
        };
    }
    if node.tag().is_none()
        && let Some(text) = node.scalar()
    {
        return text.to_string();
    }
    match named(node) {
        Some(name) if Template::of(document).parameter(name).is_some() => format!("as {name} says"),
        Some(name) => format!("that of {name}"),
        None => match node.scalar().and_then(|text| text.strip_prefix("${AWS::Region}")) {
            Some(letter) if node.tag() == Some("!Sub") => format!("zone {letter}"),
            _ => "by a function".to_string(),
        },
    }
}

/// Position in the region's zones, of `!Select [1, !GetAZs ""]` in any spelling.
pub fn index_of(node: Node<'_>) -> Option<usize> {
    let list = match node.tag() {
        Some("!Select") => node,
        None => node.get("Fn::Select").filter(|_| node.len() == 1)?,
        Some(_) => return None,
    };
    let zones = list.item(1)?;
    let is_zones = zones.tag() == Some("!GetAZs") || zones.get("Fn::GetAZs").is_some();
    list.item(0)?.scalar()?.trim().parse().ok().filter(|_| is_zones)
}

/// Positions of the zones that subnets of a VPC are in, in order; those in zones that are named otherwise do not count.
pub fn used(template: Template<'_>, vpc: &str) -> Vec<usize> {
    let mut all: Vec<usize> = address_space::subnets_of(template, vpc)
        .into_iter()
        .filter_map(|subnet| index_of(subnet.property(subnet::ZONE.key)?))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Position of the first zone that no subnet of the VPC is in.
pub fn next(template: Template<'_>, vpc: &str) -> usize {
    let used = used(template, vpc);
    (0..).find(|index| !used.contains(index)).unwrap_or_default()
}

/// The zone with a position, as JSON: `{"Fn::Select": [1, {"Fn::GetAZs": ""}]}`.
pub fn at(index: usize) -> Json {
    json!({ "Fn::Select": [index, { "Fn::GetAZs": "" }] })
}

/// "the second zone".
pub fn word(index: usize) -> String {
    match COUNTED.get(index) {
        Some(word) => format!("the {word} zone"),
        None => format!("zone number {}", index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_in_every_spelling() {
        let zones = [
            ("!Select [0, !GetAZs '']", "first in region"),
            ("{Fn::Select: ['1', {Fn::GetAZs: {Ref: 'AWS::Region'}}]}", "second in region"),
            ("!Select [2, Fn::GetAZs: !Ref AWS::Region]", "third in region"),
            ("eu-central-1a", "eu-central-1a"),
            ("!Sub '${AWS::Region}b'", "zone b"),
            ("!GetAtt S0.AvailabilityZone", "that of S0"),
            ("!Ref Zone", "as Zone says"),
            ("!Select [!Ref X, !GetAZs '']", "by a function"),
        ];
        let mut text = "Parameters: {Zone: {Type: String}}\nResources:\n  V: {Type: AWS::EC2::VPC}\n".to_string();
        for (index, (zone, _)) in zones.iter().enumerate() {
            text += &format!(
                "  S{index}: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, AvailabilityZone: {zone}}}}}\n"
            );
        }
        let document = Document::parse(text.as_str());
        assert_eq!(document.syntax_error(), None);
        let template = Template::of(&document);
        for (index, (zone, said)) in zones.iter().enumerate() {
            let subnet = template.resource(&format!("S{index}")).unwrap();
            assert_eq!(in_words(&document, subnet), *said, "{zone}");
        }
        assert_eq!((used(template, "V"), next(template, "V")), (vec![0, 1, 2], 3));
    }
}
