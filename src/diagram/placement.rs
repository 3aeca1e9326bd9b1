//! Placement of resources: their subnets and security groups.

use super::attachment::is_subnet_group;
use super::graph::{ResourceGraph, once};
use super::machine;
use crate::document::Node;
use crate::schema::ec2;
use crate::template::function::argument_of;

/// The subnet of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// A subnet of the template.
    Subnet(usize),
    /// Subnets outside the template, named by a parameter or an import.
    External(String),
    /// No known subnet.
    NoSubnet,
}

/// Properties that refer to subnets, of any resource.
const SUBNETS: [&str; 9] = [
    "SubnetId",
    "SubnetIds",
    "Subnets",
    "VPCZoneIdentifier",
    "SubnetMappings",
    "NetworkInterfaces",
    "VpcConfig",
    "ResourcesVpcConfig",
    "NetworkConfiguration",
];
/// Maximum number of security groups drawn around one resource.
const GROUPS: usize = 3;

/// True for instances and Auto Scaling groups.
pub(super) fn is_machine(kind: &str) -> bool {
    matches!(kind, ec2::INSTANCE | "AWS::AutoScaling::AutoScalingGroup")
}

/// True for types that refer to subnets without being in them.
fn stands_nowhere(kind: &str) -> bool {
    const SERVICES: [&str; 6] = ["CloudFormation", "SSM", "IAM", "EC2::NetworkAcl", "EC2::FlowLog", "Route53"];
    let own = kind.strip_prefix("AWS::").unwrap_or_default();
    own.is_empty() || SERVICES.iter().any(|service| own.starts_with(service)) || is_subnet_group(kind)
}

/// The placements of a resource, each once; none if it is in no subnet.
pub(super) fn placements(graph: &ResourceGraph<'_>, at: usize) -> Vec<Placement> {
    let kind = graph.type_of(at);
    if stands_nowhere(kind) {
        return Vec::new();
    }
    let mut named = graph.named_by(at);
    let groups = named.iter().copied().filter(|other| is_subnet_group(graph.type_of(*other))).collect::<Vec<_>>();
    named.extend(groups.iter().flat_map(|group| graph.named_by(*group)));
    let subnets = once(named.into_iter().filter(|other| graph.type_of(*other) == ec2::SUBNET));
    let mut placements: Vec<Placement> = subnets.into_iter().map(Placement::Subnet).collect();
    if placements.is_empty() {
        let own = [at].into_iter().chain(groups).filter_map(|of| graph.resource(of)?.node().get("Properties"));
        placements = own.flat_map(|properties| given(graph, properties)).collect();
    }
    if placements.is_empty() && is_machine(kind) {
        placements.push(Placement::NoSubnet);
    }
    if kind == ec2::INSTANCE {
        // An instance is in one subnet.
        placements.truncate(1);
    }
    placements
}

/// The placements outside the template.
fn given(graph: &ResourceGraph<'_>, properties: Node<'_>) -> Vec<Placement> {
    let mut found = Vec::new();
    for (key, node) in SUBNETS.iter().filter_map(|key| Some((*key, properties.get(key)?))) {
        let inside = |keys: &[&str]| {
            let items = node.items().chain([node]);
            items.flat_map(|item| keys.iter().filter_map(move |key| item.get(key))).collect::<Vec<_>>()
        };
        let parts = match key {
            "NetworkInterfaces" | "SubnetMappings" => inside(&["SubnetId"]),
            "VpcConfig" | "ResourcesVpcConfig" => inside(&["SubnetIds"]),
            "NetworkConfiguration" => {
                let inner = inside(&["AwsvpcConfiguration"]);
                inner.into_iter().filter_map(|node| node.get("Subnets")).collect()
            }
            _ => vec![node],
        };
        found.extend(parts.into_iter().flat_map(|part| outside(graph, part)).map(Placement::External));
        if !found.is_empty() {
            break;
        }
    }
    let mut kept: Vec<Placement> = Vec::new();
    for placement in found {
        if !kept.contains(&placement) {
            kept.push(placement);
        }
    }
    kept
}

/// Names of subnets outside the template: of imports, otherwise of parameters.
fn outside(graph: &ResourceGraph<'_>, node: Node<'_>) -> Vec<String> {
    let mut waiting = vec![node];
    let mut imported = Vec::new();
    for _ in 0..100 {
        let Some(node) = waiting.pop() else { break };
        if let Some(import) = argument_of(node, "Fn::ImportValue") {
            let text = import.scalar().or_else(|| import.get("Fn::Sub")?.scalar()).unwrap_or_default();
            imported.push(without_braces(text));
            continue;
        }
        let from = waiting.len();
        waiting.extend(node.items().chain(node.entries().map(|entry| entry.value)));
        waiting.get_mut(from..).unwrap_or_default().reverse();
    }
    if imported.is_empty() {
        imported = graph.parameters_below(node).into_iter().map(str::to_string).collect();
    }
    imported.retain(|name| !name.is_empty());
    if imported.is_empty() { vec!["Existing subnets".to_string()] } else { imported }
}

/// A text with `…` for each `${…}`, and without it at the start: `SubnetA` of `${Stack}-SubnetA`.
fn without_braces(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("${") {
        plain.push_str(before);
        plain.push('…');
        rest = from.split_once('}').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain.trim_start_matches(['…', '-', ':', '_', '/']).to_string()
}

/// The security groups of a resource in the template, outermost first. `members` may hold a launch template with them.
pub(super) fn groups(graph: &ResourceGraph<'_>, at: usize, members: &[usize]) -> Vec<usize> {
    let template = |member: &usize| machine::is_template(graph.type_of(*member));
    let holders = [at].into_iter().chain(members.iter().copied().filter(template));
    let named = holders.flat_map(|holder| graph.named_by(holder));
    let mut groups = once(named.filter(|other| graph.type_of(*other) == ec2::SECURITY_GROUP));
    groups.truncate(GROUPS);
    groups
}

/// Number of an external subnet by its name, and the name without it: 1 and `PublicSubnetID` of `PublicSubnet2ID`.
pub(super) fn ordinal(name: &str) -> (String, Option<usize>) {
    let digits = name.char_indices().rev().find(|(_, c)| c.is_ascii_digit());
    if let Some((at, digit)) = digits {
        let number = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
        let mut rest = name.to_string();
        rest.remove(at);
        return (rest, number.map(|number| number.saturating_sub(1)));
    }
    // A capital letter that starts no word: the A of SubnetAPublic.
    let mut before = ' ';
    let mut letters = name.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let alone = letters.peek().is_none_or(|(_, next)| !next.is_lowercase() && !('A'..='F').contains(next));
        if before.is_lowercase() && alone && ('A'..='F').contains(&c) {
            let mut rest = name.to_string();
            rest.remove(at);
            return (rest, u32::from(c).checked_sub(u32::from('A')).and_then(|number| usize::try_from(number).ok()));
        }
        before = c;
    }
    (name.to_string(), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn resources_are_placed_in_their_subnets() {
        let text = "Parameters: {Net: {}, A: {}}\nResources:\n  S: {Type: AWS::EC2::Subnet}\n  T: {Type: \
                    AWS::EC2::Subnet}\n  G: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref T]}}\n";
        for (resource, wanted) in [
            ("AWS::EC2::Instance, Properties: {SubnetId: !Ref S}", vec![Placement::Subnet(0)]),
            ("AWS::EC2::Instance, Properties: {SubnetId: !If [X, !Ref S, !Ref T]}", vec![Placement::Subnet(0)]),
            ("AWS::EC2::Instance, Properties: {SubnetId: !Ref Net}", vec![Placement::External("Net".into())]),
            (
                "AWS::EC2::Instance, Properties: {SubnetId: subnet-1}",
                vec![Placement::External("Existing subnets".into())],
            ),
            (
                "AWS::EC2::Instance, Properties: {NetworkInterfaces: [{SubnetId: !Ref A}]}",
                vec![Placement::External("A".into())],
            ),
            ("AWS::EC2::Instance", vec![Placement::NoSubnet]),
            ("AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref G}", vec![Placement::Subnet(1)]),
            ("AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref S]}", vec![]),
            ("AWS::S3::Bucket", vec![]),
            ("AWS::CloudFormation::Stack, Properties: {Parameters: {X: !Ref S}}", vec![]),
            (
                "AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref T, !Ref S]}",
                vec![Placement::Subnet(1), Placement::Subnet(0)],
            ),
        ] {
            let document = Document::parse(format!("{text}  R: {{Type: {resource}}}\n"));
            let graph = ResourceGraph::of(Template::of(&document));
            assert_eq!(placements(&graph, 3), wanted, "{resource}");
        }
    }

    #[test]
    fn zone_is_derived_from_names_of_external_subnets() {
        assert_eq!(without_braces("${Stack}-Subnets${Reach}"), "Subnets…");
        assert_eq!(ordinal("PublicSubnet2ID"), ("PublicSubnetID".into(), Some(1)));
        assert_eq!(ordinal("SubnetB"), ("Subnet".into(), Some(1)));
        assert_eq!(ordinal("SubnetCPublic"), ("SubnetPublic".into(), Some(2)));
        assert_eq!(ordinal("AppEFSBackend"), ("AppEFSBackend".into(), None));
        assert_eq!(ordinal("Subnets"), ("Subnets".into(), None));
    }
}
