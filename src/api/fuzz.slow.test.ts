import { describe, expect, it } from "vitest";
import { holdAgainstFuzz } from "./testing/hold-against-fuzz.ts";

/** `TEST_RUNS=full` throws a hundred thousand, in about a minute. */
const requests = process.env["TEST_RUNS"] === "full" ? 100_000 : 30_000;

describe("requests from a bad day", () => {
  it("are never answered with a failure of our own, and change nothing", async () => {
    const { answered, failures } = await holdAgainstFuzz(requests);
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(requests * 0.7);
  });
});
