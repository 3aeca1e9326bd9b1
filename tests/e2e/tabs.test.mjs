// Two tabs on one design lose nothing of either; the list of designs at every width.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { block, drop, list, notice, rows, showList, SMALL, stackName, text, VPC } from "./designs.mjs";
import { assertAccessible, OUT, workbench } from "./support.mjs";

const { open, url } = workbench();

describe("two tabs on one design", () => {
  /** Two pages of one browser on the same design. */
  async function two(t) {
    const one = await open(t, { path: VPC });
    await block(one).fill("10.1.0.0/16");
    await one.locator(".status", { hasText: "Saved" }).waitFor();
    const other = await one.context().newPage();
    await other.goto(url() + VPC);
    await other.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await block(other).inputValue(), "10.1.0.0/16");
    return [one, other];
  }

  const shows = (page, value) =>
    page.waitForFunction((value) => document.getElementById("f/Resources/VPC/Properties/CidrBlock").value === value, value);

  /** Both change it before either hears of the other. */
  async function conflict(t) {
    const [one, other] = await two(t);
    // As a tab that is asleep does, this one keeps its change late.
    await other.evaluate(() => {
      const { setTimeout } = window;
      window.setTimeout = (then, after, ...rest) => setTimeout(then, after === 300 ? 1500 : after, ...rest);
    });
    await block(other).fill("10.3.0.0/16");
    await block(one).fill("10.2.0.0/16");
    await notice(other).filter({ hasText: /This design was changed in another tab at \d\d:\d\d\./ }).waitFor();
    await other.locator(".status", { hasText: /Not saved: changed in another tab at \d\d:\d\d/ }).waitFor();
    assert.equal(await block(other).inputValue(), "10.3.0.0/16");
    return [one, other];
  }

  test("one without changes of its own follows the other", async (t) => {
    const [one, other] = await two(t);
    await block(one).fill("10.2.0.0/16");
    await shows(other, "10.2.0.0/16");
    await other.getByRole("status").filter({ hasText: "The design was changed in another tab." }).waitFor();
    await block(other).fill("10.3.0.0/16");
    await shows(one, "10.3.0.0/16");
    await stackName(one).fill("shop");
    await other.waitForFunction(() => document.querySelector(".stackname input").value === "shop");
    assert.equal(await notice(one).count() + (await notice(other).count()), 0);
  });

  test("both changed: the other version is taken, and Undo brings the own one back", async (t) => {
    const [one, other] = await conflict(t);
    await assertAccessible(other);
    await notice(other).getByRole("button", { name: "Take that version" }).click();
    await shows(other, "10.2.0.0/16");
    assert.equal(await notice(other).count(), 0);
    await other.getByRole("button", { name: /^Undo: taking the version of the other tab/ }).click();
    await shows(other, "10.3.0.0/16");
    await shows(one, "10.3.0.0/16");
  });

  test("both changed: the own version goes on as a copy", async (t) => {
    const [one, other] = await conflict(t);
    await notice(other).getByRole("button", { name: "Keep mine as a copy" }).click();
    await other.locator(".status", { hasText: "Saved" }).waitFor();
    assert.equal(await stackName(other).inputValue(), "cf-init-copy");
    assert.equal(await block(other).inputValue(), "10.3.0.0/16");
    assert.equal(await block(one).inputValue(), "10.2.0.0/16");
    await showList(one);
    assert.deepEqual((await rows(one)).toSorted(), ["cf-init", "cf-init-copy"]);
  });

  test("both changed: the other version is replaced", async (t) => {
    const [one, other] = await conflict(t);
    await notice(other).getByRole("button", { name: "Overwrite it" }).click();
    await shows(one, "10.3.0.0/16");
    await other.locator(".status", { hasText: "Saved" }).waitFor();
  });

  test("both changed and nobody decided: the own version is found again as a copy", async (t) => {
    const [one, other] = await conflict(t);
    await other.close({ runBeforeUnload: false });
    const next = await one.context().newPage();
    await next.goto(url() + VPC);
    await next.locator("#boot").waitFor({ state: "detached" });
    await notice(next).filter({ hasText: "are in the design cf-init-copy." }).waitFor();
    assert.equal(await block(next).inputValue(), "10.2.0.0/16");
    await showList(next);
    await list(next).getByRole("button", { name: /^cf-init-copy cf-init/ }).click();
    await list(next).waitFor({ state: "detached" });
    assert.ok((await text(next)).includes("CidrBlock: 10.3.0.0/16"));
  });

  test("both changed and another design is opened: the own version stays as a copy", async (t) => {
    const [one, other] = await conflict(t);
    await drop(other, [{ name: "web.yaml", bytes: SMALL }]);
    await other.waitForFunction(() => document.querySelector(".stackname input").value === "web");
    await showList(one);
    await list(one).getByText("web", { exact: true }).waitFor();
    assert.deepEqual((await rows(one)).toSorted(), ["cf-init", "cf-init-copy", "web"]);
  });

  test("deleted in one, the text stays in the other and is kept again", async (t) => {
    const [one, other] = await two(t);
    await showList(one);
    await list(one).getByRole("button", { name: "Delete cf-init" }).click();
    await notice(other).filter({ hasText: "This design was deleted in another tab." }).waitFor();
    await notice(other).getByRole("button", { name: "Keep it" }).click();
    await list(one).getByText("cf-init.yaml, 12 resources").waitFor();
  });
});

describe("the list at every width", () => {
  for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${width} by ${height}, ${colorScheme}: nothing wider than the page, no accessibility fault`, async (t) => {
        const page = await open(t, { path: VPC, context: { viewport: { width, height }, colorScheme, hasTouch: width < 800 } });
        await drop(page, [{ name: "a-rather-long-name-of-a-template-file.yaml", bytes: SMALL }], async () => {
          await page.screenshot({ path: join(OUT, `drop-${width}-${colorScheme}.png`) });
        });
        await drop(page, [{ name: "broken.json", bytes: "{" }]);
        await page.locator(".status", { hasText: "JSON" }).waitFor({ state: "attached" });
        await drop(page, [{ name: "picture.png", bytes: "\x89PNG\0" }]);
        await notice(page).waitFor();
        await page.screenshot({ path: join(OUT, `notice-${width}-${colorScheme}.png`) });
        await assertAccessible(page);
        if (width < 820) {
          await page.getByRole("button", { name: "More actions" }).click();
          await page.screenshot({ path: join(OUT, `more-${width}-${colorScheme}.png`) });
          await page.locator("#more").getByRole("button", { name: "Designs" }).click();
        } else {
          await page.getByRole("button", { name: "Designs", exact: true }).click();
        }
        await list(page).waitFor();
        await list(page).getByText("broken.json, cannot be read").waitFor();
        assert.ok(await list(page).evaluate((it) => it.scrollWidth <= it.clientWidth && it.querySelector(".st-main").scrollWidth <= it.clientWidth));
        await page.screenshot({ path: join(OUT, `designs-${width}-${colorScheme}.png`) });
        await assertAccessible(page);
      });
    }
  }
});
