// What `cf-init edit` writes, as npm's `yaml` reads it: a reader of YAML 1.2.
//
// The difficult texts go into documents of our own as values and as keys; each must come back as it was. The program is
// told one edit at a time and a document collects them, so that one run of the reader judges many.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const documents = join(root, "tests/fixtures/documents");
const texts = JSON.parse(readFileSync(join(root, "tests/fixtures/texts.json"), "utf8"));
const places = [process.env.CF_INIT_BIN, join(root, "target/release/cf-init"), join(root, "target/debug/cf-init")];
const program = places.find((path) => path && existsSync(path));

// CloudFormation's tags say nothing of how their values are read.
const read = (text) => parse(text.replace(/^\ufeff/, ""), { logLevel: "silent", version: "1.2" });

for (const [name, list, mapping] of [
  ["block.yaml", "/Resources/Web/Properties/Tags", "/Resources/Web/Metadata/AWS::CloudFormation::Init/install/packages/apt"],
  ["crlf.yaml", "/B", "/C"],
  ["flow.yaml", "/none", "/empty"],
  ["open-end.yaml", "/b", ""],
]) {
  test(`every text comes back from ${name}`, { skip: program ? false : "cf-init is not built: cargo build" }, () => {
    const folder = mkdtempSync(join(tmpdir(), "cf-init-"));
    const file = join(folder, name);
    writeFileSync(file, readFileSync(join(documents, name)));
    const edit = (...words) => execFileSync(program, ["edit", file, "--in-place", ...words]);
    const at = (value, pointer) =>
      pointer.split("/").slice(1).reduce((inner, step) => inner[step.replaceAll("~1", "/")], value);
    const before = read(readFileSync(file, "utf8"));
    let index = at(before, list).length;
    const meant = structuredClone(before);
    // A block scalar that ends the text without a line break: YAML 1.2 adds one, CloudFormation's reader does not, and
    // it is its reading that an edit keeps.
    if (name === "open-end.yaml") meant.c = "last\nline";
    for (const text of texts) {
      const value = JSON.stringify(text);
      edit("--op", "insert", "--at", `${list}/${index}`, "--value", value);
      at(meant, list).push(text);
      index += 1;
      if (!(text in at(meant, mapping))) {
        edit("--op", "insert", "--at", mapping, "--key", text, "--value", value);
        at(meant, mapping)[text] = text;
      }
    }
    const seen = read(readFileSync(file, "utf8"));
    for (const text of texts) assert.equal(at(seen, mapping)[text], at(meant, mapping)[text], JSON.stringify(text));
    assert.deepEqual(at(seen, list), at(meant, list));
    assert.deepEqual(seen, meant);
  });
}
