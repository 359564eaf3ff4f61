import { describe, expect, it } from "vitest";
import { holdAgainstFuzz } from "./testing/hold-against-fuzz.ts";

describe("requests from a bad day", () => {
  it("are never answered with a failure of our own, and change nothing (100,000 of them)", async () => {
    const { answered, failures } = await holdAgainstFuzz(100_000);
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(70_000);
  });
});
