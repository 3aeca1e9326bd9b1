// A static server for dist/ without dependencies. By hand: node .ci/serve.mjs [--reload] [folder] [port]
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
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
 * lets the system choose. With `reload` a page that is open loads itself anew when `folder` is built anew, and one that
 * is not built yet says so. Resolves to the address and a function that stops the server.
 */
export async function serve(folder, { port = 0, base = "/", reload = false } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const answered = reload ? answerWithNews(root, base, request, response) : answer(root, base, request, response);
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

async function answerWithNews(root, base, request, response) {
  const name = request.url.split(/[?#]/)[0].slice(base.length);
  const head = (type) => response.writeHead(200, { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" });
  const page = join(root, "index.html");
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
  if (name !== "" && name !== "index.html") return answer(root, base, request, response);
  const html = await readFile(page, "utf8").catch(() => WAITING);
  head(TYPES[".html"]);
  response.end(html === WAITING ? html : html.replace("</head>", `${TAG}</head>`));
}

async function answer(root, base, request, response) {
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

  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": info.size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "frame-ancestors 'none'",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2);
  const reload = words.includes("--reload");
  const [folder = "dist", port = process.env.PORT ?? "8080"] = words.filter((word) => word !== "--reload");
  try {
    const { url, close } = await serve(folder, { port: Number(port), reload });
    console.log(`\n  cf-init Designer is at ${url}\n  Stop it with Ctrl+C.\n`);
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => close().then(() => process.exit(0)));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
