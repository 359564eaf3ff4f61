import fc from "fast-check";
import { booksDigest } from "./books-digest.ts";
import { askFuzzed, fuzzedRequest } from "./fuzz.ts";
import { openTestApi } from "./open-api.ts";

/** Throws that many requests at an installation with sales; tells what failed. The books must be as they were. */
export async function holdAgainstFuzz(count: number): Promise<{ answered: number; failures: readonly string[] }> {
  const api = await openTestApi({ checkAnswers: false });
  await api.importSample("gumroad/sales-2025.csv");
  // What a first look makes (signing keys, schedules, the log as a place for messages) is there before the comparison.
  for (const path of ["/api/v1/status", "/api/v1/jobs", "/api/v1/sinks"]) await api.ask("owner", path);
  const before = await booksDigest(api.workplace.store);
  let answered = 0;
  const property = fc.asyncProperty(fuzzedRequest, async (one) => {
    const status = await askFuzzed(api, one);
    if (status !== undefined) answered += 1;
    return status === undefined || status < 500;
  });
  const failures: string[] = [];
  try {
    const found = await fc.check(property, { numRuns: count, seed: 20261121 });
    if (found.failed) failures.push(fc.stringify(found.counterexample), ...api.logged.slice(-2));
    if ((await booksDigest(api.workplace.store)) !== before) failures.push("the books were changed");
  } finally {
    await api.close();
  }
  return { answered, failures };
}
