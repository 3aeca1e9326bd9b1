// The first visit and those after it: what is seen at once, where one lands, and the way to the copied command.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { block, drop, list, main, showList } from "./designs.mjs";
import { assertAccessible, copied, kept, OUT, painted, until, untilKept, workbench } from "./support.mjs";

const { open, url } = workbench();

const SIZES = [[1440, 900], [768, 1024], [390, 844]];
const found = (page) => page.getByRole("region", { name: "What was found" });
const heading = (page, name) => main(page).getByRole("heading", { level: 1, name }).waitFor();

const BROKEN = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [install, missing]}
        install:
          files:
            /etc/app.conf: {content: x, mode: 000644}
    Properties:
      ImageId: ami-0123456789abcdef0
`;

/** Notes shifts of the layout and the colour of the ground in every frame from the first on. */
const watch = (page) =>
  page.addInitScript(() => {
    window.shifts = [];
    window.grounds = new Set();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(`${entry.value} ${entry.sources.map((one) => one.node?.className ?? one.node?.nodeName)}`);
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
      if (document.body) window.grounds.add(getComputedStyle(document.documentElement).backgroundColor);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

describe("a first visit", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of SIZES) {
      test(`says what this is, shows the starters and the way to one's own, ${colorScheme}, ${width} wide`, async (t) => {
        const page = await open(t, { path: "", start: watch, context: { colorScheme, viewport: { width, height } } });
        await list(page).waitFor();
        await list(page).getByText(/^cf-init Designer is a workbench for CloudFormation templates that set up EC2 instances with cfn-init:/).waitFor();
        await list(page).getByRole("heading", { name: "Open yours" }).waitFor();
        await list(page).getByText("Nothing leaves this browser.").waitFor();
        await page.screenshot({ path: join(OUT, `first-${width}-${colorScheme}.png`) });
        // The pictures are those of the theme, and are there.
        const pictures = list(page).locator(".st-pic");
        assert.equal(await pictures.count(), 7);
        for (const picture of await pictures.all()) {
          await picture.scrollIntoViewIfNeeded();
          const image = picture.locator(`.on-${colorScheme}`);
          await until(() => image.evaluate((image) => image.complete && image.naturalWidth > 0), Boolean);
          assert.ok(await image.isVisible());
          assert.ok(!(await picture.locator(colorScheme === "light" ? ".on-dark" : ".on-light").isVisible()));
        }
        assert.deepEqual(await page.evaluate(() => window.shifts), []);
        assert.equal(await page.evaluate(() => window.grounds.size), 1);
        assert.ok(await list(page).evaluate((it) => it.scrollWidth <= it.clientWidth));
        await assertAccessible(page);
      });
    }
  }

  test("in a theme chosen before begins in it", async (t) => {
    const start = async (page) => {
      await page.addInitScript(() => localStorage.setItem("cf-init.theme", "dark"));
      await watch(page);
    };
    const page = await open(t, { path: "", start, context: { colorScheme: "light" } });
    await list(page).locator(".st-pic .on-dark").first().waitFor();
    assert.deepEqual(await page.evaluate(() => [...window.grounds]), ["rgb(14, 15, 17)"]);
  });

  test("shows the starters before the module is there", async (t) => {
    let go;
    const waits = new Promise((done) => (go = done));
    const start = (page) => page.route("**/*.wasm", async (route) => {
      await waits;
      await route.continue();
    });
    const page = await open(t, { path: "", start, started: false });
    const first = page.locator("#boot .first");
    await first.getByText("Nothing leaves this browser.").waitFor();
    const boxes = (place) => Promise.all(["h1", ".lead", ".st-def", ".cards > li:nth-child(4)"].map((one) => place.locator(one).boundingBox()));
    const before = await boxes(first);
    const picture = first.locator(".st-def .on-light");
    await until(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0), Boolean);
    // Nothing lies over it.
    const { x, y } = before[2];
    assert.ok(await page.evaluate(([x, y]) => document.elementFromPoint(x + 40, y + 40).closest(".first .st-def") !== null, [x, y]));
    await page.screenshot({ path: join(OUT, "first-paint.png") });
    go();
    await page.locator("#boot").waitFor({ state: "detached" });
    // It stays where it was.
    assert.deepEqual(await boxes(list(page)), before);
    // The workbench is made when the list is left.
    assert.equal(await page.locator(".app").count(), 0);
  });

  test("leads from the keyboard alone to the copied command", async (t) => {
    const page = await open(t, { path: "" });
    await list(page).waitFor();
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Flask and PostgreSQL/);
    await page.keyboard.press("Enter");
    await heading(page, "Config sets");
    await found(page).getByText("no problems").waitFor();
    await page.keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: /^Deploy/ });
    await dialog.waitFor();
    await page.keyboard.press("Control+Enter");
    const command = await until(() => page.evaluate(() => navigator.clipboard.readText()), (text) => text.includes("aws cloudformation deploy"));
    assert.ok(command.includes("--stack-name flask-postgres"), command);
  });

  test("opens the default with its diagram", async (t) => {
    for (const [width, height] of SIZES) {
      const page = await open(t, { path: "", context: { viewport: { width, height } } });
      await list(page).getByRole("button", { name: "Open with its diagram" }).click();
      await list(page).waitFor({ state: "detached" });
      await page.locator(".side svg").getByText("WebServer").first().waitFor();
      await page.screenshot({ path: join(OUT, `first-diagram-${width}.png`) });
    }
  });

  test("can be left for the workbench, and an address leads past it", async (t) => {
    const page = await open(t, { path: "" });
    await list(page).getByRole("button", { name: "Open the workbench" }).click();
    await list(page).waitFor({ state: "detached" });
    await heading(page, "Stack");
    const other = await open(t, { path: "#/vpc/VPC" });
    await block(other).waitFor();
    assert.equal(await list(other).count(), 0);
  });
});

test("a returning visitor lands where he was, without a shift", async (t) => {
  const page = await open(t, { path: "" });
  await list(page).getByRole("button", { name: /^Docker host/ }).click();
  await heading(page, "Config sets");
  await page.evaluate(() => (location.hash = "#/parameters"));
  await heading(page, "Parameters");
  await untilKept(page, (text) => text.includes("docker"));
  await page.goto("about:blank");
  await watch(page);
  await page.goto(url());
  await page.locator("#boot").waitFor({ state: "detached" });
  await heading(page, "Parameters");
  assert.equal(await list(page).count(), 0);
  assert.ok((await copied(page)).includes("docker"));
  await page.locator(".cm-content").waitFor();
  await painted(page);
  assert.deepEqual(await page.evaluate(() => window.shifts), []);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [SIZES[0], SIZES[2]]) {
    test(`an opened template says what is wrong, and is fixed from there, ${colorScheme}, ${width} wide`, async (t) => {
      const hasTouch = width < 820;
      const page = await open(t, { path: "", context: { colorScheme, viewport: { width, height }, hasTouch } });
      const press = (button) => (hasTouch ? button.tap() : button.click());
      await page.evaluate((text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "broken.yaml"));
        document.querySelector("dialog.start").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, BROKEN);
      await heading(page, "Config sets");
      const line = found(page);
      await line.getByText("broken.yaml").waitFor();
      await line.getByText(/^1 error, /).waitFor();
      assert.match(await line.innerText(), /1 instance\s+1 config\s+1 error, /);
      await line.getByRole("link", { name: "1 instance" }).waitFor();
      await page.screenshot({ path: join(OUT, `found-${width}-${colorScheme}.png`) });
      await assertAccessible(page);
      await press(line.getByRole("button", { name: "Mode without quotes" }));
      await heading(page, "Files");
      // On a phone the form stays in sight: the problem has the focus, and its fix is the next stop.
      if (hasTouch) {
        await page.waitForFunction(() => document.activeElement?.matches(".note") && /quotes/.test(document.activeElement.textContent));
        await page.getByRole("button", { name: "Show more of the text" }).waitFor();
        await page.screenshot({ path: join(OUT, `found-fix-${width}-${colorScheme}.png`) });
      }
      await press(main(page).getByRole("button", { name: 'Write "000644"' }));
      await until(() => copied(page), (text) => !text.includes("mode: 000644"));
      // It says what was found; after a change another form has no use for it.
      await line.waitFor();
      await page.evaluate(() => (location.hash = "#/configsets/Web"));
      await line.waitFor({ state: "detached" });
    });
  }
}

test("the line about an opened template can be closed and comes with the next one", async (t) => {
  const page = await open(t);
  await drop(page, [{ name: "net.yaml", bytes: "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n" }]);
  await found(page).getByText("1 resource").waitFor();
  await found(page).getByRole("button", { name: "Close what was found" }).click();
  await found(page).waitFor({ state: "detached" });
  await drop(page, [{ name: "bad.yaml", bytes: "Resources: [\n" }]);
  await found(page).getByText("cannot be read").waitFor();
  await showList(page);
  await list(page).getByRole("button", { name: /^net / }).click();
  await found(page).getByText("net.yaml").waitFor();
  assert.ok((await kept(page)) !== null);
});
