//! Network ACLs: firewalls around subnets that know no connections.

use super::{NETWORK_ACL, NETWORK_ACL_ASSOCIATION, NETWORK_ACL_ENTRY, SUBNET, VPC, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

const ACL: &[Property] = &[
    Property::text(key::VPC_ID, "VPC", "The network whose subnets can use it.", page!("networkacl"))
        .of_type(PropertyType::Resource(&[VPC]))
        .required(),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("networkacl"))
        .of_type(PropertyType::Tags),
];

const PORTS: &[Property] = &[
    Property::text("From", "From", "The first port.", page!("networkaclentry")).of_type(PropertyType::Number),
    Property::text("To", "To", "The last port.", page!("networkaclentry")).of_type(PropertyType::Number),
];

const ICMP: &[Property] = &[
    Property::text("Type", "Type", "-1 is all types.", page!("networkaclentry")).of_type(PropertyType::Number),
    Property::text("Code", "Code", "-1 is all codes.", page!("networkaclentry")).of_type(PropertyType::Number),
];

const ENTRY: &[Property] = &[
    Property::text("NetworkAclId", "Network ACL", "The one that gets the rule.", page!("networkaclentry"))
        .of_type(PropertyType::Resource(&[NETWORK_ACL]))
        .required(),
    Property::text(
        "RuleNumber",
        "Number",
        "From 1 to 32766. Rules are tried in this order; the first that fits decides.",
        page!("networkaclentry"),
    )
    .of_type(PropertyType::Number)
    .required(),
    Property::text(
        "Egress",
        "Outbound",
        "True for what leaves the subnet, false for what comes in.",
        page!("networkaclentry"),
    )
    .of_type(PropertyType::Boolean),
    Property::text("RuleAction", "Does", "Allows or denies.", page!("networkaclentry"))
        .of_type(PropertyType::Choice(&["allow", "deny"]))
        .required(),
    Property::text(
        "Protocol",
        "Protocol",
        "A number: 6 is TCP, 17 is UDP, 1 is ICMP, -1 is every protocol and every port.",
        page!("networkaclentry"),
    )
    .of_type(PropertyType::Suggested(&["6", "17", "1", "-1"]))
    .required(),
    Property::text("CidrBlock", "Range", "The other side's addresses.", page!("networkaclentry"))
        .of_type(PropertyType::Suggested(&["0.0.0.0/0"])),
    Property::text("Ipv6CidrBlock", "IPv6 range", "The other side's addresses.", page!("networkaclentry"))
        .of_type(PropertyType::Suggested(&["::/0"])),
    Property::text(
        "PortRange",
        "Ports",
        "For TCP and UDP. Answers come to ports 1024 to 65535: let them pass too.",
        page!("networkaclentry"),
    )
    .of_type(PropertyType::Object(PORTS)),
    Property::text("Icmp", "ICMP", "For ICMP.", page!("networkaclentry")).of_type(PropertyType::Object(ICMP)),
];

const ASSOCIATION: &[Property] = &[
    Property::text(
        key::SUBNET_ID,
        "Subnet",
        "It uses this network ACL and no other.",
        page!("subnetnetworkaclassociation"),
    )
    .of_type(PropertyType::Resource(&[SUBNET]))
    .required(),
    Property::text(
        "NetworkAclId",
        "Network ACL",
        "Without an association a subnet uses the VPC's default one, which lets everything pass.",
        page!("subnetnetworkaclassociation"),
    )
    .of_type(PropertyType::Resource(&[NETWORK_ACL]))
    .required(),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: NETWORK_ACL,
        name: "Network ACL",
        intro: "A firewall around subnets. It knows no connections: answers need a rule too. A new one lets nothing pass.",
        parts: &[Part::properties(ACL)],
    },
    Form {
        kind: NETWORK_ACL_ENTRY,
        name: "Rule of a network ACL",
        intro: "Lets pass or stops what enters or leaves a subnet.",
        parts: &[Part::properties(ENTRY)],
    },
    Form {
        kind: NETWORK_ACL_ASSOCIATION,
        name: "Network ACL association",
        intro: "Ties a subnet to a network ACL.",
        parts: &[Part::properties(ASSOCIATION)],
    },
];
