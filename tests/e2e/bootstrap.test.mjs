// Config sets, cfn-hup, user data and signals, used as a person uses them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, openText, workbench } from "./support.mjs";

const { open } = workbench();

const main = (page) => page.getByRole("main");
const button = (page, name) => main(page).getByRole("button", { name, exact: true });
const undo = async (page) => page.locator("body").press("Control+z");

const GROUP = `Resources:
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: "2"
      LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber }
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Metadata:
      AWS::CloudFormation::Init:
        config:
          packages:
            yum:
              httpd: []
    Properties:
      LaunchTemplateData:
        ImageId: ami-11111111
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash -xe
            /opt/aws/bin/cfn-init -v --stack \${AWS::StackName} --resource Launch --region \${AWS::Region}
            /opt/aws/bin/cfn-signal -e $? --stack \${AWS::StackName} --resource Group --region \${AWS::Region}
`;

test("config sets: members are ordered by buttons and keys, a set is added, filled and asked for", async (t) => {
  const page = await open(t, { path: "#/configsets/WebServer" });
  const before = await copied(page);
  await main(page).getByText("default runs install, configure, watch.").waitFor();
  await button(page, "Move configure up").click();
  await main(page).getByText("default runs configure, install, watch.").waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await main(page).getByText("default runs install, configure, watch.").waitFor();
  assert.equal(await copied(page), before);

  await page.getByLabel("Name of the new set").fill("update");
  await page.keyboard.press("Enter");
  await page.getByLabel("Add to the set update").selectOption("all of default");
  await main(page).getByText("update runs install, configure, watch.").waitFor();
  const asked = main(page).getByLabel("User data asks for");
  await asked.fill("update");
  await main(page).getByText("update runs install, configure, watch.").first().waitFor();
  const now = await copied(page);
  assert.match(now, /update:\n\s+- ConfigSet: default\n/);
  assert.match(now, /--configsets update --region/);
  await assertAccessible(page, "main");
  await asked.fill("nothing");
  await main(page).getByText("There is no set nothing").waitFor();
});

test("config sets: a config is split, what it tears is said before, and merged again", async (t) => {
  const page = await open(t, { path: "#/configsets/WebServer" });
  const before = await copied(page);
  await page.locator("summary[aria-label='More for the config configure']").click();
  await button(page, "Split").click();
  await page.getByRole("checkbox", { name: "files /etc/nginx/conf.d/webapp.conf" }).check();
  await main(page).getByText("nginx is restarted by /etc/nginx/conf.d/webapp.conf now.").waitFor();
  await page.getByRole("checkbox", { name: "services nginx" }).check();
  await page.getByRole("checkbox", { name: "commands 01-remove-default-site" }).check();
  assert.equal(await main(page).getByText("triggers do not cross configs").count(), 0);
  await assertAccessible(page, "main");
  await page.getByLabel("Name of the new config").first().fill("web");
  await main(page).locator("form.transfer").getByRole("button", { name: "Split" }).click();
  await main(page).getByText("default runs install, configure, web, watch.").waitFor();
  const split = await copied(page);
  assert.match(split, /# cfn-init leaves a \.bak beside each file it replaces; nginx reads \*\.conf only\.\n\s+\/etc\/nginx/);
  await page.locator("summary[aria-label='More for the config configure']").click();
  await button(page, "Merge another in").click();
  await page.getByLabel("Becomes part of configure").selectOption("web");
  await main(page).locator("form.transfer").getByRole("button", { name: "Merge" }).click();
  await main(page).getByText("default runs install, configure, watch.").waitFor();
  await undo(page);
  await undo(page);
  assert.equal(await copied(page), before);
});

test("config sets: made where there are none, and a name that is not there is said", async (t) => {
  const page = await open(t);
  await openText(page, GROUP);
  await page.getByRole("treeitem", { name: "Config sets" }).click();
  await button(page, "Make config sets").click();
  await main(page).getByText("default runs config.").waitFor();
  assert.match(await copied(page), /configSets:\n\s+default:\n\s+- config\n/);
  await page.getByLabel("Name of the config config").fill("site");
  await page.keyboard.press("Enter");
  await main(page).getByText("default runs site.").waitFor();
});

test("cfn-hup: off takes all of it out, on brings it back, fields write into the conf", async (t) => {
  const page = await open(t, { path: "#/hup/WebServer" });
  const before = await copied(page);
  await main(page).getByLabel("Interval", { exact: true }).fill("12");
  assert.deepEqual(changed(before, await copied(page)), ["-interval=5", "+interval=12"]);
  await main(page).getByLabel("Interval", { exact: true }).fill("0");
  await main(page).getByText("cfn-hup needs whole minutes from 1").waitFor();
  await button(page, "Every 5 minutes").click();
  assert.equal(await copied(page), before);
  const onOff = page.getByRole("switch", { name: "cfn-hup watches this stack" });
  await onOff.click();
  const off = await copied(page);
  assert.ok(!off.includes("cfn-hup") || !off.includes("hooks.conf"));
  assert.match(off, /default: \[install, configure\]/);
  await assertAccessible(page, "main");
  await onOff.click();
  const on = await copied(page);
  assert.match(on, /default: \[install, configure, watch\]/);
  assert.match(on, /action=\/opt\/aws\/bin\/cfn-init -v --stack \$\{AWS::StackName\} --resource WebServer --configsets default/);
  await onOff.click();
  assert.equal(await copied(page), off);
});

test("cfn-hup: a hook is added, written, ticked and removed", async (t) => {
  const page = await open(t, { path: "#/hup/WebServer" });
  const before = await copied(page);
  await page.getByLabel("Name of the new hook").fill("logs");
  await page.keyboard.press("Enter");
  const hook = main(page).locator(".set").filter({ has: page.getByLabel("Name of the hook logs") });
  await hook.getByLabel("Action").fill("date +%F > /tmp/x");
  await hook.getByRole("checkbox", { name: /post\.add/ }).check();
  const now = await copied(page);
  assert.match(now, /\[logs\]\n\s+triggers=post\.update,post\.add\n\s+path=Resources\.WebServer\.Metadata\.AWS::CloudFormation::Init\n\s+action=date \+%%F > \/tmp\/x\n\s+runas=root\n/);
  await assertAccessible(page, "main");
  await button(page, "Remove the hook logs").click();
  assert.equal(await copied(page), before);
});

test("user data: fields are options in the script, the signal moves to a trap, a step comes and goes", async (t) => {
  const page = await open(t);
  const waits = "    CreationPolicy: { ResourceSignal: { Timeout: PT15M } }\n    Properties:\n      MinSize";
  await openText(page, GROUP.replace("    Properties:\n      MinSize", waits));
  await page.getByRole("treeitem", { name: "User data" }).click();
  const before = await copied(page);
  const step = (name) => main(page).locator("li.set").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await step("cfn-init").getByLabel("Config sets").fill("a,b");
  assert.match(await copied(page), /--region \$\{AWS::Region\} --configsets a,b\n/);
  await step("cfn-init").getByLabel("Config sets").fill("");
  assert.equal(await copied(page), before);
  await main(page).getByText("the script ends without a signal").waitFor();
  await button(page, "Signal even on failure").click();
  const trapped = await copied(page);
  assert.match(trapped, /trap '\/opt\/aws\/bin\/cfn-signal -e \$\? --stack \$\{AWS::StackName\} --resource Group --region \$\{AWS::Region\}' EXIT\n/);
  await button(page, "Health check").click();
  await step("Health check").getByLabel("Address").fill("http://127.0.0.1:8080/up");
  await step("Health check").getByLabel("Tries").fill("30");
  assert.match(await copied(page), /--retry 30 .*http:\/\/127\.0\.0\.1:8080\/up\n/);
  await assertAccessible(page, "main");
  await button(page, "Remove Health check").click();
  assert.equal(await copied(page), trapped);
  const whole = page.getByLabel("The whole script");
  await whole.press("Control+End");
  await whole.pressSequentially("echo my own");
  await step("Your own lines").waitFor();
  assert.match(await copied(page), /\n\s+echo my own\n/);
});

test("signal: minutes are PT…M, a group has its policies, a wait condition its handle and its line", async (t) => {
  const page = await open(t);
  await openText(page, GROUP);
  await page.getByRole("treeitem", { name: "Signal" }).click();
  await main(page).getByText("The user data of each instance signals Group once.").waitFor();
  await main(page).getByText("which waits for nothing").waitFor();
  await button(page, "Wait for a signal").click();
  const waits = main(page).getByLabel("Waits for", { exact: true });
  await waits.fill("45");
  await main(page).getByText("CreationPolicy waits for 1 within 45 minutes.").waitFor();
  await waits.fill("721");
  await main(page).getByText("720 minutes at most.").waitFor();
  assert.match(await copied(page), /CreationPolicy:\n\s+ResourceSignal:\n\s+Count: 1\n\s+Timeout: PT72M\n|Timeout: PT45M\n/);
  await waits.fill("45");
  await button(page, "Replace them some at a time").click();
  await main(page).getByLabel("Pause", { exact: true }).fill("30");
  await page.getByRole("checkbox", { name: "AZRebalance" }).check();
  const now = await copied(page);
  assert.match(now, /UpdatePolicy:\n\s+AutoScalingRollingUpdate:\n(.*\n)*?\s+PauseTime: PT30M\n/);
  assert.match(now, /SuspendProcesses:\n\s+- AZRebalance\n/);
  await assertAccessible(page, "main");
  await button(page, "Add a wait condition").click();
  await main(page).getByText("GroupReady", { exact: true }).waitFor();
  const with_ = await copied(page);
  assert.match(with_, /Type: AWS::CloudFormation::WaitConditionHandle\n/);
  assert.match(with_, /cfn-signal -e \$\? "\$\{GroupHandle\}"\n/);
});
