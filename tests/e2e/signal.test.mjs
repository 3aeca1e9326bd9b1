// The signal form says what CloudFormation hears of each failure of the script, and shows its lines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openText, untilEqual, workbench } from "./support.mjs";

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

const rows = (page) => page.locator("table.outcomes tbody tr").allInnerTexts();

test("each command that may fail has a row, which follows the text", async () => {
  const page = await open();
  await openText(page, TEMPLATE);
  await page.evaluate(() => { location.hash = "#/signal/Web"; });
  const table = page.locator("table.outcomes");
  await table.waitFor();
  const seen = await rows(page);
  assert.equal(seen.length, 4, seen.join("\n"));
  assert.match(seen[0], /Nothing\s+success/);
  assert.match(seen[1], /line 11 yum install -y nginx\s+no signal\s+set -e ends the script on line 11/);
  await untilEqual(() => page.locator(".outlook").innerText(),
    "If nothing fails, CloudFormation gets success; whichever of 2 commands fails, Web waits 10 minutes, then rolls back without a reason.");
  await page.getByRole("button", { name: "Show line 11 of the template" }).first().click();
  await assertAccessible(page, "#form, .form, main");
  // Without set -e only cfn-init's code is sent.
  await openText(page, TEMPLATE.replace("bash -e", "bash"), "other.yaml");
  await page.evaluate(() => { location.hash = "#/signal/Web"; });
  await untilEqual(async () => (await rows(page)).map((row) => /success|failure|no signal/.exec(row)[0]).join(", "),
    "success, success, failure, no signal");
});
