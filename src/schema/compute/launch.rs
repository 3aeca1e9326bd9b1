//! Forms of what machines are started from: launch template, and the launch configuration before it.

use super::{INSTANCE_PROFILE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, key};
use crate::schema::ec2::{SECURITY_GROUP, SUBNET};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

macro_rules! page {
    ($name:literal) => {
        concat!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/", $name, ".html")
    };
}

const TEMPLATE: &str = page!("aws-resource-ec2-launchtemplate");
const DATA: &str = page!("aws-properties-ec2-launchtemplate-launchtemplatedata");
const EBS: &str = page!("aws-properties-ec2-launchtemplate-ebs");
const DEVICE: &str = page!("aws-properties-ec2-launchtemplate-blockdevicemapping");
const INTERFACE: &str = page!("aws-properties-ec2-launchtemplate-networkinterface");
const OPTIONS: &str = page!("aws-properties-ec2-launchtemplate-metadataoptions");
const PLACEMENT_PAGE: &str = page!("aws-properties-ec2-launchtemplate-placement");
const CONFIGURATION: &str = page!("aws-resource-autoscaling-launchconfiguration");
const CONFIGURATION_DISK: &str = page!("aws-properties-autoscaling-launchconfiguration-blockdevice");
const CONFIGURATION_DEVICE: &str = page!("aws-properties-autoscaling-launchconfiguration-blockdevicemapping");
const CONFIGURATION_OPTIONS: &str = page!("aws-properties-autoscaling-launchconfiguration-metadataoptions");

const TYPES: &[&str] =
    &["t3.micro", "t3.small", "t3.medium", "t3.large", "m7i.large", "c7i.large", "t4g.micro", "t4g.small", "m7g.large"];

const PROFILE: &[Property] = &[
    Property::text(
        "Name",
        "Profile",
        "The instance profile, whose role programs on the machine have.",
        page!("aws-properties-ec2-launchtemplate-iaminstanceprofile"),
    )
    .of_type(PropertyType::Resource(&[INSTANCE_PROFILE])),
    Property::text(
        "Arn",
        "ARN",
        "In place of the name, for a profile of another stack.",
        page!("aws-properties-ec2-launchtemplate-iaminstanceprofile"),
    ),
];

/// `MetadataOptions`.
const METADATA: &[Property] = &[
    Property::text(
        "HttpTokens",
        "IMDSv2",
        "Required: programs need a token, which keeps a tricked web application from reading credentials.",
        OPTIONS,
    )
    .of_type(PropertyType::Choice(&["required", "optional"])),
    Property::text(
        "HttpPutResponseHopLimit",
        "Hop limit",
        "1 keeps tokens on the machine; containers on it need 2.",
        OPTIONS,
    )
    .of_type(PropertyType::Number),
    Property::text(
        "HttpEndpoint",
        "Service",
        "Disabled: cfn-init and cfn-signal find no stack and no region.",
        OPTIONS,
    )
    .of_type(PropertyType::Choice(&["enabled", "disabled"])),
    Property::text("InstanceMetadataTags", "Tags", "Enabled: programs read the machine's tags there.", OPTIONS)
        .of_type(PropertyType::Choice(&["enabled", "disabled"])),
];

const DISK: &[Property] = &[
    Property::text("VolumeType", "Disk", "gp3 is cheaper and faster than gp2.", EBS)
        .of_type(PropertyType::Choice(&["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"])),
    Property::text("VolumeSize", "Size in GiB", "At least the size of the image.", EBS).of_type(PropertyType::Number),
    Property::text("Encrypted", "Encryption", "With the account's default key unless KmsKeyId names another.", EBS)
        .of_type(PropertyType::Boolean),
    Property::text("DeleteOnTermination", "Ends with the machine", "False leaves a disk behind for each machine.", EBS)
        .of_type(PropertyType::Boolean),
    Property::text("Iops", "IOPS", "For gp3 from 3000 on; needed for io1 and io2.", EBS).of_type(PropertyType::Number),
    Property::text("Throughput", "MiB per second", "For gp3, from 125 on.", EBS).of_type(PropertyType::Number),
    Property::text("SnapshotId", "Snapshot", "What stands on the disk at first.", EBS),
    Property::text("KmsKeyId", "Key", "In place of the account's default key.", EBS),
];

const DEVICES: &[Property] = &[
    Property::text(
        "DeviceName",
        "Device",
        "The root device's name belongs to the image: /dev/sda1 for Ubuntu.",
        DEVICE,
    ),
    Property::text("Ebs", "Volume", "The disk behind it.", DEVICE).of_type(PropertyType::Object(DISK)),
];

const INTERFACES: &[Property] = &[
    Property::text("DeviceIndex", "Index", "0 is the first interface.", INTERFACE).of_type(PropertyType::Number),
    Property::text(
        "AssociatePublicIpAddress",
        "Public address",
        "True gives one in any subnet; false gives none even in a public one.",
        INTERFACE,
    )
    .of_type(PropertyType::Boolean),
    Property::text("Groups", "Security groups", "Here, and then not beside the interfaces too.", INTERFACE)
        .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
    Property::text("SubnetId", "Subnet", "Not for a group: its own subnets decide.", INTERFACE)
        .of_type(PropertyType::Resource(&[SUBNET])),
    Property::text(
        "DeleteOnTermination",
        "Ends with the machine",
        "An interface of a group's machine should.",
        INTERFACE,
    )
    .of_type(PropertyType::Boolean),
];

const MONITORING: &[Property] = &[Property::text(
    "Enabled",
    "Every minute",
    "Metrics each minute in place of five, at a price. Target tracking reacts sooner with it.",
    page!("aws-properties-ec2-launchtemplate-monitoring"),
)
.of_type(PropertyType::Boolean)];

const CREDITS: &[Property] = &[Property::text(
    "CpuCredits",
    "Credits",
    "Standard slows a t machine down when its credits are used up; unlimited costs more then.",
    page!("aws-properties-ec2-launchtemplate-creditspecification"),
)
.of_type(PropertyType::Choice(&["standard", "unlimited"]))];

const PLACEMENT: &[Property] = &[
    Property::text("Tenancy", "Tenancy", "Dedicated runs it on hardware of your own, at a price.", PLACEMENT_PAGE)
        .of_type(PropertyType::Choice(&["default", "dedicated", "host"])),
    Property::text("GroupName", "Placement group", "Machines near to or far from each other.", PLACEMENT_PAGE),
];

const TAGGED: &[Property] = &[
    Property::text(
        "ResourceType",
        "What",
        "A group's own tags reach its instances; volumes get theirs from here.",
        page!("aws-properties-ec2-launchtemplate-tagspecification"),
    )
    .of_type(PropertyType::Suggested(&["instance", "volume", "network-interface", "spot-instances-request"])),
    Property::text("Tags", "Tags", "Key and value.", page!("aws-properties-ec2-launchtemplate-tagspecification"))
        .of_type(PropertyType::Tags),
];

const MACHINE: &[Property] = &[
    Property::text(
        "ImageId",
        "Image",
        "An AMI of this region, a function, or resolve:ssm: and a public parameter.",
        DATA,
    ),
    Property::text("InstanceType", "Type", "Its processor has to fit the image.", DATA)
        .of_type(PropertyType::Suggested(TYPES)),
    Property::text("KeyName", "Key pair", "For SSH. Session Manager needs none.", DATA),
    Property::text("IamInstanceProfile", "Role", "What programs on the machine may do.", DATA)
        .of_type(PropertyType::Object(PROFILE)),
    Property::text(
        "SecurityGroupIds",
        "Security groups",
        "What may reach it, and what it may reach. Not together with network interfaces.",
        DATA,
    )
    .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
];

const MORE: &[Property] = &[
    Property::text(
        "NetworkInterfaces",
        "Network interfaces",
        "For public addresses other than the subnet gives.",
        DATA,
    )
    .of_type(PropertyType::Objects(INTERFACES)),
    Property::text("BlockDeviceMappings", "Volumes", "The disks. The root device's name belongs to the image.", DATA)
        .of_type(PropertyType::Objects(DEVICES)),
    Property::text("MetadataOptions", "Instance metadata", "How programs on the machine ask who they are.", DATA)
        .of_type(PropertyType::Object(METADATA)),
    Property::text("Monitoring", "Detailed monitoring", "How often EC2 reports to CloudWatch.", DATA)
        .of_type(PropertyType::Object(MONITORING)),
    Property::text("CreditSpecification", "CPU credits", "For types that begin with t.", DATA)
        .of_type(PropertyType::Object(CREDITS)),
    Property::text("EbsOptimized", "EBS bandwidth", "Current types have it anyhow.", DATA)
        .of_type(PropertyType::Boolean),
    Property::text("Placement", "Placement", "On which hardware.", DATA).of_type(PropertyType::Object(PLACEMENT)),
    Property::text(
        "DisableApiTermination",
        "Termination protection",
        "True refuses to end a machine through EC2; a group that shrinks ends it all the same.",
        DATA,
    )
    .of_type(PropertyType::Boolean),
    Property::text(
        "InstanceInitiatedShutdownBehavior",
        "When it shuts itself down",
        "A group replaces a stopped machine like one that is gone.",
        DATA,
    )
    .of_type(PropertyType::Choice(&["stop", "terminate"])),
    Property::text("TagSpecifications", "Tags of what it makes", "Tags for instances, volumes and interfaces.", DATA)
        .of_type(PropertyType::Objects(TAGGED)),
];

const OF_ITSELF: &[Property] = &[
    Property::text(
        "LaunchTemplateName",
        "Name",
        "Without one AWS makes a name. A change replaces the template.",
        TEMPLATE,
    ),
    Property::text("VersionDescription", "Version description", "What the newest version is about.", TEMPLATE),
];

const CONFIGURED_DISK: &[Property] = &[
    Property::text("VolumeType", "Disk", "gp3 is cheaper and faster than gp2.", CONFIGURATION_DISK)
        .of_type(PropertyType::Choice(&["gp3", "gp2", "io1", "st1", "sc1", "standard"])),
    Property::text("VolumeSize", "Size in GiB", "At least the size of the image.", CONFIGURATION_DISK)
        .of_type(PropertyType::Number),
    Property::text("Encrypted", "Encryption", "With the account's default key.", CONFIGURATION_DISK)
        .of_type(PropertyType::Boolean),
    Property::text(
        "DeleteOnTermination",
        "Ends with the machine",
        "False leaves a disk for each machine.",
        CONFIGURATION_DISK,
    )
    .of_type(PropertyType::Boolean),
];

const CONFIGURED_DEVICES: &[Property] = &[
    Property::text("DeviceName", "Device", "The root device's name belongs to the image.", CONFIGURATION_DEVICE)
        .required(),
    Property::text("Ebs", "Volume", "The disk behind it.", CONFIGURATION_DEVICE)
        .of_type(PropertyType::Object(CONFIGURED_DISK)),
];

const CONFIGURED_METADATA: &[Property] = &[
    Property::text("HttpTokens", "IMDSv2", "Required: programs need a token.", CONFIGURATION_OPTIONS)
        .of_type(PropertyType::Choice(&["required", "optional"])),
    Property::text("HttpPutResponseHopLimit", "Hop limit", "1 keeps tokens on the machine.", CONFIGURATION_OPTIONS)
        .of_type(PropertyType::Number),
];

const CONFIGURED: &[Property] = &[
    Property::text("ImageId", "Image", "An AMI of this region, or a function.", CONFIGURATION).required(),
    Property::text("InstanceType", "Type", "Its processor has to fit the image.", CONFIGURATION)
        .of_type(PropertyType::Suggested(TYPES))
        .required(),
    Property::text("KeyName", "Key pair", "For SSH. Session Manager needs none.", CONFIGURATION),
    Property::text("IamInstanceProfile", "Role", "The instance profile, by name or ARN.", CONFIGURATION)
        .of_type(PropertyType::Resource(&[INSTANCE_PROFILE])),
    Property::text(
        "SecurityGroups",
        "Security groups",
        "By id: what may reach it, and what it may reach.",
        CONFIGURATION,
    )
    .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
    Property::text("AssociatePublicIpAddress", "Public address", "True gives one in any subnet.", CONFIGURATION)
        .of_type(PropertyType::Boolean),
    Property::text("BlockDeviceMappings", "Volumes", "The disks.", CONFIGURATION)
        .of_type(PropertyType::Objects(CONFIGURED_DEVICES)),
    Property::text("MetadataOptions", "Instance metadata", "How programs ask who they are.", CONFIGURATION)
        .of_type(PropertyType::Object(CONFIGURED_METADATA)),
    Property::text("InstanceMonitoring", "Detailed monitoring", "On unless set to false.", CONFIGURATION)
        .of_type(PropertyType::Boolean),
    Property::text("SpotPrice", "Spot price", "The most an hour may cost; a machine may be taken away.", CONFIGURATION),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: LAUNCH_TEMPLATE,
        name: "Launch template",
        intro: "What machines of a group are started from. A change makes a new version; the group's UpdatePolicy decides when machines follow.",
        parts: &[
            Part { title: "", under: &["Properties", key::DATA], rows: MACHINE },
            Part { title: "Network, disks and more", under: &["Properties", key::DATA], rows: MORE },
            Part::titled("The template itself", OF_ITSELF),
        ],
    },
    Form {
        kind: LAUNCH_CONFIGURATION,
        name: "Launch configuration",
        intro: "The older way to say what a group's machines are started from. New accounts cannot create one: use a launch template.",
        parts: &[Part::properties(CONFIGURED)],
    },
];
