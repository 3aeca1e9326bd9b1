// The longest tasks of the page's main thread while it does what takes long. Prints a table; judges nothing.
//
//   PAGE=folder     another page than the one in dist/
//   PROFILE=folder  also writes a profile of each
//   ONLY=diagram    measures these alone
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "../../.ci/browser.mjs";
import { serve } from "../../.ci/serve.mjs";
import { openText } from "../e2e/support.mjs";
import { template } from "./template.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROFILE = process.env.PROFILE && resolve(process.env.PROFILE);
const ONLY = process.env.ONLY && new RegExp(process.env.ONLY);
const RESOURCES = 5889;

/** Half of them in the other half's network, so that the diagram has lines. */
const many = (count) =>
  `Resources:\n${Array.from({ length: count }, (_, n) =>
    n % 2 ? `  Group${n}:\n    Type: AWS::EC2::SecurityGroup\n    Properties: { GroupDescription: g, VpcId: !Ref Net${n - 1} }\n` : `  Net${n}:\n    Type: AWS::EC2::VPC\n    Properties: { CidrBlock: 10.0.0.0/16 }\n`,
  ).join("")}`;

async function traced(page, name, act) {
  const session = await page.context().browser().newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const done = new Promise((done) => session.once("Tracing.tracingComplete", done));
  const includedCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { recordMode: "recordAsMuchAsPossible", excludedCategories: ["*"], includedCategories } });
  const mark = `begin ${name}`;
  await page.evaluate((mark) => performance.mark(mark), mark);
  const profiler = PROFILE && (await page.context().newCDPSession(page));
  if (profiler) {
    await profiler.send("Profiler.enable");
    await profiler.send("Profiler.start");
  }
  await act();
  if (profiler) {
    const { profile } = await profiler.send("Profiler.stop");
    await mkdir(PROFILE, { recursive: true });
    await writeFile(join(PROFILE, `${name.replace(/\W+/g, "-")}.cpuprofile`), JSON.stringify(profile));
  }
  await session.send("Tracing.end");
  await done;
  await session.detach();
  const { pid, tid } = events.find((event) => event.name === mark);
  const tasks = events.filter((event) => event.pid === pid && event.tid === tid && event.name === "RunTask" && event.ph === "X");
  const times = tasks.map(({ tdur, dur }) => (tdur ?? dur) / 1000).sort((a, b) => b - a);
  const long = times.filter((time) => time > 100).length;
  console.log(`  ${name.padEnd(44)} longest ${times.slice(0, 4).map((time) => time.toFixed(0).padStart(5)).join(" ")} ms, ${String(long).padStart(3)} over 100 ms, all ${times.reduce((a, b) => a + b, 0).toFixed(0).padStart(6)} ms`);
}

/** Waits until no callback of an idle browser has had to wait for some time. */
const quiet = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        let calm = 0;
        const look = () => {
          const began = performance.now();
          requestIdleCallback(({ timeRemaining, didTimeout }) => {
            calm = performance.now() - began < 60 && !didTimeout ? calm + 1 : 0;
            if (calm > 12) done();
            else setTimeout(look, 60);
          });
        };
        look();
      }),
  );

const server = await serve(resolve(ROOT, process.env.PAGE ?? "dist"));
const browser = await playwright.launch({ executablePath: chromium(), args: flags });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`${server.url}#/stack`);
  await page.locator("#boot").waitFor({ state: "detached" });
  await page.locator(".cm-content").waitFor();
  await quiet(page);
  const step = async (name, act) => (ONLY && !ONLY.test(name) ? act().then(() => quiet(page)) : traced(page, name, () => act().then(() => quiet(page))));
  const type = async () => {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("End");
    for (const letter of "abcdefgh") await page.keyboard.press(letter);
  };
  for (const [name, bytes] of [["1 MB", 1e6], ["5 MB", 4.9e6]]) {
    const text = template(bytes);
    await step(`opening ${name}`, () => openText(page, text));
    await step(`typing at ${name}`, type);
  }
  await step(`opening ${RESOURCES} resources`, () => openText(page, many(RESOURCES)));
  await step(`diagram of ${RESOURCES} resources`, async () => {
    await page.getByRole("tab", { name: "Diagram" }).click();
    await page.locator(".panel:not(.is-off) svg").first().waitFor();
  });
  await page.getByRole("tab", { name: "Template" }).click();
  await step(`palette of ${RESOURCES} resources`, async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to or run" }).waitFor();
  });
  await step("a letter in the palette", () => page.keyboard.press("g"));
} finally {
  await browser.close();
  await server.close();
}
