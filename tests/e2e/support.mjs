// What every test of the page in a browser shares: the server, Chromium, and a page that records any noise.
//
//   const { open } = workbench();            // once a file; server and browser are started when they are first needed
//   test("…", async (t) => {
//     const page = await open(t);            // a fresh context each; closed, and checked for noise, when the test ends
//     await page.getByRole(…)…
//   });
//
// The page is the one in the folder that CF_INIT_PAGE names, else the one in dist/.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "../../.ci/browser.mjs";
import { serve } from "../../.ci/serve.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The folder of the page under test. */
export const PAGE = resolve(ROOT, process.env.CF_INIT_PAGE ?? "dist");

/** Where tests leave downloads and screenshots. */
export const OUT = join(ROOT, "target", "e2e");

// One browser, and one server for each address, for all files of a process.
let launched;
const servers = new Map();

/** The browser. */
export function browser() {
  launched ??= (async () => {
    const executablePath = chromium();
    assert.ok(executablePath, "No Chromium found: install one, or name it in the environment variable CHROMIUM.");
    await mkdir(OUT, { recursive: true });
    return playwright.launch({ executablePath, args: flags, downloadsPath: OUT });
  })();
  return launched;
}

function server(base) {
  assert.ok(existsSync(join(PAGE, "index.html")), `${PAGE} holds no page: build it first, with \`make build\`.`);
  if (!servers.has(base)) servers.set(base, serve(PAGE, { base }));
  return servers.get(base);
}

after(async () => {
  await (await launched)?.close();
  for (const started of servers.values()) await (await started).close();
});

/** The page under test. `base` serves it from a sub-folder. */
export function workbench({ base = "/" } = {}) {
  let address;
  return {
    /** The address of the page. */
    url: () => address,

    /**
     * Opens the page in a context of its own and waits until the app has replaced the first paint. When the test ends
     * the context is closed, and the test fails if the page was not quiet (`quiet: false` leaves that to the test).
     * Without a `path` the page opens on the template as a whole; "" is what a first visitor opens.
     * `start` runs on the page before it is loaded, `started: false` does not wait for the app, `whole: false` not for the
     * parts that are fetched when the browser rests, `context` holds options of Playwright's context (viewport,
     * colorScheme, reducedMotion, hasTouch …).
     */
    async open(t, { context: options = {}, start, path = "#/stack", quiet = true, started = true, whole = started } = {}) {
      address = (await server(base)).url;
      const context = await (await browser()).newContext({
        viewport: { width: 1440, height: 900 },
        permissions: ["clipboard-read", "clipboard-write"],
        acceptDownloads: true,
        // What is kept for use without a network has tests of its own.
        serviceWorkers: "block",
        ...options,
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const assertQuiet = listen(page, address);
      t.after(async () => {
        await context.close();
        if (quiet) assertQuiet();
      });
      page.assertQuiet = assertQuiet;
      if (start) await start(page);
      await page.goto(address + path);
      if (started) await page.locator("#boot").waitFor({ state: "detached" });
      if (whole) await page.waitForFunction(() => performance.getEntriesByName("cf-init: parts").length > 0);
      return page;
    },
  };
}

/** Notes everything a quiet page does not do; the function returned fails if there was any of it. */
function listen(page, url) {
  const origin = new URL(url).origin;
  const noise = [];
  page.on("console", (message) => {
    // Playwright's own words on what the context asked for.
    if (message.text() !== "Service Worker registration blocked by Playwright") noise.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => noise.push(`page error: ${error.stack ?? error}`));
  page.on("requestfailed", (request) => {
    // What was still under way when the page was reloaded or closed: nothing else ends so.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") noise.push(`failed request: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) noise.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== "data:" && protocol !== "blob:") noise.push(`foreign request: ${request.url()}`);
  });
  return () => assert.deepEqual(noise, [], "the page was not quiet");
}

/** Fails on any accessibility fault axe finds; `within` narrows it to a selector. */
export async function assertAccessible(page, within) {
  const axe = new AxeBuilder({ page });
  if (within) axe.include(within);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, []);
}

/** Drops a text on the page as a file, and waits until the page says that it was opened, or not. */
export async function openText(page, text, name = "cf-init.yaml") {
  // What opens files is a part of the page that the first use may have to load.
  const said = await page.evaluateHandle(() => {
    const done = new Promise((done) => {
      const isOpened = () => [...document.querySelectorAll("[role=status], [role=alert]")].some((one) => /opened/.test(one.textContent));
      const look = (_, observer) => {
        if (!isOpened()) return;
        observer.disconnect();
        done();
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return { done };
  });
  const dataTransfer = await page.evaluateHandle(
    ([text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: "text/plain" }));
      return transfer;
    },
    [text, name],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer });
  await said.evaluate(({ done }) => done);
}

/** The text of the open design as the browser keeps it; null if it keeps none. */
export function kept(page) {
  return page.evaluate(async () => {
    const asked = (request) => new Promise((done, fail) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => fail(request.error))));
    const database = await asked(indexedDB.open("cf-init", 1));
    try {
      const bytes = await asked(database.transaction("texts").objectStore("texts").get(sessionStorage.getItem("cf-init.open")));
      return bytes ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) : null;
    } finally {
      database.close();
    }
  });
}

/** Reads until `is` holds, and gives what was read; fails with the last reading after ten seconds. */
export async function until(read, is) {
  const end = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (is(value)) return value;
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(value)?.slice(0, 2000)}`);
    await setTimeout(20);
  }
}

/** Reads until it is what is wanted; fails with the difference. */
export async function untilEqual(read, wanted) {
  let last;
  await until(async () => (last = await read()), (now) => isDeepStrictEqual(now, wanted)).catch(() => assert.deepEqual(last, wanted));
}

/** Waits until the browser keeps a text for which `is` holds. */
export const untilKept = (page, is) => until(() => kept(page), (text) => text !== null && is(text));

/** Waits until the page has handled the events so far and drawn the result. */
export const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/**
 * Presses the mouse on a handle, and holds it: until one of `dragged` is in the page. A message that comes late may move the
 * handle away from under the mouse, so that nothing is dragged: then the mouse is let go where it clicks nothing.
 */
export async function grab(page, handle, dragged) {
  await until(async () => {
    await handle.hover();
    await page.mouse.down();
    await painted(page);
    if ((await dragged.count()) > 0) return true;
    await page.mouse.move(0, 0);
    await page.mouse.up();
    return false;
  }, Boolean);
}

/** Moves the held mouse to the upper edge of an element, wherever that lies by then, until `shown` is in sight. */
export async function dragOver(page, target, shown) {
  await until(async () => {
    const { x, y } = await target.boundingBox();
    await page.mouse.move(x + 4, y + 4, { steps: 8 });
    await painted(page);
    return shown.isVisible();
  }, Boolean);
}

/** Presses Enter in a list of completions. The editor ignores the key in the first moments of a list; its clock is moved. */
export async function acceptCompletion(page) {
  // While a list is being made anew, Enter is a line break.
  await page.locator(".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) li[aria-selected=true]").first().waitFor();
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 1000;
    addEventListener("keyup", () => (Date.now = now), { capture: true, once: true });
  });
  await page.keyboard.press("Enter");
}

/**
 * The template as the page copies it. Moves no focus, and unlike downloads, of which Chromium allows ten in a row without
 * a click, it may be asked for as often as wanted.
 */
export async function copied(page) {
  return page.evaluate(async () => {
    await navigator.clipboard.writeText("");
    document.querySelector('[aria-label="Copy the template"]').click();
    for (let tries = 0; tries < 200; tries++) {
      const text = await navigator.clipboard.readText();
      if (text !== "") return text;
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error("the page copied nothing");
  });
}

/** Fails unless a text is that of a file in tests/fixtures/browser, which the acceptance tests judge; UPDATE=1 writes it. */
export async function assertFixture(name, text) {
  const path = join(ROOT, "tests", "fixtures", "browser", name);
  if (process.env.UPDATE === "1") await writeFile(path, text);
  assert.equal(text, await readFile(path, "utf8"), `${path} differs; UPDATE=1 writes it anew`);
}

/** Lines that a change took (`-`) and brought (`+`). */
export function changed(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line.trim()}`),
    ...now.slice(start, now.length - end).map((line) => `+${line.trim()}`),
  ];
}
