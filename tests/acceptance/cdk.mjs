// Writes templates of the AWS CDK into the folder that is named: an instance and an Auto Scaling group, each with
// everything that CloudFormationInit offers for Linux.
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// As an ES module the library would be loaded whole.
const require = createRequire(import.meta.url);
const { App, CfnOutput, CfnParameter, Duration, Stack, Tags } = require("aws-cdk-lib");
const autoscaling = require("aws-cdk-lib/aws-autoscaling");
const ec2 = require("aws-cdk-lib/aws-ec2");
const s3 = require("aws-cdk-lib/aws-s3");

const assets = mkdtempSync(join(tmpdir(), "assets-"));
const page = join(assets, "index.html");
writeFileSync(page, "<h1>It works</h1>\n");

function init(scope) {
  const site = new ec2.InitServiceRestartHandle();
  const bucket = s3.Bucket.fromBucketName(scope, "Parts", "parts-of-the-site");
  return ec2.CloudFormationInit.fromConfigSets({
    configSets: { default: ["install", "configure"], update: ["configure"] },
    configs: {
      install: new ec2.InitConfig([
        ec2.InitGroup.fromName("site", 2000),
        ec2.InitUser.fromName("site", { userId: 2000, groups: ["site"], homeDir: "/srv/site" }),
        ec2.InitPackage.yum("nginx", { serviceRestartHandles: [site] }),
        ec2.InitPackage.python("flask", { version: ["3.1.2"] }),
        ec2.InitPackage.rpm("https://example.com/agent.rpm", { key: "agent" }),
        ec2.InitCommand.shellCommand("/usr/bin/install -d -o site /srv/site", {
          key: "folder",
          testCmd: "test ! -d /srv/site",
        }),
      ]),
      configure: new ec2.InitConfig([
        ec2.InitSource.fromAsset("/srv/site/pages", assets, { serviceRestartHandles: [site] }),
        ec2.InitSource.fromGitHub("/srv/site/source", "example", "site", "main"),
        ec2.InitFile.fromAsset("/srv/site/index.html", page, { owner: "site", group: "site", mode: "000640" }),
        ec2.InitFile.fromObject("/etc/site.json", { port: 8080, workers: 2, debug: false, stack: scope.stackName }),
        ec2.InitFile.fromS3Object("/srv/site/logo.png", bucket, "logo.png"),
        ec2.InitFile.fromString("/etc/motd", Buffer.from(`It's "the" site: 100 %
	of it
`).toString("base64"), { base64Encoded: true }),
        ec2.InitFile.symlink("/var/log/site", "/srv/site/log"),
        ec2.InitFile.fromString("/etc/cfn/cfn-hup.conf", `[main]\nstack=${scope.stackId}\nregion=${scope.region}\ninterval=5\n`),
        ec2.InitService.systemdConfigFile("site", {
          command: "/usr/bin/python3 -m flask --app site run --port 8080",
          cwd: "/srv/site",
          user: "site",
          group: "site",
          description: "The site",
          environmentVariables: { FLASK_ENV: "production" },
        }),
        ec2.InitCommand.argvCommand(["/usr/bin/systemctl", "daemon-reload"], { key: "reload", ignoreErrors: true }),
        ec2.InitService.enable("site", { serviceRestartHandle: site, serviceManager: ec2.ServiceManager.SYSTEMD }),
        ec2.InitService.enable("nginx", { serviceManager: ec2.ServiceManager.SYSTEMD }),
        ec2.InitService.disable("postfix"),
      ]),
    },
  });
}

const app = new App({ outdir: process.argv[2] });

const one = new Stack(app, "cdk-instance");
const size = new CfnParameter(one, "Size", { type: "Number", default: 20, minValue: 8 });
const vpc = new ec2.Vpc(one, "Vpc", { maxAzs: 2, natGateways: 1 });
const machine = new ec2.Instance(one, "Machine", {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  instanceType: new ec2.InstanceType("t3.micro"),
  machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  requireImdsv2: true,
  init: init(one),
  initOptions: { configSets: ["default"], timeout: Duration.minutes(10), includeUrl: true, includeRole: true },
  blockDevices: [{ deviceName: "/dev/xvda", volume: ec2.BlockDeviceVolume.ebs(size.valueAsNumber, { encrypted: true }) }],
});
machine.connections.allowFromAnyIpv4(ec2.Port.tcp(80), "Web");
Tags.of(one).add("Project", "site");
new CfnOutput(one, "Address", { value: `http://${machine.instancePublicDnsName}/`, exportName: "site-address" });

// With the setting that `cdk init` writes a group starts from a launch template, without it from a launch configuration.
for (const [name, launchTemplate] of [["cdk-group", true], ["cdk-old-group", false]]) {
  const many = new Stack(app, name);
  many.node.setContext("@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig", launchTemplate);
  const group = new autoscaling.AutoScalingGroup(many, "Group", {
    vpc: new ec2.Vpc(many, "Vpc", { maxAzs: 2, natGateways: 1 }),
    instanceType: new ec2.InstanceType("t3.micro"),
    machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    init: init(many),
    minCapacity: 1,
    maxCapacity: 4,
    signals: autoscaling.Signals.waitForCount(1, { timeout: Duration.minutes(10) }),
    updatePolicy: autoscaling.UpdatePolicy.rollingUpdate(),
  });
  group.scaleOnCpuUtilization("Cpu", { targetUtilizationPercent: 50 });
  new CfnOutput(many, "Name", { value: group.autoScalingGroupName });
}

app.synth();
