// Runs when trunk has put a page together: cuts its module into parts, minifies the scripts of a release, completes the
// worker, and prints what the first interaction costs.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { writeDocs } from "./docs.mjs";
import { split } from "./split.mjs";
import { filesOf, hashName, writeWorker } from "./worker.mjs";

const AIM_KB = 250;
const [EDITOR, STYLE_OF_FORMS, STYLE_OF_VIEWS] = ["editor.js", "forms.css", "views.css"];
/** The parts with the rest of the frame and the first form, and the one with the list that a first visit begins with. */
const FIRST_FORMS = ["frame", "stack"];
const LIST = "designs";
// Fetched after the page can be used, or by hosts alone.
const LATER = /^(?:docs\/.*|(?:editor|forms|views)-.*|worker\.js|offline\.js|_headers|\.htaccess|vercel\.json)$/;

const folder = process.env.TRUNK_STAGING_DIR ?? "dist";
await writeDocs(folder);
// In development the worker has no list, and so keeps nothing.
if (process.env.CF_INIT_DEV) process.exit(0);
const release = process.env.TRUNK_PROFILE !== "debug";

const parts = (await split(folder, release)) ?? {};
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
const styleOfForms = await hashName(folder, STYLE_OF_FORMS, "forms");
const styleOfViews = await hashName(folder, STYLE_OF_VIEWS, "views");
await writeWorker(folder);
if (!release && !process.env.CF_INIT_SIZES) process.exit(0);

const sizes = await Promise.all((await filesOf(folder)).map(async (name) => {
  const bytes = await readFile(join(folder, name));
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
  };
}));
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const sumOf = (is) => {
  const sum = { raw: 0, gzip: 0, brotli: 0, files: 0 };
  for (const file of sizes.filter(({ name }) => is(name))) {
    for (const key of ["raw", "gzip", "brotli"]) sum[key] += file[key];
    sum.files++;
  }
  return sum;
};
const line = (label, is) => {
  const sum = sumOf(is);
  console.log(`  ${label.padEnd(28)}${kb(sum.raw)}${kb(sum.gzip)}${kb(sum.brotli)}${String(sum.files).padStart(9)}`);
  return sum;
};

const ofParts = new Set(Object.values(parts).flat());
const wasm = (name) => name.endsWith(".wasm");
const first = (name) => /\.(?:html|css|js|wasm)$/.test(name) && !LATER.test(name) && !ofParts.has(name);
const form = new Set(FIRST_FORMS.flatMap((part) => parts[part] ?? []));
console.log(`  ${"KB".padEnd(28)}      raw     gzip   brotli    files`);
line("HTML", (name) => name.endsWith(".html"));
line("CSS", (name) => first(name) && name.endsWith(".css"));
line("JavaScript", (name) => first(name) && name.endsWith(".js"));
line("first module", (name) => first(name) && wasm(name));
const interaction = line("first interaction", first);
line("with the first form", (name) => first(name) || form.has(name) || name === styleOfForms);
line("list of a first visit", (name) => first(name) || parts[LIST]?.includes(name) || name === styleOfForms);
for (const name of [...ofParts].sort()) line(`  ${name.replace(/^cf-init-designer-|-[0-9a-f]{16}\.wasm$/g, "")}`, (one) => one === name);
line("all modules", wasm);
line("text editor, loaded later", (name) => name === editor);
line("CSS of forms and views", (name) => name === styleOfForms || name === styleOfViews);
console.log(`First interaction: ${(interaction.brotli / 1000).toFixed(1)} KB brotli of ${AIM_KB} KB aimed at.`);
