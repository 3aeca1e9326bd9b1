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

const repeat = (count, line) => Array.from({ length: count }, (_, n) => line(n)).join("");

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

const group = (n, rules) => `
  # What may come in from number ${n}
  SecurityGroup${n}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Group ${n}
      VpcId: !Ref VPC
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }
${repeat(rules, (rule) => `        - { IpProtocol: tcp, FromPort: ${1024 + rule}, ToPort: ${1024 + rule}, CidrIp: 10.${rule % 256}.0.0/16 }\n`)}`;

const role = (n, statements) => `
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
      Policies:
        - PolicyName: role-${n}
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
${repeat(statements, (line) => `              - Effect: Allow\n                Action: [s3:GetObject, s3:ListBucket]\n                Resource: !Sub "arn:\${AWS::Partition}:s3:::bucket-${line}/*"\n`)}`;

function instance(n, lines) {
  const code = repeat(lines, (line) => `                value_${line} = fetch("\${AWS::Region}", ${line}) # step ${line}\n`);
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
  // Four resources make a part. Half of what a part holds beyond the least is code in a file, half rules and policies.
  const part = (n, more) => subnet(n) + group(n, 1 + more) + role(n, 1 + more) + instance(n, 1 + 4 * more);
  const least = part(1, 0).length;
  const step = part(1, 2).length - part(1, 1).length;
  const count = Math.max(1, Math.min(124, Math.floor((size - HEAD.length) / least)));
  const more = Math.max(0, Math.floor(((size - HEAD.length) / count - least) / step));
  return `${HEAD}${repeat(count, (n) => part(n, more))}\nOutputs:\n  Network: { Value: !Ref VPC }\n`;
}
