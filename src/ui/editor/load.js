// Fetches the editor's code when it is asked for, after the first paint. Relative to the page, wherever that is served.
export function load() {
  return import(new URL("./editor.js", document.baseURI).href);
}
