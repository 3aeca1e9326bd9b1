// The server of `make dev`: a page that is built anew loads itself anew, under the content security policy that it has.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../../.ci/serve.mjs";
import { browser } from "./support.mjs";

async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "cf-init-dev-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("the page loads itself anew when it is built anew, once, and its policy lets it", async (t) => {
  const root = await folder(t);
  const { url, close } = await serve(root, { reload: true });
  t.after(close);
  const page = await (await browser()).newPage();
  t.after(() => page.close());
  const noise = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  let loads = 0;
  page.on("load", () => loads++);

  await page.goto(url);
  await page.getByText("The page is being built.").waitFor();
  const [, policy] = (await readFile(new URL("../../index.html", import.meta.url), "utf8")).match(/(<meta http-equiv="Content-Security-Policy"[^>]*>)/);
  const built = (text) => writeFile(join(root, "index.html"), `<!doctype html><html lang="en"><head>${policy}<title>x</title><link rel="icon" href="data:,"></head><body><p>${text}</p></body></html>`);
  await built("first");
  await page.getByText("first").waitFor();
  await built("second");
  await page.getByText("second").waitFor();
  await built("third");
  await page.getByText("third").waitFor();
  // One load for each build, and none without.
  assert.equal(loads, 4);
  assert.deepEqual(noise.filter((text) => !text.includes("favicon")), []);
});

test("the page as built is served as it is", async (t) => {
  const root = await folder(t);
  await writeFile(join(root, "index.html"), "<!doctype html><head></head>");
  const { url, close } = await serve(root);
  t.after(close);
  assert.equal(await (await fetch(url)).text(), "<!doctype html><head></head>");
  assert.equal((await fetch(`${url}reload.dev.js`)).status, 404);
});
