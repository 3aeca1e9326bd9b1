// The Deploy dialog: from choices to a command that says exactly them, without a secret anywhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { OUT, assertAccessible, assertFixture, workbench } from "./support.mjs";

const { open } = workbench();

const ODD = `Parameters:
  Motto: {Type: String, Description: What we say}
  Size: {Type: String, Default: s, AllowedValues: [s, m, l]}
  Count: {Type: Number, Default: 2, MaxValue: 9}
  DBPassword: {Type: String, NoEcho: true}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: our-role}}
`;

/** Starts the page with a template of the test's own, and what else the browser keeps. */
const keeping = (text, others = {}) => (page) =>
  page.addInitScript(
    (kept) => {
      // Only once: a reload goes on with what the page kept.
      if (localStorage.getItem("test.begun")) return;
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    },
    { "cf-init.text": text, "test.begun": "yes", ...others },
  );

async function openDialog(page) {
  await page.getByRole("button", { name: "Deploy…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Deploy/ });
  await dialog.waitFor();
  return dialog;
}

const shown = (dialog) => dialog.locator("#deploy-command pre").innerText();
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** What `aws` is given when bash runs a command, with these lines typed when it asks. */
function given(command, answers = "") {
  const aws = `aws() { printf '%s\\0' "$@" >&3; }\n`;
  const words = execFileSync("bash", ["-c", `exec 3>&1 1>&2\n${aws}${command}\n`], {
    input: answers,
    stdio: ["pipe", "pipe", "ignore"],
  });
  return words.toString().split("\0").slice(0, -1);
}

describe("the dialog", () => {
  test("opens by button and by keys, and gives the focus back", async (t) => {
    const page = await open(t);
    const button = page.getByRole("button", { name: "Deploy…" });
    const dialog = await openDialog(page);
    await assertFocused(dialog.getByRole("button", { name: "Copy the command" }));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await assertFocused(button);
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor();
    await page.keyboard.press("Control+Enter");
    await dialog.getByRole("status").filter({ hasText: "Copied." }).waitFor();
    assert.equal(await clipboard(page), await shown(dialog));
    await dialog.getByRole("button", { name: "Close (Esc)" }).click();
    await dialog.waitFor({ state: "detached" });
    await assertFocused(button);
  });

  test("leaves a command and a template that deploy", async (t) => {
    const page = await open(t);
    const dialog = await openDialog(page);
    await dialog.getByLabel("Region", { exact: true }).selectOption("eu-central-1");
    await dialog.getByLabel("SiteTitle", { exact: true }).fill("Hello from the browser");
    await addTag(page, dialog, "project=cf-init");
    await addTag(page, dialog, "owner=platform team");
    await dialog.getByRole("button", { name: "Copy the command" }).click();
    await dialog.getByRole("button", { name: "Copied" }).first().waitFor();
    const command = await clipboard(page);
    assert.equal(
      command,
      [
        "aws cloudformation deploy \\",
        "  --stack-name cf-init --template-file cf-init.yaml \\",
        "  --region eu-central-1 \\",
        "  --capabilities CAPABILITY_IAM \\",
        "  --parameter-overrides SiteTitle='Hello from the browser' \\",
        "  --tags project=cf-init owner='platform team' \\",
        "  --no-fail-on-empty-changeset",
      ].join("\n"),
    );
    await assertFixture("starter.sh", `${command}\n`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download cf-init.yaml" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "cf-init.yaml");
    const starter = await readFile(new URL("../../src/starter/flask-postgres.yaml", import.meta.url), "utf8");
    assert.equal(await readFile(await download.path(), "utf8"), starter);
    // The word on the button goes back.
    await dialog.getByRole("button", { name: "Copy the command" }).waitFor();
  });

  test("passes every value as typed", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    const dialog = await openDialog(page);
    const motto = dialog.getByLabel("Motto", { exact: true });
    const secret = ` s'e"c$re!t\\ `;
    for (const value of ["it's", 'say "hi" there', "$HOME `id` $(id)", "wow! !!", "100% %PATH%", "a\\b\\", "-x, [1] {a} ~ é 😀"]) {
      await motto.fill(value);
      await dialog.getByRole("button", { name: "Copy", exact: true }).click();
      await dialog.getByRole("button", { name: "Copied" }).first().waitFor();
      const command = await clipboard(page);
      assert.equal(command, await shown(dialog));
      const words = given(command, `${secret}\n`);
      assert.deepEqual(words.slice(0, 2), ["cloudformation", "deploy"]);
      assert.ok(words.includes(`Motto=${value}`), `${value}\n${command}`);
      assert.ok(words.includes(`DBPassword=${secret}`), command);
      await dialog.getByRole("button", { name: "Copy", exact: true }).waitFor({ timeout: 4000 });
    }
  });

  test("never holds the value of a NoEcho parameter", async (t) => {
    // Kept when the parameter was an ordinary one.
    const kept = { parameters: { DBPassword: "once-typed-secret", Motto: "mine" } };
    const page = await open(t, { start: keeping(ODD, { "cf-init.deploy": JSON.stringify(kept) }) });
    const dialog = await openDialog(page);
    assert.equal(await dialog.getByRole("row", { name: /DBPassword/ }).locator("input, select, textarea").count(), 0);
    await dialog.getByText("DBPassword is NoEcho.").waitFor();
    for (const shell of ["bash, zsh", "PowerShell", "cmd"]) {
      await dialog.getByRole("tab", { name: shell }).click();
      const html = await page.evaluate(() => document.documentElement.outerHTML);
      assert.ok(!html.includes("once-typed-secret"), shell);
    }
    await dialog.getByText("cmd cannot ask for DBPassword without showing it.").waitFor();
    await dialog.getByRole("button", { name: "Show PowerShell" }).click();
    assert.match(await shown(dialog), /Read-Host 'DBPassword' -AsSecureString/);
    await dialog.getByLabel("AWS profile").fill("dev");
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    await page.waitForFunction(() => localStorage.getItem("cf-init.deploy").includes("dev"));
    assert.ok(!(await stored()).includes("once-typed-secret"));
  });

  test("says what would be refused and leads there", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    const dialog = await openDialog(page);
    const motto = dialog.getByLabel("Motto", { exact: true });
    await dialog.getByText("needs a value", { exact: true }).waitFor();
    await page.keyboard.press("Control+Enter");
    await dialog.getByRole("status").filter({ hasText: "Not copied. Motto needs a value" }).waitFor();
    await assertFocused(motto);
    // The message is beside the button, for eyes too, until nothing is in the way.
    const message = dialog.locator("footer").getByText("Not copied. Motto needs a value");
    const box = await message.boundingBox();
    assert.ok(box.width > 40 && box.height > 10, JSON.stringify(box));
    await assertAccessible(page, "dialog");
    await motto.fill("x");
    await message.waitFor({ state: "detached" });
    await dialog.getByLabel("Count", { exact: true }).fill("12");
    await dialog.getByRole("listitem").filter({ hasText: "Count has to be at most 9." }).getByRole("button", { name: "Fix" }).click();
    await assertFocused(dialog.getByLabel("Count", { exact: true }));
    await dialog.getByRole("button", { name: "Count from the template" }).click();
    assert.equal(await dialog.getByLabel("Count", { exact: true }).inputValue(), "2");
    await dialog.getByLabel("Stack name").fill("1st stack");
    await dialog.getByText("Not a valid stack name.").first().waitFor();
    await dialog.getByLabel("Stack name").fill("web");
    assert.equal(await dialog.locator(".fault:visible").count(), 0);
    await dialog.getByRole("listitem").filter({ hasText: "web is a valid stack name" }).waitFor();
  });

  test("leads to the line of a text that cannot be read", async (t) => {
    const page = await open(t, { start: keeping("Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: [\n") });
    const dialog = await openDialog(page);
    await dialog.getByRole("button", { name: /^Go to line \d+$/ }).click();
    await dialog.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement.className === "editor");
    await page.locator(".status", { hasText: /Ln [45], Col/ }).waitFor();
  });

  test("puts the values into a file that the command names", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    let dialog = await openDialog(page);
    await dialog.getByLabel("Motto", { exact: true }).fill("it's \u00fc, \"so\"");
    await dialog.getByLabel("Stack name").fill("web");
    await dialog.getByText("Values in a file instead of the command").click();
    const file = dialog.getByLabel("Parameter file", { exact: true });
    assert.equal(await file.inputValue(), "web-parameters.json");
    await file.fill("");
    await dialog.getByText("The parameter file needs a name.").first().waitFor();
    await file.fill("params/web.json");
    const list = dialog.getByLabel("Text of the parameter file");
    const expected = ["Motto=it's \u00fc, \"so\""];
    assert.deepEqual(JSON.parse(await list.innerText()), expected);
    const command = await shown(dialog);
    assert.match(command, /--parameter-overrides file:\/\/<\(printf '\["DBPassword=%s"' .* < params\/web\.json\)/);
    await dialog.getByRole("button", { name: "Copy the parameter file" }).click();
    await dialog.getByRole("button", { name: "Copied" }).first().waitFor();
    assert.deepEqual(JSON.parse(await clipboard(page)), expected);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download the parameter file" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "web.json");
    assert.deepEqual(JSON.parse(await readFile(await download.path(), "utf8")), expected);
    await assertAccessible(page, "dialog");
    await page.reload();
    dialog = await openDialog(page);
    assert.equal(await dialog.getByLabel("Parameter file", { exact: true }).inputValue(), "params/web.json");
    await dialog.getByText("Values in a file instead of the command").click();
    assert.match(await shown(dialog), /--parameter-overrides Motto=/);
  });

  test("copies no command that the AWS CLI or CloudFormation refuses, as deploy-command", async (t) => {
    const cases = JSON.parse(await readFile(new URL("../fixtures/deploy-refused.json", import.meta.url), "utf8"));
    for (const { name, template, tag, message } of cases) {
      const page = await open(t, { start: keeping(template) });
      const dialog = await openDialog(page);
      if (tag) await addTag(page, dialog, tag);
      await dialog.getByRole("listitem").filter({ hasText: message }).first().waitFor();
      await page.keyboard.press("Control+Enter");
      await dialog.getByText("Not copied.").filter({ hasText: message }).first().waitFor();
      assert.notEqual(await clipboard(page), await shown(dialog), name);
      await page.close();
    }
  });

  test("asks for a bucket when the template is too large for a request", async (t) => {
    const page = await open(t, { start: keeping(`Resources: {V: {Type: AWS::EC2::VPC}}\n# ${"x".repeat(60_000)}\n`) });
    const dialog = await openDialog(page);
    await dialog.getByText("Above 51200 it goes through an S3 bucket").first().waitFor();
    await dialog.getByLabel("S3 bucket for the template").fill("my-templates");
    assert.match(await shown(dialog), /\n {2}--s3-bucket my-templates \\\n/);
  });

  test("names capabilities and leads to what needs them", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    const dialog = await openDialog(page);
    await dialog.getByText("CAPABILITY_NAMED_IAM needed because Role creates an IAM resource with a name of its own").waitFor();
    await dialog.getByRole("button", { name: "Role", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => location.hash), "#/resource/Role");
  });

  test("remembers the choices", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    let dialog = await openDialog(page);
    await dialog.getByLabel("Motto", { exact: true }).fill("kept");
    await dialog.getByLabel("Region", { exact: true }).selectOption("other");
    await dialog.getByLabel("Code of the region").fill("xx-new-1");
    await dialog.getByText("Change set only").click();
    await addTag(page, dialog, "a=1");
    await addTag(page, dialog, "a=2");
    await dialog.getByText("The tag a is there twice.").first().waitFor();
    await dialog.getByRole("button", { name: "Remove tag a" }).first().click();
    await dialog.getByRole("tab", { name: "PowerShell" }).click();
    const before = await shown(dialog);
    assert.match(before, /a=2/);
    await page.reload();
    dialog = await openDialog(page);
    assert.equal(await shown(dialog), before);
    assert.match(before, /--region xx-new-1/);
    assert.match(before, /--no-execute-changeset/);
  });

  test("works by keys alone", async (t) => {
    const page = await open(t, { start: keeping(ODD) });
    const dialog = await openDialog(page);
    await dialog.getByRole("tab", { name: "bash, zsh" }).focus();
    await page.keyboard.press("ArrowRight");
    await assertFocused(dialog.getByRole("tab", { name: "PowerShell" }));
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await assertFocused(dialog.getByRole("tab", { name: "cmd" }));
    await dialog.getByRole("button", { name: "Add a tag" }).press("Enter");
    await page.keyboard.type("owner");
    await page.keyboard.press("Enter");
    await dialog.getByText("A tag is written key=value.").waitFor();
    await page.keyboard.press("Escape");
    await assertFocused(dialog.getByRole("button", { name: "Add a tag" }));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`can be used by everybody at ${width} × ${height}, ${colorScheme}`, async (t) => {
      const start = keeping(ODD, { "cf-init.theme": colorScheme });
      const page = await open(t, { context: { viewport: { width, height }, colorScheme, reducedMotion: "reduce" }, start });
      const dialog = await openDialog(page);
      await assertAccessible(page, "dialog");
      assert.equal(await page.evaluate(() => document.querySelector("dialog[open]").scrollTop), 0, "it begins at its top");
      await dialog.getByLabel("Motto", { exact: true }).fill("it's");
      await addTag(page, dialog, "owner=platform");
      await page.screenshot({ path: join(OUT, `deploy-${width}-${colorScheme}.png`) });
      await assertAccessible(page, "dialog");
      const wide = await page.evaluate(() => document.querySelector("dialog").scrollWidth - document.querySelector("dialog").clientWidth);
      assert.equal(wide, 0, "nothing is cut at the side");
    });
  }
}

async function addTag(page, dialog, text) {
  await dialog.getByRole("button", { name: "Add a tag" }).click();
  await dialog.getByLabel("New tag as key=value").fill(text);
  await page.keyboard.press("Enter");
  await dialog.getByText(text, { exact: true }).waitFor();
}

async function assertFocused(locator) {
  await locator.waitFor();
  await locator.page().waitForFunction((element) => element === document.activeElement, await locator.elementHandle(), { timeout: 5000 });
}

test("a parameter says what it is for, to everybody", async (t) => {
  for (const width of [1440, 390]) {
    const page = await open(t, { start: keeping(ODD), context: { viewport: { width, height: 844 } } });
    const dialog = await openDialog(page);
    const field = dialog.getByLabel("Motto");
    const about = await field.evaluate((it) => it.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
    assert.match(about, /What we say/);
    assert.ok(await dialog.getByText("What we say").isVisible());
    await assertAccessible(page, "dialog");
  }
});
