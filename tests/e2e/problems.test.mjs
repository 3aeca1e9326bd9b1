// The Problems tab: all diagnostics with their places and fixes, their count, and the keys from one to the next.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible, copied, OUT, until, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = `Parameters:
  Size:
    Type: Number
    Default: large
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/one: {content: a, mode: 000644}
            /etc/two: {content: b, mode: 000600}
            # cf-init: allow file/mode-number because the image ignores it
            /etc/three: {content: c, mode: 000640}
    Properties:
      ImageId: ami-12345678901234567
      InstanceType: t3.micro
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init --stack \${AWS::StackName} --resource Web --region \${AWS::Region}
`;

const on = (t, options = {}, text = TEXT) =>
  open(t, { start: (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text), ...options });
const count = (page) => page.locator(".problem-count");
const panel = (page) => page.getByRole("tabpanel", { name: "Problems" });
const rows = (page) => panel(page).getByRole("listitem");
const show = (page) => count(page).getByRole("button").click();
const caretLine = (page) => page.locator(".status", { hasText: /Ln \d+/ }).textContent().then((text) => Number(/Ln (\d+)/.exec(text)[1]));

test("the status bar counts the problems and opens their list", async (t) => {
  const page = await on(t);
  await count(page).getByRole("button", { name: "1 error, 2 warnings" }).waitFor();
  await show(page);
  await page.getByRole("tab", { name: "Problems", selected: true }).waitFor();
  await untilEqual(() => panel(page).getByRole("heading").allTextContents(), ["Errors 1", "Warnings 2", "Allowed by an exception 1"]);
  const places = await rows(page).locator(".problem-place").allTextContents();
  assert.deepEqual(places, ["line 4 · parameter/value", "line 12 · file/mode-number", "line 13 · file/mode-number", "line 15 · file/mode-number"]);
  await rows(page).last().getByText("Reason: the image ignores it").waitFor();
  await assertAccessible(page);
});

test("a template without problems has an empty list", async (t) => {
  const page = await on(t, {}, "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n");
  await count(page).filter({ hasText: "No problems" }).waitFor();
  await page.keyboard.press("Alt+5");
  await panel(page).getByText("No problems.").waitFor();
});

test("the list has no accessibility fault in dark", async (t) => {
  const page = await on(t, { context: { colorScheme: "dark" } });
  await show(page);
  await rows(page).first().waitFor();
  await assertAccessible(page);
});

test("a row leads to its form and its line", async (t) => {
  const page = await on(t);
  await show(page);
  await rows(page).nth(1).getByRole("button", { name: /line 12/ }).press("Enter");
  await page.getByRole("tab", { name: "Template", selected: true }).waitFor();
  await page.getByRole("main").getByRole("heading", { level: 1, name: "Files" }).waitFor();
  await untilEqual(() => caretLine(page), 12);
});

test("a fix is one undo step and leaves the focus in the list", async (t) => {
  const page = await on(t);
  await show(page);
  await rows(page).nth(2).getByRole("button", { name: 'Write "000600"' }).click();
  await count(page).getByRole("button", { name: "1 error, 1 warning" }).waitFor();
  assert.equal(await copied(page), TEXT.replace("mode: 000600", 'mode: "000600"'));
  await until(() => page.evaluate(() => document.activeElement.closest(".problem") !== null), Boolean);
  await page.keyboard.press("Control+z");
  await count(page).getByRole("button", { name: "1 error, 2 warnings" }).waitFor();
  assert.equal(await copied(page), TEXT);
});

test("all problems of a rule are fixed as one undo step", async (t) => {
  const page = await on(t);
  await show(page);
  await rows(page).nth(1).getByRole("button", { name: "Fix all 2 of file/mode-number" }).click();
  // Shown first, and only then done.
  const dialog = page.getByRole("dialog", { name: "Fix all of file/mode-number" });
  await dialog.getByText("2 fixes: ").waitFor();
  await dialog.getByText('mode: "000600"').waitFor();
  assert.equal(await copied(page), TEXT);
  await assertAccessible(page, "dialog");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await count(page).getByRole("button", { name: "1 error", exact: true }).waitFor();
  const fixed = TEXT.replace("mode: 000644", 'mode: "000644"').replace("mode: 000600", 'mode: "000600"');
  assert.equal(await copied(page), fixed);
  await until(() => page.evaluate(() => document.activeElement.closest(".problem, #tab-problems") !== null), Boolean);
  await page.keyboard.press("Control+z");
  await count(page).getByRole("button", { name: "1 error, 2 warnings" }).waitFor();
  assert.equal(await copied(page), TEXT);
});

test("F8 and Shift+F8 go from problem to problem and around", async (t) => {
  const page = await on(t);
  await count(page).getByRole("button").waitFor();
  await page.locator(".editor .cm-content").waitFor();
  for (const [key, line] of [["F8", 4], ["F8", 12], ["F8", 13], ["F8", 4], ["Shift+F8", 13], ["Shift+F8", 12]]) {
    await page.keyboard.press(key);
    await untilEqual(() => caretLine(page), line);
  }
  await page.getByText(/^Problem 2 of 3, line 12: The mode has no quotes/).waitFor({ state: "attached" });
});

test("typing in the text changes the count after a pause", async (t) => {
  const page = await on(t);
  await page.locator(".editor .cm-content").waitFor();
  await page.keyboard.press("F8");
  await untilEqual(() => caretLine(page), 4);
  await page.keyboard.press("End");
  for (const _ of "large") await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await count(page).getByRole("button", { name: "2 warnings" }).waitFor();
});

test("on a phone all tabs are in sight", async (t) => {
  const page = await on(t, { context: { viewport: { width: 390, height: 844 }, hasTouch: true } });
  const inSight = async () => {
    for (const tab of await page.getByRole("tab").all()) {
      const name = await tab.textContent();
      const box = await tab.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, `${name}: ${JSON.stringify(box)}`);
      assert.ok(await tab.evaluate((tab, x) => tab.contains(document.elementFromPoint(x, tab.getBoundingClientRect().y + 20)), box.x + box.width / 2), name);
    }
  };
  await inSight();
  await page.getByRole("tab", { name: "Changes" }).click();
  await inSight();
  await page.getByRole("tab", { name: "Template" }).click();
  await inSight();
  await page.screenshot({ path: join(OUT, "tabs-390.png") });
  await assertAccessible(page);
});

test("the list can be used on a phone", async (t) => {
  const page = await on(t, { context: { viewport: { width: 390, height: 844 }, hasTouch: true } });
  await show(page);
  const fix = rows(page).nth(1).getByRole("button", { name: 'Write "000644"' });
  await fix.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(OUT, "problems-390.png") });
  const box = await fix.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.height >= 44, JSON.stringify(box));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await assertAccessible(page);
  await fix.click();
  await count(page).getByRole("button", { name: "1 error, 1 warning" }).waitFor();
});

// ── In the text ──

const editor = (page) => page.locator(".editor .cm-content");
const signs = (page, severity) => page.locator(`.editor .cm-lint-marker-${severity}`);
const underlined = (page, severity) => page.locator(`.editor .cm-lintRange-${severity}`).allTextContents();
const note = (page) => page.locator(".editor .cm-tooltip-lint");
const inText = (page) => page.evaluate(() => document.activeElement.classList.contains("editor"));
/** Everything is as before once the count says so. */
const counted = (page, text) => count(page).getByRole("button", { name: text, exact: true }).waitFor();

test("each problem is underlined and has a sign beside its line", async (t) => {
  const page = await on(t);
  await untilEqual(() => signs(page, "error").count(), 1);
  await untilEqual(() => signs(page, "warning").count(), 2);
  assert.equal((await underlined(page, "error")).join(""), "Default: large");
  assert.deepEqual((await underlined(page, "warning")).join("|").replaceAll(/(?<=\w|:) ?\|/g, " "), "mode: 000644 mode: 000600");
  await page.screenshot({ path: join(OUT, "marks-1440.png") });
});

test("the note of a mark says what is wrong and fixes it as one step", async (t) => {
  const page = await on(t);
  await page.locator(".editor .cm-lintRange-warning").first().hover();
  await note(page).getByText(/The mode has no quotes/).waitFor();
  await page.screenshot({ path: join(OUT, "marks-note.png") });
  await assertAccessible(page);
  await note(page).getByRole("button", { name: 'Write "000644"' }).click();
  await counted(page, "1 error, 1 warning");
  assert.equal(await copied(page), TEXT.replace("mode: 000644", 'mode: "000644"'));
  await untilEqual(() => signs(page, "warning").count(), 1);
  await page.keyboard.press("Control+z");
  await counted(page, "1 error, 2 warnings");
  assert.equal(await copied(page), TEXT);
  await untilEqual(() => signs(page, "warning").count(), 2);
});

test("the sign beside a line shows the note too, in dark as well", async (t) => {
  const page = await on(t, { context: { colorScheme: "dark" } });
  await signs(page, "error").hover();
  await note(page).getByText(/large/).waitFor();
  await page.screenshot({ path: join(OUT, "marks-dark.png") });
  await assertAccessible(page);
});

test("marks move along and stay while somebody types", async (t) => {
  const page = await on(t);
  await untilEqual(() => signs(page, "warning").count(), 2);
  // In every frame as many marks as before, until the count has changed.
  await page.evaluate(() => {
    const root = document.querySelector(".editor").shadowRoot;
    window.fewest = 9;
    const look = () => {
      window.fewest = Math.min(window.fewest, root.querySelectorAll(".cm-lint-marker-warning").length, root.querySelectorAll(".cm-lintRange-warning").length);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.press("F8");
  await untilEqual(() => caretLine(page), 4);
  await page.keyboard.press("Home");
  await page.keyboard.type("# one more line\n    ", { delay: 20 });
  await page.keyboard.press("End");
  for (const _ of "large") await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await counted(page, "2 warnings");
  await untilEqual(() => signs(page, "error").count(), 0);
  assert.ok((await page.evaluate(() => window.fewest)) >= 2);
  assert.match((await underlined(page, "warning")).join(""), /mode: 000644.*mode: 000600/);
});

test("marks stay while the text cannot be read", async (t) => {
  const page = await on(t);
  await untilEqual(() => signs(page, "warning").count(), 2);
  await page.keyboard.press("F8");
  await untilEqual(() => caretLine(page), 4);
  await page.keyboard.press("End");
  await page.keyboard.type(": [");
  await counted(page, "1 error");
  assert.equal(await signs(page, "warning").count(), 2);
  for (const _ of ": [") await page.keyboard.press("Backspace");
  await counted(page, "1 error, 2 warnings");
  await untilEqual(() => signs(page, "error").count(), 1);
});

// ── The fixes at one place ──

const fixes = (page) => page.getByRole("dialog", { name: /problems? here/i });

test("Ctrl+. in the text shows the fix of the line, and Enter applies it", async (t) => {
  const page = await on(t);
  await editor(page).waitFor();
  for (const line of [4, 12]) {
    await page.keyboard.press("F8");
    await untilEqual(() => caretLine(page), line);
  }
  await page.keyboard.press("Control+.");
  await fixes(page).getByText(/The mode has no quotes/).waitFor();
  const lines = await fixes(page).locator(".dl").allTextContents();
  assert.equal(lines.length, 2);
  assert.match(lines[0], /\/etc\/one: \{content: a, mode: 000644\}$/);
  assert.match(lines[1], /\/etc\/one: \{content: a, mode: "000644"\}$/);
  await page.screenshot({ path: join(OUT, "fixes-1440.png") });
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await fixes(page).waitFor({ state: "detached" });
  await until(() => inText(page), Boolean);
  assert.equal(await copied(page), TEXT);
  await editor(page).focus();
  await page.keyboard.press("Control+.");
  await until(() => page.evaluate(() => document.activeElement.classList.contains("fix-apply")), Boolean);
  await page.keyboard.press("Enter");
  await counted(page, "1 error, 1 warning");
  await until(() => inText(page), Boolean);
  await page.keyboard.press("Control+z");
  await counted(page, "1 error, 2 warnings");
  assert.equal(await copied(page), TEXT);
});

test("Ctrl+. where there is no problem says so", async (t) => {
  const page = await on(t);
  await editor(page).focus();
  await page.keyboard.press("Control+.");
  await fixes(page).getByRole("heading", { name: "No problem here" }).waitFor();
  await assertAccessible(page);
});

test("Ctrl+. in a form shows the fix of the focused field", async (t) => {
  const page = await on(t, { path: "#/init/Web/config/files" });
  await page.getByRole("main").getByRole("button", { name: /etc\/one/ }).first().click();
  await page.locator('[id="f/Resources/Web/Metadata/AWS::CloudFormation::Init/config/files/~1etc~1one/mode"]').focus();
  await page.keyboard.press("Control+.");
  await fixes(page).getByRole("button", { name: 'Write "000644"' }).waitFor();
  await page.screenshot({ path: join(OUT, "fixes-form.png") });
  await until(() => page.evaluate(() => document.activeElement.classList.contains("fix-apply")), Boolean);
  await page.keyboard.press("Enter");
  await counted(page, "1 error, 1 warning");
  await until(() => page.evaluate(() => document.activeElement.closest(".main") !== null), Boolean);
});

// ── In the outline ──

const row = (page, name) => page.getByRole("treeitem", { name });

test("the outline counts the problems of each form, and of closed groups", async (t) => {
  const page = await on(t);
  await row(page, /^Parameters.*1 error/).waitFor();
  await row(page, /^files.*2 warnings/).waitFor();
  // An open group has a dot; its rows have the numbers.
  assert.equal(await row(page, /^config.*inside/).locator(".pb > .i").count(), 0);
  await page.screenshot({ path: join(OUT, "badges-1440.png") });
  await assertAccessible(page);
  await row(page, /^config/).click();
  await row(page, /^config.*, 2 warnings$/).waitFor();
  await page.keyboard.press("Control+z");
});

// ── The explanation of a check ──

const explanation = (page) => page.getByRole("dialog", { name: "Mode without quotes" });

test("a problem leads to the explanation of its check, and back", async (t) => {
  const page = await on(t);
  await show(page);
  const link = rows(page).nth(1).getByRole("link", { name: "About the check file/mode-number" });
  await link.click();
  await explanation(page).getByText(/YAML reads 000644 without quotes/).waitFor();
  await explanation(page).getByText("Found 2 times in this template.").waitFor();
  await explanation(page).getByRole("region", { name: "Found in", exact: true }).getByText("mode: 000644").waitFor();
  await explanation(page).getByRole("region", { name: "Not found in" }).getByText("mode: '000644'").waitFor();
  assert.match(await explanation(page).getByRole("link", { name: /^https:/ }).getAttribute("href"), /^https:\/\/docs\.aws\.amazon\.com\//);
  assert.match(page.url(), /#check\/file\/mode-number$/);
  await page.screenshot({ path: join(OUT, "explain-1440.png") });
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await explanation(page).waitFor({ state: "detached" });
  assert.doesNotMatch(page.url(), /#check/);
});

test("the address of a check opens its explanation, and Back closes it", async (t) => {
  const page = await on(t, { path: "#check/file/mode-number", context: { colorScheme: "dark", viewport: { width: 390, height: 844 } } });
  await explanation(page).getByRole("region", { name: "Found in", exact: true }).waitFor();
  await page.screenshot({ path: join(OUT, "explain-390.png") });
  await assertAccessible(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await page.keyboard.press("Escape");
  await explanation(page).waitFor({ state: "detached" });
  await page.evaluate(() => (location.hash = "#check/parameter/value"));
  const other = page.getByRole("dialog");
  await other.waitFor();
  await page.goBack();
  await other.waitFor({ state: "detached" });
});

test("the note of a mark leads to the explanation", async (t) => {
  const page = await on(t);
  await page.locator(".editor .cm-lintRange-warning").first().hover();
  await note(page).getByRole("button", { name: /About file\/mode-number/ }).click();
  await explanation(page).waitFor();
});

// ── In forms ──

test("a form shows each of its problems once, at the field or the entry", async (t) => {
  const page = await on(t, { path: "#/init/Web/config/files" });
  const main = page.getByRole("main");
  // Closed entries say how many they hold.
  await untilEqual(() => main.locator(".entry-pb").count(), 2);
  await page.screenshot({ path: join(OUT, "entries-1440.png") });
  await assertAccessible(page);
  await main.getByRole("button", { name: /etc\/one/ }).first().click();
  await untilEqual(() => main.locator(".entry-pb").count(), 1);
  await untilEqual(() => main.locator(".note", { hasText: "The mode has no quotes" }).count(), 1);
  assert.ok(await main.locator(".fld .note", { hasText: "The mode has no quotes" }).isVisible());
});

test("a problem that no field of the form shows is at its top", async (t) => {
  const text = "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    DependsOn: Nowhere\n    Properties:\n      CidrBlock: 10.0.0.0/16\n";
  const page = await on(t, {}, text);
  await page.locator(".editor .cm-lintRange-error").first().waitFor();
  await page.keyboard.press("F8");
  await untilEqual(() => page.getByRole("main").locator(".note", { hasText: "no resource Nowhere" }).count(), 1);
});

test("the list of designs has the number of problems", async (t) => {
  const page = await on(t);
  await editor(page).waitFor();
  await page.keyboard.press("F8");
  await untilEqual(() => caretLine(page), 4);
  await page.keyboard.press("End");
  await page.keyboard.type(" # kept");
  await page.locator(".status", { hasText: /Saved/ }).waitFor();
  await page.getByRole("button", { name: "Designs", exact: true }).click();
  await page.getByRole("button", { name: /1 resource, 1 error, 2 warnings/ }).waitFor();
});
