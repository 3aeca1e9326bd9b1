//! What comes of a replacement or deletion, and what people can do: data that is lost, policies that keep it.
//!
//! Sources: AWS pages "UpdateReplacePolicy attribute", "DeletionPolicy attribute", "Stack refactoring", "Prevent updates
//! to stack resources".

use super::verdict::{PropertyImpact, ReplacementOrder, ResourceImpact, Verdict, WayOut};
use super::way_out;
use crate::document::Document;
use crate::schema::refactoring::refactoring_limit;
use crate::schema::stored_data::{data_of, data_program, takes_snapshots};
use crate::schema::{compute, ec2};
use crate::template::function::{Call, call};
use crate::template::machine::init_of;
use crate::template::resource::attribute;
use crate::template::user_data::UserData;
use crate::template::{Resource, Template, signal};

/// A policy of a resource: what becomes of the old one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Deleted,
    Retained,
    Snapshot,
    Unknown,
}

fn fate(resource: Option<Resource<'_>>, policy: &str) -> Fate {
    let node = resource.and_then(|one| one.node().get(policy));
    match node.map(|node| node.scalar().filter(|_| node.tag().is_none())) {
        Some(Some("Retain")) => Fate::Retained,
        Some(Some("Snapshot")) => Fate::Snapshot,
        Some(Some("Delete" | "RetainExceptOnCreate")) | None => Fate::Deleted,
        Some(_) => Fate::Unknown,
    }
}

/// Adds notes and ways out to what happens to a resource.
pub(super) fn explain(one: &mut ResourceImpact, old: &Document, new: &Document) {
    let (before, after) = (Template::of(old).resource(&one.id), Template::of(new).resource(&one.id));
    match one.verdict {
        Verdict::Replacement => replaced(one, (old, new), before, after),
        Verdict::Deleted => deleted(one, old, before),
        Verdict::Fails if one.properties.iter().any(|part| part.verdict == Verdict::Replacement) => {
            replaced(one, (old, new), before, after);
        }
        _ => {}
    }
    way_out::offer(one, old, new);
    if one.kind == compute::LAUNCH_TEMPLATE && changed(one, "LaunchTemplateData").is_some() {
        launched(one, new);
    }
}

fn changed<'o>(one: &'o ResourceImpact, key: &str) -> Option<&'o PropertyImpact> {
    one.properties.iter().find(|part| part.at.iter().map(String::as_str).eq([attribute::PROPERTIES, key]))
}

fn replaced(
    one: &mut ResourceImpact,
    (old, new): (&Document, &Document),
    before: Option<Resource<'_>>,
    after: Option<Resource<'_>>,
) {
    let kind = one.kind.clone();
    match one.order {
        Some(ReplacementOrder::OldFirst) => one
            .notes
            .push("The old one is deleted before the new one is created, so for a while there is neither.".to_string()),
        Some(ReplacementOrder::NewFirst) => one.notes.push(
            "The new one is created first, what refers to it is changed, and the old one is deleted in the clean-up."
                .to_string(),
        ),
        None => {}
    }
    let data = data_of(&kind);
    match fate(after, "UpdateReplacePolicy") {
        Fate::Retained => one
            .notes
            .push("UpdateReplacePolicy keeps the old one: it stays, and is billed, outside of the stack.".into()),
        Fate::Snapshot if takes_snapshots(&kind) => {
            one.notes.push(
                "UpdateReplacePolicy takes a snapshot of the old one; the new one does not have its data.".into(),
            );
        }
        Fate::Unknown => one.notes.push("UpdateReplacePolicy is given by a function.".into()),
        Fate::Deleted | Fate::Snapshot => {
            if let Some(data) = data {
                one.notes.push(format!("Lost: {data}."));
                if fate(after, "DeletionPolicy") == Fate::Retained {
                    one.notes.push("DeletionPolicy does not keep the old one of a replacement.".into());
                }
                let (policy, text) = match takes_snapshots(&kind) {
                    true => (
                        "Snapshot",
                        "UpdateReplacePolicy: Snapshot keeps the data as a snapshot; Retain keeps the old one.",
                    ),
                    false => ("Retain", "UpdateReplacePolicy: Retain keeps the old one, outside of the stack."),
                };
                one.ways_out.push(way_out::policy(new, &one.id, text, policy));
            }
        }
    }
    if kind == ec2::INSTANCE {
        instance(one, old, before, after);
    }
    if kind == "AWS::EC2::VolumeAttachment" {
        one.notes.push(
            "The volume is still attached to the old instance when the new attachment is created, so the update may fail. \
             Detach it first, or remove the attachment in one update and add it in the next."
                .into(),
        );
    }
    if let Some(name) = crate::schema::update::name_property(&kind).and_then(|name| changed(one, name).cloned()) {
        let key = name.at.last().cloned().unwrap_or_default();
        if let Some(value) = &name.old {
            let text = format!("Keep {key}: {value} if the name alone is not worth a new one.");
            one.ways_out.push(way_out::keep_old_value(old, new, &one.id, &name.at, text));
        }
    }
}

fn instance(one: &mut ResourceImpact, old: &Document, before: Option<Resource<'_>>, after: Option<Resource<'_>>) {
    let programs = programs(old, &one.id);
    if !programs.is_empty() {
        one.notes.push(format!(
            "{} runs on this instance: its databases are lost with the old volumes.",
            programs.join(", ")
        ));
        one.ways_out.push(WayOut::say(
            "Keep databases on an AWS::EC2::Volume of their own, or in AWS::RDS::DBInstance: neither is replaced with the \
             instance.",
        ));
    }
    if after.and_then(signal::waits).is_some() {
        one.notes.push("CloudFormation waits for the signals of the new instance.".into());
    }
    let addressed = before.is_some_and(|one| one.property("PrivateIpAddress").is_some());
    if !addressed {
        one.notes.push(
            "The new instance has another private address, and another public one unless it is an Elastic IP.".into(),
        );
    }
    if changed(one, "ImageId").is_some() {
        one.ways_out.push(WayOut::say(
            "Pin the image: write the AMI id that the instance runs with, and change it when you want a new one.",
        ));
    }
    if changed(one, "BlockDeviceMappings").is_some() {
        one.ways_out.push(WayOut::say(
            "Leave BlockDeviceMappings as they are and enlarge the volume with aws ec2 modify-volume; or put the data on an \
             AWS::EC2::Volume of its own, whose Size grows in place.",
        ));
    }
}

/// Programs that hold data on the machines of a resource, by its packages, services and user data.
fn programs(document: &Document, id: &str) -> Vec<&'static str> {
    let template = Template::of(document);
    let mut names: Vec<String> = Vec::new();
    if let Some(init) = init_of(template, id).and_then(|one| one.init()) {
        for config in init.configs() {
            names.extend(config.packages().map(|one| one.name().to_string()));
            names.extend(config.services().map(|one| one.name().to_string()));
        }
    }
    if let Some(data) = UserData::of(document, id) {
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | '+');
        let lines = data.text.text().lines().filter(|line| line.contains("install"));
        names.extend(lines.flat_map(|line| line.split(|sign| !is_word(sign))).map(str::to_string));
    }
    let mut found: Vec<&str> = names.iter().filter_map(|name| data_program(name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn deleted(one: &mut ResourceImpact, old: &Document, before: Option<Resource<'_>>) {
    let kind = one.kind.clone();
    let is_cluster_member = before.is_some_and(|one| one.property("DBClusterIdentifier").is_some());
    let by_default = match kind.as_str() {
        "AWS::RDS::DBCluster" => true,
        "AWS::RDS::DBInstance" => !is_cluster_member,
        _ => false,
    };
    let has_policy = before.is_some_and(|one| one.node().get("DeletionPolicy").is_some());
    match fate(before, "DeletionPolicy") {
        Fate::Retained => {
            one.notes.push("DeletionPolicy keeps it: it stays, and is billed, outside of the stack.".into())
        }
        Fate::Snapshot if takes_snapshots(&kind) => one.notes.push("DeletionPolicy takes a snapshot first.".into()),
        Fate::Unknown => one.notes.push("DeletionPolicy is given by a function.".into()),
        Fate::Deleted if by_default && !has_policy => {
            one.notes.push(
                "CloudFormation takes a snapshot first, as it does for this type without a DeletionPolicy.".into(),
            );
        }
        Fate::Deleted | Fate::Snapshot => {
            if let Some(data) = data_of(&kind) {
                one.notes.push(format!("Lost: {data}."));
                let what = if takes_snapshots(&kind) { "Snapshot or Retain" } else { "Retain" };
                one.ways_out.push(WayOut::say(format!(
                    "DeletionPolicy: {what}, deployed before the resource is removed from the template."
                )));
            }
            let programs = programs(old, &one.id);
            if kind == ec2::INSTANCE && !programs.is_empty() {
                one.notes.push(format!("{} runs on this instance: its databases are lost.", programs.join(", ")));
            }
        }
    }
}

/// What becomes of the machines of a launch template with a new version.
fn launched(one: &mut ResourceImpact, new: &Document) {
    let template = Template::of(new);
    let users = template.resources().filter(|user| matches!(user.kind(), Some(compute::GROUP | ec2::INSTANCE)));
    for user in users {
        let node = user.property("LaunchTemplate").or_else(|| {
            let policy = user.property("MixedInstancesPolicy")?.get("LaunchTemplate")?;
            policy.get("LaunchTemplateSpecification")
        });
        let Some(node) = node else { continue };
        let named = ["LaunchTemplateId", "LaunchTemplateName"].iter().filter_map(|key| node.get(key));
        if !named.filter_map(crate::template::resource::named).any(|name| name == one.id) {
            continue;
        }
        let version = node.get("Version");
        let id = user.id();
        let is_default =
            |call: Call<'_>| call.name == "Fn::GetAtt" && call.argument.source().contains("DefaultVersionNumber");
        if version.and_then(call).is_some_and(is_default) {
            one.notes.push(format!(
                "{id} takes the default version, and an update makes a new version but not the default one: it stays as it is. \
                 Version: !GetAtt {}.LatestVersionNumber makes the group change.",
                one.id
            ));
            one.ways_out.push(way_out::follow(new, &one.id, id, node.path().join("Version")));
            continue;
        }
        if let Some(version) = version.filter(|node| node.tag().is_none()).and_then(|node| node.scalar()) {
            if !matches!(version, "$Latest" | "$Default") {
                one.notes.push(format!("{id} stays at version {version}."));
                continue;
            }
            one.notes.push(format!(
                "{id} says Version {version}: its text does not change, so CloudFormation starts nothing there. Only new \
                 instances get the new version. Version: !GetAtt {}.LatestVersionNumber makes the group change.",
                one.id
            ));
            one.ways_out.push(way_out::follow(new, &one.id, id, node.path().join("Version")));
        }
    }
}

/// Notes on a resource that only its logical id tells from another one: it is deleted and created anew.
pub(super) fn renamed(gone: &mut ResourceImpact, came: &mut ResourceImpact, new: &Document) {
    gone.notes.push(format!(
        "{} has the same properties: with another logical id it is another resource. It is created first, and {} is deleted \
         in the clean-up.",
        came.id, gone.id
    ));
    came.notes.push(format!("It has the properties of {}, which is deleted.", gone.id));
    let way = match refactoring_limit(&gone.kind) {
        None => format!(
            "Stack refactoring gives {} the id {} and touches nothing: cf-init refactor-command OLD NEW prints its commands.",
            gone.id, came.id
        ),
        Some(limit) => {
            format!("Keep the logical id {}. Stack refactoring does not take the type: {}.", gone.id, limit.reason())
        }
    };
    let way = way_out::rename_back(new, &gone.id, &came.id, way);
    gone.ways_out.push(way.clone());
    came.ways_out.push(way);
}
