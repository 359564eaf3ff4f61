import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import type { Autonomy } from "./autonomy.ts";
import { wantsFreshProof } from "./fresh-proof.ts";

const live: Autonomy = { level: "ask", mode: "live", currency: "USD" };
const refund = (amount: bigint, currency = "USD"): Action => ({
  id: "a1",
  kind: "sale.refund",
  target: "twin",
  book: "main",
  parameters: { sale: "7", amount, currency },
  reason: "The buyer asked for it.",
  evidence: [],
  worstCost: { amount, currency },
  reversible: false,
  expiresAt: 0,
  idempotencyKey: "k1",
  origin: { by: "strategy", id: "refunds" },
});
const price = { ...refund(500n), kind: "listing.price" } as unknown as Action;
const reminder = { ...refund(500n), kind: "reminder.show" } as unknown as Action;
const trade = { ...refund(500n), kind: "trade.place" } as unknown as Action;

describe("the proof that a yes needs", () => {
  it("is asked for whatever moves money and has no limit", () => {
    expect(wantsFreshProof(refund(1n), live)).toBe(true);
    expect(wantsFreshProof(trade, live)).toBe(true);
  });

  it("is not asked for money within the owner's limit, and is from one cent above it on", () => {
    const limited: Autonomy = { ...live, moneyMax: 500n };
    expect(wantsFreshProof(refund(500n), limited)).toBe(false);
    expect(wantsFreshProof(refund(501n), limited)).toBe(true);
  });

  it("is asked where the limit is in another currency, because they cannot be compared", () => {
    expect(wantsFreshProof(refund(1n, "KES"), { ...live, moneyMax: 500n })).toBe(true);
  });

  it("is not asked for what moves no money, stays inside, or only runs dry", () => {
    expect(wantsFreshProof(price, live)).toBe(false);
    expect(wantsFreshProof(reminder, live)).toBe(false);
    expect(wantsFreshProof(refund(1n), { ...live, mode: "dry" })).toBe(false);
  });
});
