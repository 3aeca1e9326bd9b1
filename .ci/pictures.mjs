// Takes the pictures of the documentation and the README from the running page: `make pictures`. They are kept in
// public/docs; together they are to stay below 400 KB.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "./browser.mjs";
import { serve } from "./serve.mjs";

const FOLDER = "public/docs";
const MOST_KB = 400;

/** Each picture: where it begins, and what is done before it is taken. */
const PICTURES = {
  start: { at: "" },
  workbench: {
    at: "",
    async make(page) {
      await page.getByRole("button", { name: /^Flask and PostgreSQL/ }).click();
      await page.evaluate(() => (location.hash = "#/init/WebServer/configure/services"));
      await page.getByRole("heading", { level: 1, name: "Services" }).waitFor();
      await page.getByRole("button", { name: "Close what was found" }).click();
      await page.getByText("webapp", { exact: true }).first().click();
      await page.locator(".cm-content").waitFor();
    },
  },
};

const { url, close } = await serve(process.env.CF_INIT_PAGE ?? "dist");
const browser = await playwright.launch({ executablePath: chromium(), args: flags });
let sum = 0;
for (const [name, { at, make }] of Object.entries(PICTURES)) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: "light", reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(url + at);
  await page.locator("#boot").waitFor({ state: "detached" });
  await make?.(page);
  await page.waitForLoadState("networkidle");
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, caret: "hide" });
  const { size } = await stat(path);
  sum += size;
  console.log(`${path.padEnd(32)}${(size / 1000).toFixed(1).padStart(8)} KB`);
  await context.close();
}
await browser.close();
await close();
console.log(`${"sum".padEnd(32)}${(sum / 1000).toFixed(1).padStart(8)} KB`);
if (sum > MOST_KB * 1000) throw new Error(`The pictures are larger than ${MOST_KB} KB.`);
