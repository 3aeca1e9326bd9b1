//! What updates do, row by row of AWS's documented behaviours. Expected values are AWS's words on the pages that
//! `src/schema/update_rules.tsv` names, not what another program prints.

use cf_init::document::Document;
use cf_init::impact::{Impact, ReplacementOrder};
use cf_init::template::evaluate::ParameterValues;

mod attributes;
mod conditions;
mod groups;
mod places;
mod references;

/// The impact between two templates.
fn between(old: &str, new: &str) -> Impact {
    let (old, new) = (Document::parse(old), Document::parse(new));
    assert!(old.syntax_error().is_none(), "{:?}\n{}", old.syntax_error(), old.text());
    assert!(new.syntax_error().is_none(), "{:?}\n{}", new.syntax_error(), new.text());
    Impact::between(&old, &new, &ParameterValues::new())
}

/// The impact of another text in place of a part of a template, which has to be there.
fn replacing(template: &str, part: &str, by: &str) -> Impact {
    assert!(template.contains(part), "{part}\n{template}");
    between(template, &template.replace(part, by))
}

/// `Id verdict`, with `?` behind it where it is not certain, in the order of the impact.
fn verdicts(impact: &Impact) -> Vec<String> {
    let mark = |only_if: &Option<String>| if only_if.is_some() { "?" } else { "" };
    impact.resources.iter().map(|one| format!("{} {}{}", one.id, one.verdict.id(), mark(&one.only_if))).collect()
}

/// A template of one resource `R` with properties in flow style.
fn one(kind: &str, properties: &str) -> String {
    format!("Resources:\n  R:\n    Type: {kind}\n    Properties: {{{properties}}}\n")
}

/// Checks rows of type, old properties, new properties and verdict of the resource (`-` for none, `?` for uncertain).
fn table(rows: &[(&str, &str, &str, &str)]) {
    for (kind, old, new, expected) in rows {
        let impact = between(&one(kind, old), &one(kind, new));
        let found = verdicts(&impact);
        let found = found.first().map_or("-", |found| found.strip_prefix("R ").unwrap());
        assert_eq!(found, *expected, "{kind}: {old} => {new}\n{impact:#?}");
    }
}

#[test]
fn instances() {
    const I: &str = "AWS::EC2::Instance";
    let disk = |size: u32, deleted: bool| {
        format!(
            "BlockDeviceMappings: [{{DeviceName: /dev/xvda, Ebs: {{VolumeSize: {size}, DeleteOnTermination: {deleted}}}}}]"
        )
    };
    table(&[
        (I, "UserData: YQ==", "UserData: Yg==", "interruption"),
        (I, "InstanceType: t3.micro", "InstanceType: t3.small", "interruption"),
        (I, "InstanceType: t2.micro", "InstanceType: t3.micro", "interruption"),
        (I, "InstanceType: t3.micro, ImageId: a", "InstanceType: m6g.large, ImageId: a", "fails"),
        (I, "InstanceType: t3.micro, ImageId: a", "InstanceType: m6g.large, ImageId: b", "replacement"),
        (I, "EbsOptimized: false", "EbsOptimized: true", "interruption"),
        (I, "KernelId: a", "KernelId: b", "interruption"),
        (I, "RamdiskId: a", "RamdiskId: b", "interruption"),
        (I, "AdditionalInfo: a", "AdditionalInfo: b", "interruption"),
        (I, &disk(8, true), &disk(8, false), "none"),
        (I, &disk(8, true), &disk(20, true), "replacement"),
        (I, "ImageId: a", &format!("ImageId: a, {}", disk(8, true)), "replacement"),
        (I, "SecurityGroupIds: [sg-1]", "SecurityGroupIds: [sg-1, sg-2]", "none"),
        (I, "Tenancy: dedicated", "Tenancy: host", "none"),
        (I, "Tenancy: default", "Tenancy: dedicated", "replacement"),
        (I, "HostId: a", "HostId: b", "interruption"),
        (I, "Affinity: default", "Affinity: host", "interruption"),
        (I, "PrivateDnsNameOptions: {HostnameType: a}", "PrivateDnsNameOptions: {HostnameType: b}", "replacement?"),
        (I, "SecurityGroups: [a]", "SecurityGroups: [b]", "replacement"),
        (I, "SubnetId: a", "SubnetId: b", "replacement"),
        (I, "AvailabilityZone: a", "AvailabilityZone: b", "replacement"),
        (I, "KeyName: a", "KeyName: b", "replacement"),
        (I, "ImageId: a", "ImageId: b", "replacement"),
        (I, "PrivateIpAddress: 10.0.0.4", "PrivateIpAddress: 10.0.0.5", "replacement"),
        (I, "ImageId: a, PrivateIpAddress: 10.0.0.4", "ImageId: b, PrivateIpAddress: 10.0.0.4", "fails"),
        (
            I,
            "ImageId: a, NetworkInterfaces: [{NetworkInterfaceId: eni-1, DeviceIndex: 0}]",
            "ImageId: b, NetworkInterfaces: [{NetworkInterfaceId: eni-1, DeviceIndex: 0}]",
            "fails",
        ),
        (I, "NetworkInterfaces: [{DeviceIndex: 0}]", "NetworkInterfaces: [{DeviceIndex: 1}]", "replacement"),
        (
            I,
            "LaunchTemplate: {LaunchTemplateId: a, Version: 1}",
            "LaunchTemplate: {LaunchTemplateId: a, Version: 2}",
            "replacement",
        ),
        (I, "PlacementGroupName: a", "PlacementGroupName: b", "replacement"),
        (I, "CpuOptions: {CoreCount: 1}", "CpuOptions: {CoreCount: 2}", "replacement"),
        (I, "EnclaveOptions: {Enabled: false}", "EnclaveOptions: {Enabled: true}", "replacement"),
        (I, "HibernationOptions: {Configured: false}", "HibernationOptions: {Configured: true}", "replacement"),
        (I, "LicenseSpecifications: []", "LicenseSpecifications: [{LicenseConfigurationArn: a}]", "replacement"),
        (I, "HostResourceGroupArn: a", "HostResourceGroupArn: b", "replacement"),
        (I, "Ipv6AddressCount: 1", "Ipv6AddressCount: 2", "replacement"),
        (I, "IamInstanceProfile: a", "IamInstanceProfile: b", "none"),
        (I, "Monitoring: false", "Monitoring: true", "none"),
        (I, "SourceDestCheck: false", "SourceDestCheck: true", "none"),
        (I, "Tags: [{Key: a, Value: b}]", "Tags: [{Key: a, Value: c}]", "none"),
        (I, "DisableApiTermination: false", "DisableApiTermination: true", "none"),
        (I, "CreditSpecification: {CPUCredits: standard}", "CreditSpecification: {CPUCredits: unlimited}", "none"),
        (I, "MetadataOptions: {HttpTokens: optional}", "MetadataOptions: {HttpTokens: required}", "none"),
        (I, "SsmAssociations: []", "SsmAssociations: [{DocumentName: a}]", "none"),
        (I, "Volumes: []", "Volumes: [{Device: /dev/sdb, VolumeId: a}]", "none"),
        // Added or removed with its default counts as a change.
        (I, "ImageId: a", "ImageId: a, Tenancy: default", "replacement"),
    ]);
}

#[test]
fn networks() {
    const SG: &str = "AWS::EC2::SecurityGroup";
    const SUBNET: &str = "AWS::EC2::Subnet";
    const ENI: &str = "AWS::EC2::NetworkInterface";
    let rule = |port: u32, note: &str| {
        format!(
            "SecurityGroupIngress: [{{IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: 0.0.0.0/0, Description: {note}}}]"
        )
    };
    table(&[
        ("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "CidrBlock: 10.1.0.0/16", "replacement"),
        ("AWS::EC2::VPC", "InstanceTenancy: dedicated", "InstanceTenancy: default", "none"),
        ("AWS::EC2::VPC", "InstanceTenancy: default", "InstanceTenancy: dedicated", "replacement"),
        ("AWS::EC2::VPC", "EnableDnsSupport: false", "EnableDnsSupport: true", "none"),
        (SUBNET, "CidrBlock: 10.0.0.0/24", "CidrBlock: 10.0.1.0/24", "replacement"),
        (SUBNET, "CidrBlock: 10.0.0.0/24, AvailabilityZone: a", "CidrBlock: 10.0.0.0/24, AvailabilityZone: b", "fails"),
        (
            SUBNET,
            "CidrBlock: 10.0.0.0/24, AvailabilityZone: a",
            "CidrBlock: 10.0.1.0/24, AvailabilityZone: b",
            "replacement",
        ),
        (SUBNET, "CidrBlock: 10.0.0.0/24, VpcId: a", "CidrBlock: 10.0.0.0/24, VpcId: b", "fails"),
        (SUBNET, "MapPublicIpOnLaunch: false", "MapPublicIpOnLaunch: true", "none"),
        (SUBNET, "Ipv6CidrBlock: a", "Ipv6CidrBlock: b", "none"),
        (SG, &rule(80, "a"), &rule(443, "a"), "none"),
        (SG, &rule(80, "a"), &rule(80, "b"), "none"),
        (SG, "GroupDescription: a", "GroupDescription: b", "replacement"),
        (SG, "VpcId: a", "VpcId: b", "replacement"),
        (SG, "GroupName: a", "GroupName: b", "replacement"),
        (SG, "GroupName: web, GroupDescription: a", "GroupName: web, GroupDescription: b", "fails"),
        (SG, "GroupName: web, GroupDescription: a", "GroupName: web2, GroupDescription: b", "replacement"),
        ("AWS::EC2::EIP", "Tags: [{Key: a, Value: b}]", "Tags: [{Key: a, Value: c}]", "interruption"),
        ("AWS::EC2::EIP", "InstanceId: a", "InstanceId: b", "interruption"),
        ("AWS::EC2::EIPAssociation", "InstanceId: a", "InstanceId: b", "replacement"),
        (
            ENI,
            "PrivateIpAddresses: [{Primary: true, PrivateIpAddress: 10.0.0.4}]",
            "PrivateIpAddresses: [{Primary: true, PrivateIpAddress: 10.0.0.5}]",
            "replacement",
        ),
        (
            ENI,
            "PrivateIpAddresses: [{Primary: true, PrivateIpAddress: 10.0.0.4}]",
            "PrivateIpAddresses: [{Primary: true, PrivateIpAddress: 10.0.0.4}, {Primary: false, PrivateIpAddress: 10.0.0.5}]",
            "none",
        ),
        (
            "AWS::EC2::VPCEndpoint",
            "DnsOptions: {PrivateDnsPreference: a}",
            "DnsOptions: {PrivateDnsPreference: b}",
            "replacement",
        ),
        ("AWS::EC2::VPCEndpoint", "DnsOptions: {DnsRecordIpType: a}", "DnsOptions: {DnsRecordIpType: b}", "none"),
        ("AWS::EC2::VPCEndpoint", "PolicyDocument: {}", "PolicyDocument: {Version: '2012-10-17'}", "none"),
        (
            "AWS::EC2::KeyPair",
            "KeyName: a, Tags: [{Key: a, Value: b}]",
            "KeyName: a, Tags: [{Key: a, Value: c}]",
            "fails",
        ),
        ("AWS::Route53::RecordSet", "Name: a", "Name: b", "none"),
    ]);
    for kind in [
        "AWS::EC2::EIPAssociation",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPCGatewayAttachment",
        "AWS::EC2::NetworkInterfaceAttachment",
        "AWS::EC2::SubnetNetworkAclAssociation",
        "AWS::EC2::VPCDHCPOptionsAssociation",
    ] {
        let keys = ["AllocationId", "SubnetId", "VpcId", "InstanceId", "SubnetId", "VpcId"];
        let found = keys.iter().any(|key| {
            let impact = between(&one(kind, &format!("{key}: a")), &one(kind, &format!("{key}: b")));
            impact.of("R").is_some_and(|one| one.order == Some(ReplacementOrder::OldFirst))
        });
        assert!(found, "{kind}: the old one is deleted first");
    }
}

#[test]
fn disks_and_databases() {
    const V: &str = "AWS::EC2::Volume";
    const DB: &str = "AWS::RDS::DBInstance";
    table(&[
        (V, "AvailabilityZone: a", "AvailabilityZone: b", "fails"),
        (V, "Encrypted: false", "Encrypted: true", "fails"),
        (V, "KmsKeyId: a", "KmsKeyId: b", "fails"),
        (V, "SnapshotId: a", "SnapshotId: b", "fails"),
        (V, "MultiAttachEnabled: false", "MultiAttachEnabled: true", "fails"),
        (V, "VolumeInitializationRate: 100", "VolumeInitializationRate: 200", "fails?"),
        (V, "Size: 10", "Size: 20", "none"),
        (V, "Size: 20", "Size: 10", "fails"),
        (V, "VolumeType: gp2", "VolumeType: gp3", "none"),
        (V, "Iops: 3000", "Iops: 4000", "none"),
        (DB, "EngineVersion: '15'", "EngineVersion: '16'", "interruption"),
        (DB, "DBInstanceClass: a", "DBInstanceClass: b", "interruption"),
        (DB, "Port: 1", "Port: 2", "interruption"),
        (DB, "StorageType: gp2", "StorageType: gp3", "interruption"),
        (DB, "Engine: oracle-ee", "Engine: oracle-ee-cdb", "interruption"),
        (DB, "Engine: oracle-se2", "Engine: oracle-se2-cdb", "interruption"),
        (DB, "Engine: mysql", "Engine: mariadb", "replacement"),
        (DB, "DBSnapshotIdentifier: a", "DBSnapshotIdentifier: b", "replacement"),
        (DB, "DBSnapshotIdentifier: a", "", "replacement?"),
        (DB, "AllocatedStorage: 10", "AllocatedStorage: 20", "none"),
        (DB, "MultiAZ: false", "MultiAZ: true", "none"),
        (DB, "LicenseModel: a", "LicenseModel: b", "interruption"),
        (DB, "LicenseModel: a, DBSecurityGroups: [x]", "LicenseModel: b, DBSecurityGroups: [x]", "replacement"),
        (DB, "DBParameterGroupName: a", "DBParameterGroupName: b", "interruption"),
        (
            DB,
            "PerformanceInsightsKMSKeyId: a, EnablePerformanceInsights: true",
            "PerformanceInsightsKMSKeyId: b, EnablePerformanceInsights: true",
            "replacement?",
        ),
        (
            DB,
            "EnablePerformanceInsights: true",
            "PerformanceInsightsKMSKeyId: b, EnablePerformanceInsights: true",
            "none",
        ),
        (DB, "MasterUsername: a", "MasterUsername: b", "replacement"),
        (DB, "MasterUsername: a, DBInstanceIdentifier: x", "MasterUsername: b, DBInstanceIdentifier: x", "fails"),
        ("AWS::RDS::DBParameterGroup", "Parameters: {a: b}", "Parameters: {a: c}", "interruption"),
        ("AWS::EFS::MountTarget", "SubnetId: a", "SubnetId: b", "replacement"),
        ("AWS::EFS::FileSystem", "Encrypted: false", "Encrypted: true", "replacement"),
        ("AWS::ElasticLoadBalancing::LoadBalancer", "Subnets: [a]", "Subnets: [a, b]", "none"),
        (
            "AWS::ElasticLoadBalancing::LoadBalancer",
            "Scheme: internal",
            "Subnets: [a], Scheme: internal",
            "replacement",
        ),
        ("AWS::ElasticLoadBalancing::LoadBalancer", "HealthCheck: {Interval: 5}", "HealthCheck: {Interval: 6}", "none"),
        ("AWS::ElasticLoadBalancing::LoadBalancer", "HealthCheck: {Interval: 5}", "", "replacement"),
        (
            "AWS::ElasticLoadBalancingV2::Listener",
            "Protocol: HTTPS, Certificates: [{CertificateArn: a}]",
            "Protocol: HTTPS, Certificates: [{CertificateArn: b}]",
            "interruption",
        ),
        (
            "AWS::ElasticLoadBalancingV2::Listener",
            "Protocol: TLS, Certificates: [{CertificateArn: a}]",
            "Protocol: TLS, Certificates: [{CertificateArn: b}]",
            "none",
        ),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name: web, Port: 80", "Name: web, Port: 81", "fails"),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "Port: 80", "Port: 81", "replacement"),
        ("AWS::IAM::Role", "RoleName: a, Path: /", "RoleName: a, Path: /b/", "fails"),
        ("AWS::Logs::LogGroup", "LogGroupClass: STANDARD", "LogGroupClass: INFREQUENT_ACCESS", "fails"),
        ("AWS::Logs::LogGroup", "LogGroupName: a", "LogGroupName: b", "replacement"),
        ("AWS::SNS::Subscription", "Region: a", "Region: b", "fails?"),
        ("AWS::CloudFormation::WaitCondition", "Count: 1", "Count: 2", "fails"),
        ("AWS::CloudFormation::Stack", "TimeoutInMinutes: 1", "TimeoutInMinutes: 2", "fails"),
        ("AWS::CloudFormation::Stack", "TemplateURL: a", "TemplateURL: b", "none"),
        ("Custom::Thing", "ServiceToken: a", "ServiceToken: b", "fails"),
        ("Custom::Thing", "ServiceToken: a, X: 1", "ServiceToken: a, X: 2", "none"),
        ("AWS::Unknown::Thing", "X: 1", "X: 2", "replacement?"),
    ]);
}
