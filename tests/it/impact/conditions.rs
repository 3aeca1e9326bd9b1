//! References whose meaning changes with a condition or a loop, and ways to write one value.

use super::{between, replacing, verdicts};

#[test]
fn a_condition_that_nobody_knows_makes_a_deletion_uncertain() {
    let text = "Parameters: {Stage: {Type: String}}
Conditions: {Live: !Equals [!Ref Stage, live]}
Resources:
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}
";
    let impact = replacing(text, "AWS::EC2::Instance,", "AWS::EC2::Instance, Condition: Live,");
    assert_eq!(verdicts(&impact), ["Server deleted?"], "{impact:#?}");
    assert_eq!(impact.of("Server").unwrap().only_if.as_deref(), Some("Stage is not live"));
    let with = text.replace("AWS::EC2::Instance,", "AWS::EC2::Instance, Condition: Live,");
    assert_eq!(verdicts(&between(&with, text)), ["Server created?"]);
    let known = text.replace("Type: String", "Type: String, Default: test");
    let impact = replacing(&known, "AWS::EC2::Instance,", "AWS::EC2::Instance, Condition: Live,");
    assert_eq!(verdicts(&impact), ["Server deleted"]);
}

#[test]
fn a_reference_by_if_follows_the_flipped_condition() {
    let text = "Parameters: {Stage: {Type: String, Default: test}}
Conditions: {Live: !Equals [!Ref Stage, live]}
Resources:
  Own: {Type: AWS::EC2::Subnet, Condition: Live, Properties: {VpcId: vpc-1, CidrBlock: 10.1.0.0/24}}
  Key: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !If [Live, !Ref AWS::NoValue, mine]}}
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: !If [Live, !Ref Own, subnet-9]}}
  Disk:
    Type: AWS::EC2::Instance
    Properties:
      BlockDeviceMappings: [{DeviceName: a, Ebs: {DeleteOnTermination: !If [Live, false, !Ref AWS::NoValue]}}]
";
    let impact = replacing(text, "[!Ref Stage, live]", "[!Ref Stage, test]");
    let expected = ["Key replacement", "Server replacement", "Own created", "Disk none"];
    assert_eq!(verdicts(&impact), expected, "{impact:#?}");
}

#[test]
fn an_attribute_that_is_the_id_is_another_spelling_of_ref() {
    let text = "Resources:
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.1.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a, VpcId: vpc-1}}
  Topic: {Type: AWS::SNS::Topic}
  Server: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Topic]}}
Outputs: {Topic: {Value: !Ref Topic}}
";
    let new = text
        .replace("!Ref Subnet", "!GetAtt Subnet.SubnetId")
        .replace("[!Ref Group]", "['Fn::Sub': '${Group.GroupId}']");
    let impact = between(text, &new.replace("!Ref Topic", "!GetAtt Topic.TopicArn"));
    assert!(impact.resources.is_empty() && impact.outputs.is_empty(), "{impact:#?}");
    let other = between(text, &text.replace("!Ref Subnet", "!GetAtt Subnet.VpcId"));
    assert_eq!(verdicts(&other), ["Server replacement"]);
}

#[test]
fn a_loop_makes_what_its_collection_says() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'One,Two'}}
Resources:
  Fn::ForEach::Topics: [Name, !Ref Names, {'Topic${Name}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub 'my-${Name}'}}}]
";
    let impact = replacing(text, "'One,Two'", "'One,Six'");
    assert_eq!(verdicts(&impact), ["TopicTwo deleted?", "TopicSix created?"], "{impact:#?}");
    assert!(impact.of("TopicSix").unwrap().properties[0].why.contains("loop"));
    let literal = text.replace("!Ref Names", "[One, Two]");
    let impact = replacing(&literal, "[One, Two]", "[One, Six]");
    assert_eq!(verdicts(&impact), ["TopicTwo deleted", "TopicSix created"], "{impact:#?}");
    assert!(impact.of("TopicSix").unwrap().notes.is_empty(), "{impact:#?}");
}

#[test]
fn what_is_sure_by_one_way_is_not_uncertain_by_another() {
    let text = "Resources:
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.1.0.0/24}}
  Server: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, AvailabilityZone: us-east-1a}}
  Data: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: !GetAtt Server.AvailabilityZone, Size: 1}}
";
    let part = "SubnetId: !Ref Subnet, AvailabilityZone: us-east-1a";
    let impact = replacing(text, part, "SubnetId: subnet-7, AvailabilityZone: us-east-1b");
    assert_eq!(verdicts(&impact), ["Data fails", "Server replacement"], "{impact:#?}");
    let impact = replacing(text, part, "SubnetId: subnet-7, AvailabilityZone: us-east-1a");
    assert_eq!(verdicts(&impact), ["Server replacement"], "{impact:#?}");
}

#[test]
fn no_resource_becomes_another_type() {
    let text =
        "Resources: {Queue: {Type: AWS::SNS::Topic}, Own: {Type: Custom::One, Properties: {ServiceToken: arn}}}\n";
    let new = text.replace("AWS::SNS::Topic", "AWS::SQS::Queue").replace("Custom::One", "Custom::Two");
    let impact = between(text, &new);
    assert_eq!(verdicts(&impact), ["Queue fails", "Own fails"]);
    let part = |id: &str| &impact.of(id).unwrap().properties[0];
    assert!(part("Queue").why.contains("resource type of the following resources: [Queue]"));
    assert!(part("Own").page.as_deref().unwrap().ends_with("crpg-ref-requesttypes-update.html"));
}

#[test]
fn a_condition_of_two_parameters_is_looked_at_where_both_are_other_values() {
    let text = "Parameters: {Stage: {Type: String, Default: test}, Size: {Type: String, Default: small}}
Conditions:
  Live: !Equals [!Ref Stage, live]
  Large: !Equals [!Ref Size, large]
  Both: !And [!Condition Live, {Condition: Large}]
Resources:
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !If [Both, old, none]}}
";
    let impact = replacing(text, "[Both, old, none]", "[Both, new, none]");
    assert_eq!(verdicts(&impact), ["Server replacement?"], "{impact:#?}");
    assert_eq!(impact.of("Server").unwrap().only_if.as_deref(), Some("Size is large and Stage is live"));
    // One parameter decides: no second one is named.
    let text = text.replace("!And", "!Or");
    let impact = replacing(&text, "[Both, old, none]", "[Both, new, none]");
    assert_eq!(impact.of("Server").unwrap().only_if.as_deref(), Some("Size is large, or Stage is live"));
    // Each value of one parameter does the same: said once.
    let text = text.replace("!Ref Size, large", "!Ref Stage, demo");
    let impact = replacing(&text, "[Both, old, none]", "[Both, new, none]");
    let server = impact.of("Server").unwrap();
    assert_eq!(server.only_if.as_deref(), Some("Stage is demo or live"));
    assert_eq!(server.properties.len(), 1, "{server:#?}");
    // Both templates are decided by one parameter, and differ where two have other values.
    let text = "Parameters: {Stage: {Type: String, Default: test}, Size: {Type: String, Default: small}}
Conditions:
  Live: !Equals [!Ref Stage, live]
  Large: !Equals [!Ref Size, large]
  Both: !And [!Condition Live, !Not [!Condition Large]]
Resources:
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, KeyName: !If [Both, a, b]}}
";
    let impact =
        replacing(text, "!And [!Condition Live, !Not [!Condition Large]]", "!And [!Condition Live, !Condition Live]");
    assert_eq!(impact.of("Server").unwrap().only_if.as_deref(), Some("Size is large and Stage is live"));
}
