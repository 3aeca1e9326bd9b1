// What the tests of designs share: the list, notices, files that are dropped.
import { readFile } from "node:fs/promises";

export const VPC = "#/vpc/VPC";
export const SMALL = "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.7.0.0/16\n";

export const main = (page) => page.getByRole("main");
export const block = (page) => main(page).getByLabel("CIDR block", { exact: true });
export const list = (page) => page.getByRole("dialog", { name: "Start from a template that boots" });
export const rows = (page) => list(page).locator(".recent li .t b").allTextContents();
export const notice = (page) => page.locator(".notice");
export const stackName = (page) => page.getByRole("textbox", { name: "Stack name" });

/** What the page hands out, as bytes and under which name. */
export async function downloaded(page, act = () => page.keyboard.press("Control+s")) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

export const text = async (page) => (await downloaded(page)).bytes.toString("utf8");

export async function showList(page) {
  await page.getByRole("button", { name: "Designs", exact: true }).click();
  await list(page).waitFor();
}

/** Drops files on the page as a person does: over it first. */
export async function drop(page, files, look = async () => {}) {
  const dataTransfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") })));
  await page.dispatchEvent(".app", "dragenter", { dataTransfer });
  await page.dispatchEvent(".app", "dragover", { dataTransfer });
  await page.locator(".dropzone").waitFor();
  await look();
  await page.dispatchEvent(".app", "drop", { dataTransfer });
  await page.locator(".dropzone").waitFor({ state: "hidden" });
}
