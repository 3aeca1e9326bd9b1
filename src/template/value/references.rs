//! The names that a field offers: what the template has, and what AWS gives everywhere.

use super::{ValuePart, ValueRef};
use crate::document::{Document, Path};
use crate::schema::function::{NameKind, PSEUDO_PARAMETERS};
use crate::schema::resource_type::attributes_of;
use crate::template::section;

/// The names that a value at a spot may be; none where any value may stand.
pub fn names(document: &Document, kind: NameKind, spot: &ValueRef) -> Vec<String> {
    match kind {
        NameKind::None => Vec::new(),
        NameKind::Refs => {
            let mut names = keys(document, &Path::root().join(section::PARAMETERS));
            names.extend(keys(document, &Path::root().join(section::RESOURCES)));
            names.extend(PSEUDO_PARAMETERS.iter().map(|pseudo| pseudo.name.to_string()));
            names
        }
        NameKind::Resources => keys(document, &Path::root().join(section::RESOURCES)),
        NameKind::Parameters => keys(document, &Path::root().join(section::PARAMETERS)),
        NameKind::Conditions => keys(document, &Path::root().join(section::CONDITIONS)),
        NameKind::Mappings => keys(document, &Path::root().join(section::MAPPINGS)),
        NameKind::Attributes => attributes(document, spot),
        NameKind::TopKeys => map(document, spot).map(|map| keys(document, &map)).unwrap_or_default(),
        NameKind::SecondKeys => second_keys(document, spot).unwrap_or_default(),
    }
}

fn keys(document: &Document, at: &Path) -> Vec<String> {
    let entries = document.node(at).into_iter().flat_map(|node| node.entries());
    entries.map(|entry| entry.key().to_string()).collect()
}

fn attributes(document: &Document, spot: &ValueRef) -> Vec<String> {
    let resource = match spot.part {
        ValuePart::Attribute | ValuePart::Resource | ValuePart::Inside => {
            document.scalar(&spot.at).map(|text| text.split('.').next().unwrap_or_default())
        }
        ValuePart::Node => spot.at.parent().and_then(|list| document.node(&list)?.item(0)?.scalar()),
    };
    let kind = resource.and_then(|id| document.scalar(&Path::root().keys([section::RESOURCES, id, "Type"])));
    kind.into_iter().flat_map(attributes_of).map(|name| name.to_string()).collect()
}

/// The mapping that the first argument beside the spot names.
fn map(document: &Document, spot: &ValueRef) -> Option<Path> {
    let list = spot.at.parent()?;
    let first = document.node(&list)?.item(0).filter(|first| first.tag().is_none())?;
    Some(Path::root().keys([section::MAPPINGS, first.scalar()?]))
}

fn second_keys(document: &Document, spot: &ValueRef) -> Option<Vec<String>> {
    let map = map(document, spot)?;
    let top = document.node(&spot.at.parent()?)?.item(1).filter(|top| top.tag().is_none());
    let top = top.and_then(|top| top.scalar()).filter(|top| document.node(&map.join(*top)).is_some());
    // A key that only AWS knows, such as the Region: those of the first.
    let first = || document.node(&map)?.entries().next().map(|entry| entry.key());
    Some(keys(document, &map.join(top.or_else(first)?)))
}

#[cfg(test)]
mod tests {
    use super::super::children;
    use super::*;

    const TEXT: &str = "
Parameters: {P: {}}
Mappings: {M: {us: {ami: x}, eu: {ami: y, b: z}}}
Conditions: {C: !Equals [a, b], D: !Not [!Condition C], E: {Fn::And: [{Condition: C}, {Condition: D}]}}
Resources:
  W: {Type: AWS::EC2::EIP, Condition: C, a: !If [C, x, y], f: !FindInMap [M, us, ami], g: {Fn::GetAtt: [W, PublicIp]}, h: !GetAtt W.x}
";

    #[test]
    fn a_field_offers_what_the_template_has() {
        let document = Document::parse(TEXT);
        let offered = |key: &str, index: usize| {
            let at = Path::root().keys(["Resources", "W", key]).into();
            let child = children(&document, &at, 9).into_iter().nth(index).unwrap();
            let super::super::ChildLabel::Argument(argument) = child.label else { panic!() };
            names(&document, argument.names, &child.spot).join(" ")
        };
        assert_eq!(offered("a", 0), "C D E");
        assert_eq!(offered("f", 0), "M");
        assert_eq!(offered("f", 1), "us eu");
        assert_eq!(offered("f", 2), "ami");
        assert_eq!(offered("g", 0), "W");
        assert_eq!(offered("g", 1), "AllocationId PublicIp");
        assert_eq!(offered("h", 1), "AllocationId PublicIp");
        let spot = Path::root().into();
        assert!(names(&document, NameKind::Refs, &spot).starts_with(&["P".into(), "W".into(), "AWS::Region".into()]));
    }
}
