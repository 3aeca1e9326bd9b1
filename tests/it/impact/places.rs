//! Blocks, addresses and places that only one resource can have. Sources: AWS pages "Subnet CIDR blocks", "Update behaviors
//! of stack resources"; error codes of EC2.

use super::{between, replacing, verdicts};

const NET: &str = "Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 172.16.0.0/16}}
  Left: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 172.16.4.0/24}}
  Right: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Vpc.VpcId, CidrBlock: 172.16.5.0/24}}
";

#[test]
fn a_block_is_free_and_in_its_vpc() {
    for (changes, expected) in [
        (&[("172.16.4.0/24", "172.16.6.0/24")][..], "Left replacement"),
        (&[("172.16.4.0/24", "172.16.4.128/25")], "Left fails"),
        (&[("172.16.4.0/24", "172.16.5.128/25")], "Left fails"),
        (&[("172.16.4.0/24", "172.17.4.0/24")], "Left fails"),
        (
            &[("172.16.4.0/24", "x"), ("172.16.5.0/24", "172.16.4.0/24"), ("x", "172.16.5.0/24")],
            "Left fails|Right fails",
        ),
        (&[("172.16.0.0/16", "172.20.0.0/16")], "Left fails|Right fails|Vpc replacement"),
        (&[("172.16.", "172.20.")], "Vpc replacement|Left replacement|Right replacement"),
        (&[("  Left:", "  First:")], "First fails|Left deleted"),
    ] {
        let new = changes.iter().fold(NET.to_string(), |text, (part, by)| text.replace(part, by));
        let impact = between(NET, &new);
        assert_eq!(verdicts(&impact).join("|"), expected, "{changes:?}\n{impact:#?}");
    }
    let more = format!(
        "{NET}  More: {{Type: AWS::EC2::VPCCidrBlock, Properties: {{VpcId: !Ref Vpc, CidrBlock: 172.17.0.0/16}}}}\n"
    );
    assert_eq!(verdicts(&replacing(&more, "172.16.4.0/24", "172.17.4.0/24")), ["Left replacement"]);
}

#[test]
fn a_fixed_address_is_one_of_the_new_subnet() {
    let text = "Resources:
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.8.0.0/24}}
  Other: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.8.9.0/24}}
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: !Ref Subnet, PrivateIpAddress: 10.8.0.20}}
  Card: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !GetAtt Subnet.SubnetId, PrivateIpAddress: 10.8.0.21}}
  Cards:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces: [{DeviceIndex: 0, SubnetId: !Ref Subnet, PrivateIpAddresses: [{Primary: true, PrivateIpAddress: 10.8.0.22}]}]
";
    let moved = replacing(text, "10.8.0.0/24", "10.8.1.0/24");
    assert_eq!(verdicts(&moved), ["Server fails", "Card fails", "Cards fails", "Subnet replacement"]);
    let why = &moved.of("Server").unwrap().properties[0].why;
    assert!(why.starts_with("10.8.0.20 is not in 10.8.1.0/24, the block of Subnet"), "{why}");
    let all = replacing(text, "10.8.0.", "10.8.1.");
    assert_eq!(verdicts(&all), ["Subnet replacement", "Server replacement", "Card replacement", "Cards replacement"]);
    let other = replacing(
        text,
        "SubnetId: !Ref Subnet, PrivateIpAddress: 10.8.0.20",
        "SubnetId: !Ref Other, PrivateIpAddress: 10.8.0.20",
    );
    assert_eq!(verdicts(&other), ["Server fails"]);
    let kept = replacing(
        text,
        "SubnetId: !Ref Subnet, PrivateIpAddress: 10.8.0.20",
        "SubnetId: !Ref Other, PrivateIpAddress: 10.8.9.3",
    );
    assert_eq!(verdicts(&kept), ["Server fails"]);
    assert!(kept.of("Server").unwrap().properties[0].why.contains("AWS keeps"), "{kept:#?}");
    let fits = replacing(
        text,
        "SubnetId: !Ref Subnet, PrivateIpAddress: 10.8.0.20",
        "SubnetId: !Ref Other, PrivateIpAddress: 10.8.9.4",
    );
    assert_eq!(verdicts(&fits), ["Server replacement"]);
    let renamed = replacing(text, "  Server:", "  Machine:");
    assert_eq!(verdicts(&renamed), ["Machine fails", "Server deleted"]);
}

#[test]
fn what_only_one_resource_can_be_fails_under_another_logical_id() {
    for (kind, properties) in [
        ("AWS::EC2::Route", "RouteTableId: rtb-1, DestinationCidrBlock: 10.0.0.0/8, GatewayId: igw-1"),
        (
            "AWS::EC2::SecurityGroupIngress",
            "GroupId: sg-1, IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8",
        ),
        ("AWS::Route53::RecordSet", "HostedZoneId: Z1, Name: a.b., Type: A, ResourceRecords: [192.0.2.1]"),
        ("AWS::ElasticLoadBalancingV2::Listener", "LoadBalancerArn: arn, Port: 80, Protocol: HTTP, DefaultActions: []"),
    ] {
        let text = super::one(kind, properties);
        assert_eq!(verdicts(&replacing(&text, "  R:", "  Q:")), ["Q fails", "R deleted"], "{kind}");
    }
    let text = super::one("AWS::EC2::Route", "RouteTableId: rtb-1, DestinationCidrBlock: 10.0.0.0/8, GatewayId: igw-1");
    let new = text.replace("  R:", "  Q:").replace("10.0.0.0/8", "10.0.0.0/9");
    assert_eq!(verdicts(&between(&text, &new)), ["R deleted", "Q created"]);
}
