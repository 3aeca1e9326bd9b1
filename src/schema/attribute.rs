//! Attributes that `Fn::GetAtt` gives of resource types. Source: the AWS page of each type, "Return values".

/// A resource type with its attributes.
#[derive(Clone, Copy, Debug)]
pub struct Attributes {
    /// The type.
    pub kind: &'static str,
    /// What `Fn::GetAtt` takes, in the order of the page.
    pub names: &'static [&'static str],
}

/// The attributes of a type; none if the table does not have it.
pub fn attributes_of(kind: &str) -> &'static [&'static str] {
    TABLE.iter().find(|row| row.kind == kind).map_or(&[], |row| row.names)
}

const fn row(kind: &'static str, names: &'static [&'static str]) -> Attributes {
    Attributes { kind, names }
}

/// The types that templates with cfn-init have around an instance.
pub const TABLE: &[Attributes] = &[
    row("AWS::AutoScaling::AutoScalingGroup", &["AutoScalingGroupARN"]),
    row("AWS::AutoScaling::LaunchConfiguration", &[]),
    row("AWS::AutoScaling::ScalingPolicy", &["Arn", "PolicyName"]),
    row("AWS::CertificateManager::Certificate", &[]),
    row("AWS::CloudFormation::CustomResource", &[]),
    row("AWS::CloudFormation::Stack", &["Outputs."]),
    row("AWS::CloudFormation::WaitCondition", &["Data"]),
    row("AWS::CloudFormation::WaitConditionHandle", &[]),
    row("AWS::CloudFront::Distribution", &["DomainName", "Id"]),
    row("AWS::CloudWatch::Alarm", &["Arn"]),
    row("AWS::DynamoDB::Table", &["Arn", "StreamArn"]),
    row("AWS::EC2::EIP", &["AllocationId", "PublicIp"]),
    row("AWS::EC2::EIPAssociation", &["Id"]),
    row(
        "AWS::EC2::Instance",
        &[
            "AvailabilityZone",
            "InstanceId",
            "PrivateDnsName",
            "PrivateIp",
            "PublicDnsName",
            "PublicIp",
            "State.Code",
            "State.Name",
            "VpcId",
        ],
    ),
    row("AWS::EC2::InternetGateway", &["InternetGatewayId"]),
    row("AWS::EC2::KeyPair", &["KeyFingerprint", "KeyPairId"]),
    row("AWS::EC2::LaunchTemplate", &["DefaultVersionNumber", "LatestVersionNumber", "LaunchTemplateId"]),
    row("AWS::EC2::NatGateway", &["NatGatewayId"]),
    row("AWS::EC2::NetworkAcl", &["Id"]),
    row(
        "AWS::EC2::NetworkInterface",
        &["Id", "PrimaryIpv6Address", "PrimaryPrivateIpAddress", "SecondaryPrivateIpAddresses", "VpcId"],
    ),
    row("AWS::EC2::Route", &["CidrBlock"]),
    row("AWS::EC2::RouteTable", &["RouteTableId"]),
    row("AWS::EC2::SecurityGroup", &["GroupId", "Id", "VpcId"]),
    row("AWS::EC2::SecurityGroupEgress", &["Id"]),
    row("AWS::EC2::SecurityGroupIngress", &["Id"]),
    row(
        "AWS::EC2::Subnet",
        &[
            "AvailabilityZone",
            "CidrBlock",
            "Ipv6CidrBlocks",
            "NetworkAclAssociationId",
            "OutpostArn",
            "SubnetId",
            "VpcId",
        ],
    ),
    row("AWS::EC2::SubnetRouteTableAssociation", &["Id"]),
    row(
        "AWS::EC2::VPC",
        &["CidrBlock", "CidrBlockAssociations", "DefaultNetworkAcl", "DefaultSecurityGroup", "Ipv6CidrBlocks", "VpcId"],
    ),
    row("AWS::EC2::VPCEndpoint", &["CreationTimestamp", "DnsEntries", "Id", "NetworkInterfaceIds"]),
    row("AWS::EC2::VPCGatewayAttachment", &["AttachmentType"]),
    row("AWS::EC2::Volume", &["VolumeId"]),
    row("AWS::EC2::VolumeAttachment", &[]),
    row("AWS::EFS::FileSystem", &["Arn", "FileSystemId"]),
    row("AWS::EFS::MountTarget", &["Id", "IpAddress"]),
    row(
        "AWS::ElasticLoadBalancing::LoadBalancer",
        &[
            "CanonicalHostedZoneName",
            "CanonicalHostedZoneNameID",
            "DNSName",
            "SourceSecurityGroup.GroupName",
            "SourceSecurityGroup.OwnerAlias",
        ],
    ),
    row("AWS::ElasticLoadBalancingV2::Listener", &["ListenerArn"]),
    row("AWS::ElasticLoadBalancingV2::ListenerRule", &["IsDefault", "RuleArn"]),
    row(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        &[
            "CanonicalHostedZoneID",
            "DNSName",
            "LoadBalancerArn",
            "LoadBalancerFullName",
            "LoadBalancerName",
            "SecurityGroups",
        ],
    ),
    row(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        &["LoadBalancerArns", "TargetGroupArn", "TargetGroupFullName", "TargetGroupName"],
    ),
    row("AWS::Events::Rule", &["Arn"]),
    row("AWS::IAM::InstanceProfile", &["Arn"]),
    row("AWS::IAM::ManagedPolicy", &["PolicyArn"]),
    row("AWS::IAM::Policy", &["Id"]),
    row("AWS::IAM::Role", &["Arn", "RoleId"]),
    row("AWS::IAM::User", &["Arn"]),
    row("AWS::KMS::Key", &["Arn", "KeyId"]),
    row("AWS::Lambda::Function", &["Arn", "SnapStartResponse.ApplyOn", "SnapStartResponse.OptimizationStatus"]),
    row("AWS::Lambda::Permission", &["Id"]),
    row("AWS::Logs::LogGroup", &["Arn"]),
    row(
        "AWS::RDS::DBCluster",
        &["DBClusterArn", "Endpoint.Address", "Endpoint.Port", "MasterUserSecret.SecretArn", "ReadEndpoint.Address"],
    ),
    row(
        "AWS::RDS::DBInstance",
        &[
            "DBInstanceArn",
            "DbiResourceId",
            "Endpoint.Address",
            "Endpoint.HostedZoneId",
            "Endpoint.Port",
            "MasterUserSecret.SecretArn",
        ],
    ),
    row("AWS::RDS::DBSubnetGroup", &[]),
    row("AWS::Route53::HostedZone", &["Id", "NameServers"]),
    row("AWS::Route53::RecordSet", &[]),
    row("AWS::S3::Bucket", &["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"]),
    row("AWS::S3::BucketPolicy", &[]),
    row("AWS::SNS::Subscription", &["Arn"]),
    row("AWS::SNS::Topic", &["TopicArn", "TopicName"]),
    row("AWS::SQS::Queue", &["Arn", "QueueName", "QueueUrl"]),
    row("AWS::SQS::QueuePolicy", &["Id"]),
    row("AWS::SSM::Association", &["AssociationId"]),
    row("AWS::SSM::Document", &[]),
    row("AWS::SSM::Parameter", &["Type", "Value"]),
    row("AWS::SecretsManager::Secret", &["Id"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_attributes_are_sorted_and_stand_once() {
        for pair in TABLE.windows(2) {
            assert!(pair[0].kind < pair[1].kind, "{} {}", pair[0].kind, pair[1].kind);
        }
        for row in TABLE {
            for pair in row.names.windows(2) {
                assert!(pair[0].to_lowercase() < pair[1].to_lowercase(), "{}: {} {}", row.kind, pair[0], pair[1]);
            }
        }
        assert_eq!(attributes_of("AWS::CloudFormation::WaitCondition"), ["Data"]);
        assert!(attributes_of("AWS::Nothing::Here").is_empty());
    }
}
