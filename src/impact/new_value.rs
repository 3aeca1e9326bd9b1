//! The values that a changed resource gives anew: its id, its attributes, and what has to be so for each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{Lifecycle, ResourceOutcome, ResourceSlot};
use super::verdict::Verdict;
use crate::document::{Document, Node};
use crate::schema::ec2;
use crate::template::Template;
use crate::template::evaluate::ZONE;
use crate::template::resource::attribute;

/// Names with new values as in [`NewValues`], and what has to be so for each.
pub(super) type Reasons = BTreeMap<String, Option<String>>;

/// What has to be so for the new values of a resource that a value uses; none if it uses none of them.
pub(super) fn reasons_of<'r>(reasons: &'r Reasons, id: &str, node: Node<'_>) -> Vec<Option<&'r str>> {
    let zone = reasons.get(&format!("{id}.{ZONE}")).filter(|_| node.source().contains(ZONE));
    if let Some(only_if) = zone.or_else(|| reasons.get(id)) {
        return vec![only_if.as_deref()];
    }
    let start = format!("{id}.");
    let below = reasons.range(start.clone()..).take_while(|(name, _)| name.starts_with(&start));
    let is_used =
        |name: &str| name.strip_prefix(&start).is_some_and(|rest| node.source().contains(rest.trim_end_matches('.')));
    below.filter(|(name, _)| is_used(name)).map(|(_, only_if)| only_if.as_deref()).collect()
}

/// The values that other resources get anew, with what has to be so for it.
pub(super) fn values_of(
    slot: &ResourceSlot<'_>,
    outcome: &ResourceOutcome,
    addressed: &BTreeSet<&str>,
    reasons: &Reasons,
) -> Vec<(String, Option<String>)> {
    let id = &slot.id;
    if outcome.lifecycle != Lifecycle::Kept {
        return Vec::new();
    }
    if outcome.is_replaced() {
        let mut all = vec![(id.clone(), outcome.replaced_only_if().map(str::to_string))];
        all.extend(new_zone(slot, outcome, reasons).map(|only_if| (format!("{id}.{ZONE}"), only_if)));
        return all;
    }
    let changed =
        |key: &str| outcome.properties.iter().find(|one| one.at.iter().map(String::as_str).eq(["Properties", key]));
    let own = outcome.properties.iter().filter(|one| one.at.first().is_some_and(|key| key == attribute::PROPERTIES));
    let own = own.filter_map(|one| Some((format!("{id}.{}", one.at.get(1)?), one.only_if.clone())));
    let mut all: Vec<(String, Option<String>)> = own.collect();
    let stops = outcome.properties.iter().any(|one| one.verdict == Verdict::Interruption);
    match slot.kind() {
        "AWS::EC2::LaunchTemplate" => {
            let data = ["LaunchTemplateData", "VersionDescription"].into_iter().filter_map(changed);
            let data = surest(data.map(|one| one.only_if.clone()));
            all.extend(data.map(|only_if| (format!("{id}.LatestVersionNumber"), only_if)));
        }
        "AWS::EC2::Instance" if stops && !addressed.contains(id.as_str()) => {
            let only_if = Some(format!("{id} has a public address that is no Elastic IP"));
            all.extend(["PublicIp", "PublicDnsName"].map(|name| (format!("{id}.{name}"), only_if.clone())));
        }
        "AWS::RDS::DBInstance" => {
            all.extend(changed("Port").map(|one| (format!("{id}.Endpoint.Port"), one.only_if.clone())));
        }
        "AWS::CloudFormation::Stack" if changed("Parameters").or_else(|| changed("TemplateURL")).is_some() => {
            all.push((format!("{id}.Outputs."), Some(format!("the nested stack {id} gives other outputs"))));
        }
        kind if is_custom(kind) && outcome.verdict() == Some(Verdict::NoInterruption) => {
            all.push((id.clone(), Some(format!("the function behind {id} gives other values"))));
        }
        _ => {}
    }
    all
}

/// Of several causes of one thing what has to be so for it: nothing if one of them is sure, else what the first asks for.
fn surest(mut causes: impl Iterator<Item = Option<String>>) -> Option<Option<String>> {
    let first = causes.next()?;
    let is_sure = first.is_none() || causes.any(|other| other.is_none());
    Some(if is_sure { None } else { first })
}

/// Whether a replaced resource is in another zone than before, with what has to be so for it; `None` if it is in the same.
fn new_zone(slot: &ResourceSlot<'_>, outcome: &ResourceOutcome, reasons: &Reasons) -> Option<Option<String>> {
    let id = &slot.id;
    let places = match slot.kind() {
        ec2::INSTANCE => ["SubnetId", ZONE, "NetworkInterfaces", "LaunchTemplate"].as_slice(),
        "AWS::EC2::Subnet" => [ZONE, "AvailabilityZoneId"].as_slice(),
        _ => return Some(outcome.replaced_only_if().map(str::to_string)),
    };
    let is_place = |key: &&str| places.contains(key);
    let changed =
        outcome.properties.iter().filter(|one| one.at.get(1).map(String::as_str).as_ref().is_some_and(is_place));
    let zones = changed.filter_map(|one| {
        let zone_of = |name: &String| reasons.get(&format!("{name}.{ZONE}")).cloned();
        match (one.at.get(1).map(String::as_str), one.through.is_empty()) {
            (Some(ZONE | "AvailabilityZoneId"), _) => Some(one.only_if.clone()),
            // What it lies in is created anew, perhaps in the same zone.
            (_, false) => surest(one.through.iter().filter_map(zone_of)),
            (_, true) => Some(Some(format!("the new {id} is in another zone"))),
        }
    });
    let found = surest(zones);
    let is_said = slot.new.is_some_and(|one| places.iter().any(|key| one.property(key).is_some()));
    found.or_else(|| (!is_said).then(|| Some(format!("AWS puts the new {id} into another zone"))))
}

pub(super) fn is_custom(kind: &str) -> bool {
    kind == "AWS::CloudFormation::CustomResource" || kind.starts_with("Custom::")
}

/// The instances that have an Elastic IP address of the template.
pub(super) fn addressed(new: &Document) -> BTreeSet<&str> {
    let kinds = ["AWS::EC2::EIP", "AWS::EC2::EIPAssociation"];
    let all = Template::of(new).resources().filter(|one| one.kind().is_some_and(|kind| kinds.contains(&kind)));
    all.filter_map(|one| one.names("InstanceId")).collect()
}
