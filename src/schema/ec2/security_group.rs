//! Security groups and their rules, inside of them and as resources of their own.

use super::{SECURITY_GROUP, SECURITY_GROUP_EGRESS, SECURITY_GROUP_INGRESS, VPC, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

/// What it is for.
pub const GROUP_DESCRIPTION: Property = Property::text(
    "GroupDescription",
    "Description",
    "Up to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*. A change replaces the group.",
    page!("securitygroup"),
)
.required();
/// Its network.
pub const VPC_ID: Property = Property::text(
    key::VPC_ID,
    "VPC",
    "The network of the machines that have it; without one the account's default VPC. A change replaces the group.",
    page!("securitygroup"),
)
.of_type(PropertyType::Resource(&[VPC]));
/// Its name.
pub const GROUP_NAME: Property = Property::text(
    "GroupName",
    "Name",
    "Best left out: a group with a name cannot be replaced by a new one of the same name.",
    page!("securitygroup"),
);
/// Tags.
pub const TAGS: Property =
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("securitygroup"))
        .of_type(PropertyType::Tags);
/// What may come in.
pub const INGRESS: Property = Property::text(
    "SecurityGroupIngress",
    "Inbound rules",
    "What may come in. Nothing without a rule.",
    page!("securitygroup"),
)
.of_type(PropertyType::Objects(INBOUND));
/// What may go out.
pub const EGRESS: Property = Property::text(
    "SecurityGroupEgress",
    "Outbound rules",
    "What may go out. Everything, unless there is a rule here.",
    page!("securitygroup"),
)
.of_type(PropertyType::Objects(OUTBOUND));

/// The rows beside the rules, in the order in which they are written.
pub const BESIDE: &[Property] = &[GROUP_NAME, GROUP_DESCRIPTION, VPC_ID, TAGS];
/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[GROUP_NAME, GROUP_DESCRIPTION, VPC_ID, INGRESS, EGRESS, TAGS];

/// What a rule is for.
pub const DESCRIPTION: Property = Property::text(
    "Description",
    "Description",
    "Up to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*.",
    page!("securitygroupingress"),
);
/// tcp, udp, icmp, -1.
pub const PROTOCOL: Property = Property::text(
    "IpProtocol",
    "Protocol",
    "tcp, udp, icmp, icmpv6, a number, or -1 for every protocol and every port.",
    page!("securitygroupingress"),
)
.of_type(PropertyType::Suggested(&["tcp", "udp", "icmp", "icmpv6", "-1"]))
.required();
/// First port.
pub const FROM_PORT: Property =
    Property::text("FromPort", "First port", "For ICMP the type, -1 for all.", page!("securitygroupingress"))
        .of_type(PropertyType::Number);
/// Last port.
pub const TO_PORT: Property = Property::text(
    "ToPort",
    "Last port",
    "The same as the first for one port. For ICMP the code, -1 for all.",
    page!("securitygroupingress"),
)
.of_type(PropertyType::Number);
/// IPv4 range.
pub const CIDR_IP: Property = Property::text(
    "CidrIp",
    "Range",
    "IPv4 addresses such as 203.0.113.7/32. 0.0.0.0/0 is everybody.",
    page!("securitygroupingress"),
);
/// IPv6 range.
pub const CIDR_IPV6: Property =
    Property::text("CidrIpv6", "IPv6 range", "IPv6 addresses. ::/0 is everybody.", page!("securitygroupingress"));
/// Another group, inbound.
pub const SOURCE_GROUP: Property = Property::text(
    "SourceSecurityGroupId",
    "Security group",
    "Machines that have this group may come in.",
    page!("securitygroupingress"),
)
.of_type(PropertyType::Resource(&[SECURITY_GROUP]));
/// Another group by its name, inbound.
pub const SOURCE_GROUP_NAME: Property = Property::text(
    "SourceSecurityGroupName",
    "Security group by name",
    "For the default VPC only.",
    page!("securitygroupingress"),
);
/// A list of blocks, inbound.
pub const SOURCE_LIST: Property = Property::text(
    "SourcePrefixListId",
    "Prefix list",
    "A managed list of addresses, such as pl-1234567890abcdef0.",
    page!("securitygroupingress"),
);
/// Another group, outbound.
pub const DESTINATION_GROUP: Property = Property::text(
    "DestinationSecurityGroupId",
    "Security group",
    "Machines that have this group may be reached.",
    page!("securitygroupegress"),
)
.of_type(PropertyType::Resource(&[SECURITY_GROUP]));
/// A list of blocks, outbound.
pub const DESTINATION_LIST: Property = Property::text(
    "DestinationPrefixListId",
    "Prefix list",
    "A managed list of addresses, such as the one of S3.",
    page!("securitygroupegress"),
);
/// The group of a rule that is a resource of its own.
pub const GROUP_ID: Property =
    Property::text("GroupId", "Security group", "The group that gets the rule.", page!("securitygroupingress"))
        .of_type(PropertyType::Resource(&[SECURITY_GROUP]));
/// The same by its name.
pub const RULE_GROUP_NAME: &str = "GroupName";

/// A rule of `SecurityGroupIngress`.
pub const INBOUND: &[Property] =
    &[DESCRIPTION, PROTOCOL, FROM_PORT, TO_PORT, CIDR_IP, CIDR_IPV6, SOURCE_GROUP, SOURCE_GROUP_NAME, SOURCE_LIST];
/// A rule of `SecurityGroupEgress`.
pub const OUTBOUND: &[Property] =
    &[DESCRIPTION, PROTOCOL, FROM_PORT, TO_PORT, CIDR_IP, CIDR_IPV6, DESTINATION_GROUP, DESTINATION_LIST];

const OWN_INBOUND: &[Property] = &[
    GROUP_ID,
    DESCRIPTION,
    PROTOCOL,
    FROM_PORT,
    TO_PORT,
    CIDR_IP,
    CIDR_IPV6,
    SOURCE_GROUP,
    SOURCE_GROUP_NAME,
    SOURCE_LIST,
];
const OWN_OUTBOUND: &[Property] =
    &[GROUP_ID, DESCRIPTION, PROTOCOL, FROM_PORT, TO_PORT, CIDR_IP, CIDR_IPV6, DESTINATION_GROUP, DESTINATION_LIST];

/// The forms of this file; the group itself shows its rules as a table.
pub const FORMS: &[Form] = &[
    Form {
        kind: SECURITY_GROUP_INGRESS,
        name: "Inbound rule",
        intro: "Lets something in, beside the rules that stand in the group itself. Ranges and groups: one of them.",
        parts: &[Part::properties(OWN_INBOUND)],
    },
    Form {
        kind: SECURITY_GROUP_EGRESS,
        name: "Outbound rule",
        intro: "Lets something out, beside the rules that stand in the group itself. Ranges and groups: one of them.",
        parts: &[Part::properties(OWN_OUTBOUND)],
    },
];
