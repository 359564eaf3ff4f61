import { describe, expect, it } from "vitest";
import type { Autonomy } from "./autonomy.ts";
import { raises } from "./raises.ts";

const ask: Autonomy = { level: "ask", mode: "dry", currency: "USD" };

describe("whether a change lets Millrace do more by itself", () => {
  // biome-ignore format: a list of cases that reads as a table stays one to a line.
  it.each<readonly [string, Autonomy, Autonomy, boolean]>([
    ["the same", ask, ask, false],
    ["a higher level", ask, { ...ask, level: "act" }, true],
    ["a lower level", ask, { ...ask, level: "propose" }, false],
    ["sending for real", ask, { ...ask, mode: "live" }, true],
    ["sending no more", { ...ask, mode: "live" }, ask, false],
    ["a first limit", ask, { ...ask, countMax: 5, moneyMax: 500n }, false],
    ["more a day", { ...ask, countMax: 5 }, { ...ask, countMax: 6 }, true],
    ["fewer a day", { ...ask, countMax: 5 }, { ...ask, countMax: 4 }, false],
    ["no limit of number any more", { ...ask, countMax: 5 }, ask, true],
    ["more money a day", { ...ask, moneyMax: 500n }, { ...ask, moneyMax: 501n }, true],
    ["less money a day", { ...ask, moneyMax: 500n }, { ...ask, moneyMax: 499n }, false],
    ["no limit of money any more", { ...ask, moneyMax: 500n }, ask, true],
    ["a limit in another currency", { ...ask, moneyMax: 500n }, { ...ask, moneyMax: 1n, currency: "KES" }, true],
    ["a first limit in another currency", ask, { ...ask, moneyMax: 1n, currency: "KES" }, false],
  ])("%s", (_what, before, after, more) => {
    expect(raises(before, after)).toBe(more);
  });
});
