// SPDX-License-Identifier: Apache-2.0
// Holds SARIF files to the rules of the specification with sarif-multitool, the validator of its authors:
//   node tests/e2e/check_sarif.mjs findings.sarif...
// Needs `npm install @microsoft/sarif-multitool` somewhere node finds it (NODE_PATH). Without it: says so and exits 77.
import { chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";

const require = createRequire(import.meta.url);
let program;
try {
  const at = require.resolve(`@microsoft/sarif-multitool-${process.platform}/package.json`);
  program = join(dirname(at), "Sarif.Multitool");
} catch {
  console.log("skipped: sarif-multitool is not installed (npm install @microsoft/sarif-multitool, then set NODE_PATH)");
  process.exit(77);
}
chmodSync(program, 0o755);
const ran = spawnSync(program, ["validate", ...process.argv.slice(2)], {
  encoding: "utf8",
  env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
});
if (ran.error) {
  console.log(`skipped: sarif-multitool does not run here: ${ran.error.message}`);
  process.exit(77);
}
const faults = ran.stdout.split("\n").filter((line) => / error /.test(line));
console.log(faults.slice(0, 5).join("\n"));
process.exit(faults.length > 0 || !/successfully/.test(ran.stdout) ? 1 : 0);
