//! Properties of `AWS::EC2::Instance` and of what lies in it.

use super::SECURITY_GROUP;
use crate::schema::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html";
const OPTIONS_PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-instance-metadataoptions.html";
const EBS_PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-instance-ebs.html";

/// Types people start with: x86_64 first, then Graviton.
const TYPES: &[&str] = &[
    "t3.micro",
    "t3.small",
    "t3.medium",
    "t3.large",
    "m7i.large",
    "m7i.xlarge",
    "c7i.large",
    "r7i.large",
    "t4g.micro",
    "t4g.small",
    "t4g.medium",
    "m7g.large",
];

/// The image.
pub const IMAGE_ID: Property =
    Property::text("ImageId", "Image", "An AMI of this region, or a function. A new one replaces the instance.", PAGE);
/// The type.
pub const INSTANCE_TYPE: Property = Property::text(
    "InstanceType",
    "Type",
    "Its processor has to fit the image. A change stops and starts the instance.",
    PAGE,
)
.of_type(PropertyType::Suggested(TYPES));
/// The subnet.
pub const SUBNET_ID: Property =
    Property::text("SubnetId", "Subnet", "Where it stands. A change replaces the instance.", PAGE);
/// Its firewalls.
pub const SECURITY_GROUP_IDS: Property = Property::text(
    "SecurityGroupIds",
    "Security groups",
    "What may reach it, and what it may reach. Without one it gets the VPC's default group.",
    PAGE,
)
.of_type(PropertyType::Resources(&[SECURITY_GROUP]));
/// Its role.
pub const INSTANCE_PROFILE: Property = Property::text(
    "IamInstanceProfile",
    "Instance profile",
    "The role whose permissions programs on the machine have.",
    PAGE,
);
/// The key pair.
pub const KEY_NAME: Property =
    Property::text("KeyName", "Key pair", "For SSH. Session Manager needs none. A change replaces the instance.", PAGE);
/// Options of the metadata service.
pub const METADATA_OPTIONS_KEY: Property =
    Property::text("MetadataOptions", "Instance metadata", "How programs on the machine ask who they are.", PAGE);
/// Disks.
pub const BLOCK_DEVICES: Property =
    Property::text("BlockDeviceMappings", "Volumes", "The disks. The root device's name belongs to the image.", PAGE);
/// User data.
pub const USER_DATA: Property =
    Property::text("UserData", "User data", "Run once, at first boot. Up to 16 KB before base64.", PAGE);
/// Tags.
pub const TAGS: Property =
    Property::text("Tags", "Tags", "The console shows the tag Name as the name.", PAGE).of_type(PropertyType::Tags);

/// Measurements.
pub const MONITORING: Property = Property::text(
    "Monitoring",
    "Detailed monitoring",
    "Measurements of CloudWatch each minute in place of every five. It costs.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Protection from a click.
pub const DISABLE_API_TERMINATION: Property = Property::text(
    "DisableApiTermination",
    "Termination protection",
    "Nobody terminates it by mistake, CloudFormation neither: deleting or replacing it fails until this is off. The stack's own protection is a setting of the stack.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Shut down from inside.
pub const SHUTDOWN: Property =
    Property::text("InstanceInitiatedShutdownBehavior", "When it shuts itself down", "It stops without it.", PAGE)
        .of_type(PropertyType::Choice(&["stop", "terminate"]));
const CREDIT_ROWS: &[Property] = &[Property::text(
    "CPUCredits",
    "CPU credits",
    "Unlimited: it goes on at full speed when its credits are used up, at a price. T3 and T4g begin with it.",
    PAGE,
)
.of_type(PropertyType::Choice(&["standard", "unlimited"]))];
/// Credits of burstable types.
pub const CREDIT_SPECIFICATION: Property =
    Property::text("CreditSpecification", "Burstable types", "For t2, t3, t3a and t4g only.", PAGE)
        .of_type(PropertyType::Object(CREDIT_ROWS));
/// Throughput of disks.
pub const EBS_OPTIMIZED: Property =
    Property::text("EbsOptimized", "Bandwidth for disks", "Newer types have it always.", PAGE)
        .of_type(PropertyType::Boolean);
/// Packets of others.
pub const SOURCE_DEST_CHECK: Property = Property::text(
    "SourceDestCheck",
    "Source and destination check",
    "Off for a machine that forwards packets of others.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// A fixed address.
pub const PRIVATE_IP: Property = Property::text(
    "PrivateIpAddress",
    "Private address",
    "A free one of its subnet. Without it AWS chooses. A change replaces the instance.",
    PAGE,
);
/// Hardware shared or not.
pub const TENANCY: Property = Property::text("Tenancy", "Tenancy", "Shared hardware is the default.", PAGE)
    .of_type(PropertyType::Choice(&["default", "dedicated", "host"]));
/// Tags of its volumes.
pub const PROPAGATE_TAGS: Property = Property::text(
    "PropagateTagsToVolumeOnCreation",
    "Tags of its volumes",
    "Volumes that come with it get its tags.",
    PAGE,
)
.of_type(PropertyType::Boolean);

/// What watches over it and how it runs.
pub const RUN: &[Property] = &[
    MONITORING,
    DISABLE_API_TERMINATION,
    SHUTDOWN,
    CREDIT_SPECIFICATION,
    EBS_OPTIMIZED,
    SOURCE_DEST_CHECK,
    PRIVATE_IP,
    TENANCY,
];

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[
    IMAGE_ID,
    INSTANCE_TYPE,
    SUBNET_ID,
    SECURITY_GROUP_IDS,
    INSTANCE_PROFILE,
    KEY_NAME,
    PRIVATE_IP,
    TENANCY,
    MONITORING,
    DISABLE_API_TERMINATION,
    SHUTDOWN,
    CREDIT_SPECIFICATION,
    EBS_OPTIMIZED,
    SOURCE_DEST_CHECK,
    METADATA_OPTIONS_KEY,
    BLOCK_DEVICES,
    PROPAGATE_TAGS,
    TAGS,
    USER_DATA,
];

/// Tokens for the metadata service.
pub const HTTP_TOKENS: Property = Property::text(
    "HttpTokens",
    "IMDSv2",
    "Required: programs need a token, which keeps a tricked web application from reading credentials. Helper scripts before 2.0 cannot use tokens.",
    OPTIONS_PAGE,
)
.of_type(PropertyType::Choice(&["required", "optional"]));
/// Hops of the answer.
pub const HOP_LIMIT: Property = Property::text(
    "HttpPutResponseHopLimit",
    "Hop limit",
    "1 keeps tokens on the machine; containers on it need 2.",
    OPTIONS_PAGE,
)
.of_type(PropertyType::Number);

/// `MetadataOptions`.
pub const METADATA_OPTIONS: &[Property] = &[HTTP_TOKENS, HOP_LIMIT];

/// Name of the device of an item of `BlockDeviceMappings`.
pub const DEVICE_NAME: &str = "DeviceName";
/// The volume of an item of `BlockDeviceMappings`.
pub const EBS_KEY: &str = "Ebs";

/// PropertyType of disk.
pub const VOLUME_TYPE: Property = Property::text(
    "VolumeType",
    "Disk",
    "gp3 is cheaper and faster than gp2. A change replaces the instance.",
    EBS_PAGE,
)
.of_type(PropertyType::Choice(&["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"]));
/// GiB.
pub const VOLUME_SIZE: Property = Property::text(
    "VolumeSize",
    "Size in GiB",
    "At least the size of the image. A change here replaces the instance.",
    EBS_PAGE,
)
.of_type(PropertyType::Number);
/// Encryption.
pub const ENCRYPTED: Property = Property::text(
    "Encrypted",
    "Encryption",
    "With the account's default key unless KmsKeyId names another. A change replaces the instance.",
    EBS_PAGE,
)
.of_type(PropertyType::Boolean);

/// `Ebs` of an item of `BlockDeviceMappings`.
pub const EBS: &[Property] = &[VOLUME_TYPE, VOLUME_SIZE, ENCRYPTED];
