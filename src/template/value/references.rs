//! The names that a field offers: what the template has, and what AWS gives everywhere.

use super::{ValuePart, ValueRef};
use crate::document::{Document, Path};
use crate::schema::PropertyType;
use crate::schema::function::{NameKind, PSEUDO_PARAMETERS};
use crate::schema::resource_type::attributes_of;
use crate::template::completion::properties_at;
use crate::template::section;

/// The names that a value at a spot may be; none where any value may stand.
pub fn names(document: &Document, kind: NameKind, spot: &ValueRef) -> Vec<String> {
    match kind {
        NameKind::None => Vec::new(),
        NameKind::Refs => {
            let (mut first, others) = references(document, &spot.at);
            first.extend(others);
            first
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

/// The name that a new `Ref` at a path begins with: the first of the type that the property refers to, else the parameter
/// with the name of the property; `None` if neither exists.
pub fn first_reference(document: &Document, at: &Path) -> Option<String> {
    let (meant, _) = references(document, at);
    let parameter = at.last_key().filter(|key| document.node(&Path::root().keys([section::PARAMETERS, key])).is_some());
    meant.into_iter().next().or_else(|| parameter.map(str::to_string))
}

/// The names that a `Ref` at a path may have: those of the type that the property refers to, and the others.
fn references(document: &Document, at: &Path) -> (Vec<String>, Vec<String>) {
    let mut names = keys(document, &Path::root().join(section::PARAMETERS));
    names.extend(keys(document, &Path::root().join(section::RESOURCES)));
    names.extend(PSEUDO_PARAMETERS.iter().map(|pseudo| pseudo.name.to_string()));
    let wanted = types_at(document, at);
    let is_meant = |name: &str| {
        let kind = |section: &str| document.scalar(&Path::root().keys([section, name, "Type"]));
        let kind = kind(section::RESOURCES).or_else(|| kind(section::PARAMETERS)).unwrap_or_default();
        wanted.iter().any(|wanted| kind.strip_prefix(wanted).is_some_and(|rest| ["", "::Id"].contains(&rest)))
    };
    names.into_iter().partition(|name| is_meant(name))
}

/// The types of the resources that the property at a path, or around it, refers to.
fn types_at(document: &Document, at: &Path) -> &'static [&'static str] {
    let mut at = at.clone();
    while let Some(owner) = at.parent() {
        let own = at.last_key().filter(|key| *key != "Ref");
        let row = own.and_then(|key| properties_at(document, &owner).into_iter().find(|row| row.key == key));
        match row.map(|row| row.kind) {
            Some(PropertyType::Resource(types) | PropertyType::Resources(types)) => return types,
            Some(_) => return &[],
            None if own.is_some() => return &[],
            None => at = owner,
        }
    }
    &[]
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
        let text = "Resources:\n  R: {Type: AWS::EC2::RouteTable}\n  S: {Type: AWS::EC2::Subnet}\n  W: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref R, SecurityGroupIds: [!Ref R]}}\n";
        let subnet = Path::root().keys(["Resources", "W", "Properties", "SubnetId"]).into();
        assert_eq!(names(&Document::parse(text), NameKind::Refs, &subnet)[..3], ["S", "R", "W"]);
        let web = |key: &str| Path::root().keys(["Resources", "W", "Properties", key]);
        let text = format!("Parameters: {{KeyName: {{Type: String}}}}\n{text}");
        let first = |key: &str| first_reference(&Document::parse(text.as_str()), &web(key));
        assert_eq!(first("SubnetId").as_deref(), Some("S"));
        assert_eq!(first("KeyName").as_deref(), Some("KeyName"));
        assert_eq!(first("ImageId"), None);
        let spot = Path::root().into();
        assert!(names(&document, NameKind::Refs, &spot).starts_with(&["P".into(), "W".into(), "AWS::Region".into()]));
    }
}
