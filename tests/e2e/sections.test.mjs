// The sections of a config in their forms: each is driven once as a person would, and the text says what AWS documents.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, dragOver, grab, openText, workbench } from "./support.mjs";

const { open } = workbench();

const TEMPLATE = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets:
          default: [base, app]
        base:
          packages:
            rpm:
              epel: https://example.com/epel-9.rpm
            dnf:
              vim: []
          groups:
            web: {}
        app:
          users:
            runner:
              groups: [docker]
          sources:
            /opt/app: https://github.com/example/app/tarball/main
          files:
            /etc/app.conf:
              mode: "000640"
              content: |
                name={{name}}
                db={{{db}}}
                {{#hosts}}
                host={{.}}
                {{/hosts}}
                {{gone}}
              context:
                name: <My & app>
                db: !Ref AWS::StackName
                hosts: [a, b]
            /etc/remote:
              source: https://example.s3.amazonaws.com/remote
          commands:
            1: # first of all
              command: make install
            10:
              command: systemctl daemon-reload
            9:
              command: !Sub echo \${AWS::Region}
              test: test ! -e /etc/region
          services:
            systemd:
              app:
                enabled: true
                commands: ["10", gone]
    Properties:
      ImageId: ami-11111111
`;

const main = (page) => page.getByRole("main");
const opener = (page, name) => main(page).locator(".opener", { has: page.getByText(name, { exact: true }) });
const undo = (page) => page.keyboard.press("Control+z");
const lines = (page) => copied(page);

async function at(t, hash, options) {
  const page = await open(t, options);
  await openText(page, TEMPLATE);
  await page.locator(".cm-content").getByText("AWS::IAM::Role").waitFor();
  await page.evaluate((to) => (location.hash = to), hash);
  return page;
}

async function menu(page, name, item) {
  await page.locator(`summary[aria-label='More for ${name}']`).click();
  await main(page).getByRole("button", { name: item, exact: true }).click();
}

/** The names of the commands as they are shown, with their numbers. */
const order = (page) =>
  page.locator(".ordered .opener").evaluateAll((all) => all.map((one) => `${one.querySelector(".turn").textContent} ${one.querySelector(".nm").textContent}`));

test("groups and users are added, filled in, renamed and removed", async (t) => {
  const page = await at(t, "#/init/Web/base/groups");
  await page.getByLabel("Name of the group").fill("deploy");
  await page.keyboard.press("Enter");
  await main(page).getByLabel("Group id").fill("1300");
  assert.deepEqual(changed(TEMPLATE, await lines(page)), ["+deploy:", '+gid: "1300"']);
  await assertAccessible(page, "main");
  await page.evaluate(() => (location.hash = "#/init/Web/app/users"));
  await opener(page, "runner").click();
  const groups = page.getByRole("group", { name: "Groups created earlier" });
  assert.deepEqual(await groups.getByRole("button").allTextContents(), ["web", "deploy"]);
  await groups.getByRole("button", { name: "web" }).click();
  await main(page).getByLabel("User id").fill("1200");
  await main(page).getByLabel("Home", { exact: true }).fill("/srv/app");
  await page.keyboard.press("Tab");
  const now = await lines(page);
  assert.ok(now.includes('runner:\n              uid: "1200"\n              groups: [docker, web]\n              homeDir: /srv/app\n'), now);
  const name = main(page).getByLabel("Name", { exact: true });
  await name.fill("app");
  await name.press("Enter");
  await opener(page, "app").waitFor();
  await assertAccessible(page, "main");
  await menu(page, "app", "Duplicate");
  await opener(page, "app-2").waitFor();
  await menu(page, "app-2", "Remove");
  assert.equal(await lines(page), now.replace("runner:", "app:"));
});

test("an archive is added with its address and renamed", async (t) => {
  const page = await at(t, "#/init/Web/app/sources");
  await page.getByLabel("Target folder").last().fill("/opt/data");
  await page.keyboard.press("Enter");
  await main(page).getByLabel("Archive", { exact: true }).fill("https://example.com/data.zip");
  assert.deepEqual(changed(TEMPLATE, await lines(page)), ["+/opt/data: https://example.com/data.zip"]);
  const folder = main(page).getByLabel("Target folder").first();
  await folder.fill("/srv/data");
  await folder.press("Enter");
  await opener(page, "/srv/data").waitFor();
  await main(page).getByText("This resource has none.").waitFor();
  await assertAccessible(page, "main");
  await menu(page, "/srv/data", "Remove");
  assert.equal(await lines(page), TEMPLATE);
});

test("commands stand in the order in which they run, and keys, drag and menu change it", async (t) => {
  const page = await at(t, "#/init/Web/app/commands");
  await opener(page, "10").waitFor();
  assert.deepEqual(await order(page), ["1 1", "2 10", "3 9"]);
  // 9 before 10: padding is enough, and what lists 10 stays.
  await opener(page, "9").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await opener(page, "09").waitFor();
  assert.deepEqual(await order(page), ["1 01", "2 09", "3 10"]);
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("09"));
  const padded = await lines(page);
  assert.ok(padded.includes('01: # first of all') || padded.includes('"01": # first of all'), padded);
  assert.ok(padded.indexOf('09"') < padded.indexOf("10:") && padded.includes('commands: ["10", gone]'), padded);
  // The last to the front, with the mouse: the service's list follows.
  await grab(page, page.getByRole("button", { name: /^Move 10:/ }), main(page).locator(".slot.is-dragged"));
  await dragOver(page, opener(page, "01"), main(page).locator(".slot.is-before").filter({ has: page.locator(".opener", { hasText: "01" }) }));
  await page.mouse.up();
  await page.getByText("10 runs as number 1 of 3, now called 01.").first().waitFor();
  assert.deepEqual(await order(page), ["1 01", "2 09", "3 10"]);
  const dragged = await lines(page);
  assert.ok(dragged.includes('commands: ["01", gone]') && dragged.includes("systemctl"), dragged);
  await assertAccessible(page, "main");
  await undo(page);
  assert.equal(await lines(page), padded);
  await undo(page);
  assert.equal(await lines(page), TEMPLATE);
  await page.getByRole("button", { name: /^Move 1:/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText("1 runs as number 2 of 3").first().waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Move "));
  await undo(page);
  await menu(page, "10", "Run earlier");
  assert.deepEqual(await order(page), ["1 01", "2 09", "3 10"]);
  await undo(page);
  assert.equal(await lines(page), TEMPLATE);
});

test("a command is a line or words, with environment, folder, test and what a failure does", async (t) => {
  const page = await at(t, "#/init/Web/app/commands");
  await opener(page, "1").click();
  const written = page.getByRole("group", { name: "How command is written" });
  await written.getByRole("button", { name: "List of words" }).click();
  assert.ok((await lines(page)).includes("- make\n                - install\n"));
  await main(page).getByLabel("Command, 2", { exact: true }).fill("deploy now");
  await written.getByRole("button", { name: "Shell line" }).click();
  assert.ok((await lines(page)).includes("command: make 'deploy now'\n"));
  const command = main(page).getByRole("textbox", { name: "Command", exact: true });
  await command.fill("set -e\nmake");
  await main(page).getByLabel("Test", { exact: true }).fill("test -e /opt/app");
  await main(page).getByLabel("Working directory", { exact: true }).fill("/opt/app");
  await main(page).getByRole("button", { name: "Add a variable" }).click();
  await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
  await page.keyboard.type("PATH");
  await page.keyboard.press("Enter");
  await main(page).getByLabel("Value of PATH", { exact: true }).fill("/usr/bin:/bin");
  await main(page).getByText("Continue", { exact: true }).click();
  await main(page).getByLabel("Wait after", { exact: true }).fill("30");
  await main(page).getByLabel("Replace ${…}").check();
  const now = await lines(page);
  const body = now.split("1: # first of all\n")[1].split("            10:")[0].split("\n").map((line) => line.trim());
  assert.deepEqual(body, [
    "command: !Sub |-",
    "set -e",
    "make",
    "cwd: /opt/app",
    "test: test -e /opt/app",
    "env:",
    "PATH: /usr/bin:/bin",
    "ignoreErrors: true",
    "waitAfterCompletion: 30",
    "",
  ]);
  await assertAccessible(page, "main");
});

test("a file is a link, JSON, base64, and rendered with its context", async (t) => {
  const page = await at(t, "#/init/Web/app/files");
  await opener(page, "/etc/app.conf").click();
  const rendered = main(page).getByLabel("Rendered content");
  assert.equal(await rendered.textContent(), "name=&lt;My &amp; app&gt;\ndb=!Ref AWS::StackName\nhost=a\nhost=b\n\n");
  await main(page).getByText("so empty: gone.").waitFor();
  await main(page).getByText("known at deployment only").waitFor();
  const context = main(page).getByLabel("Value of name", { exact: true });
  await context.fill("app");
  await page.waitForFunction(() => document.querySelector("[aria-label='Rendered content']").textContent.startsWith("name=app\n"));
  await assertAccessible(page, "main");
  await undo(page);
  const kind = page.getByRole("group", { name: "Kind of file" });
  await kind.getByRole("button", { name: "Symbolic link" }).click();
  await main(page).getByLabel("Target", { exact: true }).fill("/opt/app.conf");
  const linked = await lines(page);
  assert.ok(linked.includes('/etc/app.conf:\n              mode: "120640"\n              content: /opt/app.conf\n            /etc/remote'), linked);
  await assertAccessible(page, "main");
  await kind.getByRole("button", { name: "File", exact: true }).click();
  const content = page.getByRole("group", { name: "Source of the content" });
  await content.getByRole("button", { name: "JSON" }).click();
  assert.ok((await lines(page)).includes("content:\n                key: value\n"));
  await main(page).getByText("Written as JSON on one line").waitFor();
  await content.getByRole("button", { name: "Inline" }).click();
  assert.ok((await lines(page)).includes('content: |\n                {\n                  "key": "value"\n                }\n'));
  await main(page).getByLabel("Content", { exact: true }).fill("Hello");
  await main(page).getByLabel("Encoding", { exact: true }).selectOption("base64");
  await main(page).getByRole("button", { name: "Encode the text" }).click();
  assert.ok((await lines(page)).includes("SGVsbG8K"));
  assert.equal(await main(page).getByLabel("Decoded content").textContent(), "Hello\n");
  await assertAccessible(page, "main");
});

test("packages say what each manager does, services change theirs and list what restarts them", async (t) => {
  const page = await at(t, "#/init/Web/base/packages");
  await main(page).getByText("Signatures are not checked").waitFor();
  await main(page).getByText("cfn-init does not know this manager").waitFor();
  const place = main(page).getByLabel("Path or URL of epel");
  await place.fill("/tmp/my epel.rpm");
  await place.press("Tab");
  assert.deepEqual(changed(TEMPLATE, await lines(page)), ["-epel: https://example.com/epel-9.rpm", "+epel: /tmp/my epel.rpm"]);
  await undo(page);
  await assertAccessible(page, "main");
  await page.evaluate(() => (location.hash = "#/init/Web/app/services"));
  await opener(page, "app").click();
  await main(page).getByText("not in this config, so it never restarts it").waitFor();
  await main(page).getByLabel("/opt/app", { exact: true }).check();
  await main(page).getByLabel("Manager", { exact: true }).first().selectOption("sysvinit");
  await main(page).getByText("It needs an init script").waitFor();
  assert.deepEqual(changed(TEMPLATE, await lines(page)), [
    "-systemd:",
    "-app:",
    "-enabled: true",
    "+sysvinit:",
    "+app:",
    "+enabled: true",
    "+sources:",
    "+- /opt/app",
  ]);
  await assertAccessible(page, "main");
});

test("credentials come from a file's field, change their kind and are asked for before they go", async (t) => {
  const page = await at(t, "#/init/Web/app/files");
  await opener(page, "/etc/remote").click();
  await main(page).getByRole("button", { name: "Add credentials for S3" }).click();
  assert.equal(await main(page).getByLabel("Authentication").inputValue(), "S3AccessCreds");
  const added = await lines(page);
  assert.ok(added.includes("      AWS::CloudFormation::Authentication:\n        S3AccessCreds:\n          type: S3\n          roleName: !Ref Role\n"), added);
  assert.ok(added.includes("authentication: S3AccessCreds\n"));
  await main(page).getByRole("link", { name: "Credentials of the resource" }).click();
  await page.waitForURL(/#\/authentication\/Web$/);
  assert.ok(await page.getByRole("treeitem", { name: /^Authentication/ }).isVisible());
  await opener(page, "S3AccessCreds").click();
  await main(page).getByRole("button", { name: "Add to Buckets" }).click();
  await page.keyboard.type("my-bucket");
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "Basic" }).click();
  await main(page).getByLabel("User name").fill("joe");
  await main(page).getByLabel("Password", { exact: true }).fill("secret");
  await main(page).getByText("The secret is plain text in the template.").waitFor();
  assert.ok((await lines(page)).includes("S3AccessCreds:\n          type: basic\n          username: joe\n          password: secret\n"));
  await assertAccessible(page, "main");
  await menu(page, "S3AccessCreds", "Remove");
  await main(page).getByText("Web refers to S3AccessCreds.").waitFor();
  await main(page).getByRole("button", { name: "Remove anyway" }).click();
  assert.ok(!(await lines(page)).includes("AWS::CloudFormation::Authentication"));
});

test("opening every form and every entry changes no byte", async (t) => {
  const page = await at(t, "#/stack");
  for (const place of ["base/packages", "base/groups", "app/users", "app/sources", "app/files", "app/commands", "app/services"]) {
    await page.evaluate((to) => (location.hash = `#/init/Web/${to}`), place);
    await page.getByRole("heading", { level: 1, name: place.split("/")[1], exact: false }).waitFor();
    const openers = main(page).locator(".opener");
    for (let index = 0; index < (await openers.count()); index++) {
      await openers.nth(index).click();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
    }
  }
  assert.equal(await lines(page), TEMPLATE);
});
