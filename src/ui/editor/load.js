// Loads the editor's code on demand, after the first paint. Relative to the page, wherever that is served. A built page
// names the file with its hash.
export function load() {
  const { editor = "./editor.js" } = document.querySelector("script[data-wasm]").dataset;
  return import(new URL(editor, document.baseURI).href);
}

export function fetchAhead() {
  load().catch(() => {});
}
