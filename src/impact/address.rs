//! Blocks and private addresses that EC2 does not give: outside of what they lie in, kept by AWS, or still in use by what
//! is deleted only after the new resource is created.
//!
//! Sources: AWS pages "Subnet CIDR blocks", "Update behaviors of stack resources"; EC2 error codes InvalidSubnet.Conflict,
//! InvalidSubnet.Range, InvalidParameterValue ("Address ... does not fall within the subnet's address range").

use serde_json::{Map, Value as Json};

use super::change::text;
use super::verdict::PropertyImpact;
use crate::schema::ec2;
use crate::schema::update::page_address;
use crate::template::cidr::Block;
use crate::template::evaluate::MARK;
use crate::template::resource::attribute;

const PAGE: &str = "TemplateReference/aws-resource-ec2-subnet.html";
/// The type of a subnet.
pub(super) const SUBNET: &str = "AWS::EC2::Subnet";
/// The property with the block of a VPC or subnet.
const BLOCK: &str = "CidrBlock";
const VPC_ID: &str = "VpcId";

/// A subnet, instance or network interface of the template before the update: it is there until the clean-up.
pub(super) struct Neighbour {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) properties: Json,
}

/// True for the types that take addresses.
pub(super) fn takes_addresses(kind: &str) -> bool {
    is_addressed(kind) || kind == SUBNET
}

fn is_addressed(kind: &str) -> bool {
    matches!(kind, ec2::INSTANCE | "AWS::EC2::NetworkInterface")
}

/// The logical id that a resolved value refers to as a whole: `!Ref`, or an attribute that is the id.
fn referred<'v>(value: Option<&'v Json>, attribute: &str) -> Option<&'v str> {
    let mut parts = text(value).split(MARK);
    let (_, mark, behind) = (parts.next()?, parts.next()?, parts.next()?);
    let (id, of) = mark.split_once('.')?;
    let is_whole = behind.is_empty() && parts.next().is_none() && (of.is_empty() || of == attribute);
    is_whole.then(|| id.trim_end_matches('~'))
}

fn fails(key: &str, why: String) -> PropertyImpact {
    PropertyImpact { page: Some(page_address(PAGE)), ..PropertyImpact::failing([attribute::PROPERTIES, key], why) }
}

/// The fixed addresses of an instance or network interface that its new subnet does not give. `properties` are those of a
/// resource of the new template, by its logical id.
pub(super) fn fixed(
    kind: &str,
    own: &Map<String, Json>,
    properties: &mut dyn FnMut(&str) -> Option<Json>,
) -> Vec<PropertyImpact> {
    if !is_addressed(kind) {
        return Vec::new();
    }
    let items = |value: Option<&Json>| value.and_then(Json::as_array).cloned().unwrap_or_default();
    let mut places: Vec<(&str, Json)> = vec![("", Json::Object(own.clone()))];
    places.extend(items(own.get("NetworkInterfaces")).into_iter().map(|item| ("NetworkInterfaces", item)));
    let mut found: Vec<PropertyImpact> = Vec::new();
    for (at, place) in &places {
        let Some(id) = referred(place.get("SubnetId"), "SubnetId") else { continue };
        let block = properties(id).and_then(|subnet| Block::parse(text(subnet.get(BLOCK))));
        let Some(block) = block else { continue };
        let key = |own: &'static str| if at.is_empty() { own } else { at };
        let mut addresses = vec![(key("PrivateIpAddress"), text(place.get("PrivateIpAddress")).to_string())];
        for item in items(place.get("PrivateIpAddresses")) {
            addresses.push((key("PrivateIpAddresses"), text(item.get("PrivateIpAddress")).to_string()));
        }
        for (key, address) in addresses {
            let Some(one) = Block::parse(&format!("{address}/32")) else { continue };
            let why = match block.contains(one) {
                false => format!(
                    "{address} is not in {block}, the block of {id}: the update fails when the new one is created. Give an \
                     address of the block, or none."
                ),
                true if is_kept_by_aws(block, one) => format!(
                    "{address} is one of the addresses of {id} that AWS keeps: the first four and the last of {block}. The \
                     update fails when the new one is created."
                ),
                true => continue,
            };
            if !found.iter().any(|other| other.at.last().is_some_and(|last| last == key)) {
                found.push(fails(key, why));
            }
        }
    }
    found
}

/// Why a resource with a new logical id cannot be created: another one still has its fixed address.
pub(super) fn taken(kind: &str, own: &Map<String, Json>, neighbours: &[Neighbour]) -> Option<PropertyImpact> {
    const ADDRESS: &str = "PrivateIpAddress";
    let address = own.get(ADDRESS).filter(|_| is_addressed(kind))?;
    let subnet = own.get("SubnetId")?;
    let has_it = |other: &&Neighbour| {
        is_addressed(&other.kind)
            && other.properties.get(ADDRESS) == Some(address)
            && other.properties.get("SubnetId") == Some(subnet)
    };
    let other = neighbours.iter().find(has_it)?;
    let why = format!(
        "{} still has the address when this one is created: the update fails. Give another address, or none.",
        other.id
    );
    Some(fails(ADDRESS, why))
}

fn is_kept_by_aws(block: Block, address: Block) -> bool {
    let offset = u64::from(address.first()).saturating_sub(u64::from(block.first()));
    block.fits_aws() && (offset < 4 || offset + 1 == block.size())
}

/// Why a new subnet cannot be created: its block is not in its VPC, or another subnet still has addresses of it.
/// `has_more_blocks` is true if the VPC has blocks beside its own.
pub(super) fn subnet(
    own: &Map<String, Json>,
    neighbours: &[Neighbour],
    has_more_blocks: &dyn Fn(&str) -> bool,
    properties: &mut dyn FnMut(&str) -> Option<Json>,
) -> Option<PropertyImpact> {
    let block = Block::parse(text(own.get(BLOCK)))?;
    let vpc = own.get(VPC_ID).filter(|value| !text(Some(value)).is_empty())?;
    let overlaps = |other: &&Neighbour| {
        other.kind == SUBNET
            && other.properties.get(VPC_ID) == Some(vpc)
            && Block::parse(text(other.properties.get(BLOCK))).is_some_and(|one| one.overlaps(block))
    };
    if let Some(other) = neighbours.iter().find(overlaps) {
        let taken = text(other.properties.get(BLOCK));
        return Some(fails(
            BLOCK,
            format!(
                "{} still has {taken} when the new subnet is created, and two subnets of a VPC share no address: the update \
                 fails. Give {BLOCK} a block that is free before the update.",
                other.id
            ),
        ));
    }
    let id = referred(Some(vpc), VPC_ID).filter(|id| !has_more_blocks(id))?;
    let around = properties(id)?;
    let range = Block::parse(text(around.get(BLOCK)))?;
    (!range.contains(block)).then(|| {
        fails(
            BLOCK,
            format!("{block} is not in {range}, the block of {id}: the update fails when the subnet is created."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_refers_to_a_resource_as_a_whole() {
        let id = |value: &str| referred(Some(&json!(value.replace('|', "\u{1}"))), "SubnetId").map(str::to_string);
        assert_eq!(id("subnet-1|Own.|").as_deref(), Some("Own"));
        assert_eq!(id("subnet-1|Own~.SubnetId|").as_deref(), Some("Own"));
        for other in ["subnet-1", "subnet-1|Own.VpcId|", "subnet-1|Own.|,subnet-2|Two.|", "a|Own.|b", "|?P|", ""] {
            assert_eq!(id(other), None, "{other}");
        }
    }
}
