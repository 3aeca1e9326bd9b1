#!/usr/bin/env bash
# aws-cdk-lib 2.276.0: InitService writes services for sysvinit, also beside the systemd unit that it writes itself.
#
# Behaviour: InitService.enable writes services.sysvinit unless it is given serviceManager; InitService.disable has no
#   such option, ignores one, and always writes services.sysvinit. The image of the instance is not looked at.
# Seen: for Amazon Linux 2023, with InitService.systemdConfigFile("site", …), enable("site") and disable("postfix"):
#   services = {"sysvinit": {"site": {…}, "postfix": {"enabled": false, "ensureRunning": false}}}
# Why it matters: cfn-init then uses chkconfig or update-rc.d instead of systemctl. Where neither is installed a line in
#   its log is all: the service is not enabled for the next boot, or not disabled. Give serviceManager:
#   ServiceManager.SYSTEMD, and disable a service by a command: systemctl disable --now NAME.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.8.1
cat >site.cjs <<'JS'
const { App, Stack } = require("aws-cdk-lib");
const ec2 = require("aws-cdk-lib/aws-ec2");
const app = new App({ outdir: "out" });
const stack = new Stack(app, "site");
new ec2.Instance(stack, "Machine", {
  vpc: new ec2.Vpc(stack, "Vpc", { maxAzs: 1, natGateways: 0 }),
  instanceType: new ec2.InstanceType("t3.micro"),
  machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  init: ec2.CloudFormationInit.fromElements(
    ec2.InitService.systemdConfigFile("site", { command: "/usr/bin/sleep infinity" }),
    ec2.InitService.enable("site"),
    ec2.InitService.disable("postfix", { serviceManager: ec2.ServiceManager.SYSTEMD }),
    ec2.InitService.enable("chronyd", { serviceManager: ec2.ServiceManager.SYSTEMD }),
  ),
});
const resources = app.synth().getStackByName("site").template.Resources;
const machine = Object.values(resources).find((one) => one.Type === "AWS::EC2::Instance");
const { services, files } = machine.Metadata["AWS::CloudFormation::Init"].config;
console.log(JSON.stringify(services));
require("node:assert").deepEqual(services, {
  sysvinit: { site: { enabled: true, ensureRunning: true }, postfix: { enabled: false, ensureRunning: false } },
  systemd: { chronyd: { enabled: true, ensureRunning: true } },
});
require("node:assert")(files["/etc/systemd/system/site.service"]);
JS
node site.cjs
echo "As described."
