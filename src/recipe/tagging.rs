//! One tag for all resources that take tags.

use crate::recipe::definition::{DefaultValue, OPTION, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::entry;
use super::proposal::Proposal;
use crate::document::{Document, Edit, Kind, Path, Slot};
use crate::schema::ec2::{instance, key};
use crate::schema::resource_type::{LAUNCHED, PROPAGATE, RESOURCE_TYPE, SPECIFICATIONS, TAGS, TagShape, tag_shape};
use crate::template::{Resource, Template, boolean};

/// Tags every resource.
pub static RECIPE: Recipe = Recipe {
    id: "tag",
    title: "Tag everything",
    about: "The same tag on every resource that takes tags, to find what belongs together on the bill.",
    symbol: Symbol::Table,
    group: RecipeGroup::Template,
    subject: None,
    targets: |document| target::template_if(Template::of(document).resources().next().is_some()),
    options: &[
        RecipeOption {
            name: "key",
            value: "KEY",
            label: "Key",
            help: "up to 128 characters; must not begin with aws:",
            default: DefaultValue::Suggested(|_, _| vec!["Project".into()]),
            required: true,
            ..OPTION
        },
        RecipeOption {
            name: "value",
            value: "VALUE",
            label: "Value",
            help: "up to 256 characters",
            default: DefaultValue::StackName,
            required: true,
            ..OPTION
        },
    ],
    propose: |request| Ok(propose(request.document, request.text("key"), request.text("value"))?),
};

/// The change that gives every resource a tag, apart from those that have one of this key.
///
/// # Errors
/// In words: the key is none, or everything has it already.
pub fn propose(document: &Document, tag: &str, value: &str) -> Result<Proposal, String> {
    // Source: AWS page "Tag naming and usage conventions".
    match tag {
        "" => return Err("Write the key of the tag, such as Project.".into()),
        _ if tag.len() > 128 => return Err("A tag's key has at most 128 characters.".into()),
        _ if tag.to_lowercase().starts_with("aws:") => return Err("Keys that begin with aws: are AWS's own.".into()),
        _ if value.len() > 256 => return Err("A tag's value has at most 256 characters.".into()),
        _ => {}
    }
    let mut draft = Draft::of(document);
    let (mut tagged, mut without, mut have) = (0usize, Vec::new(), Vec::new());
    for resource in Template::of(document).resources() {
        let Some(shape) = resource.kind().and_then(tag_shape) else {
            without.push(resource.id());
            continue;
        };
        match put(document, resource, shape, (tag, value), &mut draft) {
            Put::Done => tagged += 1,
            Put::There => have.push(resource.id()),
            Put::Function => {
                let line = document.entry_lines(&resource.path()).map_or(0, |lines| *lines.start());
                draft.leave(format!(
                    "Tags of {} (line {line}) are given by a function: add {tag} there.",
                    resource.id()
                ));
            }
        }
        volumes(resource, &mut draft);
    }
    if tagged == 0 {
        return Err(format!("No resource can get the tag {tag}: those that take tags have one of this key."));
    }
    draft.say(format!(
        "{tagged} {} the tag {tag}: {value}.",
        if tagged == 1 { "resource gets" } else { "resources get" }
    ));
    if !have.is_empty() {
        draft.leave(format!(
            "{} {} a tag {tag} already: its value stays.",
            have.join(", "),
            if have.len() == 1 { "has" } else { "have" }
        ));
    }
    if !without.is_empty() {
        draft.leave(format!("Cannot be tagged: {}.", without.join(", ")));
    }
    draft.leave("The option --tags of the deploy command tags all that CloudFormation creates, the stack too, without a change of the template.");
    Ok(draft.into_proposal(format!("tag {tag} on everything"), Path::root()))
}

enum Put {
    Done,
    There,
    Function,
}

fn put(document: &Document, resource: Resource<'_>, shape: TagShape, tag: (&str, &str), draft: &mut Draft) -> Put {
    let properties = resource.properties_path();
    let pair = json!({ key::TAG_KEY: tag.0, key::TAG_VALUE: tag.1 });
    match shape {
        TagShape::List(property) => list(document, &properties.join(property), tag.0, pair, draft),
        TagShape::Propagating => {
            let pair = json!({ key::TAG_KEY: tag.0, key::TAG_VALUE: tag.1, PROPAGATE: true });
            list(document, &properties.join(TAGS), tag.0, pair, draft)
        }
        TagShape::Mapping(property) => {
            let at = properties.join(property);
            let node = document.node(&at).filter(|node| !node.is_null());
            if node.is_some_and(|node| !node.is_plain(Kind::Mapping)) {
                return Put::Function;
            }
            if node.is_some_and(|node| node.get(tag.0).is_some()) {
                return Put::There;
            }
            draft.attempt([Edit::Insert { into: at, slot: Slot::Key(tag.0.to_string()), value: tag.1.into() }]);
            Put::Done
        }
        TagShape::Specifications => specifications(document, resource, tag, pair, draft),
    }
}

fn list(document: &Document, at: &Path, name: &str, pair: Json, draft: &mut Draft) -> Put {
    let node = document.node(at).filter(|node| !node.is_null());
    if node.is_some_and(|node| !node.is_plain(Kind::Sequence)) {
        return Put::Function;
    }
    let has = |item: crate::document::Node<'_>| item.get(key::TAG_KEY).and_then(|key| key.scalar()) == Some(name);
    if node.is_some_and(|node| node.items().any(has)) {
        return Put::There;
    }
    let value = draft.value(&pair);
    let count = node.map_or(0, |node| node.len());
    draft.attempt([Edit::Insert { into: at.clone(), slot: Slot::Index(count), value }]);
    Put::Done
}

/// Instances and volumes that a launch template makes.
fn specifications(
    document: &Document,
    resource: Resource<'_>,
    tag: (&str, &str),
    pair: Json,
    draft: &mut Draft,
) -> Put {
    let at = resource.properties_path().keys(["LaunchTemplateData", SPECIFICATIONS]);
    let node = document.node(&at).filter(|node| !node.is_null());
    if node.is_some_and(|node| !node.is_plain(Kind::Sequence)) {
        return Put::Function;
    }
    let mut outcome = Put::There;
    let mut count = node.map_or(0, |node| node.len());
    for kind in LAUNCHED {
        let of_kind =
            |item: crate::document::Node<'_>| item.get(RESOURCE_TYPE).and_then(|word| word.scalar()) == Some(kind);
        match node.and_then(|node| node.items().position(of_kind)) {
            Some(index) => match list(document, &at.join(index).join(TAGS), tag.0, pair.clone(), draft) {
                Put::Done => outcome = Put::Done,
                Put::There => {}
                Put::Function => return Put::Function,
            },
            None => {
                let value = draft.value(&json!({ RESOURCE_TYPE: kind, TAGS: [pair.clone()] }));
                draft.attempt([Edit::Insert { into: at.clone(), slot: Slot::Index(count), value }]);
                count += 1;
                outcome = Put::Done;
            }
        }
    }
    outcome
}

/// Volumes that come with an instance get its tags.
fn volumes(resource: Resource<'_>, draft: &mut Draft) {
    const PROPAGATES: &str = "PropagateTagsToVolumeOnCreation";
    let on = resource.property(PROPAGATES).and_then(boolean);
    if resource.is_instance() && on.is_none() && resource.property(PROPAGATES).is_none() {
        let properties = resource.properties_path();
        draft.attempt(entry::put(draft.document(), &properties, &instance::ROWS, PROPAGATES, true.into()));
        draft.say(format!("Volumes that come with {} get its tags.", resource.id()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_gets_the_tag_once() {
        let text = "Resources:\n  V: {Type: AWS::EC2::VPC}\n  R: {Type: AWS::EC2::Route}\n  S:\n    Type: AWS::EC2::Subnet\n    Properties:\n      Tags:\n        - Key: Project\n          Value: old\n  P: {Type: AWS::SSM::Parameter, Properties: {Type: String}}\n  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: \"1\"}}\n  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: x}}}\n  F: {Type: AWS::EC2::EIP, Properties: {Tags: !If [a, b, c]}}\n";
        let document = Document::parse(text);
        let proposal = propose(&document, "Project", "site").unwrap();
        let after = proposal.outcome(&document).unwrap();
        for wanted in [
            "V: {Type: AWS::EC2::VPC, Properties: {Tags: [{Key: Project, Value: site}]}}",
            "Tags: {Project: site}",
            "Tags: [{Key: Project, Value: site, PropagateAtLaunch: true}]",
            "{ResourceType: instance, Tags: [{Key: Project, Value: site}]}, {ResourceType: volume",
            "Value: old",
        ] {
            assert!(after.text().contains(wanted), "{wanted}\n{}", after.text());
        }
        let leaves = proposal.leaves.join("\n");
        for told in ["S has a tag Project already", "Cannot be tagged: R.", "Tags of F (line 13)"] {
            assert!(leaves.contains(told), "{told}\n{leaves}");
        }
        assert_eq!(proposal.does, ["4 resources get the tag Project: site."]);
        assert!(propose(&after, "aws:x", "").is_err() && propose(&after, "", "").is_err());
    }
}
