//! Gateways of a VPC: to the internet, and what ties them to it.

use super::{INTERNET_GATEWAY, VPC, key};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

macro_rules! page {
    ($name:literal) => {
        concat!(
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-",
            $name,
            ".html"
        )
    };
}

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
        "InternetGatewayId",
        "Internet gateway",
        "Routes through it work once it is attached: let them depend on this.",
        page!("vpcgatewayattachment"),
    )
    .takes(Kind::One(&[INTERNET_GATEWAY])),
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
        kind: "AWS::EC2::VPCGatewayAttachment",
        name: "Gateway attachment",
        intro: "Ties a gateway to a VPC.",
        parts: &[Part::properties(ATTACHMENT)],
    },
];
