// Starts the app: imports wasm-bindgen's glue and hands it the module. The build writes both names into the script tag.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

function say(text) {
  const place = document.getElementById("boot-status");
  if (!place) return;
  // What a first visit sees until then would hide it.
  delete document.documentElement.dataset.visit;
  place.setAttribute("role", "alert");
  place.textContent = text;
}

/** When the browser rests: what is kept for use without a network must not delay the page. */
function keepOffline() {
  const start = () => import(new URL("./offline.js", document.baseURI)).then(({ register }) => register());
  if (typeof requestIdleCallback === "function") requestIdleCallback(start, { timeout: 10_000 });
  else setTimeout(start, 2_000);
}

if (typeof WebAssembly !== "object") {
  say("This browser cannot run WebAssembly, which the workbench is made of. Open the page in a current Firefox, Chrome, Edge or Safari.");
} else {
  try {
    const glue = await import(new URL(js, document.baseURI));
    await glue.default({ module_or_path: new URL(wasm, document.baseURI) });
    keepOffline();
  } catch (error) {
    say("The workbench could not be loaded. Reload the page. If that does not help, a file is missing from the server or the browser is too old.");
    throw error;
  }
}
