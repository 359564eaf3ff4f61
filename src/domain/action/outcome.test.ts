import { describe, expect, it } from "vitest";
import { type Outcome, outcomeFault } from "./outcome.ts";

const told: Outcome = {
  measure: "sales in 30 days",
  result: "effect",
  from: 1_000,
  to: 2_000,
  against: { kind: "none" },
  note: "",
};
const held = (compared: string) => ({ against: { kind: "hold-out", compared } as const });

describe("what came of an action", () => {
  it("is kept with and without a comparison", () => {
    expect(outcomeFault(told, 1_000, 2_000)).toBeUndefined();
    expect(outcomeFault({ ...told, ...held("10 % of the listings") }, 1_000, 2_000)).toBeUndefined();
  });

  it.each([
    [{ measure: " " }, "it does not say what was measured"],
    [{ measure: "x".repeat(201) }, "what was measured takes more than 200 characters"],
    [{ note: "x".repeat(501) }, "the note is longer than 500 characters"],
    [{ from: 1.5 }, "its time ends before it begins"],
    [{ to: Number.NaN }, "its time ends before it begins"],
    [{ from: 3_000 }, "its time ends before it begins"],
    [{ to: 2_001 }, "its time is not over"],
    [{ from: 1, to: 999 }, "its time was over before the act was done"],
    [held(""), "it does not say what it was compared with"],
    [held("x".repeat(201)), "what it was compared with takes more than 200 characters"],
  ])("is refused as %j", (changes, fault) => {
    expect(outcomeFault({ ...told, ...changes }, 1_000, 2_000)).toBe(fault);
  });
});
