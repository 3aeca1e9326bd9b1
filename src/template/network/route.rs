//! Route tables as people read them: destination, target, what it does.

use crate::document::Path;
use crate::schema::ec2::{self, endpoint, key, route as row, vpc};
use crate::template::address_space::subnets_of;
use crate::template::cidr::is_everybody;
use crate::template::describe::listed;
use crate::template::function::text_or_sub;
use crate::template::resource::named;
use crate::template::{Resource, Template, summary};

/// A route table with its routes.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteTable {
    /// Logical id; `None` for the VPC's main table, which no template names.
    pub id: Option<String>,
    /// The subnets that use it.
    pub subnets: Vec<String>,
    /// Its routes, the one inside the VPC first.
    pub routes: Vec<RouteRow>,
}

/// A route as a line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteRow {
    /// Logical id of the route or endpoint; `None` for the one inside the VPC.
    pub id: Option<String>,
    /// Where it is in the text.
    pub at: Option<Path>,
    /// The addresses.
    pub destination: String,
    /// Where they go.
    pub target: RouteTarget,
    /// What it does, in a sentence.
    pub does: String,
}

/// Where packets go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteTarget {
    /// Inside the VPC.
    Local,
    /// The internet, by this gateway.
    Internet(String),
    /// The internet, by this NAT gateway.
    Nat(String),
    /// A service of AWS, by this endpoint.
    Endpoint(String),
    /// Something else, by its name.
    Other(String),
    /// Nothing is named.
    Missing,
}

impl RouteTarget {
    /// For people.
    pub fn text(&self) -> &str {
        match self {
            RouteTarget::Local => "local",
            RouteTarget::Internet(id) | RouteTarget::Nat(id) | RouteTarget::Endpoint(id) | RouteTarget::Other(id) => id,
            RouteTarget::Missing => "no target",
        }
    }
}

/// The route tables of a VPC in the order of the text; last the main one, if subnets use it.
pub fn tables(template: Template<'_>, vpc: &str) -> Vec<RouteTable> {
    let own = template.resources_of(ec2::ROUTE_TABLE).filter(|table| table.names(key::VPC_ID) == Some(vpc));
    let mut all: Vec<RouteTable> = own.map(|table| of_table(template, vpc, table)).collect();
    let subnets = subnets_of(template, vpc);
    let left: Vec<String> = subnets
        .iter()
        .filter(|subnet| association(template, subnet.id()).is_none())
        .map(|subnet| subnet.id().to_string())
        .collect();
    if !left.is_empty() {
        let routes = vec![local(template, vpc)];
        all.push(RouteTable { id: None, subnets: left, routes });
    }
    all
}

/// The association that ties a subnet to a route table.
pub fn association<'d>(template: Template<'d>, subnet: &str) -> Option<Resource<'d>> {
    template.resources_of(ec2::ROUTE_TABLE_ASSOCIATION).find(|one| one.names(key::SUBNET_ID) == Some(subnet))
}

/// The subnets tied to a table, in the order of the text.
pub fn tied(template: Template<'_>, table: &str) -> Vec<String> {
    let ties = template.resources_of(ec2::ROUTE_TABLE_ASSOCIATION);
    let ties = ties.filter(|tie| tie.names(key::ROUTE_TABLE_ID) == Some(table));
    ties.filter_map(|tie| tie.names(key::SUBNET_ID)).map(str::to_string).collect()
}

/// The resources that give a subnet its way to the internet: the default routes of its route table, and its association
/// with that table. None if there is no such route.
pub fn ways_out(template: Template<'_>, subnet: &str) -> Vec<String> {
    let Some(association) = association(template, subnet).filter(|one| !one.is_in_loop()) else { return Vec::new() };
    let Some(table) = association.names(key::ROUTE_TABLE_ID) else { return Vec::new() };
    let is_default = |route: &Resource<'_>| {
        let destination = route.property(key::DESTINATION).and_then(|node| node.scalar());
        route.names(key::ROUTE_TABLE_ID) == Some(table) && destination.is_some_and(is_everybody)
    };
    let routes = template.single_resources_of(ec2::ROUTE).filter(is_default);
    let mut ways: Vec<String> = routes.map(|route| route.id().to_string()).collect();
    if !ways.is_empty() {
        ways.push(association.id().to_string());
    }
    ways
}

fn of_table(template: Template<'_>, vpc: &str, table: Resource<'_>) -> RouteTable {
    let subnets = tied(template, table.id());
    let mut routes = vec![local(template, vpc)];
    let own = template.resources_of(ec2::ROUTE).filter(|one| one.names(key::ROUTE_TABLE_ID) == Some(table.id()));
    routes.extend(own.map(|route| line(template, route, &subnets)));
    let endpoints = template.resources_of(ec2::VPC_ENDPOINT).filter(|endpoint| {
        let tables = endpoint.property(endpoint::ROUTE_TABLE_IDS.key);
        tables.is_some_and(|tables| tables.items().any(|item| named(item) == Some(table.id())))
    });
    routes.extend(endpoints.map(|endpoint| {
        let service = service_word(endpoint);
        RouteRow {
            id: Some(endpoint.id().to_string()),
            at: Some(endpoint.path()),
            destination: format!("{service}’s addresses"),
            target: RouteTarget::Endpoint(endpoint.id().to_string()),
            does: format!("Reaches {service} without the internet."),
        }
    }));
    RouteTable { id: Some(table.id().to_string()), subnets, routes }
}

/// The last part of an endpoint's service: "S3", "ssm".
fn service_word(endpoint: Resource<'_>) -> String {
    let name = endpoint.property(endpoint::SERVICE_NAME.key);
    let text = name.and_then(|node| text_or_sub(node));
    match text.and_then(|text| text.rsplit('.').next()) {
        Some("s3") => "S3".to_string(),
        Some("dynamodb") => "DynamoDB".to_string(),
        Some(word) => word.to_string(),
        None => "a service".to_string(),
    }
}

fn local(template: Template<'_>, vpc: &str) -> RouteRow {
    let block = template.resource(vpc).and_then(|vpc| vpc.property(vpc::CIDR_BLOCK.key)).and_then(summary::value);
    let does = "Inside the VPC. Always there.".to_string();
    let destination = block.unwrap_or_else(|| "the VPC’s block".to_string());
    RouteRow { id: None, at: None, destination, target: RouteTarget::Local, does }
}

fn line(template: Template<'_>, route: Resource<'_>, subnets: &[String]) -> RouteRow {
    let destination = [key::DESTINATION, row::DESTINATION_IPV6.key, row::DESTINATION_LIST.key]
        .iter()
        .find_map(|key| route.property(key).and_then(summary::value));
    let target = target(template, route);
    let whole = destination.as_deref().is_some_and(is_everybody);
    let does = does(&target, whole, &listed(subnets), subnets.len());
    RouteRow {
        id: Some(route.id().to_string()),
        at: Some(route.path()),
        destination: destination.unwrap_or_else(|| "no destination".to_string()),
        target,
        does,
    }
}

fn target(template: Template<'_>, route: Resource<'_>) -> RouteTarget {
    for one in row::ROWS.shown(row::TARGETS) {
        let Some(node) = route.property(one.key).filter(|node| !node.is_null()) else { continue };
        let name = named(node).map(str::to_string).or_else(|| summary::value(node)).unwrap_or_default();
        let kind = template.resource(&name).and_then(|resource| resource.kind());
        return match (one.key, kind) {
            (key::GATEWAY_ID, Some(ec2::INTERNET_GATEWAY)) => RouteTarget::Internet(name),
            (key::GATEWAY_ID, None) if name.starts_with("igw-") => RouteTarget::Internet(name),
            (key::NAT_GATEWAY_ID, _) => RouteTarget::Nat(name),
            ("VpcEndpointId", _) => RouteTarget::Endpoint(name),
            _ => RouteTarget::Other(name),
        };
    }
    RouteTarget::Missing
}

fn does(target: &RouteTarget, whole: bool, subnets: &str, count: usize) -> String {
    match (target, whole, count) {
        (RouteTarget::Missing, ..) => "Nothing: a route needs a target.".to_string(),
        (RouteTarget::Internet(_), true, 0) => "Would make subnets public; none uses this table.".to_string(),
        (RouteTarget::Internet(_), true, _) => format!("Makes {subnets} public."),
        (RouteTarget::Nat(_), true, 0) => "Would let private subnets out; none uses this table.".to_string(),
        (RouteTarget::Nat(_), true, _) => format!("Lets {subnets} out, and nobody in."),
        (RouteTarget::Internet(_) | RouteTarget::Nat(_), false, _) => "These addresses over the internet.".to_string(),
        (RouteTarget::Local, ..) => "Inside the VPC. Always there.".to_string(),
        (RouteTarget::Endpoint(_), ..) => "Through the endpoint.".to_string(),
        (RouteTarget::Other(name), true, _) => format!("Everything else goes to {name}."),
        (RouteTarget::Other(name), false, _) => format!("Leads to {name}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    const TEXT: &str = "Resources:
  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}
  C: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}
  Gate: {Type: AWS::EC2::InternetGateway}
  Nat: {Type: AWS::EC2::NatGateway}
  T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref V}}
  R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gate}}
  TA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref T, SubnetId: !Ref A}}
  U: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref V}}
  UN: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref U, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  UP: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref U, DestinationCidrBlock: 10.9.0.0/16, VpcPeeringConnectionId: pcx-1}}
  UX: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref U}}
  UB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref U, SubnetId: !Ref B}}
  S3: {Type: AWS::EC2::VPCEndpoint, Properties: {ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3', RouteTableIds: [!Ref U]}}
";

    #[test]
    fn a_table_says_what_its_routes_do() {
        let document = Document::parse(TEXT);
        let tables = tables(Template::of(&document), "V");
        let shown = |table: &RouteTable| {
            let lines: Vec<String> = table
                .routes
                .iter()
                .map(|line| format!("{} -> {}: {}", line.destination, line.target.text(), line.does))
                .collect();
            (table.id.clone().unwrap_or("main".into()), lines.join("\n"))
        };
        let local = "10.0.0.0/16 -> local: Inside the VPC. Always there.";
        assert_eq!(
            tables.iter().map(shown).collect::<Vec<_>>(),
            [
                ("T".to_string(), format!("{local}\n0.0.0.0/0 -> Gate: Makes A public.")),
                (
                    "U".to_string(),
                    format!(
                        "{local}\n0.0.0.0/0 -> Nat: Lets B out, and nobody in.\n10.9.0.0/16 -> pcx-1: Leads to pcx-1.\n\
                         no destination -> no target: Nothing: a route needs a target.\n\
                         S3’s addresses -> S3: Reaches S3 without the internet."
                    )
                ),
                ("main".to_string(), local.to_string()),
            ]
        );
    }
}
