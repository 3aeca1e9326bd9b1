// Loads the parts of the module that are not needed for its start. The build adds which files a part is made of: see
// .ci/split.mjs. A part that cannot be had is asked for again when it is next used.

let started;
const exportsOfFirst = new Promise((done) => (started = done));

/** Tells the exports of the first module, which has the memory and the table that all parts share. */
export const begin = (exports) => started(exports);

/** Gives what a part waits for beside its modules, by its name. */
let before = () => undefined;
export const waitFor = (of) => (before = of);

/** Where each module is, by the parts that want it: file, first byte, end. */
const modulesOf = new Map();
/** Promises of files, and of modules that run. */
const files = new Map();
const running = new Map();

/** What is kept under a key, made if need be; what fails is not kept. */
function kept(all, key, make) {
  if (!all.has(key)) {
    const made = make();
    all.set(key, made);
    made.catch(() => all.delete(key));
  }
  return all.get(key);
}

function bytesOf(file, priority) {
  return kept(files, file, async () => {
    const response = await fetch(new URL(file, document.baseURI), { priority });
    if (!response.ok) throw new Error(`${file}: status ${response.status}`);
    return response.arrayBuffer();
  });
}

function start(name, [file, from, to]) {
  return kept(running, name, async () => {
    const bytes = await bytesOf(file, "high");
    const module = await WebAssembly.compile(from === undefined ? bytes : bytes.slice(from, to)).catch((error) => {
      // What a host sends in place of a missing file is no module.
      files.delete(file);
      throw error;
    });
    const exports = await exportsOfFirst;
    const shared = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, exports[name]]));
    return WebAssembly.instantiate(module, { __wasm_split: shared });
  });
}

/** The function with which the first module asks for a part: it calls `callback` with `data`, and whether all is there. */
export function part(name, modules, places) {
  const own = modules.map((module) => [module, places[module]]);
  modulesOf.set(name, own);
  return async (callback, data) => {
    const [all] = await Promise.all([Promise.allSettled(own.map(([module, place]) => start(module, place))), before(name)]);
    const failed = all.find(({ status }) => status === "rejected");
    if (failed) console.warn(`The part "${name}" of the page could not be loaded: ${failed.reason}`);
    const exports = await exportsOfFirst;
    exports.__indirect_function_table.get(callback)(data, failed === undefined);
  };
}

const filesOf = (names) => new Set(names.flatMap((name) => (modulesOf.get(name) ?? []).map(([, [file]]) => file)));

/** Fetches the files of parts beside the first module, before it asks for them. */
export function fetchParts(names) {
  // What fails is asked for again, and reported, when it is used.
  for (const file of filesOf(names)) bytesOf(file, "auto").catch(() => {});
}

/** Waits until all parts that were asked for are there, and those that they ask for in turn. */
export async function partsAreThere() {
  for (let before = -1; before !== running.size; ) {
    before = running.size;
    await Promise.allSettled([...files.values(), ...running.values()]);
  }
}

/** Fetches all other files behind all else, so that they are there when they are first used. */
export async function fetchRest() {
  if (!navigator.connection?.saveData) {
    await Promise.allSettled([...filesOf([...modulesOf.keys()])].map((file) => bytesOf(file, "low")));
  }
  performance.mark("cf-init: parts");
}
