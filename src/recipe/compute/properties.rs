//! Conversion between the properties of an instance and those of a launch template.
//!
//! Source: AWS pages "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate LaunchTemplateData".

use serde_json::json;

use super::devices;
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::recipe::draft::Draft;
use crate::recipe::entry;
use crate::schema::compute::key;
use crate::schema::ec2::instance;
use crate::template::alternative::branches;
use crate::template::describe::listed;
use crate::template::function::is_absent;
use crate::template::given::Given;
use crate::template::reference::trail;
use crate::template::resource::{attribute, named};
use crate::template::resource_path;

/// Keys that mean the same in both.
const SAME: &[&str] = &[
    "BlockDeviceMappings",
    "CpuOptions",
    "CreditSpecification",
    "DisableApiTermination",
    "EbsOptimized",
    "ElasticGpuSpecifications",
    "ElasticInferenceAccelerators",
    "EnclaveOptions",
    "HibernationOptions",
    "ImageId",
    "InstanceInitiatedShutdownBehavior",
    "InstanceType",
    "KernelId",
    "KeyName",
    "LicenseSpecifications",
    "MetadataOptions",
    "NetworkInterfaces",
    "PrivateDnsNameOptions",
    "SecurityGroupIds",
    "SecurityGroups",
    "UserData",
];

/// Keys of an instance with the key of a launch template and the key in that which is the value.
const INSIDE: &[(&str, &str, &str)] = &[
    ("IamInstanceProfile", "IamInstanceProfile", "Name"),
    ("Monitoring", "Monitoring", "Enabled"),
    ("Tenancy", "Placement", "Tenancy"),
    ("Affinity", "Placement", "Affinity"),
    ("HostId", "Placement", "HostId"),
    ("HostResourceGroupArn", "Placement", "HostResourceGroupArn"),
    ("PlacementGroupName", "Placement", "GroupName"),
];

/// Keys of an instance that a launch template spells otherwise.
const SPELLED: &[(&str, &str)] = &[("RamdiskId", "RamDiskId")];

/// The key of an instance that gives its volumes its own tags.
const TAG_VOLUMES: &str = "PropagateTagsToVolumeOnCreation";
/// Network interfaces, and the key of their security groups in both.
const INTERFACES: (&str, &str, &str) = ("NetworkInterfaces", "GroupSet", "Groups");
/// Keys of an interface that only one machine can have.
const OF_ONE: &[&str] = &["SubnetId", "PrivateIpAddress", "PrivateIpAddresses", "Ipv6Addresses", "NetworkInterfaceId"];
/// Credits of t machines.
const CREDITS: (&str, &str, &str) = ("CreditSpecification", "CPUCredits", "CpuCredits");

/// End of a sentence about a value that stays as it is.
const OTHER_FORM: &str = ", and an instance takes it in another form: change it there by hand.";

/// True for a transform or loop beside properties, and for a function in place of them. It adds to the mapping that it is
/// in, so it is moved along.
fn is_function(key: &str) -> bool {
    key.starts_with("Fn::")
}

fn known_later(id: &str, function: &str) -> String {
    format!("What {function} adds to the properties of {id} is known at a deployment only: check that {id} takes it.")
}

fn keys(draft: &Draft, at: &Path) -> Vec<String> {
    let entries = draft.document().node(at).into_iter().flat_map(|node| node.entries());
    entries.map(|entry| entry.key().to_string()).collect()
}

/// The properties of the instance `id` become those of a launch template, below `LaunchTemplateData`. What has no place
/// there goes and is said.
pub(super) fn to_template(draft: &mut Draft, id: &str) -> Result<(), String> {
    let properties = resource_path(id).join(attribute::PROPERTIES);
    let mut gone = Vec::new();
    for own in keys(draft, &properties) {
        let at = properties.join(own.as_str());
        if let Some((_, target, under)) = INSIDE.iter().find(|row| row.0 == own) {
            inside(draft, &at, target, under)?;
        } else if let Some((_, to)) = SPELLED.iter().find(|row| row.0 == own) {
            draft.make([Edit::Rename { at, to: to.to_string() }])?;
        } else if is_function(&own) {
            draft.leave(known_later(id, &own));
        } else if !SAME.contains(&own.as_str()) && own != key::TAG_SPECIFICATIONS {
            draft.make([Edit::Remove { at }])?;
            gone.push(own);
        }
    }
    devices::convert(draft, &properties, devices::NoDevice::EmptyText)?;
    respell(draft, &properties, CREDITS.0, (CREDITS.1, CREDITS.2))?;
    gone.extend(interfaces(draft, &properties)?);
    if !gone.is_empty() {
        draft.leave(format!("A launch template has no {}: that setting of {id} is removed.", listed(&gone)));
    }
    if draft.document().node(&properties).is_none() {
        return draft.put(&resource_path(id), &[], attribute::PROPERTIES, &json!({ key::DATA: {} })).map(drop);
    }
    draft.make([Edit::Wrap { at: properties, under: key::DATA.to_string() }])
}

/// The value of a key goes into the mapping `target`, under a key of its own.
fn inside(draft: &mut Draft, at: &Path, target: &str, under: &str) -> Result<(), String> {
    let owner = at.parent().unwrap_or_default();
    let into = owner.join(target);
    if into != *at && draft.document().node(&into).is_some() {
        return draft.make([Edit::MoveTo { at: at.clone(), into, slot: Slot::Key(under.to_string()) }]);
    }
    if into != *at {
        draft.make([Edit::Rename { at: at.clone(), to: target.to_string() }])?;
    }
    draft.make([Edit::Wrap { at: into, under: under.to_string() }])
}

fn respell(draft: &mut Draft, owner: &Path, part: &str, (from, to): (&str, &str)) -> Result<(), String> {
    let at = owner.keys([part, from]);
    match draft.document().node(&at) {
        Some(_) => draft.make([Edit::Rename { at, to: to.to_string() }]),
        None => Ok(()),
    }
}

/// Volumes get the instance's tags: a launch template says so with the tags once more.
pub(super) fn tag_volumes(draft: &mut Draft, properties: &Path) -> Result<(), String> {
    let at = properties.join(TAG_VOLUMES);
    let Some(node) = draft.document().node(&at) else { return Ok(()) };
    if let Some(given) = Given::whole(node) {
        let by = given.by.to_string();
        return tag_volumes_at_times(draft, properties, &at, &by);
    }
    let wanted = crate::template::boolean(node) == Some(true);
    let tags = draft.document().node(&properties.join(instance::TAGS.key)).map(|node| node.source_ref());
    draft.make([Edit::Remove { at }])?;
    match tags.filter(|_| wanted) {
        Some(tags) => {
            draft.make(entry::put(draft.document(), properties, &[], key::TAG_SPECIFICATIONS, of_volumes(tags)))
        }
        None => Ok(()),
    }
}

/// The same where a function decides it: in the branches of `Fn::If`; any other function has no place there.
fn tag_volumes_at_times(draft: &mut Draft, properties: &Path, at: &Path, function: &str) -> Result<(), String> {
    let all = branches(draft.document(), at);
    let truth = |at: &Path| {
        let node = draft.document().node(at)?;
        if is_absent(node) { Some(false) } else { crate::template::boolean(node) }
    };
    let truths: Option<Vec<bool>> = all.iter().map(truth).collect();
    let tags = draft.document().node(&properties.join(instance::TAGS.key)).map(|node| node.source_ref());
    let (Some(truths), Some(tags)) = (truths, tags) else {
        draft.leave(format!(
            "{TAG_VOLUMES} is given by {function}. A launch template has {} in its place: add the tags of volumes there.",
            key::TAG_SPECIFICATIONS
        ));
        return draft.make([Edit::Remove { at: at.clone() }]);
    };
    let to = properties.join(key::TAG_SPECIFICATIONS);
    draft.make([Edit::Rename { at: at.clone(), to: key::TAG_SPECIFICATIONS.to_string() }])?;
    let absent = draft.value(&json!({ "Ref": "AWS::NoValue" }));
    for (branch, wanted) in all.iter().zip(truths) {
        let inner = branch.steps().iter().skip(at.steps().len());
        let at = inner.fold(to.clone(), |at, step| at.join(step.clone()));
        let value = if wanted { of_volumes(tags.clone()) } else { absent.clone() };
        draft.make([Edit::Set { at, value }])?;
    }
    Ok(())
}

/// Tags for volumes as a launch template says them.
fn of_volumes(tags: Value) -> Value {
    let rows = [("ResourceType".into(), "volume".into()), (instance::TAGS.key.into(), tags)];
    Value::Sequence(vec![Value::Mapping(rows.into_iter().collect())])
}

/// What network interfaces say of one machine goes; the group's subnets decide.
fn interfaces(draft: &mut Draft, properties: &Path) -> Result<Vec<String>, String> {
    let list = properties.join(INTERFACES.0);
    let count = draft.document().node(&list).map_or(0, |node| node.items().count());
    let mut gone = Vec::new();
    for index in 0..count {
        let at = list.join(index);
        for own in keys(draft, &at).into_iter().filter(|own| OF_ONE.contains(&own.as_str())) {
            draft.make([Edit::Remove { at: at.join(own.as_str()) }])?;
            // The subnet becomes the group's.
            if own != instance::SUBNET_ID.key {
                gone.push(own);
            }
        }
        let groups = at.join(INTERFACES.1);
        if draft.document().node(&groups).is_some() {
            draft.make([Edit::Rename { at: groups, to: INTERFACES.2.to_string() }])?;
        }
    }
    Ok(gone)
}

/// The properties of the launch template `id` become those of an instance. What has no place there goes and is said.
/// True if it tagged volumes: an instance says so beside its tags.
pub(super) fn to_instance(draft: &mut Draft, id: &str) -> Result<bool, String> {
    let properties = resource_path(id).join(attribute::PROPERTIES);
    let data = properties.join(key::DATA);
    let (volumes, mut gone) = tags_of_volumes(draft, &properties, &data)?;
    for own in keys(draft, &properties).into_iter().filter(|own| own != key::DATA) {
        let at = properties.join(own.as_str());
        if is_function(&own) {
            draft.make([Edit::MoveTo { at, into: data.clone(), slot: Slot::Key(own) }])?;
            continue;
        }
        draft.make([Edit::Remove { at }])?;
        gone.push(own);
    }
    draft.make([Edit::Unwrap { at: properties.clone() }])?;
    for own in keys(draft, &properties) {
        let at = properties.join(own.as_str());
        if INSIDE.iter().any(|row| row.1 == own) {
            let all = branches(draft.document(), &at);
            if all == [at.clone()] {
                gone.extend(outside(draft, &at, &own)?);
            }
            for branch in all.iter().filter(|branch| **branch != at) {
                in_branch(draft, branch, &own)?;
            }
        } else if let Some((to, _)) = SPELLED.iter().find(|row| row.1 == own) {
            draft.make([Edit::Rename { at, to: to.to_string() }])?;
        } else if is_function(&own) {
            draft.leave(known_later(id, &own));
        } else if !SAME.contains(&own.as_str()) {
            draft.make([Edit::Remove { at }])?;
            gone.push(own);
        }
    }
    devices::convert(draft, &properties, devices::NoDevice::EmptyMapping)?;
    respell(draft, &properties, CREDITS.0, (CREDITS.2, CREDITS.1))?;
    let list = properties.join(INTERFACES.0);
    for index in 0..draft.document().node(&list).map_or(0, |node| node.items().count()) {
        let at = list.join(index).join(INTERFACES.2);
        if draft.document().node(&at).is_some() {
            draft.make([Edit::Rename { at, to: INTERFACES.1.to_string() }])?;
        }
    }
    if !gone.is_empty() {
        draft.leave(format!("An instance has no {}: that setting of the launch template is removed.", listed(&gone)));
    }
    Ok(volumes)
}

/// What a launch template has in a mapping of its own stands beside the other properties of an instance.
fn outside(draft: &mut Draft, at: &Path, own: &str) -> Result<Vec<String>, String> {
    let owner = at.parent().unwrap_or_default();
    if own == instance::INSTANCE_PROFILE.key {
        profile_by_name(draft, at)?;
    }
    if let Some(given) = draft.document().node(at).and_then(Given::any_key) {
        let by = given.by.to_string();
        draft.leave(format!("{} is given by {by}{OTHER_FORM}", trail(at)));
        return Ok(Vec::new());
    }
    let rows = INSIDE.iter().filter(|row| row.1 == own);
    let known: Vec<_> = rows.filter(|row| draft.document().node(&at.join(row.2)).is_some()).collect();
    let mut gone = Vec::new();
    for other in keys(draft, at).into_iter().filter(|other| !known.iter().any(|row| row.2 == other)) {
        draft.make([Edit::Remove { at: at.join(other.as_str()) }])?;
        gone.push(format!("{other} in {own}"));
    }
    let Some(((first, _, _), others)) = known.split_first() else {
        draft.make([Edit::Remove { at: at.clone() }])?;
        return Ok(gone);
    };
    for (name, _, under) in others.iter().copied() {
        let slot = Slot::Key(name.to_string());
        draft.make([Edit::MoveTo { at: at.join(*under), into: owner.clone(), slot }])?;
    }
    draft.make([Edit::Unwrap { at: at.clone() }])?;
    if *first != own {
        draft.make([Edit::Rename { at: at.clone(), to: first.to_string() }])?;
    }
    Ok(gone)
}

/// The same in a branch of `Fn::If`, if the mapping has no other key.
fn in_branch(draft: &mut Draft, at: &Path, own: &str) -> Result<(), String> {
    if draft.document().node(at).is_none_or(is_absent) {
        return Ok(());
    }
    if own == instance::INSTANCE_PROFILE.key {
        profile_by_name(draft, at)?;
    }
    let Some(node) = draft.document().node(at) else { return Ok(()) };
    let is_alone = |under: &str| node.is_plain(Kind::Mapping) && node.len() == 1 && node.get(under).is_some();
    if INSIDE.iter().any(|(first, target, under)| *first == own && *target == own && is_alone(under)) {
        return draft.make([Edit::Unwrap { at: at.clone() }]);
    }
    draft.leave(format!("{own} is given by Fn::If{OTHER_FORM}"));
    Ok(())
}

/// An instance names its profile; a launch template may have its ARN in place of the name.
fn profile_by_name(draft: &mut Draft, at: &Path) -> Result<(), String> {
    let arn = at.join("Arn");
    let Some(given) = draft.document().node(&arn).and_then(Given::whole) else { return Ok(()) };
    let by = given.by.to_string();
    draft.make([Edit::Rename { at: arn, to: "Name".into() }])?;
    for at in branches(draft.document(), &at.join("Name")) {
        let node = draft.document().node(&at);
        let is_known = |name: &&str| draft.template().resource(name).is_some();
        match node.and_then(named).filter(is_known).map(str::to_string) {
            Some(name) => {
                let value = draft.value(&json!({ "Ref": name }));
                draft.make([Edit::Set { at, value }])?;
            }
            None if node.is_some_and(is_absent) => {}
            None => draft.leave(format!(
                "{} is given by {by} as an ARN, and an instance takes the name of the profile: change it there by hand.",
                instance::INSTANCE_PROFILE.key
            )),
        }
    }
    Ok(())
}

/// Tags that the launch template gives volumes are the instance's own there.
fn tags_of_volumes(draft: &mut Draft, properties: &Path, data: &Path) -> Result<(bool, Vec<String>), String> {
    let (inner, outer) = (data.join(key::TAG_SPECIFICATIONS), properties.join(key::TAG_SPECIFICATIONS));
    let items = draft.document().node(&inner).into_iter().flat_map(|node| node.items());
    let kinds: Vec<String> =
        items.map(|item| item.get("ResourceType").and_then(|kind| kind.scalar()).unwrap_or_default().into()).collect();
    for at in [inner, outer] {
        if let Some(node) = draft.document().node(&at) {
            if let Some(given) = Given::whole(node) {
                draft.leave(format!(
                    "{} is given by {} and removed. An instance has Tags, and {TAG_VOLUMES} for its volumes.",
                    key::TAG_SPECIFICATIONS,
                    given.by
                ));
            }
            draft.make([Edit::Remove { at }])?;
        }
    }
    let volumes = kinds.iter().any(|kind| kind == "volume");
    let others = kinds.into_iter().filter(|kind| kind != "volume" && kind != "instance");
    let tags = |kind: String| match kind.as_str() {
        "" => "tags of a type that a function gives".to_string(),
        kind => format!("tags of {kind}"),
    };
    Ok((volumes, others.map(tags).collect()))
}

/// The instance gives its volumes its own tags.
pub(super) fn tag_own_volumes(draft: &mut Draft, id: &str) -> Result<(), String> {
    let properties = resource_path(id).join(attribute::PROPERTIES);
    let tags = entry::position(draft.document(), &properties.join(instance::TAGS.key));
    let slot = Slot::KeyAt(TAG_VOLUMES.to_string(), tags.unwrap_or(usize::MAX));
    draft.make([Edit::Insert { into: properties, slot, value: true.into() }])
}
