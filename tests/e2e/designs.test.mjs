// Designs in this browser, and templates from outside: opened with every byte, kept without a word, lost never.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { block, downloaded, drop, list, main, notice, rows, showList, SMALL, stackName, text, VPC } from "./designs.mjs";
import { assertAccessible, kept, untilEqual, untilKept, workbench } from "./support.mjs";

const { open, url } = workbench();

/** JSON with a byte order mark, CRLF, tabs, text beyond ASCII and no final line break. */
const JSON_TEXT = '\ufeff{\r\n\t"Resources": {\r\n\t\t"Net": {"Type": "AWS::EC2::VPC",\t"Properties": {"CidrBlock": "10.1.0.0/16"}},\r\n\t\t"Note": {"Type": "Custom::Größe😀"}\r\n\t}\r\n}';

/** Chooses a file where the browser gives no handles. */
const withoutHandles = (page) => {
  // Playwright takes choosers over from the first listener on, and that takes it a moment.
  page.on("filechooser", () => {});
  return page.addInitScript(() => delete window.showOpenFilePicker);
};
async function choose(page, file, act = () => page.getByRole("button", { name: "Open", exact: true }).click()) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), act()]);
  await chooser.setFiles({ mimeType: "text/plain", ...file });
}

const paste = (page, words) =>
  page.evaluate((words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", words);
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  }, words);

const heading = (page, name) => main(page).getByRole("heading", { level: 1, name }).waitFor();

describe("opening", () => {
  test("a chosen file opens with every byte, as a design of its own, and is handed out under its name", async (t) => {
    const page = await open(t, { start: withoutHandles, path: VPC });
    await block(page).fill("10.20.0.0/16");
    await choose(page, { name: "my net.json", buffer: Buffer.from(JSON_TEXT) });
    await page.locator(".status", { hasText: "JSON" }).waitFor();
    await page.locator(".status", { hasText: "1 note" }).waitFor();
    assert.equal(await stackName(page).inputValue(), "my-net");
    await heading(page, "Stack");
    assert.equal(await page.getByRole("button", { name: /^Undo/ }).getAttribute("aria-disabled"), "true");
    const { name, bytes } = await downloaded(page);
    assert.equal(name, "my net.json");
    assert.deepEqual(bytes, Buffer.from(JSON_TEXT));
    assert.equal(await kept(page), JSON_TEXT);
    // The design that was open is in the list, with the change made just before.
    await showList(page);
    assert.deepEqual(await rows(page), ["my-net", "cf-init"]);
    await list(page).getByRole("button", { name: /^cf-init .*cf-init\.yaml/ }).click();
    await list(page).waitFor({ state: "detached" });
    assert.ok((await text(page)).includes("CidrBlock: 10.20.0.0/16"));
  });

  test("an edit in a file with CRLF and a byte order mark changes nothing else", async (t) => {
    const page = await open(t, { start: withoutHandles });
    await choose(page, { name: "net.json", buffer: Buffer.from(JSON_TEXT) }, () => page.keyboard.press("Control+o"));
    await page.getByRole("treeitem", { name: "VPC" }).click();
    await block(page).fill("10.2.0.0/16");
    assert.equal(await text(page), JSON_TEXT.replace("10.1.0.0/16", "10.2.0.0/16"));
    await page.keyboard.press("Control+z");
    assert.deepEqual((await downloaded(page)).bytes, Buffer.from(JSON_TEXT));
  });

  test("a file is dropped anywhere, with a sign while it is over the page", async (t) => {
    const page = await open(t, { path: VPC });
    await drop(page, [{ name: "web.yaml", bytes: SMALL }], async () => {
      assert.ok((await page.locator(".dropzone").innerText()).includes("Drop it to open it"));
    });
    await page.waitForFunction(() => location.hash === "#/stack");
    assert.equal(await stackName(page).inputValue(), "web");
    assert.equal(await text(page), SMALL);
    await drop(page, [{ name: "a.yaml", bytes: SMALL }, { name: "b.yaml", bytes: SMALL }]);
    await notice(page).filter({ hasText: "2 files were dropped." }).waitFor();
    assert.equal(await stackName(page).inputValue(), "web");
  });

  test("a template that is pasted outside of fields opens; a word does not, and a field keeps what is its own", async (t) => {
    const page = await open(t, { path: VPC });
    await block(page).focus();
    await paste(page, SMALL);
    assert.equal(await stackName(page).inputValue(), "cf-init");
    assert.ok((await text(page)).includes("Flask"));
    await page.locator(".rail [tabindex='0']").first().focus();
    await paste(page, "10.0.0.0/8");
    await notice(page).filter({ hasText: "The pasted text is not a template." }).waitFor();
    await paste(page, JSON_TEXT);
    await page.locator(".status", { hasText: "JSON" }).waitFor();
    const { name, bytes } = await downloaded(page);
    assert.equal(name, "cf-init.json");
    assert.deepEqual(bytes, Buffer.from(JSON_TEXT));
    await showList(page);
    await list(page).getByLabel("or paste its text here").focus();
    await paste(page, SMALL.replaceAll("\n", "\r\n"));
    await list(page).waitFor({ state: "detached" });
    assert.equal(await text(page), SMALL.replaceAll("\n", "\r\n"));
    await showList(page);
    await list(page).getByLabel("or paste its text here").fill("A: 1\n");
    await list(page).getByRole("button", { name: "Open this text" }).click();
    await list(page).waitFor({ state: "detached" });
    assert.equal(await text(page), "A: 1\n");
  });

  test("a broken file opens as text, with its problem at line and column", async (t) => {
    const page = await open(t);
    const broken = "Resources:\n  A:\n    Type: [AWS::EC2::VPC\n  B: }\n";
    await drop(page, [{ name: "broken.yaml", bytes: broken }]);
    await page.getByRole("status").filter({ hasText: /broken\.yaml opened as text\. It cannot be read: line \d+, column \d+: / }).waitFor();
    await main(page).getByText(/The text cannot be read at line \d+, column \d+\./).waitFor();
    assert.equal(await text(page), broken);
    await page.locator(".status .err").first().waitFor();
    await showList(page);
    await list(page).getByText("broken.yaml, cannot be read").waitFor();
  });

  for (const [what, bytes, words] of [
    ["too large", Buffer.alloc(5_347_000, " "), "big was not opened. It has 5,347,000 bytes; up to 5,242,880 (5 MB) are opened."],
    ["binary", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0", "latin1"), "big was not opened. This is not a text file (zero byte at 9)."],
    ["not UTF-8", Buffer.from("A: 1\nB: gr\xfcn\n", "latin1"), "big was not opened. Byte 11 (line 2) is not UTF-8."],
    ["UTF-16", Buffer.from("\ufeffA: 1\n", "utf16le"), "big was not opened. It is UTF-16."],
  ]) {
    test(`a file that is ${what} is refused with the reason, and nothing changes`, async (t) => {
      const page = await open(t, { path: VPC, start: withoutHandles });
      await block(page).fill("10.20.0.0/16");
      const before = await text(page);
      await choose(page, { name: "big", buffer: bytes });
      await notice(page).filter({ hasText: words }).waitFor();
      assert.equal(await text(page), before);
      await notice(page).getByRole("button", { name: "Close" }).click();
      assert.equal(await notice(page).count(), 0);
      await page.getByRole("button", { name: /^Undo/ }).first().click();
      assert.equal(await block(page).inputValue(), "10.0.0.0/16");
    });
  }

  test("every document with the traits of real templates opens with every byte", async (t) => {
    const page = await open(t);
    const folder = new URL("../fixtures/documents/", import.meta.url);
    const names = await readdir(folder);
    assert.ok(names.length > 5);
    for (const name of names) {
      const bytes = await readFile(new URL(name, folder));
      await drop(page, [{ name, bytes }]);
      await page.getByRole("button", { name: `Download ${name}` }).waitFor();
      const out = await downloaded(page);
      assert.equal(out.name, name);
      assert.deepEqual(out.bytes, bytes, name);
    }
    await showList(page);
    await untilEqual(async () => (await rows(page)).length, names.length);
  });

  test("a text of the largest size opens, is kept and handed out", async (t) => {
    const page = await open(t);
    const line = "# a comment that fills the file, and nothing else, as long as it takes to be large\n";
    const large = (SMALL + line.repeat(Math.ceil(5_242_880 / line.length))).slice(0, 5_242_880);
    await drop(page, [{ name: "large.yaml", bytes: large }]);
    await page.locator(".status", { hasText: "5242." }).waitFor();
    assert.equal((await downloaded(page)).bytes.length, large.length);
    await untilKept(page, (text) => text === large);
  });
});

describe("the list of designs", () => {
  test("a first visit begins with the default starter, and keeps it with its first change", async (t) => {
    const page = await open(t, { path: VPC });
    assert.equal(await kept(page), null);
    await showList(page);
    await list(page).getByText("None yet. A design is saved when you first change it.").waitFor();
    await page.goBack();
    await list(page).waitFor({ state: "detached" });
    assert.equal(new URL(page.url()).hash, VPC);
    await page.goForward();
    await list(page).waitFor();
    await page.keyboard.press("Escape");
    await list(page).waitFor({ state: "detached" });
    await block(page).fill("10.20.0.0/16");
    await untilKept(page, (text) => text.includes("10.20.0.0/16"));
    await showList(page);
    assert.deepEqual(await rows(page), ["cf-init"]);
    await list(page).getByRole("button", { name: /Flask and PostgreSQL/ }).click();
    await list(page).waitFor({ state: "detached" });
    assert.equal(await stackName(page).inputValue(), "flask-postgres");
    assert.ok((await text(page)).includes("10.0.0.0/16"));
    await showList(page);
    assert.deepEqual(await rows(page), ["flask-postgres", "cf-init"]);
  });

  test("its address opens it, and leads on", async (t) => {
    const page = await open(t, { path: "#/designs" });
    await list(page).waitFor();
    await list(page).getByRole("button", { name: "Open the workbench" }).click();
    await list(page).waitFor({ state: "detached" });
    assert.equal(new URL(page.url()).hash, "#/stack");
  });

  test("designs are renamed, duplicated, deleted and brought back", async (t) => {
    const page = await open(t, { path: VPC });
    await block(page).fill("10.20.0.0/16");
    await drop(page, [{ name: "web.yaml", bytes: SMALL }]);
    await showList(page);
    assert.deepEqual(await rows(page), ["web", "cf-init"]);
    // Rename: Escape leaves it, Enter takes it, for the open design and another.
    const rename = async (from, to, key) => {
      await list(page).getByRole("button", { name: `Rename ${from}` }).click();
      const field = list(page).getByRole("textbox", { name: `Name of ${from}` });
      await field.fill(to);
      await field.press(key);
      await field.waitFor({ state: "detached" });
    };
    await rename("web", "else", "Escape");
    assert.deepEqual(await rows(page), ["web", "cf-init"]);
    await rename("web", "site", "Enter");
    await rename("cf-init", "shop", "Enter");
    await list(page).getByText("shop", { exact: true }).waitFor();
    assert.deepEqual(await rows(page), ["site", "shop"]);
    assert.equal(await stackName(page).inputValue(), "site");
    // Duplicate.
    await list(page).getByRole("button", { name: "Duplicate shop" }).click();
    await list(page).getByText("shop-copy", { exact: true }).waitFor();
    await list(page).getByRole("button", { name: "Duplicate shop", exact: true }).click();
    await list(page).getByText("shop-copy-2", { exact: true }).waitFor();
    assert.equal((await rows(page)).length, 4);
    // Delete one that is not open, and take it back.
    await list(page).getByRole("button", { name: "Delete shop", exact: true }).click();
    await list(page).locator(".toast").getByText("shop deleted.").waitFor();
    await assertAccessible(page);
    assert.ok(!(await rows(page)).includes("shop"));
    await list(page).getByRole("button", { name: "Undo" }).click();
    await list(page).getByText("shop", { exact: true }).waitFor();
    // Delete the open one: the next is opened, and Undo opens it again.
    await list(page).getByRole("button", { name: "Delete site" }).click();
    await list(page).locator(".toast").getByText("site deleted.").waitFor();
    assert.notEqual(await stackName(page).inputValue(), "site");
    await page.goBack();
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => document.querySelector(".stackname input").value === "site");
    assert.equal(await text(page), SMALL);
    await showList(page);
    await list(page).getByRole("button", { name: /^shop-copy-2/ }).click();
    await list(page).waitFor({ state: "detached" });
    assert.ok((await text(page)).includes("10.20.0.0/16"));
  });

  test("a reload brings the open design back, with what was typed a moment before", async (t) => {
    const page = await open(t, { path: VPC });
    await drop(page, [{ name: "web.yaml", bytes: SMALL }]);
    await page.getByRole("treeitem", { name: "VPC" }).click();
    await block(page).fill("10.99.0.0/16");
    await stackName(page).fill("shop");
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await stackName(page).inputValue(), "shop");
    const { name, bytes } = await downloaded(page);
    assert.equal(name, "web.yaml");
    assert.equal(bytes.toString(), SMALL.replace("10.7.0.0", "10.99.0.0"));
    await showList(page);
    assert.deepEqual(await rows(page), ["shop"]);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("unsaved")).length), 0);
  });

  test("a reload brings back a text that the page's first module cannot parse alone, as it is and with its outline", async (t) => {
    const page = await open(t, { path: VPC });
    const marked = `---\n${SMALL}`;
    for (const bytes of [marked, `${marked}Outputs: [\n`]) {
      await drop(page, [{ name: "marked.yaml", bytes }]);
      await page.getByRole("tab", { name: /Template/ }).waitFor();
      await untilKept(page, (kept) => kept === bytes);
      await page.reload();
      await page.locator("#boot").waitFor({ state: "detached" });
      await page.locator(".status").waitFor();
      assert.equal(await text(page), bytes);
      const says = page.getByText("is being loaded");
      assert.equal(await says.count(), 0);
      if (bytes === marked) await page.getByRole("treeitem", { name: "VPC" }).waitFor();
    }
  });

  test("a design that an older page kept opens from the list without what that did not keep", async (t) => {
    const page = await open(t, { path: VPC });
    await drop(page, [{ name: "old.yaml", bytes: SMALL }]);
    await untilKept(page, (kept) => kept === SMALL);
    await page.evaluate(async () => {
      const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
      const database = await asked(indexedDB.open("cf-init", 1));
      const store = database.transaction("designs", "readwrite").objectStore("designs");
      const { id, name, fileName, created, changed, revision } = await asked(store.get(sessionStorage.getItem("cf-init.open")));
      await asked(store.put({ id, name, fileName, created, changed, revision, unknown: 1 }, id));
      database.close();
    });
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await text(page), SMALL);
    await showList(page);
    assert.deepEqual(await rows(page), ["old"]);
  });

  test("the design of the page's first version moves into the list", async (t) => {
    const start = (page) =>
      page.addInitScript((text) => {
        if (localStorage.getItem("begun")) return;
        localStorage.setItem("begun", "yes");
        localStorage.setItem("cf-init.text", text);
        localStorage.setItem("cf-init.stack-name", "old-one");
      }, SMALL);
    const page = await open(t, { start });
    assert.equal(await stackName(page).inputValue(), "old-one");
    assert.equal(await text(page), SMALL);
    assert.equal(await page.evaluate(() => localStorage.getItem("cf-init.text")), null);
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await text(page), SMALL);
  });
});

describe("keeping", () => {
  test("a tab that crashes while somebody types without a pause has kept the text of a second before", async (t) => {
    const page = await open(t, {
      path: VPC,
      quiet: false,
      // The clock of the test knows no marks of the page.
      whole: false,
      start: (page) => page.clock.install(),
    });
    await block(page).focus();
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
    const typed = [];
    for (let index = 0; index < 25; index++) {
      typed.push(`10.0.${index}.0/24`);
      await block(page).fill(typed.at(-1));
      await page.clock.runFor(40);
    }
    const text = await untilKept(page, (text) => typed.some((value) => text.includes(value)));
    const session = await page.context().browser().newBrowserCDPSession();
    const crash = page.waitForEvent("crash");
    const own = await page.context().newCDPSession(page);
    own.send("Page.crash").catch(() => {});
    await crash;
    await session.detach();
    const next = await page.context().newPage();
    await next.goto(url() + VPC);
    await next.locator("#boot").waitFor({ state: "detached" });
    assert.ok(text.includes(await block(next).inputValue()));
  });

  test("a page that is closed before anything was kept leaves its text to the next", async (t) => {
    const start = (page) =>
      page.addInitScript(() => {
        const { setTimeout } = window;
        window.setTimeout = (then, after, ...rest) => setTimeout(then, after === 300 ? 60_000 : after, ...rest);
      });
    const page = await open(t, { path: VPC, start });
    await block(page).fill("10.66.0.0/16");
    await page.locator(".status", { hasText: "Saving…" }).waitFor();
    await page.close({ runBeforeUnload: false });
    const next = await page.context().newPage();
    await next.goto(url() + VPC);
    await next.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await block(next).inputValue(), "10.66.0.0/16");
    assert.equal(await next.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("unsaved")).length), 0);
  });

  for (const [what, start, words] of [
    [
      "forbids storage",
      () => {
        indexedDB.open = () => {
          throw new DOMException("no", "SecurityError");
        };
      },
      "Not saved: This browser blocks storage.",
    ],
    [
      "has no storage left",
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      },
      "Not saved: This browser's storage is full.",
    ],
  ]) {
    test(`a browser that ${what} is no loss of text`, async (t) => {
      const page = await open(t, { path: VPC, start: (page) => page.addInitScript(start) });
      await block(page).fill("10.50.0.0/16");
      await page.locator(".status", { hasText: words }).waitFor();
      const { bytes } = await downloaded(page, () => page.locator(".status").getByRole("button", { name: "Download" }).click());
      assert.ok(bytes.toString().includes("10.50.0.0/16"));
      await assertAccessible(page, ".status");
      // Typing goes on, other designs open, and the one before can be opened again while the page stands.
      await block(page).fill("10.51.0.0/16");
      await drop(page, [{ name: "web.yaml", bytes: SMALL }]);
      await untilEqual(() => text(page), SMALL);
      await showList(page);
      await list(page).getByText("Not saved").first().waitFor();
      assert.deepEqual((await rows(page)).toSorted(), ["cf-init", "web"]);
      await list(page).getByRole("button", { name: /^cf-init .*cf-init\.yaml/ }).click();
      await list(page).waitFor({ state: "detached" });
      assert.ok((await text(page)).includes("10.51.0.0/16"));
    });
  }

  test("a storage that was full keeps the next change when there is room again", async (t) => {
    const start = (page) =>
      page.addInitScript(() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
          if (window.full !== false) throw new DOMException("full", "QuotaExceededError");
          return put.apply(this, all);
        };
      });
    const page = await open(t, { path: VPC, start });
    await block(page).fill("10.50.0.0/16");
    await page.locator(".status", { hasText: "Not saved" }).waitFor();
    await page.evaluate(() => (window.full = false));
    await block(page).fill("10.52.0.0/16");
    await page.locator(".status", { hasText: "Saved" }).waitFor();
    await untilKept(page, (text) => text.includes("10.52.0.0/16"));
  });
});

describe("a file that is saved back to", () => {
  /** A picker that gives a file of the origin's own file system, which has handles like any other. */
  const picker = (text) => (page) =>
    page.addInitScript((text) => {
      window.showOpenFilePicker = async () => {
        const folder = await navigator.storage.getDirectory();
        let handle;
        try {
          handle = await folder.getFileHandle("disk.yaml");
        } catch {
          handle = await folder.getFileHandle("disk.yaml", { create: true });
          const stream = await handle.createWritable();
          await stream.write(text);
          await stream.close();
        }
        return [handle];
      };
    }, text);

  const onDisk = (page) =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle("disk.yaml")).getFile()).text();
    });

  async function opened(t) {
    const page = await open(t, { start: picker(SMALL) });
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "Save to disk.yaml" }).waitFor();
    await page.getByRole("treeitem", { name: "VPC" }).click();
    return page;
  }

  const saved = (page) => page.getByRole("status").filter({ hasText: "Saved to disk.yaml." }).waitFor();

  test("saving writes to it, by key and button, and after a reload", async (t) => {
    const page = await opened(t);
    await block(page).fill("10.8.0.0/16");
    await page.keyboard.press("Control+s");
    await saved(page);
    assert.equal(await onDisk(page), SMALL.replace("10.7", "10.8"));
    await page.locator(".status", { hasText: "Saved" }).waitFor();
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    await block(page).fill("10.9.0.0/16");
    await page.getByRole("button", { name: "Save to disk.yaml" }).click();
    await saved(page);
    assert.equal(await onDisk(page), SMALL.replace("10.7", "10.9"));
  });

  test("what another program wrote meanwhile is asked about", async (t) => {
    const page = await opened(t);
    await block(page).fill("10.8.0.0/16");
    const theirs = SMALL.replace("10.7", "10.70");
    await page.evaluate(async (theirs) => {
      const file = await (await navigator.storage.getDirectory()).getFileHandle("disk.yaml");
      const before = (await file.getFile()).lastModified;
      do {
        const stream = await file.createWritable();
        await stream.write(theirs);
        await stream.close();
      } while ((await file.getFile()).lastModified === before);
    }, theirs);
    await page.keyboard.press("Control+s");
    await notice(page).filter({ hasText: /disk\.yaml was changed by another program at \d\d:\d\d\./ }).waitFor();
    assert.equal(await onDisk(page), theirs);
    await notice(page).getByRole("button", { name: "Overwrite the file" }).click();
    await saved(page);
    assert.equal(await onDisk(page), SMALL.replace("10.7", "10.8"));
    assert.equal(await notice(page).count(), 0);
  });

  test("a browser that is not allowed to write says so, and the text can be downloaded", async (t) => {
    const start = async (page) => {
      await picker(SMALL)(page);
      await page.addInitScript(() => {
        FileSystemFileHandle.prototype.queryPermission = async () => "prompt";
        FileSystemFileHandle.prototype.requestPermission = async () => "denied";
      });
    };
    const page = await open(t, { start });
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "Save to disk.yaml" }).click();
    await notice(page).filter({ hasText: "disk.yaml was not saved: the browser was not allowed to write it." }).waitFor();
    assert.equal(await onDisk(page), SMALL);
  });
});
