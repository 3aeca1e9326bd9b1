// The palette, the keys of the page and their list, by keyboard alone; accessible in both themes and at every width.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { template } from "../bench/template.mjs";
import { assertAccessible, copied, openText, painted, until, workbench } from "./support.mjs";

const { open } = workbench();

const palette = (page) => page.getByRole("dialog", { name: "Go to or run" });
const field = (page) => palette(page).getByRole("combobox");
const active = (page) => palette(page).getByRole("option", { selected: true });
const heading = (page) => page.getByRole("heading", { level: 1 });
const focusedId = (page) => page.evaluate(() => document.activeElement.id);

async function started(t, options) {
  const page = await open(t, options);
  await page.locator(".cm-content").waitFor();
  return page;
}

/** Opens the palette, types and waits until the first result is the expected one. */
async function find(page, words, expected) {
  // A key that comes while a dialog closes may not reach the page.
  const press = async () => {
    if ((await palette(page).count()) === 0) await page.keyboard.press("Control+k");
    return field(page).isVisible();
  };
  await until(press, Boolean);
  await field(page).fill(words);
  await until(() => active(page).innerText(), (text) => text.split("\n")[0] === expected);
}

describe("the palette", () => {
  test("opens by Ctrl+K and by its button, closes by Escape, and the focus is where it was", async (t) => {
    const page = await started(t, { path: "#/parameters" });
    await page.locator("#form-title").focus();
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    assert.equal(await focusedId(page), "palette-field");
    await page.keyboard.press("Escape");
    await palette(page).waitFor({ state: "detached" });
    assert.equal(await focusedId(page), "form-title");
    await page.getByRole("button", { name: "Go to or run" }).click();
    await field(page).waitFor();
    await page.keyboard.press("Control+k");
    await palette(page).waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement.matches(".palette-open")));
  });

  test("finds places, entries, recipes, types, starters and commands by the words of people", async (t) => {
    const page = await started(t);
    for (const [words, expected] of [
      ["key name", "KeyName"],
      ["web instance", "WebServer"],
      ["security group", "WebSecurityGroup"],
      ["firewall", "WebSecurityGroup"],
      ["nginx", "nginx"],
      ["signal", "Signal"],
      ["cfn hup", "cfn-hup"],
      ["load balancer", "AWS::ElasticLoadBalancing::LoadBalancer"],
      ["elastic ip", "Elastic IP…"],
      ["wordpress", "WordPress on LAMP"],
      ["template download", "Download the template"],
      ["theme", "Switch between light and dark"],
    ]) {
      await find(page, words, expected);
    }
    await field(page).fill("nothing of the kind");
    await palette(page).getByText("Nothing is called that.").first().waitFor();
    assert.equal(await field(page).getAttribute("aria-activedescendant"), null);
  });

  test("goes to an entry of a form and gives it the focus", async (t) => {
    const page = await started(t);
    await find(page, "key name", "KeyName");
    await page.keyboard.press("Enter");
    await heading(page).filter({ hasText: "Parameters" }).waitFor();
    await page.waitForFunction(() => document.activeElement.id === "f/Parameters/KeyName=");
    // What was chosen of late comes first the next time.
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    await until(() => active(page).innerText(), (text) => text.startsWith("KeyName"));
    assert.equal(await palette(page).locator(".palette-h").first().innerText(), "Recent");
  });

  test("arrows go round, and Enter runs what is marked", async (t) => {
    const page = await started(t);
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    const first = await active(page).getAttribute("id");
    await page.keyboard.press("ArrowUp");
    const last = await until(() => active(page).getAttribute("id"), (id) => id !== first);
    assert.equal(await field(page).getAttribute("aria-activedescendant"), last);
    const inSight = () => active(page).evaluate((it) => {
      const [own, list] = [it, it.closest("[role=listbox]")].map((one) => one.getBoundingClientRect());
      return own.top >= list.top && own.bottom <= list.bottom + 1;
    });
    await until(inSight, Boolean);
    await page.keyboard.press("ArrowDown");
    await until(() => active(page).getAttribute("id"), (id) => id === first);
    await find(page, "theme", "Switch between light and dark");
    const before = await page.locator("html").getAttribute("data-theme");
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.documentElement.dataset.theme !== before, before);
  });

  test("does what the buttons do: views, text, conversion, additions, recipes, deployment", async (t) => {
    const page = await started(t);
    await find(page, "boot plan", "Boot plan");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "Boot plan", selected: true }).waitFor();
    await find(page, "yaml json", "Convert between YAML and JSON…");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Convert the template to JSON" }).waitFor();
    await page.keyboard.press("Escape");
    await find(page, "queue", "AWS::SQS::Queue");
    await page.keyboard.press("Enter");
    await heading(page).filter({ hasText: "Queue" }).waitFor();
    assert.match(await copied(page), /\n {2}Queue:\n {4}Type: AWS::SQS::Queue\n/);
    await find(page, "undo", "Undo");
    await page.keyboard.press("Enter");
    await until(() => copied(page), (text) => !text.includes("AWS::SQS::Queue"));
    await find(page, "elastic ip", "Elastic IP…");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /Elastic IP/ }).waitFor();
    await page.keyboard.press("Escape");
    await find(page, "deploy copy", "Copy the deploy command");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Deploy/ }).waitFor();
    await until(() => page.evaluate(() => navigator.clipboard.readText()), (text) => text.includes("aws cloudformation deploy"));
  });

  test("is quick and short on a large template", async (t) => {
    const page = await started(t);
    await openText(page, template(1_000_000));
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    assert.ok((await palette(page).getByRole("option").count()) <= 60);
    await find(page, "security group 77", "SecurityGroup77");
    await page.keyboard.press("Enter");
    await heading(page).filter({ hasText: "SecurityGroup77" }).waitFor();
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      test(`is accessible, ${colorScheme}, ${width} wide`, async (t) => {
        const page = await started(t, { context: { colorScheme, viewport: { width, height } } });
        await page.getByRole("button", { name: "Go to or run" }).click();
        await field(page).waitFor();
        await assertAccessible(page, ".palette");
        await field(page).fill("group");
        await until(() => palette(page).getByRole("option").count(), (count) => count > 3);
        await assertAccessible(page, ".palette");
        const wide = await palette(page).evaluate((it) => it.getBoundingClientRect().right <= innerWidth && it.scrollWidth <= it.clientWidth);
        assert.ok(wide, "all of it is in sight");
        await find(page, "shortcuts", "Keyboard shortcuts");
        await page.keyboard.press("Enter");
        await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
        await assertAccessible(page, ".key-list");
      });
    }
  }
});

describe("the keys", () => {
  test("? lists them from the table; single letters can be switched off, which is kept", async (t) => {
    const page = await started(t);
    await page.locator("#form-title").focus();
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await list.waitFor();
    for (const title of ["Go to or run", "Next problem", "Filter the outline", "Remove", "Leave the text", "From a field to its lines, and back"]) {
      assert.equal(await list.locator("dt", { hasText: new RegExp(`^${title}$`) }).count(), 1, title);
    }
    assert.equal(await list.locator("dl > div", { hasText: "Go to or run" }).locator("kbd").allInnerTexts().then((caps) => caps.join(" ")), "Ctrl K");
    const letters = list.getByRole("switch", { name: "Single-letter keys" });
    await letters.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    for (let again = 0; again < 2; again++) {
      await page.locator("#form-title").focus();
      await page.keyboard.press("/");
      await page.keyboard.press("?");
      await painted(page);
      assert.equal(await focusedId(page), "form-title");
      assert.equal(await list.count(), 0);
      await page.reload();
      await page.locator(".cm-content").waitFor();
    }
    await find(page, "letter", "Switch single-letter keys on or off");
    await page.keyboard.press("Enter");
    await palette(page).waitFor({ state: "detached" });
    await page.locator("#form-title").focus();
    await until(async () => { await page.keyboard.press("/"); return focusedId(page); }, (id) => id === "outline-filter");
  });

  test("beside a field: Alt+G leads to how its value is given, F1 to the AWS page, Alt+L to its lines", async (t) => {
    const page = await started(t, { path: "#/vpc/VPC" });
    await page.evaluate(() => {
      // The page of AWS is not asked for.
      addEventListener("click", (event) => {
        const link = event.target.closest("a.doc");
        if (link) [window.docs] = [link.href, event.preventDefault()];
      });
    });
    const block = page.locator("main").getByLabel("CIDR block", { exact: true });
    await block.focus();
    await page.keyboard.press("F1");
    assert.match(await page.evaluate(() => window.docs), /^https:\/\/docs\.aws\.amazon\.com\//);
    await page.keyboard.press("Alt+g");
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /given as/);
    await page.keyboard.press("Shift+Tab");
    assert.ok(await block.evaluate((it) => it === document.activeElement));
    await page.keyboard.press("Alt+l");
    await page.waitForFunction(() => document.activeElement.classList.contains("editor"));
  });

  test("a letter in a field is a letter", async (t) => {
    const page = await started(t);
    const description = page.locator('[id="f/Description"]');
    await description.focus();
    await page.keyboard.press("End");
    await page.keyboard.type("/?A");
    assert.match(await description.inputValue(), /\/\?A$/);
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.locator(".cm-content").focus();
    await page.keyboard.type("# /?\n");
    assert.ok((await copied(page)).startsWith("# /?\n"));
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  test("Tab goes through the text without an edit, and after one Escape and Tab leave it", async (t) => {
    const page = await started(t);
    const before = await copied(page);
    const inText = () => page.evaluate(() => document.activeElement.classList.contains("editor"));
    await page.locator(".cm-content").focus();
    assert.match(await page.locator(".cm-content").evaluate((it) => it.getRootNode().getElementById(it.getAttribute("aria-describedby")).textContent), /Escape, then Tab/);
    await page.keyboard.press("Tab");
    assert.equal(await inText(), false);
    await page.keyboard.press("Shift+Tab");
    await until(inText, Boolean);
    assert.equal(await copied(page), before);
    await page.locator(".cm-content").focus();
    await page.keyboard.type("#");
    assert.ok(await page.locator(".status .tab-hint").isVisible());
    await page.keyboard.press("Tab");
    assert.equal(await inText(), true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.equal(await inText(), false);
  });
});
