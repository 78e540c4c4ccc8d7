// SPDX-License-Identifier: Apache-2.0
// Reads a STEP file with occt-import-js, the reader behind many web viewers, and compares it with the design:
//   node tests/e2e/check_step.mjs site.step design.json
// Needs `npm install occt-import-js` somewhere node finds it (NODE_PATH). Without it: says so and exits 77 (skipped).
// The reader descends one level below the site and lays everything under a block flat, so names are compared to that
// depth; the names of all instances are compared from the text of the file.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
let start;
try {
  start = require("occt-import-js");
} catch {
  console.log("skipped: occt-import-js is not installed (npm install occt-import-js, then set NODE_PATH)");
  process.exit(77);
}

const [stepPath, designPath] = process.argv.slice(2);
if (!designPath) {
  console.error("usage: node check_step.mjs site.step design.json");
  process.exit(2);
}
const faults = [];
const expect = (ok, what) => ok || faults.push(what);

const bytes = readFileSync(stepPath);
const design = JSON.parse(readFileSync(designPath, "utf8"));
const placements = design.placements;

const names = new Map();
for (const [, name] of bytes.toString("latin1").matchAll(/=NEXT_ASSEMBLY_USAGE_OCCURRENCE\('[^']*','([^']*)'/g))
  names.set(name, (names.get(name) ?? 0) + 1);
for (const p of placements) expect(names.get(p.tag) === 1, `${p.tag}: ${names.get(p.tag) ?? 0} instances in the text`);

const occt = await start();
const began = Date.now();
const result = occt.ReadStepFile(bytes, { linearUnit: "millimeter", linearDeflectionType: "absolute_value", linearDeflection: 500, angularDeflection: 1.5 });
const milliseconds = Date.now() - began;
expect(result.success, "the reader refuses the file");

const site = result.root.children[0];
expect(site?.name === "Site", `the root is ${site?.name}`);
const box = { low: [Infinity, Infinity, Infinity], high: [-Infinity, -Infinity, -Infinity] };
let solids = 0;
for (const branch of site?.children ?? []) {
  if (branch.name === "Site context" || branch.name === "Foundations") continue; // they reach farther than modules
  for (const index of branch.meshes) {
    ++solids;
    const points = result.meshes[index].attributes.position.array;
    for (let i = 0; i < points.length; ++i) {
      box.low[i % 3] = Math.min(box.low[i % 3], points[i]);
      box.high[i % 3] = Math.max(box.high[i % 3], points[i]);
    }
  }
}
expect(solids >= placements.length, `${solids} solids for ${placements.length} modules`);
const west = Math.min(...placements.map((p) => p.x_m * 1000)), south = Math.min(...placements.map((p) => p.y_m * 1000));
if (placements.length > 0) {
  expect(Math.abs(box.low[0] - west) < 1, `west side at ${box.low[0]} instead of ${west}`);
  expect(Math.abs(box.low[1] - south) < 1, `south side at ${box.low[1]} instead of ${south}`);
}

console.log(`${stepPath}: ${placements.length} modules, ${solids} solids, ${bytes.length} bytes, read in ${milliseconds} ms`);
for (const fault of faults.slice(0, 20)) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
