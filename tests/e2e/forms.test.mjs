// The forms, used as a person uses them: what is typed and pressed is in the text, and nothing else is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, changed, painted, workbench } from "./support.mjs";

const { open } = workbench();

const PLACES = {
  stack: "#/stack",
  parameters: "#/parameters",
  vpc: "#/vpc/VPC",
  subnets: "#/subnets",
  instance: "#/instance/WebServer",
  packages: "#/init/WebServer/install/packages",
  files: "#/init/WebServer/configure/files",
  services: "#/init/WebServer/configure/services",
};

/** The template as it is downloaded. */
async function text(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download/ }).first().click(),
  ]);
  return readFile(await download.path(), "utf8");
}

const main = (page) => page.getByRole("main");
const undo = (page) => page.getByRole("status").or(page.locator(".toast")).getByRole("button", { name: "Undo" });

test("the VPC's block is edited and drawn", async (t) => {
  const page = await open(t, { path: PLACES.vpc });
  const before = await text(page);
  const block = main(page).getByLabel("CIDR block", { exact: true });
  await block.fill("10.20.0.0/16");
  assert.deepEqual(changed(before, await text(page)), ["-CidrBlock: 10.0.0.0/16", "+CidrBlock: 10.20.0.0/16"]);
  await main(page).getByText("is outside the VPC").waitFor();
  await block.fill("10.0.0.0/16");
  await main(page).getByText("next free").waitFor();
  assert.equal(await text(page), before);
});

test("a subnet is added at the next free block, renamed, and removed with undo", async (t) => {
  const page = await open(t, { path: PLACES.subnets });
  const before = await text(page);
  await main(page).getByRole("button", { name: /Private subnet at 10\.0\.1\.0\/24/ }).click();
  assert.deepEqual(changed(before, await text(page)).slice(0, 5), [
    "+PrivateSubnet:",
    "+Type: AWS::EC2::Subnet",
    "+Properties:",
    "+VpcId: !Ref VPC",
    "+CidrBlock: 10.0.1.0/24",
  ]);
  const id = main(page).getByLabel("Logical id", { exact: true });
  assert.equal(await id.inputValue(), "PrivateSubnet");
  await id.fill("Back");
  await id.press("Enter");
  await main(page).getByRole("button", { name: "Back", exact: true }).waitFor();
  await page.locator("summary[aria-label='More for Back']").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  assert.equal(await text(page), before);
});

test("removing a subnet in use says who refers to it", async (t) => {
  const page = await open(t, { path: PLACES.subnets });
  const before = await text(page);
  await page.locator("summary[aria-label='More for PublicSubnet']").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  await main(page).getByText("WebServer refers to PublicSubnet.").waitFor();
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Keep" }).click();
  assert.equal(await text(page), before);
  await page.locator("summary[aria-label='More for PublicSubnet']").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  await main(page).getByRole("button", { name: "Remove anyway" }).click();
  assert.ok(!(await text(page)).includes("  PublicSubnet:"));
  await undo(page).click();
  assert.equal(await text(page), before);
});

test("a package is added, given versions, renamed, moved and removed", async (t) => {
  const page = await open(t, { path: PLACES.packages });
  const before = await text(page);
  await page.getByLabel("Name of the package").fill("redis-server");
  await page.keyboard.press("Enter");
  assert.deepEqual(changed(before, await text(page)), ["+redis-server: []"]);
  const added = await text(page);
  const versions = page.getByLabel("Versions of redis-server, any if empty");
  await versions.fill("7.0");
  await versions.press("Tab");
  assert.deepEqual(changed(added, await text(page)), ["-redis-server: []", "+redis-server:", '+- "7.0"']);
  await versions.fill("");
  await versions.press("Tab");
  assert.equal(await text(page), added);
  await page.locator("summary[aria-label='More for redis-server']").click();
  await page.getByRole("button", { name: "Move up" }).click();
  assert.ok((await text(page)).includes("redis-server: []\n              python3-psycopg2: []"));
  const name = page.getByLabel("Name of redis-server");
  await name.fill("valkey");
  await name.press("Enter");
  assert.ok((await text(page)).includes("valkey: []\n              python3-psycopg2: []"));
  await page.locator("summary[aria-label='More for valkey']").click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  assert.equal(await text(page), before);
  await undo(page).click();
  assert.ok((await text(page)).includes("valkey: []"));
});

test("a file is added and a script typed into it, letter by letter", async (t) => {
  const page = await open(t, { path: PLACES.files });
  const before = await text(page);
  await page.getByRole("button", { name: "Add a file" }).first().click();
  await page.keyboard.type("/usr/local/bin/hello");
  await page.keyboard.press("Enter");
  const opener = main(page).getByRole("button", { name: "/usr/local/bin/hello" });
  await opener.waitFor();
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  const content = page.getByLabel("Content", { exact: true });
  await content.click();
  const script = ["#!/bin/sh", "set -eu", "", "for name in a b; do", '  echo "hello: $name" # yes', "done"];
  for (const [index, line] of script.entries()) {
    if (index) await page.keyboard.press("Enter");
    await page.keyboard.type(line);
  }
  assert.equal(await content.inputValue(), script.join("\n"));
  assert.deepEqual(changed(before, await text(page)), [
    "+/usr/local/bin/hello:",
    "+owner: root",
    "+group: root",
    '+mode: "000644"',
    "+content: |",
    ...script.map((line) => `+${line.trim()}`),
    "+",
  ]);
  // In the middle: the caret stays where one types.
  await content.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  await page.keyboard.type(" -x");
  await page.keyboard.press("Enter");
  await page.keyboard.type("# second");
  const now = await content.inputValue();
  assert.equal(now, ["#!/bin/sh -x", "# second", ...script.slice(1)].join("\n"));
  assert.equal(await content.evaluate((area) => area.selectionStart), "#!/bin/sh -x\n# second".length);
});

test("replacing ${…} keeps the text, and names are said below it", async (t) => {
  const page = await open(t, { path: "#/init/WebServer/watch/files" });
  const before = await text(page);
  await page.getByRole("button", { name: "/etc/cfn/cfn-hup.conf" }).click();
  const replace = page.getByLabel("Replace ${…}");
  assert.ok(await replace.isChecked());
  await page.locator(".ed-status").getByText("region of the stack").waitFor();
  await replace.uncheck();
  assert.deepEqual(changed(before, await text(page)), ["-content: !Sub |", "+content: |"]);
  await replace.check();
  assert.equal(await text(page), before);
  const content = page.getByLabel("Content", { exact: true });
  await content.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" # ${Nothing}");
  await page.locator(".ed-status").getByText("unknown: not in the template").waitFor();
});

test("octal and letters of the mode edit each other", async (t) => {
  const page = await open(t, { path: PLACES.files });
  const before = await text(page);
  await page.getByRole("button", { name: "/opt/webapp/app.py" }).click();
  await page.getByRole("button", { name: "Others read" }).click();
  assert.deepEqual(changed(before, await text(page)), ['-mode: "000644"', '+mode: "000640"']);
  await page.getByText("root reads and writes, group root reads, others nothing.").waitFor();
  await page.getByLabel("Mode, octal").fill("000755");
  await page.getByText("rwxr-xr-x", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Owner run" }).getAttribute("aria-pressed"), "true");
  assert.deepEqual(changed(before, await text(page)), ['-mode: "000644"', '+mode: "000755"']);
});

test("a file is renamed with the service it restarts, and removed with undo", async (t) => {
  const page = await open(t, { path: PLACES.files });
  const before = await text(page);
  await page.getByRole("button", { name: "/etc/nginx/conf.d/webapp.conf" }).click();
  const path = page.getByLabel("Path", { exact: true });
  await path.fill("/etc/nginx/conf.d/site.conf");
  await path.press("Enter");
  await page.waitForFunction(() => document.activeElement?.value === "/etc/nginx/conf.d/site.conf");
  const renamed = await text(page);
  assert.equal(renamed, before.replaceAll("/etc/nginx/conf.d/webapp.conf", "/etc/nginx/conf.d/site.conf"));
  await page.locator("summary[aria-label='More for /etc/nginx/conf.d/site.conf']").click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  const removed = await text(page);
  assert.ok(!removed.includes("site.conf"));
  await undo(page).click();
  assert.equal(await text(page), renamed);
});

test("a service is added with what restarts it", async (t) => {
  const page = await open(t, { path: PLACES.services });
  const before = await text(page);
  await page.getByLabel("Name of the service").fill("redis");
  await page.getByRole("button", { name: "Add a service as entered" }).click();
  await page.getByLabel("/opt/webapp/app.py").check();
  await page.getByText("Stopped", { exact: true }).click();
  assert.deepEqual(changed(before, await text(page)), [
    "+redis:",
    "+enabled: true",
    "+ensureRunning: false",
    "+files:",
    "+- /opt/webapp/app.py",
  ]);
  await page.getByLabel("/opt/webapp/app.py").uncheck();
  assert.deepEqual(changed(before, await text(page)), ["+redis:", "+enabled: true", "+ensureRunning: false"]);
});

test("the instance's disk, metadata and groups are edited", async (t) => {
  const page = await open(t, { path: PLACES.instance });
  const before = await text(page);
  await page.getByLabel("Size in GiB").fill("32");
  assert.ok((await text(page)).includes("VolumeSize: 32, Encrypted: true"));
  await page.getByLabel("IMDSv2", { exact: true }).selectOption("optional");
  await page.getByLabel("Waits for").fill("PT45M");
  const after = await text(page);
  assert.ok(after.includes("{ HttpTokens: optional, HttpPutResponseHopLimit: 1 }") && after.includes("Timeout: PT45M"));
  await page.getByLabel("WebSecurityGroup").uncheck();
  assert.ok(!(await text(page)).includes("SecurityGroupIds:"));
  assert.notEqual(before, after);
});

test("parameters are added and their defaults edited", async (t) => {
  const page = await open(t, { path: PLACES.parameters });
  const before = await text(page);
  await page.getByLabel("Name of the new parameter").fill("Owner Name");
  await page.keyboard.press("Enter");
  await page.getByText("A logical id has letters A to Z and digits only.").waitFor();
  await page.getByLabel("Name of the new parameter").fill("Owner");
  await page.keyboard.press("Enter");
  await page.getByLabel("Default", { exact: true }).fill("yes");
  assert.deepEqual(changed(before, await text(page)), ["+Owner:", "+Type: String", '+Default: "yes"']);
});

test("the description is edited", async (t) => {
  const page = await open(t, { path: PLACES.stack });
  await page.getByLabel("Description").fill("My site: one machine");
  assert.ok((await text(page)).includes('\nDescription: "My site: one machine"\n'));
});

test("by keyboard only: a file is opened, its mode changed, moved, and the menu left by Escape", async (t) => {
  const page = await open(t, { path: PLACES.files });
  const before = await text(page);
  await page.getByRole("button", { name: "/opt/webapp/app.py" }).focus();
  await page.keyboard.press("Enter");
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) === "Group write") break;
  }
  await page.keyboard.press("Space");
  assert.deepEqual(changed(before, await text(page)), ['-mode: "000644"', '+mode: "000664"']);
  const more = page.locator("summary[aria-label='More for /opt/webapp/app.py']");
  await more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await more.evaluate((summary) => summary.parentElement.open), false);
  assert.equal(await more.evaluate((summary) => summary === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Move down");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "More for /opt/webapp/app.py");
  assert.equal(await page.locator(".opener .nm").nth(1).textContent(), "/opt/webapp/app.py");
});

test("a file is doubled, fetched from an address instead, and gets a context", async (t) => {
  const page = await open(t, { path: "#/init/WebServer/watch/files" });
  const before = await text(page);
  await page.locator("summary[aria-label='More for /etc/cfn/cfn-hup.conf']").click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  const path = page.getByLabel("Path", { exact: true });
  assert.equal(await path.inputValue(), "/etc/cfn/cfn-hup-2.conf");
  const doubled = await text(page);
  assert.equal(changed(before, doubled).length, 10);
  await page.getByRole("button", { name: "Source URL" }).click();
  await page.getByLabel("Source URL", { exact: true }).fill("https://example.com/a.conf");
  const fetched = changed(before, await text(page));
  assert.ok(fetched.includes("+source: https://example.com/a.conf") && !fetched.some((line) => line.includes("[main]")));
  await page.getByRole("button", { name: "Inline" }).click();
  await page.getByLabel("Content", { exact: true }).click();
  await page.keyboard.type("name={{name}}");
  await page.getByRole("button", { name: "Add a value" }).click();
  await page.getByLabel("Value of name", { exact: true }).fill("22:22");
  const lines = changed(before, await text(page));
  assert.deepEqual(lines.slice(4, 9), ["+content: |", "+name={{name}}", "+context:", '+name: "22:22"', "+"]);
});

test("a mode without quotes is mended, and a form outlives an undo of its name", async (t) => {
  const text0 = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n" +
    "          files:\n            /a: {content: x, mode: 000400}\n";
  const start = (page) => page.addInitScript((text) => localStorage.setItem("cf-init.text", text), text0);
  const page = await open(t, { path: "#/init/W/config/files", start });
  await page.getByRole("button", { name: "/a", exact: false }).first().click();
  await page.getByText("The mode has no quotes.").waitFor();
  await page.getByRole("button", { name: 'Write "000400"' }).click();
  assert.deepEqual(changed(text0, await text(page)), ["-/a: {content: x, mode: 000400}", '+/a: {content: x, mode: "000400"}']);
  await page.evaluate(() => (location.hash = "#/instance/W"));
  const id = page.getByLabel("Logical id", { exact: true });
  await id.fill("Web");
  await id.press("Enter");
  await page.waitForFunction(() => location.hash === "#/instance/Web");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.getByText("It is no longer in the template.").waitFor();
});

test("a form that goes away under the caret, by Back or Undo, goes quietly", async (t) => {
  const page = await open(t, { path: PLACES.parameters });
  const away = [
    [PLACES.vpc, (page) => page.getByLabel("CIDR block", { exact: true })],
    [PLACES.vpc, (page) => page.getByLabel("Logical id", { exact: true })],
    [PLACES.instance, (page) => page.getByLabel("Waits for")],
    [PLACES.packages, (page) => page.getByLabel("Versions of nginx, any if empty")],
    [PLACES.packages, (page) => page.getByLabel("Name of nginx")],
    [PLACES.packages, (page) => page.getByLabel("Name of the package")],
  ];
  for (const [place, field] of away) {
    await page.evaluate((hash) => (location.hash = hash), place);
    await field(page).focus();
    await page.keyboard.type("9");
    await page.goBack();
    await page.getByRole("heading", { name: "Parameters", level: 1 }).waitFor();
  }
  await page.evaluate((hash) => (location.hash = hash), PLACES.files);
  await page.getByLabel("Path of the new file").fill("/x");
  await page.keyboard.press("Enter");
  await page.getByLabel("Content", { exact: true }).focus();
  await page.keyboard.type("abc");
  const step = page.getByRole("button", { name: /^Undo/ }).first();
  for (let i = 0; i < 12 && (await step.isEnabled()); i++) await step.evaluate((button) => button.click());
  assert.equal(await page.getByRole("main").getByRole("button", { name: /^\/x/ }).count(), 0);
});

test("the way from a line leads to its field, and opens what holds it", async (t) => {
  const page = await open(t, { path: PLACES.files });
  await page.getByRole("button", { name: "/opt/webapp/app.py" }).click();
  await page.getByRole("button", { name: "line 179" }).first().click();
  await page.waitForFunction(() => document.activeElement?.closest(".side"));
  await page.evaluate((hash) => (location.hash = hash), PLACES.stack);
  await page.getByRole("heading", { name: "Stack", level: 1 }).waitFor();
  await page.locator(".side .cm-content").focus();
  await page.keyboard.press("Alt+l");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Mode, octal");
  assert.equal(await page.getByLabel("Mode, octal").inputValue(), "000644");
});

for (const colorScheme of ["light", "dark"]) {
  test(`every form is accessible, ${colorScheme}`, async (t) => {
    const page = await open(t, { path: PLACES.stack, context: { colorScheme } });
    for (const [name, hash] of Object.entries(PLACES)) {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await painted(page);
      const opener = page.locator(".opener").nth(name === "services" ? 1 : 0);
      if (await opener.count()) await opener.click();
      await assertAccessible(page, "main");
    }
  });
}

for (const [width, height] of [[768, 1024], [390, 844]]) {
  test(`every form fits ${width} pixels`, async (t) => {
    const page = await open(t, { path: PLACES.stack, context: { viewport: { width, height } } });
    for (const [name, hash] of Object.entries(PLACES)) {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await painted(page);
      const opener = page.locator(".opener").first();
      if (await opener.count()) await opener.click();
      const wide = await page.locator(".scroll").evaluate((pane) => pane.scrollWidth - pane.clientWidth);
      assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
    }
  });
}
