//! Launch template in place of a launch configuration. User data and metadata keep their text, and the groups that use
//! the launch configuration follow.
//!
//! Source: AWS pages "AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::LaunchTemplate LaunchTemplateData", "Migrate
//! your Auto Scaling groups to launch templates".

use crate::recipe::definition::{Recipe, RecipeGroup, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::devices;
use super::rewrite::{Owner, owner_of};
use crate::document::{Document, Edit, Kind, Node, Path, Slot};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::{name, rename};
use crate::schema::compute::{self, key};
use crate::schema::ec2::{self, instance};
use crate::template::describe::listed;
use crate::template::function::to_json;
use crate::template::reference::{How, place_of, uses};
use crate::template::resource::{attribute, named};
use crate::template::{Template, resource_path};

/// Keys that mean the same in both.
const SAME: &[&str] = &[
    "BlockDeviceMappings",
    "EbsOptimized",
    "ImageId",
    "InstanceType",
    "KernelId",
    "KeyName",
    "MetadataOptions",
    "UserData",
];
/// Keys that a launch template spells otherwise.
const SPELLED: (&str, &str) = ("RamdiskId", "RamDiskId");
/// Keys with the key of a launch template and the key in that which is the value.
const INSIDE: &[(&str, &str, &str)] =
    &[("InstanceMonitoring", "Monitoring", "Enabled"), ("PlacementTenancy", "Placement", "Tenancy")];
/// The key of a name of its own, and that of a launch template, which stands beside its data.
const OWN_NAME: (&str, &str) = ("LaunchConfigurationName", "LaunchTemplateName");
/// The most that an hour may cost.
const SPOT_PRICE: &str = "SpotPrice";
/// How a launch template says the same.
const MARKET: &str = "InstanceMarketOptions";
/// Whether machines get a public address: a launch template says so of an interface.
const PUBLIC: &str = "AssociatePublicIpAddress";
const INTERFACES: &str = "NetworkInterfaces";
/// The instance that all that is not written is taken from.
const FROM_INSTANCE: &str = "InstanceId";
/// Words at the end of a logical id that say what it is, longest first.
const SUFFIXES: [&str; 6] = ["LaunchConfiguration", "LaunchConfig", "LaunchConf", "Configuration", "Config", "LC"];
/// Types of parameters that hold names of security groups, not ids.
const GROUP_NAMES: [&str; 2] = ["AWS::EC2::SecurityGroup::GroupName", "List<AWS::EC2::SecurityGroup::GroupName>"];

/// Converts a launch configuration to a launch template.
pub static RECIPE: Recipe = Recipe {
    id: "launch-template",
    title: "Move to a launch template",
    about: "A launch template with the same settings replaces a launch configuration, and its groups follow. AWS makes no launch configurations for new accounts.",
    symbol: Symbol::Chip,
    group: RecipeGroup::Machines,
    subject: target::CONFIGURATION,
    targets: |document| target::resources(document, compute::LAUNCH_CONFIGURATION, |_, _| true),
    options: &[],
    propose: |request| Ok(launch_template(request.document, request.target)?),
};

/// A launch template in place of the launch configuration `id`.
///
/// # Errors
/// Why there is no such change, in a sentence.
pub fn launch_template(document: &Document, id: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let (launch, groups) = convert(&mut draft, id)?;
    let stay = groups.iter().filter(|group| !rolls(draft.template(), group)).map(String::as_str).collect::<Vec<_>>();
    if !stay.is_empty() {
        draft.leave(format!(
            "{} {} no UpdatePolicy that replaces instances: those that run keep what they were started with until somebody replaces them.",
            listed(&stay),
            if stay.len() == 1 { "has" } else { "have" }
        ));
    }
    rename::encoded_names(document, id).into_iter().for_each(|one| draft.leave(one));
    draft.leave(
        "Who deploys it needs ec2:CreateLaunchTemplate, ec2:CreateLaunchTemplateVersion and ec2:RunInstances beside the permissions for groups.",
    );
    Ok(draft.into_proposal_of(&launch, format!("Launch template in place of {id}")))
}

/// The same on a draft. Gives the logical id of the launch template and those of the groups.
pub(super) fn convert(draft: &mut Draft, id: &str) -> Result<(String, Vec<String>), String> {
    let template = draft.template();
    let resource = template.resource(id).filter(|one| one.kind() == Some(compute::LAUNCH_CONFIGURATION));
    let resource = resource.ok_or_else(|| format!("{id} is no launch configuration of this template."))?;
    if resource.property(FROM_INSTANCE).is_some() {
        return Err(format!(
            "{id} takes what it does not say from an instance by InstanceId, which no launch template does. Write ImageId, InstanceType and the rest in its place first."
        ));
    }
    let properties = resource.node().get(attribute::PROPERTIES).filter(|node| !node.is_null());
    if properties.is_some_and(|node| node.kind() != Kind::Mapping || node.tag().is_some() || node.is_alias()) {
        return Err(format!("The properties of {id} are elsewhere or given by a function. Write them in {id} first."));
    }
    let launch = name_of(template, id);
    let groups = groups(draft.document(), id)?;
    draft.say(format!(
        "{id} becomes the launch template {launch}. Metadata, cfn-init's too, and user data stay as they are written."
    ));
    tell_others(draft, id, &launch, &groups);
    let at = resource_path(id);
    draft.make(rename::rename(draft.document(), &at, &launch))?;
    draft.put(&resource_path(&launch), &[], attribute::TYPE, &json!(compute::LAUNCH_TEMPLATE))?;
    data(draft, &launch)?;
    for group in &groups {
        follow(draft, group, &launch)?;
    }
    if !groups.is_empty() {
        let (word, it) = if groups.len() == 1 { ("starts", "its") } else { ("start", "their") };
        draft.say(format!(
            "{} {word} {it} instances from the newest version of {launch}: a change of the template is an update of the group.",
            listed(&groups)
        ));
    }
    Ok((launch, groups))
}

/// A free name: the configuration's own, with another word at its end.
fn name_of(template: Template<'_>, id: &str) -> String {
    match SUFFIXES.iter().find_map(|suffix| id.strip_suffix(suffix)) {
        Some(stem) => name::free_id(template, &format!("{stem}LaunchTemplate")),
        None => name::free_id(template, &format!("{id}Template")),
    }
}

/// Where a group says what it starts from.
fn start_of(group: &str) -> Path {
    resource_path(group).keys([attribute::PROPERTIES, key::LAUNCH_CONFIGURATION])
}

/// The groups that start from the configuration.
///
/// # Errors
/// One of them chooses by a function, or has a launch template too.
fn groups(document: &Document, id: &str) -> Result<Vec<String>, String> {
    let template = Template::of(document);
    let mut found: Vec<String> = Vec::new();
    for one in uses(document, &resource_path(id)) {
        let Owner::Resource(group, compute::GROUP) = owner_of(document, &one.at) else { continue };
        let at = start_of(group);
        if !one.at.starts_with(&at) || found.iter().any(|known| known == group) {
            continue;
        }
        let node = document.node(&at).filter(|node| !node.is_alias());
        let whole = format!("${{{id}}}");
        let alone = |node: Node<'_>| {
            named(node) == Some(id) || to_json(&node.value()).get("Fn::Sub").and_then(Json::as_str) == Some(&whole)
        };
        if !node.is_some_and(alone) {
            return Err(format!(
                "{} chooses by a function what {group} starts from. Write !Ref {id} there first.",
                place_of(document, &one)
            ));
        }
        let other = [key::LAUNCH_TEMPLATE, key::MIXED]
            .into_iter()
            .find(|other| template.resource(group).is_some_and(|group| group.property(other).is_some()));
        if let Some(other) = other {
            return Err(format!("{group} has {other} beside the launch configuration. Remove one of the two first."));
        }
        found.push(group.to_string());
    }
    Ok(found)
}

/// Says who else names the configuration and gets something else then: its name was what `Ref` gave, now it is an id.
fn tell_others(draft: &mut Draft, id: &str, launch: &str, groups: &[String]) {
    let document = draft.document().clone();
    for one in uses(&document, &resource_path(id)) {
        let of_group = groups.iter().any(|group| one.at.starts_with(&start_of(group)));
        if of_group || !matches!(one.how, How::Ref | How::Sub | How::GetAtt) {
            continue;
        }
        let place = place_of(&document, &one);
        draft.leave(match owner_of(&document, &one.at) {
            Owner::Output(output) => {
                format!("The output {output} returns the id of {launch} instead of the name of {id}.")
            }
            // In user data and metadata the logical id is what helper scripts are given, which follows.
            Owner::Resource(own, _) if own == id => continue,
            Owner::Resource(..) | Owner::Other => {
                format!("{place} gave the name of {id} and now gives the id of {launch}. Look whether that serves.")
            }
        });
    }
}

/// True if an update of the group replaces its instances.
fn rolls(template: Template<'_>, group: &str) -> bool {
    let policy = template.resource(group).and_then(|group| group.node().get(attribute::UPDATE_POLICY));
    let kinds = ["AutoScalingRollingUpdate", "AutoScalingReplacingUpdate"];
    policy.is_some_and(|policy| kinds.iter().any(|kind| policy.get(kind).is_some()) || policy.tag().is_some())
}

/// The group names the launch template and its newest version.
fn follow(draft: &mut Draft, group: &str, launch: &str) -> Result<(), String> {
    draft.make([Edit::Rename { at: start_of(group), to: key::LAUNCH_TEMPLATE.to_string() }])?;
    let at = resource_path(group).keys([attribute::PROPERTIES, key::LAUNCH_TEMPLATE]);
    draft.make([Edit::Wrap { at: at.clone(), under: key::LAUNCH_TEMPLATE_ID.to_string() }])?;
    let value = draft.value(&json!({ "Fn::GetAtt": [launch, "LatestVersionNumber"] }));
    draft.make([Edit::Insert { into: at, slot: Slot::Key(key::VERSION.to_string()), value }])
}

fn keys(draft: &Draft, at: &Path) -> Vec<String> {
    let entries = draft.document().node(at).into_iter().flat_map(|node| node.entries());
    entries.map(|entry| entry.key().to_string()).collect()
}

/// The properties become those of a launch template, below `LaunchTemplateData`.
fn data(draft: &mut Draft, id: &str) -> Result<(), String> {
    let properties = resource_path(id).join(attribute::PROPERTIES);
    if draft.document().node(&properties).is_none_or(|node| node.is_null()) {
        return draft.put(&resource_path(id), &[], attribute::PROPERTIES, &json!({ key::DATA: {} })).map(drop);
    }
    let mut gone = Vec::new();
    for own in keys(draft, &properties) {
        let at = properties.join(own.as_str());
        if let Some((_, to, under)) = INSIDE.iter().find(|row| row.0 == own) {
            around(draft, &at, to, &[under])?;
        } else if own == SPELLED.0 {
            draft.make([Edit::Rename { at, to: SPELLED.1.to_string() }])?;
        } else if own == instance::INSTANCE_PROFILE.key {
            profile(draft, &at)?;
        } else if own == SPOT_PRICE {
            market(draft, &at)?;
        } else if own == OWN_NAME.0 || own == PUBLIC || own == key::SECURITY_GROUPS || own.starts_with("Fn::") {
            // Below, as they stand beside others or together.
        } else if !SAME.contains(&own.as_str()) {
            draft.make([Edit::Remove { at }])?;
            gone.push(own);
        }
    }
    network(draft, &properties)?;
    devices::convert(draft, &properties, devices::NoDevice::EmptyText)?;
    let monitoring = properties.join("Monitoring");
    if draft.document().node(&monitoring).is_none() {
        // Source: AWS page "AWS::AutoScaling::LaunchConfiguration", InstanceMonitoring: true unless written.
        draft.put(&properties, &[], "Monitoring", &json!({ "Enabled": true }))?;
        draft.say("Detailed monitoring, which a launch configuration has unless told otherwise, is written.");
    }
    if !gone.is_empty() {
        draft.leave(format!("A launch template has no {}: that setting of {id} is removed.", listed(&gone)));
    }
    draft.make([Edit::Wrap { at: properties.clone(), under: key::DATA.to_string() }])?;
    let name = properties.keys([key::DATA, OWN_NAME.0]);
    if draft.document().node(&name).is_some() {
        let slot = Slot::KeyAt(OWN_NAME.1.to_string(), 0);
        draft.make([Edit::MoveTo { at: name, into: properties.clone(), slot }])?;
    }
    Ok(())
}

/// The entry gets another key, and mappings of one key around its value, the innermost first.
fn around(draft: &mut Draft, at: &Path, to: &str, under: &[&str]) -> Result<(), String> {
    draft.make([Edit::Rename { at: at.clone(), to: to.to_string() }])?;
    let at = at.parent().unwrap_or_default().join(to);
    under.iter().try_for_each(|under| draft.make([Edit::Wrap { at: at.clone(), under: under.to_string() }]))
}

/// A launch configuration takes a profile's name or ARN at the same place; a launch template has a key for each.
fn profile(draft: &mut Draft, at: &Path) -> Result<(), String> {
    let node = draft.document().node(at);
    let value = node.map(|node| to_json(&node.value())).unwrap_or_default();
    let text = value.as_str().or_else(|| value.get("Fn::Sub").and_then(Json::as_str)).unwrap_or_default();
    let attribute = value.get("Fn::GetAtt").map(Json::to_string).unwrap_or_default();
    let parameter = node.and_then(named).and_then(|name| draft.template().parameter(name));
    let given = parameter.and_then(|parameter| parameter.default()).unwrap_or_default();
    let is_arn = [text, given].iter().any(|text| text.starts_with("arn:")) || attribute.ends_with("\"Arn\"]");
    let asks = parameter.is_some() && given.is_empty();
    let name = parameter.map(|parameter| parameter.name().to_string()).unwrap_or_default();
    if asks {
        draft.leave(format!(
            "IamInstanceProfile takes the name of a profile from {name}. If people give an ARN there, write Arn in place of Name."
        ));
    }
    draft.make([Edit::Wrap { at: at.clone(), under: if is_arn { "Arn" } else { "Name" }.to_string() }])
}

/// The price of spot instances; where a condition decides whether there is one, it decides about the market too.
fn market(draft: &mut Draft, at: &Path) -> Result<(), String> {
    let value = draft.document().node(at).map(|node| to_json(&node.value())).unwrap_or_default();
    if value.get("Fn::If").is_some() {
        draft.make([Edit::Rename { at: at.clone(), to: MARKET.to_string() }])?;
        let value = draft.value(&chosen(&value));
        let at = at.parent().unwrap_or_default().join(MARKET);
        return draft.make([Edit::Set { at, value }]);
    }
    around(draft, at, MARKET, &["MaxPrice", "SpotOptions"])?;
    let into = at.parent().unwrap_or_default().join(MARKET);
    draft.make([Edit::Insert { into, slot: Slot::KeyAt("MarketType".into(), 0), value: "spot".into() }])
}

/// A price, or a choice of prices, as options of the market. As deep as the document is at most.
fn chosen(price: &Json) -> Json {
    if let Some([condition, yes, no]) = price.get("Fn::If").and_then(Json::as_array).map(Vec::as_slice) {
        return json!({ "Fn::If": [condition, chosen(yes), chosen(no)] });
    }
    if *price == json!({ "Ref": "AWS::NoValue" }) {
        return price.clone();
    }
    json!({ "MarketType": "spot", "SpotOptions": { "MaxPrice": price } })
}

/// Security groups, by ids: in the one interface where a public address is spoken of, else beside the others.
fn network(draft: &mut Draft, properties: &Path) -> Result<(), String> {
    let (groups, public) = (properties.join(key::SECURITY_GROUPS), properties.join(PUBLIC));
    let has_groups = draft.document().node(&groups).is_some();
    let by_name = has_groups && by_ids(draft, &groups)?;
    let Some(place) = crate::recipe::entry::position(draft.document(), &public) else {
        let to = instance::SECURITY_GROUP_IDS.key.to_string();
        // Names stay under the key that takes names.
        return if has_groups && !by_name { draft.make([Edit::Rename { at: groups, to }]) } else { Ok(()) };
    };
    let value = draft.value(&json!([{ "DeviceIndex": 0 }]));
    let slot = Slot::KeyAt(INTERFACES.to_string(), place);
    draft.make([Edit::Insert { into: properties.clone(), slot, value }])?;
    let interface = properties.join(INTERFACES).join(0);
    draft.make([Edit::MoveTo { at: public, into: interface.clone(), slot: Slot::Key(PUBLIC.to_string()) }])?;
    if has_groups {
        draft.make([Edit::MoveTo { at: groups, into: interface.clone(), slot: Slot::Key("Groups".to_string()) }])?;
    }
    draft.say(format!(
        "{PUBLIC} moves to a network interface{}.",
        if has_groups { ", which has the security groups then" } else { "" }
    ));
    if by_name {
        draft.leave("A network interface takes security groups by id only: write ids in place of names in Groups.");
    }
    Ok(())
}

/// `Ref` of a security group that says no VPC gives its name; it becomes the id. True if names remain.
fn by_ids(draft: &mut Draft, list: &Path) -> Result<bool, String> {
    let template = draft.template();
    let Some(node) = draft.document().node(list) else { return Ok(false) };
    let name_by = |node: Node<'_>| {
        let parameter = named(node).and_then(|name| template.parameter(name)).and_then(|one| one.kind());
        parameter.is_some_and(|kind| GROUP_NAMES.contains(&kind))
            || (node.tag().is_none() && node.scalar().is_some_and(|text| !text.starts_with("sg-")))
    };
    if node.kind() != Kind::Sequence || node.tag().is_some() {
        return Ok(name_by(node));
    }
    let named_group = |node: Node<'_>| {
        let is_ref = to_json(&node.value()).get("Ref").is_some();
        let group = template.resource(named(node).filter(|_| is_ref)?)?;
        let outside = group.kind() == Some(ec2::SECURITY_GROUP) && group.property(ec2::key::VPC_ID).is_none();
        outside.then(|| group.id().to_string())
    };
    let found: Vec<(usize, String)> =
        node.items().enumerate().filter_map(|(index, item)| Some((index, named_group(item)?))).collect();
    let (names, count) = (node.items().filter(|item| name_by(*item)).count(), node.len());
    // Names and ids stand under keys of their own: where all are names, names they stay.
    if names > 0 && names + found.len() == count {
        return Ok(true);
    }
    for (index, group) in found {
        let value = draft.value(&json!({ "Fn::GetAtt": [group, "GroupId"] }));
        draft.make([Edit::Set { at: list.join(index), value }])?;
        draft.say(format!("The security group {group} is named by its id."));
    }
    if names > 0 {
        draft.leave("SecurityGroupIds takes ids: write ids instead of the names in the list.");
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
