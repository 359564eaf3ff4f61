import { describe, expect, it } from "vitest";
import { holdAgainstFuzz } from "./testing/hold-against-fuzz.ts";

describe("requests from a bad day", () => {
  it("are never answered with a failure of our own, and change nothing (1,500 of them)", async () => {
    const { answered, failures } = await holdAgainstFuzz(1_500);
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(1_000);
  }, 60_000);
});
