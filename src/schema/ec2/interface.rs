//! Network cards.

use super::{NETWORK_INTERFACE, SECURITY_GROUP, SUBNET, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

const ROWS: &[Property] = &[
    Property::text("Description", "Description", "Shown in the console.", page!("networkinterface")),
    Property::text(key::SUBNET_ID, "Subnet", "Where it stands. A change replaces it.", page!("networkinterface"))
        .of_type(PropertyType::Resource(&[SUBNET]))
        .required(),
    Property::text(
        "GroupSet",
        "Security groups",
        "What may reach it, and what it may reach.",
        page!("networkinterface"),
    )
    .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
    Property::text(
        "PrivateIpAddress",
        "Private address",
        "One of the subnet's that is free. Without one AWS chooses. A change replaces it.",
        page!("networkinterface"),
    ),
    Property::text(
        "SourceDestCheck",
        "Check of source and destination",
        "Turn it off on a machine that passes packets on, such as a NAT instance.",
        page!("networkinterface"),
    )
    .of_type(PropertyType::Boolean),
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", page!("networkinterface"))
        .of_type(PropertyType::Tags),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[Form {
    kind: NETWORK_INTERFACE,
    name: "Network interface",
    intro: "A network card that outlives the machine it is in: address and security groups stay.",
    parts: &[Part::properties(ROWS)],
}];
