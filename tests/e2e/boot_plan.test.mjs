// The Boot plan tab: steps in cfn-init's order with their lines and fields, restarts, the stop, runs, parameter values.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible, OUT, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = `Parameters:
  Owner:
    Type: String
    Default: nobody-makes-it
  Secret:
    Type: String
    NoEcho: true
Resources:
  Web:
    Type: AWS::EC2::Instance
    CreationPolicy:
      ResourceSignal:
        Timeout: PT10M
    Metadata:
      AWS::CloudFormation::Init:
        configSets:
          default: [install, configure]
        install:
          packages:
            apt: {nginx: []}
        configure:
          files:
            /etc/app.conf: {content: a, owner: !Ref Owner}
            relative/path: {content: b}
          commands:
            01_test: {command: "true", test: "false"}
          services:
            systemd:
              app: {enabled: "true", ensureRunning: "true", files: [/etc/app.conf]}
    Properties:
      ImageId: ami-12345678901234567
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash -e
          /opt/aws/bin/cfn-init --stack \${AWS::StackName} --resource Web --region \${AWS::Region}
          /opt/aws/bin/cfn-signal -e $? --stack \${AWS::StackName} --resource Web --region \${AWS::Region}
`;
const GOOD = TEXT.replace("            relative/path: {content: b}\n", "").replace("nobody-makes-it", "root");

const on = (t, text, options = {}) =>
  open(t, { start: (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text), ...options });
const panel = (page) => page.getByRole("tabpanel", { name: "Boot plan" });
const steps = (page) => panel(page).locator(".plan-step");
const step = (page, name) => steps(page).filter({ has: page.getByRole("button", { name: new RegExp(`Step \\d+: ${name}$`) }) });
const verdict = (page) => panel(page).locator(".plan-verdict");
const show = (page) => page.keyboard.press("Alt+3");

test("steps are in cfn-init's order and the step that stops it is marked", async (t) => {
  const page = await on(t, TEXT);
  await show(page);
  await page.getByRole("tab", { name: "Boot plan", selected: true }).waitFor();
  await verdict(page).filter({ hasText: "cfn-init ends with exit code 1 at step 8, relative/path, if no earlier step fails." }).waitFor();
  const names = await steps(page).locator(".plan-go").allTextContents();
  assert.deepEqual(names.map((name) => name.replace(/^Step (\d+): /, "$1 ")), [
    "1 cloud-init", "2 Interpreter", "3 cfn-init", "5 nginx", "7 /etc/app.conf", "8 relative/path", "9 01_test", "10 app", "11 cfn-signal", "12 CloudFormation",
  ]);
  assert.equal(await steps(page).and(page.locator(".is-stop")).count(), 1);
  await step(page, "app").getByText("not reached", { exact: true }).waitFor();
  await assertAccessible(page);
});

test("a step opens its form, and its lines the text", async (t) => {
  const page = await on(t, GOOD);
  await show(page);
  await step(page, "01_test").getByRole("button", { name: /^Step/ }).click();
  await page.getByRole("main").getByRole("heading", { level: 1, name: "Commands" }).waitFor();
  await page.getByRole("tab", { name: "Boot plan", selected: true }).waitFor();
  await step(page, "01_test").getByRole("button", { name: "Line 25" }).click();
  await page.getByRole("tab", { name: "Template", selected: true }).waitFor();
  await page.locator(".status", { hasText: /Ln 25\b/ }).waitFor();
});

test("a restart leads to its cause; a parameter's value changes the plan", async (t) => {
  const page = await on(t, GOOD);
  await show(page);
  await step(page, "app").getByText("because of").waitFor();
  await step(page, "app").getByRole("button", { name: "step 7" }).click();
  await untilEqual(() => page.evaluate(() => document.activeElement.id), "boot-go-7");
  await step(page, "01_test").getByText("Skipped, because its test fails: false").waitFor();
  await panel(page).getByText("Parameter values").click();
  await untilEqual(() => panel(page).locator(".plan-value > span").allTextContents(), ["Owner"]);
  await panel(page).getByLabel("Owner").fill("someone");
  await panel(page).getByLabel("Owner").press("Tab");
  await step(page, "/etc/app.conf").getByText("owner someone", { exact: false }).waitFor();
  // The browser keeps it, and that it is gone again.
  for (const [value, owner] of [["someone", "someone"], ["", "root"]]) {
    await panel(page).getByLabel("Owner").fill(value);
    await panel(page).getByLabel("Owner").press("Tab");
    await page.reload();
    await page.getByRole("tab", { name: "Boot plan" }).click();
    await step(page, "/etc/app.conf").getByText(`owner ${owner}`, { exact: false }).waitFor();
    await panel(page).getByText("Parameter values").click();
    assert.equal(await panel(page).getByLabel("Owner").inputValue(), value);
  }
});

test("a rehearsal is downloaded with the values of the page", async (t) => {
  const page = await on(t, GOOD);
  await show(page);
  await panel(page).getByText("Parameter values").click();
  await panel(page).getByLabel("Owner").fill("someone");
  await panel(page).getByLabel("Owner").press("Tab");
  await step(page, "/etc/app.conf").getByText("owner someone", { exact: false }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel(page).getByRole("button", { name: "Download a rehearsal" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /-rehearsal\.zip$/);
  const code = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; " +
    "print('\\n'.join(z.namelist())); print(z.read('cf-init-rehearsal/template/metadata.json').decode())";
  const text = execFileSync("python3", ["-c", code, await download.path()], { encoding: "utf8" });
  for (const part of ["README.txt", "Containerfile", "machine/rehearse.sh", "template/user-data"]) {
    assert.ok(text.includes(`cf-init-rehearsal/${part}\n`), `${part}\n${text}`);
  }
  assert.match(text, /"owner": "someone"/);
  await page.getByText("README.txt has the two commands to run", { exact: false }).first().waitFor({ state: "attached" });
});

test("a rehearsal that lacks a value says which", async (t) => {
  const page = await on(t, GOOD.replace("    Default: root\n", ""));
  await show(page);
  await panel(page).getByRole("button", { name: "Download a rehearsal" }).click();
  await page.getByText("The parameter Owner has no default. Give it a value. Open Parameter values", { exact: false }).first().waitFor();
});

test("the plan follows the text, and the runs differ", async (t) => {
  const page = await on(t, GOOD);
  await show(page);
  await panel(page).getByText("the signal has 10 minutes").waitFor();
  await panel(page).getByRole("button", { name: "Reboot" }).click();
  await step(page, "app").getByText("starts: enabled by config configure").waitFor();
  await step(page, "cloud-init").getByText("skipped", { exact: true }).waitFor();
  await panel(page).getByRole("button", { name: "Reload" }).click();
  await panel(page).getByText("No file of the metadata is cfn-hup.conf", { exact: false }).waitFor();
  await panel(page).getByRole("button", { name: "First boot" }).click();
  await page.getByRole("button", { name: /^Undo/ }).first().waitFor();
  await assertAccessible(page);
});

test("the tab has no accessibility fault in dark and at every width", async (t) => {
  for (const [name, width, height] of [["wide", 1440, 900], ["tablet", 768, 1024], ["phone", 390, 844]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await on(t, TEXT, { context: { colorScheme, viewport: { width, height } } });
      await show(page);
      await steps(page).first().waitFor();
      await page.screenshot({ path: join(OUT, `boot-plan-${name}-${colorScheme}.png`) });
      await assertAccessible(page);
    }
  }
});
