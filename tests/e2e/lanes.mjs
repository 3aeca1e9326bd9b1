// Runs the test files in as many processes as there are lanes, each with one browser: `node --test tests/e2e/lane-*.mjs`.
// A file alone: `node --test tests/e2e/text.test.mjs`.
import { readdir, stat } from "node:fs/promises";

const LANES = 2;

/** Imports the files of a lane. The largest files are dealt out first, so that lanes take about the same time. */
export async function lane(number) {
  const folder = new URL("./", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".test.mjs")).sort();
  const sizes = await Promise.all(names.map(async (name) => ({ name, size: (await stat(new URL(name, folder))).size })));
  const lanes = Array.from({ length: LANES }, () => ({ names: [], size: 0 }));
  for (const { name, size } of sizes.sort((a, b) => b.size - a.size)) {
    const shortest = lanes.reduce((least, one) => (one.size < least.size ? one : least));
    shortest.names.push(name);
    shortest.size += size;
  }
  for (const name of lanes[number].names) await import(new URL(name, folder));
}
