// The page loads from any place, says nothing on the console and asks nothing of any other host.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { workbench } from "./support.mjs";

for (const base of ["/", "/some/sub-folder/"]) {
  describe(`the page served under ${base}`, () => {
    const { open } = workbench({ base });

    test("starts without a word", async (t) => {
      const page = await open(t);
      assert.equal(await page.title(), "cf-init Designer");
      assert.notEqual((await page.locator("body").innerText()).trim(), "");
      // Long enough for Chromium to complain about a preload nobody used.
      await page.waitForTimeout(4000);
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
