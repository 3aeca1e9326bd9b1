//! Auto Scaling groups: what `UpdatePolicy` makes of a change. Source: AWS page "UpdatePolicy attribute".

use super::{replacing, verdicts};

/// A group with a launch template and a policy.
fn fleet(policy: &str, version: &str) -> String {
    format!(
        "Resources:
  Machine:
    Type: AWS::EC2::LaunchTemplate
    Metadata:
      AWS::CloudFormation::Init: {{config: {{files: {{/etc/motd: {{content: one}}}}}}}}
    Properties: {{LaunchTemplateData: {{ImageId: ami-1, InstanceType: t3.micro}}}}
  Fleet:
    Type: AWS::AutoScaling::AutoScalingGroup
    UpdatePolicy: {{{policy}}}
    Properties:
      MinSize: '2'
      MaxSize: '4'
      VPCZoneIdentifier: [subnet-a]
      AvailabilityZones: [zone-a]
      PlacementGroup: one
      LaunchTemplate: {{LaunchTemplateId: !Ref Machine, Version: {version}}}
"
    )
}

const LATEST: &str = "!GetAtt Machine.LatestVersionNumber";
const ROLLING: &str = "AutoScalingRollingUpdate: {MaxBatchSize: 2}";
const REPLACING: &str = "AutoScalingReplacingUpdate: {WillReplace: true}";
const REFRESH: &str = "AutoScalingInstanceRefresh: {Strategy: Rolling}";

#[test]
fn a_new_version_reaches_a_group_by_its_policy() {
    for (policy, version, expected) in [
        ("", LATEST, "none"),
        (ROLLING, LATEST, "instances-replaced"),
        (REPLACING, LATEST, "replacement"),
        ("AutoScalingReplacingUpdate: {WillReplace: false}", LATEST, "none"),
        ("AutoScalingReplacingUpdate: {WillReplace: true}, AutoScalingRollingUpdate: {}", LATEST, "replacement"),
        (REFRESH, LATEST, "instances-replaced"),
        ("AutoScalingInstanceRefresh: {Strategy: Rolling}, AutoScalingRollingUpdate: {}", LATEST, "fails"),
        (ROLLING, "$Latest", "-"),
        (ROLLING, "'1'", "-"),
    ] {
        let impact = replacing(&fleet(policy, version), "t3.micro", "t3.small");
        let found = impact.of("Fleet").map_or("-", |one| one.verdict.id());
        assert_eq!(found, expected, "{policy} {version}\n{impact:#?}");
        assert_eq!(impact.of("Machine").unwrap().verdict.id(), "none");
        let notes = impact.of("Machine").unwrap().notes.join(" ");
        assert_eq!(notes.contains("says Version $Latest"), version == "$Latest", "{notes}");
    }
}

#[test]
fn the_groups_own_properties_follow_the_policy() {
    for (policy, part, by, expected) in [
        ("", "[subnet-a]", "[subnet-b]", "instances-replaced"),
        (ROLLING, "[subnet-a]", "[subnet-b]", "instances-replaced"),
        (REPLACING, "[subnet-a]", "[subnet-b]", "replacement"),
        (REFRESH, "[subnet-a]", "[subnet-b]", "instances-replaced"),
        ("", "PlacementGroup: one", "PlacementGroup: two", "none"),
        (ROLLING, "PlacementGroup: one", "PlacementGroup: two", "instances-replaced"),
        (REFRESH, "PlacementGroup: one", "PlacementGroup: two", "instances-replaced"),
        (ROLLING, "[zone-a]", "[zone-b]", "none"),
        (REFRESH, "[zone-a]", "[zone-b]", "instances-replaced"),
        (REFRESH, "MaxSize: '4'", "MaxSize: '5'", "none"),
        ("AutoScalingInstanceRefresh: {Strategy: ReplaceRootVolume}", "[subnet-a]", "[subnet-b]", "fails"),
    ] {
        let impact = replacing(&fleet(policy, LATEST), part, by);
        assert_eq!(verdicts(&impact), [format!("Fleet {expected}")], "{policy} {part}\n{impact:#?}");
    }
}

#[test]
fn a_refresh_waits_for_no_signal_and_says_so() {
    let impact = replacing(&fleet(REFRESH, LATEST), "ami-1", "ami-2");
    assert!(impact.of("Fleet").unwrap().properties[0].why.contains("does not wait for cfn-signal"));
}

#[test]
fn the_new_policy_counts_for_the_update_and_alone_does_nothing() {
    let impact = replacing(&fleet(ROLLING, LATEST), "MaxBatchSize: 2", "MaxBatchSize: 1");
    assert_eq!(verdicts(&impact), ["Fleet nothing"]);
    assert!(impact.of("Fleet").unwrap().properties[0].why.contains("rollback uses the policy of the old template"));
}

#[test]
fn an_instance_with_the_latest_version_is_replaced() {
    let text = "Resources:
  Machine:
    Type: AWS::EC2::LaunchTemplate
    Properties: {LaunchTemplateData: {MetadataOptions: {HttpTokens: optional}}}
  Server:
    Type: AWS::EC2::Instance
    Properties:
      LaunchTemplate: {LaunchTemplateId: !Ref Machine, Version: !GetAtt Machine.LatestVersionNumber}
";
    let impact = replacing(text, "optional", "required");
    assert_eq!(verdicts(&impact), ["Server replacement", "Machine none"]);
}

#[test]
fn metadata_of_a_launch_template_make_no_version() {
    let impact = replacing(&fleet(ROLLING, LATEST), "content: one", "content: two");
    assert_eq!(verdicts(&impact), ["Machine nothing"]);
    assert!(impact.of("Machine").unwrap().properties[0].why.contains("no new version"));
}

#[test]
fn a_new_root_volume_takes_only_a_new_image() {
    let root = "AutoScalingInstanceRefresh: {Strategy: ReplaceRootVolume}";
    for (part, by, expected) in [
        ("ami-1", "ami-2", "Fleet interruption"),
        ("t3.micro", "t3.small", "Fleet fails?"),
        ("ImageId: ami-1", "ImageId: ami-1, UserData: YQ==", "Fleet fails?"),
    ] {
        let impact = replacing(&fleet(root, LATEST), part, by);
        assert_eq!(verdicts(&impact)[0], expected, "{part}\n{impact:#?}");
    }
}

#[test]
fn the_default_version_stays_and_the_template_says_so() {
    let impact = replacing(&fleet(ROLLING, "!GetAtt Machine.DefaultVersionNumber"), "ami-1", "ami-2");
    assert_eq!(verdicts(&impact), ["Machine none"]);
    let machine = impact.of("Machine").unwrap();
    assert!(machine.notes[0].contains("Fleet takes the default version"), "{impact:#?}");
    assert!(machine.ways_out.iter().any(|way| way.fix.is_some()));
}

#[test]
fn a_second_way_of_updating_beside_the_first_fails() {
    let impact = replacing(&fleet(ROLLING, LATEST), ROLLING, &format!("{ROLLING}, {REFRESH}"));
    assert_eq!(verdicts(&impact), ["Fleet fails"], "{impact:#?}");
}
