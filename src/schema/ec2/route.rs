//! Route tables, their routes, and what ties subnets to them.

use super::{
    INSTANCE, INTERNET_GATEWAY, NAT_GATEWAY, NETWORK_INTERFACE, PEERING, ROUTE, ROUTE_TABLE, ROUTE_TABLE_ASSOCIATION,
    SUBNET, VPC, VPC_ENDPOINT, key,
};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

const TABLE: &[Property] = &[
    Property::text(key::VPC_ID, "VPC", "The network whose subnets can use it.", page!("routetable"))
        .of_type(PropertyType::Resource(&[VPC]))
        .required(),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("routetable"))
        .of_type(PropertyType::Tags),
];

/// What a route leads to; a route has one of them.
pub const TARGETS: &[Property] = &[
    Property::text(
        key::GATEWAY_ID,
        "Internet gateway",
        "Makes the subnets of the table public. A virtual private gateway stands here too.",
        page!("route"),
    )
    .of_type(PropertyType::Resource(&[INTERNET_GATEWAY, "AWS::EC2::VPNGateway"])),
    Property::text(
        key::NAT_GATEWAY_ID,
        "NAT gateway",
        "Lets the subnets of the table out, and nobody in.",
        page!("route"),
    )
    .of_type(PropertyType::Resource(&[NAT_GATEWAY])),
    Property::text("VpcPeeringConnectionId", "Peering connection", "Leads to the other VPC.", page!("route"))
        .of_type(PropertyType::Resource(&[PEERING])),
    Property::text("TransitGatewayId", "Transit gateway", "Leads to the networks behind it.", page!("route"))
        .of_type(PropertyType::Resource(&["AWS::EC2::TransitGateway"])),
    Property::text(
        "EgressOnlyInternetGatewayId",
        "Egress-only gateway",
        "For IPv6: lets the subnets of the table out, and nobody in.",
        page!("route"),
    )
    .of_type(PropertyType::Resource(&["AWS::EC2::EgressOnlyInternetGateway"])),
    Property::text(
        "InstanceId",
        "Instance",
        "Packets go through this machine; its check of source and destination has to be off.",
        page!("route"),
    )
    .of_type(PropertyType::Resource(&[INSTANCE])),
    Property::text("NetworkInterfaceId", "Network interface", "Packets go through this network card.", page!("route"))
        .of_type(PropertyType::Resource(&[NETWORK_INTERFACE])),
    Property::text("VpcEndpointId", "VPC endpoint", "A Gateway Load Balancer endpoint.", page!("route"))
        .of_type(PropertyType::Resource(&[VPC_ENDPOINT])),
];

const TO: &[Property] = &[
    Property::text(key::ROUTE_TABLE_ID, "Route table", "The table that gets the route.", page!("route"))
        .of_type(PropertyType::Resource(&[ROUTE_TABLE]))
        .required(),
    Property::text(
        key::DESTINATION,
        "Destination",
        "Addresses that go this way. 0.0.0.0/0 is every address no other route names.",
        page!("route"),
    )
    .of_type(PropertyType::Suggested(&["0.0.0.0/0"])),
    Property::text(DESTINATION_IPV6, "IPv6 destination", "::/0 is every address no other route names.", page!("route"))
        .of_type(PropertyType::Suggested(&["::/0"])),
    Property::text(
        DESTINATION_LIST,
        "Prefix list",
        "In place of a block: the addresses of a managed prefix list.",
        page!("route"),
    ),
];

/// IPv6 addresses that go a way.
pub const DESTINATION_IPV6: &str = "DestinationIpv6CidrBlock";
/// Addresses of a list that go a way.
pub const DESTINATION_LIST: &str = "DestinationPrefixListId";

const ASSOCIATION: &[Property] = &[
    Property::text(key::SUBNET_ID, "Subnet", "It uses this table and no other.", page!("subnetroutetableassociation"))
        .of_type(PropertyType::Resource(&[SUBNET]))
        .required(),
    Property::text(
        key::ROUTE_TABLE_ID,
        "Route table",
        "Without an association a subnet uses the VPC's main table, which leads nowhere outside.",
        page!("subnetroutetableassociation"),
    )
    .of_type(PropertyType::Resource(&[ROUTE_TABLE]))
    .required(),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: ROUTE_TABLE,
        name: "Route table",
        intro: "Where packets that leave a subnet go. Each has a route inside the VPC that nobody can take away.",
        parts: &[Part::properties(TABLE)],
    },
    Form {
        kind: ROUTE,
        name: "Route",
        intro: "A way for packets. The route with the smallest block that fits wins.",
        parts: &[Part::properties(TO), Part::titled("Target, one of these", TARGETS)],
    },
    Form {
        kind: ROUTE_TABLE_ASSOCIATION,
        name: "Route table association",
        intro: "Ties a subnet to a route table.",
        parts: &[Part::properties(ASSOCIATION)],
    },
];
