import { describe, expect, it } from "vitest";
import type { KnownAt } from "../known-at.ts";
import type { Proposal } from "../strategy.ts";
import { type KnownHistory, noHistory } from "./known-history.ts";
import { type AnyStrategy, strategyComplaints } from "./strategy-laws.ts";

const day = 86_400_000;
const history: KnownHistory = {
  ...noHistory,
  sales: Array.from({ length: 12 }, (_, i) => ({
    key: `shop/sale/${i}`,
    source: "shop",
    status: "completed",
    occurredAt: i * day,
    productId: "p",
    productName: "P",
    country: "KE",
    currency: "USD",
    gross: BigInt(100 + i),
    refunded: 0n,
    fees: 0n,
    taxes: 0n,
    net: BigInt(100 + i),
    knownAt: i * day + 1,
  })),
};

function remind(view: KnownAt, text: string, more: Partial<Proposal> = {}): Proposal {
  return {
    kind: "reminder.show",
    target: "inside",
    parameters: { text },
    about: "sales",
    reason: "There are sales.",
    evidence: [],
    worstCost: { amount: 0n, currency: "USD" },
    expiresAt: view.at + day,
    ...more,
  } as Proposal;
}

function strategy(propose: AnyStrategy["propose"], more: Partial<AnyStrategy> = {}): AnyStrategy {
  return {
    contract: 1,
    id: "tried",
    title: "Tried",
    description: "Tried here.",
    accounts: [],
    automation: 0,
    rights: { actions: ["reminder.show"], hosts: [], model: false },
    params: {},
    cron: "0 8 * * *",
    priority: 1,
    historyDays: 30,
    propose,
    ...more,
  };
}

const total = (view: KnownAt): bigint => view.sales.reduce((sum, { net }) => sum + net, 0n);
const complaints = (tried: AnyStrategy): string => {
  try {
    return strategyComplaints(tried, history).join("\n");
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
};

describe("the laws of strategies", () => {
  it("let a sound one pass", () => {
    expect(complaints(strategy((view) => (view.sales.length > 0 ? [remind(view, `${total(view)}`)] : [])))).toBe("");
  });

  it("find one that keeps in mind what it saw of a later time", () => {
    let most = 0n;
    const peeks = strategy((view) => {
      const now = total(view);
      most = now > most ? now : most;
      return view.sales.length > 0 ? [remind(view, `${most}`)] : [];
    });
    expect(complaints(peeks)).toContain("proposes nothing else when the future is cut off");
  });

  it("find one that relies on an order", () => {
    const relies = strategy((view) => view.sales.slice(0, 1).map(({ key }) => remind(view, key)));
    expect(complaints(relies)).toContain("does not care in which order things are listed");
  });

  it("find one that asks the clock, or chance", () => {
    expect(complaints(strategy((view) => [remind(view, `${Date.now()}`)]))).toContain("It asked for the clock");
    expect(complaints(strategy((view) => [remind(view, String(new Date()))]))).toContain("the clock");
    expect(complaints(strategy((view) => [remind(view, `${Math.random()}`)]))).toContain("It asked for chance");
  });

  it("find one that proposes where nothing is known, or never", () => {
    expect(complaints(strategy((view) => [remind(view, "always")]))).toContain("although nothing is known");
    expect(complaints(strategy(() => []))).toContain("It proposes nothing at any moment");
  });

  it("find one that needs what may be missing", () => {
    const needs = strategy((view) => {
      if (view.sales.length === 0 && view.at > 0) throw new Error("no sales");
      return view.at > 0 ? [remind(view, "x")] : [];
    });
    expect(complaints(needs)).toContain("no sales");
  });

  it("find one that changes what it is given", () => {
    const changes = strategy((view) => {
      (view.sales as unknown as { net: bigint }[]).forEach((sale) => {
        sale.net = 0n;
      });
      return [];
    });
    expect(complaints(changes)).toMatch(/read.?only|assign/i);
  });

  it("find one that costs more than its budget, counts in a foreign currency, or acts where there is no account", () => {
    const some = (view: KnownAt, more: Partial<Proposal>) => (view.sales.length > 0 ? [remind(view, "x", more)] : []);
    const costs = strategy((view) => some(view, { worstCost: { amount: 1n, currency: "USD" } }));
    expect(complaints(costs)).toContain("may cost more than its budget");
    const foreign = strategy((view) => some(view, { worstCost: { amount: 0n, currency: "JPY" } }));
    expect(complaints(foreign)).toContain("counted in JPY");
    const away = strategy((view) => some(view, { target: "elsewhere" }));
    expect(complaints(away)).toContain("where there is no account");
  });

  it("find a setting whose bound breaks it, and one whose default lies outside", () => {
    const params = { days: { type: "whole", min: 0, max: 9, byDefault: 5, help: "Days." } } as const;
    const breaks = strategy(
      (view, values) => {
        if (values["days"] === 0) throw new Error("division by zero");
        return view.sales.length > 0 ? [remind(view, "x")] : [];
      },
      { params },
    );
    expect(complaints(breaks)).toContain("division by zero");
    const outside = strategy(breaks.propose, { params: { days: { ...params.days, byDefault: 50 } } });
    expect(complaints(outside)).toContain('The default of its setting "days" lies outside its own bounds.');
  });
});
