// The documentation pages of a built page, as static HTML: a page for each check and each known line of a log, made from
// the program's own tables, and the guides in public/docs, which hold what stands inside of the frame.
//
// They need no script and no other host. Where they are asked for without a network, the worker answers from docs.json.
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const RULES = "src/check/rules";
const SIGNATURES = "src/doctor/signature";
const COMMANDS = "src/cli/mod.rs";
const GUIDES = "public/docs";
/** The guides in their order, by the names of their files. */
export const ORDER = ["getting-started", "config-sets", "cfn-hup", "cfn-signal", "rehearsal", "command-line", "recipes", "hosting"];

const HOME = "https://docs.aws.amazon.com/";

// ── Reading the tables ──

/**
 * The literals of a struct in Rust source: an object for each `NAME {` … `}`, of its fields that are strings, truth words
 * or names of constants. Fields of other kinds are left out.
 */
export function literals(source, name) {
  const constants = Object.fromEntries(
    [...source.matchAll(/const (\w+): &(?:'static )?str =\s*/g)].flatMap(({ 0: head, 1: key, index }) => {
      const text = stringAt(source, index + head.length);
      return text ? [[key, text.value]] : [];
    }),
  );
  const all = [];
  // Not the type of a constant or of a function's result, which stand before an opening brace too.
  const opening = new RegExp(`(?<!struct |impl )\\b${name} \\{\\s`, "g");
  for (const { 0: head, index } of source.matchAll(opening)) all.push(fields(source, index + head.length, constants));
  return all;
}

/** The fields of a struct from `at` to its closing brace. */
function fields(source, at, constants) {
  const found = {};
  for (;;) {
    at = skipBlanks(source, at);
    if (source[at] === "}") return found;
    const [head, key] = source.slice(at).match(/^(?:\.\.)?(\w+)(?::\s*)?/) ?? [];
    if (!key) throw new Error(`A row of a table is not what .ci/docs.mjs reads: ${source.slice(at, at + 80)}`);
    at += head.length;
    if (head.startsWith("..") || !head.includes(":")) {
      at = afterValue(source, at);
      continue;
    }
    const text = stringAt(source, at);
    const word = source.slice(at).match(/^[\w:]+/)?.[0];
    if (text) found[key] = text.value;
    else if (word !== undefined) found[key] = word in constants ? constants[word] : word;
    at = afterValue(source, at);
  }
}

function skipBlanks(source, at) {
  return at + source.slice(at).match(/^(?:\s|\/\/[^\n]*\n)*/)[0].length;
}

/** The place behind the comma that ends a value; a closing brace is left. */
function afterValue(source, at) {
  for (let depth = 0; at < source.length; at++) {
    const text = source[at] === '"' || /^r#*"/.test(source.slice(at, at + 8)) ? stringAt(source, at) : undefined;
    if (text) at = text.end - 1;
    else if ("([{".includes(source[at])) depth++;
    else if (")]}".includes(source[at])) {
      if (depth === 0) return at;
      depth--;
    } else if (source[at] === "," && depth === 0) return at + 1;
  }
  throw new Error("A table in the sources has no end.");
}

const ESCAPES = { n: "\n", t: "\t", r: "\r", 0: "\0", "\\": "\\", '"': '"', "'": "'" };

/** The string literal at a place, with the place behind it; undefined if there is none. */
function stringAt(source, at) {
  const [raw, hashes] = source.slice(at, at + 12).match(/^r(#*)"/) ?? [];
  if (raw) {
    const end = source.indexOf(`"${hashes}`, at + raw.length);
    return { value: source.slice(at + raw.length, end), end: end + 1 + hashes.length };
  }
  if (source[at] !== '"') return undefined;
  let value = "";
  for (at += 1; source[at] !== '"'; at++) {
    if (source[at] !== "\\") {
      value += source[at];
      continue;
    }
    at += 1;
    const unicode = source.slice(at).match(/^u\{([0-9a-fA-F]+)\}/);
    if (source[at] === "\n") at += source.slice(at).match(/^\s*/)[0].length - 1;
    else if (unicode) {
      value += String.fromCodePoint(Number.parseInt(unicode[1], 16));
      at += unicode[0].length - 1;
    } else if (source[at] in ESCAPES) value += ESCAPES[source[at]];
    else throw new Error(`An escape is not what .ci/docs.mjs reads: \\${source[at]}`);
  }
  return { value, end: at + 1 };
}

/** The doc comment at the top of a source. */
export function comment(source) {
  const lines = source.split("\n");
  return lines.slice(0, lines.findIndex((line) => !line.startsWith("//!"))).map((line) => line.slice(3)).join("\n");
}

/** The files of the rules, as pairs of id and source. */
export async function ruleFiles() {
  const names = (await readdir(RULES, { recursive: true })).filter((name) => /[\\/]/.test(name) && name.endsWith(".rs")).sort();
  const id = (name) => name.slice(0, -3).replaceAll("\\", "/").replaceAll("_", "-");
  return Promise.all(names.map(async (name) => [id(name), await readFile(join(RULES, name), "utf8")]));
}

/** The first example of a kind, `bad` or `good`, in a doc comment; empty if there is none. */
function example(words, kind) {
  const lines = words.split("\n");
  const from = lines.findIndex((line) => line.trim().startsWith("```") && line.trim().slice(3).split(" ").includes(kind));
  if (from < 0) return "";
  const rest = lines.slice(from + 1);
  return rest.slice(0, rest.findIndex((line) => line.trim() === "```")).map((line) => line.replace(/^ /, "")).join("\n");
}

/** All checks: id, name, severity, why, source, bad and good example, ids of cfn-lint. */
export async function checks() {
  const theirs = await readFile("src/check/exception.rs", "utf8");
  // Rows are lists of ids, or the name of one.
  const ids = (list) => list.match(/[EIW]\d{4}/g) ?? [];
  const lint = (id) => {
    const [, list, named] = theirs.match(new RegExp(`\\("${id}",\\s*(?:&\\[([^\\]]*)\\]|([A-Z_]+))\\)`)) ?? [];
    return ids(list ?? theirs.match(new RegExp(`const ${named}: [^=]*= &\\[([^\\]]*)\\]`))?.[1] ?? "");
  };
  return (await ruleFiles()).map(([id, source]) => {
    const [rule, ...more] = literals(source, "Rule");
    if (rule?.id !== id || more.length) throw new Error(`${RULES}/${id} holds no row of the rule ${id}.`);
    const words = comment(source);
    const severity = rule.severity.replace("Severity::", "").toLowerCase();
    return { id, name: rule.name, severity, why: rule.why, source: rule.source, bad: example(words, "bad"), good: example(words, "good"), lint: lint(id) };
  });
}

/** All known lines of logs: id, title, significance, example, meaning, fix, source, rule. */
export async function signatures() {
  const names = (await readdir(SIGNATURES)).filter((name) => name.endsWith(".rs") && !["mod.rs", "set.rs", "tests.rs"].includes(name)).sort();
  const rows = await Promise.all(names.map(async (name) => literals(await readFile(join(SIGNATURES, name), "utf8"), "Signature")));
  return rows.flat().map((row) => {
    for (const key of ["id", "title", "example", "meaning", "fix", "source"]) {
      if (!row[key]) throw new Error(`The signature ${row.id} has no ${key} that .ci/docs.mjs can read.`);
    }
    return { significance: "cause", rule: "", ...row, ...(row.significance && { significance: row.significance.replace("Significance::", "").toLowerCase() }) };
  });
}

/** The commands of `cf-init`: name, synopsis, help. */
export async function commands() {
  return literals(await readFile(COMMANDS, "utf8"), "Command").map(({ name, synopsis, help }) => {
    if (!name || !synopsis || !help) throw new Error(`${COMMANDS}: the row of ${name} is not what .ci/docs.mjs reads.`);
    return { name, synopsis, help };
  });
}

// ── Writing ──

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const code = (text) => `<pre tabindex="0"><code>${escape(text)}</code></pre>`;
const source = (words) => (words.startsWith("https://") ? `<a href="${escape(words)}" rel="noopener noreferrer">${escape(words)}</a>` : escape(words));
const subject = (id) => id.split("/")[0];
const up = (name) => "../".repeat(name.split("/").length - 1);

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
const LOGO = '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-width="2" stroke-linecap="square"><path d="M8 4H4v16h4M16 4h4v16h-4" stroke="currentColor"/><path class="lines" d="M9 10h6M9 14h6"/></svg>';

/** A whole page. `name` is its file below docs/, `body` what stands in its main part. */
function page(name, title, description, body, guides) {
  const docs = up(name);
  const current = (file) => {
    if (`${file}.html` === name) return ' aria-current="page"';
    return file.includes("/") && name.startsWith(`${dirname(file)}/`) ? ' aria-current="true"' : "";
  };
  const item = (file, label) => `<li><a href="${docs}${file}.html"${current(file)}>${label}</a></li>`;
  const nav = [...guides.map((guide) => item(guide.name, escape(guide.short))), item("checks/index", "Checks"), item("logs/index", "Log lines")];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escape(title)} – cf-init Designer</title>
<meta name="description" content="${escape(description)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" type="image/svg+xml" href="${docs}../favicon.svg">
<script src="${docs}../theme.js"></script>
<link rel="stylesheet" href="${docs}docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="bar"><a class="mark" href="${docs}../">${LOGO}<span>cf-init Designer</span></a><span class="grow"></span><a href="${docs}../">Open the workbench</a></header>
<div class="doc">
<nav aria-label="Documentation"><ul>
${nav.join("\n")}
</ul></nav>
<main id="content">
${body}
</main>
</div>
</body>
</html>
`;
}

const MARKS = { error: "Error", warning: "Warning", note: "Note", cause: "Cause", consequence: "Consequence", harmless: "Harmless" };
const mark = (word) => `<span class="tag ${word}">${MARKS[word]}</span>`;

function checkPage(check, lines) {
  const found = lines.filter((line) => line.rule === check.id);
  return [
    `<p class="crumbs"><a href="../index.html">Checks</a> / <a href="../index.html#${subject(check.id)}">${subject(check.id)}</a></p>`,
    `<h1>${escape(check.name)}</h1>`,
    `<p class="meta">${mark(check.severity)} <code>${check.id}</code></p>`,
    `<p class="lead">${escape(check.why)}</p>`,
    check.bad && `<h2>Found in</h2>\n${code(check.bad)}`,
    check.good && `<h2>Not found in</h2>\n${code(check.good)}`,
    found.length > 0 && `<h2>In the log of a boot</h2>\n<ul>${found.map((line) => `<li><a href="../../logs/${line.id}.html">${escape(line.title)}</a></li>`).join("")}</ul>`,
    `<h2>If it is meant</h2>\n<p>A comment above the entry allows it there, and at the top of the template everywhere:</p>\n${code(`# cf-init: allow ${check.id} because …`)}`,
    check.lint.length > 0 && `<p>cfn-lint reports it as ${check.lint.join(", ")}.</p>`,
    `<h2>Source</h2>\n<p class="src">${source(check.source)}</p>`,
    `<p class="see">On the command line: <code>cf-init check --explain ${check.id}</code></p>`,
  ].filter(Boolean).join("\n");
}

function linePage(line, byId) {
  const check = byId.get(line.rule);
  return [
    `<p class="crumbs"><a href="../index.html">Log lines</a> / <a href="../index.html#${subject(line.id)}">${subject(line.id)}</a></p>`,
    `<h1>${escape(line.title)}</h1>`,
    `<p class="meta">${mark(line.significance)} <code>${line.id}</code></p>`,
    `<h2>A line</h2>\n${code(line.example)}`,
    `<h2>What it means</h2>\n<p>${escape(line.meaning)}</p>`,
    `<h2>What to do</h2>\n<p>${escape(line.fix)}</p>`,
    check && `<h2>Before the next boot</h2>\n<p>The check <a href="../../checks/${check.id}.html">${escape(check.name)}</a> finds it in a template.</p>`,
    `<h2>Source</h2>\n<p class="src">${source(line.source)}</p>`,
    `<p class="see">On the command line: <code>cf-init doctor cloud-init-output.log --template cf-init.yaml</code></p>`,
  ].filter(Boolean).join("\n");
}

/** A list of all entries below headings of their subjects. */
function index(title, lead, entries, label, word) {
  const subjects = [...new Set(entries.map((entry) => subject(entry.id)))];
  const rows = (name) => entries.filter((entry) => subject(entry.id) === name).map((entry) => `<li><a href="${entry.id}.html">${escape(label(entry))}</a> <span class="dim">${word(entry)}</span></li>`);
  const parts = subjects.map((name) => `<section><h2 id="${name}">${name}</h2>\n<ul class="list">${rows(name).join("\n")}</ul></section>`);
  return `<h1>${title}</h1>\n<p class="lead">${lead}</p>\n${parts.join("\n")}`;
}

/** A guide: what stands in its main part, its title, the short one of the list, and its description. */
async function guide(name) {
  const body = await readFile(join(GUIDES, `${name}.html`), "utf8");
  const [, short] = body.match(/^<!-- (.*) -->/) ?? [];
  const [, title] = body.match(/<h1>(.*?)<\/h1>/) ?? [];
  const [, lead] = body.match(/<p class="lead">([^]*?)<\/p>/) ?? [];
  if (!short || !title || !lead) throw new Error(`${GUIDES}/${name}.html begins with no short name in a comment, <h1> and <p class="lead">.`);
  return { name, short, title, description: lead.replace(/<[^>]*>/g, "").replace(/\s+/g, " "), body: body.replace(/^<!--.*-->\n/, "") };
}

/** The help of all commands. */
function commandList(all) {
  const one = ({ name, synopsis, help }) => `<h3 id="${name}">${name}</h3>\n${code(`cf-init ${synopsis.replace(/\n\s*/g, "\n    ")}`)}\n<pre class="said" tabindex="0">${escape(help)}</pre>`;
  return `<h2>All commands</h2>\n${all.map(one).join("\n")}\n`;
}

/** All pages by their names below docs/. */
export async function pages() {
  const [rules, lines, guides, program] = await Promise.all([checks(), signatures(), Promise.all(ORDER.map(guide)), commands()]);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const line of lines) if (line.rule && !byId.has(line.rule)) throw new Error(`The signature ${line.id} names the unknown check ${line.rule}.`);
  const all = {};
  const put = (name, title, description, body) => (all[name] = page(name, title, description, body, guides));
  const plain = (html) => html.replace(/<[^>]*>/g, "");
  for (const one of guides) put(`${one.name}.html`, plain(one.title), one.description, one.name === "command-line" ? one.body + commandList(program) : one.body);
  const contents = guides.map((one) => `<li><a href="${one.name}.html">${one.title}</a><br><span class="dim">${one.description}</span></li>`);
  put("index.html", "Documentation", "Guides, checks and log lines of cf-init Designer.", `<h1>Documentation</h1>
<p class="lead">How to work with cf-init Designer, and what it knows of CloudFormation, cfn-init, cfn-hup and cfn-signal.</p>
<ul class="list big">${contents.join("\n")}
<li><a href="checks/index.html">Checks</a><br><span class="dim">${rules.length} rules that find mistakes in a template before a boot does, each with a template that breaks it and one that does not.</span></li>
<li><a href="logs/index.html">Log lines</a><br><span class="dim">${lines.length} lines of boot logs and stack events, what they mean and what to do.</span></li></ul>`);
  put("checks/index.html", "Checks", "All checks of cf-init Designer.", index("Checks", `${rules.length} rules. They run while you type, and in <code>cf-init check</code>.`, rules, (rule) => rule.name, (rule) => `${MARKS[rule.severity].toLowerCase()} <code>${rule.id}</code>`));
  put("logs/index.html", "Log lines", "Lines of boot logs and stack events with their meaning.", index("Log lines", `${lines.length} lines that the log doctor and <code>cf-init doctor</code> know. Paste a log into the workbench, and it finds the first step that failed.`, lines, (line) => line.title, (line) => `<code>${line.id}</code>`));
  for (const rule of rules) put(`checks/${rule.id}.html`, rule.name, rule.why, checkPage(rule, lines));
  for (const line of lines) put(`logs/${line.id}.html`, line.title, line.meaning, linePage(line, byId));
  return all;
}

/** Writes the pages, their style sheet and their pictures below `folder`. */
export async function writeDocs(folder) {
  const all = await pages();
  const docs = join(folder, "docs");
  for (const place of new Set(Object.keys(all).map((name) => dirname(join(docs, name))))) await mkdir(place, { recursive: true });
  await Promise.all(Object.entries(all).map(([name, html]) => writeFile(join(docs, name), html)));
  await writeFile(join(folder, "docs.json"), JSON.stringify(all));
  await build({ entryPoints: { docs: "src/ui/style/docs.css" }, bundle: true, minify: true, legalComments: "none", logLevel: "warning", outdir: docs });
  for (const name of await readdir(GUIDES)) if (/\.(png|svg)$/.test(name)) await cp(join(GUIDES, name), join(docs, name));
  return all;
}
