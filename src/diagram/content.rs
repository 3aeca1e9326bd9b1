//! Content of single resources: the elements they are shown as, before layout.

use super::element::{Element, PortLabel};
use super::graph::ResourceGraph;
use super::rule::port_labels;
use super::{NodeKind, machine, summary};
use crate::document::Path;
use crate::schema::ec2;

/// Maximum number of rows of a route table.
const ROUTES: usize = 6;

/// The element of a resource with its attachments.
fn part(graph: &ResourceGraph<'_>, at: usize, members: &[usize], kind: NodeKind) -> Element {
    let id = graph.resource(at).map(|resource| resource.id()).unwrap_or_default();
    let mut part = Element::new(kind, id, id);
    part.at = graph.resource(at).map(|resource| resource.path());
    part.also = members.iter().filter_map(|member| Some(graph.resource(*member)?.path())).collect();
    part
}

/// The words that are not empty, separated by commas.
fn joined(words: &[&str]) -> String {
    words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// An instance, an Auto Scaling group, or a card for any other resource.
pub(super) fn resource(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> Element {
    match graph.type_of(at) {
        ec2::INSTANCE => {
            let mut part = part(graph, at, members, NodeKind::Machine);
            part.note = size(graph, at, members);
            part.description = joined(&["instance", &part.note]);
            run(graph, at, members, &mut part);
            part
        }
        "AWS::AutoScaling::AutoScalingGroup" => {
            let mut part = part(graph, at, members, NodeKind::Fleet);
            part.note = machine::count(graph, at);
            part.more = size(graph, at, members);
            part.description = joined(&["Auto Scaling group", &part.note, &part.more]);
            run(graph, at, members, &mut part);
            part
        }
        kind => {
            let mut part = part(graph, at, members, NodeKind::Card);
            part.note = summary::note(graph, at);
            if summary::is_load_balancer(kind) {
                part.lines = summary::listeners(graph, at, members);
            }
            let lines = part.lines.iter().map(|(port, to)| format!("listens at {port} {to}"));
            let lines = lines.collect::<Vec<_>>().join(", ");
            let kind = if kind.is_empty() { "resource without a type" } else { kind };
            part.description = if part.note == summary::short(kind) {
                joined(&[kind, &lines])
            } else {
                joined(&[kind, &part.note, &lines])
            };
            part
        }
    }
}

/// Size and image of an instance: its own properties, then those of its launch template or configuration.
fn size(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> String {
    let own = graph.resource(at).and_then(|resource| resource.node().get("Properties"));
    let template = members.iter().filter_map(|member| graph.resource(*member)?.node().get("Properties"));
    let data = template.map(|properties| properties.get("LaunchTemplateData").unwrap_or(properties));
    let found = own.into_iter().chain(data).map(|node| machine::size_and_image(graph, Some(node)));
    found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// Adds the services of an instance.
fn run(graph: &ResourceGraph<'_>, at: usize, members: &[usize], part: &mut Element) {
    let carriers: Vec<usize> = [at].into_iter().chain(members.iter().copied()).collect();
    let (services, more) = machine::services(graph, &carriers);
    for service in services {
        let mut row = Element::new(NodeKind::Service, &format!("{}/service/{}", part.id, service.name), &service.name);
        row.description = joined(&["service", &service.note, &format!("on {}", part.title)]);
        row.note = service.note;
        row.at = Some(service.at);
        part.inner.push(row);
    }
    if more > 0 {
        part.lines.push((format!("and {more} more services"), String::new()));
    }
}

/// A security group, to be drawn around other elements.
pub(super) fn group(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> Element {
    let mut part = part(graph, at, members, NodeKind::Group);
    part.ports = merged(port_labels(graph, at, members));
    let open = part.ports.iter().map(|port| port.description.clone()).collect::<Vec<_>>().join(", ");
    part.description = joined(&["security group", if open.is_empty() { "nothing open" } else { &open }]);
    part
}

/// One label for each port, in order, with all who may reach it.
pub(super) fn merged(labels: Vec<PortLabel>) -> Vec<PortLabel> {
    let mut merged: Vec<PortLabel> = Vec::new();
    for label in labels {
        match merged.iter_mut().find(|one| one.text == label.text) {
            Some(one) => {
                if !one.description.contains(&label.description) {
                    one.description = format!("{}, {}", one.description, label.description);
                }
                one.risky |= label.risky;
                one.outside |= label.outside;
            }
            None => merged.push(label),
        }
    }
    merged
}

/// A route table with its routes. `block` is the CIDR block of its VPC, if known.
pub(super) fn table(graph: &ResourceGraph<'_>, at: usize, members: &[usize], block: Option<&str>) -> Element {
    let mut part = part(graph, at, members, NodeKind::Table);
    if let Some(block) = block {
        part.lines.push((block.to_string(), "local".into()));
    }
    for route in members.iter().copied().filter(|member| graph.type_of(*member) == ec2::ROUTE) {
        let keys = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
        let destination = keys.iter().find_map(|key| graph.property_text(route, key)).unwrap_or_else(|| "?".into());
        part.lines.push((destination, target(graph, route)));
    }
    let routes = part.lines.iter().map(|(from, to)| format!("{from} {to}")).collect::<Vec<_>>().join(", ");
    part.description = joined(&["route table", &routes]);
    if part.lines.len() > ROUTES {
        let hidden = part.lines.len() + 1 - ROUTES;
        part.lines.truncate(ROUTES - 1);
        part.lines.push((format!("{hidden} more"), String::new()));
    }
    part
}

/// The target of a route.
fn target(graph: &ResourceGraph<'_>, route: usize) -> String {
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
        let named =
            graph.resource_in(route, key).and_then(|at| graph.resource(at)).map(|resource| resource.id().to_string());
        named.or_else(|| graph.property_text(route, key))
    });
    found.map_or_else(|| "to somewhere".to_string(), |target| format!("to {target}"))
}

/// A gateway on the border of its VPC.
pub(super) fn gateway(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> Element {
    let mut part = part(graph, at, members, NodeKind::Gateway);
    let internet = graph.type_of(at) == ec2::INTERNET_GATEWAY;
    part.more = if internet { "globe".into() } else { "lock".into() };
    part.description = if internet { "internet gateway".into() } else { summary::short(graph.type_of(at)).into() };
    part
}

/// A VPC of the template.
pub(super) fn vpc(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> Element {
    let mut part = part(graph, at, members, NodeKind::Vpc);
    part.note = graph.property_text(at, ec2::vpc::CIDR_BLOCK.key).unwrap_or_default();
    part.description = joined(&["VPC", &part.note]);
    if !part.title.to_ascii_lowercase().contains("vpc") {
        part.title = format!("VPC {}", part.title);
    }
    part
}

/// A subnet of the template.
pub(super) fn subnet(
    graph: &ResourceGraph<'_>,
    at: usize,
    members: &[usize],
    zone: Option<&str>,
    reach: &str,
) -> Element {
    let mut part = part(graph, at, members, NodeKind::Subnet);
    part.note = graph.property_text(at, ec2::subnet::CIDR_BLOCK.key).unwrap_or_default();
    part.more = reach.to_string();
    let zone = zone.map(|zone| format!("in zone {zone}")).unwrap_or_default();
    part.description = joined(&["subnet", &part.note, reach, &zone]);
    part
}

/// A subnet or VPC outside the template: one named by a parameter, or any.
pub(super) fn ghost(kind: NodeKind, name: &str, at: Option<Path>) -> Element {
    let mut part = Element::new(kind, &format!("ghost/{name}"), name);
    part.description = match kind {
        NodeKind::GhostSubnet => "existing subnet".into(),
        _ => "existing VPC".into(),
    };
    if at.is_some() {
        part.note = "by parameter".into();
        part.description.push_str(", by parameter");
    }
    part.at = at;
    part
}
