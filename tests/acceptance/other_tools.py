"""Templates of other tools, each written by the tool itself: the AWS CDK, troposphere, cfn-flip, the AWS CLI and SAM."""

import json
import subprocess
from pathlib import Path

import cfn_flip
import troposphere
from samtranslator.translator.transform import transform
from troposphere import Base64, FindInMap, GetAtt, If, Join, NoValue, Output, Parameter, Ref, Sub, Tags, autoscaling, ec2, iam
from troposphere import cloudformation as cfn
from troposphere.policies import AutoScalingRollingUpdate, CreationPolicy, ResourceSignal, UpdatePolicy

from conftest import FIXTURES, STARTERS, Aws, bash

HERE = Path(__file__).parent


def cdk(folder):
    """An instance and groups of the AWS CDK, as JSON."""
    done = subprocess.run(
        ["node", HERE / "cdk.mjs", folder / "cdk.out"], capture_output=True, encoding="utf-8", timeout=100
    )
    assert done.returncode == 0, done.stderr
    for path in (folder / "cdk.out").glob("*.template.json"):
        yield path.name.replace(".template", ""), path.read_text(encoding="utf-8")


def init_of_troposphere(owner):
    """Metadata for cfn-init, with every section that troposphere has a class for."""
    return cfn.Metadata(
        cfn.Init(
            cfn.InitConfigSets(default=["install", "configure"], update=["configure"]),
            install=cfn.InitConfig(
                packages={"yum": {"httpd": [], "php": ["8.3.1"]}, "rpm": {"agent": "https://example.com/agent.rpm"}},
                groups={"site": {"gid": "2000"}},
                users={"site": {"uid": "2000", "groups": ["site"], "homeDir": "/srv/site"}},
                sources={"/srv/site": Join("", ["https://", Ref("Bucket"), ".s3.", Ref("AWS::Region"), ".amazonaws.com/site.zip"])},
            ),
            configure=cfn.InitConfig(
                files=cfn.InitFiles(
                    {
                        "/etc/site.conf": cfn.InitFile(
                            content=Sub("size=${Size}\nstack=${AWS::StackName}\n"), mode="000640", owner="root", group="site"
                        ),
                        "/etc/page.html": cfn.InitFile(
                            content="<h1>{{name}}</h1>\n", context=cfn.InitFileContext({"name": Ref("AWS::StackName")})
                        ),
                        "/etc/cfn/cfn-hup.conf": cfn.InitFile(
                            content=Join("\n", ["[main]", Join("", ["stack=", Ref("AWS::StackId")]), "interval=5", ""]), mode="000400"
                        ),
                    }
                ),
                commands={
                    "01-test": {"command": ["httpd", "-t"], "env": {"LANG": "C"}, "ignoreErrors": "false"},
                    "02-say": {"command": If("IsLarge", "echo large", NoValue), "test": "test -d /srv/site"},
                },
                services={
                    "systemd": cfn.InitServices(
                        {"httpd": cfn.InitService(enabled=True, ensureRunning=True, files=["/etc/site.conf"], packages={"yum": ["httpd"]})}
                    )
                },
            ),
        ),
        cfn.Authentication(
            {
                "Site": cfn.AuthenticationBlock(type="S3", buckets=[Ref("Bucket")], roleName=Ref("Role")),
            }
        ),
    )


def user_data(init, signal):
    """User data as most programs with troposphere write it: by Join."""
    where = ["--stack ", Ref("AWS::StackName"), " --region ", Ref("AWS::Region"), "\n"]
    return Base64(
        Join(
            "",
            ["#!/bin/bash -x\n", f"/opt/aws/bin/cfn-init -v --resource {init} ", *where,
             f"/opt/aws/bin/cfn-signal -e $? --resource {signal} ", *where],
        )
    )


def of_troposphere(_folder):
    """An instance and a group with a launch template in one template."""
    template = troposphere.Template(Description="A site")
    template.set_version("2010-09-09")
    template.add_parameter(Parameter("Size", Type="Number", Default=20, MinValue=8))
    template.add_parameter(Parameter("Bucket", Type="String", Default="parts-of-the-site"))
    template.add_parameter(
        Parameter(
            "Image",
            Type="AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            Default="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        )
    )
    template.add_parameter(Parameter("Subnets", Type="List<AWS::EC2::Subnet::Id>"))
    template.add_mapping("Kinds", {"us-east-1": {"Type": "t3.micro"}, "eu-west-1": {"Type": "t3.small"}})
    template.add_condition("IsLarge", troposphere.Not(troposphere.Equals(Ref("Size"), "20")))
    role = template.add_resource(
        iam.Role(
            "Role",
            AssumeRolePolicyDocument={
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"}],
            },
            ManagedPolicyArns=If("IsLarge", [Sub("arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore")], NoValue),
        )
    )
    profile = template.add_resource(iam.InstanceProfile("Profile", Roles=[Ref(role)]))
    wall = template.add_resource(
        ec2.SecurityGroup(
            "Wall",
            GroupDescription="Web",
            SecurityGroupIngress=[ec2.SecurityGroupRule(IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")],
        )
    )
    template.add_resource(
        ec2.Instance(
            "Machine",
            Metadata=init_of_troposphere("Machine"),
            CreationPolicy=CreationPolicy(ResourceSignal=ResourceSignal(Timeout="PT10M")),
            ImageId=Ref("Image"),
            InstanceType=FindInMap("Kinds", Ref("AWS::Region"), "Type"),
            IamInstanceProfile=Ref(profile),
            SecurityGroups=[Ref(wall)],
            BlockDeviceMappings=[
                ec2.BlockDeviceMapping(DeviceName="/dev/xvda", Ebs=ec2.EbsBlockDevice(VolumeSize=Ref("Size"), Encrypted=True))
            ],
            UserData=user_data("Machine", "Machine"),
            Tags=Tags(Name=Ref("AWS::StackName"), Project="site"),
        )
    )
    launch = template.add_resource(
        ec2.LaunchTemplate(
            "Launch",
            Metadata=init_of_troposphere("Launch"),
            LaunchTemplateData=ec2.LaunchTemplateData(
                ImageId=Ref("Image"),
                InstanceType="t3.micro",
                IamInstanceProfile=ec2.IamInstanceProfile(Arn=GetAtt(profile, "Arn")),
                SecurityGroupIds=[GetAtt(wall, "GroupId")],
                UserData=user_data("Launch", "Group"),
            ),
        )
    )
    template.add_resource(
        autoscaling.AutoScalingGroup(
            "Group",
            LaunchTemplate=autoscaling.LaunchTemplateSpecification(
                LaunchTemplateId=Ref(launch), Version=GetAtt(launch, "LatestVersionNumber")
            ),
            MinSize=1,
            MaxSize="3",
            VPCZoneIdentifier=Ref("Subnets"),
            Tags=[autoscaling.Tag("Name", Ref("AWS::StackName"), True)],
            CreationPolicy=CreationPolicy(ResourceSignal=ResourceSignal(Count=1, Timeout="PT10M")),
            UpdatePolicy=UpdatePolicy(AutoScalingRollingUpdate=AutoScalingRollingUpdate(MinInstancesInService=1, WaitOnResourceSignals=True)),
        )
    )
    template.add_output(Output("Address", Value=GetAtt("Machine", "PublicDnsName"), Description="Where the site is"))
    yield "troposphere.json", template.to_json()
    yield "troposphere.yaml", template.to_yaml()
    yield "troposphere-long.yaml", template.to_yaml(long_form=True, clean_up=True)


def flipped(_folder):
    """Starters and fixtures after cfn-flip: to JSON, and from there back to YAML in each of its ways."""
    paths = [path for path in STARTERS if path.stem in ("flask-postgres", "auto-scaling")]
    paths.append(FIXTURES / "templates" / "long-functions.yaml")
    for path in paths:
        there = cfn_flip.to_json(path.read_text(encoding="utf-8"))
        yield f"flip-{path.stem}.json", there
        yield f"flip-{path.stem}.yaml", cfn_flip.to_yaml(there)
        yield f"flip-{path.stem}-clean.yaml", cfn_flip.to_yaml(there, clean_up=True)
        yield f"flip-{path.stem}-long.yaml", cfn_flip.to_yaml(there, clean_up=True, long_form=True)
    yield "flip-scaling.yaml", cfn_flip.to_yaml((FIXTURES / "templates" / "scaling.json").read_text(encoding="utf-8"))


SERVERLESS = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.13, Timeout: 10, Tags: {Project: site}}
Parameters:
  Image:
    Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
    Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: hello.main
      CodeUri: CODE
      Policies: [AmazonS3ReadOnlyAccess]
      Events:
        Every: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}
  Table:
    Type: AWS::Serverless::SimpleTable
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: {Roles: [!Ref HelloRole]}
  Machine:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          packages: {yum: {nginx: []}}
          files:
            /etc/hello.conf: {content: !Sub "function=${Hello.Arn}\\n", mode: "000640", owner: root, group: root}
          services: {systemd: {nginx: {enabled: true, ensureRunning: true, files: [/etc/hello.conf]}}}
    Properties:
      ImageId: !Ref Image
      InstanceType: t3.micro
      IamInstanceProfile: !Ref Profile
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Machine --region ${AWS::Region}
Outputs:
  Function: {Value: !GetAtt Hello.Arn}
"""
NESTED = """\
# A template with files beside it, for `aws cloudformation package`.
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: {Handler: hello.main, Runtime: python3.13, CodeUri: ./code}
  Site:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./machine.yaml, Parameters: {Name: "012"}}
  Machine:
    Type: AWS::EC2::Instance
    Metadata:
      # Restarted by hand
      AWS::CloudFormation::Init:
        config:
          commands:
            yes: {command: "echo 'no' > /etc/on"}
          files:
            /etc/a:
              content: |
                one
                  two # no comment
              mode: "000400"
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: !If [Large, t3.large, t3.micro]
      UserData: !Base64
        Fn::Sub: |
          #!/bin/bash
          echo "${AWS::StackName}	$HOME"
      Tags: [{Key: On, Value: "on"}, {Key: Version, Value: "3.10"}, {Key: Account, Value: "012345678901"}, {Key: Date, Value: "2026-11-29"}]
Conditions:
  Large: !Equals [!Ref "AWS::Region", us-east-1]
"""


def packaged(folder, aws):
    """Output of `aws cloudformation package`, in both of its formats."""
    (folder / "code").mkdir()
    (folder / "code" / "hello.py").write_text("def main(event, context):\n    return 1\n")
    (folder / "nested.yaml").write_text(NESTED)
    (folder / "machine.yaml").write_text("Parameters: {Name: {Type: String}}\nResources: {V: {Type: AWS::SNS::Topic}}\n")
    (folder / "package.sh").write_text(
        "set -e\naws s3 mb s3://packages >/dev/null\n"
        "aws cloudformation package --template-file nested.yaml --s3-bucket packages --output-template-file packaged.yaml\n"
        "aws cloudformation package --template-file nested.yaml --s3-bucket packages --use-json --output-template-file packaged.json\n"
    )
    bash("package.sh", folder, aws.env)
    for name in ("packaged.yaml", "packaged.json"):
        yield name, (folder / name).read_text(encoding="utf-8")


def serverless(_folder):
    """A template for SAM, and what SAM's translator makes of it."""
    source = SERVERLESS.replace("CODE", "s3://packages/hello.zip")
    yield "sam.yaml", source
    policies = {"AmazonS3ReadOnlyAccess": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}
    plain = json.loads(cfn_flip.to_json(source))
    loader = type("Policies", (), {"load": lambda self: policies})()
    yield "sam-translated.json", json.dumps(transform(plain, {}, loader), indent=2)


def written_by(tool, folder, moto_server):
    """Names and texts of a tool's templates; `folder` is its own."""
    if tool == "package":
        return packaged(folder, Aws(moto_server, folder))
    return {"cdk": cdk, "troposphere": of_troposphere, "cfn-flip": flipped, "sam": serverless}[tool](folder)
