// Cuts the module of a built page into parts: the first one, which the page starts with, and those that are loaded when they
// are first used (`part!` in src/ui/part.rs). Bundles the scripts that belong to it, and names all by one hash.
//
// A part is a module of its own, and so is what several parts share: one for each set of parts. The shared ones are put
// together into few files. `src/ui/parts.js` loads them.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { shorten, takeOutUnused } from "./shrink.mjs";

const run = promisify(execFile);
const PAGE = "index.html";
const NAME = "cf-init-designer";
const WASM = "wasm32-unknown-unknown";
/** What a module that is to be cut imports. */
const UNCUT = "__wasm_split_placeholder__";
/** The part that a first visit begins with, alone. */
const LIST = "designs";
/** The part that all other visits begin with: its file holds what it shares, too. */
const FRAME = "frame";
/** The parts that most of them begin with, in the order of their use. */
const WORKBENCH = [FRAME, "stack"];

/** The file of a module that several parts share; `wants` tells whether a part is among them. */
function sharedFile(wants) {
  const first = WORKBENCH.find(wants);
  if (wants(LIST)) return first ? "first-shared" : `${LIST}-shared`;
  if (first === FRAME) return FRAME;
  return first ? `${first}-shared` : "shared";
}

/** Does `each` for all, a few at a time. */
async function inTurn(all, each) {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await each(one);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** The names that modules import from the first one. */
async function importedBy(modules) {
  const names = new Set();
  for (const path of modules) {
    for (const { name } of WebAssembly.Module.imports(new WebAssembly.Module(await readFile(path)))) names.add(name);
  }
  // `src/ui/parts.js` calls what waits for a part through the table.
  return names.add("__indirect_function_table");
}

/**
 * Cuts the module of the page in `folder`, and optimises the parts if it is a `release`. Gives the names of the files by
 * the names of the parts that want them; undefined for a page of one module, as in development.
 */
export async function split(folder, release) {
  const html = await readFile(join(folder, PAGE), "utf8");
  const [, js, wasm] = html.match(/ data-js="\.\/([^"]*)" data-wasm="\.\/([^"]*)"/) ?? [];
  if (!js) throw new Error(`${PAGE} has no script tag with data-js and data-wasm: see pattern_script in Trunk.toml.`);
  if (!(await readFile(join(folder, js), "utf8")).includes(UNCUT)) return undefined;

  const linked = join(process.env.CARGO_TARGET_DIR ?? "target", WASM, release ? "release" : "page-test", `${NAME}.wasm`);
  const work = await mkdtemp(join(tmpdir(), "cf-init-split-"));
  try {
    const [cut, bound] = [join(work, "cut"), join(work, "bound")];
    // Trunk bound the module as a whole; its first part has other functions, and is bound in its place.
    await run("wasm-split-cli", ["--out-name", "page", linked, cut]);
    await run("wasm-bindgen", ["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name=page", `--out-dir=${bound}`, join(cut, "page.wasm")]);
    const first = join(bound, "page_bg.wasm");
    const modules = (await readdir(cut)).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name)).sort();
    const shared = await importedBy(modules.map((name) => join(cut, name)));
    const script = join(bound, "page.js");
    await takeOutUnused(first, script, shared);
    // Names of functions are nearly half of a page for tests, and each test loads it anew.
    const how = release ? ["-O3"] : ["-O0", "--strip-debug"];
    await inTurn([first, ...modules.map((name) => join(cut, name))], (path) => run("wasm-opt", [...how, path, "-o", path]));
    await shorten(first, script, shared);
    return await put(folder, { html, js, wasm }, { cut, bound, first, modules });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Puts the parts and the scripts into the page, in place of the uncut module. */
async function put(folder, { html, js, wasm }, { cut, bound, first, modules }) {
  const bytes = new Map();
  for (const name of modules) bytes.set(name.slice(0, -".wasm".length), await readFile(join(cut, name)));
  // The parts by name, each with the modules that it needs.
  const wanted = new Map();
  const script = await readFile(join(cut, "__wasm_split.js"), "utf8");
  for (const [, part, own, shared] of script.matchAll(/__wasm_split_load_(\w+) =[^]*?"\.\/(split_\w+)\.wasm"[^]*?\[([^\]]*)\]\)\);/g)) {
    wanted.set(part, [...[...shared.matchAll(/chunk_\w+/g)].map(([name]) => name), own]);
  }
  if (wanted.size === 0) throw new Error("wasm-split-cli names no parts in __wasm_split.js: see .ci/split.mjs.");

  const content = createHash("sha256");
  for (const one of [await readFile(first), ...bytes.values()]) content.update(one);
  const hash = content.digest("hex").slice(0, 16);
  const nameOf = (part) => `${NAME}-${part}-${hash}.wasm`;
  const files = {};
  const together = new Map();
  for (const [name, module] of bytes) {
    const own = name.startsWith("split_") ? name.slice("split_".length) : undefined;
    if (own && own !== FRAME) {
      files[name] = [nameOf(own)];
      await writeFile(join(folder, files[name][0]), module);
      continue;
    }
    const file = nameOf(own ?? sharedFile((part) => wanted.get(part)?.includes(name)));
    const { size, modules } = together.get(file) ?? { size: 0, modules: [] };
    files[name] = [file, size, size + module.length];
    together.set(file, { size: size + module.length, modules: [...modules, module] });
  }
  // Several modules one after the other; named as a module so that hosts compress and keep it as one.
  for (const [file, { modules }] of together) await writeFile(join(folder, file), Buffer.concat(modules));

  const named = { js: `${NAME}-${hash}.js`, wasm: `${NAME}-${hash}_bg.wasm` };
  await writeFile(join(folder, named.wasm), await readFile(first));
  await bundle(join(folder, named.js), bound, wanted, files);
  await rm(join(folder, js));
  await rm(join(folder, wasm));
  await rm(join(folder, "snippets"), { recursive: true, force: true });
  await writeFile(join(folder, PAGE), html.replaceAll(js, named.js).replaceAll(wasm, named.wasm));
  const filesOf = (names) => [...new Set(names.map((name) => files[name][0]))];
  return Object.fromEntries([...wanted].map(([part, names]) => [part, filesOf(names)]));
}

/** One script of the glue, all that it imports, and what loads the parts. */
async function bundle(outfile, bound, wanted, files) {
  const loader = resolve("src/ui/parts.js");
  const parts = {
    name: "parts",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /__wasm_split\.js$/ }, () => ({ path: "parts", namespace: "parts" }));
      onLoad({ filter: /.*/, namespace: "parts" }, () => ({
        contents: [
          `import { part } from ${JSON.stringify(loader)};`,
          `const files = ${JSON.stringify(files)};`,
          ...[...wanted].map(([part, names]) => `export const __wasm_split_load_${part} = part(${JSON.stringify(part)}, ${JSON.stringify(names)}, files);`),
        ].join("\n"),
        resolveDir: process.cwd(),
      }));
    },
  };
  await build({
    stdin: {
      contents: `export { default } from ${JSON.stringify(join(bound, "page.js"))};\nexport * from ${JSON.stringify(loader)};\n`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    // wasm-bindgen names a script once for each function of it.
    logOverride: { "duplicate-object-key": "silent" },
    outfile,
    plugins: [parts],
  });
}
