import { describe, expect, it } from "vitest";
import type { Decision } from "../policy/decide.ts";
import type { Action } from "./action.ts";
import { usualAutonomy } from "./autonomy.ts";
import { judgeStanding, type Standing, scopeName, withinBudget } from "./standing.ts";
import { stoppedBy } from "./stop-scopes.ts";

const price = {
  kind: "listing.price",
  target: "gumroad",
  parameters: { listing: "p", price: 900n, currency: "USD", announced: false, personal: false },
  worstCost: { amount: 500n, currency: "USD" },
  origin: { by: "strategy", id: "x" },
} as unknown as Action;
const reminder = { ...price, kind: "reminder.show", parameters: { text: "Look" } } as unknown as Action;

const allowed = { verdict: "allow", sentence: "Allowed." } as Decision;
const asked = { verdict: "needs-approval", sentence: "Needs your yes." } as Decision;
const denied = { verdict: "deny", sentence: "Denied." } as Decision;

const acting: Standing = {
  autonomy: { level: "act", mode: "live", currency: "USD" },
  confirmed: false,
  stopped: [],
  patternKnown: true,
};
const codes = (standing: Partial<Standing>, decision = allowed, action = price) => {
  const { verdict, own } = judgeStanding(action, decision, { ...acting, ...standing });
  return [verdict, ...own.map(({ code }) => code)];
};

describe("the owner's own settings", () => {
  it("let through what she lets Millrace do by itself", () => {
    expect(codes({})).toEqual(["allow"]);
    expect(codes({ patternKnown: false }, allowed, reminder)).toEqual(["allow"]);
  });

  it("make an answer stricter and never milder", () => {
    const off = { ...acting.autonomy, level: "off" } as const;
    const ask = { ...acting.autonomy, level: "ask" } as const;
    expect(codes({ autonomy: off })).toEqual(["deny", "AUTONOMY-OFF"]);
    expect(codes({ autonomy: off }, denied)).toEqual(["deny", "AUTONOMY-OFF"]);
    expect(codes({ autonomy: ask })).toEqual(["needs-approval", "AUTONOMY-ASK"]);
    expect(codes({ patternKnown: false })).toEqual(["needs-approval", "FIRST-USE"]);
    expect(codes({ stopped: ["everything"] })).toEqual(["needs-approval", "STOPPED"]);
    expect(codes({ stopped: ["everything"] }, asked)).toEqual(["needs-approval", "STOPPED"]);
    expect(codes({}, asked)).toEqual(["needs-approval"]);
    expect(codes({}, denied)).toEqual(["deny"]);
  });

  it("ask about whatever an assistant proposes, and the owner's own yes is then enough", () => {
    const proposed = { ...price, origin: { by: "assistant", id: "k1" } } as unknown as Action;
    expect(codes({}, allowed, proposed)).toEqual(["needs-approval", "ASSISTANT"]);
    expect(codes({}, denied, proposed)).toEqual(["deny", "ASSISTANT"]);
    expect(codes({ confirmed: true }, allowed, proposed)).toEqual(["allow"]);
    const asking = { ...proposed, kind: "human.step", parameters: { step: "decision", text: "Look" } };
    expect(codes({}, allowed, asking as unknown as Action)).toEqual(["allow"]);
    expect(codes({}, allowed, { ...asking, kind: "reminder.show" } as unknown as Action)).toEqual(["allow"]);
  });

  it("ask nobody who says yes anyway, and the rules bind her all the same", () => {
    expect(codes({ confirmed: true, stopped: ["everything"], patternKnown: false })).toEqual(["allow"]);
    expect(codes({ confirmed: true }, denied)).toEqual(["deny"]);
  });

  it("keep within the day's number and money, and take what cannot be compared for too much", () => {
    const fits = (limits: object, spent?: { count: number; money: bigint }, currency = "USD") =>
      withinBudget(
        { ...price, worstCost: { amount: 500n, currency } },
        {
          ...acting,
          autonomy: { ...acting.autonomy, ...limits },
          ...(spent ? { spent } : {}),
        },
      );
    expect(fits({})).toBe(true);
    expect(fits({ countMax: 1 })).toBe(false);
    expect(fits({ countMax: 1 }, { count: 0, money: 0n })).toBe(true);
    expect(fits({ countMax: 1 }, { count: 1, money: 0n })).toBe(false);
    expect(fits({ moneyMax: 900n }, { count: 9, money: 400n })).toBe(true);
    expect(fits({ moneyMax: 900n }, { count: 9, money: 401n })).toBe(false);
    expect(fits({ moneyMax: 900n }, { count: 0, money: 0n }, "KES")).toBe(false);
    const free = { ...price, worstCost: { amount: 0n, currency: "KES" } };
    const autonomy = { ...acting.autonomy, moneyMax: 900n };
    expect(withinBudget(free, { ...acting, autonomy, spent: { count: 0, money: 900n } })).toBe(true);
    expect(codes({ autonomy: { ...acting.autonomy, countMax: 0 } })).toEqual(["needs-approval", "BUDGET"]);
  });

  it("begin with asking about everything that leaves, dry", () => {
    expect(usualAutonomy("sale.refund", "KES")).toEqual({ level: "ask", mode: "dry", currency: "KES" });
    expect(usualAutonomy("reminder.show", "KES")).toEqual({ level: "act", mode: "live", currency: "KES" });
  });
});

describe("a stop switch", () => {
  it("stops its platform, its kind or everything, but not what gives back or stays inside", () => {
    const all = new Set(["everything", "platform:gumroad", "kind:sale.refund"]);
    expect(stoppedBy(price, all)).toEqual(["everything", "platform:gumroad"]);
    expect(stoppedBy(price, new Set(["platform:etsy", "kind:listing.price"]))).toEqual(["kind:listing.price"]);
    expect(stoppedBy({ kind: "sale.refund", target: "gumroad" }, all)).toEqual([]);
    expect(stoppedBy({ kind: "reminder.show", target: "gumroad" }, all)).toEqual([]);
    expect(stoppedBy({ kind: "rocket.launch", target: "moon" }, all)).toEqual(["everything"]);
  });

  it.each([
    ["everything", "everything"],
    ["platform:gumroad", "everything at gumroad"],
    ["kind:listing.price", 'every "listing.price"'],
  ])("is called in words: %s", (scope, words) => {
    expect(scopeName(scope)).toBe(words);
  });
});
