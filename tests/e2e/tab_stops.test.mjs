// How often Tab has to be pressed: the form of an instance.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until, workbench } from "./support.mjs";

const { open } = workbench();

/** What Tab stops at in the form, in order. */
async function stops(page) {
  await page.locator("#form-title").focus();
  const all = [];
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const it = document.activeElement;
      return it.closest(".main") ? `${it.tagName} ${it.className} ${it.getAttribute("aria-label") ?? it.id}` : null;
    });
    if (here === null) return all;
    all.push(here);
  }
  return all;
}

test("the form of an instance has fewer than fifty", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  await page.locator(".cm-content").waitFor();
  await until(() => page.locator(".main .fld").count(), (rows) => rows > 15);
  const all = await stops(page);
  assert.ok(all.length > 10 && all.length < 50, `${all.length} stops:\n${all.join("\n")}`);
});
