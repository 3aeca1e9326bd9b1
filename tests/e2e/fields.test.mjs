// A field of a form is a view of some lines: what is typed in it, undone and left empty.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, copied, painted, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = `Description: "😀é before everything"
Resources:
  # the network
  Net:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16 # all of it
      EnableDnsSupport: true
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Size: 8
      SnapshotId: snap-1 # kept
      AvailabilityZone: !Ref Zone
  Thing:
    Type: Custom::Thing
    Properties:
      Script: |
        one
        two
`;

const on = (t, text, path) => open(t, { path, start: (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text) });
/** The field of a property, whatever it is labelled. */
const property = (page, resource, name) => page.locator(`[id="f/Resources/${resource}/Properties/${name}"]`);

test("the caret and the focus stay while somebody types in the middle", async (t) => {
  const page = await on(t, TEXT, "#/vpc/Net");
  const block = property(page, "Net", "CidrBlock");
  await block.focus();
  await block.evaluate((input) => input.setSelectionRange(3, 3));
  for (const [key, text, caret] of [["1", "10.10.0.0/16", 4], ["2", "10.120.0.0/16", 5]]) {
    await page.keyboard.type(key);
    await painted(page);
    const seen = await block.evaluate((input) => [input.value, input.selectionStart, document.activeElement === input]);
    assert.deepEqual(seen, [text, caret, true]);
  }
  assert.deepEqual(changed(TEXT, await copied(page)), ["-CidrBlock: 10.0.0.0/16 # all of it", "+CidrBlock: 10.120.0.0/16 # all of it"]);
});

test("what is typed in a field is one step of undo and redo", async (t) => {
  const page = await on(t, TEXT, "#/vpc/Net");
  const block = property(page, "Net", "CidrBlock");
  await block.fill("10.1.0.0/16");
  await block.fill("10.1.0.0/20");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.activeElement.value === "10.0.0.0/16");
  assert.equal(await copied(page), TEXT);
  await page.keyboard.press("Control+Shift+z");
  await page.waitForFunction(() => document.activeElement.value === "10.1.0.0/20");
});

test("a field that is left empty removes its entry, and typing in an empty field adds one", async (t) => {
  const page = await on(t, TEXT, "#/resource/Disk");
  await property(page, "Disk", "SnapshotId").fill("");
  assert.ok((await copied(page)).includes('SnapshotId: "" # kept'));
  await property(page, "Disk", "SnapshotId").focus();
  await page.keyboard.press("Tab");
  assert.ok(!(await copied(page)).includes("SnapshotId"));
  await property(page, "Disk", "KmsKeyId").fill("yes");
  assert.ok((await copied(page)).includes('      KmsKeyId: "yes"\n'));
});

test("a number stays a number, a reference a reference and a block a block", async (t) => {
  const page = await on(t, TEXT, "#/resource/Disk");
  const size = property(page, "Disk", "Size");
  for (const [typed, written] of [["16", "Size: 16\n"], ["1.", 'Size: "1."\n'], ["010", 'Size: "010"\n'], ["20", "Size: 20\n"]]) {
    await size.fill(typed);
    assert.ok((await copied(page)).includes(written), `${typed}: ${await copied(page)}`);
    assert.equal(await size.inputValue(), typed);
  }
  await property(page, "Disk", "AvailabilityZone").fill("OtherZone");
  assert.ok((await copied(page)).includes("AvailabilityZone: !Ref OtherZone\n"));
  await page.evaluate(() => (location.hash = "#/resource/Thing"));
  assert.equal(await property(page, "Thing", "Script").inputValue(), "one\ntwo\n");
  await property(page, "Thing", "Script").fill("one\n\ttwo: ${x}\n");
  assert.ok((await copied(page)).endsWith("Script: |\n        one\n        \ttwo: ${x}\n"));
});

test("the editor follows a form behind characters of two UTF-16 units", async (t) => {
  const page = await on(t, TEXT, "#/vpc/Net");
  await page.locator(".cm-content").waitFor();
  await property(page, "Net", "CidrBlock").fill("10.77.0.0/16");
  await page.locator(".cm-line", { hasText: "CidrBlock: 10.77.0.0/16 # all of it" }).waitFor();
  const lines = await page.locator(".cm-line").allTextContents();
  assert.equal(lines.join("\n"), (await copied(page)));
});

test("a page that opens with a text it cannot read shows the line", async (t) => {
  const page = await on(t, "Resources: [\n", "#/stack");
  const text = await page.locator("body").innerText();
  for (const word of ["cf-init Designer", "Parameters", "line 1"]) assert.ok(text.toLowerCase().includes(word.toLowerCase()), text);
});
