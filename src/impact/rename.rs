//! Resources that stand in both templates under two logical ids, and names that two resources cannot share.

use std::collections::BTreeMap;

use super::outcome::ResourceSlot;
use crate::document::Node;
use crate::schema::update::name_property;
use crate::template::Resource;
use crate::template::function::to_json;
use crate::template::resource::attribute;

/// Pairs of ids, of resources with the same type and properties: only the old template has the first, only the new one
/// the second. Of several that are alike none is taken.
pub(super) fn renames(slots: &[ResourceSlot<'_>]) -> Vec<(String, String)> {
    let mut alike: BTreeMap<String, (Vec<&ResourceSlot<'_>>, Vec<&ResourceSlot<'_>>)> = BTreeMap::new();
    // What loops make is not renamed on its own.
    let in_loop = |slot: &&ResourceSlot<'_>| slot.old.or(slot.new).is_some_and(|one| one.is_in_loop());
    for slot in slots.iter().filter(|slot| !in_loop(slot)) {
        match (slot.old, slot.new) {
            (Some(old), None) => alike.entry(signature(old.node(), &slot.id)).or_default().0.push(slot),
            (None, Some(new)) => alike.entry(signature(new.node(), &slot.id)).or_default().1.push(slot),
            _ => {}
        }
    }
    let pair = |(old, new): (Vec<&ResourceSlot<'_>>, Vec<&ResourceSlot<'_>>)| match (old.as_slice(), new.as_slice()) {
        ([old], [new]) => Some((old.id.clone(), new.id.clone())),
        _ => None,
    };
    alike.into_values().filter_map(pair).collect()
}

/// Type and properties, with one word in place of the resource's own id.
fn signature(node: Node<'_>, id: &str) -> String {
    let json = |key: &str| node.get(key).map(|node| to_json(&node.literal_value()).to_string()).unwrap_or_default();
    json(attribute::TYPE) + &without(&json(attribute::PROPERTIES), id)
}

/// A text with a mark in place of a word.
fn without(text: &str, word: &str) -> String {
    let is_part = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(word).filter(|_| !word.is_empty()) {
        let is_word =
            !is_part(before.chars().next_back().or_else(|| out.chars().next_back())) && !is_part(after.chars().next());
        out.push_str(before);
        out.push_str(if is_word { "\u{1}" } else { word });
        rest = after;
    }
    out + rest
}

/// The property and the name that a new resource has in common with one that is deleted after it is created.
pub(super) fn shared_name(
    came: &ResourceSlot<'_>,
    slots: &[ResourceSlot<'_>],
) -> Option<(&'static str, String, String)> {
    let name = name_property(came.kind())?;
    let value = |node: Option<Node<'_>>| Some(to_json(&node?.literal_value()));
    // A variable of a loop is another name in each.
    if came
        .new
        .is_some_and(|new| new.is_in_loop() && new.property(name).is_some_and(|node| node.source().contains('$')))
    {
        return None;
    }
    let own = value(came.new?.property(name))?;
    let mut gone = slots.iter().filter(|slot| slot.new.is_none() && slot.kind() == came.kind());
    let other = gone.find(|slot| value(slot.old.and_then(|old| old.property(name))) == Some(own.clone()))?;
    let shown = own.as_str().map_or_else(|| own.to_string(), str::to_string);
    Some((name, shown, other.id.clone()))
}

/// Types of which two cannot have the same values of these properties, with what the service answers. Sources: error codes
/// of EC2, Elastic Load Balancing and EFS; Route 53, ChangeResourceRecordSets.
const ONLY_ONE: [(&str, &[&str], &str); 9] = [
    (
        "AWS::EC2::Route",
        &["RouteTableId", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"],
        "RouteAlreadyExists",
    ),
    (
        "AWS::EC2::SecurityGroupEgress",
        &[
            "GroupId",
            "IpProtocol",
            "FromPort",
            "ToPort",
            "CidrIp",
            "CidrIpv6",
            "DestinationPrefixListId",
            "DestinationSecurityGroupId",
        ],
        "InvalidPermission.Duplicate",
    ),
    (
        "AWS::EC2::SecurityGroupIngress",
        &[
            "GroupId",
            "GroupName",
            "IpProtocol",
            "FromPort",
            "ToPort",
            "CidrIp",
            "CidrIpv6",
            "SourcePrefixListId",
            "SourceSecurityGroupId",
            "SourceSecurityGroupName",
        ],
        "InvalidPermission.Duplicate",
    ),
    ("AWS::EC2::VolumeAttachment", &["VolumeId", "InstanceId"], "VolumeInUse"),
    ("AWS::EC2::VPCGatewayAttachment", &["VpcId", "InternetGatewayId"], "Resource.AlreadyAssociated"),
    ("AWS::EFS::MountTarget", &["FileSystemId", "SubnetId"], "MountTargetConflict"),
    ("AWS::ElasticLoadBalancingV2::Listener", &["LoadBalancerArn", "Port"], "DuplicateListener"),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", &["ListenerArn", "Priority"], "PriorityInUse"),
    (
        "AWS::Route53::RecordSet",
        &["HostedZoneId", "HostedZoneName", "Name", "Type", "SetIdentifier"],
        "InvalidChangeBatch",
    ),
];

/// The resource that a new one cannot stand beside, which is deleted after it is created, and what the service answers.
pub(super) fn shared_place(came: &ResourceSlot<'_>, slots: &[ResourceSlot<'_>]) -> Option<(String, &'static str)> {
    let (kind, keys, answer) = ONLY_ONE.iter().find(|row| row.0 == came.kind())?;
    let new = came.new.filter(|new| !new.is_in_loop())?;
    let same = |old: Resource<'_>| {
        let value = |one: Resource<'_>, key: &str| one.property(key).map(|node| to_json(&node.literal_value()));
        keys.iter().all(|key| value(old, key) == value(new, key))
    };
    let mut gone = slots.iter().filter(|slot| slot.new.is_none() && slot.kind() == *kind);
    let other = gone.find(|slot| slot.old.is_some_and(|old| !old.is_in_loop() && same(old)))?;
    Some((other.id.clone(), answer))
}
