// Counts a report of Playwright: "passed failed skipped". A report that is not there is one failure.
import { readFileSync } from "node:fs";

try {
  const { stats, errors } = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const failed = stats.unexpected + errors.length;
  // A walk that passed at its second try is told, and counts as passed.
  console.log(`${stats.expected + stats.flaky} ${failed} ${stats.skipped}`);
} catch {
  console.log("0 1 0");
}
