// The text and the form are one: what is typed in either is in the other, and one Undo takes back both.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { acceptCompletion, assertAccessible, painted, openText, until, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const main = (page) => page.getByRole("main");
const editor = (page) => page.locator(".cm-content");
const block = (page) => main(page).getByLabel("CIDR block", { exact: true });

async function started(t, options) {
  const page = await open(t, options);
  await editor(page).waitFor();
  return page;
}

/** The template as it is downloaded. */
async function text(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  return readFile(await download.path(), "utf8");
}

/** Puts the caret behind a piece of text that is seen in the editor. */
async function caretBehind(page, piece) {
  await page.evaluate((piece) => {
    const root = document.querySelector(".editor").shadowRoot;
    const content = root.querySelector(".cm-content");
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const line = [...content.querySelectorAll(".cm-line")].find((line) => line.textContent.includes(piece));
    if (!line) throw new Error(`no line seen with ${piece}`);
    let left = line.textContent.indexOf(piece) + piece.length;
    walker.currentNode = line;
    while (walker.nextNode()) {
      const { length } = walker.currentNode.data;
      if (left <= length) break;
      left -= length;
    }
    content.focus();
    document.getSelection().collapse(walker.currentNode, left);
  }, piece);
  await painted(page);
}

test("what is typed in the text is in the form, and the other way round", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const before = await text(page);
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("8");
  await page.waitForFunction(() => document.getElementById("f/Resources/VPC/Properties/CidrBlock").value === "10.0.0.0/18");
  await block(page).fill("10.9.0.0/20");
  await editor(page).getByText("CidrBlock: 10.9.0.0/20").waitFor();
  assert.equal(await text(page), before.replace("CidrBlock: 10.0.0.0/16", "CidrBlock: 10.9.0.0/20"));
});

test("the form follows at a pause of typing, and before anything else that somebody does", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const value = () => document.getElementById("f/Resources/VPC/Properties/CidrBlock").value;
  await caretBehind(page, "CidrBlock: 10.0.0.0/1");
  // The page follows each of them within the pause, and the last one by itself.
  for (const key of "2345678") await page.keyboard.press(key);
  await untilEqual(() => page.evaluate(value), "10.0.0.0/123456786");
  // What comes sooner than the pause finds the form as the text is.
  const atFocus = await page.evaluate(async () => {
    const content = document.querySelector(".editor").shadowRoot.querySelector(".cm-content");
    const field = document.getElementById("f/Resources/VPC/Properties/CidrBlock");
    const { view } = content.cmTile.root;
    const at = view.state.selection.main.head;
    view.dispatch({ changes: { from: at, insert: "9" }, userEvent: "input.type" });
    const before = field.value;
    await new Promise((done) => field.addEventListener("focus", () => queueMicrotask(() => setTimeout(done)), { once: true }) ?? field.focus());
    return { before, after: field.value };
  });
  assert.deepEqual(atFocus, { before: "10.0.0.0/123456786", after: "10.0.0.0/1234567896" });
});

test("several carets are drawn, a single one is the browser's own", async (t) => {
  const page = await started(t);
  await openText(page, "Description: one\nMetadata:\n  a: b\n");
  await editor(page).getByText("Description: one").waitFor();
  await caretBehind(page, "Description: one");
  const drawn = page.locator(".cm-cursor");
  assert.equal(await drawn.count(), 0);
  await page.keyboard.press("Control+Alt+ArrowDown");
  await untilEqual(() => drawn.count(), 2);
  await page.keyboard.type("x");
  assert.equal(await text(page), "Description: onex\nMetadata:x\n  a: b\n");
  // The first Escape closes a list of completions, where one has opened.
  await untilEqual(async () => {
    await page.keyboard.press("Escape");
    return drawn.count();
  }, 0);
});

test("one history takes back what was done in text and form, in order, and makes it again", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const before = await text(page);
  const states = [before];
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.type("1");
  states.push(await text(page));
  await block(page).fill("10.9.0.0/20");
  await page.keyboard.press("Tab");
  states.push(await text(page));
  await caretBehind(page, "CidrBlock: 10.9.0.0/20");
  await page.keyboard.type(" # in the text");
  states.push(await text(page));
  assert.equal(new Set(states).size, 4);
  for (const state of states.slice(0, -1).reverse()) {
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), state);
  }
  // From the form as well as from the text.
  await block(page).focus();
  for (const state of states.slice(1)) {
    await page.keyboard.press("Control+Shift+z");
    assert.equal(await text(page), state);
  }
});

test("broken text keeps every key and the last good form, which waits until it is mended", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const before = await text(page);
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Tenancy");
  await main(page).getByText(/The text cannot be read at line \d+, column \d+/).waitFor();
  assert.equal(await block(page).inputValue(), "10.0.0.0/16");
  assert.ok(await block(page).isDisabled());
  await assertAccessible(page);
  const line = before.split("\n").indexOf("      CidrBlock: 10.0.0.0/16") + 2;
  await page.getByRole("button", { name: new RegExp(`^Go to line ${line}`) }).click();
  await page.keyboard.press("End");
  assert.equal(await text(page), before.replace("10.0.0.0/16\n", "10.0.0.0/16\n      Tenancy\n"));
  await page.keyboard.type(": dedicated");
  await main(page).getByText("The text cannot be read").waitFor({ state: "detached" });
  await page.waitForFunction(() => !document.getElementById("f/Resources/VPC/Properties/CidrBlock").matches(":disabled"));
  assert.match(await text(page), /10\.0\.0\.0\/16\n      Tenancy: dedicated\n/);
  for (let step = 0; step < 4; step++) await page.keyboard.press("Control+z");
  assert.equal(await text(page), before);
});

test("the caret selects the form, its field and the row of the outline, and their lines are tinted", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "MapPublicIpOnLaunch: true");
  await page.getByRole("treeitem", { name: "Subnets", selected: true }).waitFor();
  assert.ok(await page.getByRole("heading", { level: 1, name: "Network" }).isVisible());
  await caretBehind(page, "EnableDnsSupport: true");
  await page.locator(".fld.is-linked", { hasText: "DNS resolution" }).waitFor();
  const tinted = page.locator(".cm-line.cm-linked");
  assert.deepEqual(await tinted.allInnerTexts(), ["      EnableDnsSupport: true"]);
  // The focus stays where it was.
  await page.keyboard.type("x");
  await editor(page).getByText("EnableDnsSupport: truex").waitFor();
  // Above the first key there is no field: the lines of the whole template are not tinted.
  await page.keyboard.press("Control+Home");
  await page.locator(".status", { hasText: "Ln 1, Col 1" }).waitFor();
  await tinted.first().waitFor({ state: "detached" });
});

test("line breaks keep the indentation, brackets close, several carets type at once, text is replaced", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "EnableDnsSupport: true");
  await page.keyboard.press("Enter");
  await page.keyboard.type("X:");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- a: [1");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("b: {");
  assert.match(await text(page), /EnableDnsSupport: true\n      X:\n        - a: \[1\]\n          b: \{\}\n      EnableDnsHostnames/);
  await caretBehind(page, "EnableDnsSupport");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+d");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+f");
  const panel = page.locator(".cm-search");
  await panel.getByRole("textbox", { name: "Find" }).fill("EnableDns");
  await panel.getByRole("textbox", { name: "Replace" }).fill("TurnOnDns");
  await panel.getByRole("button", { name: "replace all" }).click();
  await editor(page).getByText("TurnOnDnsSupport").waitFor();
  assert.equal((await text(page)).match(/TurnOnDns/g).length, 2);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  assert.doesNotMatch(await text(page), /TurnOnDns/);
});

test("two carets type in two lines, as one step", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const before = await text(page);
  await caretBehind(page, "EnableDnsSupport: true");
  await page.keyboard.press("Control+Alt+ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.type(" # on");
  const after = await text(page);
  assert.equal(after, before.replace("EnableDnsSupport: true", "EnableDnsSupport: true # on").replace("EnableDnsHostnames: true", "EnableDnsHostnames: true # on"));
});

const inText = (page) => page.evaluate(() => document.activeElement?.closest(".editor") !== null);

test("Tab and Shift+Tab go through the text without an edit until somebody edits", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const before = await text(page);
  for (const key of ["Tab", "Shift+Tab"]) {
    await editor(page).focus();
    await page.locator(".tab-hint").waitFor();
    assert.match(await editor(page).evaluate((content) => content.getRootNode().getElementById(content.getAttribute("aria-describedby")).textContent), /Escape, then Tab/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(key);
    assert.equal(await inText(page), false, key);
    await page.locator(".tab-hint").waitFor({ state: "hidden" });
  }
  assert.equal(await text(page), before);
  // A typed key, a selection and the mouse begin an edit; leaving the text ends it.
  await caretBehind(page, "EnableDnsSupport: true");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await inText(page));
  assert.match(await text(page), /EnableDnsSupport: true\n {8}\n/);
  await page.keyboard.press("Shift+Tab");
  assert.match(await text(page), /EnableDnsSupport: true\n {6}\n/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await inText(page), false);
  await editor(page).focus();
  await page.keyboard.press("Tab");
  assert.equal(await inText(page), false);
  await page.locator(".cm-line", { hasText: "EnableDnsHostnames" }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Tab");
  assert.ok(await inText(page));
  assert.match(await text(page), /\n {8}EnableDnsHostnames/);
});

test("text that cannot be read keeps its last readable form over a reload", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Enter");
  await page.keyboard.type("InstanceTenancy");
  await main(page).getByText("The form shows the last readable state").waitFor();
  await page.locator(".status", { hasText: "Saved" }).waitFor();
  const rows = await page.getByRole("treeitem").count();
  await page.reload();
  await editor(page).waitFor();
  await main(page).getByText("The form shows the last readable state").waitFor();
  assert.equal(await block(page).inputValue(), "10.0.0.0/16");
  assert.ok(await block(page).isDisabled());
  assert.equal(await page.getByRole("treeitem").count(), rows);
  await assertAccessible(page);
  await main(page).getByRole("button", { name: /^Go to line/ }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(": dedicated");
  await page.waitForFunction(() => !document.querySelector("fieldset.fields").disabled);
  assert.equal(await block(page).inputValue(), "10.0.0.0/16");
  // What can be read again needs no other text.
  await untilEqual(() => page.evaluate(() => localStorage.getItem("cf-init.readable")), null);
});

test("text that nobody could read yet is said to be so, and nothing else", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Enter");
  // A key that the form has: the form stays when the text can be read again.
  await page.keyboard.type("InstanceTenancy");
  await main(page).getByText("The form shows the last readable state").waitFor();
  await page.locator(".status", { hasText: "Saved" }).waitFor();
  await page.evaluate(() => localStorage.removeItem("cf-init.readable"));
  await page.reload();
  await editor(page).waitFor();
  for (const path of ["#/vpc/VPC", "#/subnets", "#/stack", "#/parameters"]) {
    await page.evaluate((path) => (location.hash = path), path);
    await main(page).getByText(/The form has nothing to show until line \d+ is fixed/).waitFor();
    assert.equal(await main(page).locator(".fields").isVisible(), false, path);
    assert.equal(await main(page).getByText(/no longer in the template|last readable state|No VPC/).filter({ visible: true }).count(), 0, path);
    await assertAccessible(page);
  }
  await page.evaluate(() => (location.hash = "#/vpc/VPC"));
  await main(page).getByRole("button", { name: /^Go to line/ }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(": dedicated");
  await block(page).waitFor();
  assert.equal(await block(page).inputValue(), "10.0.0.0/16");
});

test("Tab leaves the text after Escape", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await editor(page).focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.closest(".editor") !== null), false);
});

test("functions, names of the template and keys complete, also while the text is broken", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  const list = page.locator(".cm-tooltip-autocomplete");
  const option = (name) => list.getByRole("option", { name, exact: false }).first();
  const accept = async (name) => {
    await option(name).waitFor();
    await acceptCompletion(page);
  };
  await caretBehind(page, "EnableDnsSupport: true");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Instance");
  await accept("InstanceTenancy");
  await editor(page).getByText("InstanceTenancy:").waitFor();
  await page.keyboard.type("!Re");
  await accept("!Ref");
  await page.keyboard.type("InstanceTy");
  await accept("InstanceType");
  assert.match(await text(page), /\n      InstanceTenancy: !Ref InstanceType\n/);
  await caretBehind(page, "InstanceTenancy: !Ref InstanceType");
  await page.keyboard.press("Enter");
  await page.keyboard.type("X: !GetAtt WebSer");
  await accept("WebServer");
  await page.keyboard.type(".PublicI");
  await option("PublicIp").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  await page.keyboard.type("p");
  await accept("PublicIp");
  await page.keyboard.press("Enter");
  await page.keyboard.type('Y: !Sub "${AWS::Sta');
  await accept("AWS::StackName");
  assert.match(await text(page), /\n      X: !GetAtt WebServer\.PublicIp\n      Y: !Sub "\$\{AWS::StackName\}"\n/);
});

test("shell in a block closes quotes and is coloured as shell", async (t) => {
  const page = await started(t, { path: "#/instance/WebServer" });
  await page.getByRole("main").getByRole("button", { name: /^Show lines? .* of the template/ }).first().click();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search").getByRole("textbox", { name: "Find" }).pressSequentially("#!/bin/bash");
  await page.keyboard.press("Enter");
  await page.locator(".cm-line .cm-searchMatch-selected", { hasText: "#!/bin/bash" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".cm-search").waitFor({ state: "detached" });
  await page.locator(".cm-content:focus").waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("echo `date");
  assert.match(await text(page), /#!\/bin\/bash.*\n +echo `date`\n/);
  // The parts of the line have colours of their own; other text in a block is one piece.
  const line = page.locator(".cm-line", { hasText: "echo `date`" });
  await line.locator("span", { hasText: /^echo$/ }).waitFor();
});

/** Gives the page `window.drawn`: what is drawn of the text, its lines with their colours and how many of them fold. */
async function withContent(page) {
  await page.evaluate(() => {
    const root = document.querySelector(".editor").shadowRoot;
    window.content = () => ({
      lines: [...root.querySelectorAll(".cm-line")].map((line) => line.innerHTML),
      folds: root.querySelectorAll(".cm-foldGutter .cm-gutterElement > span").length,
    });
  });
  return () => page.evaluate(() => window.content());
}

test("what a form changes within a line keeps colours and folds at once, and has its own after a rest", async (t) => {
  const page = await started(t);
  const template = (value) => `Resources:\n  T:\n    Type: Custom::T\n    Properties:\n      V: !Sub "${value}"\n      W:\n        - 1\n`;
  await openText(page, template("a-${AWS::Region}"));
  await editor(page).getByText("a-${AWS::Region}").waitFor();
  await page.goto((await page.url()).replace(/#.*/, "#/resource/T"));
  const field = main(page).getByLabel("V", { exact: true });
  await field.waitFor();
  const content = await withContent(page);
  await field.focus();
  const before = await until(content, ({ lines, folds }) => folds > 1 && lines.some((line) => line.includes("cm-sub")));

  // In the moment of the key nothing is read again, and the frame is not kept waiting for measures.
  const { atOnce, measured } = await field.evaluate(async (field) => {
    const content = document.querySelector(".editor").shadowRoot.querySelector(".cm-content");
    let measures = 0;
    content.getBoundingClientRect = () => {
      measures++;
      return Element.prototype.getBoundingClientRect.call(content);
    };
    for (const value of ["ab-${AWS::Region}", "ab-${AWS::Region}${B}"]) {
      field.value = value;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    }
    const atOnce = window.content();
    const inFrame = await new Promise((done) => requestAnimationFrame(() => done(measures)));
    while (measures === 0) await new Promise(requestAnimationFrame);
    return { atOnce, measured: inFrame };
  });
  const lines = before.lines.map((line) => (line.includes("!Sub") ? line.replace('"a-', '"ab-').replace(/"<\/span>$/, '${B}"</span>') : line));
  assert.deepEqual(atOnce, { lines, folds: before.folds });
  assert.equal(measured, 0);

  // What only reading tells.
  await field.fill("${AWS::StackName}/${AWS::Region}");
  await page.waitForFunction(() => document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-sub").length === 2);
  await field.fill(`\${AWS::StackName}${"-long".repeat(80)}`);
  // The mark of ${B}, which nothing defines, goes with the next run of the rules.
  const isRead = (line) => line.includes("-long") && line.split("cm-sub").length === 2 && !line.includes("cm-lintRange");
  const after = await until(content, ({ lines, folds }) => folds > 1 && lines.some(isRead));

  // Measured too: the caret at the end of the long line is seen.
  await page.locator(".cm-line", { hasText: "-long" }).click({ position: { x: 60, y: 8 } });
  await page.keyboard.press("End");
  await page.waitForFunction(() => {
    const root = document.querySelector(".editor").shadowRoot;
    const { view } = root.querySelector(".cm-content").cmTile.root;
    const caret = view.coordsAtPos(view.state.selection.main.head);
    const frame = root.querySelector(".cm-scroller").getBoundingClientRect();
    return root.querySelector(".cm-scroller").scrollLeft > 100 && caret.left > frame.left && caret.right <= frame.right + 1;
  });
  await openText(page, template(`\${AWS::StackName}${"-long".repeat(80)}`), "again.yaml");
  await page.getByText("again.yaml").first().waitFor();
  await untilEqual(content, after);
});

test("a file with CRLF keeps it, whatever is typed where", async (t) => {
  const page = await started(t);
  const crlf = "Description: one\r\nParameters:\r\n  A:\r\n    Type: String\r\n";
  await openText(page, crlf);
  await editor(page).getByText("Description: one").waitFor();
  await caretBehind(page, "Description: one");
  await page.keyboard.type(" two");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Metadata: {}");
  assert.equal(await text(page), crlf.replace("one\r\n", "one two\r\nMetadata: {}\r\n"));
  await page.goto((await page.url()).replace(/#.*/, "#/stack"));
  await main(page).getByLabel("Description", { exact: true }).fill("three");
  await editor(page).getByText("Description: three").waitFor();
  assert.equal(await text(page), crlf.replace("one\r\n", "three\r\nMetadata: {}\r\n"));
});

test("long lines wrap on demand, and go on as they begin", async (t) => {
  const page = await started(t);
  const scroller = page.locator(".cm-scroller");
  const isWide = () => scroller.evaluate((it) => it.scrollWidth > it.clientWidth + 1);
  const wrap = page.getByRole("button", { name: "Wrap long lines" });
  assert.ok(await isWide());
  await wrap.click();
  assert.equal(await wrap.getAttribute("aria-pressed"), "true");
  await until(isWide, (wide) => !wide);
  // The left edge of each row of the wrapped lines that are seen.
  const rows = await page.evaluate(() => {
    const lines = [...document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-line")];
    return lines.flatMap((line) => {
      const text = line.textContent;
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      const all = document.createRange();
      all.selectNodeContents(line);
      let left = text.search(/[^ -]/);
      while (walker.nextNode() && left >= walker.currentNode.data.length) left -= walker.currentNode.data.length;
      if (left < 0 || !walker.currentNode.data) return [];
      const begin = document.createRange();
      begin.setStart(walker.currentNode, left);
      begin.setEnd(walker.currentNode, left + 1);
      const [first] = begin.getClientRects();
      const next = [...all.getClientRects()].filter(({ top }) => top > first.top + 10).map(({ left }) => left);
      return next.length ? [[first.left, Math.min(...next)]] : [];
    });
  });
  assert.ok(rows.length > 0);
  for (const [begin, next] of rows) assert.ok(Math.abs(begin - next) < 2, `${begin} ${next}`);
  await page.keyboard.press("Alt+z");
  await until(isWide, Boolean);
  await page.keyboard.press("Alt+z");
  await page.reload();
  await editor(page).waitFor();
  await until(isWide, (wide) => !wide);
  assert.equal(await wrap.getAttribute("aria-pressed"), "true");
});

test("a form whose lines stand for others too says so", async (t) => {
  const shared = `Resources:
  Server:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config: &cfg
          packages: {yum: {nginx: []}}
  Other:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config: *cfg
`;
  const page = await started(t);
  await openText(page, shared);
  for (const [id, other] of [["Other", "Server"], ["Server", "Other"]]) {
    await page.goto(`${page.url().split("#")[0]}#/init/${id}/config/packages`);
    const note = main(page).locator(".note", { hasText: "The lines of this form (&cfg, line 6)" });
    await note.getByText(`also stand for config of ${other}: a change here changes them there.`).waitFor();
  }
  await main(page).getByRole("button", { name: "Write out aliases and merge keys…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await main(page).locator(".note", { hasText: "The lines of this form" }).waitFor({ state: "detached" });
});
