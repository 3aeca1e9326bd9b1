// The Diagram tab: what the template holds is drawn, nodes open their forms, keys walk, edits show, files come out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { assertAccessible, openText, painted, until, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const node = (page, id) => page.locator(`.dia [data-node="${id}"]`);
const option = (page, id) => node(page, id).locator("> [role=option]");
const here = (page) => page.evaluate(() => document.activeElement?.closest("[data-node]")?.dataset.node ?? null);
const transform = (page) => page.locator(".dia > g").getAttribute("transform");
const scale = async (page) => Number((await transform(page)).match(/scale\(([\d.]+)\)/)[1]);

async function show(page) {
  await page.keyboard.press("Alt+2");
  await page.locator(".dia .nd").first().waitFor();
}

/** Clicks where a person would: on the name of a node. */
const clickOn = (page, id) => node(page, id).locator("text").first().click({ force: true });

describe("the Diagram tab", () => {
  test("it draws the design and says what its lines mean", async (t) => {
    const page = await open(t);
    await show(page);
    assert.equal(await page.getByRole("tab", { name: "Diagram" }).getAttribute("aria-selected"), "true");
    for (const [id, label] of [
      ["VPC", "VPC, VPC, 10.0.0.0/16"],
      ["PublicSubnet", "PublicSubnet, subnet, 10.0.0.0/24, public"],
      ["WebServer", "WebServer, instance, t3.micro, Ubuntu 24.04"],
      ["WebServer/service/nginx", "nginx, service, :80, on WebServer"],
      ["WebSecurityGroup/port/80", "80, 80 open to anyone"],
    ]) {
      assert.equal(await option(page, id).getAttribute("aria-label"), label);
    }
    const said = await page.getByRole("list", { name: "Lines of the diagram" }).getByRole("listitem").allTextContents();
    assert.ok(said.includes("PublicSubnet uses PublicRouteTable."), said.join("\n"));
    // All of it is in sight.
    const canvas = await page.locator(".canvas").boundingBox();
    const region = await node(page, "region").boundingBox();
    assert.ok(region.x >= canvas.x && region.x + region.width <= canvas.x + canvas.width);
    assert.ok(region.y >= canvas.y && region.y + region.height <= canvas.y + canvas.height + 1);
    await assertAccessible(page);
  });

  test("a click opens the form, marks the node and leads to the lines", async (t) => {
    const page = await open(t);
    await show(page);
    await clickOn(page, "PublicSubnet");
    await page.getByRole("heading", { level: 1, name: "Network" }).waitFor();
    assert.equal(await option(page, "PublicSubnet").getAttribute("aria-selected"), "true");
    assert.equal(await page.locator('.nd > [aria-selected="true"]').count(), 1);
    await page.locator(".inspect", { hasText: "Selected" }).getByText("AWS::EC2::Subnet").waitFor();
    await clickOn(page, "WebServer/service/nginx");
    await page.getByRole("heading", { level: 1, name: "Services" }).waitFor();
    // That service is open in the list.
    await page.locator("main .acc.open", { hasText: "nginx" }).waitFor();
    assert.equal(await page.locator("main .acc.open").count(), 1);
    assert.equal(await option(page, "WebServer/service/nginx").getAttribute("aria-selected"), "true");
    // The form that is opened elsewhere is marked here.
    await page.getByRole("treeitem", { name: "VPC", exact: true }).click();
    await untilEqual(() => option(page, "VPC").getAttribute("aria-selected"), "true");
    const lines = page.locator(".inspect .link");
    assert.match(await lines.textContent(), /^lines \d+–\d+$/);
    await lines.click();
    assert.equal(await page.getByRole("tab", { name: "Template" }).getAttribute("aria-selected"), "true");
  });

  test("keys walk from node to node, Enter opens", async (t) => {
    const page = await open(t);
    await show(page);
    await page.locator('.dia [tabindex="0"]').focus();
    await page.keyboard.press("Home");
    assert.equal(await here(page), "VPC");
    assert.equal(await page.locator('.dia [tabindex="0"]').count(), 1);
    const way = [];
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("ArrowDown");
      way.push(await here(page));
    }
    for (const id of ["PublicSubnet", "WebServer", "WebServer/service/cfn-hup"]) {
      assert.ok(way.includes(id), `${id} is not on the way ${way}`);
    }
    await option(page, "WebServer").focus();
    // Past the ports on the border of the security group.
    for (let step = 0; step < 3 && (await here(page)) !== "InstanceRole"; step++) await page.keyboard.press("ArrowRight");
    assert.equal(await here(page), "InstanceRole");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "InstanceRole" }).waitFor();
    assert.equal(await option(page, "InstanceRole").getAttribute("aria-selected"), "true");
    assert.equal(await here(page), "InstanceRole");
    await page.keyboard.press("+");
    const near = await scale(page);
    await page.keyboard.press("0");
    assert.ok((await scale(page)) < near);
  });

  test("an edit in a form changes the diagram, and the focus stays", async (t) => {
    const page = await open(t, { path: "#/vpc/VPC" });
    await show(page);
    const block = page.locator("main").getByLabel("CIDR block", { exact: true });
    await block.fill("10.20.0.0/16");
    await untilEqual(() => node(page, "VPC").locator(".tm").textContent(), "10.20.0.0/16");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT");
    await openText(page, "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n  Odd:\n    Type: Custom::Odd\n");
    await node(page, "Store").waitFor();
    assert.equal(await node(page, "VPC").count(), 0);
    assert.deepEqual(await page.locator(".heading").allTextContents(), ["S3", "Custom"]);
  });

  test("it zooms, moves and fits", async (t) => {
    const page = await open(t);
    await show(page);
    const first = await transform(page);
    const [name, before] = [page.getByRole("button", { name: /^Zoom \d+ %/ }), await scale(page)];
    await page.getByRole("button", { name: "Zoom in" }).click();
    assert.ok((await scale(page)) > before);
    await name.click();
    assert.equal(await scale(page), 1);
    assert.equal(await name.textContent(), "100 %");
    const box = await page.locator(".canvas").boundingBox();
    await page.mouse.move(box.x + 40, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 330, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await transform(page), first);
    // A drag selects nothing.
    assert.equal(await page.locator('.nd > [aria-selected="true"]').count(), 0);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await untilEqual(async () => (await scale(page)).toFixed(2), "2.00");
    await page.getByRole("button", { name: "Show all of it" }).click();
    assert.ok((await scale(page)) <= 1);
  });

  for (const width of [1180, 1280, 1440, 1920]) {
    test(`its tools are in sight beside the tabs, ${width} wide`, async (t) => {
      const page = await open(t, { context: { viewport: { width, height: 800 } } });
      await show(page);
      const tools = page.locator(".dia-tools button:visible");
      await page.getByRole("button", { name: "Download the diagram as PNG" }).waitFor();
      for (const tool of await tools.all()) {
        const box = await tool.boundingBox();
        assert.ok(box.x + box.width <= width, `${await tool.getAttribute("aria-label")} ends at ${box.x + box.width}`);
      }
      for (const tab of await page.getByRole("tab").all()) {
        await tab.scrollIntoViewIfNeeded();
        const [tabBox, list] = [await tab.boundingBox(), await page.getByRole("tablist").boundingBox()];
        assert.ok(tabBox.x >= list.x - 1 && tabBox.x + tabBox.width <= list.x + list.width + 1, await tab.textContent());
      }
    });
  }

  test("SVG and PNG come out, named after the design", async (t) => {
    const page = await open(t);
    await show(page);
    const save = async (kind) => {
      const button = page.getByRole("button", { name: `Download the diagram as ${kind}` });
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return [download.suggestedFilename(), await readFile(await download.path())];
    };
    const [name, svg] = await save("SVG");
    assert.equal(name, "cf-init.svg");
    // In a page without a content policy, which would judge the styles of what is parsed.
    const blank = await page.context().newPage();
    const read = await blank.evaluate((text) => {
      const file = new DOMParser().parseFromString(text, "image/svg+xml");
      return { fault: file.querySelector("parsererror")?.textContent ?? null, texts: [...file.querySelectorAll("text")].map((it) => it.textContent), width: file.documentElement.getAttribute("width") };
    }, svg.toString());
    assert.equal(read.fault, null);
    assert.ok(read.texts.includes("WebServer") && read.texts.includes("nginx"));
    const [image, png] = await save("PNG");
    assert.equal(image, "cf-init.png");
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.equal(png.readUInt32BE(16), 2 * Number(read.width));
  });

  test("a large one is drawn while the browser rests, which can be stopped", async (t) => {
    const page = await open(t);
    const resources = Array.from({ length: 1500 }, (_, n) => `  Queue${n}:\n    Type: AWS::SQS::Queue\n`).join("");
    await openText(page, `Resources:\n${resources}`, "large.yaml");
    await page.getByText("large.yaml").first().waitFor();
    // Between two rests: the click on Stop comes before the drawing ends.
    await page.evaluate(() => {
      const { requestIdleCallback } = window;
      window.requestIdleCallback = (then, how) => setTimeout(() => requestIdleCallback(then, how), 300);
    });
    await show(page);
    const progress = page.locator(".dia-progress");
    await progress.getByRole("button", { name: "Stop" }).click();
    const drawn = async () => Number((await progress.textContent()).match(/^(\d+) of \d+ parts are drawn/)?.[1]);
    const stopped = await until(drawn, (drawn) => drawn > 0);
    const shown = () => page.locator(".dia .nd").count();
    assert.equal(await shown(), stopped);
    const all = Number((await progress.textContent()).match(/of (\d+)/)[1]);
    await painted(page);
    assert.equal(await drawn(), stopped);
    await progress.getByRole("button", { name: "Draw the others" }).click();
    await progress.waitFor({ state: "detached" });
    assert.equal(await shown(), all);
  });

  test("an empty template shows where the first VPC goes and makes it", async (t) => {
    const page = await open(t);
    await openText(page, "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n");
    await show(page);
    await node(page, "ghost/VPC").getByText("The first VPC is added here").waitFor();
    await assertAccessible(page, ".side");
    await page.getByRole("button", { name: "Add a VPC" }).click();
    await node(page, "VPC").waitFor();
    assert.equal(await option(page, "VPC").getAttribute("aria-selected"), "true");
    await page.keyboard.press("Control+z");
    await node(page, "ghost/VPC").waitFor();
  });

  test("a text that cannot be read leaves the diagram of the last one, and says so", async (t) => {
    const page = await open(t);
    await show(page);
    await openText(page, "Resources:\n  A:\n    Type: AWS::S3::Bucket\n");
    await node(page, "A").waitFor();
    await page.getByRole("tab", { name: "Template" }).click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n  {broken");
    await page.keyboard.press("Alt+2");
    await page.getByText("The text cannot be read. This is the diagram of the last one that could.").waitFor();
    assert.equal(await node(page, "A").count(), 1);
  });

  test("on a phone the pane is pulled up, a finger moves the picture and opens a form", async (t) => {
    const page = await open(t, { context: { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" } });
    await page.getByRole("tab", { name: "Diagram" }).click();
    await node(page, "WebServer").waitFor();
    const box = await page.locator(".canvas").boundingBox();
    assert.ok(box.height > 300, `the canvas is ${box.height} high`);
    // The tools cover neither the picture nor the bar below it.
    const tools = await page.locator(".dia-tools").boundingBox();
    const bar = await page.locator(".inspect").boundingBox();
    assert.ok(tools.y >= box.y + box.height && tools.y + tools.height <= bar.y, JSON.stringify({ box, tools, bar }));
    await node(page, "VPC").locator("text").first().tap({ force: true });
    await page.getByRole("heading", { level: 1, name: "VPC" }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 390);
    await assertAccessible(page);
  });
});
