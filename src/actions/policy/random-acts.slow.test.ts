import { expect, it } from "vitest";
import { shippedRules } from "./testing/policy-files.ts";
import { randomActs } from "./testing/random-acts.ts";
import { breachesIn } from "./testing/watch-caps.ts";

it("break no cap, no quiet hour and no retry limit in two million tries from twenty seeds", () => {
  const set = shippedRules();
  for (let seed = 1n; seed <= 20n; seed++) {
    expect(breachesIn(randomActs(set, seed, 100_000)), `seed ${seed}`).toEqual([]);
  }
});
