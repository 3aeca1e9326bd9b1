// From the default design to a stack: what the product is for, in one go. The network, a package, a script and a service
// are edited in forms; the code pane shows each; the page is reloaded; the template and the command that leave the page
// go to cfn-lint and to the AWS CLI in tests/acceptance.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertAccessible, assertFixture, copied, OUT, until, untilKept, workbench } from "./support.mjs";

const { open } = workbench();
const LOGS = fileURLToPath(new URL("../fixtures/logs/", import.meta.url));
const main = (page) => page.getByRole("main");

/** Waits until the code pane shows a line. */
const shows = (page, line) => page.locator(".side .cm-line").filter({ hasText: line }).first().waitFor();

/** The template as the page hands it out. */
async function downloaded(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download/ }).first().click(),
  ]);
  assert.equal(download.suggestedFilename(), "cf-init.yaml");
  return readFile(await download.path(), "utf8");
}

/** Presses a key until nothing more changes. */
async function repeat(page, keys) {
  for (let step = 0; step < 60; step++) await page.keyboard.press(keys);
}

/** Opens a place by its row in the outline. */
async function go(page, ...rows) {
  const tree = page.getByRole("tree");
  const all = await tree.getByRole("treeitem").allTextContents();
  // A section's row is found behind the row of its config.
  let from = 0;
  for (const row of rows) from = all.findIndex((text, index) => index >= from && text.trim().startsWith(row));
  assert.ok(from >= 0, rows.join(" > "));
  await tree.getByRole("treeitem").nth(from).click();
}

test("a design is edited, kept, and leaves the page as a template and a command", async (t) => {
  const page = await open(t);
  await page.locator(".side .cm-content").waitFor();
  const before = await downloaded(page);

  await go(page, "VPC");
  await main(page).getByLabel("CIDR block", { exact: true }).fill("10.30.0.0/16");
  await shows(page, "CidrBlock: 10.30.0.0/16");

  await go(page, "Subnets");
  await main(page).getByRole("button", { name: "PublicSubnet", exact: true }).click();
  await main(page).getByLabel("CIDR block", { exact: true }).fill("10.30.1.0/24");
  await shows(page, "CidrBlock: 10.30.1.0/24");

  await go(page, "install", "packages");
  await page.getByLabel("Name of the package").fill("jq");
  await page.keyboard.press("Enter");
  await shows(page, "jq: []");

  await go(page, "configure", "files");
  await page.getByRole("button", { name: "Add a file" }).first().click();
  await page.keyboard.type("/usr/local/bin/hello");
  await page.keyboard.press("Enter");
  await page.getByLabel("Content", { exact: true }).click();
  const script = ["#!/bin/sh", "set -eu", 'echo "yes: $1" # no', ""];
  for (const [index, line] of script.entries()) {
    if (index) await page.keyboard.press("Enter");
    await page.keyboard.type(line);
  }
  await shows(page, 'echo "yes: $1" # no');

  await go(page, "configure", "services");
  await page.getByLabel("Name of the service").fill("cron");
  await page.getByRole("button", { name: "Add a service as entered" }).click();
  await page.getByLabel("/usr/local/bin/hello").last().check();
  await shows(page, "- /usr/local/bin/hello");

  // Back to the beginning and forth again, by keys.
  const now = await downloaded(page);
  await repeat(page, "Control+z");
  assert.equal(await downloaded(page), before);
  await repeat(page, "Control+Shift+z");
  assert.equal(await downloaded(page), now);

  // Kept a moment after the last change.
  await untilKept(page, (text) => text === now);
  await page.reload();
  await page.locator(".side .cm-content").waitFor();
  const text = await downloaded(page);
  assert.equal(text, now);
  for (const part of [
    "CidrBlock: 10.30.0.0/16",
    "CidrBlock: 10.30.1.0/24",
    "jq: []",
    '                #!/bin/sh\n                set -eu\n                echo "yes: $1" # no\n',
    "- /usr/local/bin/hello",
  ]) {
    assert.ok(text.includes(part), part);
  }
  await assertFixture("edited.yaml", text);

  await page.getByRole("button", { name: /^Deploy/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Stack name").fill("edited");
  await dialog.getByLabel("SiteTitle").fill("Hello, it works");
  await dialog.getByRole("button", { name: "Copy the command" }).click();
  await dialog.getByRole("status").filter({ hasText: "Copied." }).waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(command.includes("--stack-name edited"), command);
  await assertFixture("edited.sh", `${command}\n`);
  page.assertQuiet();
});

// The journeys of people who use no mouse: at three sizes, in both themes. Every step is a key.

const WITHOUT_MOUSE = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 768, height: 1024, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
];

/** True if an element has the focus, also one in the shadow root of the text. */
const hasFocus = (locator) => locator.evaluateAll((all) => all.some((one) => one.getRootNode().activeElement === one));

/** Waits until what has the focus, if it is in the page, is in sight and nothing lies on it. */
const focusSeen = (page) =>
  page.waitForFunction(() => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    // Behind the last stop of a dialog Tab leads to the browser's own bar.
    if (!one || one === document.body) return true;
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return false;
    let at = document.elementFromPoint(x, y);
    while (at?.shadowRoot?.elementFromPoint(x, y) && at.shadowRoot.elementFromPoint(x, y) !== at) at = at.shadowRoot.elementFromPoint(x, y);
    return at !== null && (one.contains(at) || at.contains(one) || at.closest("label")?.control === one);
  });

/** Presses Tab until an element has the focus; what has it on the way is in sight. */
async function tabTo(page, locator, keys = "Tab") {
  for (let step = 0; step < 90; step++) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press(keys);
    await focusSeen(page);
  }
  assert.fail(`Tab does not lead to ${locator}`);
}

/** Runs something by the palette. */
async function run(page, words, label) {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to or run" });
  await palette.getByRole("combobox").waitFor();
  await page.keyboard.type(words);
  await palette.getByRole("option", { selected: true }).filter({ hasText: label }).waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** The browser asks for files by a chooser: the other way gives handles, which no test can answer. */
async function withChooser(page) {
  // Playwright takes choosers over from the first listener on, and that takes it a moment.
  page.on("filechooser", () => {});
  await page.addInitScript(() => delete window.showOpenFilePicker);
}

/** Presses keys that ask for a file, and answers the browser's own dialog, which is no part of the page. */
async function choose(page, keys, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press(keys)]);
  await chooser.setFiles(file);
}

/** A journey at each size, with a picture of its end. */
function withoutMouse(name, journey, options = {}) {
  for (const { width, height, colorScheme } of WITHOUT_MOUSE) {
    test(`${name}, by keyboard alone, ${width} by ${height}, ${colorScheme}`, async (t) => {
      const page = await open(t, { ...options, context: { viewport: { width, height }, colorScheme } });
      await journey(page);
      await assertAccessible(page);
      await page.screenshot({ path: join(OUT, `journey-${name.replaceAll(" ", "-")}-${width}-${colorScheme}.png`) });
    });
  }
}

withoutMouse("first visit to the copied command", async (page) => {
  const list = page.getByRole("dialog", { name: "Start from a template that boots" });
  await list.waitFor();
  await tabTo(page, list.getByRole("button", { name: /^Docker host/ }));
  await page.keyboard.press("Enter");
  await main(page).getByRole("heading", { level: 1, name: "Config sets" }).waitFor();
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: /^Deploy/ });
  await dialog.waitFor();
  await tabTo(page, dialog.getByLabel("Stack name"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("my-docker");
  await tabTo(page, dialog.getByRole("button", { name: "Copy the command" }));
  await page.keyboard.press("Enter");
  await until(() => clipboard(page), (text) => text.includes("aws cloudformation deploy") && text.includes("--stack-name my-docker"));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
}, { path: "" });

const BROKEN = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/app.conf: {content: x, mode: 000644}
    Properties:
      ImageId: "ami-0123456789abcdef0
`;

withoutMouse("an opened template that is broken is mended", async (page) => {
  await choose(page, "Control+o", { name: "broken.yaml", mimeType: "text/plain", buffer: Buffer.from(BROKEN) });
  const found = page.getByRole("region", { name: "What was found" });
  await found.getByText("cannot be read").waitFor();
  await tabTo(page, page.getByRole("button", { name: /^Go to line/ }).first());
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.classList.contains("editor"));
  // The quote is missing at the end of the last line that has text.
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type('"\n');
  await until(() => copied(page), (text) => text.includes('ImageId: "ami-0123456789abcdef0"\n'));
  // The form can be used again, and is reached from the text.
  await found.getByText("cannot be read").waitFor({ state: "detached" });
  await run(page, "etc app conf", "/etc/app.conf");
  await main(page).getByRole("heading", { level: 1, name: "Files" }).waitFor();
  await main(page).getByRole("button", { name: 'Write "000644"' }).waitFor();
  await tabTo(page, main(page).getByRole("button", { name: 'Write "000644"' }));
  await page.keyboard.press("Enter");
  await until(() => copied(page), (text) => text.includes('mode: "000644"'));
}, { start: withChooser });

withoutMouse("the instance becomes a group", async (page) => {
  const before = await copied(page);
  await run(page, "convert auto scaling group", "Convert to Auto Scaling group");
  const dialog = page.getByRole("dialog", { name: /Auto Scaling group/ });
  await dialog.waitFor();
  await tabTo(page, dialog.getByRole("button", { name: "Apply" }));
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await until(() => copied(page), (text) => text.includes("Type: AWS::AutoScaling::AutoScalingGroup"));
  await page.keyboard.press("Control+z");
  await until(() => copied(page), (text) => text === before);
  await page.keyboard.press("Control+Shift+z");
  await until(() => copied(page), (text) => text.includes("Type: AWS::AutoScaling::AutoScalingGroup"));
});

withoutMouse("a log tells why the boot failed", async (page) => {
  await run(page, "log doctor", "Log doctor");
  const dialog = page.getByRole("dialog", { name: "Log doctor" });
  await dialog.waitFor();
  await tabTo(page, dialog.getByRole("button", { name: "Choose files…" }));
  await choose(page, "Enter", join(LOGS, "file-owner", "cfn-init.log"));
  const cause = dialog.locator(".doctor-cause");
  await cause.getByRole("heading", { name: "The owner or group of a file does not exist: www-app" }).waitFor();
  await tabTo(page, cause.getByRole("button", { name: "Go to /etc/app/two.conf" }));
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await main(page).getByRole("heading", { level: 1, name: "Files" }).waitFor();
  await tabTo(page, main(page).getByLabel("Owner", { exact: true }));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("root");
  await until(() => copied(page), (text) => !text.includes("www-app"));
}, {
  start: async (page) => {
    await withChooser(page);
    const text = await readFile(join(LOGS, "file-owner", "template.json"), "utf8");
    await page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text);
  },
});
