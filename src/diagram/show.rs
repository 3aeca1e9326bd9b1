//! The parts of single resources: what each shows of itself, before it has a place.

use super::facts::Facts;
use super::part::{Chip, Part};
use super::rule::{Opening, openings};
use super::{Kind, card, machine};
use crate::document::Path;
use crate::schema::ec2;

/// Rows of a route table that are drawn.
const ROUTES: usize = 6;

/// The part of a resource with all that belongs to it; `Kind` as its type wants it.
fn part(facts: &Facts<'_>, at: usize, members: &[usize], kind: Kind) -> Part {
    let id = facts.at(at).map(|resource| resource.id()).unwrap_or_default();
    let mut part = Part::new(kind, id, id);
    part.at = facts.at(at).map(|resource| resource.path());
    part.also = members.iter().filter_map(|member| Some(facts.at(*member)?.path())).collect();
    part
}

/// Words with commas between them, the empty ones left out.
fn joined(words: &[&str]) -> String {
    words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A machine, a fleet, or a card for anything else.
pub(super) fn resource(facts: &Facts<'_>, at: usize, members: &[usize]) -> Part {
    match facts.kind(at) {
        ec2::INSTANCE => {
            let mut part = part(facts, at, members, Kind::Machine);
            part.note = size(facts, at, members);
            part.said = joined(&["instance", &part.note]);
            run(facts, at, members, &mut part);
            part
        }
        "AWS::AutoScaling::AutoScalingGroup" => {
            let mut part = part(facts, at, members, Kind::Fleet);
            part.note = machine::count(facts, at);
            part.more = size(facts, at, members);
            part.said = joined(&["Auto Scaling group", &part.note, &part.more]);
            run(facts, at, members, &mut part);
            part
        }
        kind => {
            let mut part = part(facts, at, members, Kind::Card);
            part.note = card::note(facts, at);
            if card::is_load_balancer(kind) {
                part.lines = card::listeners(facts, at, members);
            }
            let lines = part.lines.iter().map(|(port, to)| format!("listens at {port} {to}"));
            let lines = lines.collect::<Vec<_>>().join(", ");
            let kind = if kind.is_empty() { "resource without a type" } else { kind };
            part.said = if part.note == card::short(kind) {
                joined(&[kind, &lines])
            } else {
                joined(&[kind, &part.note, &lines])
            };
            part
        }
    }
}

/// Size and image of a machine: its own properties, then those of its launch template or configuration.
fn size(facts: &Facts<'_>, at: usize, members: &[usize]) -> String {
    let own = facts.at(at).and_then(|resource| resource.node().get("Properties"));
    let template = members.iter().filter_map(|member| facts.at(*member)?.node().get("Properties"));
    let data = template.map(|properties| properties.get("LaunchTemplateData").unwrap_or(properties));
    let found = own.into_iter().chain(data).map(|node| machine::size_and_image(facts, Some(node)));
    found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// Puts the services of a machine into its part.
fn run(facts: &Facts<'_>, at: usize, members: &[usize], part: &mut Part) {
    let carriers: Vec<usize> = [at].into_iter().chain(members.iter().copied()).collect();
    let (services, more) = machine::services(facts, &carriers);
    for service in services {
        let mut row = Part::new(Kind::Service, &format!("{}/service/{}", part.id, service.name), &service.name);
        row.said = joined(&["service", &service.note, &format!("on {}", part.title)]);
        row.note = service.note;
        row.at = Some(service.at);
        part.inner.push(row);
    }
    if more > 0 {
        part.lines.push((format!("and {more} more services"), String::new()));
    }
}

/// A security group, to be put around something.
pub(super) fn group(facts: &Facts<'_>, at: usize, members: &[usize]) -> Part {
    let mut part = part(facts, at, members, Kind::Group);
    part.chips = chips(&openings(facts, at, members));
    let open = part.chips.iter().map(|chip| chip.said.clone()).collect::<Vec<_>>().join(", ");
    part.said = joined(&["security group", if open.is_empty() { "nothing open" } else { &open }]);
    part
}

/// One chip for each port, in order; who may reach it is said.
pub(super) fn chips(openings: &[Opening]) -> Vec<Chip> {
    let mut chips: Vec<Chip> = Vec::new();
    for opening in openings {
        let said = opening.said();
        match chips.iter_mut().find(|chip| chip.text == opening.ports) {
            Some(chip) => {
                if !chip.said.contains(&said) {
                    chip.said = format!("{}, {said}", chip.said);
                }
                chip.risky |= opening.is_risky();
                chip.outside |= opening.is_from_outside();
            }
            None => chips.push(Chip {
                text: opening.ports.clone(),
                said,
                risky: opening.is_risky(),
                outside: opening.is_from_outside(),
                at: Some(opening.at.clone()),
            }),
        }
    }
    chips
}

/// A route table with its routes. `block` is that of its VPC, if it is known.
pub(super) fn table(facts: &Facts<'_>, at: usize, members: &[usize], block: Option<&str>) -> Part {
    let mut part = part(facts, at, members, Kind::Table);
    if let Some(block) = block {
        part.lines.push((block.to_string(), "local".into()));
    }
    for route in members.iter().copied().filter(|member| facts.kind(*member) == ec2::ROUTE) {
        let keys = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
        let destination = keys.iter().find_map(|key| facts.property(route, key)).unwrap_or_else(|| "?".into());
        part.lines.push((destination, target(facts, route)));
    }
    let routes = part.lines.iter().map(|(from, to)| format!("{from} {to}")).collect::<Vec<_>>().join(", ");
    part.said = joined(&["route table", &routes]);
    if part.lines.len() > ROUTES {
        let hidden = part.lines.len() + 1 - ROUTES;
        part.lines.truncate(ROUTES - 1);
        part.lines.push((format!("{hidden} more"), String::new()));
    }
    part
}

/// Where a route leads.
fn target(facts: &Facts<'_>, route: usize) -> String {
    const TARGETS: [&str; 10] = [
        "GatewayId",
        "NatGatewayId",
        "InstanceId",
        "NetworkInterfaceId",
        "TransitGatewayId",
        "VpcPeeringConnectionId",
        "VpcEndpointId",
        "EgressOnlyInternetGatewayId",
        "LocalGatewayId",
        "CarrierGatewayId",
    ];
    let found = TARGETS.iter().find_map(|key| {
        let named = facts.resource_in(route, key).and_then(|at| facts.at(at)).map(|resource| resource.id().to_string());
        named.or_else(|| facts.property(route, key))
    });
    found.map_or_else(|| "to somewhere".to_string(), |target| format!("to {target}"))
}

/// A gateway on the border of its VPC.
pub(super) fn gateway(facts: &Facts<'_>, at: usize, members: &[usize]) -> Part {
    let mut part = part(facts, at, members, Kind::Gateway);
    let internet = facts.kind(at) == ec2::INTERNET_GATEWAY;
    part.more = if internet { "globe".into() } else { "lock".into() };
    part.said = if internet { "internet gateway".into() } else { card::short(facts.kind(at)).into() };
    part
}

/// A VPC of the template.
pub(super) fn vpc(facts: &Facts<'_>, at: usize, members: &[usize]) -> Part {
    let mut part = part(facts, at, members, Kind::Vpc);
    part.note = facts.property(at, ec2::vpc::CIDR_BLOCK.key).unwrap_or_default();
    part.said = joined(&["VPC", &part.note]);
    if !part.title.to_ascii_lowercase().contains("vpc") {
        part.title = format!("VPC {}", part.title);
    }
    part
}

/// A subnet of the template.
pub(super) fn subnet(facts: &Facts<'_>, at: usize, members: &[usize], zone: Option<&str>, reach: &str) -> Part {
    let mut part = part(facts, at, members, Kind::Subnet);
    part.note = facts.property(at, ec2::subnet::CIDR_BLOCK.key).unwrap_or_default();
    part.more = reach.to_string();
    let zone = zone.map(|zone| format!("in zone {zone}")).unwrap_or_default();
    part.said = joined(&["subnet", &part.note, reach, &zone]);
    part
}

/// What stands for a subnet or VPC that is there already: a parameter, or nothing at all.
pub(super) fn ghost(kind: Kind, name: &str, at: Option<Path>) -> Part {
    let mut part = Part::new(kind, &format!("ghost/{name}"), name);
    part.said = match kind {
        Kind::GhostSubnet => "subnet that is there already".into(),
        _ => "VPC that is there already".into(),
    };
    if at.is_some() {
        part.note = "by parameter".into();
        part.said.push_str(", by parameter");
    }
    part.at = at;
    part
}
