// Starts the app: imports wasm-bindgen's glue and hands it the module. The build writes both names into the script tag.
const { js, wasm, forms = "./forms.css", views = "./views.css" } = document.querySelector("script[data-wasm]").dataset;

function say(text) {
  const place = document.getElementById("boot-status");
  if (!place) return;
  // What a first visit sees until then would hide it.
  delete document.documentElement.dataset.visit;
  place.setAttribute("role", "alert");
  place.textContent = text;
}

// The part with the form of an address, by its first word; that of all other addresses is "stack".
const FORMS = [
  ["forms", /^#\/(?:parameters|outputs|conditions|mappings)\b/],
  ["init", /^#\/(?:configsets|hup|userdata|signal|init|authentication)\//],
  ["cloud", /^#\/(?:vpc|subnets|instance|resource|at|rules|metadata|transform)\b/],
];
/** The parts that a page begins with, beside its first module. */
function firstParts() {
  // A first visit begins with the list of designs: see theme.js. The workbench is made when the list is left.
  if (location.hash === "#/designs" || document.documentElement.dataset.visit === "first") return ["designs"];
  return ["frame", FORMS.find(([, address]) => address.test(location.hash))?.[0] ?? "stack"];
}

/** Resolves when the browser rests, or after so many milliseconds at the latest. */
const rest = (most) =>
  new Promise((done) => (typeof requestIdleCallback === "function" ? requestIdleCallback(done, { timeout: most }) : setTimeout(done, 500)));

/** Adds a style sheet once. Resolves when it is there, or cannot be had: the page works without. */
const sheets = new Map();
function style(name) {
  if (!sheets.has(name)) {
    sheets.set(name, new Promise((done) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, document.baseURI), onload: done, onerror: done });
      document.head.append(link);
    }));
  }
  return sheets.get(name);
}
/** The sheets of a part. */
const styleOf = (part) => Promise.all([style(forms), part === "views" || part === "dialogs" ? style(views) : undefined]);

/** Once the page is there and rests: the other parts, and what is kept for use without a network. Neither may delay it. */
async function goOn(glue) {
  await rest(10_000);
  style(views);
  await glue.partsAreThere?.();
  await rest(10_000);
  await glue.fetchRest?.();
  const { register } = await import(new URL("./offline.js", document.baseURI));
  register();
}

if (typeof WebAssembly !== "object") {
  say("This browser cannot run WebAssembly, which the workbench is made of. Open the page in a current Firefox, Chrome, Edge or Safari.");
} else {
  try {
    const glue = await import(new URL(js, document.baseURI));
    style(forms);
    // In development the module is one, and has no parts.
    glue.waitFor?.(styleOf);
    glue.fetchParts?.(firstParts());
    const exports = await glue.default({ module_or_path: new URL(wasm, document.baseURI) });
    glue.begin?.(exports);
    goOn(glue);
  } catch (error) {
    say("The workbench could not be loaded. Reload the page. If that does not help, a file is missing from the server or the browser is too old.");
    throw error;
  }
}
