//! A group that becomes one instance: what its scripts and hooks read, and what it waits for, go along.

use cf_init::document::Document;
use cf_init::recipe::compute::{Leftover, SingleOptions, single};
use cf_init::template::resource_path;

const ALL: SingleOptions = SingleOptions { balancer: Leftover::Remove, subnets: Leftover::Remove };

/// The text afterwards, and the sentences.
fn made(text: &str, group: &str) -> (Document, String) {
    let document = Document::parse(text);
    let proposal = single(&document, group, ALL).unwrap();
    let after = proposal.outcome(&document).unwrap();
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    (after, [proposal.does, proposal.leaves].concat().join(" "))
}

fn template(metadata_of_launch: &str, metadata_of_group: &str, policy: &str, called: &str, start: &str) -> String {
    format!(
        "Conditions: {{Waits: !Equals [!Ref AWS::Region, eu-west-1]}}
Resources:
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Metadata: {metadata_of_launch}
    Properties:
      LaunchTemplateData:
        ImageId: ami-0123456789abcdef0
        InstanceType: t3.micro
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash
            /opt/aws/bin/cfn-init --stack ${{AWS::StackName}} --resource {called} --region ${{AWS::Region}}
  Fleet:
    Type: AWS::AutoScaling::AutoScalingGroup
    Metadata: {metadata_of_group}
    CreationPolicy: {policy}
    Properties: {{MinSize: \"1\", MaxSize: \"2\", VPCZoneIdentifier: [subnet-0123456789abcdef0], {start}}}
"
    )
}

const BY_TEMPLATE: &str =
    "LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}";

#[test]
fn hooks_in_the_metadata_of_the_group_follow_to_the_instance() {
    let hook = r#"{AWS::CloudFormation::Init: {config: {files: {/etc/cfn/hooks.d/a.conf: {content: !Sub "[a]\ntriggers=post.update\npath=Resources.Fleet.Metadata.AWS::CloudFormation::Init\naction=/opt/aws/bin/cfn-init -s ${AWS::StackName} -r Fleet --region ${AWS::Region}\n"}}, commands: {b: {command: !Sub "cfn-signal --stack ${AWS::StackName} --resource=Fleet"}}}}}"#;
    let (after, _) = made(&template("{a: b}", hook, "{}", "Fleet", BY_TEMPLATE), "Fleet");
    let text = after.text();
    for wanted in ["path=Resources.LaunchInstance.Metadata", "-r LaunchInstance ", "--resource=LaunchInstance"] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("Fleet"), "{text}");
}

#[test]
fn of_two_inits_the_instance_gets_the_one_its_scripts_read() {
    let metadata = |word: &str| {
        format!(
            "{{Owner: {word}, 'aws:cdk:path': {word}, AWS::CloudFormation::Init: {{config: {{packages: {{yum: {{{word}: []}}}}}}}}}}"
        )
    };
    for (called, wanted, gone) in [("Fleet", "of-group", "of-launch"), ("Launch", "of-launch", "of-group")] {
        let text = template(&metadata("of-launch"), &metadata("of-group"), "{}", called, BY_TEMPLATE);
        let (after, told) = made(&text, "Fleet");
        let init = after.node(&resource_path("LaunchInstance").keys(["Metadata", "AWS::CloudFormation::Init"]));
        let init = init.unwrap().source();
        assert!(init.contains(wanted) && !init.contains(gone), "{init}");
        assert!(told.contains("have AWS::CloudFormation::Init in their metadata"), "{told}");
        assert_eq!(told.contains("gets that of Fleet, which its scripts read"), called == "Fleet", "{told}");
        assert!(told.contains("have Owner in their metadata") && !told.contains("cdk"), "{told}");
    }
}

#[test]
fn an_instance_waits_for_one_signal_whatever_chooses_the_policy() {
    for (policy, wanted) in [
        (
            "{ResourceSignal: !If [Waits, {Count: 4, Timeout: PT9M}, !Ref AWS::NoValue]}",
            "{ResourceSignal: !If [Waits, {Timeout: PT9M}, !Ref AWS::NoValue]}",
        ),
        (
            "!If [Waits, {ResourceSignal: {Count: 2}, AutoScalingCreationPolicy: {MinSuccessfulInstancesPercent: 50}}, {ResourceSignal: {Timeout: PT1M, Count: 3}}]",
            "!If [Waits, {ResourceSignal: {}}, {ResourceSignal: {Timeout: PT1M}}]",
        ),
        ("{ResourceSignal: {Count: !If [Waits, 1, 2], Timeout: PT2M}}", "{ResourceSignal: {Timeout: PT2M}}"),
    ] {
        let (after, told) = made(&template("{}", "{}", policy, "Fleet", BY_TEMPLATE), "Fleet");
        let node = after.node(&resource_path("LaunchInstance").join("CreationPolicy")).unwrap();
        assert_eq!(node.source(), wanted);
        assert!(!told.contains("check that it counts"), "{told}");
    }
    let policy = "{ResourceSignal: {Fn::Transform: {Name: T}}}";
    let (_, told) = made(&template("{}", "{}", policy, "Fleet", BY_TEMPLATE), "Fleet");
    assert!(told.contains("CreationPolicy of LaunchInstance is given by Fn::Transform (line "), "{told}");
    assert!(told.contains("check that it counts 1 signal."), "{told}");
}

#[test]
fn a_group_of_mixed_instances_starts_from_its_launch_template() {
    let mixed = "MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateId: !Ref Launch, Version: '1'}, Overrides: [{InstanceType: m5.large}]}}";
    let (after, told) = made(&template("{}", "{a: b}", "{}", "Fleet", mixed), "Fleet");
    assert_eq!(after.scalar(&resource_path("LaunchInstance").keys(["Properties", "InstanceType"])), Some("t3.micro"));
    assert!(told.contains("MixedInstancesPolicy of Fleet is removed with it"), "{told}");
    assert!(!after.text().contains("m5.large"), "{}", after.text());
}

#[test]
fn a_name_that_a_parameter_gives_to_cfn_init_is_told() {
    let text = template("{}", "{a: b}", "{}", "${Which}", BY_TEMPLATE)
        + "Parameters: {Which: {Type: String, Default: Fleet}}\n";
    let (_, told) = made(&text, "Fleet");
    assert!(told.contains("The user data of Launch names a resource by ${Which}: let it be LaunchInstance."), "{told}");
    let (_, told) = made(&template("{}", "{a: b}", "{}", "Fleet", BY_TEMPLATE), "Fleet");
    assert!(!told.contains("names a resource by"), "{told}");
}

#[test]
fn what_uses_a_policy_of_the_group_is_told() {
    let text = template("{}", "{a: b}", "{}", "Fleet", BY_TEMPLATE)
        + "  Up: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: !Ref Fleet, AdjustmentType: ChangeInCapacity, ScalingAdjustment: 1}}
  Busy: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Up], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}}
";
    let (after, told) = made(&text, "Fleet");
    assert!(after.node(&resource_path("Up")).is_none());
    assert!(told.contains("Busy › AlarmActions"), "{told}");
    assert!(told.contains("needs Up, which is removed. Change it: CloudFormation refuses it otherwise."), "{told}");
}

#[test]
fn no_instance_names_its_own_address_in_place_of_the_load_balancer() {
    let metadata = "{AWS::CloudFormation::Init: {config: {commands: {a: {command: !Sub 'echo ${Balancer.DNSName}'}}}}}";
    let start = format!("{BY_TEMPLATE}, TargetGroupARNs: [!Ref Targets]");
    let text = template(metadata, "{a: b}", "{}", "Launch", &start)
        + "  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [subnet-1, subnet-2]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, VpcId: vpc-1}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
Outputs: {Url: {Value: !GetAtt Balancer.DNSName}}
";
    let (after, told) = made(&text, "Fleet");
    assert!(after.text().contains("Url: {Value: !GetAtt LaunchInstance.PublicDnsName}"), "{}", after.text());
    assert!(!after.text().contains("${LaunchInstance.PublicDnsName}"), "{}", after.text());
    assert!(told.contains("needs Balancer, which is removed. Change it"), "{told}");
}
