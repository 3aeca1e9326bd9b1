// Resources in their forms: added with what they need, chosen by reference, duplicated, removed; texts that are no template.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, openText, until, workbench } from "./support.mjs";

const { open } = workbench();
const main = (page) => page.getByRole("main");

/** Waits until the text is as asked for, and gives it. */
const textWith = (page, is) => until(() => copied(page), is);

const NETWORK = `Resources:
  Net:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  First:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Net
      CidrBlock: 10.0.0.0/24
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-11111111
      UserData: !Base64 |
        #!/bin/bash -x
        dnf install -y nginx
`;

async function opened(page, text, hash = "") {
  await openText(page, text);
  await textWith(page, (now) => now === text);
  if (hash) await page.evaluate((hash) => { location.hash = hash; }, hash);
}

test("a resource is duplicated and removed in the head of its form", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await copied(page);
  const menu = page.locator(".head").getByLabel("More for WebServer");
  await menu.click();
  await main(page).getByRole("button", { name: "Duplicate", exact: true }).click();
  await page.waitForURL(/WebServer2/);
  await textWith(page, (text) => /^ {2}WebServer2:$/m.test(text));
  await page.locator(".head").getByLabel("More for WebServer2").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  await textWith(page, (text) => text === before);
  await page.evaluate(() => { location.hash = "#/vpc/VPC"; });
  await page.locator(".head").getByLabel("More for VPC").click();
  await main(page).getByRole("button", { name: "Remove", exact: true }).click();
  const note = page.locator(".head [role=alert]");
  await note.getByText(/refer to VPC\./).waitFor();
  const [title, box] = [await page.locator("#form-title").boundingBox(), await note.boundingBox()];
  assert.ok(box.y > title.y + title.height, "the confirmation is below the title");
  assert.equal(await page.locator("#form-title").evaluate((title) => title.scrollWidth > title.clientWidth), false);
  await assertAccessible(page, "main");
  await note.getByRole("button", { name: "Keep" }).click();
  assert.equal(await copied(page), before);
});

test("a form of all keys offers no function where CloudFormation takes none", async (t) => {
  const page = await open(t, { path: "#/at/Resources/VPC/Properties" });
  const more = page.locator(".head .more summary");
  await more.click();
  assert.equal(await main(page).getByRole("button", { name: /^Put it into/ }).count(), 0, "Properties takes no function");
});

test("a subnet is chosen from the subnets, and its key gets its place", async (t) => {
  const page = await open(t, { path: "#/stack" });
  await opened(page, NETWORK, "#/instance/Web");
  const subnet = main(page).getByLabel("Subnet", { exact: true });
  await subnet.selectOption("First");
  const now = await textWith(page, (text) => text.includes("SubnetId"));
  assert.ok(now.includes("      ImageId: ami-11111111\n      SubnetId: !Ref First\n      UserData:"), now);
});

test("a new resource has what the template determines, and shows what is required", async (t) => {
  const page = await open(t, { path: "#/stack" });
  await opened(page, NETWORK);
  const add = async (type) => {
    await page.keyboard.press("Escape");
    await page.locator("#add-to-template").click();
    await page.locator("#add-filter").fill(type);
    await page.locator(".add-list").getByRole("button", { name: type, exact: true }).click();
  };
  await add("AWS::EC2::SecurityGroup");
  const now = await textWith(page, (text) => text.includes("SecurityGroup:"));
  assert.deepEqual(changed(NETWORK, now).filter((line) => !line.includes("Tags")), [
    "+SecurityGroup:", "+Type: AWS::EC2::SecurityGroup", "+Properties:", "+GroupDescription: SecurityGroup", "+VpcId: !Ref Net",
  ]);
  await add("AWS::EC2::VolumeAttachment");
  await main(page).locator(".at.is-required").first().waitFor();
  await assertAccessible(page, "main");
});

test("the quotes of a value do not depend on how it is typed", async (t) => {
  const page = await open(t, { path: "#/stack" });
  const text = NETWORK.replace("      CidrBlock: 10.0.0.0/16\n", "      EnableDnsSupport: true\n");
  await opened(page, text, "#/vpc/Net");
  const block = main(page).getByLabel("CIDR block", { exact: true });
  await block.click();
  await page.keyboard.type("10.0.0.0/16");
  await textWith(page, (now) => now.includes("CidrBlock: 10.0.0.0/16\n"));
  await opened(page, NETWORK.replace("10.0.0.0/16", "\"10.0.0.0/16\""), "#/vpc/Net");
  await block.fill("10.1.0.0/16");
  await textWith(page, (now) => now.includes("CidrBlock: \"10.1.0.0/16\"\n"));
});

test("a text that is no template is called so, with the way to the starters", async (t) => {
  const page = await open(t, { path: "#/stack" });
  for (const [text, why] of [
    ["services:\n  web:\n    image: nginx\n", "no section of a template"],
    ["- a\n- b\n", "is a list"],
    ["Some words of a sentence\n", "is a single value"],
  ]) {
    await opened(page, text, "#/stack");
    const note = main(page).locator(".note.err");
    await note.getByText("This is not a CloudFormation template.").waitFor();
    await note.getByText(why, { exact: false }).waitFor();
    await page.locator(".status").getByText("Not a template").waitFor();
  }
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Start from a template" }).click();
  await page.waitForURL(/#\/designs/);
});

test("a key that is written twice is one row of the outline", async (t) => {
  const page = await open(t, { path: "#/stack" });
  await opened(page, "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n  Topic:\n    Type: AWS::SNS::Topic\n");
  await page.locator("#outline-filter").fill("Topic");
  const row = page.getByRole("treeitem", { name: /^Topic/ });
  await row.waitFor();
  assert.equal(await row.count(), 1);
  await page.getByRole("button", { name: /^Deploy/ }).first().click();
  await page.getByRole("dialog").getByText("The key Topic is written again on line 4").first().waitFor();
});

test("a name that is not applied yet says so, and is applied on reload and on saving", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("AppServer");
  await main(page).getByText("Not renamed yet", { exact: false }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), id.press("Control+s")]);
  assert.ok(download);
  await page.waitForURL(/AppServer/);
  const again = main(page).getByLabel("Logical id", { exact: true });
  await again.fill("SiteServer");
  await main(page).getByText("Not renamed yet", { exact: false }).waitFor();
  await page.reload();
  await page.locator("#boot").waitFor({ state: "detached" });
  await textWith(page, (text) => /^ {2}SiteServer:$/m.test(text));
});

test("a refused name shows its reason once, and a deleted one comes back", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const id = main(page).getByLabel("Logical id", { exact: true });
  await id.fill("VPC");
  await id.press("Enter");
  assert.equal(await main(page).getByText("VPC already exists. Choose another name.").count(), 1);
  await id.fill("");
  await page.locator("#form-title").focus();
  await until(() => id.inputValue(), (value) => value === "WebServer");
});

test("descenders of cut labels are visible, and the list of additions uses the height", async (t) => {
  const page = await open(t, { path: "#/stack" });
  await page.locator("#add-to-template").click();
  const rows = page.locator(".add-list").first().locator("li");
  await rows.first().waitFor();
  const height = (await page.locator(".add-list").first().boundingBox()).height;
  assert.ok(height > 280, `${height} px`);
  const label = page.locator(".add-list .cut").first();
  const [size, line] = await label.evaluate((it) => [getComputedStyle(it).fontSize, getComputedStyle(it).lineHeight].map(parseFloat));
  assert.ok(line >= size * 1.3, `${line} of ${size}`);
});
