//! Launch configuration to launch template: what moves, what is reported, what keeps its text.

use super::*;

fn made(text: &str, id: &str) -> (Document, Proposal) {
    let document = Document::parse(text);
    let proposal = launch_template(&document, id).unwrap();
    (proposal.outcome(&document).unwrap(), proposal)
}

const OLD: &str = "Resources:
  Wall: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d}}
  WebLaunchConfig: # the machines
    Type: AWS::AutoScaling::LaunchConfiguration
    Metadata:
      AWS::CloudFormation::Init: {config: {files: {/etc/x: {content: yes}}}}
    Properties:
      ImageId: ami-1 # of May
      InstanceType: t3.micro
      IamInstanceProfile: !Ref Profile
      SecurityGroups: # who may
        - !Ref Wall # web
        - sg-1
      AssociatePublicIpAddress: true
      PlacementTenancy: default
      SpotPrice: '0.05'
      ClassicLinkVPCId: vpc-1
      BlockDeviceMappings:
        - {DeviceName: /dev/sdb, NoDevice: true}
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          cfn-init -s ${AWS::StackName} -r WebLaunchConfig
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [r]}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    DependsOn: WebLaunchConfig
    Properties:
      LaunchConfigurationName: !Ref WebLaunchConfig # the newest
      MinSize: 1
Outputs:
  Name: {Value: !Ref WebLaunchConfig}
";

#[test]
fn every_property_finds_its_place_and_bytes_go_along() {
    let (after, proposal) = made(OLD, "WebLaunchConfig");
    let whole = "  WebLaunchTemplate: # the machines
    Type: AWS::EC2::LaunchTemplate
    Metadata:
      AWS::CloudFormation::Init: {config: {files: {/etc/x: {content: yes}}}}
    Properties:
      LaunchTemplateData:
        ImageId: ami-1 # of May
        InstanceType: t3.micro
        IamInstanceProfile:
          Name: !Ref Profile
        NetworkInterfaces:
          - DeviceIndex: 0
            AssociatePublicIpAddress: true
            Groups: # who may
              - !GetAtt Wall.GroupId # web
              - sg-1
        Placement:
          Tenancy: default
        InstanceMarketOptions:
          MarketType: spot
          SpotOptions:
            MaxPrice: '0.05'
        BlockDeviceMappings:
          - {DeviceName: /dev/sdb, NoDevice: ''}
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash
            cfn-init -s ${AWS::StackName} -r WebLaunchTemplate
        Monitoring:
          Enabled: true
";
    assert!(after.text().contains(whole), "{}", after.text());
    let group = "    DependsOn: WebLaunchTemplate
    Properties:
      LaunchTemplate:
        LaunchTemplateId: !Ref WebLaunchTemplate # the newest
        Version: !GetAtt WebLaunchTemplate.LatestVersionNumber
      MinSize: 1
";
    assert!(after.text().contains(group), "{}", after.text());
    assert!(after.text().contains("Value: !Ref WebLaunchTemplate}"), "{}", after.text());
    let said = proposal.leaves.join("\n");
    for words in ["output Name returns the id", "has no ClassicLinkVPCId", "Group has no UpdatePolicy"] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn what_hangs_on_a_condition_or_on_names_stays_so() {
    let text = "Parameters:
  Arn: {Type: String, Default: 'arn:aws:iam::1:instance-profile/p'}
  Names: {Type: List<AWS::EC2::SecurityGroup::GroupName>}
Resources:
  Machines:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      LaunchConfigurationName: old
      IamInstanceProfile: !Ref Arn
      InstanceMonitoring: false
      SecurityGroups: !Ref Names
      RamdiskId: ari-1
      SpotPrice: !If [Cheap, !Ref Price, !Ref AWS::NoValue]
";
    let (after, proposal) = made(text, "Machines");
    let whole = "  MachinesTemplate:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateName: old
      LaunchTemplateData:
        IamInstanceProfile:
          Arn: !Ref Arn
        Monitoring:
          Enabled: false
        SecurityGroups: !Ref Names
        RamDiskId: ari-1
        InstanceMarketOptions: !If
          - Cheap
          - MarketType: spot
            SpotOptions:
              MaxPrice: !Ref Price
          - !Ref AWS::NoValue
";
    assert!(after.text().contains(whole), "{}", after.text());
    assert_eq!(proposal.leaves.len(), 1, "{:?}", proposal.leaves);
}

#[test]
fn json_and_brackets_go_along() {
    let text = "{\"Resources\": {
  \"LC\": {\"Type\": \"AWS::AutoScaling::LaunchConfiguration\", \"Properties\": {\"ImageId\": \"x\", \"InstanceType\": \"y\", \"SecurityGroups\": [\"sg-1\"]}},
  \"G\": {\"Type\": \"AWS::AutoScaling::AutoScalingGroup\", \"Properties\": {\"LaunchConfigurationName\": {\"Ref\": \"LC\"}}}
}}";
    let (after, _) = made(text, "LC");
    let json: Json = serde_json::from_str(after.text()).unwrap();
    assert_eq!(
        json["Resources"]["LaunchTemplate"]["Properties"]["LaunchTemplateData"],
        json!({"ImageId": "x", "InstanceType": "y", "SecurityGroupIds": ["sg-1"], "Monitoring": {"Enabled": true}})
    );
    let start = json!({"LaunchTemplateId": {"Ref": "LaunchTemplate"}, "Version": {"Fn::GetAtt": ["LaunchTemplate", "LatestVersionNumber"]}});
    assert_eq!(json["Resources"]["G"]["Properties"]["LaunchTemplate"], start);
}

#[test]
fn what_is_no_such_change_is_said() {
    let refused = |text: &str, id: &str| launch_template(&Document::parse(text), id).unwrap_err();
    assert!(refused(OLD, "Group").contains("no launch configuration"));
    let from = "Resources: {L: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {InstanceId: i-1}}}\n";
    assert!(refused(from, "L").contains("InstanceId"));
    let chosen = OLD.replace(
        "LaunchConfigurationName: !Ref WebLaunchConfig",
        "LaunchConfigurationName: !If [A, !Ref WebLaunchConfig, x]",
    );
    assert!(refused(&chosen, "WebLaunchConfig").contains("(line 29)"), "{}", refused(&chosen, "WebLaunchConfig"));
    let bare = "Resources: {L: {Type: AWS::AutoScaling::LaunchConfiguration}}\n";
    let (after, _) = made(bare, "L");
    assert!(after.text().contains("Properties: {LaunchTemplateData: {}}"), "{}", after.text());
}
