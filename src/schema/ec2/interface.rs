//! Network cards.

use super::{NETWORK_INTERFACE, SECURITY_GROUP, SUBNET, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

const ROWS: &[Row] = &[
    Row::text("Description", "Description", "Shown in the console.", page!("networkinterface")),
    Row::text(key::SUBNET_ID, "Subnet", "Where it stands. A change replaces it.", page!("networkinterface"))
        .takes(Kind::One(&[SUBNET]))
        .required(),
    Row::text("GroupSet", "Security groups", "What may reach it, and what it may reach.", page!("networkinterface"))
        .takes(Kind::Many(&[SECURITY_GROUP])),
    Row::text(
        "PrivateIpAddress",
        "Private address",
        "One of the subnet's that is free. Without one AWS chooses. A change replaces it.",
        page!("networkinterface"),
    ),
    Row::text(
        "SourceDestCheck",
        "Check of source and destination",
        "Turn it off on a machine that passes packets on, such as a NAT instance.",
        page!("networkinterface"),
    )
    .takes(Kind::Boolean),
    Row::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("networkinterface"))
        .takes(Kind::Tags),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[Form {
    kind: NETWORK_INTERFACE,
    name: "Network interface",
    intro: "A network card that outlives the machine it is in: address and security groups stay.",
    parts: &[Part::properties(ROWS)],
}];
