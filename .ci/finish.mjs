// Runs when trunk has put a page together: minifies the scripts of a release and prints what the first interaction costs.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { transform } from "esbuild";

const AIM_KB = 250;
const LAZY = "editor.js";

const folder = process.env.TRUNK_STAGING_DIR ?? "dist";
if (process.env.TRUNK_PROFILE === "debug") process.exit(0);

// wasm-bindgen puts the scripts that the page brings along into folders of their own.
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const names = entries
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
  .sort();
const files = await Promise.all(
  names.map(async (name) => {
    const path = join(folder, name);
    if (!name.endsWith(".js") || name === LAZY) return { name, bytes: await readFile(path) };
    const { code } = await transform(await readFile(path, "utf8"), { minify: true, format: "esm", target: "es2022" });
    await writeFile(path, code);
    return { name, bytes: Buffer.from(code) };
  }),
);

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
    if (!name.endsWith(ending) || name === LAZY) continue;
    const size = measure(bytes);
    for (const key in sum) {
      sum[key] += size[key];
      total[key] += size[key];
    }
  }
  line(kind, sum);
}
line("first interaction", total);
const lazy = files.find(({ name }) => name === LAZY);
if (lazy) line("text editor, loaded later", measure(lazy.bytes));
console.log(`First interaction: ${(total.brotli / 1000).toFixed(1)} KB brotli of ${AIM_KB} KB aimed at.`);
