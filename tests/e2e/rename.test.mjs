// Names: a rename carries what uses the name and says so before, a removal says what it would break.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, workbench } from "./support.mjs";

const { open } = workbench();

async function text(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download/ }).first().click(),
  ]);
  return readFile(await download.path(), "utf8");
}

const main = (page) => page.getByRole("main");
const count = (text, word) => text.match(new RegExp(`\\b${word}\\b`, "g"))?.length ?? 0;

test("a rename says what it carries, makes one step, and Undo takes all of it back", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await text(page);
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("AppServer");
  const says = main(page).getByText(/^Also changes \d+ places$/);
  await says.waitFor();
  const places = Number((await says.textContent()).match(/\d+/)[0]);
  await says.click();
  const listed = main(page).locator(".carried .places li");
  assert.equal(await listed.count(), places);
  await main(page).getByText(/› UserData$/).first().waitFor();
  await assertAccessible(page, "main");
  await id.press("Enter");
  await page.waitForURL(/AppServer/);
  const after = await text(page);
  assert.equal(count(after, "WebServer"), 0);
  assert.equal(count(after, "AppServer"), count(before, "WebServer"));
  assert.equal(after.split("\n").length, before.split("\n").length);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  assert.equal(await text(page), before);
});

test("a new logical id of an opened template says what a deployment does, and gives the commands that keep the resource", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await text(page);
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("AppServer");
  await id.press("Enter");
  await page.waitForURL(/AppServer/);
  const note = main(page).getByText("A deployment would replace the resource.");
  await note.waitFor();
  await main(page).getByText(/CloudFormation creates it and deletes WebServer\. CloudFormation's stack refactoring keeps/).waitFor();
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Copy the commands" }).click();
  await page.getByText("The commands are copied.").first().waitFor();
  const commands = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(commands, /LogicalResourceId=WebServer\},Destination=\{StackName=cf-init,LogicalResourceId=AppServer\}/);
  assert.match(commands, /create-stack-refactor[^]*TemplateBody@=file:\/\/refactor\.yaml[^]*execute-stack-refactor/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    main(page).getByRole("button", { name: "Download its template" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "refactor.yaml");
  const template = await readFile(await download.path(), "utf8");
  assert.match(template, /^ {2}AppServer:$/m);
  assert.equal(count(template, "--resource WebServer"), count(before, "--resource WebServer"));
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await note.waitFor({ state: "detached" });
});

test("a look at a place keeps the draft; the name alone can be changed", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await text(page);
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("AppServer");
  await main(page).getByText(/^Also changes \d+ places$/).click();
  await main(page).locator(".carried .places button").first().click();
  assert.equal(await id.inputValue(), "AppServer");
  assert.ok(await id.evaluate((field) => field === document.activeElement));
  await main(page).getByLabel("Change the name only").check();
  await main(page).getByText(/^\d+ places keep the old name$/).waitFor();
  await id.press("Enter");
  await page.waitForURL(/AppServer/);
  const after = await text(page);
  assert.equal(count(after, "AppServer"), 1);
  assert.equal(count(after, "WebServer"), count(before, "WebServer") - 1);
});

test("a name that cannot be taken says the rule, and Escape brings the old one back", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await text(page);
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("Web-Server");
  await main(page).getByText("A logical id has letters A to Z and digits only.").first().waitFor();
  await id.press("Enter");
  assert.equal(await text(page), before);
  await id.fill("VPC");
  await main(page).getByText("VPC already exists. Choose another name.").first().waitFor();
  await id.press("Escape");
  assert.equal(await id.inputValue(), "WebServer");
  assert.equal(await main(page).locator(".carried").count(), 0);
  assert.equal(await text(page), before);
});

test("a name half typed is taken when the form is left by Back", async (t) => {
  const page = await open(t, { path: "#/stack" });
  await page.evaluate(() => { location.hash = "#/instance/WebServer"; });
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("AppServer");
  await page.goBack();
  await main(page).getByRole("heading", { name: "Instance" }).waitFor({ state: "detached" });
  const after = await text(page);
  assert.equal(count(after, "WebServer"), 0);
  assert.ok(count(after, "AppServer") > 1);
});

test("a parameter in use says every place before it goes, each with its lines", async (t) => {
  const page = await open(t, { path: "#/parameters" });
  const before = await text(page);
  await page.locator("summary[aria-label='More for InstanceType']").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  const doubt = main(page).locator(".note.doubt");
  await doubt.getByText("WebServer refers to InstanceType.").waitFor();
  await doubt.getByText("WebServer › InstanceType").waitFor();
  await assertAccessible(page, "main");
  await doubt.getByRole("button", { name: /^Show line/ }).first().click();
  await doubt.getByRole("button", { name: "Keep" }).click();
  assert.equal(await text(page), before);
  await page.locator("summary[aria-label='More for InstanceType']").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  await main(page).getByRole("button", { name: "Remove anyway" }).click();
  const after = await text(page);
  assert.ok(!after.includes("  InstanceType:\n    Type") && after.includes("!Ref InstanceType"));
});

test("a parameter's new name is carried into the console's form and the places that use it", async (t) => {
  const page = await open(t, { path: "#/parameters" });
  const before = await text(page);
  await main(page).getByRole("button", { name: "SshCidr" }).click();
  await main(page).getByText(/^Used by /).waitFor();
  const name = main(page).getByLabel("Name", { exact: true });
  await name.fill("Admins");
  await main(page).getByText(/^Also changes \d+ places$/).waitFor();
  await name.press("Enter");
  const after = await text(page);
  assert.equal(count(after, "SshCidr"), 0);
  assert.equal(count(after, "Admins"), count(before, "SshCidr"));
});
