// A template of a wanted size, like those people write: a network, instances with AWS::CloudFormation::Init, comments,
// short functions, scripts. The same size gives the same text.

const HEAD = `# Written by tests/bench/template.mjs
AWSTemplateFormatVersion: "2010-09-09"
Description: As large as asked for

Parameters:
  InstanceType:
    Type: String
    Default: t3.micro
  Image:
    Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
    Default: /aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id

Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16 # all of them live here
      EnableDnsSupport: true
      Tags: [{ Key: Name, Value: !Ref AWS::StackName }]
`;

const subnet = (n) => `
  Subnet${n}:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.${n % 256}.0/24
      AvailabilityZone: !Select [${n % 3}, !GetAZs ""]
      Tags:
        - Key: Name
          Value: !Sub "\${AWS::StackName} subnet ${n}"
`;

const group = (n) => `
  # What may come in from number ${n}
  SecurityGroup${n}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Group ${n}
      VpcId: !Ref VPC
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }
        - { IpProtocol: tcp, FromPort: ${1024 + n}, ToPort: ${1024 + n}, CidrIp: 10.0.0.0/16 }
`;

const role = (n) => `
  Role${n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: !Sub "ec2.\${AWS::URLSuffix}" }
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub "arn:\${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
`;

function instance(n, lines) {
  const code = Array.from({ length: lines }, (_, line) => `                value_${line} = fetch("\${AWS::Region}", ${line}) # step ${line}\n`).join("");
  return `
  Server${n}:
    Type: AWS::EC2::Instance
    CreationPolicy:
      ResourceSignal: { Timeout: PT15M, Count: 1 }
    Metadata:
      AWS::CloudFormation::Init:
        configSets:
          default: [install, configure]
        install:
          packages:
            apt:
              nginx: []
              python3-flask: []
        configure:
          files:
            /opt/app/app${n}.py:
              content: !Sub |
${code}              mode: "000644"
              owner: root
              group: root
          services:
            systemd:
              app:
                enabled: true
                ensureRunning: true
                files: [/opt/app/app${n}.py]
    Properties:
      ImageId: !Ref Image
      InstanceType: !Ref InstanceType
      SubnetId: !Ref Subnet${n}
      SecurityGroupIds: [!GetAtt SecurityGroup${n}.GroupId]
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash -e
          /opt/aws/bin/cfn-init -v --stack \${AWS::StackName} --resource Server${n} --region \${AWS::Region}
          /opt/aws/bin/cfn-signal -e $? --stack \${AWS::StackName} --resource Server${n} --region \${AWS::Region}
`;
}

/** A text of about `size` bytes with at most 500 resources. */
export function template(size) {
  const most = 124;
  const small = (n) => subnet(n) + group(n) + role(n);
  // As many groups of four resources as the limit of 500 allows; what is left of the size goes into the files' content.
  const count = Math.max(1, Math.min(most, Math.floor((size - HEAD.length) / (small(1).length + instance(1, 4).length))));
  const fixed = HEAD.length + Array.from({ length: count }, (_, n) => small(n).length + instance(n, 0).length).reduce((a, b) => a + b, 0);
  const line = (instance(0, 11).length - instance(0, 10).length + 1);
  const lines = Math.max(1, Math.floor((size - fixed) / count / line));
  let text = HEAD;
  for (let n = 0; n < count; n++) text += small(n) + instance(n, lines);
  return `${text}\nOutputs:\n  Network: { Value: !Ref VPC }\n`;
}
