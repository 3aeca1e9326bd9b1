// A fault that stops the program: the page says so, hands the text out, and the next page begins with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, copied, openText, until, workbench } from "./support.mjs";

const { open } = workbench();

const TEXT = "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.7.0.0/16\n";
const TYPED = TEXT.replace("10.7", "10.8");
const block = (page) => page.locator('[id="f/Resources/Net/Properties/CidrBlock"]');

/** Makes the next form fail to be drawn, once: the page takes that for a fault of its own. */
async function stop(page) {
  await page.evaluate(() => {
    for (const [type, name] of [[Node, "cloneNode"], [Document, "createElement"]]) {
      const real = type.prototype[name];
      type.prototype[name] = function (...words) {
        if (window.stopped) return real.apply(this, words);
        window.stopped = true;
        throw new Error("made by a test");
      };
    }
    location.hash = "#/parameters";
  });
}

for (const [kept, words] of [[true, "Your text is saved in this browser."], [false, "Download it before you reload"]]) {
  test(`a stop of the program hands the text out, ${kept ? "kept" : "not kept"} by the browser`, async (t) => {
    const page = await open(t, { quiet: false });
    await openText(page, TEXT);
    await until(() => copied(page), (text) => text === TEXT);
    await page.evaluate(() => (location.hash = "#/vpc/Net"));
    await block(page).fill("10.8.0.0/16");
    if (!kept) {
      await page.evaluate(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      });
    }
    await stop(page);
    const rescue = page.getByRole("alertdialog", { name: "The workbench stopped because of an internal error" });
    await rescue.filter({ hasText: words }).waitFor();
    assert.equal(await rescue.getByRole("link", { name: kept ? "Reload the page" : "Download cf-init.yaml" }).evaluate((link) => link === document.activeElement), true);
    // What is behind it no longer answers.
    assert.equal(await page.locator("body > :not(.rescue):not([inert])").count(), 0);
    await assertAccessible(page, ".rescue");
    await rescue.getByText("The error, for a report").click();
    await rescue.getByText(/panicked at/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), rescue.getByRole("link", { name: "Download cf-init.yaml" }).click()]);
    assert.equal(await readFile(await download.path(), "utf8"), TYPED);
    if (!kept) return;
    await Promise.all([page.waitForEvent("load"), rescue.getByRole("link", { name: "Reload the page" }).click()]);
    await page.locator("#boot").waitFor({ state: "detached" });
    await page.evaluate(() => (location.hash = "#/vpc/Net"));
    assert.equal(await block(page).inputValue(), "10.8.0.0/16");
  });
}
