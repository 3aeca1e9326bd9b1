//! Properties of `AWS::EC2::VPC`.

use crate::schema::{Property, PropertyType};

const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html";

/// The block.
pub const CIDR_BLOCK: Property = Property::text(
    "CidrBlock",
    "Block",
    "From /16 to /28. Changing it replaces the VPC and all that stands in it.",
    PAGE,
)
.of_type(PropertyType::Cidr)
.required();
/// Name server.
pub const DNS_SUPPORT: Property = Property::text(
    "EnableDnsSupport",
    "Name server",
    "Instances ask Amazon's name server at the block's third address. On unless set to false.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Public names.
pub const DNS_HOSTNAMES: Property = Property::text(
    "EnableDnsHostnames",
    "Public DNS names",
    "Instances with a public address get a name such as ec2-203-0-113-7. Off unless set to true.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Hardware.
pub const TENANCY: Property = Property::text(
    "InstanceTenancy",
    "Tenancy",
    "Dedicated runs every instance on hardware of your own, at a price.",
    PAGE,
)
.of_type(PropertyType::Choice(&["default", "dedicated", "host"]));
/// Tags.
pub const TAGS: Property =
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", PAGE).of_type(PropertyType::Tags);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[CIDR_BLOCK, DNS_SUPPORT, DNS_HOSTNAMES, TENANCY, TAGS];
