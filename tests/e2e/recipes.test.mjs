// Recipes for a whole template: each dialog shows what it would change, makes it, and Undo gives the same bytes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, openText, workbench } from "./support.mjs";

const { open } = workbench();
const INSTANCE = "#/instance/WebServer";

/** The template as it is downloaded. */
async function text(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download/ }).first().click(),
  ]);
  return readFile(await download.path(), "utf8");
}

const main = (page) => page.getByRole("main");

/** Makes the change of the open dialog; gives the template then, and takes it back. */
async function makeAndUndo(page, before) {
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const after = await text(page);
  assert.notEqual(after, before);
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  assert.equal(await text(page), before);
  return after;
}

test("the operating system is changed from the instance's form, with what is left told", async (t) => {
  const page = await open(t, { path: INSTANCE });
  const before = await text(page);
  await main(page).getByRole("button", { name: "Change the operating system…" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the operating system" });
  await dialog.getByLabel("Operating system").selectOption("Ubuntu 24.04");
  await dialog.getByText("has Ubuntu 24.04, amd64 already").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Apply" }).isDisabled());
  await dialog.getByLabel("Operating system").selectOption("Amazon Linux 2023");
  await dialog.getByLabel("Processor").selectOption("arm64");
  await dialog.getByText("WebServer gets Amazon Linux 2023, arm64 in place of Ubuntu 24.04, amd64.").waitFor();
  await dialog.getByText(/sites-enabled\/default \(line \d+\)/).first().waitFor();
  await dialog.getByText("dnf makecache").first().waitFor();
  // What it does to a stack that exists.
  const consequence = dialog.getByRole("listitem").filter({ hasText: "WebServer" }).filter({ hasText: "Replacement" });
  await consequence.waitFor();
  await assertAccessible(page, "dialog");
  const after = await makeAndUndo(page, before);
  for (const wanted of ["al2023-ami-kernel-default-arm64", "postgresql15-server: []", "Default: t4g.micro", "/dev/xvda"]) {
    assert.ok(after.includes(wanted), wanted);
  }
});

test("recipes are found in the list of what can be added", async (t) => {
  const page = await open(t);
  const before = await text(page);
  await page.getByRole("button", { name: /Add to the template/ }).click();
  const panel = page.getByRole("dialog", { name: "Add to the template" });
  await panel.getByRole("heading", { name: "Recipes" }).waitFor();
  await assertAccessible(page, ".add-panel");
  await panel.getByRole("textbox").fill("tag every");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Tag everything" });
  await dialog.getByLabel("Key").fill("aws:x");
  await dialog.getByRole("alert").getByText("AWS's own").waitFor();
  await dialog.getByLabel("Key").fill("Team");
  await dialog.getByLabel("Value").fill("blue");
  await dialog.getByText(/\d+ resources get the tag Team: blue\./).waitFor();
  await assertAccessible(page, "dialog");
  const after = await makeAndUndo(page, before);
  assert.ok(after.includes("{ Key: Team, Value: blue }") || after.includes("Key: Team"), after);
});

test("a role, a volume and the boot logs are asked for and made", async (t) => {
  const page = await open(t, { path: INSTANCE });
  const before = await text(page);
  const ask = (name) => main(page).getByRole("button", { name: `${name}…` }).click();
  await ask("Give the instance a role");
  let dialog = page.getByRole("dialog", { name: "Give the instance a role" });
  // Good news, and nobody's mistake.
  await dialog.getByRole("status").getByText("has all of this already").waitFor();
  assert.equal(await dialog.getByRole("alert").count(), 0);
  await dialog.getByLabel("Read S3 buckets").fill("my-site, ");
  await dialog.getByText("It may read the objects of the bucket my-site.").waitFor();
  await assertAccessible(page, "dialog");
  assert.ok((await makeAndUndo(page, before)).includes("s3:::my-site/*"));

  await page.goto(page.url().split("#")[0] + INSTANCE);
  await ask("Add a data volume");
  dialog = page.getByRole("dialog", { name: "Add a data volume" });
  await dialog.getByLabel("Size in GiB").fill("a lot");
  await dialog.getByRole("alert").getByText("whole number").waitFor();
  await dialog.getByLabel("Size in GiB").fill("50");
  await dialog.getByLabel(/^A resource of its own/).check();
  await dialog.getByText("DataVolume is a volume of its own, 50 GiB").waitFor();
  await assertAccessible(page, "dialog");
  assert.ok((await makeAndUndo(page, before)).includes("VolumeId: !Ref DataVolume"));

  await page.goto(page.url().split("#")[0] + INSTANCE);
  await ask("Send the boot logs to CloudWatch");
  dialog = page.getByRole("dialog", { name: "Send the boot logs to CloudWatch" });
  await dialog.getByLabel("Retention in days").selectOption("7");
  await dialog.getByText("BootLogs keeps the logs for 7 days.").waitFor();
  await assertAccessible(page, "dialog");
  assert.ok((await makeAndUndo(page, before)).includes("RetentionInDays: 7"));
});

const PASSWORD = `Parameters:
  DBPassword:
    Type: String
    NoEcho: true
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref DBPassword
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/app.conf:
              mode: "000640"
              content: !Sub |
                password=\${DBPassword}
    Properties:
      ImageId: ami-11111111
`;

test("a password leaves its parameter and the metadata", async (t) => {
  const page = await open(t);
  await openText(page, PASSWORD);
  await page.getByText("MasterUserPassword").first().waitFor();
  const before = await text(page);
  await page.getByRole("button", { name: /Add to the template/ }).click();
  await page.getByRole("button", { name: "Move a secret out of a parameter…" }).click();
  const dialog = page.getByRole("dialog", { name: "Move a secret out of a parameter" });
  await dialog.getByText("Parameter DBPassword is removed").waitFor();
  await assertAccessible(page, "dialog");
  await dialog.getByLabel("Name in Parameter Store").fill("/site/password");
  await dialog.getByText("CloudFormation cannot make a SecureString.").waitFor();
  await dialog.getByLabel("Name in Parameter Store").fill("");
  const after = await makeAndUndo(page, before);
  assert.ok(!after.includes("NoEcho") && after.includes("resolve:secretsmanager:${DBPasswordSecret}"), after);
});

test("the instance's form says whether it is protected and watched", async (t) => {
  const page = await open(t, { path: INSTANCE });
  const before = await text(page);
  await main(page).locator(".fld", { hasText: "Termination protection" }).locator(".seg-i", { hasText: "true" }).click();
  assert.ok((await text(page)).includes("DisableApiTermination: true"));
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  assert.equal(await text(page), before);
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Open the user data" }).click();
  await main(page).getByRole("heading", { name: "User data", level: 1 }).waitFor();
});
