//! A VPC for a template without one.

use crate::recipe::definition::{Recipe, RecipeGroup, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::gateway::internet_into;
use super::wait;
use crate::document::Document;
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{self, Reach};
use crate::schema::ec2::{self, instance, security_group, vpc};
use crate::template::describe::listed;
use crate::template::network::route::tied;
use crate::template::resource::attribute::PROPERTIES;
use crate::template::{Resource, Template, properties_path, resource_path};

/// Creates a VPC.
pub static RECIPE: Recipe = Recipe {
    id: "vpc",
    title: "Add a VPC",
    about: "A VPC with a public subnet and an internet gateway, for a template that has none. The instances go into the subnet.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: None,
    targets: |document| {
        let template = Template::of(document);
        let asks = template.parameters().any(|parameter| parameter.kind() == Some("AWS::EC2::VPC::Id"));
        target::template_if(template.resources_of(ec2::VPC).next().is_none() && !asks)
    },
    options: &[],
    propose: |request| Ok(new_vpc(request.document)?),
};

/// A VPC with a public subnet and its way to the internet. Instances without a subnet go into it, security groups
/// without a VPC too.
///
/// # Errors
/// Why it cannot be done.
pub fn new_vpc(document: &Document) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let name = json!([{ "Key": "Name", "Value": {"Ref": "AWS::StackName"} }]);
    let attributes = json!({
        PROPERTIES: {
            vpc::CIDR_BLOCK.key: "10.0.0.0/16",
            vpc::DNS_SUPPORT.key: true,
            vpc::DNS_HOSTNAMES.key: true,
            "Tags": name,
        },
    });
    let own = draft.resource("VPC", ec2::VPC, attributes, None)?;
    draft.say(format!("{own} has the addresses 10.0.0.0/16, and names for public addresses."));
    let (public, edits) =
        subnet::add(draft.document(), &own, Reach::Public).ok_or("No block is free for a subnet.".to_string())?;
    draft.make(edits)?;
    let table = internet_into(&mut draft, &own)?;
    let lacks = |kind: &'static str, key: &'static str| {
        move |one: &Resource<'_>| {
            one.kind() == Some(kind) && one.property(key).is_none() && one.property("NetworkInterfaces").is_none()
        }
    };
    let ids = |draft: &Draft, kind: &'static str, key: &'static str| -> Vec<String> {
        draft.template().single_resources().filter(lacks(kind, key)).map(|one| one.id().to_string()).collect()
    };
    let groups = ids(&draft, ec2::SECURITY_GROUP, security_group::VPC_ID.key);
    for id in &groups {
        draft.put(&properties_path(id), &security_group::ROWS, security_group::VPC_ID.key, &json!({ "Ref": own }))?;
    }
    let machines = ids(&draft, ec2::INSTANCE, instance::SUBNET_ID.key);
    for id in &machines {
        draft.put(&properties_path(id), &instance::ROWS, instance::SUBNET_ID.key, &json!({ "Ref": public }))?;
    }
    let ways: Vec<String> = draft
        .template()
        .single_resources()
        .filter(|one| matches!(one.kind(), Some(ec2::ROUTE | ec2::ROUTE_TABLE_ASSOCIATION)))
        .filter(|one| one.names("RouteTableId") == Some(table.as_str()))
        .map(|one| one.id().to_string())
        .collect();
    let inside = tied(draft.template(), &table);
    let waiting = wait::machines_in(draft.template(), &inside);
    wait::wait_for(&mut draft, &waiting, &ways)?;
    let moved: Vec<String> = machines.into_iter().chain(groups).collect();
    if !moved.is_empty() {
        let one = moved.len() == 1;
        draft.say(format!("{} move{} into it from the default VPC.", listed(&moved), if one { "s" } else { "" }));
        draft.leave("In an existing stack they are replaced.");
    }
    let at = resource_path(&own);
    Ok(draft.into_proposal("A VPC of its own", at))
}
