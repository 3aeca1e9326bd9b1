// The designs kept in this browser: IndexedDB under a few functions. It begins to read when the page's script is loaded,
// while the program itself is still on its way.
//
// A text is kept as its bytes. What a list shows of a design ("designs") lies apart from its text ("texts"), from what
// it is compared with ("baselines") and from the handle of its file ("files").
//
// Two pages on one design: each page knows the revision its text comes from. A text is kept only if that is the revision
// that is there; the comparing and the writing are one transaction.
const DATABASE = "cf-init";
const STORES = ["designs", "texts", "baselines", "files", "unsaved"];
const UNSAVED = "cf-init.unsaved.";
const OPEN = "cf-init.open";
/** Longest text, in bytes, that goes to localStorage when the page goes away. */
const LAST_WORDS = 2_000_000;
/** How long the page waits for a storage that does not answer, in milliseconds. */
const PATIENCE = 3000;

/** Tells this page from others. */
const me = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
/** What this page knows of designs it has opened: the revision its text comes from, what it is compared with, its file. */
const known = new Map();
/** Designs that the storage has refused: they last as long as the page. */
const held = new Map();
/** Designs that were removed, for Undo. */
const removed = new Map();
/** What is being written for each design, one after the other. */
const queues = new Map();
let writing = 0;
let spoke = false;

const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const same = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);
const asked = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

// ── The database ──

let database;

function connect() {
  database ??= new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name);
    };
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const it = request.result;
      it.onversionchange = () => it.close();
      it.onclose = () => (database = undefined);
      done(it);
    };
  });
  // The next change tries again.
  database.catch(() => (database = undefined));
  return database;
}

/** One transaction over all stores; `work` gets a function from a name to a store. Nothing is kept if it throws. */
async function within(mode, work) {
  const it = await connect();
  let transaction;
  try {
    transaction = it.transaction(STORES, mode);
  } catch (error) {
    database = undefined;
    throw error;
  }
  const ended = new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = () => fail(transaction.error ?? new DOMException("The storage gave up.", "AbortError"));
  });
  ended.catch(() => {});
  try {
    const result = await work((name) => transaction.objectStore(name));
    transaction.commit?.();
    await ended;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}

/** Why the browser refused, as a sentence. */
function why(error) {
  if (error?.name === "TimeoutError") return `${error.message} Download the text to save it.`;
  return error?.name === "QuotaExceededError"
    ? "This browser's storage is full. Download the text to save it."
    : "This browser blocks storage. Download the text to save it.";
}

/** Writes for one design happen in the order they were asked for. */
function queued(id, work) {
  writing += 1;
  const after = (queues.get(id) ?? Promise.resolve()).then(work).finally(() => (writing -= 1));
  queues.set(id, after.catch(() => {}));
  return after;
}

// ── Other pages ──

const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("cf-init") : undefined;
let listener = () => {};

const tell = (kind, id, revision, when) => channel?.postMessage({ kind, id, revision, when });
channel?.addEventListener("message", ({ data }) => heard(data));

function heard({ kind, id, revision, when }) {
  if (kind === "saved" && known.has(id) && known.get(id).revision >= revision) return;
  listener(kind, id, when);
}

/** From now on `to` is told what other pages do: kind, id, when. */
export function hear(to) {
  listener = to;
  // What was said while the page was put away.
  const catchUp = async () => {
    if (document.visibilityState !== "visible") return;
    for (const id of known.keys()) {
      const there = await within("readonly", (store) => asked(store("designs").get(id))).catch(() => undefined);
      if (there && there.page !== me) heard({ kind: "saved", id, revision: there.revision, when: there.changed });
    }
  };
  addEventListener("pageshow", (event) => event.persisted && catchUp());
  document.addEventListener("visibilitychange", catchUp);
}

// ── Beginning ──

let beginning = begin();
beginning.catch(() => {});

async function begin() {
  await adopt();
  const id = remembered(storageOf("sessionStorage")) ?? remembered(storageOf("localStorage"));
  const all = await list();
  const chosen = all.find((design) => design.id === id) ?? all[0];
  return chosen ? load(chosen.id) : undefined;
}

/** `localStorage` or `sessionStorage`, where they are not forbidden. */
function storageOf(name) {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}

function remembered(storage) {
  try {
    return storage?.getItem(OPEN) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the page begins with: `{ loaded, refused, recovered }`. `loaded` is what `load` gives, or nothing on a first
 * visit; `refused` says why there is no storage; `recovered` names the copy that holds what another page did not keep.
 */
export async function started() {
  const first = beginning;
  beginning = undefined;
  // What was written since the script was loaded counts too.
  const fresh = first && !lastWords().length && !legacy() ? first : (first ?? Promise.resolve()).catch(() => {}).then(begin);
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE, new DOMException("This browser's storage does not answer.", "TimeoutError")));
  try {
    return { loaded: await Promise.race([fresh, late]), recovered };
  } catch (error) {
    const [, words] = lastWords().sort((a, b) => b[1].meta.changed - a[1].meta.changed)[0] ?? [];
    const text = words ?? legacy();
    if (!text) return { refused: why(error) };
    const meta = { ...text.meta, held: true };
    held.set(meta.id, { meta, text: bytesOf(text.text) });
    known.set(meta.id, { revision: text.base, opened: text.opened && { ...text.opened, text: bytesOf(text.opened.text) } });
    return { loaded: await load(meta.id), refused: why(error) };
  }
}

// ── What was not kept when a page went away ──

let recovered;

/** Texts that pages wrote when they went away: pairs of key and words. */
function lastWords() {
  const storage = storageOf("localStorage");
  const all = [];
  try {
    for (let index = 0; index < (storage?.length ?? 0); index++) {
      const key = storage.key(index);
      if (!key.startsWith(UNSAVED)) continue;
      try {
        all.push([key, JSON.parse(storage.getItem(key))]);
      } catch {
        storage.removeItem(key);
      }
    }
  } catch {
    // No storage, no words.
  }
  return all;
}

/** The one design of the page's first version, which was kept in localStorage. */
function legacy() {
  try {
    const text = localStorage.getItem("cf-init.text");
    if (text === null) return undefined;
    const now = Date.now();
    const json = /^\s*[{[]/.test(text);
    const fileName = json ? "cf-init.json" : "cf-init.yaml";
    const meta = { id: `${now.toString(36)}-${me}`, name: localStorage.getItem("cf-init.stack-name") ?? "cf-init", fileName, created: now, changed: now, revision: 0, resources: 0, broken: false, held: false };
    return { meta, base: 0, page: me, text, opened: { text, when: now, fileName } };
  } catch {
    return undefined;
  }
}

/** Puts what pages wrote when they went away where it belongs; into a copy if the design was changed since. */
async function adopt() {
  const old = legacy();
  if (old) {
    await within("readwrite", (store) => keepWords(store, old));
    localStorage.removeItem("cf-init.text");
    localStorage.removeItem("cf-init.stack-name");
    remember(old.meta.id);
  }
  for (const [key, words] of lastWords()) {
    await within("readwrite", (store) => keepWords(store, words));
    localStorage.removeItem(key);
  }
  await within("readwrite", async (store) => {
    const [keys, all] = await Promise.all([asked(store("unsaved").getAllKeys()), asked(store("unsaved").getAll())]);
    for (const words of all) await keepWords(store, words);
    for (const key of keys) store("unsaved").delete(key);
  });
}

async function keepWords(store, { meta, base, page, text, opened }) {
  const bytes = typeof text === "string" ? bytesOf(text) : text;
  const there = await asked(store("designs").get(meta.id));
  const before = there && (await asked(store("texts").get(meta.id)));
  const follows = !there || there.revision === base || there.page === page;
  if (there && before && same(before, bytes)) {
    if (follows) store("designs").put({ ...there, name: meta.name }, meta.id);
    return;
  }
  const design = { ...there, ...meta, revision: (there?.revision ?? 0) + 1, page, held: false };
  if (!follows) {
    design.id = `${design.id}-${page}`;
    design.name = `${meta.name}-copy`;
    design.revision = 1;
    const baselines = await asked(store("baselines").get(meta.id));
    if (baselines) store("baselines").put(baselines, design.id);
    recovered = design.name;
  } else if (!there && opened) {
    store("baselines").put({ opened: { ...opened, text: bytesOf(opened.text) } }, design.id);
  }
  store("designs").put(design, design.id);
  store("texts").put(bytes, design.id);
}

/**
 * The page goes away: notes a text at once, for the next page to keep. True if that is sure; else the storage was
 * asked, which may or may not come about.
 */
export function lastWordsOf(meta, text) {
  const { revision = 0, opened } = known.get(meta.id) ?? {};
  const words = { meta, base: revision, page: me };
  if (revision === 0 && opened) words.opened = { ...opened, text: textOf(opened.text) };
  if (text.length <= LAST_WORDS) {
    try {
      localStorage.setItem(UNSAVED + me, JSON.stringify({ ...words, text: textOf(text) }));
      spoke = true;
      return true;
    } catch {
      // Full or forbidden: the database may still take it.
    }
  }
  within("readwrite", (store) => store("unsaved").put({ ...words, text }, me)).then(() => (spoke = true), () => {});
  return false;
}

/** The words of this page are outdated: their text is kept. */
function forgetWords() {
  if (!spoke) return;
  spoke = false;
  storageOf("localStorage")?.removeItem(UNSAVED + me);
  within("readwrite", (store) => store("unsaved").delete(me)).catch(() => {});
}

/** True while something is being written. */
export const busy = () => writing > 0;
/** True if the storage has refused a design that would be lost with the page. */
export const holds = () => held.size > 0;

// ── Designs ──

/** The page shows this design: a page opened later begins with it. */
export function remember(id) {
  for (const storage of [storageOf("sessionStorage"), storageOf("localStorage")]) {
    try {
      storage?.setItem(OPEN, id);
    } catch {
      // The newest design is taken then.
    }
  }
}

/** A design that is not kept yet is open; `opened` is the text it began with. */
export function begins({ id, fileName }, opened, when) {
  known.set(id, { revision: 0, opened: { text: opened, when, fileName } });
  remember(id);
}

/** Another name for what a page has open: `to` begins where `from` is, with `text`, and is not kept yet. */
export function branches(from, to) {
  known.set(to, { ...known.get(from), revision: 0, file: undefined });
}

/** All designs, the one changed last first. */
export async function list() {
  const all = await within("readonly", (store) => asked(store("designs").getAll())).catch((error) => {
    if (held.size) return [];
    throw error;
  });
  const kept = all.filter(({ id }) => !held.has(id));
  const both = [...kept, ...Array.from(held.values(), ({ meta }) => meta)];
  return both.sort((a, b) => b.changed - a.changed);
}

/** Everything of a design: `{ meta, text, opened, download, file }`; nothing if it is not there. The page has it open. */
export async function load(id) {
  const found = await read(id);
  if (!found) return undefined;
  const { meta, text, opened, download, file } = found;
  known.set(id, { revision: meta.revision, opened, download, file });
  remember(id);
  return { meta, text, opened, download, file };
}

/** What `load` gives, when all that is being written is. */
async function read(id) {
  await queues.get(id);
  return readNow(id);
}

async function readNow(id) {
  if (held.has(id)) return { ...held.get(id), ...known.get(id) };
  return within("readonly", async (store) => {
    const [meta, text, baselines, file] = await Promise.all(
      ["designs", "texts", "baselines", "files"].map((name) => asked(store(name).get(id))),
    );
    return meta && text && { meta, text, ...baselines, file };
  });
}

/** What is kept of a design now: `{ meta, text }`. */
export async function look(id) {
  const found = await read(id);
  return found && { meta: found.meta, text: found.text };
}

/** The page's text comes from this revision now. */
export function comesFrom(id, revision) {
  known.set(id, { ...known.get(id), revision });
}

/**
 * Keeps a text. Gives `{ revision, when }`; `{ conflict }` with the time if another page has changed the design since;
 * `{ refused }` with a sentence if the browser does not take it: the text is held in this page then.
 */
export function save(meta, text) {
  return queued(meta.id, async () => {
    try {
      const about = known.get(meta.id) ?? { revision: 0 };
      const outcome = await within("readwrite", async (store) => {
        const there = await asked(store("designs").get(meta.id));
        if (there && there.revision !== about.revision && there.page !== me) return { conflict: there.changed };
        const { changed, resources, broken, problems } = meta;
        const revision = Math.max(there?.revision ?? 0, about.revision) + 1;
        store("designs").put({ ...(there ?? meta), changed, resources, broken, problems, held: false, revision, page: me }, meta.id);
        store("texts").put(text, meta.id);
        if (!there) store("baselines").put({ opened: about.opened, download: about.download }, meta.id);
        return { revision, when: changed };
      });
      if (outcome.conflict) return outcome;
      held.delete(meta.id);
      known.set(meta.id, { ...known.get(meta.id), revision: outcome.revision });
      forgetWords();
      tell("saved", meta.id, outcome.revision, outcome.when);
      return outcome;
    } catch (error) {
      held.set(meta.id, { meta: { ...meta, held: true }, text });
      return { refused: why(error) };
    }
  });
}

/** Changes what a list shows of a design. False if the design is not kept yet. */
export function change(id, changes) {
  return queued(id, async () => {
    if (held.has(id)) Object.assign(held.get(id).meta, changes);
    const done = await within("readwrite", async (store) => {
      const there = await asked(store("designs").get(id));
      if (there) store("designs").put({ ...there, ...changes }, id);
      return Boolean(there);
    });
    if (done) tell("named", id, 0, 0);
    return done || held.has(id);
  });
}

/** What it is compared with as "last download". */
export function downloaded(id, fileName, text, when) {
  const about = { ...known.get(id), download: { text, when, fileName } };
  known.set(id, about);
  return queued(id, () =>
    within("readwrite", async (store) => {
      const there = await asked(store("designs").get(id));
      if (there) store("baselines").put({ opened: about.opened, download: about.download }, id);
    }),
  );
}

/** Makes a second design of a first. False if there is none. */
export async function copy(id, changes) {
  const found = await read(id);
  if (!found) return false;
  const meta = { ...found.meta, ...changes, revision: 1, page: me, held: false };
  await within("readwrite", (store) => {
    store("designs").put(meta, meta.id);
    store("texts").put(found.text, meta.id);
    store("baselines").put({ opened: found.opened, download: found.download }, meta.id);
  });
  tell("named", meta.id, 0, 0);
  return true;
}

/** Removes a design; `restore` restores it while the page is open. */
export function remove(id) {
  return queued(id, async () => {
    const found = await readNow(id);
    if (!found) return;
    held.delete(id);
    await within("readwrite", (store) => {
      for (const name of STORES.slice(0, 4)) store(name).delete(id);
    }).catch((error) => {
      if (!found.meta.held) throw error;
    });
    removed.set(id, found);
    known.delete(id);
    tell("removed", id, 0, Date.now());
  });
}

/** Brings a removed design back. */
export function restore(id) {
  const found = removed.get(id);
  if (!found) return Promise.resolve();
  return queued(id, async () => {
    const { meta, text, opened, download, file } = found;
    if (meta.held) {
      held.set(id, { meta, text });
      known.set(id, { revision: 0, opened, download });
    } else {
      await within("readwrite", async (store) => {
        if (await asked(store("designs").get(id))) return;
        store("designs").put(meta, id);
        store("texts").put(text, id);
        store("baselines").put({ opened, download }, id);
        if (file) store("files").put(file, id);
      });
    }
    removed.delete(id);
    tell("named", id, 0, 0);
  });
}

/** The file on disk that a design is saved back to: `{ handle, modified }`. */
export function attach(id, file) {
  known.set(id, { ...known.get(id), file });
  // Some handles cannot be stored; the page holds them in memory.
  return queued(id, () => within("readwrite", (store) => store("files").put(file, id)).catch(() => {}));
}
