// Parameters, outputs, conditions and mappings, and the way from a value to a parameter and back: what is done in the
// forms is in the text, nothing else is, and one step of Undo takes it back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, openText, workbench } from "./support.mjs";

const { open } = workbench();

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: # which
    Type: String
    Default: dev
  Empty: {Type: String, Default: ""}
  Port:
    Type: Number
    Default: 80000
    MinLength: 2
    MaxValue: 65535
  Secret: {Type: String, NoEcho: true, Default: s}
Mappings:
  Sizes:
    dev: {Type: t3.micro, Zones: [a, b]}
    prod: {Type: m7i.large}
Conditions:
  IsProd: !Equals [!Ref Env, prod] # kept
  Both: !And [!Condition IsProd, !Not [!Equals [!Ref Empty, ""]]]
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-11111111 # ours
      InstanceType: t3.micro
      EbsOptimized: true
  Other:
    Type: Custom::Thing
    Properties:
      InstanceType: t3.micro
      Size: !FindInMap [Sizes, dev, Type]
      Name: !Sub "\${Env}-\${AWS::Region}"
Outputs:
  Url:
    Value: !GetAtt Web.PublicIp
`;

/** Opens the page on the template. */
function on(t, path, options = {}) {
  const start = (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), TEMPLATE);
  return open(t, { path, start, ...options });
}

const text = copied;
const main = (page) => page.getByRole("main");
const field = (page, name) => main(page).getByLabel(name, { exact: true });
const dialog = (page) => page.getByRole("dialog");
const entry = (page, name) => main(page).locator(".opener", { has: page.locator(`.nm:text-is("${name}")`) });

/** Opens the menu of an entry and presses a button in it. */
async function menu(page, name, item) {
  await main(page).locator(`summary[aria-label="More for ${name}"]`).click();
  await main(page).locator("details[open]").getByRole("button", { name: item, exact: true }).click();
}

/** Chooses how the value of a field is given. */
async function given(page, name, as) {
  const select = field(page, `${name} is given as`);
  await select.focus();
  await select.selectOption(as);
}

async function undone(page) {
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), TEMPLATE);
}

test("opening every entry of every form, and leaving each field, changes no byte", async (t) => {
  const page = await on(t, "#/parameters");
  for (const [path, names] of [
    ["#/parameters", ["Env", "Empty", "Port", "Secret"]],
    ["#/outputs", ["Url"]],
    ["#/conditions", ["IsProd", "Both"]],
    ["#/mappings", ["Sizes"]],
  ]) {
    await page.evaluate((path) => (location.hash = path), path);
    for (const name of names) {
      await entry(page, name).click();
      for (const input of await main(page).locator("input:visible, select:visible, textarea:visible").all()) await input.focus();
      await page.locator("#form-title").focus();
    }
  }
  assert.equal(await text(page), TEMPLATE);
});

test("a parameter shows the rows of its type, keeps the others, and judges its default", async (t) => {
  const page = await on(t, "#/parameters");
  await entry(page, "Port").click();
  await main(page).getByText("MinLength applies to String.").waitFor();
  await main(page).getByText("The default does not fit: Port has to be at most 65535.").waitFor();
  assert.equal(await field(page, "Allowed pattern").count(), 0);
  await main(page).getByRole("button", { name: "Remove MinLength" }).click();
  await field(page, "Default").fill("8080");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["-Default: 80000", "-MinLength: 2", "+Default: 8080"]);
  await main(page).getByText("does not fit").first().waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await field(page, "Type").fill("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>");
  await field(page, "Image").selectOption({ label: "Debian 12, arm64" });
  assert.deepEqual(changed(TEMPLATE, await text(page)), [
    "-Type: Number",
    "-Default: 80000",
    "+Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    "+Default: /aws/service/debian/release/12/latest/arm64",
  ]);
});

test("groups and labels of the console's form: made, filled, ordered, and gone without a trace", async (t) => {
  const page = await on(t, "#/parameters");
  await entry(page, "Port").click();
  await field(page, "Group").selectOption({ label: "A new group" });
  await field(page, "Label of group 1").fill("Network");
  assert.deepEqual(changed(TEMPLATE, await text(page)).slice(0, 6), [
    "+Metadata:",
    "+AWS::CloudFormation::Interface:",
    "+ParameterGroups:",
    "+- Label:",
    "+default: Network",
    "+Parameters:",
  ]);
  await entry(page, "Env").click();
  await field(page, "Group").selectOption({ label: "Network" });
  await field(page, "Label").fill("Stage");
  assert.match(await text(page), /Parameters:\n {10}- Port\n {10}- Env\n {4}ParameterLabels:\n {6}Env:\n {8}default: Stage\n/);
  await menu(page, "Env", "Move up");
  assert.match(await text(page), /- Env\n {10}- Port\n/);
  await menu(page, "group 1", "Remove");
  await field(page, "Label").fill("");
  assert.equal(await text(page), TEMPLATE);
});

test("an output is added, exported, put under a condition, and a copy has no export", async (t) => {
  const page = await on(t, "#/outputs");
  await field(page, "Name of the new output").fill("Site");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "f/Outputs/Site/Value");
  await page.keyboard.type("http://x");
  await main(page).getByRole("switch").click();
  await main(page).getByText("Importing stacks are not known here.").waitFor();
  await field(page, "Condition").selectOption("IsProd");
  // Quotes are the writer's choice, after what stands around.
  assert.deepEqual(changed(TEMPLATE, await text(page)).map((line) => line.replace(/"(http|IsProd)([^"]*)"/, "$1$2")), [
    "+Site:",
    "+Condition: IsProd",
    "+Value: http://x",
    "+Export:",
    "+Name: !Sub ${AWS::StackName}-Site",
  ]);
  await menu(page, "Site", "Duplicate");
  assert.match(await text(page), /  Site2:\n {4}Condition: "?IsProd"?\n {4}Value: "?http:\/\/x"?\n$/);
});

test("conditions read as sentences, are made from what is meant, and put on resources", async (t) => {
  const page = await on(t, "#/conditions");
  await main(page).getByText("IsProd and Empty is not empty").first().waitFor();
  await field(page, "New condition: true if").selectOption("a parameter is not empty");
  await field(page, "Parameter").selectOption("Empty");
  await main(page).getByRole("button", { name: "Add a condition" }).last().click();
  assert.deepEqual(changed(TEMPLATE, await text(page)), ['+HasEmpty: !Not [!Equals [!Ref Empty, ""]]']);
  await main(page).getByText("True if Empty is not empty.").waitFor();
  await field(page, "Make something depend on HasEmpty").selectOption({ label: "Web" });
  assert.ok((await text(page)).includes("    Type: AWS::EC2::Instance\n    Condition: HasEmpty\n"));
  await main(page).getByText("Used by Web: 1 place.").waitFor();
  await page.keyboard.press("Control+z");
  await undone(page);
  await field(page, "New condition: true if").selectOption("the region is one of");
  await field(page, "eu-west-1").check();
  await field(page, "us-east-1").check();
  await main(page).getByRole("button", { name: "Add a condition" }).last().click();
  await main(page).getByText("True if the region is eu-west-1 or us-east-1.").waitFor();
});

test("a mapping is a table: cells, rows, columns, and what asks for them", async (t) => {
  const page = await on(t, "#/mappings");
  await entry(page, "Sizes").click();
  await field(page, "Type of prod").fill("m7i.xlarge");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["-prod: {Type: m7i.large}", "+prod: {Type: m7i.xlarge}"]);
  await undone(page);
  await field(page, "Key of column Type").fill("Kind");
  await page.keyboard.press("Enter");
  const renamed = await text(page);
  assert.ok(renamed.includes("dev: {Kind: t3.micro") && renamed.includes("prod: {Kind: m7i") && renamed.includes("[Sizes, dev, Kind]"));
  await field(page, "Key of column Kind").waitFor();
  await undone(page);
  await field(page, "Key of the new row").fill("test");
  await page.keyboard.press("Enter");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["+test:", '+Type: ""', '+Zones: ""']);
  await field(page, "Key of row test").waitFor();
  await undone(page);
  await menu(page, "column Zones", "Remove");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["-dev: {Type: t3.micro, Zones: [a, b]}", "+dev: {Type: t3.micro}"]);
  await undone(page);
  await menu(page, "row dev", "Remove");
  await main(page).getByText("Other refers to dev.").waitFor();
  await main(page).getByRole("button", { name: "Keep" }).click();
  assert.equal(await text(page), TEMPLATE);
});

test("a value becomes a parameter at once, and comes back", async (t) => {
  const page = await on(t, "#/instance/Web");
  await given(page, "ImageId", "make a parameter");
  await page.waitForFunction(() => document.activeElement?.value === "ImageId");
  const made = await text(page);
  assert.ok(made.includes("      ImageId: !Ref ImageId # ours\n"));
  assert.ok(made.includes("  ImageId:\n    Type: AWS::EC2::Image::Id\n    Default: ami-11111111\nMappings:"));
  await undone(page);
  await given(page, "ImageId", "make a parameter");
  await given(page, "ImageId", "inline");
  assert.equal(await text(page), TEMPLATE);
});

test("a field without a choice of functions has a menu for it", async (t) => {
  const page = await on(t, "#/instance/Web");
  await main(page).locator('summary[aria-label="How IMDSv2 is given"]').click();
  await main(page).getByRole("button", { name: "Make this a parameter" }).click();
  const made = await text(page);
  assert.ok(made.includes("      MetadataOptions:\n        HttpTokens: !Ref HttpTokens\n"), made);
  assert.ok(made.includes("  HttpTokens:\n    Type: String\n"), made);
  await undone(page);
});

test("equal values are offered before a parameter is made, one step either way", async (t) => {
  const page = await on(t, "#/instance/Web");
  await given(page, "InstanceType", "make a parameter");
  await dialog(page).getByText("1 other place has the same value.").waitFor();
  await assertAccessible(page, "dialog");
  await dialog(page).getByLabel("Name of the parameter").fill("MachineType");
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  const made = await text(page);
  assert.equal(made.split("InstanceType: !Ref MachineType").length, 3);
  assert.ok(made.includes("  MachineType:\n    Type: String\n    Default: t3.micro\n"));
  await undone(page);
});

test("a parameter is inlined everywhere, or it is said why not", async (t) => {
  const page = await on(t, "#/parameters");
  await menu(page, "Env", "Inline Env");
  await dialog(page).getByText("The condition IsProd (Env is prod) then compares values that never change.").waitFor();
  await assertAccessible(page, "dialog");
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  const done = await text(page);
  assert.ok(done.includes("IsProd: !Equals [dev, prod] # kept") && done.includes('Name: !Sub "dev-${AWS::Region}"'));
  assert.ok(!done.includes("Env:"));
  await undone(page);
  await menu(page, "Secret", "Inline Secret");
  await dialog(page).getByRole("status").getByText("Secret is NoEcho").waitFor();
  assert.ok(await dialog(page).getByRole("button", { name: "Apply" }).isDisabled());
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  assert.equal(await text(page), TEMPLATE);
});

test("a literal becomes a value by region", async (t) => {
  const page = await on(t, "#/resource/Other");
  await main(page).locator('summary[aria-label="More for InstanceType"]').click();
  await main(page).getByRole("button", { name: "By region…" }).click();
  await dialog(page).getByLabel("us-west-2").uncheck();
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  const done = await text(page);
  assert.ok(done.includes('InstanceType: !FindInMap [RegionMap, !Ref "AWS::Region", InstanceType]'), done);
  assert.ok(done.includes("  RegionMap:\n    eu-central-1:\n") && !done.includes("us-west-2"));
  await undone(page);
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [390, 844, "dark"]]) {
  test(`axe finds nothing at ${width}×${height}, ${colorScheme}`, async (t) => {
    const page = await on(t, "#/parameters", { context: { viewport: { width, height }, colorScheme } });
    for (const [path, name] of [["parameters", "Port"], ["outputs", "Url"], ["conditions", "Both"], ["mappings", "Sizes"]]) {
      await page.evaluate((path) => (location.hash = `#/${path}`), path);
      await entry(page, name).click();
      await main(page).getByLabel("Name", { exact: true }).first().waitFor();
      await assertAccessible(page, "main");
    }
  });
}

test("a reference begins with the name that the field most likely means", async (t) => {
  const page = await open(t);
  await openText(page, `Parameters:
  KeyName: {Type: String}
Resources:
  Table: {Type: AWS::EC2::RouteTable}
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ""
`, "web.yaml");
  await page.evaluate(() => (location.hash = "#/instance/Web"));
  await given(page, "KeyName", "!Ref");
  assert.match(await copied(page), /KeyName: !Ref KeyName\n/);
  // Nothing fits: the field is empty, has the focus, and offers the names.
  await given(page, "ImageId", "!Ref");
  assert.match(await copied(page), /ImageId: !Ref (""|'')\n/);
  await page.waitForFunction(() => document.activeElement?.id.endsWith("/ImageId"));
});
