//! Subnets in several Availability Zones, and subnets that become public or private.

use crate::recipe::definition::{OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::gateway::{WRITE_OUT, associate_one, private_into, public_into, subnets_with, waiting};
use super::wait;
use crate::document::{Document, Edit};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{self, Reach, reach};
use crate::schema::ec2::{self, key, subnet as row};
use crate::template::address_space::{SubnetsByVpc, subnets_of};
use crate::template::describe::listed;
use crate::template::network::route::{association, ways_out};
use crate::template::network::unknown::{ROUTING, given, tied_elsewhere, unknown};
use crate::template::network::zone;
use crate::template::{Resource, Template, properties_path, resource_path};

/// Adds a subnet in another Availability Zone.
pub static SUBNET_IN_ANOTHER_ZONE: Recipe = Recipe {
    id: "subnet-in-another-zone",
    title: "Subnet in another zone",
    about: "A subnet in the next Availability Zone. A load balancer, and a service that survives the failure of a zone, need two.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: target::vpcs,
    options: &[RecipeOption {
        name: "public",
        label: "Public",
        help: "with public addresses and a route to the internet gateway",
        kind: OptionKind::Flag,
        ..OPTION
    }],
    propose: |request| {
        let reach = if request.values.is_on("public") { Reach::Public } else { Reach::Private };
        Ok(next_zone(request.document, request.target, reach)?)
    },
};

/// Adds a private subnet in each Availability Zone.
pub static PRIVATE_SUBNETS: Recipe = Recipe {
    id: "private-subnets",
    title: "Private subnet in each zone",
    about: "For databases and application servers: a private subnet in every zone that has a public one, and in two zones at least.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: |document| {
        let subnets = SubnetsByVpc::of(Template::of(document));
        target::resources(document, ec2::VPC, |template, vpc| {
            subnets.in_vpc(vpc).is_empty() || lacks_private(template, vpc)
        })
    },
    options: &[],
    propose: |request| Ok(private_per_zone(request.document, request.target)?),
};

/// Makes a public subnet private and the reverse.
pub static TURN_SUBNET: Recipe = Recipe {
    id: "turn-subnet",
    title: "Switch a subnet between public and private",
    about: "A public subnet becomes private, a private one public: another route table, and public addresses or none.",
    symbol: Symbol::Route,
    group: RecipeGroup::Network,
    subject: target::SUBNET,
    targets: |document| target::resources(document, ec2::SUBNET, |_, _| true),
    options: &[],
    propose: |request| Ok(turn(request.document, request.target)?),
};

/// Subnets without a zone get the first one: a second zone is only then sure to be another.
fn assign_first_zone(draft: &mut Draft, vpc: &str) -> Result<(), String> {
    let open: Vec<String> = subnets_of(draft.template(), vpc)
        .iter()
        .filter(|one| !one.is_in_loop() && one.given_by(row::ZONE.key).is_none())
        .filter(|one| one.property(row::ZONE.key).is_none_or(|node| node.is_null()))
        .map(|one| one.id().to_string())
        .collect();
    for id in open {
        draft.put(&properties_path(&id), &row::ROWS, row::ZONE.key, &zone::at(0))?;
        draft.say(format!("{id}, for which AWS chose a zone, gets the first of the region."));
        draft.leave(format!("In an existing stack {id} and all in it are replaced, unless AWS chose that zone."));
    }
    Ok(())
}

fn add(draft: &mut Draft, vpc: &str, reach: Reach, index: usize) -> Result<String, String> {
    let (id, edits) = subnet::add_in(draft.document(), vpc, reach, Some(index))
        .ok_or_else(|| subnet::no_block(draft.template(), vpc, "another subnet"))?;
    draft.make(edits)?;
    let block = draft.document().scalar(&properties_path(&id).join(row::CIDR_BLOCK.key));
    let at = block.map_or(String::new(), |block| format!(" at {block}"));
    draft.say(format!("{id}, {}, is added{at} in {}.", reach.word(), zone::word(index)));
    if index >= 2 {
        draft.leave(format!("{id} needs a region with at least {} zones.", index + 1));
    }
    Ok(id)
}

/// Says which subnets may be in the zone of a new one: those whose zone a function gives, and those of loops.
fn zones_by_function(draft: &mut Draft, vpc: &str) {
    let template = draft.template();
    let hidden =
        |one: &&Resource<'_>| one.is_in_loop() || one.given_by(row::ZONE.key).is_some() && zone_index(one).is_none();
    let open: Vec<String> = subnets_of(template, vpc).iter().filter(hidden).map(|one| one.id().to_string()).collect();
    if !open.is_empty() {
        let verb = if open.len() == 1 { "is" } else { "are" };
        draft.leave(format!(
            "The zone of {} {verb} known at the deployment only: it may be that of a new subnet.",
            listed(&open)
        ));
    }
}

fn zone_index(subnet: &Resource<'_>) -> Option<usize> {
    zone::index_of(subnet.property(row::ZONE.key)?)
}

/// A subnet in the next zone that none of the VPC's with the same reach is in.
///
/// # Errors
/// Why it cannot be done.
pub fn next_zone(document: &Document, vpc: &str, wanted: Reach) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    if wanted == Reach::Public {
        public_into(&mut draft, vpc)?;
    }
    assign_first_zone(&mut draft, vpc)?;
    let own = zones_of(draft.template(), &subnets_with(draft.template(), vpc, wanted));
    let all = zone::used(draft.template(), vpc);
    // A zone that others are in already and these are not; else a new one.
    let index = all.into_iter().find(|index| !own.contains(index));
    let index = index.unwrap_or_else(|| (0..).find(|index| !own.contains(index)).unwrap_or_default());
    let id = add(&mut draft, vpc, wanted, index)?;
    zones_by_function(&mut draft, vpc);
    let title = format!("Subnet {id} in {}", zone::word(index));
    Ok(draft.into_proposal(title, resource_path(&id)))
}

fn zones_of(template: Template<'_>, subnets: &[String]) -> Vec<usize> {
    let zone = |id: &String| zone_index(&template.resource(id)?);
    subnets.iter().filter_map(zone).collect()
}

/// The zones with a public subnet and no private one; with fewer than two public ones at least the first two zones.
fn lacking(template: Template<'_>, vpc: &str) -> Vec<usize> {
    let public = zones_of(template, &subnets_with(template, vpc, Reach::Public));
    let private = zones_of(template, &subnets_with(template, vpc, Reach::Private));
    let mut wanted: Vec<usize> = public.into_iter().chain([0, 1]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|index| !private.contains(index));
    wanted
}

/// A private subnet in every zone that has a public one, and in two zones at least.
///
/// # Errors
/// Why it cannot be done.
pub fn private_per_zone(document: &Document, vpc: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    if let Some(part) = unknown(draft.template(), vpc, ROUTING) {
        return Err(format!("Which zones of {vpc} have a private subnet is not known: {part}. {WRITE_OUT}"));
    }
    assign_first_zone(&mut draft, vpc)?;
    zones_by_function(&mut draft, vpc);
    let zones = lacking(draft.template(), vpc);
    let mut made = Vec::new();
    for index in zones {
        made.push(add(&mut draft, vpc, Reach::Private, index)?);
    }
    let Some(first) = made.first() else {
        let elsewhere = tied_elsewhere(draft.template(), ROUTING).map(|part| format!(" {part}.")).unwrap_or_default();
        return Err(format!("Every zone that {vpc} uses has a private subnet already.{elsewhere}"));
    };
    let at = resource_path(first);
    Ok(draft.into_proposal(format!("Private subnets of {vpc}"), at))
}

/// True if a zone lacks a private subnet.
pub fn lacks_private(template: Template<'_>, vpc: &str) -> bool {
    !lacking(template, vpc).is_empty()
}

/// A subnet changes sides: another route table, and public addresses or none.
///
/// # Errors
/// Why it cannot be done.
pub fn turn(document: &Document, id: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let own = draft.template().resource(id).ok_or_else(|| format!("There is no subnet {id}."))?;
    if let Some(part) = given(draft.template(), own) {
        return Err(format!("The VPC of {id} is not known: {part}. {WRITE_OUT}"));
    }
    let Some(vpc) = own.names(key::VPC_ID).map(str::to_string) else {
        return Err(format!("{id} does not say in which VPC of the template it is."));
    };
    if let Some(part) = unknown(draft.template(), &vpc, &[ec2::ROUTE_TABLE_ASSOCIATION, ec2::ROUTE]) {
        return Err(format!("Whether {id} is public is not known: {part}. {WRITE_OUT}"));
    }
    let to = match reach(draft.template(), id) {
        Reach::Public => Reach::Private,
        Reach::Private => Reach::Public,
    };
    let table = match to {
        Reach::Private => private_into(&mut draft, &vpc)?,
        Reach::Public => public_into(&mut draft, &vpc)?,
    };
    let tie = association(draft.template(), id).map(|tie| tie.id().to_string());
    match &tie {
        Some(tie) => draft.put(&properties_path(tie), &[], key::ROUTE_TABLE_ID, &json!({ "Ref": table })).map(drop)?,
        None => associate_one(&mut draft, id, &table, &table).map(drop)?,
    }
    let addresses = properties_path(id).join(row::MAP_PUBLIC.key);
    match to {
        Reach::Public => {
            let gives = draft.put(&properties_path(id), &row::ROWS, row::MAP_PUBLIC.key, &true.into())?;
            draft.say(format!("{id} uses {table}{}.", if gives { " and gives public addresses" } else { "" }));
        }
        Reach::Private => {
            if draft.document().node(&addresses).is_some() {
                draft.make([Edit::Remove { at: addresses }])?;
            }
            draft.say(format!("{id} uses {table} and gives no public addresses any more."));
            draft.leave(
                "Machines in it reach the internet through a NAT gateway only, and AWS through that or VPC endpoints.",
            );
        }
    }
    let inside = [id.to_string()];
    let ways = ways_out(draft.template(), id);
    waiting(&mut draft, &inside, &ways)?;
    let machines = wait::machines_in(draft.template(), &inside);
    if !machines.is_empty() {
        draft.leave(format!(
            "{} {} its public address only when it is made anew.",
            listed(&machines),
            if to == Reach::Public { "gets" } else { "loses" }
        ));
    }
    Ok(draft.into_proposal(format!("{id} is {}", to.word()), resource_path(id)))
}
