//! Values: which writings are the same, and what a replaced resource does to those that refer to it.

use std::collections::BTreeMap;

use cf_init::document::Document;
use cf_init::impact::Impact;

use super::{between, replacing, verdicts};

/// A template whose instance has an image given by an expression.
fn image(expression: &str) -> String {
    format!(
        "Parameters:
  Image: {{Type: String, Default: ami-1}}
  Part: {{Type: String, Default: '1'}}
  Open: {{Type: String}}
  List: {{Type: CommaDelimitedList, Default: 'ami-0,ami-1'}}
  Stored: {{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /one}}
Mappings:
  Images: {{us-east-1: {{web: ami-1}}, eu-west-1: {{web: ami-e}}}}
Conditions:
  Yes: !Equals [a, a]
Resources:
  Server:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: {expression}
"
    )
}

#[test]
fn another_writing_of_the_same_text_is_no_change() {
    let same = [
        "ami-1",
        "'ami-1'",
        "!Ref Image",
        "{Ref: Image}",
        "!Sub 'ami-${Part}'",
        "!Sub ['${A}-1', {A: ami}]",
        "!Join ['-', [ami, !Ref Part]]",
        "!Select [1, [x, !Ref Image]]",
        "!Select [1, !Ref List]",
        "!Select [0, !Split [',', 'ami-1,x']]",
        "!If [Yes, ami-1, ami-2]",
        "!FindInMap [Images, us-east-1, web]",
    ];
    for old in same {
        for new in same {
            let impact = between(&image(old), &image(new));
            assert!(impact.resources.is_empty(), "{old} => {new}\n{impact:#?}");
        }
    }
    // One of which nobody knows the value stays the same under another writing.
    let open = ["!Ref Open", "!Sub '${Open}'", "!Join ['', [!Ref Open]]"];
    for new in open {
        assert!(between(&image(open[0]), &image(new)).resources.is_empty(), "{new}");
    }
    let impact = between(&image("!Ref Open"), &image("ami-1"));
    assert_eq!(verdicts(&impact), ["Server replacement?"]);
}

#[test]
fn formatting_order_and_format_are_no_change() {
    let text = "Resources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: ami-1\n      Monitoring: yes\n  \
                B: {Type: AWS::SNS::Topic}\n";
    let json = "{\"Resources\": {\"B\": {\"Type\": \"AWS::SNS::Topic\"}, \"A\": {\"Properties\": {\"Monitoring\": true, \
                \"ImageId\": \"ami-1\"}, \"Type\": \"AWS::EC2::Instance\"}}}";
    let impact = between(text, json);
    assert!(impact.resources.is_empty() && impact.unchanged == 2, "{impact:#?}");
    assert!(impact.notes.iter().any(|note| note.contains("runs no update")), "{:?}", impact.notes);
    let anchored = text.replace("ImageId: ami-1", "ImageId: &a ami-1");
    assert!(between(text, &anchored).resources.is_empty());
}

#[test]
fn inputs_change_what_refers_to_them() {
    for (expression, part, by, expected, when) in [
        ("!FindInMap [Images, us-east-1, web]", "web: ami-1", "web: ami-2", "Server replacement", None),
        (
            "!FindInMap [Images, !Ref AWS::Region, web]",
            "web: ami-e",
            "web: ami-f",
            "Server replacement?",
            Some("AWS::Region is eu-west-1"),
        ),
        ("!Ref Image", "Default: ami-1", "Default: ami-2", "Server replacement?", Some("Image takes its new default")),
        (
            "!Sub 'ami-${Part}'",
            "Default: '1'",
            "Default: '2'",
            "Server replacement?",
            Some("Part takes its new default"),
        ),
        ("!If [Yes, ami-1, ami-2]", "!Equals [a, a]", "!Equals [a, b]", "Server replacement", None),
        ("!Ref Stored", "Default: /one", "Default: /two", "Server replacement?", Some("Stored takes its new default")),
    ] {
        let impact = replacing(&image(expression), part, by);
        assert_eq!(verdicts(&impact), [expected], "{expression}\n{impact:#?}");
        let only_if = impact.resources[0].only_if.as_deref();
        assert!(when.is_none_or(|when| only_if.is_some_and(|text| text.contains(when))), "{expression}: {only_if:?}");
    }
}

#[test]
fn a_mapping_by_region_says_for_which_regions() {
    let text = image("!FindInMap [Images, !Ref AWS::Region, web]");
    let only_if = |impact: Impact| impact.resources[0].only_if.clone();
    let one = replacing(&text, "web: ami-1", "web: ami-2");
    assert_eq!(only_if(one).as_deref(), Some("AWS::Region is us-east-1"));
    let all = text.replace("web: ami-1", "web: ami-2").replace("web: ami-e", "web: ami-f");
    assert_eq!(only_if(between(&text, &all)), None);
}

#[test]
fn a_known_value_of_a_parameter_decides() {
    let (old, new) = (image("!Ref Image"), image("!Ref Image").replace("Default: ami-1", "Default: ami-2"));
    let given = BTreeMap::from([("Image".to_string(), "ami-9".to_string())]);
    let impact = Impact::between(&Document::parse(old), &Document::parse(new), &given);
    assert!(impact.resources.is_empty(), "{impact:#?}");
}

#[test]
fn any_update_may_bring_a_newer_image_from_systems_manager() {
    let text = image("!Ref Stored") + "  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: a}}\n";
    let impact = replacing(&text, "DisplayName: a", "DisplayName: b");
    assert_eq!(verdicts(&impact), ["Server replacement?", "Topic none"]);
    assert!(impact.of("Server").unwrap().only_if.as_ref().unwrap().contains("Systems Manager"), "{impact:#?}");
    // A dynamic reference is read anew with its own resource only.
    let resolved =
        image("'{{resolve:ssm:/image}}'") + "  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: a}}\n";
    assert_eq!(verdicts(&replacing(&resolved, "DisplayName: a", "DisplayName: b")), ["Topic none"]);
    let tagged = resolved.replace("      ImageId:", "      Monitoring: false\n      ImageId:");
    assert_eq!(verdicts(&replacing(&tagged, "Monitoring: false", "Monitoring: true")), ["Server replacement?"]);
    let pinned = tagged.replace("ssm:/image", "ssm:/image:3");
    assert_eq!(verdicts(&replacing(&pinned, "Monitoring: false", "Monitoring: true")), ["Server none"]);
}

#[test]
fn a_replacement_goes_through_every_kind_of_reference() {
    for subnet in [
        "!Ref Subnet",
        "{Ref: Subnet}",
        "!GetAtt Subnet.SubnetId",
        "!Sub '${Subnet}'",
        "!Sub '${Subnet.SubnetId}'",
        "!Sub ['${A}', {A: !Ref Subnet}]",
        "!If [Yes, !Ref Subnet, x]",
        "!Select [0, [!Ref Subnet, x]]",
        "!Join ['', [!Ref Subnet]]",
        "!Select [1, !Split ['-', !Ref Subnet]]",
        "!Select [7, !Split ['-', !Ref Subnet]]",
    ] {
        let text = format!(
            "Conditions: {{Yes: !Equals [a, a]}}
Resources:
  Subnet: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}}}
  Server: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: {subnet}}}}}
  Address: {{Type: AWS::EC2::EIP, Properties: {{InstanceId: !Ref Server}}}}
Outputs:
  Id: {{Value: !Ref Server}}
  Fixed: {{Value: x}}
"
        );
        let impact = replacing(&text, "10.0.0.0/24", "10.0.1.0/24");
        let expected = ["Subnet replacement", "Server replacement", "Address interruption"];
        assert_eq!(verdicts(&impact), expected, "{subnet}\n{impact:#?}");
        assert_eq!(impact.of("Server").unwrap().properties[0].through, ["Subnet"], "{subnet}");
        assert_eq!(impact.outputs, ["Id"], "{subnet}");
    }
}

#[test]
fn a_vpc_takes_all_that_is_in_it() {
    let text = "Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a, VpcId: !Ref Vpc}}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, Port: 80}}
  Server: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!GetAtt Group.GroupId]}}
  Other: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: subnet-1}}
";
    let impact = replacing(text, "10.0.0.0/16", "10.0.0.0/20");
    for id in ["Vpc", "Subnet", "Group", "Routes", "Attached", "Targets", "Server"] {
        assert_eq!(impact.of(id).map(|one| one.verdict.id()), Some("replacement"), "{id}\n{impact:#?}");
    }
    assert!(impact.of("Gateway").is_none() && impact.of("Other").is_none() && impact.unchanged == 2);
    assert!(impact.of("Attached").unwrap().notes[0].contains("deleted before the new one"), "{impact:#?}");
}

#[test]
fn circles_and_loops_come_to_an_end() {
    let circle = "Resources:
  A: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !Ref B}}
  B: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !Ref A}}
";
    let impact = replacing(
        circle,
        "A: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1",
        "A: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-2",
    );
    assert_eq!(verdicts(&impact), ["A replacement", "B replacement"]);
    let repeated = "Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Servers:
    - Name
    - [One, Two]
    - 'Server${Name}': {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !Sub 'key-${Name}'}}
";
    assert_eq!(verdicts(&replacing(repeated, "ami-1", "ami-2")), ["ServerOne replacement", "ServerTwo replacement"]);
    assert_eq!(
        verdicts(&replacing(repeated, "[One, Two]", "[One, Three]")),
        ["ServerTwo deleted", "ServerThree created"]
    );
}

#[test]
fn an_attribute_that_changes_in_place_reaches_its_users() {
    let text = "Resources:
  Server: {Type: AWS::EC2::Instance, Properties: {InstanceType: t3.micro}}
  Record: {Type: AWS::Route53::RecordSet, Properties: {Name: a, ResourceRecords: [!GetAtt Server.PublicIp]}}
  Inside: {Type: AWS::Route53::RecordSet, Properties: {Name: b, ResourceRecords: [!GetAtt Server.PrivateIp]}}
";
    assert_eq!(verdicts(&replacing(text, "t3.micro", "t3.small")), ["Server interruption", "Record none?"]);
    let held = format!("{text}  Ip: {{Type: AWS::EC2::EIP, Properties: {{InstanceId: !Ref Server}}}}\n");
    assert_eq!(verdicts(&replacing(&held, "t3.micro", "t3.small")), ["Server interruption"]);
    let value = "Resources:
  Value: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: ami-1}}
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: !GetAtt Value.Value}}
";
    assert_eq!(verdicts(&replacing(value, "ami-1", "ami-2")), ["Server replacement", "Value none"]);
}

#[test]
fn the_zone_of_a_replaced_instance_follows_its_subnet() {
    let text = "Resources:
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: us-east-1a}}
  Other: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.9.0/24, AvailabilityZone: us-east-1b}}
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: !Ref Subnet}}
  Data: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: !GetAtt Server.AvailabilityZone, Size: 1}}
";
    let update = |part: &str, by: &str| verdicts(&replacing(text, part, by));
    assert_eq!(update("ami-1", "ami-2"), ["Server replacement"]);
    assert_eq!(update("10.0.0.0/24", "10.0.1.0/24"), ["Subnet replacement", "Server replacement"]);
    let both = "CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1c";
    let moved = update("CidrBlock: 10.0.0.0/24, AvailabilityZone: us-east-1a", both);
    assert_eq!(moved, ["Data fails", "Subnet replacement", "Server replacement"]);
    assert_eq!(update("SubnetId: !Ref Subnet", "SubnetId: !Ref Other"), ["Data fails?", "Server replacement"]);
    let open = text.replace(", SubnetId: !Ref Subnet", "");
    assert_eq!(verdicts(&replacing(&open, "ami-1", "ami-2")), ["Data fails?", "Server replacement"]);
}

#[test]
fn broken_and_odd_templates_give_an_answer() {
    for text in [
        "",
        "a",
        "- b",
        "Resources:",
        "Resources: [x]",
        "Resources: {A: , B: 3}",
        "Resources: {A: {Type: [], Properties: x}}",
    ] {
        let impact =
            between(text, "Resources: {A: {Type: AWS::SNS::Topic, Properties: {X: !Unknown y, Z: !GetAtt Q.R}}}");
        assert!(impact.resources.len() <= 2, "{text}\n{impact:#?}");
    }
}
