// From the default design to a stack: what the product is for, in one go. The network, a package, a script and a service
// are edited in forms; the code pane shows each; the page is reloaded; the template and the command that leave the page
// go to cfn-lint and to the AWS CLI in tests/acceptance.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertFixture, untilKept, workbench } from "./support.mjs";

const { open } = workbench();
const main = (page) => page.getByRole("main");

/** Waits until the code pane shows a line. */
const shows = (page, line) => page.locator(".side .cm-line").filter({ hasText: line }).first().waitFor();

/** The template as the page hands it out. */
async function downloaded(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download/ }).first().click(),
  ]);
  assert.equal(download.suggestedFilename(), "cf-init.yaml");
  return readFile(await download.path(), "utf8");
}

/** Presses a key until nothing more changes. */
async function repeat(page, keys) {
  for (let step = 0; step < 60; step++) await page.keyboard.press(keys);
}

/** Opens a place by its row in the outline. */
async function go(page, ...rows) {
  const tree = page.getByRole("tree");
  const all = await tree.getByRole("treeitem").allTextContents();
  // A section's row is found behind the row of its config.
  let from = 0;
  for (const row of rows) from = all.findIndex((text, index) => index >= from && text.trim().startsWith(row));
  assert.ok(from >= 0, rows.join(" > "));
  await tree.getByRole("treeitem").nth(from).click();
}

test("a design is edited, kept, and leaves the page as a template and a command", async (t) => {
  const page = await open(t);
  await page.locator(".side .cm-content").waitFor();
  const before = await downloaded(page);

  await go(page, "VPC");
  await main(page).getByLabel("CIDR block", { exact: true }).fill("10.30.0.0/16");
  await shows(page, "CidrBlock: 10.30.0.0/16");

  await go(page, "Subnets");
  await main(page).getByRole("button", { name: "PublicSubnet", exact: true }).click();
  await main(page).getByLabel("CIDR block", { exact: true }).fill("10.30.1.0/24");
  await shows(page, "CidrBlock: 10.30.1.0/24");

  await go(page, "install", "packages");
  await page.getByLabel("Name of the package").fill("jq");
  await page.keyboard.press("Enter");
  await shows(page, "jq: []");

  await go(page, "configure", "files");
  await page.getByRole("button", { name: "Add a file" }).first().click();
  await page.keyboard.type("/usr/local/bin/hello");
  await page.keyboard.press("Enter");
  await page.getByLabel("Content", { exact: true }).click();
  const script = ["#!/bin/sh", "set -eu", 'echo "yes: $1" # no', ""];
  for (const [index, line] of script.entries()) {
    if (index) await page.keyboard.press("Enter");
    await page.keyboard.type(line);
  }
  await shows(page, 'echo "yes: $1" # no');

  await go(page, "configure", "services");
  await page.getByLabel("Name of the service").fill("cron");
  await page.getByRole("button", { name: "Add a service" }).last().click();
  await page.getByLabel("/usr/local/bin/hello").last().check();
  await shows(page, "- /usr/local/bin/hello");

  // Back to the beginning and forth again, by keys.
  const now = await downloaded(page);
  await repeat(page, "Control+z");
  assert.equal(await downloaded(page), before);
  await repeat(page, "Control+Shift+z");
  assert.equal(await downloaded(page), now);

  // Kept a moment after the last change.
  await untilKept(page, (text) => text === now);
  await page.reload();
  await page.locator(".side .cm-content").waitFor();
  const text = await downloaded(page);
  assert.equal(text, now);
  for (const part of [
    "CidrBlock: 10.30.0.0/16",
    "CidrBlock: 10.30.1.0/24",
    "jq: []",
    '                #!/bin/sh\n                set -eu\n                echo "yes: $1" # no\n',
    "- /usr/local/bin/hello",
  ]) {
    assert.ok(text.includes(part), part);
  }
  await assertFixture("edited.yaml", text);

  await page.getByRole("button", { name: /^Deploy/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Stack name").fill("edited");
  await dialog.getByLabel("SiteTitle").fill("Hello, it works");
  await dialog.getByRole("button", { name: "Copy the command" }).click();
  await dialog.getByRole("status").filter({ hasText: "Copied." }).waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(command.includes("--stack-name edited"), command);
  await assertFixture("edited.sh", `${command}\n`);
  page.assertQuiet();
});
