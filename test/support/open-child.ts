/**
 * Opens the data directory given (and makes its database with "create") and prints as JSON which schema steps it
 * applied or which problem it met; for tests that need another process or another user.
 */
import { ProblemError } from "../../src/base/problem.ts";
import { openForTest } from "./installation.ts";

const [dataDir = "", create] = process.argv.slice(2);
try {
  const opened = await openForTest(dataDir, { create: create === "create", busyTimeoutMs: 5_000 });
  await opened.close();
  process.stdout.write(JSON.stringify({ applied: opened.applied }));
} catch (cause) {
  if (!(cause instanceof ProblemError)) throw cause;
  process.stdout.write(JSON.stringify(cause.problem));
}
