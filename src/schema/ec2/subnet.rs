//! Properties of `AWS::EC2::Subnet`.

use crate::schema::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html";

/// The VPC.
pub const VPC_ID: Property = Property::text("VpcId", "VPC", "The VPC whose block it is a part of.", PAGE).required();
/// The block.
pub const CIDR_BLOCK: Property = Property::text(
    "CidrBlock",
    "Block",
    "From /16 to /28, inside the VPC's. AWS keeps five addresses of each subnet. Changing it replaces the subnet.",
    PAGE,
)
.of_type(PropertyType::Cidr)
.required();
/// The zone.
pub const ZONE: Property = Property::text(
    "AvailabilityZone",
    "Availability Zone",
    "Such as !Select [0, !GetAZs \"\"]. Without one AWS chooses.",
    PAGE,
);
/// Public addresses.
pub const MAP_PUBLIC: Property = Property::text(
    "MapPublicIpOnLaunch",
    "Public addresses",
    "Instances started in it get a public IPv4 address. Without one they need a NAT gateway to reach the internet.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Tags.
pub const TAGS: Property =
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", PAGE).of_type(PropertyType::Tags);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[VPC_ID, CIDR_BLOCK, ZONE, MAP_PUBLIC, TAGS];
