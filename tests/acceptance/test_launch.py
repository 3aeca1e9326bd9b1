"""A launch configuration becomes a launch template, and what it starts one instance: judged by cfn-lint, deployed by the
AWS CLI at the stand-in for AWS.

Also what the recipes for a machine make of the starter by the command line.
"""

import shutil

import boto3
import pytest

from conftest import REGION, STARTER, bash, cf_init, lint, recipes

OLD = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: A group as people wrote it before launch templates
Parameters:
  Image:
    Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
    Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.0.0/24
      AvailabilityZone: !Select [0, !GetAZs ""]
  Wall:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Web
      VpcId: !Ref VPC
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: "::/0"}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: ec2.amazonaws.com}
            Action: sts:AssumeRole
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: {Roles: [!Ref Role]}
  # What the machines are like
  WebLaunchConfig:
    Type: AWS::AutoScaling::LaunchConfiguration
    Metadata:
      AWS::CloudFormation::Init:
        config:
          packages: {yum: {httpd: []}}
          services: {systemd: {httpd: {enabled: true, ensureRunning: true}}}
    Properties:
      ImageId: !Ref Image # Amazon Linux
      InstanceType: t3.micro
      IamInstanceProfile: !Ref Profile
      AssociatePublicIpAddress: true
      SecurityGroups: [!Ref Wall]
      SpotPrice: "0.02"
      BlockDeviceMappings:
        - DeviceName: /dev/xvda
          Ebs: {VolumeSize: 12, VolumeType: gp3, Encrypted: true}
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource WebLaunchConfig --region ${AWS::Region}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    UpdatePolicy:
      AutoScalingRollingUpdate: {MinInstancesInService: 1, MaxBatchSize: 1}
    Properties:
      LaunchConfigurationName: !Ref WebLaunchConfig
      MinSize: "1"
      MaxSize: "3"
      VPCZoneIdentifier: [!Ref SubnetA]
      Tags:
        - {Key: Name, Value: web, PropagateAtLaunch: true}
Outputs:
  Launch: {Value: !Ref WebLaunchConfig}
"""

TEMPLATE = ["launch-template", "--resource", "WebLaunchConfig"]
ONE = ["single-instance", "--resource", "Group"]
WEB = ["--resource", "WebServer"]
OF_MACHINES = {
    "operating-system": [["operating-system", *WEB, "--system", "amazon-linux-2023"]],
    "role": [["role", *WEB, "--session-manager", "--cloudwatch-agent", "--read-bucket", "my-bucket", "--own-stack"]],
    "volume": [["data-volume", *WEB, "--size", "8", "--folder", "/srv/db", "--file-system", "xfs"]],
    "volume-of-its-own": [["data-volume", *WEB, "--of-its-own"]],
    "logs": [["boot-logs", *WEB, "--days", "7"]],
    "secret": [["new-secret", *WEB, "--name", "AppKey"]],
    "secure-string": [["new-secret", *WEB, "--name", "AppKey", "--parameter-store", "/site/key"]],
    "tag": [["tag", "--key", "Project", "--value", "site"]],
    "all": [
        ["operating-system", *WEB, "--system", "amazon-linux-2023"],
        ["role", *WEB, "--own-stack"],
        ["data-volume", *WEB],
        ["boot-logs", *WEB],
        ["new-secret", *WEB, "--name", "AppKey"],
        ["tag", "--key", "Project", "--value", "site"],
    ],
}


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.yaml"
    path.write_text(OLD)
    return path


@pytest.mark.parametrize("steps", [[TEMPLATE], [TEMPLATE, ONE], [ONE]], ids=["template", "instance", "at-once"])
def test_cfn_lint_is_silent_on_what_becomes_of_a_launch_configuration(old, steps):
    assert lint(recipes(old, steps)) == []


def client(aws, name):
    known = {"aws_access_key_id": "t", "aws_secret_access_key": "t"}
    return boto3.client(name, region_name=REGION, endpoint_url=aws.url, **known)


def deploy(aws, path):
    command = cf_init("deploy-command", str(path), "--stack-name", "web", "--region", REGION)
    (path.parent / "command.sh").write_text(command)
    aws.provide_image(command)
    bash("command.sh", path.parent, aws.env)
    (stack,) = aws.stacks()
    return stack


def test_the_launch_template_and_then_the_instance_deploy(old, aws):
    recipes(old, [TEMPLATE])
    assert deploy(aws, old)["StackStatus"] == "CREATE_COMPLETE"
    (group,) = client(aws, "autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    ec2 = client(aws, "ec2")
    (template,) = ec2.describe_launch_templates()["LaunchTemplates"]
    assert group["LaunchTemplate"]["LaunchTemplateId"] == template["LaunchTemplateId"]
    assert "LaunchConfigurationName" not in group and len(group["Instances"]) == 1
    (version,) = ec2.describe_launch_template_versions(LaunchTemplateId=template["LaunchTemplateId"])[
        "LaunchTemplateVersions"
    ]
    data = version["LaunchTemplateData"]
    assert data["InstanceType"] == "t3.micro"
    assert data["InstanceMarketOptions"]["SpotOptions"]["MaxPrice"] == "0.02"
    (interface,) = data["NetworkInterfaces"]
    (wall,) = [one for one in ec2.describe_security_groups()["SecurityGroups"] if one["Description"] == "Web"]
    assert interface["Groups"] == [wall["GroupId"]] and interface["AssociatePublicIpAddress"] is True


def test_the_one_instance_deploys(old, aws):
    recipes(old, [ONE])
    assert deploy(aws, old)["StackStatus"] == "CREATE_COMPLETE"
    assert client(aws, "autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"] == []
    (reservation,) = client(aws, "ec2").describe_instances()["Reservations"]
    (instance,) = reservation["Instances"]
    assert instance["InstanceType"] == "t3.micro"


@pytest.mark.parametrize("name", OF_MACHINES)
def test_cfn_lint_is_silent_on_what_recipes_for_a_machine_make(tmp_path, name):
    path = tmp_path / "cf-init.yaml"
    shutil.copy(STARTER, path)
    assert lint(recipes(path, OF_MACHINES[name])) == []


def test_what_all_recipes_for_a_machine_make_deploys(tmp_path, aws):
    path = tmp_path / "cf-init.yaml"
    shutil.copy(STARTER, path)
    recipes(path, OF_MACHINES["all"])
    assert deploy(aws, path)["StackStatus"] == "CREATE_COMPLETE"
    (groups,) = [client(aws, "logs").describe_log_groups()["logGroups"]]
    assert [group["retentionInDays"] for group in groups] == [30]
    (reservation,) = client(aws, "ec2").describe_instances()["Reservations"]
    (instance,) = reservation["Instances"]
    assert {"Key": "Project", "Value": "site"} in instance["Tags"]
