import { describe, expect, it } from "vitest";
import { reactions } from "./reactions.ts";

describe("the table of reactions", () => {
  it("calls a person at once for everything that waits for one, and stops only that", () => {
    for (const [kind, { retry, wait, blocksStream, alert }] of Object.entries(reactions)) {
      const person = wait === "person";
      expect([kind, blocksStream, alert === "at-once", retry]).toEqual([kind, person, person, !person]);
    }
  });
});
