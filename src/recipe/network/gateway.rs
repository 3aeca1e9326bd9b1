//! Internet gateway with public routes, NAT gateway with private routes, Elastic IP address.

use crate::recipe::definition::{Recipe, RecipeGroup, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::name_tag::with_name_tag;
use super::rewrite_refs::{self, To};
use super::wait;
use crate::document::Document;
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{self, Reach, private_table, public_table, reach};
use crate::schema::ec2::{self, key, subnet as row};
use crate::template::address_space::subnets_of;
use crate::template::describe::listed;
use crate::template::network::route::{association, tied};
use crate::template::network::unknown::{ROUTING, WAY_OUT, unknown};
use crate::template::resource::attribute::{DEPENDS_ON, PROPERTIES};
use crate::template::{Template, boolean, resource_path, section};

/// Connects a VPC to the internet.
pub static INTERNET_GATEWAY: Recipe = Recipe {
    id: "internet-gateway",
    title: "Internet gateway",
    about: "Internet gateway, attachment, public route table and default route for a VPC.",
    symbol: Symbol::Route,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: |document| target::resources(document, ec2::VPC, |template, vpc| public_table(template, vpc).is_none()),
    options: &[],
    propose: |request| Ok(internet(request.document, request.target)?),
};

/// Adds what [`public_into`] adds to a VPC without a public route table, and a public subnet if there is none.
///
/// # Errors
/// Why it cannot be done.
pub fn internet(document: &Document, vpc: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let table = internet_into(&mut draft, vpc)?;
    let title = format!("Internet gateway for {vpc}");
    Ok(draft.into_proposal(title, resource_path(&table)))
}

pub(super) fn internet_into(draft: &mut Draft, vpc: &str) -> Result<String, String> {
    if let Some(table) = public_table(draft.template(), vpc) {
        return Err(format!("{vpc} leads to the internet already, through {table}."));
    }
    public_subnet_into(draft, vpc)
}

/// Adds a public subnet to a VPC that has none, and what [`public_into`] adds. Returns the public route table.
fn public_subnet_into(draft: &mut Draft, vpc: &str) -> Result<String, String> {
    let table = public_into(draft, vpc)?;
    if subnets_with(draft.template(), vpc, Reach::Public).is_empty() {
        let (id, edits) = subnet::add(draft.document(), vpc, Reach::Public)
            .ok_or_else(|| subnet::no_block(draft.template(), vpc, "a public subnet"))?;
        draft.make(edits)?;
        draft.say(format!("{id} is public: its instances get public addresses."));
    }
    Ok(table)
}

/// Adds a subnet to a VPC at the next free block. A public one brings an internet gateway with routes where the VPC has
/// none.
///
/// # Errors
/// Why there is no block, or an edit that cannot be made.
pub fn add_subnet(document: &Document, vpc: &str, reach: Reach) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    if reach == Reach::Public {
        public_into(&mut draft, vpc)?;
    }
    let (id, edits) = subnet::add(draft.document(), vpc, reach)
        .ok_or_else(|| subnet::no_block(draft.template(), vpc, "another subnet"))?;
    draft.make(edits)?;
    draft.say(format!("{id} is {}.", reach.word()));
    Ok(draft.into_proposal_of(&id, format!("Subnet {id}")))
}

/// Returns the public route table of a VPC. A VPC without one gets an internet gateway, its attachment, a public route
/// table and a default route; subnets that give public addresses and have no table use it.
pub(super) fn public_into(draft: &mut Draft, vpc: &str) -> Result<String, String> {
    if let Some(table) = public_table(draft.template(), vpc) {
        return Ok(table.to_string());
    }
    if let Some(part) = unknown(draft.template(), vpc, WAY_OUT) {
        return Err(format!("Whether {vpc} leads to the internet is not known: {part}. {WRITE_OUT}"));
    }
    let last = subnets_of(draft.template(), vpc).last().map(|subnet| subnet.id().to_string());
    let mut behind = last.unwrap_or_else(|| vpc.to_string());
    let attachment = attachment_of(draft.template(), vpc);
    let attached = attachment.as_ref().and_then(|id| {
        draft.template().resource(id).and_then(|one| one.names(key::INTERNET_GATEWAY_ID)).map(str::to_string)
    });
    // What a loop makes has other ids than the one that is written.
    if let Some(id) = attached.as_ref().filter(|id| !is_single(draft.template(), id)) {
        return Err(format!(
            "The internet gateway {id} is made by a loop or elsewhere: its id is not known. {WRITE_OUT}"
        ));
    }
    let gateway = match attached.or_else(|| unattached(draft.template())) {
        Some(gateway) => gateway,
        None => {
            let attributes = with_name_tag(draft.template(), json!({}), vpc);
            let gateway = draft.resource("InternetGateway", ec2::INTERNET_GATEWAY, attributes, Some(&behind))?;
            behind = gateway.clone();
            draft.say(format!("{gateway} is the way to the internet and back."));
            gateway
        }
    };
    let attachment = match attachment {
        Some(attachment) => attachment,
        None => {
            let attributes =
                json!({ PROPERTIES: { key::VPC_ID: {"Ref": vpc}, key::INTERNET_GATEWAY_ID: {"Ref": gateway} } });
            let id = draft.resource("GatewayAttachment", ec2::GATEWAY_ATTACHMENT, attributes, Some(&behind))?;
            behind = id.clone();
            draft.say(format!("{id} ties it to {vpc}."));
            id
        }
    };
    let attributes = with_name_tag(draft.template(), json!({ key::VPC_ID: {"Ref": vpc} }), "public");
    let table = draft.resource("PublicRouteTable", ec2::ROUTE_TABLE, attributes, Some(&behind))?;
    let attributes = json!({
        DEPENDS_ON: attachment,
        PROPERTIES: {
            key::ROUTE_TABLE_ID: {"Ref": table},
            key::DESTINATION: "0.0.0.0/0",
            key::GATEWAY_ID: {"Ref": gateway},
        },
    });
    let route = draft.resource("DefaultRoute", ec2::ROUTE, attributes, Some(&table))?;
    draft.say(format!("{table} with {route} sends all addresses outside the VPC through {gateway}."));
    let public: Vec<String> = subnets_of(draft.template(), vpc)
        .iter()
        .filter(|one| !one.is_in_loop())
        .filter(|one| one.property(row::MAP_PUBLIC.key).and_then(boolean) == Some(true))
        .filter(|one| association(draft.template(), one.id()).is_none())
        .map(|one| one.id().to_string())
        .collect();
    if public.is_empty() {
        return Ok(table);
    }
    let mut ways = associate(draft, &public, &table, &route)?;
    draft.say(format!("{} become{} public.", listed(&public), if public.len() == 1 { "s" } else { "" }));
    ways.push(route);
    waiting(draft, &public, &ways)?;
    Ok(table)
}

/// Adds dependencies of the instances in some subnets on their routes to the internet.
pub(super) fn waiting(draft: &mut Draft, subnets: &[String], ways: &[String]) -> Result<(), String> {
    let machines = wait::machines_in(draft.template(), subnets);
    wait::wait_for(draft, &machines, ways)?;
    if !machines.is_empty() && !ways.is_empty() {
        let one = machines.len() == 1;
        draft.say(format!(
            "{} wait{} for the routes: no internet, no packages.",
            listed(&machines),
            if one { "s" } else { "" }
        ));
    }
    Ok(())
}

/// Ties subnets to a table, behind each other. Gives the associations.
pub(super) fn associate(
    draft: &mut Draft,
    subnets: &[String],
    table: &str,
    behind: &str,
) -> Result<Vec<String>, String> {
    let mut behind = behind.to_string();
    let mut made = Vec::new();
    for subnet in subnets {
        behind = associate_one(draft, subnet, table, &behind)?;
        made.push(behind.clone());
    }
    Ok(made)
}

/// Ties a subnet to a table. Gives the association.
pub(super) fn associate_one(draft: &mut Draft, subnet: &str, table: &str, behind: &str) -> Result<String, String> {
    let attributes = json!({ PROPERTIES: { key::SUBNET_ID: {"Ref": subnet}, key::ROUTE_TABLE_ID: {"Ref": table} } });
    draft.resource(&format!("{subnet}Routes"), ec2::ROUTE_TABLE_ASSOCIATION, attributes, Some(behind))
}

/// What ties an internet gateway to a VPC.
pub(super) fn attachment_of(template: Template<'_>, vpc: &str) -> Option<String> {
    let mut all = template.single_resources_of(ec2::GATEWAY_ATTACHMENT);
    let found = all.find(|one| one.names(key::VPC_ID) == Some(vpc) && one.names(key::INTERNET_GATEWAY_ID).is_some());
    found.map(|one| one.id().to_string())
}

/// True for the id of a resource outside loops.
fn is_single(template: Template<'_>, id: &str) -> bool {
    template.single_resources().any(|one| one.id() == id)
}

fn unattached(template: Template<'_>) -> Option<String> {
    let is_tied = |id: &str| {
        template.single_resources_of(ec2::GATEWAY_ATTACHMENT).any(|one| one.names(key::INTERNET_GATEWAY_ID) == Some(id))
    };
    template.single_resources_of(ec2::INTERNET_GATEWAY).map(|one| one.id()).find(|id| !is_tied(id)).map(str::to_string)
}

/// What to do where a function gives a part of the network.
pub(super) const WRITE_OUT: &str = "Write it out first, or make this change by hand.";

/// The subnets of a VPC with this reach that no loop makes, in the order of the text.
pub(super) fn subnets_with(template: Template<'_>, vpc: &str, wanted: Reach) -> Vec<String> {
    let all = subnets_of(template, vpc);
    let own = all.iter().filter(|one| !one.is_in_loop()).map(|one| one.id());
    own.filter(|id| reach(template, id) == wanted).map(str::to_string).collect()
}

/// A route table of the VPC's own for its private subnets: the one there is, or a new one that those use which have
/// used the main table.
pub(super) fn private_into(draft: &mut Draft, vpc: &str) -> Result<String, String> {
    let existing = private_table(draft.template(), vpc).map(str::to_string);
    let table = match existing {
        Some(table) => table,
        None => {
            let behind = subnets_of(draft.template(), vpc).last().map(|one| one.id().to_string());
            let behind = [ec2::ROUTE_TABLE_ASSOCIATION, ec2::ROUTE, ec2::ROUTE_TABLE]
                .iter()
                .find_map(|kind| draft.template().single_resources_of(kind).last().map(|one| one.id().to_string()))
                .or(behind);
            let attributes = with_name_tag(draft.template(), json!({ key::VPC_ID: {"Ref": vpc} }), "private");
            draft.resource("PrivateRouteTable", ec2::ROUTE_TABLE, attributes, behind.as_deref())?
        }
    };
    let private = subnets_with(draft.template(), vpc, Reach::Private);
    let main: Vec<String> = private.into_iter().filter(|id| association(draft.template(), id).is_none()).collect();
    if let Some(part) = unknown(draft.template(), vpc, &[ec2::ROUTE_TABLE_ASSOCIATION]).filter(|_| !main.is_empty()) {
        draft.leave(format!(
            "Whether {} has a route table is not known: {part}. It is not tied to {table}.",
            listed(&main)
        ));
    } else if !main.is_empty() {
        associate(draft, &main, &table, &table)?;
        draft.say(format!("{} use{} {table}.", listed(&main), if main.len() == 1 { "s" } else { "" }));
    }
    Ok(table)
}

/// Adds a NAT gateway to a VPC.
pub static NAT_GATEWAY: Recipe = Recipe {
    id: "nat-gateway",
    title: "NAT gateway",
    about: "A NAT gateway with a fixed address: instances in private subnets reach the internet and are not reachable from it.",
    symbol: Symbol::Route,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: |document| target::resources(document, ec2::VPC, lacks_nat),
    options: &[],
    propose: |request| Ok(nat(request.document, request.target)?),
};

/// A NAT gateway with a fixed address in a public subnet, and the private route through it.
///
/// # Errors
/// Why it cannot be done.
pub fn nat(document: &Document, vpc: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    if subnets_with(draft.template(), vpc, Reach::Public).is_empty() {
        if let Some(part) = unknown(draft.template(), vpc, ROUTING) {
            return Err(format!("Which subnets of {vpc} are public is not known: {part}. {WRITE_OUT}"));
        }
        public_subnet_into(&mut draft, vpc)?;
    }
    let Some(public) = subnets_with(draft.template(), vpc, Reach::Public).into_iter().next() else {
        return Err(format!("No subnet of {vpc} is public, and a NAT gateway needs one."));
    };
    if subnets_with(draft.template(), vpc, Reach::Private).is_empty() {
        let (id, edits) = subnet::add(draft.document(), vpc, Reach::Private)
            .ok_or_else(|| subnet::no_block(draft.template(), vpc, "a private subnet"))?;
        draft.make(edits)?;
        draft.say(format!("{id} is private: nobody outside reaches it."));
    }
    let table = private_into(&mut draft, vpc)?;
    if let Some(route) = default_route(draft.template(), &table) {
        return Err(format!("{table} has a way out already: {route}."));
    }
    if let Some(part) = unknown(draft.template(), vpc, &[ec2::ROUTE]) {
        draft.leave(format!("Check that {table} has no default route already: {part}."));
    }
    let attachment = attachment_of(draft.template(), vpc);
    let attributes = with_name_tag(draft.template(), json!({ "Domain": "vpc" }), "NAT");
    let address = draft.resource("NatAddress", ec2::EIP, behind_the_gateway(attachment, attributes), Some(&table))?;
    let attributes = with_name_tag(
        draft.template(),
        json!({ key::SUBNET_ID: {"Ref": public}, key::ALLOCATION_ID: {"Fn::GetAtt": [address, "AllocationId"]} }),
        "NAT",
    );
    let gateway = draft.resource("NatGateway", ec2::NAT_GATEWAY, attributes, Some(&address))?;
    let attributes = json!({
        PROPERTIES: {
            key::ROUTE_TABLE_ID: {"Ref": table},
            key::DESTINATION: "0.0.0.0/0",
            key::NAT_GATEWAY_ID: {"Ref": gateway},
        },
    });
    let route = draft.resource("PrivateDefaultRoute", ec2::ROUTE, attributes, Some(&gateway))?;
    draft.say(format!("{gateway} is in {public} and has the fixed address {address}."));
    draft.say(format!(
        "{route} sends what leaves private subnets through it: they reach the internet, nobody reaches them."
    ));
    draft.leave("A NAT gateway is billed hourly and per gigabyte; its address is billed too.");
    let private = tied(draft.template(), &table);
    waiting(&mut draft, &private, std::slice::from_ref(&route))?;
    stay(&mut draft, vpc);
    let at = resource_path(&gateway);
    Ok(draft.into_proposal(format!("NAT gateway for {vpc}"), at))
}

/// Attributes of what needs the VPC's gateway to be there. Source: AWS page "DependsOn attribute".
fn behind_the_gateway(attachment: Option<String>, attributes: Json) -> Json {
    let Json::Object(attributes) = attributes else { return attributes };
    let first = attachment.map(|attachment| (DEPENDS_ON.to_string(), Json::String(attachment)));
    Json::Object(first.into_iter().chain(attributes).collect())
}

/// Says which machines stay in public subnets.
fn stay(draft: &mut Draft, vpc: &str) {
    let public = subnets_with(draft.template(), vpc, Reach::Public);
    let machines: Vec<String> = draft
        .template()
        .single_resources_of(ec2::INSTANCE)
        .filter(|one| one.names("SubnetId").is_some_and(|id| public.iter().any(|subnet| subnet == id)))
        .map(|one| one.id().to_string())
        .collect();
    match machines.as_slice() {
        [] => {}
        [one] => draft.leave(format!("{one} stays in a public subnet. Choose a private one in its form to move it.")),
        all => draft.leave(format!("{} stay in public subnets. Choose private ones to move them.", listed(all))),
    }
}

/// The route of a table for every address no other route names.
fn default_route(template: Template<'_>, table: &str) -> Option<String> {
    let mut routes =
        template.single_resources_of(ec2::ROUTE).filter(|one| one.names(key::ROUTE_TABLE_ID) == Some(table));
    let found = routes.find(|one| one.property(key::DESTINATION).and_then(|node| node.scalar()) == Some("0.0.0.0/0"));
    found.map(|one| one.id().to_string())
}

/// True if no private table of a VPC has a default route.
pub fn lacks_nat(template: Template<'_>, vpc: &str) -> bool {
    private_table(template, vpc).is_none_or(|table| default_route(template, table).is_none())
}

/// The fixed address of an instance, if it has one.
pub fn address_of(template: Template<'_>, instance: &str) -> Option<String> {
    let own = template.single_resources_of(ec2::EIP).find(|one| one.names("InstanceId") == Some(instance));
    let tied = template.single_resources_of(ec2::EIP_ASSOCIATION).find(|one| one.names("InstanceId") == Some(instance));
    own.or(tied).map(|one| one.id().to_string())
}

/// Gives an instance an Elastic IP address.
pub static ELASTIC_IP: Recipe = Recipe {
    id: "elastic-ip",
    title: "Elastic IP",
    about: "A public address of an instance that stays when the instance stops or is replaced.",
    symbol: Symbol::Route,
    group: RecipeGroup::Network,
    subject: target::INSTANCE,
    targets: |document| target::resources(document, ec2::INSTANCE, |template, id| address_of(template, id).is_none()),
    options: &[],
    propose: |request| Ok(address(request.document, request.target)?),
};

/// A fixed public address for an instance. What the stack tells of its address tells the new one.
///
/// # Errors
/// Why it cannot be done.
pub fn address(document: &Document, instance: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let template = Template::of(document);
    if let Some(address) = address_of(template, instance) {
        return Err(format!("{instance} has a fixed address already: {address}."));
    }
    let machine = template.resource(instance).ok_or_else(|| format!("There is no instance {instance}."))?;
    let subnet = machine.names("SubnetId").and_then(|id| template.resource(id));
    let vpc = subnet.and_then(|subnet| subnet.names(key::VPC_ID));
    let attachment = vpc.and_then(|vpc| attachment_of(template, vpc));
    let attributes =
        with_name_tag(draft.template(), json!({ "Domain": "vpc", "InstanceId": {"Ref": instance} }), instance);
    let wanted = format!("{instance}Address");
    let id = draft.resource(&wanted, ec2::EIP, behind_the_gateway(attachment, attributes), Some(instance))?;
    draft
        .say(format!("{id} is a public IPv4 address of {instance} that stays when the instance stops or is replaced."));
    let uses = rewrite_refs::attributes(draft.document(), instance);
    let is_output =
        |one: &rewrite_refs::AttributeUse| one.at.steps().first().and_then(|step| step.key()) == Some(section::OUTPUTS);
    let (ours, others): (Vec<_>, Vec<_>) = uses
        .into_iter()
        .filter(|one| matches!(one.attribute.as_str(), "PublicIp" | "PublicDnsName"))
        .partition(|one| one.attribute == "PublicIp" || is_output(one));
    let mut told: Vec<String> = Vec::new();
    for one in &ours {
        let owner = one.at.steps().get(1).map(|step| step.to_string()).unwrap_or_default();
        if !told.contains(&owner) {
            told.push(owner);
        }
    }
    draft.make(rewrite_refs::edits(draft.document(), &ours, |_| To::Attribute(&id, "PublicIp")))?;
    if !told.is_empty() {
        draft.say(format!("{} return{} the fixed address.", listed(&told), if told.len() == 1 { "s" } else { "" }));
    }
    for one in others {
        draft.leave(format!("{} has the instance’s DNS name, which changes with the address.", one.at));
    }
    if subnet.is_some_and(|subnet| reach(template, subnet.id()) == Reach::Private) {
        draft.leave(format!("{instance} is in a private subnet: a public address is not reachable there."));
    }
    draft.leave("The address is tied when the instance stands: at its first boot it needs another way out, such as the public addresses of its subnet.");
    draft.leave("A public IPv4 address is billed hourly.");
    Ok(draft.into_proposal_of(&id, format!("Elastic IP for {instance}")))
}
