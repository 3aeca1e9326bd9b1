// The outline of a template as large as CloudFormation takes: a part of its rows is drawn, and all can be reached.
import assert from "node:assert/strict";
import { test } from "node:test";
import { template } from "../bench/template.mjs";
import { assertAccessible, painted, openText, workbench } from "./support.mjs";

const { open } = workbench();

const RESOURCES = 497;
const tree = (page) => page.locator(".tree");
const drawn = (page) => page.locator(".tree > [role=treeitem]");
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: row } = document;
    const seen = row.getBoundingClientRect();
    const frame = row.closest(".tree")?.getBoundingClientRect();
    return { key: row.getAttribute("data-key"), inSight: frame !== undefined && seen.top >= frame.top && seen.bottom <= frame.bottom };
  });

async function large(t) {
  const page = await open(t);
  await openText(page, template(400_000));
  // Groups that begin closed: then there is a row for each resource.
  for (const group of ["Routing", "Security groups", "Other resources"]) {
    await page.locator("#outline-filter").fill(group);
    const row = page.getByRole("treeitem", { name: group });
    if ((await row.count()) > 0 && (await row.first().getAttribute("aria-expanded")) === "false") await row.first().click();
  }
  await page.locator("#outline-filter").fill("");
  return page;
}

test("of a thousand rows those are drawn that are seen, and each says where it stands", async (t) => {
  const page = await large(t);
  // The row of the open form is far down, and comes into sight when the filter is gone.
  await page.waitForFunction(() => {
    const tree = document.querySelector(".tree");
    tree.scrollTop = 0;
    return tree.querySelector("[role=treeitem]").getAttribute("aria-posinset") === "1";
  });
  const rows = await drawn(page).count();
  assert.ok(rows > 30 && rows < 150, `${rows} rows are drawn`);
  const all = await page.evaluate(() => {
    const row = document.querySelector(".tree > [role=treeitem]");
    return Math.round((document.querySelector(".tree").scrollHeight - 12) / row.offsetHeight);
  });
  assert.ok(all > RESOURCES, `the outline has room for ${all} rows`);
  assert.equal(await drawn(page).first().getAttribute("aria-posinset"), "1");
  const level = drawn(page).locator("xpath=self::*[@aria-level='1']");
  assert.equal(await level.first().getAttribute("aria-setsize"), await level.last().getAttribute("aria-setsize"));
  await assertAccessible(page);
});

test("scrolling draws others in their place, and the row with the focus keeps it", async (t) => {
  const page = await large(t);
  await drawn(page).nth(5).focus();
  const before = await focused(page);
  for (const top of [3000, 9000, 4000, 15000]) {
    await tree(page).evaluate((element, top) => (element.scrollTop = top), top);
    // What is seen is full of rows: none is missing above or below.
    await page.waitForFunction(() => {
      const frame = document.querySelector(".tree").getBoundingClientRect();
      const at = (y) => document.elementFromPoint(frame.left + 40, y)?.closest("[role=treeitem]");
      return [frame.top + 14, (frame.top + frame.bottom) / 2, frame.bottom - 14].every(at);
    });
    assert.ok((await drawn(page).count()) < 150);
    assert.equal(await tree(page).evaluate((element) => element.scrollTop), top);
    assert.equal((await focused(page)).key, before.key);
  }
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction((key) => document.activeElement.getAttribute("data-key") !== key && document.activeElement.matches("[role=treeitem]"), before.key);
  assert.ok((await focused(page)).inSight);
});

test("the keys reach the last row, the first, and by letters any between", async (t) => {
  const page = await large(t);
  await drawn(page).first().focus();
  for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowDown");
  assert.ok((await focused(page)).inSight);
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.matches(".tree > :nth-last-child(2)"));
  const last = await focused(page);
  assert.ok(last.inSight);
  const bottom = await tree(page).evaluate((element) => element.scrollTop);
  await tree(page).hover();
  await page.mouse.wheel(0, -6000);
  await page.waitForFunction((bottom) => document.querySelector(".tree").scrollTop === bottom - 6000, bottom);
  await painted(page);
  assert.equal(await tree(page).evaluate((element) => element.scrollTop), bottom - 6000);
  assert.equal((await focused(page)).key, last.key);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement.getAttribute("data-key") === "#/stack");
  await page.keyboard.type("securitygroup99");
  await page.waitForFunction(() => document.activeElement.textContent.includes("SecurityGroup99"));
  assert.ok((await focused(page)).inSight);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "SecurityGroup99" }).waitFor();
});

test("the row of the form that the caret leads to comes into sight", async (t) => {
  const page = await large(t);
  await page.getByRole("button", { name: "Find in the template" }).click();
  await page.locator(".cm-search [name=search]").click();
  await page.keyboard.type("Role77:");
  await page.keyboard.press("Enter");
  await page.locator(".cm-searchMatch-selected").waitFor();
  await page.keyboard.press("Escape");
  const row = page.locator(".tree > [aria-selected=true]");
  await page.waitForFunction(() => document.querySelector(".tree > [aria-selected=true]")?.textContent.includes("Role77"));
  const [inside, outside] = [await row.boundingBox(), await tree(page).boundingBox()];
  assert.ok(inside.y >= outside.y && inside.y + inside.height <= outside.y + outside.height, "the row is in sight");
});

test("a closed group opens when the form that is shown comes to lie in it, and can be closed again", async (t) => {
  const page = await open(t, { path: "#/resource/DefaultRoute" });
  const group = page.getByRole("treeitem", { name: /^Routing/ });
  const row = page.getByRole("treeitem", { name: "DefaultRoute" });
  // By the address the page was opened with.
  await page.waitForFunction(() => document.querySelector(".tree > [aria-selected=true]")?.textContent.includes("DefaultRoute"));
  assert.equal(await group.getAttribute("aria-expanded"), "true");
  await group.click();
  await row.waitFor({ state: "detached" });
  assert.equal(await group.getAttribute("aria-expanded"), "false");
  // An edit of the form that is shown leaves it closed.
  await page.getByRole("heading", { level: 1, name: "DefaultRoute" }).waitFor();
  await page.locator("main").getByLabel("Destination", { exact: true }).fill("10.9.0.0/16");
  await page.locator(".side .cm-line", { hasText: "DestinationCidrBlock: 10.9.0.0/16" }).waitFor();
  await painted(page);
  assert.equal(await group.getAttribute("aria-expanded"), "false");
  // By the palette, to another form of the group.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to or run" }).fill("InternetGateway");
  await page.locator(".palette-item[aria-selected=true]", { hasText: "InternetGateway" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".tree > [aria-selected=true]")?.textContent.includes("InternetGateway"));
  assert.equal(await group.getAttribute("aria-expanded"), "true");
});
