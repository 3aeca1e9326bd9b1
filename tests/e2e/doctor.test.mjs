// The log doctor: logs are dropped, chosen and pasted; the cause links to its field; large logs can be stopped.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertAccessible, kept, OUT, until, workbench } from "./support.mjs";

const { open } = workbench();
const LOGS = fileURLToPath(new URL("../fixtures/logs/", import.meta.url));

/** Opens the page with the template of a case, and the dialog. */
async function on(t, name, options = {}) {
  const text = await readFile(join(LOGS, name, "template.json"), "utf8");
  const start = (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text);
  const page = await open(t, { start, ...options });
  await page.getByRole("button", { name: "Log doctor" }).click();
  await dialog(page).waitFor();
  return page;
}

const dialog = (page) => page.getByRole("dialog", { name: "Log doctor" });
const cause = (page) => dialog(page).locator(".doctor-cause");
const choose = (page, ...files) => dialog(page).getByLabel("Log files").setInputFiles(files);
const at = (name) => join(LOGS, name);
const paste = (page, text) =>
  dialog(page).getByLabel("Paste a log").evaluate((area, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

test("several logs name the first cause, which opens its field", async (t) => {
  const page = await on(t, "file-owner");
  await choose(page, at("events/signal.json"), at("file-owner/cfn-init.log"), at("file-owner/cfn-init-cmd.log"));
  await cause(page).getByRole("heading", { name: "The owner or group of a file does not exist: www-app" }).waitFor();
  assert.match(await cause(page).locator(".doctor-where").textContent(), /^cfn-init\.log, line \d+ · step file \/etc\/app\/two\.conf \(\d+ of \d+ of the boot\)$/);
  await dialog(page).getByRole("heading", { name: /^signal\.json stack events/ }).waitFor();
  await assertAccessible(page);
  await page.screenshot({ path: join(OUT, "doctor.png") });
  await cause(page).getByRole("button", { name: "Go to /etc/app/two.conf" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await until(() => page.url(), (url) => url.endsWith("#/init/Web/config/files"));
  // The lines of the file are shown in the text.
  await page.locator(".status").getByText("Ln 12,").waitFor();
});

test("dropped files are read as logs and open no design", async (t) => {
  const page = await on(t, "no-pip");
  const text = await readFile(at("no-pip/cfn-init-cmd.log"), "utf8");
  const dataTransfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    for (const name of ["one.log", "two.log"]) transfer.items.add(new File([text], name));
    return transfer;
  }, text);
  await page.dispatchEvent(".doctor-intake", "drop", { dataTransfer });
  await cause(page).getByText("pip is not installed").waitFor();
  assert.equal(await dialog(page).locator(".doctor-log").count(), 2);
  await dialog(page).getByRole("button", { name: "Remove all logs" }).click();
  await until(() => dialog(page).locator(".doctor-log").count(), (count) => count === 0);
});

test("a pasted log is masked and never stored", async (t) => {
  const page = await on(t, "secret-in-output");
  await paste(page, await readFile(at("secret-in-output/cfn-init-cmd.log"), "utf8"));
  await dialog(page).getByRole("heading", { name: /^pasted text 1 cfn-init-cmd\.log/ }).waitFor();
  const html = await page.content();
  assert.match(html, /DB_PASSWORD=\*\*\*\*/);
  const secrets = /tops3cret-value|AKIAIOSFODNN7EXAMPLE/;
  assert.doesNotMatch(await dialog(page).textContent(), secrets);
  assert.equal(await dialog(page).getByLabel("Paste a log").inputValue(), "");
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  // The template of this case prints the value itself; the log adds none.
  assert.doesNotMatch(stored.replaceAll(JSON.stringify(JSON.stringify((await kept(page)) ?? "")).slice(1, -1), ""), /Exited with error code/);
});

test("the command that prints the logs on the machine is copied; what it prints is read as several logs", async (t) => {
  const page = await on(t, "file-owner");
  const command = "sudo cat /var/log/cloud-init-output.log /var/log/cfn-init.log /var/log/cfn-init-cmd.log /var/log/cfn-hup.log 2>/dev/null";
  assert.equal(await dialog(page).locator(".doctor-fetch code").textContent(), command);
  await dialog(page).getByRole("button", { name: "Copy the command" }).click();
  await dialog(page).getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
  await dialog(page).getByRole("button", { name: "Copy the command" }).waitFor();
  const logs = ["cfn-init.log", "cfn-init-cmd.log"].map((name) => readFile(at(`file-owner/${name}`), "utf8"));
  await paste(page, (await Promise.all(logs)).join(""));
  await cause(page).getByRole("heading", { name: "The owner or group of a file does not exist: www-app" }).waitFor();
});

test("a browser that refuses the clipboard is said to have refused it", async (t) => {
  const page = await on(t, "file-owner");
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("refused"))));
  await dialog(page).getByRole("button", { name: "Copy the command" }).click();
  await dialog(page).getByRole("status").filter({ hasText: "Not copied. This browser refused the clipboard." }).waitFor();
  await assertAccessible(page);
});

test("a fix of the same fault is offered and applied", async (t) => {
  const page = await on(t, "file-without-content");
  await choose(page, at("file-without-content/cfn-init.log"));
  await cause(page).getByRole("button", { name: "Go to /etc/app/empty.conf" }).waitFor();
  await cause(page).getByRole("button", { name: "Write an empty line" }).click();
  await until(() => kept(page), (text) => text !== null && !text.includes('"content": ""'));
});

test("steps fold: the failed one is open, its line is marked", async (t) => {
  const page = await on(t, "ignored-then-failed");
  await choose(page, at("ignored-then-failed/cfn-init.log"));
  const step = (name) => dialog(page).locator(".doctor-step", { hasText: name });
  await step("command 03_real").locator("details[open] .doctor-mark").first().waitFor();
  assert.equal(await step("command 01_ignored").locator("details[open]").count(), 0);
  await step("command 01_ignored").locator("summary").click();
  await step("command 01_ignored").getByText("No such file or directory").first().waitFor();
});

test("50 MB are read in slices, with the page free meanwhile, and can be stopped", async (t) => {
  const page = await on(t, "no-pip");
  const good = "2026-11-29 12:00:00,000 [DEBUG] Command 01_ok output: Get:1 http://mirror.example.org/debian bookworm InRelease [151 kB]\n";
  const file = join(OUT, "large.log");
  await writeFile(file, good.repeat(Math.ceil((50 * 1024 * 1024) / good.length)) + (await readFile(at("no-pip/cfn-init.log"), "utf8")));
  // The longest time in which the page handled nothing.
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const started = Date.now();
  await choose(page, file);
  await dialog(page).getByRole("progressbar").waitFor();
  await cause(page).getByText("pip is not installed").waitFor({ timeout: 120_000 });
  t.diagnostic(`50 MB read in ${Date.now() - started} ms, longest pause ${Math.round(await page.evaluate(() => window.longest))} ms`);
  await dialog(page).getByRole("button", { name: "Remove all logs" }).click();
  await choose(page, file);
  await dialog(page).getByRole("button", { name: "Stop", exact: true }).click();
  await dialog(page).getByText(/^Stopped after [\d.]+ MB of 5\d\.\d MB\.$/).waitFor();
});

for (const [name, context] of [
  ["tablet", { viewport: { width: 768, height: 1024 } }],
  ["phone", { viewport: { width: 390, height: 844 } }],
  ["dark", { colorScheme: "dark" }],
]) {
  test(`the dialog has no accessibility fault: ${name}`, async (t) => {
    const text = await readFile(join(LOGS, "nginx-duplicate-default", "template.json"), "utf8");
    const page = await open(t, { start: (page) => page.addInitScript((text) => localStorage.setItem("cf-init.text", text), text), context });
    if (name !== "dark") await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("button", { name: /^Log doctor/ }).filter({ visible: true }).click();
    await choose(page, at("nginx-duplicate-default/cfn-init.log"), at("chain/cloud-init-output.log"));
    await cause(page).waitFor();
    await assertAccessible(page);
    await page.screenshot({ path: join(OUT, `doctor-${name}.png`) });
    const wide = await dialog(page).evaluate((it) => it.querySelector(".doctor-body").scrollWidth - it.querySelector(".doctor-body").clientWidth);
    assert.equal(wide, 0);
  });
}
