// A launch configuration becomes a launch template behind a button, config sets are ordered by dragging, and the diagram
// leads from a private route table to its NAT gateway.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, copied, dragOver, grab, openText, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

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

const ROUTED = `Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Front: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Front, AllocationId: eipalloc-1}}
  Back: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Away: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Back, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
`;

const main = (page) => page.getByRole("main");
const runs = (page, order) => main(page).getByText(`default runs ${order}.`).waitFor();
const grip = (page, name) => main(page).getByRole("button", { name: `Move ${name}: drag, or press an arrow` });
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

async function opened(t, text, path) {
  const page = await open(t);
  await openText(page, text);
  await page.getByText("cf-init.yaml").first().waitFor();
  await page.evaluate((hash) => (location.hash = hash), path);
  return page;
}

const until = (page, read, wanted) => untilEqual(() => read(page), wanted);

test("a launch configuration becomes a launch template, shown before, and Undo gives the same bytes", async (t) => {
  const page = await opened(t, OLD, "#/resource/WebLaunchConfig");
  await page.getByRole("heading", { level: 1, name: "WebLaunchConfig" }).waitFor();
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Move to a launch template…" }).click();
  const shown = page.getByRole("dialog", { name: "Move to a launch template" });
  await shown.getByText("WebLaunchConfig becomes the launch template WebLaunchTemplate.").waitFor();
  await shown.getByText("The output Launch returns the id of WebLaunchTemplate").waitFor();
  await shown.getByText("Group has no UpdatePolicy that replaces instances").waitFor();
  await assertAccessible(page, "dialog[open]");
  assert.equal(await copied(page), OLD, "showing changes nothing");
  await shown.getByRole("button", { name: "Apply" }).click();
  await shown.waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1, name: "WebLaunchTemplate" }).waitFor();
  const made = await copied(page);
  for (const piece of [
    "    Type: AWS::EC2::LaunchTemplate\n",
    "        ImageId: ami-0123456789abcdef0 # of May\n",
    "          - DeviceIndex: 0\n            AssociatePublicIpAddress: true\n            Groups: [sg-1]\n",
    "            /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource WebLaunchTemplate --region",
    "        LaunchTemplateId: !Ref WebLaunchTemplate\n        Version: !GetAtt WebLaunchTemplate.LatestVersionNumber\n",
  ]) {
    assert.ok(made.includes(piece), `${piece}\n${made}`);
  }
  await page.keyboard.press("Control+z");
  await until(page, copied, OLD);
});

test("a member of a config set is dragged to its place, with the mouse and with keys on its handle", async (t) => {
  const page = await open(t, { path: "#/configsets/WebServer" });
  await runs(page, "install, configure, watch");
  const before = await copied(page);
  const size = await grip(page, "watch").boundingBox();
  assert.ok(size.width >= 24 && size.height >= 24, JSON.stringify(size));
  await grab(page, grip(page, "watch"), main(page).locator(".member.is-dragged").filter({ hasText: "watch" }));
  await dragOver(page, grip(page, "install"), main(page).locator(".member.is-before").filter({ hasText: "install" }));
  assert.equal(await copied(page), before, "nothing is written before the button is let go");
  await page.mouse.up();
  await runs(page, "watch, install, configure");
  await page.getByText("watch runs as number 1 of 3.").first().waitFor();
  await until(page, focused, "Move watch: drag, or press an arrow");
  assert.equal(await main(page).locator(".is-dragged, .is-before, .is-after").count(), 0);
  assert.match(await copied(page), /\[watch, install, configure\]|- watch\n\s+- install\n\s+- configure/);
  await assertAccessible(page, "main");

  // To the end again, by the handle's keys; the focus goes along.
  await page.keyboard.press("ArrowDown");
  await runs(page, "install, watch, configure");
  await until(page, focused, "Move watch: drag, or press an arrow");
  await page.keyboard.press("ArrowDown");
  await runs(page, "install, configure, watch");
  assert.equal(await copied(page), before);

  // Escape lets go, and a drop at its own place writes nothing.
  await grab(page, grip(page, "watch"), main(page).locator(".member.is-dragged"));
  await dragOver(page, grip(page, "install"), main(page).locator(".is-before"));
  await page.keyboard.press("Escape");
  await main(page).locator(".is-before").waitFor({ state: "detached" });
  await page.mouse.up();
  await runs(page, "install, configure, watch");
  assert.equal(await copied(page), before);
  assert.equal(await page.evaluate(() => location.hash), "#/configsets/WebServer");
});

test("in the diagram a private route table leads to its NAT gateway", async (t) => {
  const page = await opened(t, ROUTED, "#/resource/Back");
  await page.keyboard.press("Alt+2");
  await page.locator('.dia [data-node="Nat"]').waitFor();
  const said = await page.getByRole("list", { name: "Lines of the diagram" }).getByRole("listitem").allTextContents();
  assert.ok(said.includes("Back has a route to Nat."), said.join("\n"));
});
