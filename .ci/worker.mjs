// Completes the parts of a built page that depend on all its files: the worker's list, names with hashes, the headers of hosts.
import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { hostFiles } from "./hosting.mjs";

const WORKER = "worker.js";
const PAGE = "index.html";
const hash = (algorithm, bytes, as) => createHash(algorithm).update(bytes).digest(as);

/** All files of a built page, as names with `/`, in order. */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** Gives a file a name with the hash of its content and writes the name into the page's script tag as `data-KEY`. */
export async function hashName(folder, name, key) {
  const content = hash("sha256", await readFile(join(folder, name)), "hex").slice(0, 16);
  const named = name.replace(/\.[^.]*$/, (ending) => `-${content}${ending}`);
  await rename(join(folder, name), join(folder, named));
  const html = await readFile(join(folder, PAGE), "utf8");
  const tagged = html.replace(" data-wasm=", ` data-${key}="./${named}" data-wasm=`);
  if (tagged === html) throw new Error(`${PAGE} has no script tag with data-wasm: see pattern_script in Trunk.toml.`);
  await writeFile(join(folder, PAGE), tagged);
  return named;
}

/** Writes the files of hosts, then the list of all others with their checksums into the worker. */
export async function writeWorker(folder) {
  const html = await readFile(join(folder, PAGE), "utf8");
  const hosts = hostFiles(html);
  for (const [name, text] of Object.entries(hosts)) await writeFile(join(folder, name), text);
  const files = {};
  for (const name of await filesOf(folder)) {
    // The documentation is kept as one file; its pictures are kept when they are seen.
    if (name === WORKER || name in hosts || /^docs\/.*\.(?:html|png|svg)$/.test(name)) continue;
    // The page is asked for as the folder: some hosts redirect index.html there.
    files[name === PAGE ? "" : name] = `sha256-${hash("sha256", await readFile(join(folder, name)), "base64")}`;
  }
  const build = { hash: hash("sha256", JSON.stringify(files), "hex").slice(0, 16), files };
  const text = (await readFile(join(folder, WORKER), "utf8")).replace(/^self\.BUILD=.*\n/, "");
  await writeFile(join(folder, WORKER), `self.BUILD=${JSON.stringify(build)};\n${text}`);
  return build;
}
