// The tour: offered once on a first visit, declined for ever, and each step beside what it is about at every width.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { list } from "./designs.mjs";
import { assertAccessible, OUT, painted, until, workbench } from "./support.mjs";

const { open, url } = workbench();

const TITLES = ["The outline", "The form", "The text", "Before you deploy", "Deploy"];
const offer = (page) => page.getByRole("region", { name: "Tour" });
const card = (page) => page.locator("dialog.tour");

/** A first visit that has opened its first template. */
async function visited(t, options) {
  const page = await open(t, { path: "", ...options });
  await list(page).waitFor();
  assert.equal(await offer(page).count(), 0, "nothing lies over the list");
  await list(page).getByRole("button", { name: "Open the workbench" }).click();
  await offer(page).waitFor();
  return page;
}

describe("the tour", () => {
  for (const [width, height, colorScheme] of [[1440, 900, "light"], [768, 1024, "dark"], [390, 844, "light"]]) {
    test(`shows each part in its step, ${width} wide, ${colorScheme}`, async (t) => {
      const page = await visited(t, { context: { colorScheme, viewport: { width, height } } });
      await assertAccessible(page, ".tour-offer");
      await offer(page).getByRole("button", { name: "Show the tour" }).click();
      for (const [index, title] of TITLES.entries()) {
        await card(page).getByRole("heading", { name: title, exact: true }).waitFor();
        await card(page).getByText(`${index + 1} of 5`, { exact: true }).waitFor();
        // The frame comes with the next paint; then both lie in the window.
        const ring = await until(() => card(page).locator(".tour-ring").boundingBox(), (ring) => ring?.width > 20 && ring.height > 20);
        const box = await card(page).boundingBox();
        for (const one of [ring, box]) {
          assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= width + 0.5 && one.y + one.height <= height + 0.5, `${title}: ${JSON.stringify(one)}`);
        }
        if (title === "Deploy") {
          const button = await page.getByRole("button", { name: "Deploy…" }).boundingBox();
          assert.ok(Math.abs(button.x - ring.x) < 1 && Math.abs(button.y - ring.y) < 1, JSON.stringify({ button, ring }));
        }
        await assertAccessible(page, ".tour");
        await page.screenshot({ path: join(OUT, `tour-${width}-${index + 1}.png`) });
        await page.keyboard.press("Enter");
      }
      await card(page).waitFor({ state: "detached" });
    });
  }

  test("goes back and forth by arrows, and Escape ends it for ever", async (t) => {
    const page = await visited(t);
    await offer(page).getByRole("button", { name: "Show the tour" }).click();
    const at = (title) => card(page).getByRole("heading", { name: title, exact: true }).waitFor();
    await at("The outline");
    await page.keyboard.press("ArrowRight");
    await at("The form");
    await page.keyboard.press("ArrowLeft");
    await at("The outline");
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "detached" });
    assert.equal(await offer(page).count(), 0);
  });

  test("is offered no more once it is declined, and the palette has it", async (t) => {
    const page = await visited(t);
    await offer(page).getByRole("button", { name: "No tour" }).click();
    await offer(page).waitFor({ state: "detached" });
    // A first visit again, in a browser that knows the answer.
    await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("cf-init").onsuccess = done, done())));
    await page.evaluate(() => sessionStorage.clear());
    await page.goto("about:blank");
    await page.goto(url());
    await page.locator("#boot").waitFor({ state: "detached" });
    await painted(page);
    assert.equal(await offer(page).count(), 0);
    if (await list(page).isVisible()) await page.keyboard.press("Escape");
    await list(page).waitFor({ state: "detached" });
    assert.equal(await offer(page).count(), 0);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Go to or run" }).getByRole("combobox").fill("tour");
    await page.getByRole("option", { name: /^Tour of the page/ }).waitFor();
    await page.keyboard.press("Enter");
    await card(page).getByRole("heading", { name: "The outline" }).waitFor();
  });
});
