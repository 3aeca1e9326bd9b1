//! What CloudFormation says in stack events, and services through it.

use super::{ROW, Signature, Significance};

const TROUBLESHOOTING: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "stack/cancelled",
        title: "The resource was cancelled because another one failed",
        significance: Significance::Consequence,
        literals: &["Resource creation cancelled", "Resource update cancelled", "Resource creation Initiated"],
        pattern: "Resource (?:creation|update) cancelled",
        example: "Resource creation cancelled",
        meaning: "CloudFormation stopped it when another resource failed; nothing is wrong with this one.",
        fix: "Look at the first failed event.",
        source: TROUBLESHOOTING,
        ..ROW
    },
    Signature {
        id: "stack/rollback",
        title: "The stack is rolled back",
        significance: Significance::Consequence,
        literals: &["The following resource(s) failed to"],
        pattern: "The following resource\\(s\\) failed to (?:create|update|delete): \\[([^\\]]+)\\]",
        example: "The following resource(s) failed to create: [WebServer]. Rollback requested by user.",
        meaning: "CloudFormation undoes the operation because of the named resources.",
        fix: "Look at the events of these resources; --disable-rollback keeps the instance for a look at its logs.",
        source: TROUBLESHOOTING,
        is_general: true,
        ..ROW
    },
    Signature {
        id: "stack/capabilities",
        title: "The deployment must acknowledge IAM resources or macros",
        literals: &["Requires capabilities"],
        pattern: "Requires capabilities : \\[([^\\]]+)\\]",
        example: "An error occurred (InsufficientCapabilitiesException) when calling the CreateChangeSet operation: Requires capabilities : [CAPABILITY_NAMED_IAM]",
        meaning: "The template makes IAM resources or uses a macro; CloudFormation wants this said in the command.",
        fix: "Add --capabilities with the named value to the command; the deploy dialog adds it.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html",
        ..ROW
    },
    Signature {
        id: "stack/rollback-complete",
        title: "The stack can only be deleted",
        literals: &["ROLLBACK_COMPLETE state and can not be updated", "ROLLBACK_FAILED state and can not be updated"],
        pattern: "is in (ROLLBACK_\\w+) state and can not be updated",
        example: "An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:arn:aws:cloudformation:eu-central-1:123456789012:stack/web/0123 is in ROLLBACK_COMPLETE state and can not be updated.",
        meaning: "Its creation failed before; what is left cannot be updated.",
        fix: "Delete the stack, then create it again.",
        source: TROUBLESHOOTING,
        ..ROW
    },
    Signature {
        id: "stack/rollback-failed",
        title: "The rollback of an update failed",
        literals: &["UPDATE_ROLLBACK_FAILED state and can not be updated"],
        example: "Stack:arn:aws:cloudformation:eu-central-1:123456789012:stack/web/0123 is in UPDATE_ROLLBACK_FAILED state and can not be updated.",
        meaning: "A resource could not be brought back to its old state.",
        fix: "aws cloudformation continue-update-rollback, with --resources-to-skip for what cannot be brought back.",
        source: TROUBLESHOOTING,
        ..ROW
    },
    Signature {
        id: "stack/quota",
        title: "A quota of the account is reached",
        literals: &[
            "LimitExceeded",
            "limit exceeded",
            "VcpuLimitExceeded",
            "has been reached",
            "vCPU capacity than your current",
        ],
        pattern: "(?:You have requested more vCPU capacity than your current vCPU limit of (\\d+)|(\\w*LimitExceeded\\w*)|The maximum number of (.+?) has been reached|[Ll]imit exceeded)",
        example: "You have requested more vCPU capacity than your current vCPU limit of 5 allows for the instance bucket that the specified instance type belongs to. (Service: Ec2, Status Code: 400)",
        meaning: "The account has no room for another one of this kind in the region: vCPUs, addresses (5), VPCs (5), gateways (5).",
        fix: "Remove unused ones, take a smaller type, or ask for more in Service Quotas.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-resource-limits.html",
        ..ROW
    },
    Signature {
        id: "stack/capacity",
        title: "AWS has no capacity for the instance type",
        literals: &[
            "InsufficientInstanceCapacity",
            "We currently do not have sufficient",
            "not supported in your requested Availability Zone",
        ],
        pattern: "(?:sufficient (\\S+) capacity|requested instance type \\((\\S+)\\) is not supported in your requested Availability Zone|InsufficientInstanceCapacity)",
        example: "We currently do not have sufficient t3.large capacity in the Availability Zone you requested (us-east-1e). Our system will be working on provisioning additional capacity.",
        meaning: "The zone has none free, or does not offer the type at all.",
        fix: "Take another zone or type; do not fix the zone of the subnet if nothing needs it.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html",
        ..ROW
    },
    Signature {
        id: "stack/no-default-vpc",
        title: "The account has no default VPC",
        literals: &["No default VPC for this user", "VPCIdNotSpecified", "No subnets found for the default VPC"],
        example: "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC. (Service: AmazonEC2; Status Code: 400; Error Code: VPCIdNotSpecified)",
        meaning: "Instance or security group name no subnet or VPC, and the region has no default VPC.",
        fix: "Set SubnetId on the instance and VpcId on the security group, or aws ec2 create-default-vpc.",
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
        ..ROW
    },
    Signature {
        id: "stack/key-pair",
        title: "The key pair does not exist",
        literals: &["The key pair '", "InvalidKeyPair.NotFound"],
        pattern: "(?:The key pair '([^']+)' does not exist|InvalidKeyPair\\.NotFound)",
        example: "The key pair 'web-key' does not exist (Service: AmazonEC2; Status Code: 400; Error Code: InvalidKeyPair.NotFound)",
        meaning: "Key pairs belong to a region; this one has none of this name.",
        fix: "Make it in the region, name another one, or leave KeyName out and use Session Manager.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html",
        ..ROW
    },
    Signature {
        id: "stack/image",
        title: "The image does not exist in the region",
        literals: &["The image id '[", "InvalidAMIID"],
        pattern: "(?:The image id '\\[([^\\]]+)\\]' does not exist|InvalidAMIID\\.(?:NotFound|Malformed|Unavailable))",
        example: "The image id '[ami-0abcdef1234567890]' does not exist (Service: AmazonEC2; Status Code: 400; Error Code: InvalidAMIID.NotFound)",
        meaning: "Ids of images differ between regions, and old images are removed.",
        fix: "Take the image from a public parameter: {{resolve:ssm:/aws/service/ami-amazon-linux-latest/...}}.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html",
        ..ROW
    },
    Signature {
        id: "stack/architecture",
        title: "The image is for another processor",
        literals: &["does not match the architecture"],
        pattern: "The architecture '([^']+)' of the specified instance type does not match",
        example: "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.",
        meaning: "t4g, m7g and other Graviton types are arm64; most others x86_64.",
        fix: "Change the parameter of the image (arm64 or x86_64) or the instance type.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html",
        ..ROW
    },
    Signature {
        id: "stack/not-found",
        title: "A resource that the template names does not exist",
        literals: &[
            "InvalidSubnetID.NotFound",
            "InvalidGroup.NotFound",
            "InvalidVpcID.NotFound",
            "InvalidParameterCombination",
            "The security group '",
            "The subnet ID '",
            "The vpc ID '",
        ],
        pattern: "(?:The (?:security group|subnet ID|vpc ID) '([^']+)' does not exist|Invalid(?:SubnetID|Group|VpcID)\\.NotFound)",
        example: "The subnet ID 'subnet-0abc' does not exist (Service: AmazonEC2; Status Code: 400; Error Code: InvalidSubnetID.NotFound)",
        meaning: "The id belongs to another region or account, or was deleted.",
        fix: "Give the parameter an id of this region.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
        ..ROW
    },
    Signature {
        id: "stack/exists",
        title: "A resource of this name exists already",
        literals: &["already exists"],
        pattern: "(?:([\\w./:-]+) already exists(?: in stack| \\(Service|\\.|$)|AlreadyExists)",
        example: "web-role already exists in stack arn:aws:cloudformation:eu-central-1:123456789012:stack/web-old/0123",
        meaning: "The template gives a fixed name that another stack or an earlier one (kept by a DeletionPolicy) has.",
        fix: "Leave the name out, or add ${AWS::StackName} to it.",
        source: TROUBLESHOOTING,
        ..ROW
    },
    Signature {
        id: "stack/template",
        title: "The template is refused",
        literals: &[
            "Template format error:",
            "Template validation error:",
            "Unresolved resource dependencies",
            "Encountered unsupported property",
            "Circular dependency between resources",
        ],
        pattern: "(?:Template format error: (.+)|Template validation error: (.+)|Unresolved resource dependencies (\\[[^\\]]*\\])|Encountered unsupported property (\\S+)|Circular dependency between resources: (\\[[^\\]]*\\]))",
        example: "An error occurred (ValidationError) when calling the CreateChangeSet operation: Template format error: Unresolved resource dependencies [Vpc] in the Resources block of the template",
        meaning: "The text is no template, or names something that it does not have.",
        fix: "cf-init check FILE names the place.",
        source: TROUBLESHOOTING,
        rule: "reference/unknown",
        ..ROW
    },
    Signature {
        id: "stack/user-data-size",
        title: "User data are too large",
        literals: &["User data is limited to 16384 bytes"],
        example: "User data is limited to 16384 bytes (Service: AmazonEC2; Status Code: 400; Error Code: InvalidParameterValue)",
        meaning: "EC2 takes 16,384 bytes before base64.",
        fix: "Move files and commands into AWS::CloudFormation::Init and call cfn-init.",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
        rule: "user-data/too-large",
        ..ROW
    },
    Signature {
        id: "stack/profile",
        title: "The instance profile is not usable yet or wrong",
        literals: &["Invalid IAM Instance Profile", "iamInstanceProfile.name is invalid"],
        pattern: "Value \\(([^)]+)\\) for parameter iamInstanceProfile\\.(?:name|arn) is invalid",
        example: "Value (web-profile) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name (Service: AmazonEC2; Status Code: 400; Error Code: InvalidParameterValue)",
        meaning: "IamInstanceProfile names a role instead of a profile, or a profile that does not exist.",
        fix: "Ref an AWS::IAM::InstanceProfile that lists the role.",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html",
        ..ROW
    },
    Signature {
        id: "stack/nested",
        title: "A nested stack failed",
        significance: Significance::Consequence,
        literals: &["Embedded stack "],
        pattern: "Embedded stack (\\S+) was not successfully (?:created|updated)",
        example: "Embedded stack arn:aws:cloudformation:eu-central-1:123456789012:stack/web-Net-1ABC/0123 was not successfully created: The following resource(s) failed to create: [Vpc].",
        meaning: "The reason stands in the events of the nested stack.",
        fix: "Read its events: aws cloudformation describe-stack-events --stack-name ARN.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html",
        ..ROW
    },
];
