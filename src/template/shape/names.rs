//! The names that a field offers: what the template has, and what AWS gives everywhere.

use super::table::Names;
use super::{Part, Spot};
use crate::document::{Document, Path};
use crate::template::section;

/// Names that every template may refer to. Source: AWS page "Pseudo parameters reference".
pub const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// What `Fn::GetAtt` gives of the types that templates name most. Source: AWS resource reference, "Return values".
const ATTRIBUTES: &[(&str, &[&str])] = &[
    (
        "AWS::EC2::Instance",
        &["AvailabilityZone", "InstanceId", "PrivateDnsName", "PrivateIp", "PublicDnsName", "PublicIp", "VpcId"],
    ),
    ("AWS::EC2::VPC", &["CidrBlock", "DefaultNetworkAcl", "DefaultSecurityGroup", "Ipv6CidrBlocks", "VpcId"]),
    ("AWS::EC2::Subnet", &["AvailabilityZone", "SubnetId", "VpcId"]),
    ("AWS::EC2::SecurityGroup", &["GroupId", "VpcId"]),
    ("AWS::EC2::EIP", &["AllocationId", "PublicIp"]),
    ("AWS::EC2::InternetGateway", &["InternetGatewayId"]),
    ("AWS::EC2::NatGateway", &["NatGatewayId"]),
    ("AWS::EC2::RouteTable", &["RouteTableId"]),
    ("AWS::EC2::LaunchTemplate", &["DefaultVersionNumber", "LatestVersionNumber", "LaunchTemplateId"]),
    ("AWS::EC2::Volume", &["VolumeId"]),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        &["CanonicalHostedZoneID", "DNSName", "LoadBalancerArn", "LoadBalancerFullName"],
    ),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", &["TargetGroupArn", "TargetGroupFullName", "TargetGroupName"]),
    ("AWS::IAM::Role", &["Arn", "RoleId"]),
    ("AWS::IAM::InstanceProfile", &["Arn"]),
    ("AWS::IAM::User", &["Arn"]),
    ("AWS::IAM::AccessKey", &["SecretAccessKey"]),
    ("AWS::Lambda::Function", &["Arn"]),
    ("AWS::DynamoDB::Table", &["Arn", "StreamArn"]),
    ("AWS::KMS::Key", &["Arn", "KeyId"]),
    ("AWS::Logs::LogGroup", &["Arn"]),
    ("AWS::RDS::DBInstance", &["DBInstanceArn", "Endpoint.Address", "Endpoint.HostedZoneId", "Endpoint.Port"]),
    ("AWS::S3::Bucket", &["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"]),
    ("AWS::SNS::Topic", &["TopicArn", "TopicName"]),
    ("AWS::SQS::Queue", &["Arn", "QueueName", "QueueUrl"]),
];

/// The names that a value at a spot may be; none where any value may stand.
pub fn names(document: &Document, kind: Names, spot: &Spot) -> Vec<String> {
    match kind {
        Names::None => Vec::new(),
        Names::Refs => {
            let mut names = keys(document, &Path::root().join(section::PARAMETERS));
            names.extend(keys(document, &Path::root().join(section::RESOURCES)));
            names.extend(PSEUDO.map(String::from));
            names
        }
        Names::Resources => keys(document, &Path::root().join(section::RESOURCES)),
        Names::Parameters => keys(document, &Path::root().join(section::PARAMETERS)),
        Names::Conditions => keys(document, &Path::root().join(section::CONDITIONS)),
        Names::Mappings => keys(document, &Path::root().join(section::MAPPINGS)),
        Names::Attributes => attributes(document, spot),
        Names::TopKeys => map(document, spot).map(|map| keys(document, &map)).unwrap_or_default(),
        Names::SecondKeys => second_keys(document, spot).unwrap_or_default(),
    }
}

fn keys(document: &Document, at: &Path) -> Vec<String> {
    let entries = document.node(at).into_iter().flat_map(|node| node.entries());
    entries.map(|entry| entry.key().to_string()).collect()
}

fn attributes(document: &Document, spot: &Spot) -> Vec<String> {
    let resource = match spot.part {
        Part::Attribute | Part::Resource | Part::Inside => {
            document.scalar(&spot.at).map(|text| text.split('.').next().unwrap_or_default())
        }
        Part::Node => spot.at.parent().and_then(|list| document.node(&list)?.item(0)?.scalar()),
    };
    let kind = resource.and_then(|id| document.scalar(&Path::root().keys([section::RESOURCES, id, "Type"])));
    let known = ATTRIBUTES.iter().find(|row| Some(row.0) == kind).map_or(&[][..], |row| row.1);
    known.iter().map(|name| name.to_string()).collect()
}

/// The mapping that the first argument beside the spot names.
fn map(document: &Document, spot: &Spot) -> Option<Path> {
    let list = spot.at.parent()?;
    let first = document.node(&list)?.item(0).filter(|first| first.tag().is_none())?;
    Some(Path::root().keys([section::MAPPINGS, first.scalar()?]))
}

fn second_keys(document: &Document, spot: &Spot) -> Option<Vec<String>> {
    let map = map(document, spot)?;
    let top = document.node(&spot.at.parent()?)?.item(1).filter(|top| top.tag().is_none());
    let top = top.and_then(|top| top.scalar()).filter(|top| document.node(&map.join(*top)).is_some());
    // A key that only AWS knows, such as the Region: those of the first.
    let first = || document.node(&map)?.entries().next().map(|entry| entry.key());
    Some(keys(document, &map.join(top.or_else(first)?)))
}

#[cfg(test)]
mod tests {
    use super::super::children;
    use super::*;

    const TEXT: &str = "
Parameters: {P: {}}
Mappings: {M: {us: {ami: x}, eu: {ami: y, b: z}}}
Conditions: {C: !Equals [a, b], D: !Not [!Condition C], E: {Fn::And: [{Condition: C}, {Condition: D}]}}
Resources:
  W: {Type: AWS::EC2::EIP, Condition: C, a: !If [C, x, y], f: !FindInMap [M, us, ami], g: {Fn::GetAtt: [W, PublicIp]}, h: !GetAtt W.x}
";

    #[test]
    fn a_field_offers_what_the_template_has() {
        let document = Document::parse(TEXT);
        let offered = |key: &str, index: usize| {
            let at = Path::root().keys(["Resources", "W", key]).into();
            let child = children(&document, &at, 9).into_iter().nth(index).unwrap();
            let super::super::Label::Argument(argument) = child.label else { panic!() };
            names(&document, argument.names, &child.spot).join(" ")
        };
        assert_eq!(offered("a", 0), "C D E");
        assert_eq!(offered("f", 0), "M");
        assert_eq!(offered("f", 1), "us eu");
        assert_eq!(offered("f", 2), "ami");
        assert_eq!(offered("g", 0), "W");
        assert_eq!(offered("g", 1), "AllocationId PublicIp");
        assert_eq!(offered("h", 1), "AllocationId PublicIp");
        let spot = Path::root().into();
        assert!(names(&document, Names::Refs, &spot).starts_with(&["P".into(), "W".into(), "AWS::AccountId".into()]));
    }
}
