// Reads Vitest's JSON report: prints the tests that did not run, and on the last line "<passed> <failed> <skipped>".
// With a name as second argument it then expects tests: a suite that found none has failed.
import { readFileSync } from "node:fs";

let report;
try {
  report = JSON.parse(readFileSync(process.argv[2], "utf8"));
} catch {
  console.log("  the suite ended without a report");
  console.log("0 1 0");
  process.exit();
}

const cwd = `${process.cwd()}/`;
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of report.testResults) {
  const name = file.name.replace(cwd, "");
  for (const test of file.assertionResults) {
    if (test.status === "passed") passed++;
    else if (test.status === "failed") failed++;
    else {
      skipped++;
      console.log(`  skipped ${name}: ${test.fullName} — ${reasonFor(file.name, test)}`);
    }
  }
  // A file that could not even be loaded has no tests to count.
  if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")) {
    failed++;
    console.log(`  failed ${name}: ${String(file.message).split("\n")[0]}`);
  }
}
if (passed + failed === 0) {
  console.log("  the suite found no tests");
  failed = 1;
}
if (!report.success && failed === 0) failed = 1;
console.log(`${passed} ${failed} ${skipped}`);

/** The tidy test makes every skip give its reason in its line; the line is found by the test's title. */
function reasonFor(file, test) {
  const told = test.fullName.match(/\(skipped: ([^()]+)\)/)?.[1];
  if (told) return told;
  const title = test.title;
  const lines = readFileSync(file, "utf8").split("\n");
  const line =
    lines.find((text) => /\.(skip|skipIf|runIf|todo)\b/.test(text) && text.includes(title)) ??
    lines.find((text) => /\.(skip|skipIf|runIf|todo)\b/.test(text));
  return line?.match(/\/\/\s*(.+)$/)?.[1] ?? line?.match(/\(([^()]+\s[^()]+)\)"/)?.[1] ?? "no reason found in its line";
}
