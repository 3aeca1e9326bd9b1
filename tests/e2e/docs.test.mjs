// The documentation pages: every check and every known line of a log has one, each link in them leads somewhere, and they
// need neither a script nor a network.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { signatures } from "../../.ci/docs.mjs";
import { filesOf } from "../../.ci/worker.mjs";
import { serve } from "../../.ci/serve.mjs";
import { assertAccessible, browser, OUT, PAGE, until, workbench } from "./support.mjs";

const { open, url } = workbench();
const DOCS = join(PAGE, "docs");

test("every check and every known line has its page", async () => {
  const names = (await filesOf(join(DOCS, "checks"))).filter((name) => name.includes("/")).map((name) => name.replace(".html", "")).sort();
  assert.deepEqual(names, Object.keys(JSON.parse(await readFile(join(PAGE, "checks.json"), "utf8"))).sort());
  const lines = (await filesOf(join(DOCS, "logs"))).filter((name) => name.includes("/")).map((name) => name.replace(".html", "")).sort();
  assert.deepEqual(lines, (await signatures()).map((line) => line.id).sort());
  assert.ok(names.length > 150 && lines.length > 100);
});

test("all links between the pages lead somewhere", async () => {
  const all = (await filesOf(DOCS)).filter((name) => name.endsWith(".html"));
  const files = new Set(await filesOf(PAGE));
  const ids = {};
  for (const name of all) ids[name] = new Set([...(await readFile(join(DOCS, name), "utf8")).matchAll(/ id="([^"]*)"/g)].map((found) => found[1]));
  for (const name of all) {
    const html = await readFile(join(DOCS, name), "utf8");
    for (const [, to] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      if (to.startsWith("https://") || to === "#content") continue;
      const [file, id] = to.split("#");
      const target = normalize(join("docs", dirname(name), file)).replace(/^\.?\/?$/, "index.html");
      assert.ok(target === "./" || files.has(target), `${name} links to ${to}`);
      if (id) assert.ok(ids[target.slice("docs/".length)].has(id), `${name} links to ${to}`);
    }
    assert.ok(!/<script(?! src="[./]*theme\.js"><\/script>)|<style| style=| on[a-z]+=/.test(html), name);
  }
});

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    test(`the pages are legible, ${colorScheme}, ${width} wide`, async (t) => {
      const page = await open(t, { path: "docs/index.html", started: false, context: { colorScheme, viewport: { width, height } } });
      // One of each kind; the guides have the same parts.
      for (const name of ["index.html", "command-line.html", "recipes.html", "checks/index.html", "checks/file/mode-number.html", "logs/apt/dpkg-lock.html"]) {
        await page.goto(`${url()}docs/${name}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the page`);
        await assertAccessible(page);
        await page.screenshot({ path: join(OUT, `docs-${name.replaceAll("/", "-")}-${width}-${colorScheme}.png`) });
      }
    });
  }
}

test("an explained check, a line of a log and a form lead to their pages", async (t) => {
  const page = await open(t, { path: "#check/file/mode-number" });
  const leads = async (link, heading) => {
    const [other] = await Promise.all([page.waitForEvent("popup"), link.click()]);
    await other.getByRole("heading", { level: 1, name: heading }).waitFor();
    await other.close();
  };
  await leads(page.getByRole("link", { name: "This check in the documentation" }), "Mode without quotes");
  await page.keyboard.press("Escape");
  for (const [place, question, heading] of [
    ["#/configsets/WebServer", "What are configs and config sets?", "Configs and config sets"],
    ["#/hup/WebServer", "What is cfn-hup?", /^cfn-hup/],
    ["#/signal/WebServer", "What is a signal?", /^cfn-signal/],
  ]) {
    await page.evaluate((place) => (location.hash = place), place);
    await page.getByText(question).click();
    await leads(page.getByRole("link", { name: "Read more" }), heading);
  }
  await page.getByRole("button", { name: "Log doctor" }).click();
  const dialog = page.getByRole("dialog", { name: "Log doctor" });
  await dialog.getByLabel("Log files").setInputFiles({ name: "cloud-init-output.log", mimeType: "text/plain", buffer: Buffer.from("E: Unable to locate package nginx-full-extras\n") });
  await leads(dialog.getByRole("link", { name: "About this line" }).first(), "The package lists do not contain the package");
});

test("without a network the pages are there, too", async (t) => {
  const { url: address, close } = await serve(PAGE);
  const context = await (await browser()).newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await close();
  for (const name of ["index", "cfn-hup", "checks/file/mode-number", "logs/apt/dpkg-lock"]) {
    await page.goto(`${address}docs/${name}.html`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await until(() => page.evaluate(() => getComputedStyle(document.querySelector(".bar")).display), (display) => display === "flex");
  }
});
