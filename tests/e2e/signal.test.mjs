// The signal form says what CloudFormation hears of each failure of the script, and shows its lines.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { OUT, assertAccessible, openText, untilEqual, workbench } from "./support.mjs";

const { open } = workbench();

const TEMPLATE = `Resources:
  Web:
    Type: AWS::EC2::Instance
    CreationPolicy:
      ResourceSignal: {Timeout: PT10M}
    Properties:
      ImageId: ami-0123456789abcdef0
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash -e
          yum install -y nginx
          /opt/aws/bin/cfn-init -v --stack \${AWS::StackName} --resource Web --region \${AWS::Region}
          /opt/aws/bin/cfn-signal -e $? --stack \${AWS::StackName} --resource Web --region \${AWS::Region}
`;

const WIDTHS = [{ width: 1440, height: 900 }, { width: 768, height: 1024 }, { width: 390, height: 844 }];

async function opened(t, text, context) {
  const page = await open(t, { context });
  await openText(page, text);
  await page.getByText("cf-init.yaml").first().waitFor({ state: "attached" });
  await page.evaluate(() => (location.hash = "#/signal/Web"));
  await page.locator("table.outcomes").waitFor();
  return page;
}

const rows = (page) => page.locator("table.outcomes tbody tr").allInnerTexts();

test("each command that may fail has a row with its line", async (t) => {
  const page = await opened(t, TEMPLATE);
  const seen = await rows(page);
  assert.equal(seen.length, 4, seen.join("\n"));
  assert.match(seen[0], /Nothing\s+success/);
  assert.match(seen[1], /line 11\s+yum install -y nginx\s+no signal\s+set -e ends the script on line 11/);
  await untilEqual(
    () => page.locator(".outlook").innerText(),
    "If nothing fails, CloudFormation gets success; whichever of 2 commands fails, Web waits 10 minutes, then rolls back without a reason.",
  );
  await page.getByRole("button", { name: "Show line 12 of the template" }).first().click();
  await page.getByText(/^Ln 12,/).waitFor();
});

test("without set -e only the code of the last command counts", async (t) => {
  const page = await opened(t, TEMPLATE.replace("bash -e", "bash"));
  const outcomes = (await rows(page)).map((row) => /success|failure|no signal/.exec(row)[0]);
  assert.deepEqual(outcomes, ["success", "success", "failure", "no signal"]);
});

for (const viewport of WIDTHS) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${viewport.width} wide, ${colorScheme}: the table fits and has no accessibility fault`, async (t) => {
      const page = await opened(t, TEMPLATE, { viewport, colorScheme });
      const table = page.locator("table.outcomes");
      await table.scrollIntoViewIfNeeded();
      const over = await table.evaluate((node) => node.getBoundingClientRect().right - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${over} px too wide`);
      await assertAccessible(page, "main");
      await page.screenshot({ path: join(OUT, `signal-${viewport.width}-${colorScheme}.png`) });
    });
  }
}
