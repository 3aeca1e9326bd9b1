// What a first look found: things that were out of sight, covered, cut or out of reach, at the widths people have.
import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptCompletion, assertAccessible, copied, painted, openText, until, workbench } from "./support.mjs";

const { open } = workbench();

const main = (page) => page.getByRole("main");
const dialog = (page) => page.locator("dialog[open]");
const root = (page, act, ...words) => page.evaluate(([act, words]) => new Function("root", "words", act)(document.querySelector(".editor").shadowRoot, words), [act, words]);

async function started(t, options) {
  const page = await open(t, options);
  await page.locator(".cm-content").waitFor();
  return page;
}

/** Puts the caret behind a piece of text that is seen in the editor. */
async function caretBehind(page, piece) {
  await root(
    page,
    `const line = [...root.querySelectorAll(".cm-line")].find((line) => line.textContent.includes(words[0]));
     let left = line.textContent.indexOf(words[0]) + words[0].length;
     const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
     while (walker.nextNode()) { if (left <= walker.currentNode.data.length) break; left -= walker.currentNode.data.length; }
     root.querySelector(".cm-content").focus();
     document.getSelection().collapse(walker.currentNode, left);`,
    piece,
  );
  await painted(page);
}

/** Selects words in a field, as somebody does who drags over them. */
async function select(field, words) {
  await field.evaluate((field, words) => {
    const at = field.value.indexOf(words);
    if (at < 0) throw new Error(`${words} is not in ${field.value}`);
    field.focus();
    field.setSelectionRange(at, at + words.length);
  }, words);
}

for (const width of [390, 768, 1000]) {
  test(`the outline as a sheet keeps the focus from what lies behind, ${width} wide`, async (t) => {
    const page = await started(t, { context: { viewport: { width, height: 844 } } });
    const button = page.getByRole("button", { name: "Outline", exact: true });
    await button.click();
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "treeitem");
    const behind = () => page.evaluate(() => [...document.querySelectorAll(".app > *")].filter((part) => part.inert).map((part) => part.className));
    assert.deepEqual(await behind(), width < 820 ? ["bar", "main", "side", "status"] : ["main", "side"]);
    await assertAccessible(page, "nav");
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press("Tab");
      const lost = await page.evaluate(() => document.activeElement?.closest("main, .side") !== null);
      assert.ok(!lost, "the focus went behind the sheet");
      if ((await behind()).length === 0) break;
    }
    if ((await behind()).length > 0) await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelectorAll("[inert]").length === 0);

    // A row leads into its form, and the form takes the focus.
    await button.click();
    await page.getByRole("treeitem", { name: "Parameters" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "form-title" && !document.querySelector("[inert]"));
    // On a page that is made wide meanwhile it is no sheet, and nothing stays behind one.
    await button.click();
    await page.waitForFunction(() => document.querySelector("main").inert);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForFunction(() => document.querySelectorAll("[inert]").length === 0);
    await main(page).getByRole("button", { name: "Add a group" }).click();
  });
}

test("Escape closes the outline and gives the focus back to its button", async (t) => {
  const page = await started(t, { context: { viewport: { width: 390, height: 844 } } });
  await page.getByRole("button", { name: "Outline", exact: true }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "treeitem");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Outline");
});

test("the lines of Changes have the colours of the text, what differs has none", async (t) => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await started(t, { path: "#/vpc/VPC", context: { colorScheme } });
    await main(page).getByLabel("CIDR block", { exact: true }).fill("10.9.0.0/16");
    await page.getByRole("tab", { name: /^Changes/ }).click();
    const line = (text) => page.locator(".dl", { hasText: text });
    const colour = (place) => place.evaluate((it) => getComputedStyle(it).color);
    await line("CidrBlock: 10.9.0.0/16").waitFor();
    // The same as in the editor.
    const inText = (text) => root(page, `return getComputedStyle([...root.querySelectorAll(".cm-line span")].find((it) => it.textContent === words[0])).color`, text);
    await page.getByRole("tab", { name: "Template" }).click();
    const [key, value, tag] = [await inText("Type"), await inText("AWS::EC2::VPC"), await inText("!Ref")];
    await page.getByRole("tab", { name: /^Changes/ }).click();
    assert.equal(await colour(line("Type: AWS::EC2::VPC").locator(".k")), key);
    assert.equal(await colour(line("Type: AWS::EC2::VPC").locator(".s")), value);
    assert.equal(await colour(line("Tags: [").locator(".g").first()), tag);
    assert.equal(await line("CidrBlock: 10.9").locator("ins").innerText(), "10.9.0.0/16");
    assert.equal(await line("CidrBlock: 10.9").locator("ins span").count(), 0);
    await assertAccessible(page, ".changes");
    await page.getByRole("button", { name: "Side by side" }).click();
    await page.locator(".dl.two .k").first().waitFor();
    await assertAccessible(page, ".changes");
  }
});

const SITE = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/nginx/conf.d/site.conf:
              content: !Sub |
                server {
                  listen 8080; # not 18080
                  server_name \${AWS::StackName};
                  proxy_pass http://127.0.0.1:8080;
                }
    Properties:
      ImageId: ami-11111111
      KeyName: !Sub "\${AWS::Region}-blue"
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "site-\${AWS::Region}-logs"
`;

async function on(t, path) {
  const page = await open(t);
  await openText(page, SITE, "site.yaml");
  await page.getByRole("treeitem", { name: "Instance" }).waitFor();
  await page.evaluate((path) => (location.hash = path), path);
  return page;
}

test("a selected part of a file's text becomes a parameter with a description, by mouse and by keyboard", async (t) => {
  const page = await on(t, "#/instance/Web");
  await page.getByRole("treeitem", { name: /^files/ }).click();
  await main(page).getByText("/etc/nginx/conf.d/site.conf").first().click();
  const content = main(page).locator("textarea");
  await select(content, "8080");
  const button = main(page).getByRole("button", { name: "Make 8080 a parameter" });
  await button.waitFor();
  await assertAccessible(page, "main");
  // What is no part of its own has no button.
  await select(content, "server_name ${AWS");
  await button.waitFor({ state: "detached" });
  await select(content, "8080");
  await button.click();
  await dialog(page).getByLabel("Name of the parameter").waitFor();
  assert.equal(await dialog(page).getByLabel("Name of the parameter").inputValue(), "Listen");
  await dialog(page).getByLabel("Name of the parameter").fill("Port");
  await dialog(page).getByLabel(/^Description/).fill("Where nginx listens: a port.");
  assert.ok(await dialog(page).getByLabel(/^The same words are at 1 other place/).isChecked());
  await assertAccessible(page, "dialog");
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const made = await copied(page);
  assert.ok(made.includes("listen ${Port}; # not 18080\n") && made.includes("http://127.0.0.1:${Port};\n"), made);
  assert.match(made, /Port:\n {4}Description: ['"]Where nginx listens: a port\.['"]\n {4}Type: Number\n {4}Default: 8080\n/);
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.press("Control+z");
  assert.equal(await copied(page), SITE);

  // By keyboard: the button is the next stop behind the text.
  await content.evaluate((field) => field.setSelectionRange(field.value.indexOf("8080;"), field.value.indexOf("8080;")));
  for (let press = 0; press < 4; press++) await page.keyboard.press("Shift+ArrowRight");
  await button.waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).getByLabel("Name of the parameter").waitFor();
  await dialog(page).getByLabel(/^The same words/).uncheck();
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.ok((await copied(page)).includes("http://127.0.0.1:8080;\n"));
  await page.keyboard.press("Control+z");
  assert.equal(await copied(page), SITE);
});

test("a selected part of a line becomes a parameter, in a form of rows and in a tree", async (t) => {
  const page = await on(t, "#/instance/Web");
  const field = page.locator('[id="f/Resources/Web/Properties/KeyName"]');
  await field.waitFor();
  await select(field, "blue");
  await main(page).getByRole("button", { name: "Make blue a parameter" }).click();
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.ok((await copied(page)).includes('KeyName: !Sub "${AWS::Region}-${KeyName}"\n'));
  await page.keyboard.press("Control+z");
  assert.equal(await copied(page), SITE);

  await page.evaluate(() => (location.hash = "#/resource/Bucket"));
  const name = page.locator('[id="f/Resources/Bucket/Properties/BucketName"]');
  await name.waitFor();
  await select(name, "logs");
  await main(page).getByRole("button", { name: "Make logs a parameter" }).click();
  await dialog(page).getByLabel("Name of the parameter").fill("Purpose");
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.ok((await copied(page)).includes('BucketName: !Sub "site-${AWS::Region}-${Purpose}"\n'));
  await page.keyboard.press("Control+z");
  assert.equal(await copied(page), SITE);
  // The focus elsewhere takes the button along.
  await select(name, "logs");
  await main(page).getByRole("button", { name: "Make logs a parameter" }).waitFor();
  await page.locator("#form-title").click();
  await name.evaluate((field) => field.blur());
  await main(page).getByRole("button", { name: "Make logs a parameter" }).waitFor({ state: "detached" });
});

test("the band from a row of a tree begins at the row's end, not over its fields", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Unknown: x");
  await main(page).locator(".tn.is-linked").first().waitFor();
  const begins = await page.waitForFunction(() => {
    const path = document.querySelector(".connector .fill").getAttribute("d")?.match(/^M([\d.]+)/);
    return path && Number(path[1]) + document.querySelector(".app").getBoundingClientRect().left;
  });
  const fields = await main(page).locator(".tn-value .in").evaluateAll((all) => Math.max(...all.map((field) => field.getBoundingClientRect().right)));
  assert.ok((await begins.jsonValue()) >= fields, `${await begins.jsonValue()} lies over fields that end at ${fields}`);
});

/** Controls of the form whose middle lies in the band, as it is drawn. */
const covered = (page) =>
  page.evaluate(() => {
    const fill = document.querySelector(".connector .fill");
    const origin = document.querySelector(".connector").getBoundingClientRect();
    const visible = (one) => one.offsetParent !== null && one.getBoundingClientRect().width > 0;
    const hit = (one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const ys = [top + 1, (top + bottom) / 2, bottom - 1];
      return [left + 1, (left + right) / 2, right - 2].some((x) => ys.some((y) => fill.isPointInFill(new DOMPoint(x - origin.left, y - origin.top))));
    };
    return [...document.querySelectorAll(".main .fields :is(button, input, select, textarea, summary, a)")].filter(visible).filter(hit).map((one) => one.outerHTML.slice(0, 120));
  });

for (const width of [1280, 1440, 1920]) {
  test(`the band to the lines lies over no control of the form, ${width} wide`, async (t) => {
    const page = await started(t, { context: { viewport: { width, height: 900 } } });
    let drawn = 0;
    for (const section of ["packages", "files", "services"]) {
      await page.getByRole("treeitem", { name: section }).first().click();
      await page.waitForFunction((section) => location.hash.includes(section), section);
      const closed = main(page).locator(".opener[aria-expanded=false]");
      if ((await closed.count()) > 0) await closed.first().click();
      const fields = main(page).locator(".fields :is(input:not([type=checkbox]), select, textarea):visible");
      for (let index = 0; index < Math.min(await fields.count(), 8); index++) {
        await fields.nth(index).focus();
        await painted(page);
        drawn += await page.evaluate(() => Number(document.querySelector(".connector .fill").getAttribute("d") !== ""));
        assert.deepEqual(await covered(page), [], `${section}, field ${index}`);
      }
    }
    assert.ok(drawn > 6, `${drawn} bands were drawn`);
  });
}

test("forced colors show what is on, chosen and used", async (t) => {
  const page = await started(t, { path: "#/subnets", context: { forcedColors: "active" } });
  const looks = (locator) => locator.evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).backgroundColor))]);
  const differ = async (on, off) => {
    const [lit, plain] = [await looks(page.locator(on)), await looks(page.locator(off))];
    assert.ok(lit.length > 0 && plain.length > 0, `${on} and ${off} are on the page`);
    assert.deepEqual(lit.filter((look) => plain.includes(look)), [], `${on} looks like ${off}`);
  };
  await differ(".main [aria-pressed=true]:not(.sp-c)", ".main [aria-pressed=false]:not(.sp-c)");
  await differ(".sp-c.is-used", "span.sp-c:not([class*=is-])");
  await differ(".tree [aria-selected=true]", ".tree [aria-selected=false]");
  await differ(".tablist [aria-selected=true]", ".tablist [aria-selected=false]");
  await page.evaluate(() => (location.hash = "#/vpc/VPC"));
  await main(page).locator(".seg-i").first().waitFor();
  await differ(".seg-i > :checked + span", ".seg-i > :not(:checked) + span");
  await page.getByRole("button", { name: "Deploy…" }).click();
  await dialog(page).waitFor();
  await differ("dialog [role=tab][aria-selected=true]", "dialog [role=tab][aria-selected=false]");
  await differ("dialog .seg > :has(:checked)", "dialog .seg > :has([type=radio]:not(:checked))");
  assert.equal(await page.locator(".connector").isVisible(), false);
  // A dialog has an edge, and the picture of a choice is not covered by its hidden words.
  assert.notEqual(await dialog(page).evaluate((it) => getComputedStyle(it).outlineStyle), "none");
  await page.keyboard.press("Escape");
  assert.deepEqual(await page.locator("main select.as").evaluateAll((all) => [...new Set(all.map((it) => getComputedStyle(it).color))]), ["rgba(0, 0, 0, 0)"]);
});

test("forced colors of a dark system show the diagram under a light theme", async (t) => {
  const start = (page) => page.addInitScript(() => localStorage.setItem("cf-init.theme", "light"));
  const page = await started(t, { start, context: { forcedColors: "active", colorScheme: "dark" } });
  await page.keyboard.press("Alt+2");
  await page.locator(".dia .machine.nd").first().waitFor();
  const contrasts = await page.evaluate(() => {
    const part = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const light = (color) => color.match(/[\d.]+/g).slice(0, 3).map((one) => part(one / 255)).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return [...document.querySelectorAll(":is(.machine, .card, .svc).nd")].map((node) => {
      const ground = light(getComputedStyle(node.querySelector("rect:not(.hit, .cap, .tab)")).fill);
      return Math.min(...[...node.querySelectorAll("text")].map((text) => contrast(ground, light(getComputedStyle(text).fill))));
    });
  });
  assert.ok(contrasts.length > 3 && contrasts.every((one) => one >= 4.5), JSON.stringify(contrasts));
});

test("the list of completions shows whole rows, and the search speaks as the page does", async (t) => {
  const page = await started(t, { path: "#/vpc/VPC" });
  await caretBehind(page, "CidrBlock: 10.0.0.0/16");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Extra: !");
  const first = page.locator(".cm-tooltip-autocomplete li").first();
  await first.waitFor();
  const [row, label] = await first.evaluate((row) => [row, row.querySelector(".cm-completionLabel")].map((it) => it.getBoundingClientRect().toJSON()));
  assert.ok(row.height >= 24 && label.top >= row.top && label.bottom <= row.bottom && label.left - row.left >= 6, JSON.stringify({ row, label }));
  assert.ok((await page.locator(".cm-tooltip-autocomplete").evaluate((list) => list.getBoundingClientRect().height)) > 200, "more than a few rows are seen");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  const panel = page.locator(".cm-search");
  const said = await panel.locator("button:not([name=close]), label").allInnerTexts();
  assert.deepEqual(said.map((word) => word.trim()), ["Next", "Previous", "Select all", "Match case", "Regex", "Whole words", "Replace", "Replace all"]);
  // Three lines, whatever the width.
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const middles = () => panel.locator("input.cm-textfield, button:not([name=close]), label").evaluateAll((all) => all.map((it) => { const box = it.getBoundingClientRect(); return Math.round((box.top + box.bottom) / 2); }));
    await until(middles, (lines) => new Set(lines).size === 3);
  }
  await assertAccessible(page);
});

test("keys complete in every type that has a form", async (t) => {
  const page = await open(t);
  await openText(page, "Resources:\n  T:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData:\n        EbsOptimized: true\n", "t.yaml");
  await page.locator(".cm-line", { hasText: "EbsOptimized" }).waitFor();
  await caretBehind(page, "EbsOptimized: true");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ima");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "ImageId" }).waitFor();
  await acceptCompletion(page);
  await page.locator(".cm-tooltip-autocomplete").waitFor({ state: "detached" });
  const text = await copied(page);
  assert.ok(text.endsWith("        EbsOptimized: true\n        ImageId: \n"), JSON.stringify(text.slice(-80)));
});

test("storage that is full is said on a phone too, with the way out in sight", async (t) => {
  const start = (page) =>
    page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  const page = await started(t, { start, path: "#/vpc/VPC", context: { viewport: { width: 390, height: 844 } } });
  await main(page).getByLabel("CIDR block", { exact: true }).fill("10.9.0.0/16");
  await page.getByRole("alert").getByText(/^Not saved/).waitFor();
  const button = page.locator(".status").getByRole("button", { name: "Download" });
  const box = await button.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  assert.equal(download.suggestedFilename(), "cf-init.yaml");
});

test("a dialog that is left gives the focus back to where it came from", async (t) => {
  const page = await started(t);
  const at = () => page.evaluate(() => document.activeElement?.textContent.trim() || document.activeElement?.getAttribute("aria-label"));
  for (const way of ["Escape", "Close (Esc)"]) {
    await page.getByRole("button", { name: "Share" }).click();
    await dialog(page).waitFor();
    if (way === "Escape") await page.keyboard.press(way);
    else await dialog(page).getByRole("button", { name: way }).click();
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(await at(), "Share", way);
  }
});
