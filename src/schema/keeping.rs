//! Forms of what a machine keeps things in and by whose leave: volumes, log groups, parameters, secrets, roles.

use super::ec2::INSTANCE;
use super::form::{Form, Part};
use super::{Property, PropertyType};

macro_rules! page {
    ($name:literal) => {
        concat!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-", $name, ".html")
    };
}

const VOLUME: &str = page!("resource-ec2-volume");
const ATTACHMENT: &str = page!("resource-ec2-volumeattachment");
const LOG_GROUP: &str = page!("resource-logs-loggroup");
const PARAMETER: &str = page!("resource-ssm-parameter");
const SECRET: &str = page!("resource-secretsmanager-secret");
const GENERATE: &str = page!("properties-secretsmanager-secret-generatesecretstring");
const ROLE: &str = page!("resource-iam-role");
const ROLE_POLICY: &str = page!("properties-iam-role-policy");
const PROFILE: &str = page!("resource-iam-instanceprofile");
const POLICY: &str = page!("resource-iam-policy");
const MANAGED_POLICY: &str = page!("resource-iam-managedpolicy");

const fn tags(page: &'static str) -> Property {
    Property::text("Tags", "Tags", "To find it again, and to find it on the bill.", page).of_type(PropertyType::Tags)
}

const fn key(page: &'static str, help: &'static str) -> Property {
    Property::text("KmsKeyId", "Key", help, page)
}

const VOLUME_ROWS: &[Property] = &[
    Property::text(
        "AvailabilityZone",
        "Zone",
        "The zone of the instance that gets it. A change makes a new volume.",
        VOLUME,
    )
    .required(),
    Property::text("Size", "Size in GiB", "It can grow, not shrink. Not needed for a copy of a snapshot.", VOLUME)
        .of_type(PropertyType::Number),
    Property::text("VolumeType", "Disk", "gp3 is cheaper and faster than gp2.", VOLUME)
        .of_type(PropertyType::Choice(&["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"])),
    Property::text("Iops", "Operations per second", "For gp3 from 3,000 on, for io1 and io2.", VOLUME)
        .of_type(PropertyType::Number),
    Property::text("Throughput", "MiB per second", "For gp3, from 125 on.", VOLUME).of_type(PropertyType::Number),
    Property::text("Encrypted", "Encryption", "With the account's default key unless another one is named.", VOLUME)
        .of_type(PropertyType::Boolean),
    key(VOLUME, "The KMS key, if it is not the account's default one."),
    Property::text("SnapshotId", "Snapshot", "What it is a copy of.", VOLUME),
    tags(VOLUME),
];

const ATTACHMENT_ROWS: &[Property] = &[
    Property::text(
        "InstanceId",
        "Instance",
        "It is attached after the instance stands, so after the instance's signal: cfn-init cannot wait for it. Volumes of the instance come before.",
        ATTACHMENT,
    )
    .of_type(PropertyType::Resource(&[INSTANCE]))
    .required(),
    Property::text("VolumeId", "Volume", "In the zone of the instance.", ATTACHMENT)
        .of_type(PropertyType::Resource(&["AWS::EC2::Volume"]))
        .required(),
    Property::text("Device", "Device", "/dev/sdf to /dev/sdp for data. Nitro machines show it as an NVMe disk.", ATTACHMENT),
];

const LOG_GROUP_ROWS: &[Property] = &[
    Property::text("LogGroupName", "Name", "Without one it is made of the stack's name.", LOG_GROUP),
    Property::text(
        "RetentionInDays",
        "Days kept",
        "1, 3, 5, 7, 14, 30, 60, 90 and so on. For ever without it.",
        LOG_GROUP,
    )
    .of_type(PropertyType::Number),
    Property::text("LogGroupClass", "Class", "Infrequent access is cheaper and can do less.", LOG_GROUP)
        .of_type(PropertyType::Choice(&["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"])),
    key(LOG_GROUP, "The ARN of a KMS key that lets CloudWatch Logs use it."),
    tags(LOG_GROUP),
];

const PARAMETER_ROWS: &[Property] = &[
    Property::text("Name", "Name", "With its path, such as /site/motd. Without one it is made up.", PARAMETER),
    Property::text(
        "Type",
        "Type",
        "CloudFormation cannot make a SecureString: keep secrets in Secrets Manager.",
        PARAMETER,
    )
    .of_type(PropertyType::Choice(&["String", "StringList"]))
    .required(),
    Property::text("Value", "Value", "Readable by everybody who may read the template.", PARAMETER).required(),
    Property::text("Description", "Description", "What it is for.", PARAMETER),
    Property::text("Tier", "Tier", "Advanced takes 8 KB and policies, and costs.", PARAMETER)
        .of_type(PropertyType::Choice(&["Standard", "Advanced", "Intelligent-Tiering"])),
    Property::text("AllowedPattern", "Pattern", "A regular expression that the value has to match.", PARAMETER),
];

const GENERATE_ROWS: &[Property] = &[
    Property::text(
        "SecretStringTemplate",
        "Template",
        "JSON text that gets the generated word under the key below.",
        GENERATE,
    ),
    Property::text("GenerateStringKey", "Key", "The key of the template for the generated word.", GENERATE),
    Property::text("PasswordLength", "Length", "32 without it.", GENERATE).of_type(PropertyType::Number),
    Property::text(
        "ExcludeCharacters",
        "Without these characters",
        "Some databases refuse / @ \" and blanks.",
        GENERATE,
    ),
    Property::text(
        "ExcludePunctuation",
        "Without punctuation",
        "Letters and digits only need no quotes anywhere.",
        GENERATE,
    )
    .of_type(PropertyType::Boolean),
    Property::text("RequireEachIncludedType", "One of each kind", "At least one of each kind of letter.", GENERATE)
        .of_type(PropertyType::Boolean),
];

const SECRET_ROWS: &[Property] = &[
    Property::text(
        "Name",
        "Name",
        "Without one it is made up. A name is taken for days after its secret went.",
        SECRET,
    ),
    Property::text("Description", "Description", "What it is for.", SECRET),
    Property::text("GenerateSecretString", "Generated", "Secrets Manager makes it up; nobody has to know it.", SECRET)
        .of_type(PropertyType::Object(GENERATE_ROWS)),
    key(SECRET, "The KMS key, if it is not Secrets Manager's own."),
    tags(SECRET),
];

const POLICY_ITEM: &[Property] = &[
    Property::text("PolicyName", "Name", "Once in the role.", ROLE_POLICY).required(),
    Property::text("PolicyDocument", "Document", "What is allowed, to what.", ROLE_POLICY).required(),
];

const ROLE_ROWS: &[Property] = &[
    Property::text(
        "RoleName",
        "Name",
        "A name of its own needs CAPABILITY_NAMED_IAM and cannot be replaced. Better none.",
        ROLE,
    ),
    Property::text(
        "AssumeRolePolicyDocument",
        "Who may take it",
        "For machines: ec2.amazonaws.com, sts:AssumeRole.",
        ROLE,
    )
    .required(),
    Property::text("ManagedPolicyArns", "Managed policies", "What AWS or the account keeps ready, by ARN.", ROLE)
        .of_type(PropertyType::List),
    Property::text("Policies", "Policies", "Permissions of this role alone.", ROLE)
        .of_type(PropertyType::Objects(POLICY_ITEM)),
];

const ROLE_LIMITS: &[Property] = &[
    Property::text("PermissionsBoundary", "Boundary", "The ARN of the policy that bounds what it can be given.", ROLE),
    Property::text(
        "MaxSessionDuration",
        "Longest session",
        "Seconds, from 3,600 to 43,200. Machines renew theirs.",
        ROLE,
    )
    .of_type(PropertyType::Number),
    tags(ROLE),
];

const PROFILE_ROWS: &[Property] = &[
    Property::text("Roles", "Role", "Exactly one, by its name: Ref.", PROFILE).of_type(PropertyType::List).required(),
    Property::text(
        "InstanceProfileName",
        "Name",
        "A name of its own needs CAPABILITY_NAMED_IAM. Better none.",
        PROFILE,
    ),
];

const POLICY_ROWS: &[Property] = &[
    Property::text("PolicyName", "Name", "Once in each role.", POLICY).required(),
    Property::text("PolicyDocument", "Document", "What is allowed, to what.", POLICY).required(),
    Property::text("Roles", "Roles", "Who gets it, by name: Ref.", POLICY).of_type(PropertyType::List),
];

const MANAGED_POLICY_ROWS: &[Property] = &[
    Property::text(
        "ManagedPolicyName",
        "Name",
        "A name of its own needs CAPABILITY_NAMED_IAM. Better none.",
        MANAGED_POLICY,
    ),
    Property::text("Description", "Description", "Cannot be changed later without a new policy.", MANAGED_POLICY),
    Property::text("PolicyDocument", "Document", "What is allowed, to what.", MANAGED_POLICY).required(),
    Property::text("Roles", "Roles", "Who gets it, by name: Ref.", MANAGED_POLICY).of_type(PropertyType::List),
];

const fn form(kind: &'static str, name: &'static str, intro: &'static str, parts: &'static [Part]) -> Form {
    Form { kind, name, intro, parts }
}

/// The forms of this file.
pub const FORMS: &[Form] = &[
    form(
        "AWS::EC2::Volume",
        "Volume",
        "A disk that lives by itself. A deletion policy of Snapshot keeps what is on it.",
        &[Part::properties(VOLUME_ROWS)],
    ),
    form(
        "AWS::EC2::VolumeAttachment",
        "Volume attachment",
        "Ties a volume to an instance, once that has signalled.",
        &[Part::properties(ATTACHMENT_ROWS)],
    ),
    form(
        "AWS::Logs::LogGroup",
        "Log group",
        "Where log lines are kept, and how long.",
        &[Part::properties(LOG_GROUP_ROWS)],
    ),
    form(
        "AWS::SSM::Parameter",
        "Parameter of Parameter Store",
        "A value under a name that machines and other stacks can read. No place for secrets.",
        &[Part::properties(PARAMETER_ROWS)],
    ),
    form(
        "AWS::SecretsManager::Secret",
        "Secret",
        "Kept by Secrets Manager. Machines read it with their role, properties by a dynamic reference.",
        &[Part::properties(SECRET_ROWS)],
    ),
    form(
        "AWS::IAM::Role",
        "Role",
        "What programs on a machine may do, without keys.",
        &[Part::properties(ROLE_ROWS), Part::titled("Limits and tags", ROLE_LIMITS)],
    ),
    form(
        "AWS::IAM::InstanceProfile",
        "Instance profile",
        "Brings a role to instances.",
        &[Part::properties(PROFILE_ROWS)],
    ),
    form("AWS::IAM::Policy", "Policy", "Permissions beside the roles that get them.", &[Part::properties(POLICY_ROWS)]),
    form(
        "AWS::IAM::ManagedPolicy",
        "Managed policy",
        "Permissions with an ARN of their own, for several roles.",
        &[Part::properties(MANAGED_POLICY_ROWS)],
    ),
];
