// The Changes tab: what differs is shown, exactly that, and comes back by a button, one step of Undo each.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { assertAccessible, untilEqual, workbench } from "./support.mjs";

const VPC = "#/vpc/VPC";

const block = (page) => page.locator("main").getByLabel("CIDR block", { exact: true });
const tab = (page) => page.getByRole("tab", { name: /^Changes/ });
const toggleMenu = (page) => page.getByRole("button", { name: "Compare with…" }).click();

/** The template as it is downloaded. */
async function text(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  return readFile(await download.path(), "utf8");
}

/** Signs and texts of the changed lines that are shown, the words that differ in brackets. */
const shown = (page) =>
  page.locator(".dl.del, .dl.add").evaluateAll((rows) =>
    rows.map((row) => {
      const line = row.querySelector(".yl").cloneNode(true);
      for (const word of line.querySelectorAll("ins, del")) word.textContent = `[${word.textContent}]`;
      return row.querySelector(".sg").textContent + line.textContent.trim();
    }),
  );

const untilShown = (page, lines) => untilEqual(() => shown(page), lines);

async function compareWithText(page, other) {
  await toggleMenu(page);
  await page.getByRole("button", { name: /^Another file/ }).click();
  await page.getByLabel("Or paste its text").fill(other);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
}

describe("the Changes tab", () => {
  const { open } = workbench();

  test("an edit in a form is shown, exactly that, with the words that differ, and counted on the tab", async (t) => {
    const page = await open(t, { path: VPC });
    assert.equal(await tab(page).textContent(), "Changes");
    await tab(page).click();
    await page.getByText("No differences.").waitFor();
    await block(page).fill("10.20.0.0/16");
    const lines = ["−CidrBlock: [10.0.0.0/16]", "+CidrBlock: [10.20.0.0/16]"];
    await untilShown(page, lines);
    assert.equal(await page.locator(".hunk .at").textContent(), "Resources › VPC");
    await page.getByText("1 line changed in 1 place", { exact: true }).waitFor();
    assert.equal(await tab(page).textContent(), "Changes1 place");
    // Counted while the other tab is shown, too.
    await page.getByRole("tab", { name: "Template" }).click();
    await block(page).fill("10.0.0.0/16");
    await page.waitForFunction(() => document.getElementById("tab-changes").textContent === "Changes");
  });

  test("one change and all changes come back, each one step of Undo", async (t) => {
    const page = await open(t, { path: VPC });
    const before = await text(page);
    await block(page).fill("10.20.0.0/16");
    await page.goto(page.url().replace(VPC, "#/stack"));
    await page.locator("main textarea, main input").first().fill("Another text");
    const edited = await text(page);
    await page.keyboard.press("Alt+4");
    await page.locator(".hunk").nth(1).waitFor();
    const hunks = await page.locator(".hunk").count();
    await page.getByRole("button", { name: "Revert Description" }).click();
    await page.locator(".toast", { hasText: "Description reverted." }).waitFor();
    await page.waitForFunction((count) => document.querySelectorAll(".hunk").length === count, hunks - 1);
    // The focus stays where one can go on.
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel), /^Revert /);
    assert.equal((await text(page)).split("\n")[10], before.split("\n")[10]);
    await page.keyboard.press("Control+z");
    await page.waitForFunction((count) => document.querySelectorAll(".hunk").length === count, hunks);
    assert.equal(await text(page), edited);
    await page.getByRole("button", { name: "Revert all" }).click();
    await page.getByText("No differences").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-changes");
    assert.equal(await text(page), before);
    await page.getByRole("button", { name: "Undo: revert of all changes (Ctrl+Z)" }).click();
    assert.equal(await text(page), edited);
    await page.keyboard.press("Control+Shift+z");
    assert.equal(await text(page), before);
  });

  test("it compares with the last download, and says what is missing before there is one", async (t) => {
    const page = await open(t, { path: VPC });
    await block(page).fill("10.20.0.0/16");
    await tab(page).click();
    await toggleMenu(page);
    await page.getByRole("button", { name: /^The last download/ }).click();
    await page.locator(".none", { hasText: "Download once to compare later." }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download now" }).click(),
    ]);
    assert.ok((await readFile(await download.path(), "utf8")).includes("10.20.0.0/16"));
    await page.getByText("No differences").waitFor();
    await page.getByText(/^Compared with cf-init.yaml as downloaded today at \d\d:\d\d$/).waitFor();
    await block(page).fill("10.30.0.0/16");
    await untilShown(page, ["−CidrBlock: [10.20.0.0/16]", "+CidrBlock: [10.30.0.0/16]"]);
    await toggleMenu(page);
    await page.getByRole("button", { name: /^As opened/ }).click();
    await untilShown(page, ["−CidrBlock: [10.0.0.0/16]", "+CidrBlock: [10.30.0.0/16]"]);
  });

  test("another file is chosen, dropped or pasted, and changes nothing", async (t) => {
    const page = await open(t, { path: VPC });
    const before = await text(page);
    const other = before.replace("EnableDnsSupport: true", "EnableDnsSupport: false");
    const lines = ["−EnableDnsSupport: [false]", "+EnableDnsSupport: [true]"];
    await tab(page).click();
    await compareWithText(page, other);
    await untilShown(page, lines);
    await page.getByText("Compared with the pasted text").waitFor();

    await toggleMenu(page);
    await page.getByRole("button", { name: /^Another file/ }).click();
    const file = (name, buffer) => ({ name, mimeType: "text/yaml", buffer });
    await page.getByLabel("File to compare with").setInputFiles(file("bad.yaml", Buffer.from([0x41, 0xff, 0xfe])));
    await page.getByRole("alert").filter({ hasText: "bad.yaml is not UTF-8 text." }).waitFor();
    await page.getByLabel("File to compare with").setInputFiles(file("old.yaml", Buffer.from(other)));
    await untilShown(page, lines);
    await page.getByText("Compared with old.yaml").waitFor();

    await toggleMenu(page);
    await page.getByRole("button", { name: /^Another file/ }).click();
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "dropped.yaml"));
      return data;
    }, other);
    await page.dispatchEvent(".changes-other", "drop", { dataTransfer: dropped });
    await page.getByText("Compared with dropped.yaml").waitFor();
    await untilShown(page, lines);
    assert.equal(await text(page), before);
  });

  test("line ends and a missing last line break are told", async (t) => {
    const page = await open(t, { path: VPC });
    const before = await text(page);
    await tab(page).click();
    await compareWithText(page, before.replace(/\n$/, ""));
    await page.locator(".dl.del .eol", { hasText: "no line break at the end" }).waitFor();
    assert.equal(await page.locator(".dl.add .eol").textContent(), "LF");
    await toggleMenu(page);
    await page.getByRole("button", { name: /^Another file/ }).click();
    const buffer = Buffer.from(before.replaceAll("\n", "\r\n"));
    await page.getByLabel("File to compare with").setInputFiles({ name: "windows.yaml", mimeType: "text/yaml", buffer });
    await page.getByText("Compared with windows.yaml").waitFor();
    await page.getByText("Lines end with LF here and with CRLF in the other text.").waitFor();
    assert.equal(await page.locator(".dl.del .eol").first().textContent(), "CRLF");
    await page.getByRole("button", { name: "Revert all" }).click();
    await page.getByText("No differences").waitFor();
    assert.equal(await text(page), before.replaceAll("\n", "\r\n"));
    // A field of the page holds no CRLF: what is pasted there says nothing of line ends.
    await compareWithText(page, before);
    await page.getByText("Compared with the pasted text").waitFor();
    await page.getByText("No differences").waitFor();
  });

  test("side by side both texts stand on one row; folds open; a line leads to its form and to the text", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).fill("10.20.0.0/16");
    await page.goto(page.url().replace(VPC, "#/stack"));
    await tab(page).click();
    await page.getByRole("button", { name: "Side by side" }).click();
    const row = page.locator(".dl.two", { has: page.locator("del") });
    assert.deepEqual(await row.locator("del, ins").allTextContents(), ["10.0.0.0/16", "10.20.0.0/16"]);
    const lines = await page.locator(".dl").count();
    await page.getByRole("button", { name: /unchanged lines/ }).first().click();
    await page.waitForFunction((before) => document.querySelectorAll(".dl").length > before + 20, lines);
    await row.locator(".add .yl").click();
    await page.getByRole("tab", { name: "Template", selected: true }).waitFor();
    await page.locator("h1", { hasText: "VPC" }).waitFor();
    await page.locator(".cm-line.cm-linked", { hasText: "CidrBlock: 10.20.0.0/16" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.className), "editor");
  });

  test("side by side a wrapped line goes on behind its start, so that it is no line of its own", async (t) => {
    const page = await open(t, { path: VPC });
    await block(page).fill("10.20.0.0/16");
    await tab(page).click();
    await compareWithText(page, "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Metadata: { Note: some words of a line that is much wider than the half of the pane, so it wraps, and wraps again, more than once }\n");
    await page.getByRole("button", { name: "Side by side" }).click();
    const line = page.locator(".half .yl", { hasText: "wraps again" });
    await line.waitFor();
    const found = await line.evaluate((line) => {
      const lefts = new Map();
      let column = 0;
      for (const node of [...line.childNodes].flatMap((it) => (it.nodeType === 3 ? it : [...it.childNodes]))) {
        for (let index = 0; index < node.length; index++) {
          if (node.data[index] === " ") continue;
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const { left, top, width } = range.getBoundingClientRect();
          lefts.set(top, Math.min(left, lefts.get(top) ?? Infinity));
          column = width;
        }
      }
      return { lefts: [...lefts].sort(([a], [b]) => a - b).map(([, left]) => left), column };
    });
    const [first, ...others] = found.lefts;
    assert.ok(others.length > 0, "the line wraps");
    for (const left of others) assert.ok(Math.abs(left - first - 2 * found.column) < 1, JSON.stringify(found));
  });

  test("the tabs and the changes are walked by keys", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).fill("10.20.0.0/16");
    await page.keyboard.press("Alt+4");
    await page.getByRole("tabpanel", { name: /^Changes/ }).waitFor();
    // Who is in a form stays there.
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT");
    await tab(page).focus();
    assert.equal(await page.locator('[role=tab][tabindex="0"]').count(), 1);
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-problems");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-template");
    await page.locator(".cm-content").waitFor();
    await page.keyboard.press("End");
    assert.equal(await focused(), "tab-problems");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "tab-changes");
    await page.getByRole("button", { name: "Next change" }).press("Enter");
    await page.locator(".dl.is-here").waitFor();
    await page.getByRole("status").filter({ hasText: "Change 1 of 1: Resources › VPC" }).waitFor();
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    assert.equal(await page.evaluate(() => document.activeElement.className), "diff");
    // The way back to the text keeps what the editor had.
    await page.keyboard.press("Alt+1");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-template");
    await page.locator(".cm-line", { hasText: "CidrBlock: 10.20.0.0/16" }).waitFor();
  });

  test("broken text has changes too, and they come back", async (t) => {
    const page = await open(t, { path: VPC });
    const before = await text(page);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("a: [\n");
    await page.keyboard.press("Alt+4");
    await page.locator(".dl.add").first().waitFor();
    await page.getByRole("button", { name: "Revert all" }).click();
    await page.getByText("No differences").waitFor();
    assert.equal(await text(page), before);
  });

  test("a megabyte with fifty edits is shown at once and walked", async (t) => {
    const resource = (index) =>
      `  Resource${index}:\n    Type: AWS::SNS::Topic\n    # number ${index}\n    Properties:\n      TopicName: topic-${index}\n` +
      `      DisplayName: ${"display ".repeat(200)}\n`;
    let old = "Resources:\n";
    for (let index = 0; old.length < 1_000_000; index++) old += resource(index);
    const start = (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), old);
    const page = await open(t, { start, path: "#/stack" });
    let other = old;
    for (let index = 0; index < 50; index++) other = other.replace(`topic-${index * 11}\n`, `other-${index}\n`);
    await tab(page).click();
    await page.getByText("No differences").waitFor();
    await toggleMenu(page);
    await page.getByRole("button", { name: /^Another file/ }).click();
    await page.getByLabel("File to compare with").setInputFiles({ name: "big.yaml", mimeType: "text/yaml", buffer: Buffer.from(other) });
    const began = Date.now();
    await page.getByText("50 lines changed in 50 places").waitFor();
    t.diagnostic(`1 MB with 50 edits compared and shown ${Date.now() - began} ms after the file was chosen`);
    assert.equal(await page.locator(".dl").count() <= 400, true);
    await page.getByRole("button", { name: "Previous change" }).click();
    await page.locator(".dl.is-here").waitFor();
    await page.getByRole("status").filter({ hasText: "Change 50 of 50: Resources › Resource539" }).waitFor();
    await page.getByRole("button", { name: "Revert Resources › Resource539" }).click();
    await page.getByText("49 lines changed in 49 places").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("50 lines changed in 50 places").waitFor();
  });

  for (const viewport of [{ width: 1440, height: 900 }, { width: 768, height: 1024 }, { width: 390, height: 844 }]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${viewport.width} by ${viewport.height}, ${colorScheme}: no accessibility fault, nothing wider than the page`, async (t) => {
        const page = await open(t, { path: VPC, context: { viewport, colorScheme, hasTouch: viewport.width < 800 } });
        await block(page).fill("10.20.0.0/16");
        await tab(page).click();
        await page.locator(".dl.add").waitFor();
        await assertAccessible(page);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        const both = page.getByRole("button", { name: "Side by side" });
        assert.equal(await both.isVisible(), viewport.width > 560);
        if (viewport.width > 560) {
          await both.click();
          await page.locator(".dl.two").first().waitFor();
          await assertAccessible(page);
        }
        await toggleMenu(page);
        await assertAccessible(page);
        await page.getByRole("button", { name: /^Another file/ }).click();
        await assertAccessible(page);
        if (viewport.width < 820) {
          await page.getByRole("button", { name: "Cancel" }).click();
          const pulled = await page.locator(".side").evaluate((side) => side.getBoundingClientRect().height);
          assert.ok(pulled > 300, "the pane is pulled up");
        }
      });
    }
  }
});
