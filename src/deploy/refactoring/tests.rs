//! Renames that are found, that are left, and their commands.

use super::*;

const OLD: &str = "Parameters: {Size: {Type: String, Default: t3.micro}}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}} # the network
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net, GroupDescription: web}}
  Web:
    Type: AWS::EC2::Instance
    DependsOn: Group
    Properties:
      InstanceType: !Ref Size
      SecurityGroupIds: [!GetAtt Group.GroupId]
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
Outputs: {Id: {Value: !Ref Web}}
";

fn between(old: &str, new: &str) -> Refactoring {
    Refactoring::between(&Document::parse(old), &Document::parse(new))
}

fn ids(renames: &[Rename]) -> Vec<(&str, &str)> {
    renames.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect()
}

#[test]
fn renamed_resources_are_found_with_the_references_to_them() {
    let new = OLD.replace("Net", "Network").replace("Group:", "WebGroup:").replace("Group.G", "WebGroup.G");
    let new = new.replace("DependsOn: Group", "DependsOn: WebGroup");
    let found = between(OLD, &new);
    assert_eq!(ids(&found.renames), [("Net", "Network"), ("Group", "WebGroup")]);
    assert!(found.is_all && found.leaves().is_empty(), "{found:?}");
    assert_eq!(found.template, new);
    assert_eq!(found.old_id("WebGroup"), Some("Group"));
}

#[test]
fn the_refactoring_gets_the_old_user_data_and_nothing_else_that_is_new() {
    let new = OLD.replace("Web", "App").replace("t3.micro", "t3.small");
    let found = between(OLD, &new);
    assert_eq!(ids(&found.renames), [("Web", "App")]);
    assert!(!found.is_all);
    assert_eq!(found.template, OLD.replace("  Web:", "  App:").replace("!Ref Web", "!Ref App"));
}

#[test]
fn alike_resources_are_told_apart_by_what_names_them() {
    let old = "Resources:
  A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  SA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A, CidrBlock: 10.0.1.0/24}}
  SB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref B, CidrBlock: 10.0.1.0/24}}
Outputs: {A: {Value: !Ref SA}, B: {Value: !Ref SB}}
";
    let new = old.replace(" A: {Type", " NewA: {Type").replace("Ref A", "Ref NewA");
    let new = new.replace(" B: {Type", " NewB: {Type").replace("Ref B", "Ref NewB");
    assert_eq!(ids(&between(old, &new).renames), [("A", "NewA"), ("B", "NewB")]);
    let all = new.replace("SA", "SubA").replace("SB", "SubB");
    let found = between(old, &all);
    let expected = [("A", "NewA"), ("B", "NewB"), ("SA", "SubA"), ("SB", "SubB")];
    assert_eq!(ids(&found.renames), expected, "{found:?}");
}

#[test]
fn what_nothing_tells_apart_is_said_and_can_be_given() {
    let old = "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::SNS::Topic}, Q: {Type: AWS::SQS::Queue}}";
    let new = "Resources: {C: {Type: AWS::SNS::Topic}, D: {Type: AWS::SNS::Topic}, Q: {Type: AWS::SQS::Queue}}";
    let found = between(old, new);
    assert_eq!(found.renames, []);
    let expected =
        "A, B (AWS::SNS::Topic) could be C or D: they are alike. A deployment deletes the old and creates the new.";
    assert_eq!(found.leaves(), [expected]);
    let known = [("A".to_string(), "D".to_string())];
    let found = Refactoring::with(&Document::parse(old), &Document::parse(new), &known);
    assert_eq!(ids(&found.renames), [("A", "D"), ("B", "C")]);
}

#[test]
fn other_properties_and_types_without_refactoring_are_left() {
    let old = "Resources: {A: {Type: AWS::SNS::Topic}, K: {Type: AWS::EC2::KeyPair, Properties: {KeyName: k}}}";
    let new = "Resources: {B: {Type: AWS::SNS::Topic, Properties: {TopicName: b}}, L: {Type: AWS::EC2::KeyPair, \
        Properties: {KeyName: k}}}";
    let found = between(old, new);
    assert_eq!(found.renames, []);
    let leaves = found.leaves().join("\n");
    assert!(leaves.contains("does not take AWS::EC2::KeyPair: such resources cannot be updated."), "{leaves}");
    assert!(leaves.contains("A and B (AWS::SNS::Topic) have other properties"), "{leaves}");
    assert!(found.template.contains("K: {Type"), "{}", found.template);
}

#[test]
fn each_shell_keeps_the_id_of_the_refactoring() {
    use crate::deploy::{DeployCommand, Shell};
    let found = between("Resources: {A: {Type: AWS::SNS::Topic}}", "Resources: {B: {Type: AWS::SNS::Topic}}");
    let at =
        DeployCommand { stack_name: "web".into(), template_file: "my new.yaml".into(), ..DeployCommand::default() };
    let text = |shell| script(&found, &at, shell).unwrap().text();
    let bash = text(Shell::Bash);
    assert!(bash.starts_with("CF_OUTPUT=$(aws cloudformation create-stack-refactor \\\n"), "{bash}");
    let mapping = "'Source={StackName=web,LogicalResourceId=A},Destination={StackName=web,LogicalResourceId=B}'";
    assert!(
        bash.contains(mapping) && bash.contains("execute-stack-refactor --stack-refactor-id \"$CF_OUTPUT\""),
        "{bash}"
    );
    assert!(text(Shell::PowerShell).contains("--stack-refactor-id $CFOutput"));
    assert!(text(Shell::Cmd).contains("--output text') do set CF_OUTPUT=%i\naws cloudformation wait"));
}
