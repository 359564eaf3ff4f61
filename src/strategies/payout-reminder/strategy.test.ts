import { describe, expect, it } from "vitest";
import { defaultParams } from "../../spec/strategy-kit/params.ts";
import { type KnownHistory, noHistory, viewAt } from "../../spec/testing/known-history.ts";
import { proposalsOf } from "../../spec/testing/strategy-laws.ts";
import { conformStrategy } from "../../spec/testing/strategy-suite.ts";
import { params } from "./params.ts";
import { strategy } from "./strategy.ts";
import { day, lateAndOverdue, readDaily, start, weeklyPayout } from "./testing/histories.ts";

conformStrategy(strategy, lateAndOverdue);

const at = (week: number, days = 0): number => start + (week * 7 + days) * day;
const told = (history: KnownHistory, moment: number, set: Record<string, never> | object = {}) =>
  proposalsOf(strategy, viewAt(history, moment), { ...defaultParams(params), ...set });

describe("payout reminder", () => {
  it("names the amount, the age and what is usual of a payout that is late", () => {
    const [reminder] = told(lateAndOverdue, at(8, 6));
    expect(reminder).toMatchObject({
      kind: "reminder.show",
      about: "payout/gumroad/payout/8",
      reason: "123.53 USD from Gumroad have been on their way for 6 days; usually it takes 2 days.",
      evidence: ["gumroad/payout/8", "gumroad/payout/5", "gumroad/payout/6", "gumroad/payout/7"],
      expiresAt: at(8, 13),
    });
    expect(reminder?.parameters).toMatchObject({ text: expect.stringContaining("on 27 Feb 2026, 6 days ago") });
  });

  it("says nothing while a payout is within what is usual, slack included", () => {
    expect(told(lateAndOverdue, at(8, 4))).toEqual([]);
    expect(told(lateAndOverdue, at(8, 6), { slackDays: 10 })).toEqual([]);
  });

  it("says nothing of payouts on their way where nobody records arrivals", () => {
    const payouts = Array.from({ length: 9 }, (_, week) => weeklyPayout(week, undefined)).flat();
    expect(told({ ...noHistory, payouts }, at(12))).toEqual([]);
  });

  it("lets payouts rest that were sent before arrivals were first recorded", () => {
    const payouts = [...weeklyPayout(0, undefined), ...[1, 2, 3, 4].flatMap((week) => weeklyPayout(week, 2))];
    expect(told({ ...noHistory, payouts }, at(20))).toEqual([]);
  });

  it("is not fooled by one payout that took very long", () => {
    const payouts = [
      ...weeklyPayout(0, 40),
      ...Array.from({ length: 6 }, (_, i) => weeklyPayout(i + 1, 2)).flat(),
      ...weeklyPayout(7, undefined),
    ];
    expect(told({ ...noHistory, payouts }, at(7, 6)).map(({ about }) => about)).toEqual(["payout/gumroad/payout/7"]);
  });

  it("tells that a platform has not paid out when it usually does, as long as money lies there", () => {
    const abouts = told(lateAndOverdue, at(10, 1)).map(({ about }) => about);
    expect(abouts).toEqual(["payout/gumroad/payout/8", "overdue/gumroad/USD"]);
    const [, overdue] = told(lateAndOverdue, at(10, 1));
    expect(overdue?.reason).toBe("Gumroad usually pays out every 7 days; the last payout was 15 days ago.");
    const empty = { ...lateAndOverdue, balances: [] };
    expect(told(empty, at(10, 1)).map(({ about }) => about)).toEqual(["payout/gumroad/payout/8"]);
  });

  it("does not call a platform overdue that was not read lately, or cannot be read", () => {
    const unread = { ...lateAndOverdue, connections: readDaily(60) };
    expect(told(unread, at(10, 1)).map(({ about }) => about)).toEqual(["payout/gumroad/payout/8"]);
    const [last] = readDaily(1);
    const failing = last && { ...last, state: "failing" as const, readUntil: at(10), knownAt: at(10) };
    const broken = { ...lateAndOverdue, connections: failing ? [failing] : [] };
    expect(told(broken, at(10, 1)).map(({ about }) => about)).toEqual(["payout/gumroad/payout/8"]);
  });

  it("reminds of a balance above the owner's wish, in its own currency only", () => {
    const balances = [
      { source: "gumroad", currency: "USD", amount: 50_001n, knownAt: start },
      { source: "gumroad", currency: "KES", amount: 90_000_000n, knownAt: start },
    ];
    const history = { ...noHistory, balances };
    expect(told(history, start)).toEqual([]);
    const [reminder, ...more] = told(history, start, { keepAtMost: { USD: 50_000n } });
    expect(more).toEqual([]);
    expect(reminder?.reason).toBe("500.01 USD lie at Gumroad, more than the 500.00 USD that you want to leave there.");
    expect(told(history, start, { keepAtMost: { USD: 50_001n } })).toEqual([]);
  });

  it("tells in its figures how many payouts are on their way", () => {
    const view = viewAt(lateAndOverdue, at(8, 1));
    expect(strategy.metrics?.(view, { slackDays: 3, keepAtMost: {}, againAfterDays: 7 })).toEqual({
      payoutsOnTheirWay: 1,
    });
  });
});
