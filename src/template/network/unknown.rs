//! Parts of a network that a function, a loop or a transform gives: nobody knows them before the deployment, so that "V has
//! no public subnet" may be false.

use crate::document::Node;
use crate::schema::ec2::{self, endpoint, key};
use crate::template::for_each::around;
use crate::template::given::Given;
use crate::template::resource::attribute::TYPE;
use crate::template::{Resource, Template, section};

/// The types of a network and the properties that say where each of their resources belongs.
const BELONGS_BY: [(&str, &[&str]); 6] = [
    (ec2::SUBNET, &[key::VPC_ID]),
    (ec2::GATEWAY_ATTACHMENT, &[key::VPC_ID, key::INTERNET_GATEWAY_ID]),
    (ec2::ROUTE_TABLE, &[key::VPC_ID]),
    (ec2::ROUTE, &[key::ROUTE_TABLE_ID, key::DESTINATION, key::GATEWAY_ID, key::NAT_GATEWAY_ID]),
    (ec2::ROUTE_TABLE_ASSOCIATION, &[key::SUBNET_ID, key::ROUTE_TABLE_ID]),
    (ec2::VPC_ENDPOINT, &[key::VPC_ID, endpoint::SERVICE_NAME.key]),
];

/// What decides whether subnets are public.
pub const ROUTING: &[&str] =
    &[ec2::SUBNET, ec2::ROUTE_TABLE, ec2::ROUTE, ec2::ROUTE_TABLE_ASSOCIATION, ec2::GATEWAY_ATTACHMENT];
/// What leads a VPC to the internet.
pub const WAY_OUT: &[&str] = &[ec2::GATEWAY_ATTACHMENT, ec2::ROUTE_TABLE, ec2::ROUTE];

/// The types of what goes with a VPC.
pub const NETWORK: &[&str] = &[
    ec2::SUBNET,
    ec2::ROUTE_TABLE,
    ec2::ROUTE,
    ec2::ROUTE_TABLE_ASSOCIATION,
    ec2::GATEWAY_ATTACHMENT,
    ec2::VPC_ENDPOINT,
];

/// The first resource of these types that may belong to the VPC and of which a function, a loop or a transform gives a
/// part, in words: "VpcId of Subnet (line 7) is given by Fn::If". `None` if all is written out.
pub fn unknown(template: Template<'_>, vpc: &str, kinds: &[&str]) -> Option<String> {
    all_unknown(template, vpc, kinds).into_iter().next()
}

/// All of them, in the order of the text; then what may be of any type.
pub fn all_unknown(template: Template<'_>, vpc: &str, kinds: &[&str]) -> Vec<String> {
    let known = kinds.iter().flat_map(|kind| template.resources_of(kind));
    let all = known.filter(|one| !is_of_another(template, *one, vpc));
    let mut found: Vec<(usize, String)> =
        all.filter_map(|resource| Some((resource.node().span().start, given(template, resource)?))).collect();
    found.sort_by_key(|found| found.0);
    found.into_iter().map(|found| found.1).chain(untyped(template)).chain(transform(template)).collect()
}

/// A resource whose type a loop or a transform gives.
fn untyped(template: Template<'_>) -> Option<String> {
    template.single_resources().find_map(|one| {
        let given = Given::key(one.node(), TYPE).filter(|_| one.kind().is_none())?;
        Some(format!("the type of {} is given by {}", one.id(), given.in_words()))
    })
}

/// The same of one resource.
pub fn given(template: Template<'_>, resource: Resource<'_>) -> Option<String> {
    let id = resource.id();
    let line = |node: Node<'_>| template.document().position(node.span().start).line;
    if let Some(each) = around(&resource.path()) {
        return Some(format!("{id} (line {}) is made by the loop {each}", line(resource.node())));
    }
    let keys = BELONGS_BY.iter().find(|(kind, _)| resource.kind() == Some(*kind)).map(|row| row.1)?;
    let part = keys.iter().find_map(|key| Some((key, resource.given_by(key)?)));
    if let Some((key, given)) = part {
        return Some(format!("{key} of {id} (line {}) is given by {}", given.line, given.by));
    }
    // A parameter may hold any destination, and any gateway.
    let asked = |key: &&&str| resource.names(key).is_some_and(|name| template.parameter(name).is_some());
    let key = keys.iter().filter(|key| [key::DESTINATION, key::GATEWAY_ID].contains(*key)).find(asked)?;
    let node = resource.property(key)?;
    Some(format!("{key} of {id} (line {}) is given by a parameter", line(node)))
}

/// The first resource of these types that a parameter ties to something outside of the template.
pub fn tied_elsewhere(template: Template<'_>, kinds: &[&str]) -> Option<String> {
    let known = kinds.iter().flat_map(|kind| template.resources_of(kind));
    known.flat_map(|one| BELONGS_BY.iter().map(move |row| (one, row))).find_map(|(one, (kind, keys))| {
        let is_asked = |key: &&&str| one.names(key).is_some_and(|name| template.parameter(name).is_some());
        let key = keys.iter().filter(|_| one.kind() == Some(*kind)).find(is_asked)?;
        let line = *one.property(key)?.lines().start();
        Some(format!("{key} of {} (line {line}) is given by the parameter {}", one.id(), one.names(key)?))
    })
}

/// True for a resource that names another VPC, itself or by its subnet or route table.
fn is_of_another(template: Template<'_>, resource: Resource<'_>, vpc: &str) -> bool {
    let owner = [key::SUBNET_ID, key::ROUTE_TABLE_ID].iter().find_map(|key| template.resource(resource.names(key)?));
    let named = resource.names(key::VPC_ID).or_else(|| owner?.names(key::VPC_ID));
    named.is_some_and(|named| named != vpc && named != "AWS::NoValue")
}

/// A transform among the resources, which may add any.
fn transform(template: Template<'_>) -> Option<String> {
    let entry = template.section(section::RESOURCES)?.entry("Fn::Transform")?;
    let line = template.document().position(entry.value.span().start).line;
    Some(format!("Fn::Transform (line {line}) may add resources"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn the_first_part_that_a_function_gives_is_named() {
        let head = "Resources:\n  V: {Type: AWS::EC2::VPC}\n  W: {Type: AWS::EC2::VPC}\n";
        for (more, wanted) in [
            ("  S: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}\n", None),
            ("  S: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1}}\n", None),
            (
                "  S: {Type: AWS::EC2::Subnet, Properties: {VpcId: !If [C, !Ref V, !Ref W]}}\n",
                Some("VpcId of S (line 4) is given by Fn::If"),
            ),
            (
                "  S: {Type: AWS::EC2::Subnet, Properties: {Fn::Transform: {Name: AWS::Include}}}\n",
                Some("VpcId of S (line 4) is given by Fn::Transform"),
            ),
            (
                "  S: {Type: AWS::EC2::Subnet, Properties: !If [C, {VpcId: !Ref V}, !Ref AWS::NoValue]}\n",
                Some("VpcId of S (line 4) is given by Fn::If"),
            ),
            (
                "  T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref W}}\n  \
                 R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, GatewayId: !If [C, a, b]}}\n",
                None,
            ),
            (
                "  Fn::ForEach::L: [N, [A], {'S${N}': {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}}]\n",
                Some("S${N} (line 4) is made by the loop Fn::ForEach::L"),
            ),
            (
                "  T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref V}}\n  \
                 R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, GatewayId: !Ref P}}\nParameters: {P: {}}\n",
                Some("GatewayId of R (line 5) is given by a parameter"),
            ),
            (
                "  S: {Fn::ForEach::L: [X, [A], {Type: AWS::EC2::Subnet}]}\n",
                Some("the type of S is given by Fn::ForEach::L (line 4)"),
            ),
            ("  Fn::Transform: {Name: AWS::Include}\n", Some("Fn::Transform (line 4) may add resources")),
        ] {
            let document = Document::parse(format!("{head}{more}"));
            assert_eq!(unknown(Template::of(&document), "V", ROUTING).as_deref(), wanted, "{more}");
        }
    }
}
