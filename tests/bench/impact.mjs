// How fast an impact is, beside @aws-cdk/cloudformation-diff on the same pair of templates. Prints a table; judges nothing.
//
//   cargo build --release --bin cf-init && npm install --no-save @aws-cdk/cloudformation-diff@2.187
//   node tests/bench/impact.mjs
//
// Ours is the command as people run it: its start, reading both files, the impact, printing JSON. Theirs is npm's yaml and
// fullDiff in a process that is warm: its start and the loading of its tables are not counted. Medians of the same rounds.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { template } from "./template.mjs";

const PROGRAM_NAME = process.platform === "win32" ? "cf-init.exe" : "cf-init";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = process.env.CF_INIT ?? join(ROOT, "target", "release", PROGRAM_NAME);
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

const { fullDiff } = createRequire(process.env.PEER ?? import.meta.url)("@aws-cdk/cloudformation-diff");

/** Milliseconds of both in turn: ours, theirs with reading, theirs without. */
function measured(old, changed) {
  const files = ["old.yaml", "new.yaml"].map((file) => join(FOLDER, file));
  writeFileSync(files[0], old);
  writeFileSync(files[1], changed);
  const [ours, theirs, alone] = [[], [], []];
  // The first rounds load tables and compile.
  for (let round = -2; round < ROUNDS; round++) {
    const start = performance.now();
    execFileSync(PROGRAM, ["impact", ...files, "--format", "json"], { maxBuffer: 1 << 28 });
    const done = performance.now();
    const [before, after] = [read(old), read(changed)];
    const between = performance.now();
    fullDiff(before, after);
    const end = performance.now();
    if (round >= 0) {
      ours.push(done - start);
      theirs.push(end - done);
      alone.push(end - between);
    }
  }
  return [median(ours), median(theirs), median(alone)];
}

mkdirSync(FOLDER, { recursive: true });
console.log("Milliseconds, medians; in brackets fullDiff alone, its texts already read");
console.log("size      change                     ours     cloudformation-diff   times as fast");
for (const size of SIZES) {
  for (const [name, change] of CHANGES) {
    const old = template(size);
    const changed = change(old);
    if (changed === old) throw new Error(`${name} changes nothing`);
    const [ours, theirs, alone] = measured(old, changed);
    const row = [
      `${Math.round(size / 1000)} KB`.padEnd(9),
      name.padEnd(26),
      ms(ours).padEnd(8),
      `${ms(theirs)} (${ms(alone)})`.padEnd(21),
      `${(theirs / ours).toFixed(0)} (${(alone / ours).toFixed(0)})`,
    ];
    console.log(row.join(" "));
  }
}
