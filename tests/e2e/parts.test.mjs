// The parts of the module: what a visit begins with, what is fetched ahead, and a part that cannot be had.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { copied, openText, PAGE, until, untilEqual, untilKept, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.7.0.0/16\n";
/** The browser never rests: nothing is fetched ahead. */
const busy = (page) => page.addInitScript(() => (window.requestIdleCallback = () => 0));
/** Names of the files of a part, without hash. */
const partsIn = (urls) => urls.map((url) => url.match(/cf-init-designer-([a-z-]+)-[0-9a-f]{16}\.wasm$/)?.[1]).filter(Boolean);
const missing = (page) => page.getByRole("alert").filter({ hasText: "could not be loaded" });

/** Refuses the files of a part until the function it gives is called. */
async function refuse(page, part) {
  const files = new RegExp(`cf-init-designer-${part}-[0-9a-f]{16}\\.wasm$`);
  await page.route(files, (route) => route.fulfill({ status: 404, body: "" }));
  return () => page.unroute(files);
}

test("a visit begins with few requests and the parts of its form", async (t) => {
  for (const [path, part, other] of [["#/stack", "stack", "cloud"], ["#/instance/WebServer", "cloud", "stack"], ["#/configsets/WebServer", "init", "stack"]]) {
    const asked = [];
    const start = async (page) => {
      await busy(page);
      page.on("request", (request) => asked.push(request.url()));
    };
    const page = await open(t, { path, start, whole: false });
    await page.locator("main .scroll .fields").waitFor();
    await page.locator(".cm-content").waitFor();
    const parts = partsIn(asked);
    assert.ok(parts.includes(part) && parts.includes("frame") && !parts.includes(other), `${path}: ${parts}`);
    // No file twice, and the editor and its form within a dozen.
    assert.equal(new Set(asked).size, asked.length, asked.join("\n"));
    assert.ok(path !== "#/stack" || asked.length <= 12, asked.join("\n"));
  }
});

test("all other parts are fetched when the browser rests, and then used without a request", async (t) => {
  const asked = [];
  const page = await open(t, { start: (page) => page.on("request", (request) => asked.push(request.url())) });
  const all = partsIn((await readdir(PAGE)).map((name) => `/${name}`)).sort();
  assert.ok(all.includes("dialogs") && all.includes("views"), all.join());
  await until(() => partsIn(asked).length, (length) => length >= all.length);
  assert.deepEqual(partsIn(asked).sort(), all);
  const before = asked.length;
  await page.getByRole("button", { name: "Deploy…" }).click();
  await page.getByRole("dialog", { name: /^Deploy/ }).waitFor();
  assert.deepEqual(partsIn(asked.slice(before)), []);
});

test("a dialog that cannot be loaded says so, the text stays, and the next use has it", async (t) => {
  const page = await open(t, { quiet: false, start: async (page) => void (page.allow = await refuse(page, "dialogs")) });
  await page.locator(".cm-content").waitFor();
  const before = await copied(page);
  await page.getByRole("button", { name: "Deploy…" }).click();
  await missing(page).waitFor();
  await missing(page).getByRole("button", { name: "Reload" }).waitFor();
  assert.equal(await copied(page), before);
  await missing(page).getByRole("button", { name: "Close" }).click();
  await missing(page).waitFor({ state: "detached" });
  // A second use fails in the same way; a third one, with the network back, has it.
  await page.getByRole("button", { name: "Deploy…" }).click();
  await missing(page).waitFor();
  await page.allow();
  await missing(page).getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: /^Deploy/ }).waitFor();
  assert.equal(await missing(page).count(), 0);
});

test("a form that cannot be loaded offers the reload, which brings text and form back", async (t) => {
  const page = await open(t, { quiet: false, start: async (page) => void (page.allow = await refuse(page, "cloud")) });
  await openText(page, TEXT);
  await untilKept(page, (text) => text === TEXT);
  await page.evaluate(() => (location.hash = "#/vpc/Net"));
  await page.getByRole("main").getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
  await untilEqual(() => copied(page), TEXT);
  await page.allow();
  await page.getByRole("main").getByRole("button", { name: "Reload" }).click();
  await page.getByRole("main").getByRole("heading", { level: 1, name: "VPC" }).waitFor();
  await page.getByRole("main").getByText("CIDR block", { exact: false }).first().waitFor();
  await untilEqual(() => copied(page), TEXT);
});
