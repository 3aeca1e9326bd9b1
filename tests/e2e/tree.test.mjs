// The tree form and the outline of the whole template: every node is edited as a person would, and the text has that
// change and no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, changed, copied, workbench } from "./support.mjs";

const { open } = workbench();

const TEMPLATE = `AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::LanguageExtensions
Parameters:
  Env: {Type: String, Default: dev}
Mappings:
  Regions:
    eu-west-1: {Ami: ami-11111111, Mode: 000644}
    us-east-1: {Ami: ami-22222222}
Conditions:
  IsProd: !Equals [!Ref Env, prod] # kept
  Both: !And [!Condition IsProd, !Not [!Condition IsProd]]
Rules:
  Known:
    Assertions:
      - Assert: {"Fn::Contains": [[dev, prod], !Ref Env]}
        AssertDescription: known
Resources:
  Thing:
    Type: Custom::Thing # of our own
    Properties:
      A: x
      B: [one, two]
      C: {k: v}
      N: 3
      Yes: true
      Deep: !If [IsProd, !Sub "\${Env}-a", !Join ["-", [a, !Ref Env]]]
  Role:
    Type: AWS::IAM::Role
    Properties: {Path: /}
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [base]}
        base:
          groups: {app: {}}
          commands:
            01_run: {command: echo, cwd: /tmp}
    Properties:
      ImageId: !If [IsProd, ami-11111111, ami-22222222]
      InstanceType: t3.micro
Outputs:
  Url: {Value: !GetAtt Web.PublicIp}
Metadata:
  Owner: me
Hooks: {H: {Type: T}}
`;

/** Opens the page on a text. */
function on(t, text, path, options = {}) {
  const start = (page) => page.addInitScript((text) => localStorage.getItem("cf-init.text") ?? localStorage.setItem("cf-init.text", text), text);
  return open(t, { path, start, ...options });
}

const text = copied;

const main = (page) => page.getByRole("main");
const field = (page, name) => main(page).getByLabel(name, { exact: true });

/** Makes another kind of a value. */
async function become(page, name, kind) {
  const select = field(page, `Kind of ${name}`);
  await select.focus();
  await select.selectOption(kind);
}

/** Opens an entry of a form, or closes it. */
async function opened(page, name) {
  await main(page).locator(".opener", { has: page.locator(`.nm:text-is("${name}")`) }).click();
}

async function menu(page, name, item) {
  await main(page).locator(`summary[aria-label="More for ${name}"]`).click();
  await main(page).getByRole("button", { name: item, exact: true }).click();
}

/** One value in a resource of a type that nobody knows. */
const one = (value) => `Conditions:\n  C: !Equals [a, b]\nResources:\n  T:\n    Type: Custom::T\n    Properties:\n      V: ${value} # kept\n      W: 1\n`;

const ARGUMENTS = [
  ["!Ref X", "V", "Env", "!Ref Env"],
  ["{Ref: X}", "V", "Env", "{Ref: Env}"],
  ["!GetAtt X.Y", "V", "Role", "!GetAtt Role.Y"],
  ["!GetAtt X.Y", "Attribute of V", "Arn.Part", "!GetAtt X.Arn.Part"],
  ["{Fn::GetAtt: [X, Y]}", "Attribute of V", "Arn", "{Fn::GetAtt: [X, Arn]}"],
  ["!Sub '${X}-a'", "V", "${X}-b", "!Sub '${X}-b'"],
  ["!Sub ['${a}', {a: b}]", "a", "c", "!Sub ['${a}', {a: c}]"],
  ["!Join ['-', [a, b]]", "Delimiter of V", "+", "!Join ['+', [a, b]]"],
  ["!Join ['-', [a, b]]", "Item 2 of V", "c", "!Join ['-', [a, c]]"],
  ["!Select [0, [a, b]]", "Index of V", "1", "!Select [1, [a, b]]"],
  ["!Split [',', a]", "Text of V", "b", "!Split [',', b]"],
  ["!If [C, a, b]", "If false of V", "d", "!If [C, a, d]"],
  ["{Fn::If: [C, a, b]}", "Condition of V", "D", "{Fn::If: [D, a, b]}"],
  ["!FindInMap [M, a, b]", "Top key of V", "c", "!FindInMap [M, c, b]"],
  ["!FindInMap [M, a, b, {DefaultValue: d}]", "DefaultValue of V", "e", "!FindInMap [M, a, b, {DefaultValue: e}]"],
  ["!ImportValue a", "V", "b", "!ImportValue b"],
  ["!Base64 a", "V", "b", "!Base64 b"],
  ["!Cidr [10.0.0.0/16, 4, 8]", "Count of V", "6", "!Cidr [10.0.0.0/16, 6, 8]"],
  ["!GetAZs ''", "V", "eu-west-1", "!GetAZs eu-west-1"],
  ["!Equals [a, b]", "Other value of V", "c", "!Equals [a, c]"],
  ["!And [!Condition C, !Condition D]", "Item 2 of V", "E", "!And [!Condition C, !Condition E]"],
  ["!Or [!Condition C, !Condition D]", "Item 1 of V", "E", "!Or [!Condition E, !Condition D]"],
  ["!Not [!Condition C]", "Condition of V", "E", "!Not [!Condition E]"],
  ["!Transform {Name: n, Parameters: {p: q}}", "p", "r", "!Transform {Name: n, Parameters: {p: r}}"],
  ["!Length [a, b]", "Item 1 of V", "c", "!Length [c, b]"],
  ["{Fn::ToJsonString: {a: b}}", "a", "c", "{Fn::ToJsonString: {a: c}}"],
  ["{Fn::Base64: !Sub a}", "Value of V", "b", "{Fn::Base64: !Sub b}"],
];

test("an argument of each function is one line changed", async (t) => {
  const all = ARGUMENTS.map(([value], index) => `  T${index}:\n    Type: Custom::T\n    Properties:\n      V: ${value} # kept\n`);
  const template = `Conditions:\n  C: !Equals [a, b]\nResources:\n${all.join("")}`;
  const page = await on(t, template, "");
  for (const [index, [value, name, typed, wanted]] of ARGUMENTS.entries()) {
    await page.evaluate((hash) => (location.hash = hash), `#/resource/T${index}`);
    await page.locator("h1", { hasText: new RegExp(`^T${index}$`) }).waitFor();
    const input = field(page, name);
    await main(page).getByLabel("Kind of V", { exact: true }).waitFor();
    // Deep rows are closed until somebody opens them.
    for (let level = 0; level < 4 && !(await input.count()); level++) {
      await main(page).locator(".tn-kids button.tn-twist[aria-expanded=false]").first().click();
    }
    await input.fill(typed);
    const after = changed(template, await text(page));
    assert.deepEqual(after, [`-V: ${value} # kept`, `+V: ${wanted} # kept`], `${value}: ${name}`);
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), template);
  }
});

test("a resource of an unknown type: keys come, go, move, double and get other names", async (t) => {
  const page = await on(t, TEMPLATE, "#/resource/Thing");
  const before = await text(page);
  assert.equal(before, TEMPLATE);
  await field(page, "A").fill("z");
  assert.deepEqual(changed(before, await text(page)), ["-A: x", "+A: z"]);
  await page.keyboard.press("Control+z");

  const properties = main(page).getByRole("group", { name: "Properties", exact: true });
  await properties.getByRole("button", { name: "Add a key" }).last().click();
  await page.keyboard.type("D");
  await page.keyboard.press("Enter");
  // The value of the new key takes the focus with the next frame.
  await field(page, "D").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("fresh");
  const added = await text(page);
  assert.deepEqual(changed(before, added), ["+D: fresh"]);

  await field(page, "Name of D").fill("E");
  await page.keyboard.press("Enter");
  assert.deepEqual(changed(added, await text(page)), ["-D: fresh", "+E: fresh"]);
  await menu(page, "E", "Remove");
  assert.equal(await text(page), before);

  await menu(page, "A", "Duplicate");
  assert.deepEqual(changed(before, await text(page)), ["+A-2: x"]);
  await page.keyboard.press("Escape");
  await menu(page, "A-2", "Move up");
  assert.ok((await text(page)).includes("A-2: x\n      A: x\n"));
  await menu(page, "A-2", "Remove");
  assert.equal(await text(page), before);
});

test("a list grows, its items move by key with the focus, and go", async (t) => {
  const page = await on(t, TEMPLATE, "#/resource/Thing");
  const twist = main(page).getByRole("button", { name: "B", exact: true });
  await twist.focus();
  await page.keyboard.press("Enter");
  await main(page).getByRole("button", { name: "Add an item to B" }).waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await main(page).getByRole("button", { name: "Add an item to B" }).click();
  await page.keyboard.type("three");
  const added = await text(page);
  assert.deepEqual(changed(TEMPLATE, added), ["-B: [one, two]", "+B: [one, two, three]"]);
  await page.keyboard.press("Alt+ArrowUp");
  assert.deepEqual(changed(added, await text(page)), ["-B: [one, two, three]", "+B: [one, three, two]"]);
  await page.waitForFunction(() => document.activeElement?.value === "three");
  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Item 1 of B");
  await page.keyboard.type("!");
  assert.deepEqual(changed(added, await text(page)), ["-B: [one, two, three]", "+B: [three!, one, two]"]);
  await menu(page, "Item 1 of B", "Remove");
  assert.equal(await text(page), TEMPLATE);
});

test("a change of kind carries the value over and is one step", async (t) => {
  const page = await on(t, TEMPLATE, "#/resource/Thing");
  for (const [name, kind, old, now] of [
    ["A", "List", "A: x", ["A: [x]", "A:\n        - x"]],
    ["A", "!Sub", "A: x", ["A: !Sub x"]],
    ["A", "!If", "A: x", ['A: !If [IsProd, x, !Ref "AWS::NoValue"]', "A: !If\n        - IsProd\n        - x\n        - !Ref AWS::NoValue"]],
    ["A", "!Base64", "A: x", ["A: !Base64 x"]],
    ["A", "Nothing", "A: x", ["A: null", "A:"]],
    ["A", "Mapping", "A: x", ["A: {Value: x}", "A:\n        Value: x"]],
    ["A", "Lines", "A: x", ["A: |\n        x"]],
    ["B", "!Join", "B: [one, two]", ['B: !Join [",", [one, two]]']],
    ["B", "Text", "B: [one, two]", ["B: one,two"]],
    ["N", "Text", "N: 3", ['N: "3"']],
    ["Yes", "Text", "Yes: true", ['Yes: "true"']],
  ]) {
    await become(page, name, kind);
    const after = await text(page);
    const fits = now.map((now) => TEMPLATE.replace(`      ${old}\n`, `      ${now}\n`));
    assert.ok(fits.includes(after), `${name} to ${kind}: ${changed(TEMPLATE, after).join(" ")}`);
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), TEMPLATE);
  }
});

test("an If three deep is edited, unwrapped and wrapped", async (t) => {
  const page = await on(t, TEMPLATE, "#/resource/Thing");
  await field(page, "If true of Deep").fill("${Env}-b");
  assert.deepEqual(changed(TEMPLATE, await text(page)), [
    '-Deep: !If [IsProd, !Sub "${Env}-a", !Join ["-", [a, !Ref Env]]]',
    '+Deep: !If [IsProd, !Sub "${Env}-b", !Join ["-", [a, !Ref Env]]]',
  ]);
  await page.keyboard.press("Control+z");
  await main(page).getByRole("button", { name: "Values of Deep" }).click();
  await field(page, "Item 2 of Deep").fill("Role");
  assert.ok((await text(page)).includes('!Join ["-", [a, !Ref Role]]]'));
  await become(page, "Item 2 of Deep", "!GetAtt");
  assert.ok((await text(page)).includes('!Join ["-", [a, !GetAtt Role.Arn]]]'));
  await menu(page, "Item 2 of Deep", "Put it into If");
  assert.ok((await text(page)).includes('[a, !If [IsProd, !GetAtt Role.Arn, !Ref "AWS::NoValue"]]]]'), await text(page));
  await menu(page, "Deep", "Take it out of If");
  assert.ok((await text(page)).includes('      Deep: !Sub "${Env}-a"\n') || (await text(page)).includes("      Deep: !Sub ${Env}-a\n"));
});

test("a short function behind another makes the outer one long, and JSON has long names only", async (t) => {
  const page = await on(t, one("!Base64 a"), "#/resource/T");
  await menu(page, "V", "Put it into If");
  await page.keyboard.press("Control+z");
  await become(page, "V", "!Ref");
  await menu(page, "V", "Put it into Base64");
  assert.match(await text(page), /V:\n {8}Fn::Base64: !Ref a # kept\n/);

  const json = `{\n  "Resources": {\n    "T": {\n      "Type": "Custom::T",\n      "Properties": {\n        "V": "x"\n      }\n    }\n  }\n}\n`;
  const other = await on(t, json, "#/resource/T");
  await become(other, "V", "!Sub");
  const now = JSON.parse(await text(other));
  assert.deepEqual(now.Resources.T.Properties.V, { "Fn::Sub": "x" });
  await menu(other, "V", "Put it into If");
  assert.deepEqual(JSON.parse(await text(other)).Resources.T.Properties.V, { "Fn::If": ["", { "Fn::Sub": "x" }, { Ref: "AWS::NoValue" }] });
  await field(other, "If true of V").fill("${AWS::Region}");
  assert.deepEqual(JSON.parse(await text(other)).Resources.T.Properties.V["Fn::If"][1], { "Fn::Sub": "${AWS::Region}" });
});

test("mappings, conditions, rules, outputs, metadata and any other part are edited", async (t) => {
  const page = await on(t, TEMPLATE, "");
  const tree = page.getByRole("tree");
  const go = (name) => tree.getByRole("treeitem", { name }).first().click();
  const step = async (act, wanted) => {
    await act();
    assert.deepEqual(changed(TEMPLATE, await text(page)), wanted);
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), TEMPLATE);
  };
  await go(/^Mappings/);
  await opened(page, "Regions");
  await main(page).getByText("reads the number 420").waitFor();
  await step(() => field(page, "Ami of us-east-1").fill("ami-3"), ["-us-east-1: {Ami: ami-22222222}", "+us-east-1: {Ami: ami-3}"]);
  await step(() => main(page).getByRole("button", { name: "Put it in quotes" }).click(), [
    "-eu-west-1: {Ami: ami-11111111, Mode: 000644}",
    '+eu-west-1: {Ami: ami-11111111, Mode: "000644"}',
  ]);
  await go(/^Conditions/);
  await opened(page, "IsProd");
  await step(() => field(page, "Other value of IsProd").fill("live"), [
    "-IsProd: !Equals [!Ref Env, prod] # kept",
    "+IsProd: !Equals [!Ref Env, live] # kept",
  ]);
  await opened(page, "IsProd");
  await menu(page, "IsProd", "Remove");
  await main(page).getByText("Both, Thing, Web refer to IsProd.").or(main(page).getByText("refer to IsProd")).first().waitFor();
  await main(page).getByRole("button", { name: "Keep" }).click();
  assert.equal(await text(page), TEMPLATE);
  await go(/^Rules/);
  await main(page).getByRole("button", { name: "Item 1 of Assertions", exact: true }).click();
  await step(() => field(page, "AssertDescription").fill("named"), ["-AssertDescription: known", "+AssertDescription: named"]);
  await go(/^Outputs/);
  await opened(page, "Url");
  await step(() => field(page, "Value").fill("Web.PrivateIp"), [
    "-Url: {Value: !GetAtt Web.PublicIp}",
    "+Url: {Value: !GetAtt Web.PrivateIp}",
  ]);
  await go(/^Metadata/);
  await step(() => field(page, "Owner").fill("you"), ["-Owner: me", "+Owner: you"]);
  await go(/^Transform/);
  await step(() => field(page, "Transform").fill("AWS::Include"), ["-Transform: AWS::LanguageExtensions", "+Transform: AWS::Include"]);
  await go(/^Hooks/);
  await step(() => field(page, "Type").fill("U"), ["-Hooks: {H: {Type: T}}", "+Hooks: {H: {Type: U}}"]);
  await go(/^commands/);
  await main(page).getByRole("button", { name: /01_run/ }).first().click();
  await step(() => main(page).getByRole("textbox", { name: "Command", exact: true }).fill("date"), ["-01_run: {command: echo, cwd: /tmp}", "+01_run: {command: date, cwd: /tmp}"]);
  await go(/^groups/);
  await main(page).getByRole("button", { name: "Add a group" }).first().click();
  await page.keyboard.type("web");
  await page.keyboard.press("Enter");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["-groups: {app: {}}", "+groups: {app: {}, web: {}}"]);
  await page.keyboard.press("Control+z");
  await go(/^Config sets/);
  await main(page).getByRole("list", { name: "Members of default, in their order" }).getByRole("button", { name: /^base, / }).waitFor();
});

test("a function in a field of a special form is edited in rows of its own", async (t) => {
  const page = await on(t, TEMPLATE, "#/instance/Web");
  await field(page, "If true of ImageId").fill("ami-9");
  assert.deepEqual(changed(TEMPLATE, await text(page)), [
    "-ImageId: !If [IsProd, ami-11111111, ami-22222222]",
    "+ImageId: !If [IsProd, ami-9, ami-22222222]",
  ]);
  await page.keyboard.press("Control+z");
  const given = field(page, "InstanceType is given as");
  await given.focus();
  await given.selectOption("!FindInMap");
  await field(page, "Second key of InstanceType").fill("Ami");
  assert.deepEqual(changed(TEMPLATE, await text(page)), [
    "-InstanceType: t3.micro",
    '+InstanceType: !FindInMap [Regions, !Ref "AWS::Region", Ami]',
  ]);
  await main(page).getByRole("link", { name: "All keys of Web" }).click();
  await page.waitForURL(/#\/resource\/Web$/);
  await field(page, "Type").waitFor();
});

test("what is added from the outline stands in the text and is open", async (t) => {
  const page = await on(t, TEMPLATE, "");
  const add = async (filter, name) => {
    await page.getByRole("button", { name: "Add to the template" }).click();
    await page.getByLabel("What to add: a name or a resource type").fill(filter);
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  };
  await add("bucket", "AWS::S3::Bucket");
  await page.waitForURL(/#\/resource\/Bucket$/);
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["+Bucket:", "+Type: AWS::S3::Bucket"]);
  await page.keyboard.press("Control+z");
  await add("My::Own::Type", "My::Own::Type");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ["+Type:", "+Type: My::Own::Type"]);
  await page.keyboard.press("Control+z");
  await add("cond", "Condition");
  await page.waitForURL(/#\/conditions$/);
  await page.waitForFunction(() => document.activeElement?.id === "f/Conditions/Condition=");
  assert.deepEqual(changed(TEMPLATE, await text(page)), ['+Condition: !Equals ["", ""]']);
  await page.keyboard.press("Control+z");
  await add("users of base", "users of base");
  await page.waitForURL(/#\/init\/Web\/base\/users$/);
  await main(page).getByRole("button", { name: "Add a user" }).first().waitFor();
});

test("keyboard alone: from the outline into a value and back", async (t) => {
  const page = await on(t, TEMPLATE, "#/conditions");
  await page.getByRole("treeitem", { name: /^Conditions/ }).focus();
  await page.keyboard.press("Shift+A");
  await page.getByLabel("What to add: a name or a resource type").waitFor();
  await page.keyboard.type("output");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/outputs$/);
  await page.waitForFunction(() => document.activeElement?.id === "f/Outputs/Output=");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Site");
  await page.keyboard.press("Enter");
  assert.ok((await text(page)).includes('  Site:\n    Value: ""\n'));
  await menu(page, "Site", "Move up");
  assert.ok((await text(page)).includes('Outputs:\n  Site:\n    Value: ""\n  Url:'), await text(page));
});

test("the caret in the text leads to the row, however deep", async (t) => {
  const page = await on(t, TEMPLATE, "#/stack");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  const line = TEMPLATE.split("\n").findIndex((line) => line.includes("command: echo"));
  for (let row = 0; row < line; row++) await page.keyboard.press("ArrowDown");
  for (let column = 0; column < 24; column++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+l");
  await page.waitForURL(/#\/init\/Web\/base\/commands$/);
});

test("a key in a mapping of 2,000 entries redraws no rows", async (t) => {
  const rows = Array.from({ length: 2000 }, (_, index) => `    key${index}: {Value: v${index}}\n`).join("");
  const big = `Mappings:\n  Big:\n${rows}Resources: {}\n`;
  const page = await on(t, big, "#/at/Mappings/Big");
  await field(page, "Name of key99").waitFor();
  assert.equal(await field(page, "Name of key100").count(), 0);
  await main(page).getByRole("button", { name: "Show 100 more of 1900" }).click();
  await field(page, "Name of key199").waitFor();
  await main(page).getByRole("button", { name: "key0", exact: true }).click();
  const replaced = await page.evaluate(async () => {
    const input = document.querySelector("main [aria-label='Value']");
    let nodes = 0;
    const observer = new MutationObserver((all) => (nodes += all.reduce((sum, one) => sum + one.addedNodes.length, 0)));
    observer.observe(document.querySelector("main"), { childList: true, subtree: true });
    for (const letter of "responsive") {
      input.value += letter;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
    return nodes;
  });
  assert.ok(replaced < 200, `${replaced} nodes were added by ten keys`);
  assert.deepEqual(changed(big, await text(page)), ["-key0: {Value: v0}", "+key0: {Value: v0responsive}"]);
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing at ${width}×${height}, ${colorScheme}`, async (t) => {
      const page = await on(t, TEMPLATE, "#/resource/Thing", { context: { viewport: { width, height }, colorScheme } });
      await field(page, "A").waitFor();
      await main(page).locator('summary[aria-label="More for Deep"]').click();
      await assertAccessible(page, "main");
      await page.keyboard.press("Escape");
      await page.evaluate(() => (location.hash = "#/mappings"));
      await opened(page, "Regions");
      await main(page).getByText("reads the number 420").waitFor();
      await assertAccessible(page, "main");
      if (width > 1179) {
        await page.getByRole("button", { name: "Add to the template" }).click();
        await assertAccessible(page, ".rail");
      }
    });
  }
}
