// Loads the editor's code on demand, after the first paint. Relative to the page, wherever that is served.
export function load() {
  return import(new URL("./editor.js", document.baseURI).href);
}
