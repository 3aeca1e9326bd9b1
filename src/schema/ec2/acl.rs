//! Network ACLs: firewalls around subnets that know no connections.

use super::{NETWORK_ACL, NETWORK_ACL_ASSOCIATION, NETWORK_ACL_ENTRY, SUBNET, VPC, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

const ACL: &[Row] = &[
    Row::text(key::VPC_ID, "VPC", "The network whose subnets can use it.", page!("networkacl"))
        .takes(Kind::One(&[VPC]))
        .required(),
    Row::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("networkacl")).takes(Kind::Tags),
];

const PORTS: &[Row] = &[
    Row::text("From", "From", "The first port.", page!("networkaclentry")).takes(Kind::Number),
    Row::text("To", "To", "The last port.", page!("networkaclentry")).takes(Kind::Number),
];

const ICMP: &[Row] = &[
    Row::text("Type", "Type", "-1 is all types.", page!("networkaclentry")).takes(Kind::Number),
    Row::text("Code", "Code", "-1 is all codes.", page!("networkaclentry")).takes(Kind::Number),
];

const ENTRY: &[Row] = &[
    Row::text("NetworkAclId", "Network ACL", "The one that gets the rule.", page!("networkaclentry"))
        .takes(Kind::One(&[NETWORK_ACL]))
        .required(),
    Row::text(
        "RuleNumber",
        "Number",
        "From 1 to 32766. Rules are tried in this order; the first that fits decides.",
        page!("networkaclentry"),
    )
    .takes(Kind::Number)
    .required(),
    Row::text(
        "Egress",
        "Outbound",
        "True for what leaves the subnet, false for what comes in.",
        page!("networkaclentry"),
    )
    .takes(Kind::Boolean),
    Row::text("RuleAction", "Does", "Allows or denies.", page!("networkaclentry"))
        .takes(Kind::Choice(&["allow", "deny"]))
        .required(),
    Row::text(
        "Protocol",
        "Protocol",
        "A number: 6 is TCP, 17 is UDP, 1 is ICMP, -1 is every protocol and every port.",
        page!("networkaclentry"),
    )
    .takes(Kind::Suggested(&["6", "17", "1", "-1"]))
    .required(),
    Row::text("CidrBlock", "Range", "The other side's addresses.", page!("networkaclentry"))
        .takes(Kind::Suggested(&["0.0.0.0/0"])),
    Row::text("Ipv6CidrBlock", "IPv6 range", "The other side's addresses.", page!("networkaclentry"))
        .takes(Kind::Suggested(&["::/0"])),
    Row::text(
        "PortRange",
        "Ports",
        "For TCP and UDP. Answers come to ports 1024 to 65535: let them pass too.",
        page!("networkaclentry"),
    )
    .takes(Kind::Group(PORTS)),
    Row::text("Icmp", "ICMP", "For ICMP.", page!("networkaclentry")).takes(Kind::Group(ICMP)),
];

const ASSOCIATION: &[Row] = &[
    Row::text(key::SUBNET_ID, "Subnet", "It uses this network ACL and no other.", page!("subnetnetworkaclassociation"))
        .takes(Kind::One(&[SUBNET]))
        .required(),
    Row::text(
        "NetworkAclId",
        "Network ACL",
        "Without an association a subnet uses the VPC's default one, which lets everything pass.",
        page!("subnetnetworkaclassociation"),
    )
    .takes(Kind::One(&[NETWORK_ACL]))
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
