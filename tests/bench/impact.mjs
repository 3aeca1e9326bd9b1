// How fast an impact is, beside @aws-cdk/cloudformation-diff on the same pair of templates: `make bench-impact`. Prints a
// table; judges nothing.
//
// Both read two texts and compare them, each in its own process, warmed up, and the medians are compared: ours by
// `cargo bench --bench impact`, theirs by npm's yaml and fullDiff. Theirs has to be given texts without loops and macros,
// which the pairs do not have.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { template } from "./template.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "target", "bench-impact");
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const SIZES = [10_000, 100_000, 1_000_000];

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const ms = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

/** CloudFormation's short functions as fullDiff wants them: with their long names. */
const functions = ["Ref", "Condition", "GetAtt", "Sub", "Join", "Select", "Split", "FindInMap", "GetAZs", "If", "Base64", "Cidr"];
const long = (name) => (name === "Ref" || name === "Condition" ? name : `Fn::${name}`);
const customTags = functions.flatMap((name) => {
  const resolve = (value) => {
    const plain = value?.toJSON ? value.toJSON() : value;
    return { [long(name)]: name === "GetAtt" && typeof plain === "string" ? plain.split(".") : plain };
  };
  const tag = `!${name}`;
  return [{ tag, resolve }, { tag, collection: "seq", resolve }, { tag, collection: "map", resolve }];
});
const read = (text) => parse(text, { customTags, logLevel: "silent", maxAliasCount: -1 });

/** What is changed in a template: the name, and the text after it. */
const CHANGES = [
  ["one rule of a group", (text) => text.replace("FromPort: 80, ToPort: 80", "FromPort: 443, ToPort: 443")],
  ["block of the VPC", (text) => text.replace("CidrBlock: 10.0.0.0/16", "CidrBlock: 10.0.0.0/15")],
  ["default and all files", (text) => text.replace("Default: t3.micro", "Default: t3.small").replaceAll("# step", "# stage")],
];

function theirs(old, changed) {
  const { fullDiff } = createRequire(import.meta.url)("@aws-cdk/cloudformation-diff");
  const all = [];
  const compared = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    const start = performance.now();
    const [before, after] = [read(old), read(changed)];
    const between = performance.now();
    fullDiff(before, after);
    // The first rounds load its tables.
    if (round >= 2) {
      all.push(performance.now() - start);
      compared.push(performance.now() - between);
    }
  }
  return [median(all), median(compared)];
}

mkdirSync(FOLDER, { recursive: true });
console.log("Two texts read and compared, milliseconds, medians; in brackets the comparison alone");
console.log("size      change                     ours              cloudformation-diff   times as fast");
for (const size of SIZES) {
  for (const [name, change] of CHANGES) {
    const old = template(size);
    const changed = change(old);
    if (changed === old) throw new Error(`${name} changes nothing`);
    const files = ["old.yaml", "new.yaml"].map((file) => join(FOLDER, file));
    writeFileSync(files[0], old);
    writeFileSync(files[1], changed);
    const words = ["bench", "--quiet", "--bench", "impact", "--", ...files, String(ROUNDS)];
    const [mine, mineAlone] = JSON.parse(execFileSync("cargo", words, { cwd: ROOT, encoding: "utf8" }));
    const [other, otherAlone] = theirs(old, changed);
    const row = [
      `${Math.round(size / 1000)} KB`.padEnd(9),
      name.padEnd(26),
      `${ms(mine)} (${ms(mineAlone)})`.padEnd(17),
      `${ms(other)} (${ms(otherAlone)})`.padEnd(21),
      `${(other / mine).toFixed(0)} (${(otherAlone / mineAlone).toFixed(0)})`,
    ];
    console.log(row.join(" "));
  }
}
