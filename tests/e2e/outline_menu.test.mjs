// What can be done to an entry from the outline: by keys, by the menu, by a finger's button; and from the head of its form.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, copied, openText, until, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = `Parameters:
  KeyName: {Type: String, Default: ""}
Resources:
  # The network.
  Net:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Public:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}
  Topic:
    Type: AWS::SNS::Topic
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [install]}
        install:
          packages: {apt: {nginx: []}}
          files: {/etc/motd: {content: x}}
    Properties: {ImageId: ami-1}
Outputs:
  Vpc: {Value: !Ref Net}
`;

const row = (page, name) => page.getByRole("treeitem", { name, exact: false });
const menu = (page) => page.getByRole("menu");
const items = (page) => menu(page).getByRole("menuitem").allInnerTexts().then((all) => all.map((text) => text.split("\n")[0]));
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("data-key") || document.activeElement.textContent);

async function started(t, options) {
  const page = await open(t, options);
  await openText(page, TEXT, "site.yaml");
  await page.locator('.tree > [data-key="#/instance/Web"]').waitFor({ state: "attached" });
  return page;
}

/** Opens the groups that begin closed and gives the focus to a row. */
async function at(page, name, group) {
  if (group && (await row(page, group).getAttribute("aria-expanded")) === "false") await row(page, group).click();
  await row(page, name).first().focus();
}

describe("the outline", () => {
  test("Delete removes an entry, says so, and Undo brings it back", async (t) => {
    const page = await started(t);
    await at(page, "Topic", "Other resources");
    await page.keyboard.press("Delete");
    await page.getByText("Topic removed.").first().waitFor();
    assert.ok(!(await copied(page)).includes("Topic"));
    // The focus stays in the tree.
    await page.waitForFunction(() => document.activeElement.matches("[role=treeitem]"));
    const undo = page.locator(".toast").getByRole("button", { name: "Undo" });
    await undo.focus();
    await page.keyboard.press("Enter");
    await until(() => copied(page), (text) => text === TEXT);
  });

  test("Delete of an entry that others refer to asks, and can take them along", async (t) => {
    const page = await started(t);
    await at(page, "VPC");
    await page.keyboard.press("Delete");
    const dialog = page.getByRole("dialog", { name: "Remove VPC?" });
    await dialog.waitFor();
    await assertAccessible(page, "dialog[open]");
    assert.match(await dialog.innerText(), /Public, Vpc refer to VPC|refer to VPC/);
    // The safe way has the focus.
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keep");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await copied(page), TEXT);
    await at(page, "VPC");
    await page.keyboard.press("Delete");
    await dialog.waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Remove with Public and Vpc");
    await page.keyboard.press("Enter");
    const text = await until(() => copied(page), (text) => !text.includes("AWS::EC2::VPC"));
    assert.ok(!text.includes("Public") && !text.includes("Outputs") && text.includes("Topic"), text);
    await page.keyboard.press("Control+z");
    await until(() => copied(page), (text) => text === TEXT);
  });

  test("F2 leads to the name, of a resource, of a config and of an entry that the filter found", async (t) => {
    const page = await started(t);
    await at(page, "Topic", "Other resources");
    await page.keyboard.press("F2");
    await untilEqual(() => focused(page), "f/Resources/Topic=");
    await page.keyboard.type("News");
    await page.keyboard.press("Enter");
    await until(() => copied(page), (text) => text.includes("\n  News:\n"));
    await at(page, "install");
    await page.keyboard.press("F2");
    await untilEqual(() => focused(page), "f/Resources/Web/Metadata/AWS::CloudFormation::Init/install=");
    await page.keyboard.press("Escape");
    await page.locator("#outline-filter").fill("motd");
    await at(page, "/etc/motd");
    await page.keyboard.press("F2");
    await untilEqual(() => focused(page), "f/Resources/Web/Metadata/AWS::CloudFormation::Init/install/files/~1etc~1motd=");
  });

  test("the menu opens by Shift+F10, by the menu key and by the right button, and does what it says", async (t) => {
    const page = await started(t);
    await at(page, "Topic", "Other resources");
    await page.keyboard.press("Shift+F10");
    await menu(page).waitFor();
    assert.deepEqual(await items(page), ["Open", "Rename", "Duplicate", "Remove"]);
    await assertAccessible(page, ".rail");
    await until(() => focused(page), (text) => text.startsWith("Open"));
    await page.keyboard.press("Escape");
    await menu(page).waitFor({ state: "detached" });
    await untilEqual(() => focused(page), "#/resource/Topic");
    await page.keyboard.press("ContextMenu");
    await menu(page).waitFor();
    await until(() => focused(page), (text) => text.startsWith("Open"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await untilEqual(() => focused(page), "f/Resources/Topic2=");
    assert.match(await copied(page), /\n {2}Topic2:\n {4}Type: AWS::SNS::Topic\n/);
    await row(page, "Parameters").click({ button: "right" });
    await menu(page).waitFor();
    assert.deepEqual(await items(page), ["Open", "Add into Parameters…"]);
    await menu(page).getByRole("menuitem", { name: "Add into" }).click();
    await until(() => copied(page), (text) => /\n {2}Parameter:/.test(text));
    // A section leads to the field of its form, a group to the list of what can be added.
    await row(page, "packages").click({ button: "right" });
    await menu(page).getByRole("menuitem", { name: "Add into" }).click();
    await untilEqual(() => focused(page), "new-package");
    await row(page, "Network").click({ button: "right" });
    await menu(page).getByRole("menuitem", { name: "Add into" }).click();
    await untilEqual(() => focused(page), "add-filter");
    assert.equal(await page.locator("#add-filter").inputValue(), "subnet");
  });

  test("a finger has a button for the menu", async (t) => {
    const page = await started(t, { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } });
    await page.getByRole("button", { name: "Outline", exact: true }).tap();
    const button = page.getByRole("button", { name: "Menu of Instance" });
    await button.waitFor();
    const size = await button.boundingBox();
    assert.ok(size.width >= 44 && size.height >= 44, JSON.stringify(size));
    await button.tap();
    await menu(page).waitFor();
    await assertAccessible(page, ".rail");
    const box = await menu(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, JSON.stringify(box));
    await menu(page).getByRole("menuitem", { name: "Rename" }).tap();
    await untilEqual(() => focused(page), "f/Resources/Web=");
  });
});

describe("the head of a form", () => {
  test("renames, duplicates and removes, alone or with what refers to it; the head keeps its title", async (t) => {
    const page = await started(t);
    await row(page, "VPC").click();
    const more = page.locator(".head summary", { has: page.locator("svg") });
    await more.focus();
    await page.keyboard.press("Enter");
    await page.locator(".head").getByRole("button", { name: "Remove", exact: true }).focus();
    await page.keyboard.press("Enter");
    const note = page.getByRole("alert");
    await note.waitFor();
    const [title, doubt] = [await page.locator("h1").boundingBox(), await note.boundingBox()];
    assert.ok(doubt.y >= title.y + title.height, "the note is below the title");
    assert.equal(await page.locator("h1").evaluate((it) => it.scrollWidth <= it.clientWidth), true);
    await note.getByRole("button", { name: "Remove with Public and Vpc" }).focus();
    await page.keyboard.press("Enter");
    const text = await until(() => copied(page), (text) => !text.includes("AWS::EC2::VPC"));
    assert.ok(!text.includes("Public"));
    await page.keyboard.press("Control+z");
    await until(() => copied(page), (text) => text === TEXT);
  });

  test("a parameter and an entry of a config have the same in their heads", async (t) => {
    const page = await started(t);
    await row(page, "Parameters").click();
    for (const [place, name] of [["Parameters", "KeyName"], ["files", "/etc/motd"]]) {
      await row(page, place).first().click();
      const summary = page.locator(".main summary", { has: page.locator("svg") }).and(page.getByLabel(`More for ${name}`));
      await summary.click();
      const list = page.locator(".main .more[open]");
      for (const action of ["Duplicate", "Remove"]) {
        assert.equal(await list.getByRole("button", { name: action, exact: true }).count(), 1, `${action} of ${name}`);
      }
      await page.keyboard.press("Escape");
    }
  });
});
