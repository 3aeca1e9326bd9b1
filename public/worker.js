// Keeps the page for use without a network, whole and of one build.
//
// The build puts its list of files before this text: `self.BUILD = { hash, files: { name: integrity } }`. Without the list,
// as in development, the worker removes itself and all that an earlier one kept.
const build = self.BUILD;
const scope = self.registration.scope;
// Pages in several folders of one host share the caches: the names tell them apart.
const OWN = `cf-init ${scope} `;
const cache = OWN + build?.hash;
const hashed = (name) => /-[0-9a-f]{16}[._]/.test(name);

/** The file that a request is answered with, or undefined for the network. */
function fileOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope)) return undefined;
  const name = url.pathname.slice(new URL(scope).pathname.length);
  return name === "index.html" ? "" : name;
}

async function keepAll() {
  // A file that changed since the build was listed is refused, so that no mix of two builds is kept.
  const get = async ([name, integrity]) => {
    const url = new URL(name, scope).href;
    const response = await fetch(url, { cache: hashed(name) ? "default" : "no-cache", integrity });
    if (!response.ok) throw new Error(`${name}: status ${response.status}`);
    // A browser refuses a redirected response for a navigation.
    return [url, response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response];
  };
  const all = await Promise.all(Object.entries(build.files).map(get));
  const kept = await caches.open(cache);
  await Promise.all(all.map(([url, response]) => kept.put(url, response)));
}

/** Removes the builds before the last one. A page that is still open may want a part of the last one. */
async function removeOld() {
  const own = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== cache);
  await Promise.all((build ? own.slice(0, -1) : own).map((name) => caches.delete(name)));
}

async function kept(name, request) {
  const url = new URL(name, scope).href;
  // A hashed name means the same in every build.
  const found = await (hashed(name) ? caches.match(url) : (await caches.open(cache)).match(url));
  return found ?? fetch(request);
}

/** A page of the documentation, which is kept as one file, or a picture of it, which is kept when it was seen. */
async function documentation(name, request) {
  const own = await caches.open(cache);
  if (name.endsWith(".html")) {
    const all = await own.match(new URL("docs.json", scope).href);
    const html = all && (await all.json())[name.slice("docs/".length)];
    if (html) return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  }
  const found = await own.match(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && /\.(?:png|svg)$/.test(name)) await own.put(request.url, response.clone());
  return response;
}

self.addEventListener("install", (event) => {
  if (build) event.waitUntil(keepAll());
  else self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  // The first visit, too, takes the parts that it wants later from here.
  event.waitUntil(removeOld().then(() => (build ? self.clients.claim() : self.registration.unregister())));
});

self.addEventListener("message", ({ data }) => {
  if (data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const name = build && fileOf(event.request);
  if (name?.startsWith("docs/") && !(name in build.files)) return void event.respondWith(documentation(name, event.request));
  if (name !== undefined && (name in build.files || hashed(name))) event.respondWith(kept(name, event.request));
});
