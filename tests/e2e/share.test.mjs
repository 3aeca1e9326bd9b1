// A design as a link, and links that others made; the template in its other format.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, workbench } from "./support.mjs";
import { list, rows, showList } from "./designs.mjs";

const { open, url } = workbench();

const SECRET = "hunter2-hunter2";
const ODD = `# about
Parameters:
  DBPassword:
    Type: String
    NoEcho: true
    Default: ${SECRET}
  Size: {Type: String, Default: s}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub "\${Size}-ü🚀", MaxSessionDuration: 007200}}
`;

/** Starts the page with a template of the test's own. */
const keeping = (text) => (page) =>
  page.addInitScript((kept) => {
    // Only once: a reload goes on with what the page kept.
    if (sessionStorage.getItem("test.begun")) return;
    sessionStorage.setItem("test.begun", "yes");
    localStorage.setItem("cf-init.text", kept);
  }, text);

/** The text of the template as the page would hand it out. */
async function templateOf(page) {
  await page.getByRole("button", { name: "Copy the template" }).click();
  await page.getByText("Template copied.").waitFor({ state: "attached" });
  return page.evaluate(() => navigator.clipboard.readText());
}

async function linkOf(page) {
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: /^Share/ });
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  return { dialog, link };
}

/** Opens a link of this page in a profile of its own. */
const visit = (t, fragment, options = {}) => open(t, { path: fragment, ...options });

describe("a link", () => {
  test("holds the design without its secrets, says so, and opens elsewhere as it was", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    await page.getByRole("textbox", { name: "Stack name" }).fill("our web 🚀");
    const { dialog, link } = await linkOf(page);
    await assertAccessible(page, "dialog");
    assert.ok(link.startsWith(`${url()}#s=1.`), link);
    assert.match(await dialog.innerText(), /The default of DBPassword is left out: NoEcho\./);
    assert.match(await dialog.innerText(), /Nothing was sent to a server/);
    assert.match(await dialog.innerText(), /127\.0\.0\.1 is your own machine: others cannot open this address\./);
    await dialog.getByRole("button", { name: "Copy the link" }).click();
    await dialog.getByRole("button", { name: "Link copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.equal(focused, "Share");

    const there = await visit(t, link.slice(link.indexOf("#")));
    await there.getByText("The shared design our web 🚀 was opened.").first().waitFor();
    assert.equal(await templateOf(there), ODD.replace(`    Default: ${SECRET}\n`, ""));
    assert.equal(await there.getByRole("textbox", { name: "Stack name" }).inputValue(), "our web 🚀");
    assert.ok(!there.url().includes("s=1"), there.url());
  });

  test("opens in a page that is open already as a design of its own; the one before is kept", async (t) => {
    const page = await open(t, { start: keeping("Description: mine\n") });
    const { link } = await linkOf(page);
    await page.keyboard.press("Escape");
    const other = await open(t, { start: keeping("Description: other\n") });
    await other.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf("#")));
    await other.getByText(/The shared design .* was opened\./).first().waitFor();
    assert.equal(await templateOf(other), "Description: mine\n");
    // Nothing was done to this design yet: there is nothing to undo.
    await other.keyboard.press("Control+z");
    assert.equal(await templateOf(other), "Description: mine\n");
    await showList(other);
    await list(other).locator(".recent li").nth(1).waitFor();
    assert.equal((await rows(other)).length, 2);
  });

  test("that is broken, newer or hostile says so and loads nothing", async (t) => {
    const good = await open(t, { start: keeping(ODD) });
    const { link } = await linkOf(good);
    const fragment = link.slice(link.indexOf("#"));
    const middle = fragment.length >> 1;
    const flipped = fragment[middle] === "A" ? "B" : "A";
    for (const [broken, said] of [
      [fragment.slice(0, -7), /not whole/],
      [fragment.slice(0, middle) + flipped + fragment.slice(middle + 1), /not whole/],
      ["#s=2.AAAA", /newer version/],
      ["#s=1.AA<script>alert(1)</script>", /Character 7 of the link/],
      ["#s=1.", /not whole/],
    ]) {
      const page = await visit(t, broken, { start: keeping("Description: kept\n") });
      const dialog = page.getByRole("dialog", { name: "This link was not opened" });
      await dialog.waitFor();
      assert.match(await dialog.innerText(), said);
      if (said.source === "newer version") await assertAccessible(page, "dialog");
      assert.ok(!page.url().includes("s="), page.url());
      await dialog.getByRole("button", { name: "Close", exact: true }).click();
      assert.equal(await templateOf(page), "Description: kept\n");
      // Nothing was loaded, so there is nothing to undo.
      assert.equal(await page.getByRole("button", { name: /^Undo/ }).getAttribute("aria-disabled"), "true");
    }
  });

  test("is no way out of forms: their addresses and links do not meet", async (t) => {
    const page = await open(t, { path: "#/parameters" });
    await page.getByRole("heading", { name: "Parameters", level: 1 }).or(page.locator("#form-title")).first().waitFor();
    assert.equal(await page.locator("#form-title").innerText(), "Parameters");
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  test("that would be too long becomes a file, without secrets as well", async (t) => {
    const noise = Array.from({ length: 3000 }, (_, n) => `  k${n}: ${Math.sin(n + 1)}x${Math.cos(n + 1)}`).join("\n");
    const page = await open(t, { start: keeping(`${ODD}Metadata:\n${noise}\n`) });
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: /^Share/ });
    assert.match(await dialog.innerText(), /not every browser opens more than 32,000/);
    await assertAccessible(page, "dialog");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download the file" }).click(),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const file = Buffer.concat(chunks).toString();
    assert.ok(file.includes("k2999") && !file.includes(SECRET));
  });

  test("of a text that cannot be read is refused with its place", async (t) => {
    const page = await open(t, { start: keeping(`${ODD}Outputs: [\n`) });
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: /^Share/ });
    assert.match(await dialog.innerText(), /cannot be read from line \d+, column \d+ on, so NoEcho values/);
    assert.equal(await dialog.getByRole("textbox").count(), 0);
  });
});

describe("the other format", () => {
  test("is made on request, says what is lost, and Undo takes it back as one step", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    await page.getByRole("button", { name: /^YAML: convert/ }).click();
    const dialog = page.getByRole("dialog", { name: "Convert the template to JSON" });
    await assertAccessible(page, "dialog");
    assert.match(await dialog.innerText(), /1 comment is lost\./);
    assert.match(await dialog.innerText(), /Line 9: 007200 without quotes is the number 3712/);
    await dialog.getByRole("button", { name: "Convert to JSON" }).click();
    await dialog.waitFor({ state: "detached" });
    const json = JSON.parse(await templateOf(page));
    assert.deepEqual(json.Resources.Role.Properties, { RoleName: { "Fn::Sub": "${Size}-ü🚀" }, MaxSessionDuration: 3712 });
    await page.getByRole("button", { name: /^JSON: convert/ }).click();
    const back = page.getByRole("dialog", { name: "Convert the template to YAML" });
    await back.getByRole("button", { name: "Convert to YAML" }).click();
    await back.waitFor({ state: "detached" });
    assert.match(await templateOf(page), /RoleName: !Sub \$\{Size\}-ü🚀\n/);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    assert.equal(await templateOf(page), ODD);
  });

  test("is not offered where the text cannot be converted", async (t) => {
    const page = await open(t, { start: keeping("a: !Unknown b\n") });
    await page.getByRole("button", { name: /^YAML: convert/ }).click();
    const dialog = page.getByRole("dialog");
    assert.match(await dialog.innerText(), /!Unknown at line 1, column 4 is not a CloudFormation function/);
    assert.ok(await dialog.getByRole("button", { name: "Convert to JSON" }).isDisabled());
    await dialog.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await templateOf(page), "a: !Unknown b\n");
  });
});
