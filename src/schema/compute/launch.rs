//! Forms of what machines are started from: launch template, and the launch configuration before it.

use super::{INSTANCE_PROFILE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, key};
use crate::schema::ec2::{SECURITY_GROUP, SUBNET};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

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

const PROFILE: &[Row] = &[
    Row::text(
        "Name",
        "Profile",
        "The instance profile, whose role programs on the machine have.",
        page!("aws-properties-ec2-launchtemplate-iaminstanceprofile"),
    )
    .takes(Kind::One(&[INSTANCE_PROFILE])),
    Row::text(
        "Arn",
        "ARN",
        "In place of the name, for a profile of another stack.",
        page!("aws-properties-ec2-launchtemplate-iaminstanceprofile"),
    ),
];

/// `MetadataOptions`.
const METADATA: &[Row] = &[
    Row::text(
        "HttpTokens",
        "IMDSv2",
        "Required: programs need a token, which keeps a tricked web application from reading credentials.",
        OPTIONS,
    )
    .takes(Kind::Choice(&["required", "optional"])),
    Row::text(
        "HttpPutResponseHopLimit",
        "Hop limit",
        "1 keeps tokens on the machine; containers on it need 2.",
        OPTIONS,
    )
    .takes(Kind::Number),
    Row::text("HttpEndpoint", "Service", "Disabled: cfn-init and cfn-signal find no stack and no region.", OPTIONS)
        .takes(Kind::Choice(&["enabled", "disabled"])),
    Row::text("InstanceMetadataTags", "Tags", "Enabled: programs read the machine's tags there.", OPTIONS)
        .takes(Kind::Choice(&["enabled", "disabled"])),
];

const DISK: &[Row] = &[
    Row::text("VolumeType", "Disk", "gp3 is cheaper and faster than gp2.", EBS)
        .takes(Kind::Choice(&["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"])),
    Row::text("VolumeSize", "Size in GiB", "At least the size of the image.", EBS).takes(Kind::Number),
    Row::text("Encrypted", "Encryption", "With the account's default key unless KmsKeyId names another.", EBS)
        .takes(Kind::Boolean),
    Row::text("DeleteOnTermination", "Ends with the machine", "False leaves a disk behind for each machine.", EBS)
        .takes(Kind::Boolean),
    Row::text("Iops", "IOPS", "For gp3 from 3000 on; needed for io1 and io2.", EBS).takes(Kind::Number),
    Row::text("Throughput", "MiB per second", "For gp3, from 125 on.", EBS).takes(Kind::Number),
    Row::text("SnapshotId", "Snapshot", "What stands on the disk at first.", EBS),
    Row::text("KmsKeyId", "Key", "In place of the account's default key.", EBS),
];

const DEVICES: &[Row] = &[
    Row::text("DeviceName", "Device", "The root device's name belongs to the image: /dev/sda1 for Ubuntu.", DEVICE),
    Row::text("Ebs", "Volume", "The disk behind it.", DEVICE).takes(Kind::Group(DISK)),
];

const INTERFACES: &[Row] = &[
    Row::text("DeviceIndex", "Index", "0 is the first interface.", INTERFACE).takes(Kind::Number),
    Row::text(
        "AssociatePublicIpAddress",
        "Public address",
        "True gives one in any subnet; false gives none even in a public one.",
        INTERFACE,
    )
    .takes(Kind::Boolean),
    Row::text("Groups", "Security groups", "Here, and then not beside the interfaces too.", INTERFACE)
        .takes(Kind::Many(&[SECURITY_GROUP])),
    Row::text("SubnetId", "Subnet", "Not for a group: its own subnets decide.", INTERFACE).takes(Kind::One(&[SUBNET])),
    Row::text("DeleteOnTermination", "Ends with the machine", "An interface of a group's machine should.", INTERFACE)
        .takes(Kind::Boolean),
];

const MONITORING: &[Row] = &[Row::text(
    "Enabled",
    "Every minute",
    "Metrics each minute in place of five, at a price. Target tracking reacts sooner with it.",
    page!("aws-properties-ec2-launchtemplate-monitoring"),
)
.takes(Kind::Boolean)];

const CREDITS: &[Row] = &[Row::text(
    "CpuCredits",
    "Credits",
    "Standard slows a t machine down when its credits are used up; unlimited costs more then.",
    page!("aws-properties-ec2-launchtemplate-creditspecification"),
)
.takes(Kind::Choice(&["standard", "unlimited"]))];

const PLACEMENT: &[Row] = &[
    Row::text("Tenancy", "Tenancy", "Dedicated runs it on hardware of your own, at a price.", PLACEMENT_PAGE)
        .takes(Kind::Choice(&["default", "dedicated", "host"])),
    Row::text("GroupName", "Placement group", "Machines near to or far from each other.", PLACEMENT_PAGE),
];

const TAGGED: &[Row] = &[
    Row::text(
        "ResourceType",
        "What",
        "A group's own tags reach its instances; volumes get theirs from here.",
        page!("aws-properties-ec2-launchtemplate-tagspecification"),
    )
    .takes(Kind::Suggested(&["instance", "volume", "network-interface", "spot-instances-request"])),
    Row::text("Tags", "Tags", "Key and value.", page!("aws-properties-ec2-launchtemplate-tagspecification"))
        .takes(Kind::Tags),
];

const MACHINE: &[Row] = &[
    Row::text("ImageId", "Image", "An AMI of this region, a function, or resolve:ssm: and a public parameter.", DATA),
    Row::text("InstanceType", "Type", "Its processor has to fit the image.", DATA).takes(Kind::Suggested(TYPES)),
    Row::text("KeyName", "Key pair", "For SSH. Session Manager needs none.", DATA),
    Row::text("IamInstanceProfile", "Role", "What programs on the machine may do.", DATA).takes(Kind::Group(PROFILE)),
    Row::text(
        "SecurityGroupIds",
        "Security groups",
        "What may reach it, and what it may reach. Not together with network interfaces.",
        DATA,
    )
    .takes(Kind::Many(&[SECURITY_GROUP])),
];

const MORE: &[Row] = &[
    Row::text("NetworkInterfaces", "Network interfaces", "For public addresses other than the subnet gives.", DATA)
        .takes(Kind::Items(INTERFACES)),
    Row::text("BlockDeviceMappings", "Volumes", "The disks. The root device's name belongs to the image.", DATA)
        .takes(Kind::Items(DEVICES)),
    Row::text("MetadataOptions", "Instance metadata", "How programs on the machine ask who they are.", DATA)
        .takes(Kind::Group(METADATA)),
    Row::text("Monitoring", "Detailed monitoring", "How often EC2 reports to CloudWatch.", DATA)
        .takes(Kind::Group(MONITORING)),
    Row::text("CreditSpecification", "CPU credits", "For types that begin with t.", DATA).takes(Kind::Group(CREDITS)),
    Row::text("EbsOptimized", "EBS bandwidth", "Current types have it anyhow.", DATA).takes(Kind::Boolean),
    Row::text("Placement", "Placement", "On which hardware.", DATA).takes(Kind::Group(PLACEMENT)),
    Row::text(
        "DisableApiTermination",
        "Termination protection",
        "True refuses to end a machine through EC2; a group that shrinks ends it all the same.",
        DATA,
    )
    .takes(Kind::Boolean),
    Row::text(
        "InstanceInitiatedShutdownBehavior",
        "When it shuts itself down",
        "A group replaces a stopped machine like one that is gone.",
        DATA,
    )
    .takes(Kind::Choice(&["stop", "terminate"])),
    Row::text("TagSpecifications", "Tags of what it makes", "Tags for instances, volumes and interfaces.", DATA)
        .takes(Kind::Items(TAGGED)),
];

const OF_ITSELF: &[Row] = &[
    Row::text("LaunchTemplateName", "Name", "Without one AWS makes a name. A change replaces the template.", TEMPLATE),
    Row::text("VersionDescription", "Version description", "What the newest version is about.", TEMPLATE),
];

const CONFIGURED_DISK: &[Row] = &[
    Row::text("VolumeType", "Disk", "gp3 is cheaper and faster than gp2.", CONFIGURATION_DISK)
        .takes(Kind::Choice(&["gp3", "gp2", "io1", "st1", "sc1", "standard"])),
    Row::text("VolumeSize", "Size in GiB", "At least the size of the image.", CONFIGURATION_DISK).takes(Kind::Number),
    Row::text("Encrypted", "Encryption", "With the account's default key.", CONFIGURATION_DISK).takes(Kind::Boolean),
    Row::text(
        "DeleteOnTermination",
        "Ends with the machine",
        "False leaves a disk for each machine.",
        CONFIGURATION_DISK,
    )
    .takes(Kind::Boolean),
];

const CONFIGURED_DEVICES: &[Row] = &[
    Row::text("DeviceName", "Device", "The root device's name belongs to the image.", CONFIGURATION_DEVICE).required(),
    Row::text("Ebs", "Volume", "The disk behind it.", CONFIGURATION_DEVICE).takes(Kind::Group(CONFIGURED_DISK)),
];

const CONFIGURED_METADATA: &[Row] = &[
    Row::text("HttpTokens", "IMDSv2", "Required: programs need a token.", CONFIGURATION_OPTIONS)
        .takes(Kind::Choice(&["required", "optional"])),
    Row::text("HttpPutResponseHopLimit", "Hop limit", "1 keeps tokens on the machine.", CONFIGURATION_OPTIONS)
        .takes(Kind::Number),
];

const CONFIGURED: &[Row] = &[
    Row::text("ImageId", "Image", "An AMI of this region, or a function.", CONFIGURATION).required(),
    Row::text("InstanceType", "Type", "Its processor has to fit the image.", CONFIGURATION)
        .takes(Kind::Suggested(TYPES))
        .required(),
    Row::text("KeyName", "Key pair", "For SSH. Session Manager needs none.", CONFIGURATION),
    Row::text("IamInstanceProfile", "Role", "The instance profile, by name or ARN.", CONFIGURATION)
        .takes(Kind::One(&[INSTANCE_PROFILE])),
    Row::text("SecurityGroups", "Security groups", "By id: what may reach it, and what it may reach.", CONFIGURATION)
        .takes(Kind::Many(&[SECURITY_GROUP])),
    Row::text("AssociatePublicIpAddress", "Public address", "True gives one in any subnet.", CONFIGURATION)
        .takes(Kind::Boolean),
    Row::text("BlockDeviceMappings", "Volumes", "The disks.", CONFIGURATION).takes(Kind::Items(CONFIGURED_DEVICES)),
    Row::text("MetadataOptions", "Instance metadata", "How programs ask who they are.", CONFIGURATION)
        .takes(Kind::Group(CONFIGURED_METADATA)),
    Row::text("InstanceMonitoring", "Detailed monitoring", "On unless set to false.", CONFIGURATION)
        .takes(Kind::Boolean),
    Row::text("SpotPrice", "Spot price", "The most an hour may cost; a machine may be taken away.", CONFIGURATION),
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
