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
  await count(page).getByRole("button", { name: "1 error", exact: true }).waitFor();
  const fixed = TEXT.replace("mode: 000644", 'mode: "000644"').replace("mode: 000600", 'mode: "000600"');
  assert.equal(await copied(page), fixed);
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
