// One machine and a group of them: shown before it is made, one step of Undo, and the forms of what stands there then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, workbench } from "./support.mjs";

const { open } = workbench();

const main = (page) => page.getByRole("main");
const dialog = (page) => page.getByRole("dialog");

/** The starter, with its instance turned into a group. */
async function grouped(t) {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await copied(page);
  await main(page).getByRole("button", { name: "Convert to Auto Scaling group…" }).click();
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  return { page, before };
}

test("the instance becomes a group after a look at what changes, and Undo gives the same bytes", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  const before = await copied(page);
  const offer = main(page).getByRole("button", { name: "Convert to Auto Scaling group…" });
  await offer.click();
  const shown = dialog(page);
  await shown.getByText("WebServer becomes the launch template WebServerTemplate.").waitFor();
  await shown.getByText("LoadBalancer speaks plain HTTP.").waitFor();
  await assertAccessible(page, "dialog");
  await shown.getByLabel("At most").fill("one");
  await shown.getByRole("alert").getByText("At most must be a whole number, not one.").waitFor();
  assert.equal(await shown.getByRole("button", { name: "Apply" }).isDisabled(), true);
  await shown.getByLabel("At most").fill("6");
  await shown.getByText("1 at least and 6 at most in PublicSubnet").waitFor();
  await shown.getByLabel("Application Load Balancer in front").uncheck();
  await shown.getByText("The output SiteUrl is removed").waitFor();
  await shown.getByLabel("Application Load Balancer in front").check();
  assert.equal(await shown.getByLabel("Path of the health check").inputValue(), "/health");
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "detached" });
  assert.equal(await copied(page), before, "looking changes nothing");

  await offer.click();
  await shown.getByRole("button", { name: "Apply" }).click();
  await shown.waitFor({ state: "detached" });
  await main(page).getByRole("heading", { name: "WebServerGroup", level: 1 }).waitFor();
  const after = await copied(page);
  for (const piece of ["  WebServerTemplate:\n    Type: AWS::EC2::LaunchTemplate", "--resource WebServerGroup", "http://${LoadBalancer.DNSName}/"]) {
    assert.ok(after.includes(piece), piece);
  }
  await page.keyboard.press("Control+z");
  assert.equal(await copied(page), before);
});

test("the form of a group edits, leads to what belongs to it, and gives one instance back", async (t) => {
  const { page, before } = await grouped(t);
  const there = await copied(page);
  await main(page).getByLabel("At most", { exact: true }).fill("9");
  assert.deepEqual(changed(there, await copied(page)), ['-MaxSize: "4"', '+MaxSize: "9"']);
  await main(page).getByRole("group", { name: "Subnets", exact: true }).getByLabel("PublicSubnet2", { exact: true }).uncheck();
  assert.ok(changed(there, await copied(page)).includes("-- !Ref PublicSubnet2"));
  await assertAccessible(page, "main");

  await main(page).getByRole("button", { name: "WebServerTemplate", exact: true }).click();
  await main(page).getByRole("heading", { name: "WebServerTemplate", level: 1 }).waitFor();
  await main(page).getByRole("button", { name: "WebServerGroup", exact: true }).first().waitFor();
  await main(page).getByLabel("Credits", { exact: true }).selectOption("unlimited");
  assert.ok((await copied(page)).includes("CpuCredits: unlimited"));
  await assertAccessible(page, "main");
  await main(page).getByRole("button", { name: "configure", exact: true }).click();
  await main(page).getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "WebServerTemplate" }).click();
  await main(page).getByRole("heading", { name: "WebServerTemplate", level: 1 }).waitFor();
  await main(page).getByRole("button", { name: "WebServerGroup", exact: true }).first().click();

  await main(page).getByRole("button", { name: "Convert to single instance…" }).click();
  await dialog(page).getByText("WebServerTemplate becomes the instance WebServer.").waitFor();
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const back = await copied(page);
  const zone = '      AvailabilityZone: !Select [0, !GetAZs ""]\n';
  const credits = /\n +CreditSpecification:\n +CPUCredits: unlimited/;
  assert.match(back, credits);
  // Tags stand behind the credits now, which came later than they.
  const lines = (text) => text.split("\n").sort();
  assert.deepEqual(lines(back.replace(zone, "").replace(credits, "")), lines(before));
});

test("load balancer, target group, listener and policy have their forms", async (t) => {
  const { page } = await grouped(t);
  const places = [
    ["LoadBalancer", async () => main(page).getByLabel("Reached from", { exact: true }).selectOption("internal"), "Scheme: internal"],
    ["TargetGroup", async () => main(page).getByLabel("Healthy after", { exact: true }).fill("3"), "HealthyThresholdCount: 3"],
    ["Listener", async () => main(page).getByLabel("TLS policy", { exact: true }).fill("ELBSecurityPolicy-TLS13-1-2-2021-06"), "SslPolicy: ELBSecurityPolicy"],
    ["WebServerGroupScaling", async () => main(page).getByLabel("Target", { exact: true }).fill("70"), "TargetValue: 70"],
  ];
  for (const [id, change, wanted] of places) {
    await page.evaluate((id) => (location.hash = `#/resource/${id}`), id);
    await main(page).getByRole("heading", { name: id, level: 1 }).waitFor();
    await change();
    assert.ok((await copied(page)).includes(wanted), wanted);
    await assertAccessible(page, "main");
  }
});

test("a group without them gets a load balancer and a policy", async (t) => {
  const page = await open(t, { path: "#/instance/WebServer" });
  await main(page).getByRole("button", { name: "Convert to Auto Scaling group…" }).click();
  await dialog(page).getByLabel("Application Load Balancer in front").uncheck();
  await dialog(page).getByLabel("Scale on CPU usage, percent").fill("none");
  await dialog(page).getByRole("button", { name: "Apply" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const bare = await copied(page);
  for (const [name, wanted] of [["Scale on CPU usage…", "TargetValue: 50"], ["Add a load balancer…", "TargetGroupARNs:"]]) {
    assert.ok(!bare.includes(wanted));
    await page.evaluate(() => (location.hash = "#/resource/WebServerGroup"));
    await main(page).getByRole("button", { name }).click();
    await dialog(page).getByRole("button", { name: "Apply" }).click();
    await dialog(page).waitFor({ state: "detached" });
    assert.ok((await copied(page)).includes(wanted), wanted);
  }
  await page.evaluate(() => (location.hash = "#/resource/WebServerGroup"));
  await main(page).getByRole("button", { name: "Add a load balancer…" }).click();
  await dialog(page).getByRole("status").getByText("is behind a load balancer already").waitFor();
});
