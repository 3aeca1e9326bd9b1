// The page without a network, and a newer build beside an open page.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { policyOf } from "../../.ci/hosting.mjs";
import { serve } from "../../.ci/serve.mjs";
import { writeWorker } from "../../.ci/worker.mjs";
import { browser, openText, PAGE, until, untilKept } from "./support.mjs";

const TEXT = "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.7.0.0/16\n";

/** A copy of the built page, served under `base` by a server of its own, open in a context that keeps workers. */
async function site(t, { base = "/", compress = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "cf-init-offline-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(PAGE, folder, { recursive: true });
  const { url, close } = await serve(folder, { base, compress });
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 900 } });
  t.after(() => context.close());
  let stopped = false;
  const stop = async () => {
    if (!stopped) await close();
    stopped = true;
  };
  t.after(stop);
  return { folder, url, context, stop };
}

const started = (page) => page.locator("#boot").waitFor({ state: "detached" });
/** Waits until a worker has kept the page and answers for it. */
const controlled = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");

for (const base of ["/", "/some/sub-folder/"]) {
  test(`a second visit under ${base} needs no server: text, editor and dialogs are there`, async (t) => {
    const { url, context, stop } = await site(t, { base });
    const first = await context.newPage();
    await first.goto(url);
    await started(first);
    await controlled(first);
    await openText(first, TEXT);
    await untilKept(first, (text) => text === TEXT);
    await first.close();
    await stop();

    const page = await context.newPage();
    const failed = [];
    page.on("requestfailed", (request) => failed.push(request.url()));
    page.on("pageerror", (error) => failed.push(String(error)));
    await page.goto(url);
    await started(page);
    await page.locator(".cm-content").filter({ hasText: "10.7.0.0/16" }).waitFor();
    await page.getByRole("button", { name: "Deploy" }).first().click();
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(failed, []);
  });
}

test("a newer build waits until somebody takes it, and the text stays", async (t) => {
  const { folder, url, context } = await site(t);
  const page = await context.newPage();
  await page.goto(url);
  await started(page);
  await controlled(page);
  const scripts = () => page.evaluate(() => [...document.scripts].map((script) => script.textContent.trim()));

  const name = "index.html";
  const html = await readFile(join(folder, name), "utf8");
  await writeFile(join(folder, name), html.replace("<title>cf-init Designer</title>", "<title>newer</title>"));
  await writeWorker(folder);
  await page.reload();
  await started(page);
  // The old build is shown whole until it is told otherwise.
  assert.equal(await page.title(), "cf-init Designer");
  const notice = page.getByRole("group", { name: "Newer version" });
  await notice.waitFor();
  await openText(page, TEXT);
  await untilKept(page, (text) => text === TEXT);
  await notice.getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction(() => document.title === "newer");
  await started(page);
  await page.locator(".cm-content").filter({ hasText: "10.7.0.0/16" }).waitFor();
  assert.deepEqual((await scripts()).filter(Boolean), []);
});

test("a build whose files do not fit its list is not kept", async (t) => {
  const { folder, url, context } = await site(t);
  const [name] = (await readdir(folder)).filter((name) => /^app-.*\.css$/.test(name));
  await writeFile(join(folder, name), `${await readFile(join(folder, name), "utf8")}\n`);
  const page = await context.newPage();
  await page.goto(url);
  await started(page);
  const ended = await page.evaluate(async () => {
    const { installing } = await navigator.serviceWorker.register("./worker.js");
    return new Promise((done) => {
      installing.onstatechange = () => installing.state !== "installed" && done(installing.state);
    });
  });
  assert.equal(ended, "redundant");
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
});

test("a worker without a list, as in development, removes itself and what was kept", async (t) => {
  const { folder, url, context } = await site(t);
  const page = await context.newPage();
  await page.goto(url);
  await started(page);
  await controlled(page);
  await writeFile(join(folder, "worker.js"), await readFile(new URL("../../public/worker.js", import.meta.url)));
  await page.reload();
  await until(
    () => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]),
    ([workers, kept]) => workers === 0 && kept === 0,
  );
});

test("the server compresses, keeps hashed names for ever and sends the policy of the page", async (t) => {
  const { folder, url } = await site(t, { compress: true });
  const get = (name, headers = {}) => fetch(url + name, { headers });
  const html = await get("", { "accept-encoding": "br" });
  assert.equal(html.headers.get("content-encoding"), "br");
  assert.equal(html.headers.get("cache-control"), "no-cache");
  assert.equal(html.headers.get("content-security-policy"), policyOf(await html.text()));
  assert.equal((await get("", { "if-none-match": html.headers.get("etag"), "accept-encoding": "br" })).status, 304);
  assert.equal((await get("", { "accept-encoding": "br;q=0, gzip" })).headers.get("content-encoding"), "gzip");
  assert.equal((await get("", { "accept-encoding": "identity" })).headers.get("content-encoding"), null);
  const names = await readdir(folder);
  const hashed = names.filter((name) => /\.(css|wasm)$/.test(name) || name.startsWith("editor-"));
  // The style sheet, the editor, the first module and its parts.
  assert.ok(hashed.length > 3, hashed.join());
  for (const name of hashed) {
    assert.match((await get(name)).headers.get("cache-control"), /immutable/, name);
  }
  for (const name of ["_headers", ".htaccess", "vercel.json"]) {
    const text = await readFile(join(folder, name), "utf8");
    assert.ok(text.includes(policyOf(await readFile(join(folder, "index.html"), "utf8"))), name);
  }
});
