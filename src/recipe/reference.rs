//! References from a property to resources of the template: candidates, and the form of the reference.

use serde_json::json;

use super::entry;
use crate::document::{Document, Edit, Path, Value};
use crate::template::Template;
use crate::template::function::{Spelling, from_json};
use crate::template::resource::named;

/// Types that properties refer to by an attribute; all others by `Ref`. Source: AWS resource reference, "Return values".
const BY_ATTRIBUTE: &[(&str, &str)] =
    &[("AWS::EC2::SecurityGroup", "GroupId"), ("AWS::EC2::EIP", "AllocationId"), ("AWS::IAM::Role", "Arn")];

/// Names that a property for a resource of these types can refer to: resources of the template in its order, then
/// parameters that ask for the id of one, such as `AWS::EC2::VPC::Id`, or for the name of a key pair.
pub fn candidates(template: Template<'_>, types: &[&str]) -> Vec<String> {
    let is_meant = |kind: Option<&str>| kind.is_some_and(|kind| types.contains(&kind));
    let resources = template.single_resources().filter(|resource| is_meant(resource.kind()));
    let asks = |kind: &str| {
        let of = kind.strip_suffix("::Id").or_else(|| kind.strip_suffix("::KeyName"));
        of.is_some_and(|kind| types.contains(&kind))
    };
    let parameters = template.parameters().filter(|parameter| parameter.kind().is_some_and(asks));
    let ids = resources.map(|resource| resource.id().to_string());
    ids.chain(parameters.map(|parameter| parameter.name().to_string())).collect()
}

/// The reference to a resource or a parameter by its name, in the spelling of the document.
pub fn reference(document: &Document, name: &str) -> Value {
    let kind = Template::of(document).resource(name).and_then(|resource| resource.kind());
    let attribute = BY_ATTRIBUTE.iter().find(|row| Some(row.0) == kind).map(|row| row.1);
    let json = match attribute {
        Some(attribute) => json!({ "Fn::GetAtt": [name, attribute] }),
        None => json!({ "Ref": name }),
    };
    from_json(&json, Spelling::of(document))
}

/// The name that the value at a path refers to as a whole; `None` for a literal, another function, and nothing.
pub fn referred<'d>(document: &'d Document, at: &Path) -> Option<&'d str> {
    named(document.node(at)?)
}

/// Each candidate with whether the list at a path refers to it.
pub fn ticks(document: &Document, at: &Path, types: &[&str]) -> Vec<(String, bool)> {
    let all = candidates(Template::of(document), types);
    all.into_iter()
        .map(|name| {
            let on = position(document, at, &name).is_some();
            (name, on)
        })
        .collect()
}

/// Positions of the items of the list that refer to no candidate: literals, other functions.
pub fn others(document: &Document, at: &Path, types: &[&str]) -> Vec<usize> {
    let all = candidates(Template::of(document), types);
    let items = document.node(at).into_iter().flat_map(|node| node.items()).enumerate();
    let strange = items.filter(|(_, item)| !named(*item).is_some_and(|name| all.iter().any(|one| one == name)));
    strange.map(|(index, _)| index).collect()
}

fn position(document: &Document, at: &Path, name: &str) -> Option<usize> {
    document.node(at)?.items().position(|item| named(item) == Some(name))
}

/// Adds a reference to the list at a path, which is made if it is not there. Nothing if it has one.
pub fn tick(document: &Document, at: &Path, name: &str) -> Vec<Edit> {
    if position(document, at, name).is_some() {
        return Vec::new();
    }
    let value = reference(document, name);
    let count = document.node(at).map_or(0, |node| node.items().count());
    entry::insert(document, &at.join(count), value)
}

/// Takes a reference out of the list at a path, and the list if nothing is left in it.
pub fn untick(document: &Document, at: &Path, name: &str) -> Vec<Edit> {
    let Some(index) = position(document, at, name) else { return Vec::new() };
    entry::take_with_empty(document, &at.join(index), &at.parent().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Parameters:
  Net: {Type: 'AWS::EC2::VPC::Id'}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Web:
    Type: AWS::EC2::SecurityGroup
  Group:
    Type: X
    Properties:
      Subnet: !Ref Vpc
      Groups:
        - sg-1
";

    fn made(document: &Document, edits: &[Edit]) -> String {
        document.with_edits(edits).unwrap().0.text().to_string()
    }

    #[test]
    fn what_can_be_meant_are_resources_and_parameters_of_the_type() {
        let document = Document::parse(TEXT);
        assert_eq!(candidates(Template::of(&document), &["AWS::EC2::VPC"]), ["Vpc", "Net"]);
        let at = Path::root().keys(["Resources", "Group", "Properties", "Subnet"]);
        assert_eq!(referred(&document, &at), Some("Vpc"));
    }

    #[test]
    fn a_tick_is_a_reference_in_the_list_and_goes_with_it() {
        let document = Document::parse(TEXT);
        let at = Path::root().keys(["Resources", "Group", "Properties", "Groups"]);
        let types = &["AWS::EC2::SecurityGroup"];
        assert_eq!(ticks(&document, &at, types), [("Web".to_string(), false)]);
        let text = made(&document, &tick(&document, &at, "Web"));
        assert_eq!(text, format!("{TEXT}        - !GetAtt Web.GroupId\n"));
        let with = Document::parse(text);
        assert_eq!((ticks(&with, &at, types), others(&with, &at, types)), (vec![("Web".to_string(), true)], vec![0]));
        assert_eq!(made(&with, &untick(&with, &at, "Web")), TEXT);
        let new = at.parent().unwrap().join("More");
        let text = made(&document, &tick(&document, &new, "Net"));
        assert_eq!(text, format!("{TEXT}      More:\n        - !Ref Net\n"));
    }

    #[test]
    fn a_new_list_comes_where_an_instance_has_it() {
        let text = "Resources:\n  Web: {Type: AWS::EC2::SecurityGroup}\n  I:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: ami-1\n      UserData: x\n";
        let document = Document::parse(text);
        let at = Path::root().keys(["Resources", "I", "Properties", "SecurityGroupIds"]);
        let with =
            text.replace("      UserData", "      SecurityGroupIds:\n        - !GetAtt Web.GroupId\n      UserData");
        let after = Document::parse(made(&document, &tick(&document, &at, "Web")));
        assert_eq!(after.text(), with);
        assert_eq!(made(&after, &untick(&after, &at, "Web")), text);
    }
}
