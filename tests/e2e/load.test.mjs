// The page loads from any place, says nothing on the console and asks nothing of any other host.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { workbench } from "./support.mjs";

for (const base of ["/", "/some/sub-folder/"]) {
  describe(`the page served under ${base}`, () => {
    const { open } = workbench({ base });

    test("starts without a word", async (t) => {
      const fetched = [];
      const page = await open(t, { start: (page) => page.on("request", (request) => fetched.push(request.url())) });
      assert.equal(await page.title(), "cf-init Designer");
      assert.notEqual((await page.locator("body").innerText()).trim(), "");
      // A preload that the page does not use is fetched twice.
      const preloads = await page.locator('link[rel="preload"], link[rel="modulepreload"]').evaluateAll((all) => all.map((link) => link.href));
      assert.equal(preloads.length, 2);
      for (const address of preloads) assert.equal(fetched.filter((one) => one === address).length, 1, address);
      page.assertQuiet();
    });

    test("keeps the theme chosen before", async (t) => {
      const start = (page) => page.addInitScript(() => localStorage.setItem("cf-init.theme", "dark"));
      const page = await open(t, { start, context: { colorScheme: "light" } });
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    });
  });
}

describe("a page whose module is missing", () => {
  const { open } = workbench();

  test("says so in a sentence", async (t) => {
    const start = (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
    const page = await open(t, { start, quiet: false, started: false });
    await page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
  });
});
