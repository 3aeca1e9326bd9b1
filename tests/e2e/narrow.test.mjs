// Narrow and short screens: what has to stay in sight, and what must not cover it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { main } from "./designs.mjs";
import { OUT, painted, until, workbench } from "./support.mjs";

const { open } = workbench();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const box = (locator) => locator.evaluate((it) => it.getBoundingClientRect().toJSON());
const isCut = (all) => all.filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent);

describe("on a phone", () => {
  test("the menus of the outline stand in one column", async (t) => {
    const page = await open(t, { context: PHONE });
    await page.getByRole("button", { name: "Outline", exact: true }).tap();
    await page.locator(".row-more").first().waitFor();
    const edges = await page.locator(".row-more").evaluateAll((all) => [...new Set(all.map((it) => Math.round(it.getBoundingClientRect().right)))]);
    assert.equal(edges.length, 1, `they end at ${edges}`);
  });

  test("the palette cuts no name that has room", async (t) => {
    const page = await open(t, { context: PHONE });
    await page.keyboard.press("Control+k");
    await page.locator(".palette-item").first().waitFor();
    const cut = () => page.locator(".palette-item:not(:has(.palette-d:not(:empty))) > .palette-t").evaluateAll(isCut);
    assert.deepEqual(await cut(), []);
    await page.keyboard.type("firewall");
    await page.locator(".palette-item", { hasText: "AWS::EC2::SecurityGroupIngress" }).first().waitFor();
    assert.deepEqual(await cut(), []);
    await page.screenshot({ path: join(OUT, "palette-390.png") });
  });

  test("nothing lies over the lines that peek out; the tools come with the whole text", async (t) => {
    const page = await open(t, { context: PHONE });
    const find = page.locator("#find-in-text");
    assert.ok(!(await find.isVisible()));
    await page.getByRole("button", { name: "Show more of the text" }).tap();
    await find.waitFor();
  });
});

for (const width of [600, 768, 1024]) {
  test(`the button of the first starter lies on no picture, ${width} wide`, async (t) => {
    const page = await open(t, { path: "", context: { viewport: { width, height: 1024 } } });
    const [button, picture] = [await box(page.locator(".st-dia")), await box(page.locator(".st-def .st-pic"))];
    const apart = button.top >= picture.bottom || button.left >= picture.right;
    assert.ok(apart, JSON.stringify({ button, picture }));
    const words = await page.locator(".st-def .st-tx > *").evaluateAll((all) => Math.max(...all.map((it) => it.getBoundingClientRect().bottom)));
    assert.ok(button.top >= words, `${button.top} lies over words that end at ${words}`);
  });
}

// 1280 by 1024 at 400 %.
for (const [width, height] of [[320, 256], [360, 225]]) {
  test(`half of the height is the form's at 400 % zoom, ${width} by ${height}`, async (t) => {
    const page = await open(t, { path: "#/vpc/VPC", context: { viewport: { width, height } } });
    const field = main(page).getByLabel("DNS hostnames", { exact: true }).or(main(page).getByLabel("CIDR block", { exact: true })).first();
    await field.waitFor();
    const pane = await box(main(page));
    assert.ok(pane.height >= height / 2, `${pane.height} of ${height}`);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]), [width, height]);
    await page.screenshot({ path: join(OUT, `zoom-${width}.png`) });
    // A field that gets the focus is seen as a whole.
    const fields = main(page).locator("input:visible, select:visible");
    for (let index = 0; index < Math.min(await fields.count(), 12); index++) {
      await fields.nth(index).focus();
      await painted(page);
      const place = await box(fields.nth(index));
      assert.ok(place.top >= pane.top && place.bottom <= pane.bottom, `${index}: ${JSON.stringify(place)} in ${JSON.stringify(pane)}`);
    }
    // All tabs can be reached, and the text can be pulled up.
    await page.getByRole("tab", { name: "Problems" }).click();
    await until(async () => (await box(page.locator(".side"))).height, (side) => side >= height / 2);
  });
}
