//! Ways out of a VPC that are no gateways, and more addresses for it: endpoints, peering, further blocks.

use super::{PEERING, ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC, VPC_CIDR_BLOCK, VPC_ENDPOINT, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

/// Which service.
pub const SERVICE_NAME: &str = "ServiceName";
/// Gateway or network cards.
pub const ENDPOINT_TYPE: &str = "VpcEndpointType";
/// Subnets with a network card.
pub const SUBNET_IDS: &str = "SubnetIds";
/// Tables with a route to a gateway endpoint.
pub const ROUTE_TABLE_IDS: &str = "RouteTableIds";
/// Firewalls of the network cards.
pub const SECURITY_GROUP_IDS: &str = "SecurityGroupIds";
/// Whether the usual name leads here.
pub const PRIVATE_DNS: &str = "PrivateDnsEnabled";

const ENDPOINT: &[Property] = &[
    Property::text(key::VPC_ID, "VPC", "The network from which the service is reached.", page!("vpcendpoint"))
        .of_type(PropertyType::Resource(&[VPC]))
        .required(),
    Property::text(
        SERVICE_NAME,
        "Service",
        "Such as com.amazonaws.eu-central-1.ssm; !Sub with ${AWS::Region} fits every region.",
        page!("vpcendpoint"),
    )
    .required(),
    Property::text(
        ENDPOINT_TYPE,
        "Type",
        "Gateway is for S3 and DynamoDB, costs nothing and is a route. Interface is a network card in each subnet, for all other services.",
        page!("vpcendpoint"),
    )
    .of_type(PropertyType::Choice(&["Gateway", "Interface", "GatewayLoadBalancer"])),
    Property::text(ROUTE_TABLE_IDS, "Route tables", "For a gateway: the tables that get the route.", page!("vpcendpoint"))
        .of_type(PropertyType::Resources(&[ROUTE_TABLE])),
    Property::text(
        SUBNET_IDS,
        "Subnets",
        "For an interface: one subnet in each Availability Zone that uses it.",
        page!("vpcendpoint"),
    )
    .of_type(PropertyType::Resources(&[SUBNET])),
    Property::text(
        SECURITY_GROUP_IDS,
        "Security groups",
        "For an interface: what may reach its network cards. HTTPS from the VPC is enough.",
        page!("vpcendpoint"),
    )
    .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
    Property::text(
        PRIVATE_DNS,
        "Private DNS",
        "For an interface: programs reach it under the service's usual name. The VPC needs both of its DNS settings on.",
        page!("vpcendpoint"),
    )
    .of_type(PropertyType::Boolean),
];

const CONNECTION: &[Property] = &[
    Property::text(key::VPC_ID, "VPC", "The network that asks.", page!("vpcpeeringconnection"))
        .of_type(PropertyType::Resource(&[VPC]))
        .required(),
    Property::text(
        "PeerVpcId",
        "Other VPC",
        "Its block must not overlap. Both sides need a route to the other.",
        page!("vpcpeeringconnection"),
    )
    .of_type(PropertyType::Resource(&[VPC]))
    .required(),
    Property::text("PeerRegion", "Other region", "If the other VPC is elsewhere.", page!("vpcpeeringconnection")),
    Property::text(
        "PeerOwnerId",
        "Other account",
        "If the other VPC is somebody else's; then a role has to be named that accepts.",
        page!("vpcpeeringconnection"),
    ),
    Property::text(
        "PeerRoleArn",
        "Role of the other account",
        "Accepts the connection there.",
        page!("vpcpeeringconnection"),
    ),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("vpcpeeringconnection"))
        .of_type(PropertyType::Tags),
];

const BLOCK: &[Property] = &[
    Property::text(key::VPC_ID, "VPC", "The network that gets it.", page!("vpccidrblock"))
        .of_type(PropertyType::Resource(&[VPC]))
        .required(),
    Property::text(
        "CidrBlock",
        "Block",
        "From /16 to /28, overlapping none of the VPC's blocks. Subnets in it have to depend on this.",
        page!("vpccidrblock"),
    )
    .of_type(PropertyType::Cidr),
    Property::text(
        "AmazonProvidedIpv6CidrBlock",
        "IPv6 from Amazon",
        "A /56 of Amazon's addresses.",
        page!("vpccidrblock"),
    )
    .of_type(PropertyType::Boolean),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: VPC_ENDPOINT,
        name: "VPC endpoint",
        intro: "The way to a service of AWS that never leaves its network. An interface costs money every hour in each zone.",
        parts: &[Part::properties(ENDPOINT)],
    },
    Form {
        kind: PEERING,
        name: "VPC peering connection",
        intro: "Joins two VPCs. It needs a route on both sides.",
        parts: &[Part::properties(CONNECTION)],
    },
    Form {
        kind: VPC_CIDR_BLOCK,
        name: "Further block of a VPC",
        intro: "More addresses for a VPC whose own block is full, or IPv6.",
        parts: &[Part::properties(BLOCK)],
    },
];
