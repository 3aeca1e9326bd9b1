// The headers a page is served with, and the files from which common static hosts read them.

/** A name that holds the hash of the content: the file never changes. */
export const HASHED = /-[0-9a-f]{16}(?:_bg)?\.(?:css|js|wasm)$/;
const FOREVER = "public, max-age=31536000, immutable";

/** The content security policy of the page, which its `meta` element has, and what only a header can say. */
export function policyOf(html) {
  const [, policy] = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/) ?? [];
  if (!policy) throw new Error("index.html has no Content-Security-Policy.");
  return `${policy}; frame-ancestors 'none'`;
}

/** Headers of every file. */
export const headers = (policy) => ({
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
});

/** The value of Cache-Control for a file. */
export const cacheControl = (name) => (HASHED.test(name) ? FOREVER : "no-cache");

/** Files of hosts by name: `_headers` for Netlify and Cloudflare Pages, `.htaccess` for Apache, `vercel.json` for Vercel. */
export function hostFiles(html) {
  const every = Object.entries(headers(policyOf(html)));
  const endings = ["css", "js", "wasm"];
  const netlify = [
    "/*",
    ...every.map(([name, value]) => `  ${name}: ${value}`),
    // Of two rules that match, both hosts join the values: the hashed names are those that never have another rule.
    ...["index.html", "", "boot.js", "theme.js", "checks.json", "offline.js", "worker.js"].flatMap((name) => [`/${name}`, "  Cache-Control: no-cache"]),
    ...["/app-*", "/forms-*", "/views-*", "/editor-*", "/cf-init-designer-*"].flatMap((name) => [name, `  Cache-Control: ${FOREVER}`]),
  ];
  const apache = [
    "AddType application/wasm .wasm",
    "AddType application/manifest+json .webmanifest",
    "<IfModule mod_headers.c>",
    ...every.map(([name, value]) => `  Header always set ${name} "${value}"`),
    '  Header set Cache-Control "no-cache"',
    `  <FilesMatch "${HASHED.source.replaceAll("(?:", "(")}">`,
    `    Header set Cache-Control "${FOREVER}"`,
    "  </FilesMatch>",
    "</IfModule>",
    "<IfModule mod_brotli.c>",
    "  AddOutputFilterByType BROTLI_COMPRESS text/html text/css text/javascript application/json application/wasm image/svg+xml",
    "</IfModule>",
    "<IfModule !mod_brotli.c>",
    "  <IfModule mod_deflate.c>",
    "    AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/wasm image/svg+xml",
    "  </IfModule>",
    "</IfModule>",
  ];
  const vercel = {
    headers: [
      { source: "/(.*)", headers: every.map(([key, value]) => ({ key, value })) },
      {
        source: `/(.*-[0-9a-f]{16}(?:_bg)?\\.(?:${endings.join("|")}))`,
        headers: [{ key: "Cache-Control", value: FOREVER }],
      },
    ],
  };
  return {
    _headers: `${netlify.join("\n")}\n`,
    ".htaccess": `${apache.join("\n")}\n`,
    "vercel.json": `${JSON.stringify(vercel, null, 2)}\n`,
  };
}
