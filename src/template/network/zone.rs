//! Availability Zones of subnets: in words, and the next one that none is in.

use serde_json::{Value as Json, json};

use crate::document::Node;
use crate::schema::ec2::subnet;
use crate::template::function::{argument_of, call, text_or_sub};
use crate::template::resource::named;
use crate::template::{Resource, Template, address_space};

/// Words for the zones of a region in the order of `Fn::GetAZs`. The region with the fewest for a new account has two,
/// most have three.
const COUNTED: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// An Availability Zone as a template names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone<'d> {
    /// `!Select [1, !GetAZs ""]`, or an item of another list.
    Nth {
        /// The position; `None` if a function gives it.
        index: Option<usize>,
        /// True for the zones of the region.
        of_region: bool,
        /// The parameter or resource that is the list, or else the position.
        name: Option<&'d str>,
    },
    /// A zone of the region by its letter: `${AWS::Region}b`.
    Letter(&'d str),
    /// `eu-central-1a`, or another text.
    Text(&'d str),
    /// The value of a parameter or of an attribute of a resource.
    Name(&'d str),
    /// The last text of a function: a key of a mapping, the end of a joined text.
    Part(&'d str),
    /// Another function.
    Computed,
}

impl<'d> Zone<'d> {
    /// Reads a zone in any spelling; of `Fn::If` the zone if the condition is true. `None` if AWS chooses.
    pub fn of(node: Node<'d>) -> Option<Zone<'d>> {
        if node.is_null() {
            return None;
        }
        let Some(call) = call(node) else { return node.scalar().map(Zone::Text) };
        let list = call.argument;
        let last_text = |list: Node<'d>| list.items().filter_map(|item| item.scalar()).next_back();
        Some(match call.name {
            "Fn::Select" => {
                let (position, zones) = (list.item(0), list.item(1));
                let of_region = zones.is_some_and(|zones| argument_of(zones, "Fn::GetAZs").is_some());
                let index = position.and_then(|node| node.scalar()?.trim().parse().ok());
                let name = zones.and_then(named).or_else(|| position.and_then(named));
                Zone::Nth { index, of_region, name }
            }
            // An Fn::If within is no zone to read at a glance.
            "Fn::If" => return list.item(1).filter(|then| argument_of(*then, "Fn::If").is_none()).and_then(Zone::of),
            "Fn::Join" => list.item(1).and_then(last_text).map_or(Zone::Computed, Zone::Part),
            "Fn::FindInMap" => last_text(list).map_or(Zone::Computed, Zone::Part),
            "Ref" | "Fn::GetAtt" => match named(node)? {
                "AWS::NoValue" => return None,
                name => Zone::Name(name),
            },
            "Fn::Sub" => {
                let text = text_or_sub(node)?;
                text.strip_prefix("${AWS::Region}").map_or(Zone::Text(text), Zone::Letter)
            }
            _ => Zone::Computed,
        })
    }

    /// In a sentence: "first in region", "eu-central-1a", "as Zone says".
    pub fn in_words(self, template: Template<'_>) -> String {
        match self {
            Zone::Nth { index: Some(index), of_region: true, .. } => format!("{} in region", counted(index)),
            Zone::Letter(letter) => format!("zone {letter}"),
            Zone::Text(text) => text.to_string(),
            Zone::Name(name) if template.parameter(name).is_some() => format!("as {name} says"),
            Zone::Name(name) => format!("that of {name}"),
            Zone::Nth { .. } | Zone::Part(_) | Zone::Computed => "by a function".to_string(),
        }
    }

    /// In as few letters as possible: "first", "first of Zones", "…b", a parameter's default.
    pub fn label(self, template: Template<'_>) -> String {
        match self {
            Zone::Nth { index: Some(index), name: Some(name), .. } => format!("{} of {name}", counted(index)),
            Zone::Nth { index: Some(index), name: None, .. } => counted(index),
            Zone::Nth { index: None, name, .. } => name.unwrap_or("one").to_string(),
            Zone::Letter(letter) => format!("…{letter}"),
            Zone::Text(text) | Zone::Part(text) => text.to_string(),
            Zone::Name(name) => {
                let default = template.parameter(name).and_then(|parameter| parameter.default());
                default.filter(|text| !text.is_empty()).unwrap_or(name).to_string()
            }
            Zone::Computed => "computed".to_string(),
        }
    }

    /// The position among the region's zones.
    pub fn index_in_region(self) -> Option<usize> {
        match self {
            Zone::Nth { index, of_region: true, .. } => index,
            _ => None,
        }
    }
}

fn counted(index: usize) -> String {
    COUNTED.get(index).map_or_else(|| format!("number {}", index.saturating_add(1)), |word| word.to_string())
}

/// The rank of a label among others: "first" before "second", both before names.
pub fn rank(label: &str) -> usize {
    let first = label.split(' ').next().unwrap_or_default();
    COUNTED.iter().position(|word| *word == first).unwrap_or(COUNTED.len())
}

/// The zone of a subnet in words: "first in region", "AWS chooses".
pub fn in_words(template: Template<'_>, subnet: Resource<'_>) -> String {
    match subnet.property(subnet::ZONE.key).filter(|node| !node.is_null()) {
        None => "AWS chooses".to_string(),
        Some(node) => Zone::of(node).unwrap_or(Zone::Computed).in_words(template),
    }
}

/// Position in the region's zones, of `!Select [1, !GetAZs ""]` in any spelling.
pub fn index_of(node: Node<'_>) -> Option<usize> {
    argument_of(node, "Fn::Select").and_then(|_| Zone::of(node)?.index_in_region())
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
        None => format!("zone {}", counted(index)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

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
            assert_eq!(in_words(template, subnet), *said, "{zone}");
        }
        assert_eq!((used(template, "V"), next(template, "V")), (vec![0, 1, 2], 3));
    }

    #[test]
    fn zone_label_is_derived_from_every_function() {
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
            let node = document.root().unwrap().get("z").unwrap();
            assert_eq!(Zone::of(node).map(|zone| zone.label(Template::of(&document))).as_deref(), read, "{written}");
        }
        assert!(rank("first of Zones") < rank("second") && rank("second") < rank("eu-west-1a"));
    }
}
