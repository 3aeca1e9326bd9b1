// The frame of the page: outline, undo, theme, what is kept, what is downloaded, keys, every width, and nothing said on
// the console.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { assertAccessible, kept, OUT, painted, until, untilEqual, workbench } from "./support.mjs";

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];
const VPC = "#/vpc/VPC";

/** The text as the page hands it out. */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
const outlineRow = (page, name) => page.getByRole("treeitem", { name, exact: false });
const block = (page) => page.locator("main").getByLabel(/block/i).first();

describe("the frame", () => {
  const { open } = workbench();

  test("the outline is walked by keys, one stop for Tab", async (t) => {
    const page = await open(t);
    assert.equal(await page.locator('.tree [tabindex="0"]').count(), 1);
    await page.locator('.tree [tabindex="0"]').focus();
    const here = () => page.evaluate(() => document.activeElement.querySelector(".t")?.textContent);
    assert.equal(await here(), "Stack");
    await page.keyboard.press("ArrowDown");
    assert.equal(await here(), "Parameters");
    await page.keyboard.press("End");
    assert.equal(await here(), "Other resources");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await here(), "InstanceRole");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await here(), "Other resources");
    await page.keyboard.press("Home");
    await page.keyboard.press("n");
    assert.equal(await here(), "Network");
    assert.equal(await page.evaluate(() => document.activeElement.ariaExpanded), "true");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.evaluate(() => document.activeElement.ariaExpanded), "false");
    assert.equal(await outlineRow(page, "VPC").count(), 0);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await here(), "VPC");
    assert.equal(new URL(page.url()).hash, VPC);
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "VPC");
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute("role")), "treeitem");
  });

  test("Back and Forward open forms, an address opens its form", async (t) => {
    const page = await open(t, { path: "#/outputs" });
    const heading = page.getByRole("heading", { level: 1 });
    assert.equal(await heading.textContent(), "Outputs");
    await outlineRow(page, "Parameters").click();
    assert.equal(await heading.textContent(), "Parameters");
    await page.goBack();
    await page.locator("h1", { hasText: "Outputs" }).waitFor();
    await page.goForward();
    await page.locator("h1", { hasText: "Parameters" }).waitFor();
  });

  test("the filter is a key away and keeps the way to what it finds", async (t) => {
    const page = await open(t);
    await page.keyboard.press("/");
    await page.keyboard.type("comm");
    assert.deepEqual(await page.locator(".tree .t").allTextContents(), ["Bootstrap", "configure", "commands", "Outputs", "SessionCommand"]);
    await page.keyboard.press("Escape");
    assert.ok((await page.locator(".tree .t").count()) > 20);
    await page.keyboard.type("nothing like it");
    assert.equal(await page.getByText("No match in this template.").count(), 1);
  });

  test("the filter finds entries, types and values, and opens the form at the entry", async (t) => {
    const page = await open(t);
    await page.locator(".cm-content").waitFor();
    const labels = () => page.locator(".tree .t").allTextContents();
    const find = async (words, ...wanted) => {
      await page.locator("#outline-filter").fill(words);
      await until(labels, (all) => wanted.every((label) => all.includes(label)));
    };
    await find("key name", "Parameters", "KeyName");
    assert.deepEqual(await labels(), ["Parameters", "KeyName"]);
    await page.getByRole("treeitem", { name: "KeyName" }).click();
    await page.locator("h1", { hasText: "Parameters" }).waitFor();
    await page.locator(".main .acc.open", { hasText: "KeyName" }).waitFor();
    assert.equal(await page.getByRole("treeitem", { selected: true }).count(), 1);
    await find("nginx", "packages", "nginx", "files", "services");
    const entry = page.getByRole("treeitem", { name: /nginx.*conf/ }).first();
    const name = await entry.locator(".t").textContent();
    await entry.click();
    await page.locator("h1", { hasText: "Files" }).waitFor();
    await page.locator(".main .acc.open", { hasText: name }).waitFor();
    await page.waitForFunction((name) => {
      const card = [...document.querySelectorAll(".main .acc.open")].find((one) => one.textContent.includes(name));
      const [inner, outer] = [card, card.closest(".scroll")].map((one) => one.getBoundingClientRect());
      return inner.top >= outer.top && inner.top < outer.bottom - 40;
    }, name);
    await find("AWS::EC2::VPC", "Network", "VPC");
    await find("firewall", "Security groups", "WebSecurityGroup");
    // No name has it: a value of a file.
    await find("preload", "files", "/etc/systemd/system/webapp.service");
    await assertAccessible(page, "nav");
  });

  test("the words of people find what can be added, and forms that are there", async (t) => {
    const page = await open(t);
    await page.getByRole("button", { name: "Add to the template" }).click();
    const panel = page.getByRole("dialog", { name: "Add to the template" });
    for (const [words, expected] of [
      ["security group", "AWS::EC2::SecurityGroup"], ["load balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer"],
      ["internet gateway", "AWS::EC2::InternetGateway"], ["auto scaling", "Convert to Auto Scaling group…"],
      ["elastic ip", "Elastic IP…"], ["ec2 instance", "AWS::EC2::Instance"], ["cfn-hup", "cfn-hup"], ["signal", "Signal"],
      ["firewall", "AWS::EC2::SecurityGroup"],
    ]) {
      await panel.locator("#add-filter").fill(words);
      await panel.getByRole("button", { name: expected, exact: true }).waitFor();
      await assertAccessible(page, ".add-panel");
    }
    await panel.locator("#add-filter").fill("cfn-hup");
    await panel.getByRole("button", { name: "cfn-hup", exact: true }).click();
    await page.locator("h1", { hasText: "cfn-hup" }).waitFor();
  });

  test("a field changes its lines only, and one history takes it back and forth", async (t) => {
    const page = await open(t, { path: VPC });
    const before = (await downloaded(page, () => page.keyboard.press("Control+s"))).text;
    await block(page).fill("10.20.0.0/16");
    await page.locator(".status", { hasText: "Saved" }).waitFor();
    const after = await kept(page);
    const changed = after.split("\n").filter((line, i) => line !== before.split("\n")[i]);
    assert.deepEqual(changed, ["      CidrBlock: 10.20.0.0/16"]);
    await page.getByRole("button", { name: "Undo: CidrBlock of VPC (Ctrl+Z)" }).waitFor();
    await block(page).focus();
    await page.keyboard.press("Control+z");
    assert.equal(await block(page).inputValue(), "10.0.0.0/16");
    await page.keyboard.press("Control+Shift+z");
    assert.equal(await block(page).inputValue(), "10.20.0.0/16");
    await page.getByRole("button", { name: /^Undo/ }).click();
    assert.equal(await block(page).inputValue(), "10.0.0.0/16");
    await page.keyboard.press("Control+y");
    await page.keyboard.press("Control+z");
    const { name, text } = await downloaded(page, () => page.getByRole("button", { name: /^Download/ }).click());
    assert.equal(name, "cf-init.yaml");
    assert.equal(text, before);
  });

  test("the text that is shown is the text that is kept, downloaded and copied", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).fill("10.30.0.0/16");
    await page.getByRole("button", { name: "Copy the template" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const { text } = await downloaded(page, () => page.keyboard.press("Control+s"));
    assert.equal(copied, text);
    assert.ok(text.includes("CidrBlock: 10.30.0.0/16\n"));
    // The editor draws the lines that are seen only.
    const lines = (await page.locator(".cm-line").allTextContents()).filter((line) => line.trim() !== "");
    assert.ok(lines.length > 10);
    assert.ok(lines.some((line) => line.includes("10.30.0.0/16")));
    for (const line of lines) assert.ok(text.split("\n").includes(line), line);
  });

  test("a reload brings text, theme and stack name back", async (t) => {
    const page = await open(t, { path: VPC, context: { colorScheme: "light" } });
    await block(page).fill("10.40.0.0/16");
    await page.getByRole("button", { name: "Switch to dark" }).click();
    await page.getByRole("textbox", { name: "Stack name" }).fill("shop");
    // At once: what waits for the pause is kept when the page goes away.
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await block(page).inputValue(), "10.40.0.0/16");
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await page.getByRole("textbox", { name: "Stack name" }).inputValue(), "shop");
    await page.getByRole("button", { name: "Switch to light" }).waitFor();
  });

  test("a field tints its lines and is tied to them; Alt+L goes there and back", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).focus();
    await page.locator(".cm-line.cm-linked").first().waitFor();
    assert.deepEqual(await page.locator(".cm-line.cm-linked").allTextContents(), ["      CidrBlock: 10.0.0.0/16"]);
    await page.waitForFunction(() => document.querySelector(".connector .fill").getAttribute("d") !== "");
    await page.keyboard.press("Alt+l");
    assert.equal(await page.evaluate(() => document.activeElement.className), "editor");
    await page.locator(".status", { hasText: /Ln \d+, Col 7/ }).waitFor();
    await page.keyboard.press("Alt+l");
    await page.waitForFunction(() => document.activeElement.tagName === "INPUT");
    assert.equal(await block(page).evaluate((input) => input === document.activeElement), true);
  });

  test("F6 goes from pane to pane, the skip link to the form", async (t) => {
    const page = await open(t);
    await page.locator(".cm-content").waitFor();
    const pane = () => page.evaluate(() => document.activeElement.closest(".rail, .main, .side")?.className);
    for (const expected of ["rail", "main", "side", "rail"]) {
      await page.keyboard.press("F6");
      assert.equal(await pane(), expected);
    }
    await page.keyboard.press("Shift+F6");
    assert.equal(await pane(), "side");
    const hash = new URL(page.url()).hash;
    await page.getByRole("link", { name: "Skip to the form" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await pane(), "main");
    assert.equal(new URL(page.url()).hash, hash);
  });

  test("the tab of a view that its keys show takes the focus of another tab", async (t) => {
    const page = await open(t);
    await page.getByRole("tab", { name: "Boot plan" }).click();
    await page.keyboard.press("Alt+2");
    const focused = page.getByRole("tab", { name: "Diagram", selected: true });
    await untilEqual(() => focused.evaluate((tab) => tab === document.activeElement), true);
  });

  test("F6 leads from a field to its lines, and leaves the caret that stands in them", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).focus();
    await page.locator(".cm-line.cm-linked", { hasText: "CidrBlock" }).waitFor();
    const line = await page.evaluate(() => Number(document.querySelector(".fld.is-linked button.at").textContent.match(/\d+/)[0]));
    await page.keyboard.press("F6");
    await page.locator(".status", { hasText: `Ln ${line}, Col 7` }).waitFor();
    await page.keyboard.press("End");
    const caret = page.locator(".status", { hasText: `Ln ${line}, Col 29` });
    await caret.waitFor();
    await page.keyboard.press("Shift+F6");
    await page.waitForFunction(() => document.activeElement.id === "form-title");
    await page.keyboard.press("F6");
    await page.waitForFunction(() => document.activeElement.className === "editor");
    await painted(page);
    assert.ok(await caret.isVisible());
  });

  test("Ctrl+F searches the text from a form too", async (t) => {
    const page = await open(t, { path: VPC });
    await page.locator(".cm-content").waitFor();
    await block(page).focus();
    await page.keyboard.press("Control+f");
    await page.locator(".cm-search").getByRole("textbox", { name: "Find" }).waitFor();
    await page.waitForFunction(() => document.activeElement.className === "editor");
    await page.keyboard.type("GatewayAttachment");
    await page.keyboard.press("Enter");
    await page.locator(".cm-searchMatch-selected", { hasText: "GatewayAttachment" }).waitFor();
  });

  test("the sizes are told at 1280, and a name that no stack can have is said to be none", async (t) => {
    const page = await open(t, { context: { viewport: { width: 1280, height: 800 } } });
    for (const what of ["Template", "User data", "Resources"]) await page.locator(".status > .use", { hasText: what }).waitFor();
    const cut = () => page.locator(".status").evaluate((bar) => bar.scrollWidth - bar.clientWidth);
    assert.equal(await cut(), 0);
    const name = page.getByRole("textbox", { name: "Stack name" });
    await name.fill("my stack!!");
    await page.getByText("Not a valid stack name.").waitFor();
    assert.equal(await name.getAttribute("aria-invalid"), "true");
    await assertAccessible(page);
    await name.fill("my-stack");
    await page.getByText("Not a valid stack name.").waitFor({ state: "hidden" });
    assert.equal(await name.getAttribute("aria-invalid"), null);
  });

  test("the text is read-only, searched and folded", async (t) => {
    const page = await open(t);
    await page.locator(".cm-content").click();
    await page.keyboard.type("x");
    assert.ok(!(await page.locator(".cm-content").textContent()).startsWith("x"));
    await page.getByRole("button", { name: "Find in the template" }).click();
    await page.keyboard.type("AWS::EC2::VPC");
    await page.keyboard.press("Enter");
    await page.locator(".cm-searchMatch-selected").waitFor();
    assert.ok((await page.locator(".cm-searchMatch").count()) > 0);
    await page.keyboard.press("Escape");
    // A mark that is seen already: lines above are drawn too, and others are when the text is scrolled to them.
    const mark = await page.evaluate(() => {
      const root = document.querySelector(".editor").shadowRoot;
      const frame = root.querySelector(".cm-scroller").getBoundingClientRect();
      const places = [...root.querySelectorAll(".cm-foldGutter span[title]")].map((mark) => mark.getBoundingClientRect());
      const seen = places.find(({ top, bottom }) => top > frame.top + 20 && bottom < frame.bottom - 20);
      return { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
    });
    await page.mouse.click(mark.x, mark.y);
    await page.locator(".cm-foldPlaceholder").waitFor();
    assert.equal(await page.locator(".cm-foldPlaceholder").count(), 1);
  });

  test("the splitter is moved by arrows and stays there", async (t) => {
    const page = await open(t);
    const splitter = page.getByRole("separator", { name: "Width of the form" });
    const width = () => page.locator("main").evaluate((main) => main.getBoundingClientRect().width);
    const before = await width();
    await splitter.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    const after = await width();
    assert.ok(after > before + 80, `${before} to ${after}`);
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.ok(Math.abs((await width()) - after) < 2);
  });
});

describe("the page at every width", () => {
  const { open } = workbench();
  for (const viewport of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${viewport.width} by ${viewport.height}, ${colorScheme}: nothing wider than the page, no accessibility fault`, async (t) => {
        const page = await open(t, { path: VPC, context: { viewport, colorScheme, hasTouch: viewport.width < 800 } });
        await page.locator(".cm-content").waitFor();
        await block(page).focus();
        await page.locator(".cm-line.cm-linked").first().waitFor();
        assert.deepEqual(
          await page.evaluate(() => {
            const { scrollWidth, scrollHeight } = document.documentElement;
            const app = document.querySelector(".app");
            app.scrollTop = 50;
            return [scrollWidth <= innerWidth, scrollHeight <= innerHeight, app.scrollTop];
          }),
          [true, true, 0],
          "the page itself does not scroll, its panes do",
        );
        await page.screenshot({ path: join(OUT, `frame-${viewport.width}-${colorScheme}.png`) });
        await assertAccessible(page);
        if (viewport.width < 1180) {
          await page.getByRole("button", { name: "Outline" }).click();
          await page.getByRole("tree").waitFor();
          await page.waitForFunction(() => document.activeElement.textContent.trim() === "VPC");
          await assertAccessible(page);
          await outlineRow(page, "Outputs").click();
          await page.locator("h1", { hasText: "Outputs" }).waitFor();
          assert.equal(await page.getByRole("tree").isVisible(), false);
        }
        if (viewport.width < 820) {
          const height = () => page.locator(".side").evaluate((side) => side.getBoundingClientRect().height);
          const peek = await height();
          await page.getByRole("button", { name: "Show more of the text" }).click();
          assert.ok((await height()) > peek * 2);
          await page.getByRole("button", { name: "More actions" }).click();
          await page.getByRole("button", { name: "Switch to" }).waitFor();
          await assertAccessible(page);
        }
      });
    }
  }
});
