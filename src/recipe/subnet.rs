//! Subnets of a VPC: adding one at a free CIDR block with its routes, and removing one with what serves only it.

use serde_json::json;

use super::removal::Removal;
use super::{name, resource};
use crate::document::{Document, Edit};
use crate::schema::ec2::{self, key, subnet, vpc};
use crate::template::Template;
use crate::template::address_space::{AddressSpace, subnets_of};
use crate::template::function::call;
use crate::template::network::zone;
use crate::template::resource::attribute;

pub use crate::template::network::reach::{Reach, leads_out, private_table, public_table, reach};

/// The logical id of a new subnet, unless another resource has it.
fn wanted_id(reach: Reach) -> &'static str {
    match reach {
        Reach::Public => "PublicSubnet",
        Reach::Private => "PrivateSubnet",
    }
}

/// Adds a subnet to a VPC at the next free block, behind its last subnet; AWS chooses the zone. Gives its logical id too.
/// `None` if no block is free or the VPC's is not written out.
pub fn add(document: &Document, vpc: &str, reach: Reach) -> Option<(String, Vec<Edit>)> {
    add_in(document, vpc, reach, None)
}

/// As [`add`], in the zone with a position in the region's list.
pub fn add_in(document: &Document, vpc: &str, reach: Reach, zone: Option<usize>) -> Option<(String, Vec<Edit>)> {
    let template = Template::of(document);
    let block = AddressSpace::of(template, vpc)?.next()?;
    let id = name::free_id(template, wanted_id(reach));
    let siblings = subnets_of(template, vpc);
    let mut properties = json!({ subnet::VPC_ID.key: {"Ref": vpc}, subnet::CIDR_BLOCK.key: block.to_string() });
    let rows = properties.as_object_mut()?;
    if let Some(index) = zone {
        rows.insert(subnet::ZONE.key.into(), zone::at(index));
    }
    if reach == Reach::Public {
        rows.insert(subnet::MAP_PUBLIC.key.into(), true.into());
    }
    if siblings.iter().any(|sibling| sibling.property(subnet::TAGS.key).is_some()) {
        let name = format!("${{AWS::StackName}} {id}");
        rows.insert(subnet::TAGS.key.into(), json!([{ key::TAG_KEY: "Name", key::TAG_VALUE: {"Fn::Sub": name} }]));
    }
    let at = resource::place_behind(document, siblings.last().map_or(vpc, |sibling| sibling.id()));
    let mut edits = resource_at(document, at, &id, ec2::SUBNET, properties);
    let table = match reach {
        Reach::Public => public_table(template, vpc),
        Reach::Private => private_table(template, vpc),
    };
    if let Some(table) = table {
        let properties = json!({ key::SUBNET_ID: {"Ref": id}, key::ROUTE_TABLE_ID: {"Ref": table} });
        let last = template.single_resources_of(ec2::ROUTE_TABLE_ASSOCIATION).last();
        let tie = resource::place_behind(document, last.map_or(table, |last| last.id()));
        let tie_id = name::free_id(template, &format!("{id}Routes"));
        // The subnet is in the text already when the association comes.
        let place = if tie >= at { tie + 1 } else { tie };
        edits.extend(resource_at(document, place, &tie_id, ec2::ROUTE_TABLE_ASSOCIATION, properties));
    }
    Some((id, edits))
}

fn resource_at(document: &Document, place: usize, id: &str, kind: &str, properties: serde_json::Value) -> Vec<Edit> {
    let whole = json!({ attribute::TYPE: kind, attribute::PROPERTIES: properties });
    resource::insert(document, place, id, &whole)
}

/// Removes a subnet with the associations that tie it to a route table.
pub fn remove(document: &Document, id: &str) -> Removal {
    let template = Template::of(document);
    let ties =
        template.single_resources_of(ec2::ROUTE_TABLE_ASSOCIATION).filter(|tie| tie.names(key::SUBNET_ID) == Some(id));
    let ids: Vec<&str> = ties.map(|tie| tie.id()).chain([id]).collect();
    resource::remove(document, &ids)
}

/// Why [`add`] has no block for a subnet: all are taken, or a function gives the VPC's block.
pub fn no_block(template: Template<'_>, vpc: &str, wanted: &str) -> String {
    let own = template.resource(vpc);
    let by_function = own.and_then(|one| one.given_by(vpc::CIDR_BLOCK.key)).map(|given| given.by);
    let by_name = || Some(call(own?.property(vpc::CIDR_BLOCK.key)?)?.name);
    match by_function.or_else(by_name) {
        Some(name) => format!(
            "CidrBlock of {vpc} is given by {name}, so no block for {wanted} is known to be free. Write one out."
        ),
        None => format!("No block of {vpc} is free for {wanted}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_by_function_is_not_called_full() {
        let text = "Resources:\n  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !If [C, 10.0.0.0/16, 10.1.0.0/16]}}\n  F: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/28}}\n  R: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref P}}\n";
        let document = Document::parse(text);
        let why = |vpc: &str| no_block(Template::of(&document), vpc, "a subnet");
        assert!(why("V").starts_with("CidrBlock of V is given by Fn::If,"), "{}", why("V"));
        assert!(why("R").starts_with("CidrBlock of R is given by Ref,"), "{}", why("R"));
        assert_eq!(why("F"), "No block of F is free for a subnet.");
    }
}
