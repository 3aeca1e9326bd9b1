// What a key costs beside a bare CodeMirror page: `make bench`. Prints tables; judges nothing.
//
// A key's cost is the time of all tasks of the page's main thread from the key until the next one, as Chromium's tracing
// reports them; the last key has those until the page is quiet. Both pages hold the same text in the same Chromium and are
// typed in in turn, one key every 120 ms. The bare page has YAML, line numbers, folding and history, and nothing else.
//
//   PAGE=folder              another page than the one in dist/
//   SIZES=18000,1000000      sizes of the templates in bytes
//   WHERE=code,form          where is typed
//   ROUNDS=4 KEYS=30         rounds for each page and size, keys of a round
//   PROFILE=folder           also writes profiles of the page's processor use, and prints the functions with the largest share
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "../../.ci/browser.mjs";
import { serve } from "../../.ci/serve.mjs";
import { openText } from "../e2e/support.mjs";
import { template } from "./template.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = resolve(ROOT, process.env.PAGE ?? "dist");
const BARE = join(ROOT, "target", "bench-bare");
const PROFILE = process.env.PROFILE && resolve(process.env.PROFILE);
const SIZES = (process.env.SIZES ?? "18000,100000,1000000,5000000").split(",").map(Number);
const WHERE = (process.env.WHERE ?? "code,form").split(",");
const ROUNDS = Number(process.env.ROUNDS ?? 4);
const KEYS = Number(process.env.KEYS ?? 30);
const PAUSE = 120;
/** A page without tasks of this many milliseconds in so long a time is quiet. */
const QUIET = { task: 30, time: 1000 };

const quantile = (all, share) => [...all].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * all.length) - 1)];
const median = (all) => quantile(all, 0.5);
const sum = (all) => all.reduce((a, b) => a + b, 0);
const ms = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.round(bytes / 1000)} KB`);
const wait = (time) => new Promise((done) => setTimeout(done, time));

// ── The bare page ──

const BARE_SCRIPT = `
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { defaultHighlightStyle, foldGutter, foldKeymap, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
const extensions = [lineNumbers(), foldGutter(), history(), yaml(), syntaxHighlighting(defaultHighlightStyle),
  keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap])];
const view = new EditorView({ parent: document.body, state: EditorState.create({ extensions }) });
window.show = (doc) => view.setState(EditorState.create({ doc, extensions }));
`;

async function servedBare() {
  await rm(BARE, { recursive: true, force: true });
  await mkdir(BARE, { recursive: true });
  const style = "html,body{margin:0;height:100%}.cm-editor{height:100vh;font-size:13px}";
  await writeFile(join(BARE, "index.html"), `<!doctype html><meta charset="utf-8"><title>Bare</title><style>${style}</style><script type="module" src="bare.js"></script>`);
  await build({ stdin: { contents: BARE_SCRIPT, resolveDir: ROOT }, bundle: true, minify: true, format: "esm", outfile: join(BARE, "bare.js"), logLevel: "error" });
  return serve(BARE);
}

// ── What Chromium reports ──

/** Records the tasks of the main thread of the page that gets keys while `act` runs, and the times of the keys, in milliseconds. */
async function traced(browser, act) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const done = new Promise((done) => session.once("Tracing.tracingComplete", done));
  const includedCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { recordMode: "recordAsMuchAsPossible", excludedCategories: ["*"], includedCategories } });
  await act();
  await session.send("Tracing.end");
  await done;
  await session.detach();
  const keys = events.filter((event) => event.name === "EventDispatch" && event.args.data?.type === "keydown");
  const own = events.filter((event) => event.pid === keys[0].pid && event.tid === keys[0].tid);
  // The thread's own time: what other programs take from the processor in between is none of the page's work.
  const tasks = own.filter((event) => event.name === "RunTask" && event.ph === "X").map(({ ts, dur, tdur }) => ({ start: ts / 1000, end: (ts + dur) / 1000, time: (tdur ?? dur) / 1000 }));
  return { tasks, keys: keys.map(({ ts }) => ts / 1000).sort((a, b) => a - b), parts: parts(own) };
}

/** Number of events of each kind of a thread, and milliseconds without those inside them. */
function parts(events) {
  const all = events.filter((event) => event.ph === "X" && event.tdur !== undefined).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const found = new Map();
  const open = [];
  for (const event of all) {
    while (open.length && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop();
    const add = (name, count, time) => {
      const { count: before = 0, time: sum = 0 } = found.get(name) ?? {};
      found.set(name, { count: before + count, time: sum + time / 1000 });
    };
    add(event.name, 1, event.tdur);
    if (open.length) add(open.at(-1).name, 0, -event.tdur);
    open.push(event);
  }
  return found;
}

/** The tasks of each key. */
function byKey({ tasks, keys }) {
  const costs = keys.map(() => []);
  for (const task of tasks) {
    const key = keys.findLastIndex((key) => key < task.end);
    if (key >= 0) costs[key].push(task.time);
  }
  return costs;
}

// ── Typing ──

/** Types `KEYS` letters, one every 120 ms, and waits until the page is quiet. */
async function typeLetters(page, round) {
  const start = performance.now();
  for (let key = 0; key < KEYS; key++) {
    await wait(Math.max(0, start + key * PAUSE - performance.now()));
    await page.keyboard.press("abcdefghijklmnopqrstuvwxyz"[(key + round) % 26]);
  }
  await quiet(page);
}

/** Waits until the page has had nothing to do for a while. */
async function quiet(page) {
  await page.evaluate(
    ({ task, time }) =>
      new Promise((done) => {
        const began = performance.now();
        let [last, at] = [began, began];
        // A message that comes late was held up by a task.
        const { port1, port2 } = new MessageChannel();
        const look = () => setTimeout(() => port2.postMessage(0), 25);
        port1.onmessage = () => {
          const now = performance.now();
          if (now - at > 25 + task) last = now;
          at = now;
          if (now - last >= time || now - began > 10_000) done();
          else look();
        };
        look();
      }),
    QUIET,
  );
}

/** Puts the caret behind the last character of a line that holds `text` only once. */
const caretBehind = (page, text) =>
  page.evaluate((text) => {
    const content = (document.querySelector(".editor")?.shadowRoot ?? document).querySelector(".cm-content");
    const { view } = content.cmTile.root;
    const at = view.state.doc.toString().indexOf(`${text}\n`) + text.length;
    view.focus();
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
  }, text);

async function focusField(page, id) {
  const field = page.locator(`[id="${id}"]`);
  await field.waitFor();
  await field.focus();
  await page.keyboard.press("End");
}

/** Costs of every key of a page and place, over all rounds. */
class Costs {
  keys = [];
  tasks = [];
  parts = new Map();

  add(trace) {
    const costs = byKey(trace);
    this.keys.push(...costs.map(sum));
    this.tasks.push(...costs.flat());
    for (const [name, { count, time }] of trace.parts) {
      const before = this.parts.get(name) ?? { count: 0, time: 0 };
      this.parts.set(name, { count: before.count + count, time: before.time + time });
    }
  }

  get mean() {
    return sum(this.keys) / this.keys.length;
  }
}

// ── Names of what the work is ──

async function profiled(page, name, act) {
  if (!PROFILE) return act();
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 200 });
  await session.send("Profiler.start");
  const result = await act();
  const { profile } = await session.send("Profiler.stop");
  await session.detach();
  await mkdir(PROFILE, { recursive: true });
  await writeFile(join(PROFILE, `${name}.cpuprofile`), JSON.stringify(profile));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const own = new Map();
  const whole = new Map();
  profile.samples.forEach((id, index) => {
    const time = profile.timeDeltas[index] / 1000;
    const nameOf = (id) => nodes.get(id).callFrame.functionName || "(anonymous)";
    own.set(nameOf(id), (own.get(nameOf(id)) ?? 0) + time);
    const seen = new Set();
    for (let at = id; at !== undefined; at = parents.get(at)) seen.add(nameOf(at));
    for (const name of seen) whole.set(name, (whole.get(name) ?? 0) + time);
  });
  const top = (of, count) => [...of].sort((a, b) => b[1] - a[1]).slice(0, count).map(([name, time]) => `    ${ms(time).padStart(8)} ms  ${name.slice(0, 150)}`).join("\n");
  console.log(`\n${name}: own time\n${top(own, 25)}\n  with what they call\n${top(whole, 60)}`);
  return result;
}

// ── The run ──

function table(title, head, rows) {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `  ${cells.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join("   ")}`;
  console.log(`\n${title}\n${line(head)}\n${line(widths.map((width) => "─".repeat(width)))}\n${rows.map(line).join("\n")}`);
}

const [ownServer, bareServer] = await Promise.all([serve(PAGE), servedBare()]);
const browser = await playwright.launch({ executablePath: chromium(), args: flags });
try {
  const open = async (url) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(error));
    await page.goto(url);
    return page;
  };
  const own = await open(`${ownServer.url}#/stack`);
  await own.locator("#boot").waitFor({ state: "detached" });
  await own.locator(".cm-content").waitFor();
  const bare = await open(bareServer.url);
  await bare.locator(".cm-content").waitFor();

  const rows = { code: [], form: [] };
  for (const bytes of SIZES) {
    const text = template(bytes);
    const groups = text.match(/GroupDescription: Group \d+$/gm);
    await openText(own, text.replace("As large as asked for", `Of ${bytes} bytes`));
    // A template opens at what its instances do.
    await own.evaluate(() => (location.hash = "#/stack"));
    await own.waitForFunction((value) => document.getElementById("f/Description")?.value === value, `Of ${bytes} bytes`);
    await bare.evaluate((text) => window.show(text), text);
    await quiet(own);
    await quiet(bare);
    const costs = { bare: new Costs(), code: new Costs(), form: new Costs() };
    // The first round is what the browser compiles by.
    for (let round = 0; round <= ROUNDS; round++) {
      const number = Math.floor((groups.length * (round + 1)) / (ROUNDS + 2));
      const group = groups[number];
      const note = async (of, page, act) => {
        await page.bringToFront();
        await act();
        await quiet(page);
        const record = () => traced(browser, () => typeLetters(page, round));
        const trace = await (round === ROUNDS && page === own ? profiled(page, `${of}-${bytes}`, record) : record());
        if (round > 0) costs[of].add(trace);
      };
      const id = group.split(" ").at(-1);
      if (WHERE.includes("code")) await note("code", own, () => caretBehind(own, group));
      await note("bare", bare, () => caretBehind(bare, group));
      if (WHERE.includes("form")) {
        await note("form", own, async () => {
          await own.evaluate((id) => (location.hash = `#/resource/SecurityGroup${id}`), id);
          await focusField(own, `f/Resources/SecurityGroup${id}/Properties/GroupDescription`);
        });
      }
    }
    if (PROFILE) {
      for (const [name, { parts, keys }] of Object.entries(costs)) {
        const top = [...parts].sort((a, b) => b[1].time - a[1].time).slice(0, 14);
        const each = ([part, { count, time }]) => `${part} ${ms(time / keys.length)} (${(count / keys.length).toFixed(1)} times)`;
        console.log(`\n${name}, ${size(text.length)}, ms of a key: ${top.map(each).join(", ")}`);
      }
    }
    for (const where of WHERE) {
      const [ours, theirs] = [costs[where], costs.bare];
      rows[where].push([
        size(text.length),
        ...[ours, theirs].flatMap((of) => [ms(median(of.keys)), ms(quantile(of.keys, 0.95)), ms(of.mean), ms(Math.max(...of.tasks))]),
        `${(median(ours.keys) / median(theirs.keys)).toFixed(2)} ×`,
        `${(ours.mean / theirs.mean).toFixed(2)} ×`,
      ]);
    }
  }
  const head = ["template", "median", "p95", "mean", "longest task", "bare: median", "p95", "mean", "longest task", "median", "mean"];
  const of = `in ms of tasks (${ROUNDS} × ${KEYS} keys, one every ${PAUSE} ms; the mean has what runs after the last one)`;
  if (rows.code.length) table(`One key in the text, ${of}`, head, rows.code);
  if (rows.form.length) table(`One key in a form, ${of}`, head, rows.form);
} finally {
  await browser.close();
  await ownServer.close();
  await bareServer.close();
}
