// What an update does: the list in the Changes tab, the words below fields. What it says is tested in tests/it/impact.rs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, openText, workbench } from "./support.mjs";

const VPC = "#/vpc/VPC";
const tab = (page) => page.getByRole("tab", { name: /^Changes/ });
const block = (page) => page.locator("main").getByLabel("CIDR block", { exact: true });
const item = (page, id) => page.locator(".imp").filter({ has: page.getByRole("button", { name: id, exact: true }) });

const SERVER = `Resources:
  Server:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-11111111
      InstanceType: t3.micro
      SubnetId: !Ref Subnet
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: vpc-11111111
      CidrBlock: 10.0.0.0/24
`;

describe("what an update does", () => {
  const { open } = workbench();

  test("a field says it before it is changed, and after the change what it does", async (t) => {
    const page = await open(t, { path: VPC });
    const row = page.locator(".fld").filter({ has: page.getByLabel("CIDR block", { exact: true }) });
    await row.getByText("At an update: the resource is replaced.").waitFor();
    await block(page).fill("10.20.0.0/16");
    await row.locator(".upd-now.is-rep").getByText("Replacement").waitFor();
    await assertAccessible(page, "main");
    await page.keyboard.press("Control+z");
    await row.getByText("At an update: the resource is replaced.").waitFor();
    assert.equal(await page.locator(".upd-now").count(), 0);
  });

  test("the list names each resource, through references, with order and ways out", async (t) => {
    const page = await open(t, { path: VPC });
    await openText(page, SERVER);
    await tab(page).click();
    await page.getByText("No differences.").waitFor();
    assert.equal(await page.locator(".impact").count(), 0);
    await page.getByRole("button", { name: "Compare with…" }).click();
    await page.getByRole("button", { name: /^Another file/ }).click();
    // As the AWS CLI prints it.
    const printed = JSON.stringify({ TemplateBody: SERVER.replace("10.0.0.0/24", "10.0.1.0/24"), StagesAvailable: ["Original"] });
    await page.getByLabel("Or paste its text").fill(printed);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await item(page, "Subnet").getByText("10.0.1.0/24 → 10.0.0.0/24").waitFor();
    assert.match(await item(page, "Server").textContent(), /Replacement.*Subnet gets a new value.*Lost: the root volume.*UpdateReplacePolicy/s);
    assert.match(await page.locator(".imp-counts").textContent(), /2 replacement/);
    await assertAccessible(page, ".changes");
    // The name opens the resource.
    await item(page, "Server").getByRole("button", { name: "Server", exact: true }).click();
    await page.waitForURL(/Server/);
  });

  test("another writing of the same value is no change, and it says that no update runs", async (t) => {
    const page = await open(t, { path: VPC });
    await openText(page, SERVER);
    await tab(page).click();
    await page.getByRole("button", { name: "Compare with…" }).click();
    await page.getByRole("button", { name: /^Another file/ }).click();
    await page.getByLabel("Or paste its text").fill(SERVER.replace("ImageId: ami-11111111", "ImageId: !Join ['-', [ami, '11111111']]"));
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByText(/CloudFormation runs no update/).waitFor();
    assert.equal(await page.locator(".imp").count(), 0);
  });

  test("a value that the deploy dialog is given counts, and is named", async (t) => {
    const page = await open(t, { path: VPC });
    const parameter = "Parameters:\n  Block:\n    Type: String\n    Default: 10.0.1.0/24\n";
    await openText(page, parameter + SERVER.replace("10.0.0.0/24", "!Ref Block"));
    await tab(page).click();
    await page.getByRole("button", { name: "Compare with…" }).click();
    await page.getByRole("button", { name: /^Another file/ }).click();
    await page.getByLabel("Or paste its text").fill(SERVER);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await item(page, "Subnet").getByText("10.0.0.0/24 → 10.0.1.0/24").waitFor();
    assert.equal(await page.locator(".imp-note", { hasText: "With the values of" }).count(), 0);
    await page.getByRole("button", { name: "Deploy…" }).click();
    const dialog = page.getByRole("dialog", { name: /^Deploy/ });
    await dialog.getByLabel("Block", { exact: true }).fill("10.0.2.0/24");
    await dialog.getByRole("button", { name: "Close (Esc)" }).click();
    await item(page, "Subnet").getByText("10.0.0.0/24 → 10.0.2.0/24").waitFor();
    await page.locator(".imp-note", { hasText: "With the values of the deploy dialog and the boot plan: Block = 10.0.2.0/24." }).waitFor();
    // It is there after a reload, and in the boot plan.
    await page.reload();
    await page.getByRole("tab", { name: "Boot plan" }).click();
    await page.getByText("Parameter values").click();
    await page.waitForFunction(() => document.getElementById("boot-parameter-Block").value === "10.0.2.0/24");
  });
});
