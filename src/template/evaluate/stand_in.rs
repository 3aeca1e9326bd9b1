//! Stand-ins of the right form for ids, addresses and ARNs that AWS gives out when a stack is made.
//!
//! Source: AWS pages of the resource types, "Return values". The same name always gives the same stand-in.

use super::ParameterValues;
use super::pseudo::Pseudo;
use crate::template::Resource;

/// An image that no account has.
const IMAGE: &str = "ami-0123456789abcdef0";

/// Types whose `Ref` is a prefix and hexadecimal digits.
const PREFIXES: [(&str, &str); 22] = [
    ("AWS::EC2::CustomerGateway", "cgw"),
    ("AWS::EC2::DHCPOptions", "dopt"),
    ("AWS::EC2::EgressOnlyInternetGateway", "eigw"),
    ("AWS::EC2::FlowLog", "fl"),
    ("AWS::EC2::Host", "h"),
    ("AWS::EC2::Instance", "i"),
    ("AWS::EC2::InternetGateway", "igw"),
    ("AWS::EC2::LaunchTemplate", "lt"),
    ("AWS::EC2::NatGateway", "nat"),
    ("AWS::EC2::NetworkAcl", "acl"),
    ("AWS::EC2::NetworkInterface", "eni"),
    ("AWS::EC2::PrefixList", "pl"),
    ("AWS::EC2::RouteTable", "rtb"),
    ("AWS::EC2::SecurityGroup", "sg"),
    ("AWS::EC2::Subnet", "subnet"),
    ("AWS::EC2::SubnetRouteTableAssociation", "rtbassoc"),
    ("AWS::EC2::TransitGateway", "tgw"),
    ("AWS::EC2::Volume", "vol"),
    ("AWS::EC2::VPC", "vpc"),
    ("AWS::EC2::VPCEndpoint", "vpce"),
    ("AWS::EC2::VPCPeeringConnection", "pcx"),
    ("AWS::EFS::FileSystem", "fs"),
];

/// Types whose `Ref` is an ARN, with what stands in it before the name.
const ARNS: [(&str, &str); 9] = [
    ("AWS::CertificateManager::Certificate", "certificate/"),
    ("AWS::CloudFormation::Stack", "stack/"),
    ("AWS::ElasticLoadBalancingV2::Listener", "listener/app/"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "loadbalancer/app/"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "targetgroup/"),
    ("AWS::IAM::ManagedPolicy", "policy/"),
    ("AWS::SNS::Topic", ""),
    ("AWS::SecretsManager::Secret", "secret:"),
    ("AWS::StepFunctions::StateMachine", "stateMachine:"),
];

/// Attributes that are lists, with an item of the right form.
const LISTS: [(&str, &str); 8] = [
    ("CidrBlockAssociations", "vpc-cidr-assoc-0123456789abcdef0"),
    ("DnsEntries", "Z0123456789ABCDEFGHIJ:endpoint.example.com"),
    ("DnsIpAddresses", "10.0.0.20"),
    ("Ipv6CidrBlocks", "2001:db8:1234:1a00::/56"),
    (
        "LoadBalancerArns",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/cf-init/0123456789abcdef",
    ),
    ("NameServers", "ns-1.example.com"),
    ("NetworkInterfaceIds", "eni-0123456789abcdef0"),
    ("SecondaryPrivateIpAddresses", "10.0.0.21"),
];

/// Attributes that are what `Ref` gives, by type.
const IDS: [(&str, &[&str]); 26] = [
    ("AWS::EC2::CustomerGateway", &["CustomerGatewayId"]),
    ("AWS::EC2::DHCPOptions", &["DhcpOptionsId"]),
    ("AWS::EC2::EIP", &["PublicIp"]),
    ("AWS::EC2::EgressOnlyInternetGateway", &["Id"]),
    ("AWS::EC2::Instance", &["InstanceId"]),
    ("AWS::EC2::InternetGateway", &["InternetGatewayId"]),
    ("AWS::EC2::LaunchTemplate", &["LaunchTemplateId"]),
    ("AWS::EC2::NatGateway", &["NatGatewayId"]),
    ("AWS::EC2::NetworkAcl", &["Id"]),
    ("AWS::EC2::NetworkInterface", &["Id"]),
    ("AWS::EC2::RouteTable", &["RouteTableId"]),
    ("AWS::EC2::SecurityGroup", &["GroupId", "Id"]),
    ("AWS::EC2::Subnet", &["SubnetId"]),
    ("AWS::EC2::TransitGateway", &["Id"]),
    ("AWS::EC2::Volume", &["VolumeId"]),
    ("AWS::EC2::VPC", &["VpcId"]),
    ("AWS::EC2::VPCEndpoint", &["Id"]),
    ("AWS::EFS::FileSystem", &["FileSystemId"]),
    ("AWS::ElasticLoadBalancingV2::Listener", &["ListenerArn"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["LoadBalancerArn"]),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", &["TargetGroupArn"]),
    ("AWS::IAM::ManagedPolicy", &["PolicyArn"]),
    ("AWS::KMS::Key", &["KeyId"]),
    ("AWS::SNS::Topic", &["TopicArn"]),
    ("AWS::SQS::Queue", &["QueueUrl"]),
    ("AWS::SecretsManager::Secret", &["Id"]),
];

/// True for an attribute that is what `Ref` gives. A security group outside of a named VPC gives its name instead.
pub(super) fn is_id(resource: Resource<'_>, attribute: &str) -> bool {
    let kind = resource.kind().unwrap_or_default();
    let is_one = IDS.iter().any(|(of, names)| *of == kind && names.contains(&attribute));
    is_one && (kind != "AWS::EC2::SecurityGroup" || resource.property("VpcId").is_some())
}

/// The items of an attribute that is a list.
pub(super) fn items(attribute: &str) -> Option<&'static str> {
    LISTS.iter().find(|row| row.0 == attribute).map(|row| row.1)
}

/// What `Ref` gives for a resource.
pub(super) fn physical_id(kind: &str, id: &str, given: &ParameterValues) -> String {
    if let Some((_, prefix)) = PREFIXES.iter().find(|row| row.0 == kind) {
        return format!("{prefix}-{}0", digits(id));
    }
    if let Some((_, before)) = ARNS.iter().find(|row| row.0 == kind) {
        return arn(kind, &format!("{before}{}", named(id, given)), given);
    }
    let region = Pseudo::Region.value(given);
    match kind {
        "AWS::EC2::EIP" => "203.0.113.10".into(),
        "AWS::CloudFormation::WaitConditionHandle" => {
            format!("https://cloudformation-waitcondition-{region}.s3.amazonaws.com/{}", named(id, given))
        }
        "AWS::SQS::Queue" => {
            format!("https://sqs.{region}.amazonaws.com/{}/{}", Pseudo::AccountId.value(given), named(id, given))
        }
        "AWS::S3::Bucket" => named(id, given).to_ascii_lowercase(),
        _ => named(id, given),
    }
}

/// What `Fn::GetAtt` gives for an attribute of a resource.
pub(super) fn attribute(kind: &str, id: &str, attribute: &str, given: &ParameterValues) -> String {
    let region = Pseudo::Region.value(given);
    let last = attribute.rsplit('.').next().unwrap_or(attribute);
    match last {
        "AvailabilityZone" => format!("{region}a"),
        "CanonicalHostedZoneID" => "Z0123456789ABCDEFGHIJ".into(),
        "CidrBlock" => "10.0.0.0/16".into(),
        "DNSName" => format!("{}-123456789.{region}.elb.amazonaws.com", named(id, given)),
        "DefaultSecurityGroup" | "GroupId" => format!("sg-{}0", digits(id)),
        "DefaultVersionNumber" | "LatestVersionNumber" => "1".into(),
        "Address" => format!("{}.{}.{region}.rds.amazonaws.com", named(id, given).to_ascii_lowercase(), digits(id)),
        "PrivateDnsName" => "ip-10-0-0-10.ec2.internal".into(),
        "PrivateIp" | "PrivateIpAddress" | "PrimaryPrivateIpAddress" => "10.0.0.10".into(),
        "PublicDnsName" => "ec2-203-0-113-10.compute-1.amazonaws.com".into(),
        "PublicIp" => "203.0.113.10".into(),
        "AllocationId" => format!("eipalloc-{}0", digits(id)),
        "VpcId" => format!("vpc-{}0", digits(id)),
        "InstanceId" => format!("i-{}0", digits(id)),
        _ if last.ends_with("Arn") || last.ends_with("ARN") => {
            let physical = physical_id(kind, id, given);
            let whole = physical.starts_with("arn:");
            if whole { physical } else { arn(kind, &format!("{}/{physical}", noun(kind)), given) }
        }
        _ => format!("{}.{attribute}", named(id, given)),
    }
}

/// What Systems Manager holds under the name of a parameter of this type.
pub(super) fn stored(kind: &str, name: &str) -> String {
    if kind.contains("Image::Id") { IMAGE.to_string() } else { format!("value-of-{name}") }
}

/// `stack-LogicalId-0123456789AB`, as CloudFormation names what has no name.
fn named(id: &str, given: &ParameterValues) -> String {
    let digits = digits(id).to_ascii_uppercase();
    format!("{}-{id}-{}", Pseudo::StackName.value(given), digits.get(..12).unwrap_or_default())
}

fn arn(kind: &str, rest: &str, given: &ParameterValues) -> String {
    let service = kind.split("::").nth(1).unwrap_or_default().to_ascii_lowercase();
    let service = service.strip_suffix("v2").unwrap_or(&service);
    let region = if service == "iam" { String::new() } else { Pseudo::Region.value(given) };
    let (partition, account) = (Pseudo::Partition.value(given), Pseudo::AccountId.value(given));
    format!("arn:{partition}:{service}:{region}:{account}:{rest}")
}

/// The last part of a type in lower case: `role` of `AWS::IAM::Role`.
fn noun(kind: &str) -> String {
    kind.rsplit("::").next().unwrap_or_default().to_ascii_lowercase()
}

/// Sixteen hexadecimal digits that differ from name to name (FNV-1a).
fn digits(name: &str) -> String {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_form_of_their_type() {
        let given = ParameterValues::new();
        let instance = physical_id("AWS::EC2::Instance", "Web", &given);
        assert!(instance.starts_with("i-") && instance.len() == 19, "{instance}");
        assert_ne!(instance, physical_id("AWS::EC2::Instance", "Other", &given));
        let secret = physical_id("AWS::SecretsManager::Secret", "Secret", &given);
        assert!(secret.starts_with("arn:aws:secretsmanager:us-east-1:123456789012:secret:cf-init-Secret-"), "{secret}");
        let role = attribute("AWS::IAM::Role", "Role", "Arn", &given);
        assert!(role.starts_with("arn:aws:iam::123456789012:role/cf-init-Role-"), "{role}");
        let balancer = attribute("AWS::ElasticLoadBalancingV2::LoadBalancer", "Lb", "LoadBalancerArn", &given);
        assert!(balancer.starts_with("arn:aws:elasticloadbalancing:us-east-1:"), "{balancer}");
        assert_eq!(
            physical_id("AWS::S3::Bucket", "B", &given),
            physical_id("AWS::S3::Bucket", "B", &given).to_lowercase()
        );
    }
}
