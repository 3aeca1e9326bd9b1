// Every field says what it is for: a sentence of help, or a note, beside it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { main } from "./designs.mjs";
import { openText, painted, workbench } from "./support.mjs";

const { open } = workbench();

/** Labels of the rows in sight that have no sentence. */
const bare = (page) =>
  main(page)
    .locator(".fld")
    .evaluateAll((rows) => rows.filter((row) => !row.querySelector(".help, .note")).map((row) => row.querySelector(".lb")?.textContent ?? row.textContent.slice(0, 60)));

for (const starter of ["flask-postgres", "auto-scaling", "wordpress-lamp"]) {
  test(`every field of ${starter} has a sentence of help`, async (t) => {
    const page = await open(t);
    await openText(page, await readFile(new URL(`../../src/starter/${starter}.yaml`, import.meta.url), "utf8"), `${starter}.yaml`);
    const closed = page.locator(".tree > [aria-expanded=false]");
    while ((await closed.count()) > 0) await closed.first().click();
    const keys = await page.locator(".tree > [data-key^='#/']").evaluateAll((rows) => [...new Set(rows.map((row) => row.dataset.key))]);
    assert.ok(keys.length > 20, `${keys.length} forms`);
    const found = [];
    let rows = 0;
    for (const key of keys) {
      await page.evaluate((key) => (location.hash = key), key);
      await page.waitForFunction(() => !document.querySelector("main [aria-busy]"));
      await painted(page);
      const openers = main(page).locator(".acc .opener");
      const entries = Math.max(1, Math.min(await openers.count(), 3));
      for (let entry = 0; entry < entries; entry++) {
        if ((await openers.count()) > entry && (await openers.nth(entry).getAttribute("aria-expanded")) === "false") await openers.nth(entry).click();
        await painted(page);
        rows += await main(page).locator(".fld").count();
        for (const label of await bare(page)) found.push(`${key}: ${label}`);
      }
    }
    assert.ok(rows > 100, `${rows} rows`);
    assert.deepEqual([...new Set(found)], []);
  });
}
