// A launch configuration becomes a launch template behind a button, config sets are ordered by dragging, and the diagram
// leads from a private route table to its NAT gateway.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, copied, open } from "./support.mjs";

const OLD = `Resources:
  WebLaunchConfig:
    Type: AWS::AutoScaling::LaunchConfiguration
    Metadata:
      AWS::CloudFormation::Init:
        config: {packages: {yum: {httpd: []}}}
    Properties:
      ImageId: ami-0123456789abcdef0 # of May
      InstanceType: t3.micro
      AssociatePublicIpAddress: true
      SecurityGroups: [sg-1]
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash -xe
          /opt/aws/bin/cfn-init -v --stack \${AWS::StackName} --resource WebLaunchConfig --region \${AWS::Region}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      LaunchConfigurationName: !Ref WebLaunchConfig
      MinSize: "1"
      MaxSize: "2"
Outputs:
  Launch: {Value: !Ref WebLaunchConfig}
`;

const main = (page) => page.locator("main");

async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
}
