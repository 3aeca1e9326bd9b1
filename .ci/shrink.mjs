// Takes out of the first module and its script what the page never calls, and gives what is left of their common names few
// letters: wasm-bindgen names each function by a word and a hash, and exports classes of libraries that nobody uses.
import { readFile, writeFile } from "node:fs/promises";

/** Sections of a WebAssembly module. */
const [IMPORTS, EXPORTS] = [2, 7];
/** The module that the first module imports the functions of its script from. */
const SCRIPT = "./page_bg.js";

/** An unsigned number of variable length at `at`, and where it ends. */
function number(bytes, at) {
  let [value, shift, byte] = [0, 1, 0];
  do {
    byte = bytes[at++];
    value += (byte & 127) * shift;
    shift *= 128;
  } while (byte > 127);
  return [value, at];
}

function numberBytes(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) + (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return Buffer.from(bytes);
}

function text(bytes, at) {
  const [length, from] = number(bytes, at);
  return [bytes.toString("utf8", from, from + length), from + length];
}

function textBytes(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([numberBytes(bytes.length), bytes]);
}

/** Where what is imported ends, from its kind on: a function, table, memory, global or tag. */
function endOfImport(bytes, at) {
  const kind = bytes[at++];
  if (kind === 0) return number(bytes, at)[1];
  if (kind === 3) return at + 2;
  if (kind === 4) return number(bytes, at + 1)[1];
  if (kind === 1) at++;
  const [flags, minimum] = number(bytes, at);
  const end = number(bytes, minimum)[1];
  return flags & 1 ? number(bytes, end)[1] : end;
}

/** A module in which `rewrite` gives the new body of the section `wanted`. */
function withSection(module, wanted, rewrite) {
  const parts = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const [length, from] = number(module, at + 1);
    const body = module.subarray(from, from + length);
    if (module[at] === wanted) {
      const changed = rewrite(body);
      parts.push(module.subarray(at, at + 1), numberBytes(changed.length), changed);
    } else parts.push(module.subarray(at, from + length));
    at = from + length;
  }
  return Buffer.concat(parts);
}

/** A module that exports of all only what `nameOf` names, under that name. */
function withExports(module, nameOf) {
  return withSection(module, EXPORTS, (body) => {
    let [count, at] = number(body, 0);
    const kept = [];
    for (; count > 0; count--) {
      const [name, kind] = text(body, at);
      const end = number(body, kind + 1)[1];
      const named = nameOf(name);
      if (named) kept.push(Buffer.concat([textBytes(named), body.subarray(kind, end)]));
      at = end;
    }
    return Buffer.concat([numberBytes(kept.length), ...kept]);
  });
}

/** A module in which the imports from its script are named by `nameOf`. */
function withImports(module, nameOf) {
  return withSection(module, IMPORTS, (body) => {
    const [count, first] = number(body, 0);
    const all = [numberBytes(count)];
    for (let [left, at] = [count, first]; left > 0; left--) {
      const [from, second] = text(body, at);
      const [name, kind] = text(body, second);
      const end = endOfImport(body, kind);
      all.push(textBytes(from), textBytes(from === SCRIPT ? nameOf(name) : name), body.subarray(kind, end));
      at = end;
    }
    return Buffer.concat(all);
  });
}

/** Names of few letters, one after the other. */
function names() {
  const given = new Map();
  return (name) => given.get(name) ?? given.set(name, `_${given.size.toString(36)}`).get(name);
}

/** The entries of the script that the first module imports, each with its name and its source. */
function entries(script) {
  const from = script.indexOf("\n", script.indexOf("__proto__: null,", script.indexOf("const import0 = {"))) + 1;
  const to = script.indexOf("\n    };", from) + 1;
  if (from === 0 || to === 0) throw new Error("The script of wasm-bindgen has no import0: see .ci/shrink.mjs.");
  const all = script.slice(from, to).split(/^(?= {8}\w+: )/m).map((source) => [source.trimStart().split(":", 1)[0], source]);
  return { from, to, all };
}

/** A script without the classes that it exports and does not use. */
function withoutClasses(script) {
  const classes = [...script.matchAll(/^export class (\w+) \{$/gm)].map(([, name]) => name);
  return classes.reduce((left, name) => {
    const parts = [
      new RegExp(`^export class ${name} \\{$[^]*?^\\}$`, "m"),
      new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*$`, "m"),
      new RegExp(`^const ${name}Finalization = [^]*?;$`, "m"),
    ];
    const without = parts.reduce((rest, part) => rest.replace(part, ""), left);
    return new RegExp(`\\b${name}`).test(without) ? left : without;
  }, script);
}

/**
 * Takes out of the first module what neither its script nor one of the other modules calls. Before wasm-opt, which removes
 * what is only needed for that. `shared` are the names that the other modules import.
 */
export async function takeOutUnused(wasm, script, shared) {
  const source = await readFile(script, "utf8");
  const used = withoutClasses(source);
  await writeFile(script, used);
  const called = new Set([...used.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
  for (const name of shared) called.add(name);
  await writeFile(wasm, withExports(await readFile(wasm), (name) => called.has(name) && name));
}

/**
 * Gives the functions between the first module and its script short names, and takes those out of the script that the module
 * no longer imports. After wasm-opt. `shared` are the names that the other modules import.
 */
export async function shorten(wasm, script, shared) {
  const module = await readFile(wasm);
  const compiled = new WebAssembly.Module(module);
  const imported = new Set(WebAssembly.Module.imports(compiled).filter((one) => one.module === SCRIPT).map(({ name }) => name));
  const [nameOfImport, nameOfExport] = [names(), names()];
  const isKept = (name) => shared.has(name) || !/_h?[0-9a-f]{8,}/.test(name);
  const exportOf = (name) => (isKept(name) ? name : nameOfExport(name));
  await writeFile(wasm, withExports(withImports(module, nameOfImport), exportOf));

  let source = await readFile(script, "utf8");
  const { from, to, all } = entries(source);
  const kept = all.filter(([name]) => imported.has(name)).map(([name, entry]) => entry.replace(name, nameOfImport(name)));
  if (kept.length !== imported.size) throw new Error("The first module imports what its script has not: see .ci/shrink.mjs.");
  source = source.slice(0, from) + kept.join("") + source.slice(to);
  const exported = new Set(WebAssembly.Module.exports(compiled).map(({ name }) => name));
  source = source.replace(/\bwasm\.(\w+)/g, (all, name) => (exported.has(name) ? `wasm.${exportOf(name)}` : all));
  await writeFile(script, source);
}
