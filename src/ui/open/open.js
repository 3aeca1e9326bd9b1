// Files and texts from outside: chosen, dropped, pasted; saving to a file; a PNG of an SVG.

/** Names of files that hold templates. */
const ENDINGS = [".yaml", ".yml", ".json", ".template", ".txt"];
/** More bytes than this are not even read. */
const LARGEST = 5 * 1024 * 1024;

let took = () => {};

/** Reads a file and hands it on: name, size, bytes, `{ handle, modified }`. */
async function take(file, handle) {
  const from = handle && { handle, modified: file.lastModified };
  if (file.size > LARGEST) return took(file.name, file.size, undefined, from);
  try {
    took(file.name, file.size, new Uint8Array(await file.arrayBuffer()), from);
  } catch {
    // A folder, or a file that has gone away.
    took(file.name, -1, undefined, undefined);
  }
}

/** True where a person is typing, or deploying: what is pasted there belongs there. */
const isTyped = (target) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable], .editor, .dlg") !== null;

/** Files for the page: a part of it that takes files for itself is marked. */
const holdsFiles = (event) =>
  (event.dataTransfer?.types.includes("Files") ?? false) && !event.target.closest?.("[data-takes-files]");

/**
 * Listens on the whole page, before anything on it does: files that are dragged over it (`over` hears true and false)
 * and dropped, files and texts that are pasted where no field has the focus. `file` takes a file, `text` a text, `many`
 * hears how many files were dropped at once.
 */
export function listen(over, file, text, many) {
  took = file;
  const options = { capture: true };
  const hold = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const enter = (event) => {
    if (!holdsFiles(event)) return over(false);
    hold(event);
    event.dataTransfer.dropEffect = "copy";
    over(true);
  };
  const leave = (event) => {
    // Between elements of the page there is a next one.
    if (event.relatedTarget === null) over(false);
  };
  const drop = async (event) => {
    over(false);
    if (!holdsFiles(event)) return;
    hold(event);
    const items = Array.from(event.dataTransfer.items).filter(({ kind }) => kind === "file");
    if (items.length > 1) return many(items.length);
    // Both have to be asked for before the event is over.
    const one = items[0]?.getAsFile() ?? event.dataTransfer.files[0];
    const handle = items[0]?.getAsFileSystemHandle?.().catch(() => null);
    const it = await handle;
    if (one) await take(one, it?.kind === "file" ? it : undefined);
  };
  const paste = (event) => {
    if (isTyped(event.composedPath()[0]) || isTyped(event.target)) return;
    const one = event.clipboardData?.files[0];
    const words = event.clipboardData?.getData("text/plain");
    if (!one && !words) return;
    event.preventDefault();
    if (words) text(words);
    else take(one);
  };
  const all = { dragenter: enter, dragover: enter, dragleave: leave, drop, paste };
  for (const [name, listener] of Object.entries(all)) addEventListener(name, listener, options);
  return () => {
    for (const [name, listener] of Object.entries(all)) removeEventListener(name, listener, options);
  };
}

/** Lets a person choose a file; one that can be written back, where the browser has that. */
export async function choose() {
  if (typeof showOpenFilePicker === "function") {
    const types = [
      { description: "Templates", accept: { "application/yaml": [".yaml", ".yml"], "application/json": [".json"], "text/plain": [".template", ".txt"] } },
    ];
    try {
      const [handle] = await showOpenFilePicker({ types });
      return await take(await handle.getFile(), handle);
    } catch (error) {
      // Somebody changed their mind.
      if (error?.name === "AbortError") return undefined;
    }
  }
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ENDINGS.join(",");
  input.addEventListener("change", () => input.files[0] && take(input.files[0]));
  input.click();
  return undefined;
}

/**
 * Writes bytes to a file. Gives `{ modified }` when it is done; `{ changed }` with the time if somebody else has changed
 * the file since `modified` (0 does not mind); `{ denied }` if the person does not allow it; `{ failed }` with why.
 */
export async function write(handle, bytes, modified) {
  try {
    const mode = { mode: "readwrite" };
    let state = (await handle.queryPermission?.(mode)) ?? "granted";
    if (state === "prompt") state = await handle.requestPermission(mode);
    if (state !== "granted") return { denied: true };
    if (modified) {
      const there = (await handle.getFile()).lastModified;
      if (there > modified) return { changed: there };
    }
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    return { modified: (await handle.getFile()).lastModified };
  } catch (error) {
    return { failed: String(error?.message ?? error) };
  }
}

// ── The picture of a template as a PNG, through a canvas ──

/** Most pixels of a picture: what every browser's canvas takes. */
const MOST = 16_000_000;
const LONGEST = 8192;

/** An SVG as the bytes of a PNG, in twice its size if that is not too large; null where the canvas fails. */
export async function pngOf(svg, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, LONGEST / width, LONGEST / height, Math.sqrt(MOST / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
