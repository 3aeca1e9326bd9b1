//! Properties of `AWS::EC2::VPC`.

use crate::schema::{Kind, Row};

const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html";

/// The block.
pub const CIDR_BLOCK: Row =
    Row::text("CidrBlock", "Block", "From /16 to /28. Changing it replaces the VPC and all that stands in it.", PAGE)
        .takes(Kind::Block)
        .required();
/// Name server.
pub const DNS_SUPPORT: Row = Row::text(
    "EnableDnsSupport",
    "Name server",
    "Instances ask Amazon's name server at the block's third address. On unless set to false.",
    PAGE,
)
.takes(Kind::Boolean);
/// Public names.
pub const DNS_HOSTNAMES: Row = Row::text(
    "EnableDnsHostnames",
    "Public DNS names",
    "Instances with a public address get a name such as ec2-203-0-113-7. Off unless set to true.",
    PAGE,
)
.takes(Kind::Boolean);
/// Hardware.
pub const TENANCY: Row =
    Row::text("InstanceTenancy", "Tenancy", "Dedicated runs every instance on hardware of your own, at a price.", PAGE)
        .takes(Kind::Choice(&["default", "dedicated", "host"]));
/// Tags.
pub const TAGS: Row = Row::text("Tags", "Tags", "The console shows the tag Name as the name.", PAGE).takes(Kind::Tags);

/// All of them, in the order in which they are written.
pub const ROWS: &[Row] = &[CIDR_BLOCK, DNS_SUPPORT, DNS_HOSTNAMES, TENANCY, TAGS];
