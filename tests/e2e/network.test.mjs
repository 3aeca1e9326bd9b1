// The network, used as a person uses it: rules by service and source, routes, and changes shown before they are made.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible, changed, copied, openText, OUT, workbench } from "./support.mjs";

const { open } = workbench();
const NETWORK = "#/subnets";
const GROUP = "#/resource/WebSecurityGroup";

const main = (page) => page.getByRole("main");
const undo = (page) => page.keyboard.press("Control+z");
const rules = (page) => main(page).locator("table.rules tbody tr");
const cells = async (row) => (await row.locator("td").allInnerTexts()).map((text) => text.trim().replace(/\s+/g, " "));

/** Waits until the text is as asked for. */
async function until(page, is) {
  const late = Date.now() + 8000;
  for (;;) {
    const text = await copied(page);
    if (is(text)) return text;
    assert.ok(Date.now() < late, `not so: ${text.slice(0, 300)}`);
  }
}

/** Shows a change, makes it, and takes it back; gives the text that it made. */
async function proposed(page, title, choose = async () => {}) {
  const before = await copied(page);
  await page.evaluate((hash) => (location.hash = hash), NETWORK);
  await main(page).getByRole("button", { name: `Preview… ${title}` }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByText("Lines that change").waitFor();
  await choose(dialog);
  await assertAccessible(page, "dialog[open]");
  assert.equal(await copied(page), before, "showing changes nothing");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await dialog.waitFor({ state: "detached" });
  const after = await until(page, (text) => text !== before);
  await page.locator("#form-title").focus();
  await undo(page);
  await until(page, (text) => text === before);
  return after;
}

test("the form shows addresses, subnets, routes and rules, and changes no byte", async (t) => {
  const page = await open(t, { path: NETWORK });
  const before = await copied(page);
  await page.getByRole("heading", { level: 1, name: "Network" }).waitFor();
  await main(page).getByText("One VPC, one public subnet, one way to the internet.").waitFor();
  const routes = main(page).getByRole("region", { name: "Routes of PublicRouteTable" }).locator("tbody tr");
  assert.deepEqual(await cells(routes.nth(0)), ["10.0.0.0/16", "local", "Inside the VPC. Always there.", ""]);
  assert.deepEqual((await cells(routes.nth(1))).slice(0, 3), ["0.0.0.0/0", "InternetGateway", "Makes PublicSubnet public."]);
  assert.deepEqual((await cells(rules(page).nth(0))).slice(0, 4), ["HTTP Site", "tcp 80", "0.0.0.0/0", "anyone, as meant for a website"]);
  assert.deepEqual((await cells(rules(page).nth(1))).slice(0, 4), [
    "SSH SSH from one range, if AllowSsh", "tcp 22", "!Ref SshCidr", "asked for at deploy",
  ]);
  await main(page).getByRole("button", { name: "Outbound 2" }).click();
  assert.deepEqual((await cells(rules(page).nth(1))).slice(0, 4), ["HTTPS AWS and PyPI", "tcp 443", "0.0.0.0/0", "anywhere"]);
  await assertAccessible(page, "main");
  assert.equal(await copied(page), before);
});

test("a rule is added, changed, moved, doubled and removed", async (t) => {
  const page = await open(t, { path: GROUP });
  const before = await copied(page);
  await main(page).getByLabel("Service of the new rule").selectOption("PostgreSQL");
  await main(page).getByLabel("Who may use it").selectOption({ label: "My VPC (VPC)" });
  await main(page).getByRole("button", { name: "Add a rule" }).click();
  await until(page, (text) => text !== before);
  let now = await copied(page);
  assert.deepEqual(changed(before, now), [
    "+- IpProtocol: tcp", "+FromPort: 5432", "+ToPort: 5432", "+CidrIp: !GetAtt VPC.CidrBlock",
  ]);
  assert.deepEqual((await cells(rules(page).nth(1))).slice(0, 4), ["PostgreSQL", "tcp 5432", "!GetAtt VPC.CidrBlock", "the VPC"]);
  await assertAccessible(page, "main");
  await main(page).getByLabel("Service", { exact: true }).selectOption("MySQL");
  now = await until(page, (text) => /FromPort: 3306\n +ToPort: 3306\n/.test(text));
  await main(page).getByLabel("From", { exact: true }).selectOption({ label: "Anyone, 0.0.0.0/0" });
  now = await until(page, (text) => /ToPort: 3306\n +CidrIp: 0\.0\.0\.0\/0\n/.test(text));
  await main(page).getByText("MySQL is open to the whole internet.").waitFor();
  await main(page).getByLabel("Description", { exact: true }).first().fill("Tables");
  // Properties are in the order of the other rules.
  now = await until(page, (text) => /- Description: Tables\n +IpProtocol: tcp\n/.test(text));
  await main(page).getByLabel("More for rule MySQL").click();
  await main(page).getByRole("button", { name: "Move up" }).click();
  assert.equal((await cells(rules(page).nth(0)))[0], "MySQL Tables");
  await main(page).getByLabel("More for rule MySQL").click();
  await main(page).getByRole("button", { name: "Duplicate" }).click();
  await main(page).getByRole("button", { name: "Inbound 4" }).waitFor();
  for (const left of [3, 2]) {
    await main(page).getByLabel("More for rule MySQL").first().click();
    await main(page).getByRole("button", { name: "Remove", exact: true }).click();
    await main(page).getByRole("button", { name: `Inbound ${left}` }).waitFor();
  }
  assert.equal(await copied(page), before);
  await main(page).getByLabel("Service of the new rule").selectOption({ label: "Own ports…" });
  await main(page).getByLabel(/^Ports, such as/).fill("eighty");
  await page.keyboard.press("Enter");
  await main(page).getByText("“eighty” is not a port.").waitFor();
  await main(page).getByLabel(/^Ports, such as/).fill("8000-8100");
  await main(page).getByLabel("Who may use it").selectOption({ label: "A range…" });
  await main(page).getByLabel(/^Range, such as/).fill("203.0.113.7/32");
  await page.keyboard.press("Enter");
  now = await until(page, (text) => text !== before);
  assert.deepEqual(changed(before, now), [
    "+- IpProtocol: tcp", "+FromPort: 8000", "+ToPort: 8100", "+CidrIp: 203.0.113.7/32",
  ]);
});

test("SSH open to anyone is reported with the parameter that opens it, and asked for at deploy instead", async (t) => {
  const page = await open(t, { path: GROUP });
  const starter = await copied(page);
  const open22 = starter
    .replace('  SshCidr:\n    Description: IPv4 range that may connect by SSH. Used only with a key pair.\n    Type: String\n    Default: ""',
      "  SshCidr:\n    Description: IPv4 range that may connect by SSH. Used only with a key pair.\n    Type: String\n    Default: 0.0.0.0/0");
  assert.notEqual(open22, starter);
  await openText(page, open22);
  await until(page, (text) => text === open22);
  await page.evaluate((hash) => (location.hash = hash), GROUP);
  await main(page).getByText("The default of SshCidr is 0.0.0.0/0.").waitFor();
  await main(page).getByText("anyone, by its default").waitFor();
  await assertAccessible(page, "main");
  await page.screenshot({ path: join(OUT, "network-ssh.png") });
  await main(page).getByRole("button", { name: "Ask at deploy instead" }).click();
  await main(page).getByText("SSH is open to the whole internet.").waitFor({ state: "detached" });
  assert.deepEqual(changed(open22, await copied(page)), ["-Default: 0.0.0.0/0"]);
  await main(page).getByLabel("Service of the new rule").selectOption("RDP");
  await main(page).getByRole("button", { name: "Add a rule" }).click();
  await main(page).getByText("RDP is open to the whole internet.").waitFor();
  await main(page).getByRole("button", { name: "Ask at deploy instead" }).click();
  const now = await until(page, (text) => text.includes("CidrIp: !Ref RDPLocation"));
  assert.match(now, /\n {2}RDPLocation:\n {4}Description: IPv4 range that may use RDP, such as 203\.0\.113\.7\/32\n {4}Type: String\n/);
});

test("changes of the network are shown, made in one step, and undone to the byte", async (t) => {
  const page = await open(t, { path: NETWORK });
  let after = await proposed(page, "NAT gateway");
  for (const word of ["  NatGateway:", "  NatAddress:", "  PrivateRouteTable:", "  PrivateDefaultRoute:"]) assert.ok(after.includes(word), word);
  after = await proposed(page, "VPC endpoints", async (dialog) => {
    await dialog.getByLabel(/^logs/).uncheck();
    await dialog.getByText("LogsEndpoint").first().waitFor({ state: "detached" });
  });
  assert.ok(after.includes("  SsmMessagesEndpoint:") && !after.includes("LogsEndpoint") && after.includes("  EndpointSecurityGroup:"));
  after = await proposed(page, "Subnet in another zone", async (dialog) => {
    await dialog.getByLabel(/^Public/).check();
    await dialog.getByText("PublicSubnet2").first().waitFor();
  });
  assert.ok(after.includes('AvailabilityZone: !Select [1, !GetAZs ""]') || after.includes("AvailabilityZone: !Select\n"), after);
  after = await proposed(page, "Elastic IP");
  assert.ok(after.includes("http://${WebServerAddress.PublicIp}/"));
  after = await proposed(page, "Existing VPC by parameter");
  assert.ok(after.includes("Type: AWS::EC2::VPC::Id") && !after.includes("AWS::EC2::Subnet\n"));
  after = await proposed(page, "Default VPC");
  assert.ok(!after.includes("AWS::EC2::VPC") && !after.includes("SubnetId"));
});

test("the forms of routes and gateways open from the outline, and a subnet changes sides", async (t) => {
  const page = await open(t, { path: NETWORK });
  const before = await copied(page);
  await main(page).getByRole("link", { name: "PublicRouteTable" }).click();
  await page.getByRole("heading", { level: 1, name: "PublicRouteTable" }).waitFor();
  await main(page).getByText("Decides where packets that leave a subnet are sent.").waitFor();
  await page.evaluate(() => (location.hash = "#/resource/DefaultRoute"));
  await main(page).getByLabel("Route table", { exact: true }).waitFor();
  await assertAccessible(page, "main");
  for (const id of ["InternetGateway", "GatewayAttachment", "PublicSubnetRoutes", "SshIngress"]) {
    await page.evaluate((id) => (location.hash = `#/resource/${id}`), id);
    await page.getByRole("heading", { level: 1, name: id }).waitFor();
    assert.equal(await copied(page), before, id);
  }
  await page.evaluate((hash) => (location.hash = hash), NETWORK);
  await main(page).getByRole("button", { name: "PublicSubnet", exact: true }).click();
  await main(page).getByLabel("Availability Zone", { exact: true }).selectOption({ label: "the second zone of the region" });
  await until(page, (text) => text.includes('AvailabilityZone: !Select [1, !GetAZs ""]'));
  await main(page).getByRole("cell", { name: "second in region" }).waitFor();
  await main(page).getByLabel("Availability Zone", { exact: true }).selectOption({ label: "AWS chooses" });
  await until(page, (text) => text === before);
  await main(page).getByRole("button", { name: "Make it private…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await until(page, (text) => text.includes("RouteTableId: !Ref PrivateRouteTable"));
  await main(page).getByRole("button", { name: "Make it public…" }).waitFor();
  await main(page).getByText("no internet access").or(main(page).getByText("one private subnet")).first().waitFor();
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]]) {
  test(`the bars of the address space keep their size while subnets are added and removed, ${width} wide`, async (t) => {
    const page = await open(t, { path: NETWORK, context: { viewport: { width, height } } });
    const bars = main(page).locator(".space");
    await bars.waitFor();
    // The bars and the legend lie inside of the box.
    const fits = () =>
      bars.evaluate((box) => {
        const outer = box.getBoundingClientRect();
        return [...box.querySelectorAll(".sp-bar, .sp-key")].every((part) => {
          const { height, bottom } = part.getBoundingClientRect();
          return height > 15 && bottom <= outer.bottom;
        });
      });
    assert.ok(await fits(), "before");
    for (const block of ["10.0.1.0/24", "10.0.2.0/24"]) {
      const before = await main(page).locator(".sp-key > span").count();
      await main(page).getByRole("button", { name: `Private subnet at ${block}` }).click();
      await page.waitForFunction((before) => document.querySelectorAll(".sp-key > span").length > before, before);
      assert.ok(await fits(), `after ${block}`);
    }
    await page.locator("#form-title").focus();
    await undo(page);
    await undo(page);
    await page.waitForFunction(() => document.querySelectorAll("[aria-label^='10.0.1.0/24: next free']").length === 1);
    assert.ok(await fits(), "after Undo");
  });

  test(`the recipes of the network are one column of rows and one of buttons, ${width} wide`, async (t) => {
    const page = await open(t, { path: NETWORK, context: { viewport: { width, height } } });
    const buttons = main(page).getByRole("button", { name: /^Preview/ });
    await buttons.first().waitFor();
    const shape = await buttons.evaluateAll((all) =>
      all.map((button) => {
        const [row, card] = [button.parentElement, button.closest(".card")].map((one) => one.getBoundingClientRect());
        return [Math.round(button.getBoundingClientRect().right), row.width >= card.width - 4, getComputedStyle(button).fontFamily];
      }),
    );
    assert.ok(shape.length > 4, `${shape.length} recipes`);
    const font = await page.locator("body").evaluate((body) => getComputedStyle(body).fontFamily);
    assert.deepEqual(shape, shape.map(() => [shape[0][0], true, font]));
  });
}

test("a template without a network has the way to one in the outline", async (t) => {
  const page = await open(t);
  await openText(page, "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n");
  await page.getByRole("treeitem", { name: "Subnets" }).click();
  await main(page).getByText("No VPC in this template").waitFor();
  const after = await main(page).getByRole("button", { name: "Preview… Add a VPC" });
  await after.click();
  const dialog = page.getByRole("dialog", { name: "Add a VPC" });
  await dialog.getByText("Lines that change").waitFor();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await until(page, (text) => /Type: AWS::EC2::VPC\n/.test(text) && /Type: AWS::EC2::Subnet\n/.test(text));
});

test("what a rule is for stands below its service, in whole words", async (t) => {
  for (const width of [1440, 390]) {
    const page = await open(t, { path: "#/subnets", context: { viewport: { width, height: 900 } } });
    const note = page.locator(".rule-note", { hasText: "SSH from one range" });
    await note.scrollIntoViewIfNeeded();
    const [words, row] = await note.evaluate((it) => [it, it.closest("tr")].map((one) => one.getBoundingClientRect().toJSON()));
    assert.ok(words.width >= 60 && words.bottom <= row.bottom, `${width} wide: ${JSON.stringify({ words, row })}`);
  }
});

test("an instance that boots before its route says so in its form, with the fix", async (t) => {
  const page = await open(t);
  await openText(page, `Resources:
  VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/24}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref VPC, InternetGatewayId: !Ref Gateway}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref VPC}}
  Default:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  Routes: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-12345678901234567
      SubnetId: !Ref Subnet
      UserData: {Fn::Base64: "#!/bin/bash -x\\ndnf install -y nginx\\n"}
`, "late.yaml");
  await page.evaluate(() => (location.hash = "#/instance/Web"));
  await page.getByRole("main").getByText(/Web does not wait for Default and Routes/).waitFor();
  await page.getByRole("main").getByRole("button", { name: "Add DependsOn" }).click();
  assert.match(await copied(page), /DependsOn:/);
});
