// Runs when trunk has put a page together: minifies the scripts of a release, completes the worker, and prints what the
// first interaction costs.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { writeDocs } from "./docs.mjs";
import { filesOf, hashName, writeWorker } from "./worker.mjs";

const AIM_KB = 250;
const EDITOR = "editor.js";
// Fetched after the page can be used, or by hosts alone.
const LATER = /^(?:docs\/.*|editor-.*|worker\.js|offline\.js|_headers|\.htaccess|vercel\.json)$/;

const folder = process.env.TRUNK_STAGING_DIR ?? "dist";
await writeDocs(folder);
// In development the worker has no list, and so keeps nothing.
if (process.env.CF_INIT_DEV) process.exit(0);
const release = process.env.TRUNK_PROFILE !== "debug";

// wasm-bindgen puts the scripts that the page brings along into folders of their own.
const names = await filesOf(folder);
await Promise.all(
  names.map(async (name) => {
    const path = join(folder, name);
    if (!release || !name.endsWith(".js") || name === EDITOR) return;
    const { code } = await transform(await readFile(path, "utf8"), { minify: true, format: "esm", target: "es2022" });
    await writeFile(path, code);
  }),
);
const editor = await hashName(folder, EDITOR, "editor");
await writeWorker(folder);
if (!release) process.exit(0);
const files = await Promise.all((await filesOf(folder)).map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const measure = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
});
const line = (label, { raw, gzip, brotli }) => console.log(`  ${label.padEnd(28)}${kb(raw)}${kb(gzip)}${kb(brotli)}`);

const kinds = { HTML: ".html", CSS: ".css", JavaScript: ".js", WebAssembly: ".wasm" };
const total = { raw: 0, gzip: 0, brotli: 0 };
console.log(`  ${"KB".padEnd(28)}      raw     gzip   brotli`);
for (const [kind, ending] of Object.entries(kinds)) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const { name, bytes } of files) {
    if (!name.endsWith(ending) || LATER.test(name)) continue;
    const size = measure(bytes);
    for (const key in sum) {
      sum[key] += size[key];
      total[key] += size[key];
    }
  }
  line(kind, sum);
}
line("first interaction", total);
const lazy = files.find(({ name }) => name === editor);
if (lazy) line("text editor, loaded later", measure(lazy.bytes));
console.log(`First interaction: ${(total.brotli / 1000).toFixed(1)} KB brotli of ${AIM_KB} KB aimed at.`);
