// The starters in the gallery: all are there, each opens into forms and text without a problem, by mouse and by key.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { list, main, showList, stackName } from "./designs.mjs";
import { assertAccessible, copied, workbench } from "./support.mjs";

const { open } = workbench();

/** Titles with the file each opens, in the order of the gallery. */
const STARTERS = [
  ["Flask and PostgreSQL", "flask-postgres"],
  ["Static site with nginx", "nginx-static"],
  ["Docker host", "docker-compose"],
  ["Node.js service", "node-service"],
  ["Auto Scaling web tier", "auto-scaling"],
  ["WordPress on LAMP", "wordpress-lamp"],
  ["Private instance", "private-session"],
  ["Blank", "blank"],
];

const template = (name) => readFile(new URL(`../../src/starter/${name}.yaml`, import.meta.url), "utf8");
/** What opens a starter; the default one has a second button, for its diagram. */
const cards = (page) => list(page).locator(".cards > li > button:first-child");

/** Waits for a starter in the workbench; its text is read well. */
async function opened(page, name) {
  await list(page).waitFor({ state: "detached" });
  assert.equal(await copied(page), await template(name));
  await page.locator(".status", { hasText: "No problems" }).waitFor();
  assert.equal(await page.locator(".status .err").count(), 0);
}

describe("the gallery", () => {
  test("shows every starter with its picture, size and what it shows, and has no fault", async (t) => {
    const files = (await readdir(new URL("../../src/starter/", import.meta.url))).filter((name) => name.endsWith(".yaml"));
    assert.deepEqual(files.map((name) => name.slice(0, -5)).toSorted(), STARTERS.map(([, name]) => name).toSorted());
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(t, { context: { colorScheme } });
      await showList(page);
      assert.deepEqual(await cards(page).locator("b").allInnerTexts(), STARTERS.map(([title]) => title));
      for (const [index, card] of (await cards(page).all()).entries()) {
        const said = await card.innerText();
        assert.match(said, /\d+ resources?, \d+ lines/);
        assert.match(said, /Shows \w/);
        // The one to fill has none.
        const picture = card.locator("img:visible");
        assert.equal(await picture.count(), index < STARTERS.length - 1 ? 1 : 0);
        if ((await picture.count()) === 0) continue;
        await card.scrollIntoViewIfNeeded();
        await picture.evaluate((image) => image.decode());
        const file = `${STARTERS[index][1]}${colorScheme === "dark" ? "-dark" : ""}.svg`;
        assert.equal(await picture.getAttribute("src"), `./starters/${file}`);
      }
      await assertAccessible(page, "dialog.start");
    }
  });

  test("has three columns, two and one, and nothing sticks out", async (t) => {
    for (const [width, height, columns] of [[1440, 900, 3], [768, 1024, 2], [390, 844, 1]]) {
      const page = await open(t, { context: { viewport: { width, height } }, path: "#/designs" });
      await cards(page).first().waitFor();
      const boxes = await Promise.all((await cards(page).all()).map((card) => card.boundingBox()));
      assert.equal(new Set(boxes.slice(0, -1).map((box) => Math.round(box.x))).size, columns);
      for (const box of boxes) assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
      // The last one ends where the row ends.
      const right = Math.max(...boxes.map((box) => box.x + box.width));
      assert.ok(Math.abs(boxes.at(-1).x + boxes.at(-1).width - right) < 1);
    }
  });

  test("opens each starter by a click, and its forms", async (t) => {
    const page = await open(t);
    for (const [title, name] of STARTERS) {
      await showList(page);
      await cards(page).filter({ has: page.locator("b", { hasText: title }) }).click();
      await opened(page, name);
      assert.equal(await stackName(page).inputValue(), name);
      // Each entry of the outline has a form that says nothing of a fault.
      const entries = page.locator(".rail [role=treeitem]");
      for (let index = 0; index < (await entries.count()); index++) {
        const entry = entries.nth(index);
        await entry.click();
        await main(page).getByRole("heading", { level: 1 }).first().waitFor();
        assert.equal(await main(page).locator(".note.err").count(), 0, `${name}: ${page.url()}`);
      }
      assert.equal(await copied(page), await template(name));
    }
  });

  test("opens them by number and by Enter while the focus is among them, and not from a text field", async (t) => {
    const page = await open(t);
    await showList(page);
    await page.keyboard.press("5");
    await opened(page, "auto-scaling");
    await showList(page);
    await list(page).getByLabel("or paste its text here").fill("");
    await page.keyboard.press("2");
    assert.equal(await list(page).getByLabel("or paste its text here").inputValue(), "2");
    await list(page).getByLabel("or paste its text here").fill("");
    await cards(page).nth(7).focus();
    await page.keyboard.press("9");
    await page.keyboard.press("0");
    await page.keyboard.press("Control+1");
    assert.ok(await list(page).isVisible());
    await page.keyboard.press("Enter");
    await opened(page, "blank");
    await showList(page);
    await page.keyboard.press("Enter");
    await opened(page, "flask-postgres");
  });
});
