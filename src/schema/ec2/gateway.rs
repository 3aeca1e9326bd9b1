//! Gateways of a VPC: to the internet, what ties them to it, out only; and fixed public addresses.

use super::{
    EIP, EIP_ASSOCIATION, GATEWAY_ATTACHMENT, INSTANCE, INTERNET_GATEWAY, NAT_GATEWAY, NETWORK_INTERFACE, SUBNET, VPC,
    key,
};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

const INTERNET: &[Row] =
    &[Row::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("internetgateway"))
        .takes(Kind::Tags)];

const ATTACHMENT: &[Row] = &[
    Row::text(
        key::VPC_ID,
        "VPC",
        "The network that gets the gateway. It has at most one to the internet.",
        page!("vpcgatewayattachment"),
    )
    .takes(Kind::One(&[VPC]))
    .required(),
    Row::text(
        key::INTERNET_GATEWAY_ID,
        "Internet gateway",
        "Routes through it work once it is attached: let them depend on this.",
        page!("vpcgatewayattachment"),
    )
    .takes(Kind::One(&[INTERNET_GATEWAY])),
];

const NAT: &[Row] = &[
    Row::text(
        key::SUBNET_ID,
        "Subnet",
        "A public one: the gateway itself goes to the internet from there.",
        page!("natgateway"),
    )
    .takes(Kind::One(&[SUBNET])),
    Row::text(
        key::ALLOCATION_ID,
        "Elastic IP",
        "The address under which all private instances are seen outside. A public gateway needs one.",
        page!("natgateway"),
    )
    .takes(Kind::One(&[EIP])),
    Row::text(
        "ConnectivityType",
        "Reach",
        "Public goes to the internet and is what holds without an answer. Private only joins networks of your own.",
        page!("natgateway"),
    )
    .takes(Kind::Choice(&["public", "private"])),
    Row::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("natgateway")).takes(Kind::Tags),
];

const ADDRESS: &[Row] = &[
    Row::text("Domain", "Domain", "Always vpc.", page!("eip")).takes(Kind::Choice(&["vpc"])),
    Row::text(
        "InstanceId",
        "Instance",
        "The machine that gets the address. Leave it out for a NAT gateway or an association.",
        page!("eip"),
    )
    .takes(Kind::One(&[INSTANCE])),
    Row::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("eip")).takes(Kind::Tags),
];

const ADDRESS_ASSOCIATION: &[Row] = &[
    Row::text(key::ALLOCATION_ID, "Elastic IP", "The address.", page!("eipassociation")).takes(Kind::One(&[EIP])),
    Row::text(
        "InstanceId",
        "Instance",
        "The machine that gets it, at its first network card.",
        page!("eipassociation"),
    )
    .takes(Kind::One(&[INSTANCE])),
    Row::text(
        "NetworkInterfaceId",
        "Network interface",
        "The network card that gets it, for a machine with several.",
        page!("eipassociation"),
    )
    .takes(Kind::One(&[NETWORK_INTERFACE])),
    Row::text(
        "PrivateIpAddress",
        "Private address",
        "Which private address of the card it stands for, if it has several.",
        page!("eipassociation"),
    ),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: INTERNET_GATEWAY,
        name: "Internet gateway",
        intro: "The way from a VPC to the internet and back. It costs nothing by itself.",
        parts: &[Part::properties(INTERNET)],
    },
    Form {
        kind: GATEWAY_ATTACHMENT,
        name: "Gateway attachment",
        intro: "Ties a gateway to a VPC.",
        parts: &[Part::properties(ATTACHMENT)],
    },
    Form {
        kind: NAT_GATEWAY,
        name: "NAT gateway",
        intro: "Lets instances without a public address reach the internet, and nobody in. It costs money every hour and for each gigabyte.",
        parts: &[Part::properties(NAT)],
    },
    Form {
        kind: EIP,
        name: "Elastic IP",
        intro: "A public IPv4 address that stays the same. It costs money every hour, in use or not.",
        parts: &[Part::properties(ADDRESS)],
    },
    Form {
        kind: EIP_ASSOCIATION,
        name: "Elastic IP association",
        intro: "Ties a fixed public address to a machine.",
        parts: &[Part::properties(ADDRESS_ASSOCIATION)],
    },
];
