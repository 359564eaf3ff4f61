import { describe, expect, it } from "vitest";
import { shippedRules } from "./testing/policy-files.ts";
import { randomActs } from "./testing/random-acts.ts";
import { breachesIn } from "./testing/watch-caps.ts";

describe("random actions through all rules", () => {
  it("break no cap, no quiet hour and no retry limit in a hundred thousand tries", () => {
    const done = randomActs(shippedRules(), 20_261_120n, 100_000);
    expect(breachesIn(done)).toEqual([]);
    // Enough came through to bring every cap to its edge, and what nobody knows did not.
    const kinds = Map.groupBy(done, ({ action }) => action.kind);
    for (const kind of ["mail.send", "message.send", "listing.create", "post.publish", "payment.retry"]) {
      expect(kinds.get(kind)?.length ?? 0, kind).toBeGreaterThan(100);
    }
    expect(kinds.has("rocket.launch")).toBe(false);
  });

  it("are caught by the watcher when a cap is taken out", () => {
    const set = shippedRules();
    for (const id of ["MAIL-03", "HOUSE-02", "GUM-01", "SOC-01", "CARD-05", "MAIL-02"]) {
      const byKind = new Map(
        [...set.byKind].map(([kind, rules]) => [
          kind,
          rules.filter(({ rule }) => rule.id !== id && rule.id !== "US-CAN-05"),
        ]),
      );
      expect(breachesIn(randomActs({ ...set, byKind }, 7n, 5_000)).length, id).toBeGreaterThan(0);
    }
  });
});
