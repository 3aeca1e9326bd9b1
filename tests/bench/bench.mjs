// How fast the page is, beside npm's yaml in the same tab: `make bench`. Prints tables; judges nothing.
//
// The page is the released one, in dist/. yaml is what people would use to change a template without losing comments:
// parseDocument, setIn, toString. Both work in turn on the same text, in the same tab, and the medians are compared.
// Chromium paints as soon as it can here, not at the screen's pace: what is measured is work, not waiting.
import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "../../.ci/browser.mjs";
import { serve } from "../../.ci/serve.mjs";
import { openText } from "../e2e/support.mjs";
import { template } from "./template.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SITE = join(ROOT, "target", "bench");
const SIZES = [10_000, 100_000, 1_000_000, 5_000_000];
const KEYS = Number(process.env.KEYS ?? 120);
const WARM_UP = 100;
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const MEMORY_EDITS = Number(process.env.EDITS ?? 10_000);

const median = (all) => quantile(all, 0.5);
function quantile(all, share) {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
const ms = (value) => (value === undefined ? "–" : value >= 100 ? value.toFixed(0) : value.toFixed(2));
const times = (ours, theirs) => `${(theirs / ours).toFixed(theirs / ours >= 10 ? 0 : 1)} ×`;
const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.round(bytes / 1000)} KB`);

async function site() {
  await rm(SITE, { recursive: true, force: true });
  await mkdir(SITE, { recursive: true });
  await cp(join(ROOT, "dist"), SITE, { recursive: true });
  const stdin = { contents: 'export * from "yaml";', resolveDir: ROOT };
  await build({ stdin, bundle: true, minify: true, format: "esm", outfile: join(SITE, "yaml.js"), logLevel: "error" });
  return serve(SITE);
}

/** Types into the field with this id, `keys` times another text; gives what each key cost. */
function type(page, id, keys) {
  return page.evaluate(
    async ([id, keys]) => {
      const field = document.getElementById(id);
      field.focus();
      // The page hands the editor the change when the text has it: that moment is noted.
      const { mount } = await import(new URL("editor.js", document.baseURI).href);
      const silent = { text: () => "", typed() {}, caret() {}, moved() {}, undo() {}, complete() {} };
      const editor = Object.getPrototypeOf(mount(document.createElement("div"), "", silent));
      const apply = (editor.unwatched ??= editor.apply);
      let made = 0;
      editor.apply = function (changes) {
        made = performance.now();
        return apply.call(this, changes);
      };
      // A frame's callbacks, layout, paint and commit are one task of the browser: the next one finds it painted.
      const painted = () => new Promise((done) => requestAnimationFrame(() => scheduler.postTask(done, { priority: "user-blocking" })));
      await painted();
      const changed = [];
      const handled = [];
      const seen = [];
      for (let key = 0; key < keys; key++) {
        // What the browser does itself before it tells of the input.
        field.value = `10.${key % 250}.0.0/16`;
        const start = performance.now();
        field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
        handled.push(performance.now() - start);
        changed.push(made - start);
        await painted();
        seen.push(performance.now() - start);
        // What a pause between two keys leaves to the browser.
        await new Promise((done) => setTimeout(done, 20));
      }
      return { changed, handled, seen };
    },
    [id, keys],
  );
}

/** The same change by yaml: the value is set in the document that it has read, and all of it is written. */
function setByYaml(page, text, rounds) {
  return page.evaluate(
    async ([text, rounds]) => {
      const yaml = await import(new URL("yaml.js", document.baseURI).href);
      const document_ = yaml.parseDocument(text, { logLevel: "silent" });
      const all = [];
      for (let round = 0; round < rounds; round++) {
        const start = performance.now();
        document_.setIn(["Description"], `10.${round}.0.0/16`);
        document_.toString();
        all.push(performance.now() - start);
      }
      return all;
    },
    [text, rounds],
  );
}

function readByYaml(page, text) {
  return page.evaluate(async (text) => {
    const yaml = await import(new URL("yaml.js", document.baseURI).href);
    const start = performance.now();
    yaml.parseDocument(text, { logLevel: "silent" });
    return performance.now() - start;
  }, text);
}

/** Opens a text as a person drops a file; gives when it is seen in the pane and when its forms are. */
async function open(page, text, mark) {
  await page.evaluate(
    (mark) => {
      window.opened = new Promise((done) => {
        const found = {};
        const look = () => {
          const now = performance.now();
          const shown = document.querySelector(".editor")?.shadowRoot?.querySelector(".cm-content")?.textContent.includes(mark);
          if (shown) found.text ??= now;
          if (document.getElementById("f/Description")?.value.includes(mark)) found.form ??= now;
          if (found.text && found.form) done(found);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      addEventListener("drop", () => (window.dropped = performance.now()), { capture: true, once: true });
    },
    mark,
  );
  await openText(page, text);
  return page.evaluate(async () => {
    const found = await window.opened;
    const at = (name) => performance.getEntriesByName(`cf-init: ${name}`).at(-1).startTime;
    return { read: at("read") - at("reading"), text: found.text - window.dropped, form: found.form - window.dropped };
  });
}

function table(title, head, rows) {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `  ${cells.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join("   ")}`;
  console.log(`\n${title}\n${line(head)}\n${line(widths.map((width) => "─".repeat(width)))}\n${rows.map(line).join("\n")}`);
}

const server = await site();
const args = [...flags, "--disable-frame-rate-limit", "--disable-gpu-vsync", "--js-flags=--expose-gc", "--enable-precise-memory-info"];
const browser = await playwright.launch({ executablePath: chromium(), args });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => console.error(error));
  // The module's memory, which the page has no use for.
  await page.addInitScript(() => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const made = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const result = await made.apply(WebAssembly, args);
        const { memory } = (result.instance ?? result).exports;
        window.wasmMemory = () => memory.buffer.byteLength;
        return result;
      };
    }
  });
  await page.goto(`${server.url}#/vpc/VPC`);
  await page.locator("#boot").waitFor({ state: "detached" });
  await page.locator(".cm-content").waitFor();

  const edits = [];
  const opens = [];
  for (const bytes of SIZES) {
    const base = template(bytes);
    const parsed = [];
    const first = [];
    const forms = [];
    const read = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.evaluate(() => (location.hash = "#/stack"));
      const mark = `round ${bytes} ${round}`;
      const text = base.replace("As large as asked for", mark);
      const seen = await open(page, text, mark);
      parsed.push(seen.read);
      first.push(seen.text);
      forms.push(seen.form);
      read.push(await readByYaml(page, text));
    }
    opens.push([
      size(base.length),
      ms(median(parsed)),
      ms(median(first)),
      ms(median(forms)),
      ms(median(read)),
      times(median(parsed), median(read)),
      times(median(forms), median(read)),
    ]);

    const id = "f/Description";
    await page.locator(`[id="${id}"]`).waitFor();
    await page.waitForTimeout(Math.min(8000, 1500 + bytes / 250));
    // The browser compiles well what it has seen often.
    await type(page, id, WARM_UP);
    const { changed, handled, seen } = await type(page, id, KEYS);
    const theirs = await setByYaml(page, base, ROUNDS);
    edits.push([
      size(base.length),
      ms(median(changed)),
      ms(median(handled)),
      ms(median(seen)),
      ms(quantile(seen, 0.95)),
      ms(median(theirs)),
      times(median(changed), median(theirs)),
      times(median(seen), median(theirs)),
    ]);
  }
  table(`One key in a form, in ms (${KEYS} keys after ${WARM_UP} others; yaml: setIn and toString, median of ${ROUNDS})`, ["template", "text changed", "views updated", "painted", "painted, p95", "yaml", "yaml / text changed", "yaml / painted"], edits);
  table(`Opening, in ms (medians of ${ROUNDS}; yaml: parseDocument)`, ["template", "read", "text seen", "forms seen", "yaml", "yaml / read", "yaml / forms seen"], opens);

  if (MEMORY_EDITS > 0) await memory(page);
} finally {
  await browser.close();
  await server.close();
}

/** Many edits, each taken back now and then: what the module's memory and the last edit cost. */
async function memory(page) {
  const text = template(1_000_000).replace("As large as asked for", "memory");
  await page.evaluate(() => (location.hash = "#/stack"));
  await open(page, text, "memory");
  await page.evaluate(() => (location.hash = "#/vpc/VPC"));
  const id = "f/Resources/VPC/Properties/CidrBlock";
  await page.locator(`[id="${id}"]`).waitFor();
  // Until the editor has read ahead.
  await page.waitForTimeout(6000);
  const result = await page.evaluate(
    async ([id, edits]) => {
      const field = document.getElementById(id);
      const pages = () => window.wasmMemory();
      const all = [];
      field.focus();
      const before = pages();
      let seed = 7;
      for (let edit = 0; edit < edits; edit++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        const start = performance.now();
        field.value = `10.${seed % 250}.${seed % 13}.0/${16 + (seed % 8)}`;
        field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
        all.push(performance.now() - start);
        if (seed % 5 === 0) {
          field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
          dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
        }
        if (edit % 50 === 0) await new Promise((done) => setTimeout(done));
      }
      return { before, after: pages(), all };
    },
    [id, MEMORY_EDITS],
  );
  const first = median(result.all.slice(100, 600));
  const last = median(result.all.slice(-500));
  const mb = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`;
  const growth = `${(((result.after - result.before) / result.before) * 100).toFixed(1)} %`;
  table(`${MEMORY_EDITS} edits with undo in 1 MB`, ["memory before", "after", "growth", "edits 100 to 600, ms", "last 500, ms"], [
    [mb(result.before), mb(result.after), growth, ms(first), ms(last)],
  ]);
}
