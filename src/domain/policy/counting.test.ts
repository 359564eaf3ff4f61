import { describe, expect, it } from "vitest";
import type { Intended } from "./asking.ts";
import { countedUnder, countsFor, countWithin } from "./counting.ts";

const retry = (by: "strategy" | "owner" | "customer", amount = 500n): Intended => ({
  kind: "payment.retry",
  target: "stripe",
  book: "main",
  origin: by === "customer" ? { by } : { by, id: "x" },
  parameters: { charge: "c1", card: "card|1%", amount, currency: "USD" },
});

describe("counting for caps", () => {
  it("counts a customer's own try for the networks and not for the engine's budget", () => {
    expect(countedUnder(retry("strategy"))).toEqual([
      "card.attempts:card%7C1%25",
      "card.automatic:card%7C1%25",
      "card.sameAmount:card%7C1%25|500|USD",
    ]);
    expect(countedUnder(retry("customer"))).toEqual([
      "card.attempts:card%7C1%25",
      "card.sameAmount:card%7C1%25|500|USD",
    ]);
    expect(countedUnder(retry("owner"))).toEqual(countedUnder(retry("customer")));
  });

  it("counts recovery messages to one person over all channels together", () => {
    const to = { receiver: "r1", purpose: "recovery", text: "x" };
    const mail: Intended = { ...retry("owner"), kind: "mail.send", target: "smtp", parameters: to };
    const chat: Intended = { ...mail, kind: "message.send", target: "telegram" };
    expect(countedUnder(mail)).toEqual(["receiver.recovery:main|r1", "receiver.marketing:main|r1"]);
    expect(countedUnder(chat)).toEqual(countedUnder(mail));
    expect(countedUnder({ ...mail, parameters: { ...to, purpose: "receipt" } })).toEqual([]);
  });

  it("counts what has no account together, and keeps accounts apart", () => {
    const create: Intended = { ...retry("owner"), kind: "listing.create", target: "gumroad" };
    expect(countedUnder(create)).toEqual(["account.creations:gumroad|"]);
    expect(countedUnder({ ...create, account: "a" })).toEqual(["account.creations:gumroad|a"]);
  });

  it("counts nothing of what is no kind", () => {
    expect(countedUnder({ ...retry("owner"), kind: "rocket.launch" })).toEqual([]);
  });

  it("gives the counts that rules ask for, with zero where the action does not count", () => {
    const times = new Map([["card.attempts:card%7C1%25", [10, 20, 3_600_000]]]);
    const needed = [
      { counter: "card.attempts", within: "1h" },
      { counter: "card.attempts", within: "2h" },
      { counter: "account.creations", within: "24h" },
    ];
    expect(countsFor(retry("owner"), needed, (key) => times.get(key) ?? [], 3_600_010)).toEqual({
      "card.attempts/1h": 2,
      "card.attempts/2h": 3,
      "account.creations/24h": 0,
    });
    const unread = [{ counter: "card.attempts", within: "soon" }];
    expect(() => countsFor(retry("owner"), unread, () => [], 0)).toThrow(/was checked when/);
  });

  it("lets go of what is exactly one window ago, and does not look ahead", () => {
    expect(countWithin([0, 1, 100, 101], 100, 100)).toBe(2);
  });
});
