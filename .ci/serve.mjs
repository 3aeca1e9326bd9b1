// A static server for dist/ without dependencies. By hand: node .ci/serve.mjs [--reload] [folder] [port]
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { cacheControl, headers, policyOf } from "./hosting.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm", ".webmanifest"]);
/** How a response is compressed, by the word of Accept-Encoding, the better one first. */
const ENCODINGS = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

// For development: a page that is built anew is loaded anew. The page as built knows nothing of it: the tag is put into
// what is sent, and its script comes from the same origin, as the page's content security policy wants.
const RELOAD = "reload.dev.js";
const NEWS = "reload.dev";
const TAG = `<script src="./${RELOAD}"></script>`;
const SCRIPT = `const news = new EventSource(${JSON.stringify(NEWS)});
let built;
news.onmessage = ({ data }) => {
  if (built !== undefined && built !== data) location.reload();
  built = data;
};
// A reload ends it quietly, and the page that comes asks again.
addEventListener("pagehide", () => news.close());
`;
const WAITING = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>cf-init Designer</title>
<p>The page is being built. It is shown here as soon as it stands.</p>${TAG}</html>
`;
/** How often the folder is looked at, in milliseconds. */
const LOOK = 250;

/**
 * Serves `folder` on 127.0.0.1 under `base` ("/" or "/some/folder/"). Tries `port` and the nineteen after it; port 0
 * lets the system choose. With `compress` files are sent in brotli or gzip. With `reload` a page that is open loads itself anew when `folder` is built anew, and one that
 * is not built yet says so. Resolves to the address and a function that stops the server.
 */
export async function serve(folder, { port = 0, base = "/", reload = false, compress = false } = {}) {
  const root = resolve(folder);
  const files = filesBelow(root, compress);
  const server = createServer((request, response) => {
    const answered = reload ? answerWithNews(files, base, request, response) : answer(files, base, request, response);
    answered.catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const tries = port === 0 ? [0] : Array.from({ length: 20 }, (_, n) => port + n);
  for (const candidate of tries) {
    if (await listens(server, candidate)) {
      const url = `http://127.0.0.1:${server.address().port}${base}`;
      const close = () =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        });
      return { url, close };
    }
  }
  throw new Error(`Ports ${port} to ${tries.at(-1)} of 127.0.0.1 are all taken. Choose another with PORT=…`);
}

function listens(server, port) {
  return new Promise((done, fail) => {
    const taken = (error) => (error.code === "EADDRINUSE" || error.code === "EACCES" ? done(false) : fail(error));
    server.once("error", taken);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", taken);
      done(true);
    });
  });
}

/** The files below a folder, each read and compressed once for each of its states. */
function filesBelow(root, compress) {
  const known = new Map();
  const once = (key, make) => {
    if (!known.has(key)) {
      const made = make();
      made.catch(() => known.delete(key));
      known.set(key, made);
    }
    return known.get(key);
  };
  return {
    root,
    /** The bytes of a file that exists, their encoding, and a tag that changes with the file. */
    async read(file, info, accepted) {
      const state = `${info.mtimeMs.toString(36)}-${info.size.toString(36)}`;
      const words = accepted.split(",").filter((word) => !/;\s*q=0(\.0*)?\s*$/.test(word)).map((word) => word.split(";")[0].trim());
      const encoding = compress && COMPRESSED.has(extname(file)) && info.size > 1000 && Object.keys(ENCODINGS).find((name) => words.includes(name));
      if (!encoding) return { bytes: await readFile(file), tag: `"${state}"` };
      const bytes = await once(`${file} ${state} ${encoding}`, async () => ENCODINGS[encoding](await readFile(file)));
      return { bytes, encoding, tag: `"${state}-${encoding}"` };
    },
  };
}

async function answerWithNews(files, base, request, response) {
  const name = request.url.split(/[?#]/)[0].slice(base.length);
  const head = (type) => response.writeHead(200, { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" });
  const page = join(files.root, "index.html");
  if (name === RELOAD) {
    head(TYPES[".js"]);
    return void response.end(SCRIPT);
  }
  if (name === NEWS) {
    head("text/event-stream");
    let told;
    const look = async () => {
      const built = await stat(page).then((info) => `${info.mtimeMs} ${info.ino}`, () => "");
      if (built === told) return;
      told = built;
      response.write(`data: ${built}\n\n`);
    };
    const timer = setInterval(look, LOOK);
    request.on("close", () => clearInterval(timer));
    return look();
  }
  if (name !== "" && name !== "index.html") return answer(files, base, request, response);
  const html = await readFile(page, "utf8").catch(() => WAITING);
  head(TYPES[".html"]);
  response.end(html === WAITING ? html : html.replace("</head>", `${TAG}</head>`));
}

async function answer(files, base, request, response) {
  const { root } = files;
  const end = (status, text, headers = {}) => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers });
    response.end(text);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return end(405, "Only GET and HEAD are served here.\n");

  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return end(400, "This address cannot be read.\n");
  }
  if (!path.startsWith(base)) return end(404, "Nothing is served under this address.\n");

  const name = path.slice(base.length);
  const file = normalize(join(root, name === "" || name.endsWith("/") ? `${name}index.html` : name));
  if (!file.startsWith(root + sep) || file.includes("\0")) return end(404, "No such file.\n");
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) return end(404, "No such file.\n");

  const policy = await readFile(join(root, "index.html"), "utf8").then(policyOf).catch(() => "frame-ancestors 'none'");
  const { bytes, encoding, tag } = await files.read(file, info, request.headers["accept-encoding"] ?? "");
  const common = { ...headers(policy), "Cache-Control": cacheControl(name), ETag: tag, Vary: "Accept-Encoding" };
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304, common);
    return void response.end();
  }
  response.writeHead(200, {
    ...common,
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Length": bytes.length,
    ...(encoding && { "Content-Encoding": encoding }),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2);
  const reload = words.includes("--reload");
  const [folder = "dist", port = process.env.PORT ?? "8080"] = words.filter((word) => word !== "--reload");
  try {
    const { url, close } = await serve(folder, { port: Number(port), reload, compress: !reload });
    console.log(`\n  cf-init Designer is at ${url}\n  Stop it with Ctrl+C.\n`);
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => close().then(() => process.exit(0)));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
