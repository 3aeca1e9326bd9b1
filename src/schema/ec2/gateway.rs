//! Gateways of a VPC: to the internet, what ties them to it, out only; and fixed public addresses.

use super::{
    EIP, EIP_ASSOCIATION, GATEWAY_ATTACHMENT, INSTANCE, INTERNET_GATEWAY, NAT_GATEWAY, NETWORK_INTERFACE, SUBNET, VPC,
    key,
};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

const INTERNET: &[Property] =
    &[Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("internetgateway"))
        .of_type(PropertyType::Tags)];

const ATTACHMENT: &[Property] = &[
    Property::text(
        key::VPC_ID,
        "VPC",
        "The network that gets the gateway. It has at most one to the internet.",
        page!("vpcgatewayattachment"),
    )
    .of_type(PropertyType::Resource(&[VPC]))
    .required(),
    Property::text(
        key::INTERNET_GATEWAY_ID,
        "Internet gateway",
        "Routes through it work once it is attached: let them depend on this.",
        page!("vpcgatewayattachment"),
    )
    .of_type(PropertyType::Resource(&[INTERNET_GATEWAY])),
];

const NAT: &[Property] = &[
    Property::text(
        key::SUBNET_ID,
        "Subnet",
        "A public one: the gateway itself goes to the internet from there.",
        page!("natgateway"),
    )
    .of_type(PropertyType::Resource(&[SUBNET])),
    Property::text(
        key::ALLOCATION_ID,
        "Elastic IP",
        "The address under which all private instances are seen outside. A public gateway needs one.",
        page!("natgateway"),
    )
    .of_type(PropertyType::Resource(&[EIP])),
    Property::text(
        "ConnectivityType",
        "Reach",
        "Public goes to the internet and is what holds without an answer. Private only joins networks of your own.",
        page!("natgateway"),
    )
    .of_type(PropertyType::Choice(&["public", "private"])),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("natgateway"))
        .of_type(PropertyType::Tags),
];

const ADDRESS: &[Property] = &[
    Property::text("Domain", "Domain", "Always vpc.", page!("eip")).of_type(PropertyType::Choice(&["vpc"])),
    Property::text(
        "InstanceId",
        "Instance",
        "The machine that gets the address. Leave it out for a NAT gateway or an association.",
        page!("eip"),
    )
    .of_type(PropertyType::Resource(&[INSTANCE])),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("eip"))
        .of_type(PropertyType::Tags),
];

const ADDRESS_ASSOCIATION: &[Property] = &[
    Property::text(key::ALLOCATION_ID, "Elastic IP", "The address.", page!("eipassociation"))
        .of_type(PropertyType::Resource(&[EIP])),
    Property::text(
        "InstanceId",
        "Instance",
        "The machine that gets it, at its first network card.",
        page!("eipassociation"),
    )
    .of_type(PropertyType::Resource(&[INSTANCE])),
    Property::text(
        "NetworkInterfaceId",
        "Network interface",
        "The network card that gets it, for a machine with several.",
        page!("eipassociation"),
    )
    .of_type(PropertyType::Resource(&[NETWORK_INTERFACE])),
    Property::text(
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
