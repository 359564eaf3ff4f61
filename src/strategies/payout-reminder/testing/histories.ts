import type { KnownConnection, KnownPayout } from "../../../spec/known-at.ts";
import { type KnownHistory, type Learnt, noHistory } from "../../../spec/testing/known-history.ts";

export const day = 86_400_000;
export const start = Date.UTC(2026, 0, 2, 12);

/** A weekly payout of `source`, sent in week `week`; it arrives `travel` days later, or nobody says so. */
export function weeklyPayout(week: number, travel: number | undefined, source = "gumroad"): Learnt<KnownPayout>[] {
  const sentAt = start + week * 7 * day;
  const sent = {
    key: `${source}/payout/${week}`,
    source,
    status: "completed" as const,
    sentAt,
    currency: "USD",
    amount: 12_345n + BigInt(week),
    arrivedAt: undefined,
    knownAt: sentAt,
  };
  if (travel === undefined) return [sent];
  const arrivedAt = sentAt + travel * day;
  return [sent, { ...sent, arrivedAt, knownAt: arrivedAt }];
}

/** The platform is read every day until `days` days after the start. */
export function readDaily(days: number, source = "gumroad"): Learnt<KnownConnection>[] {
  return Array.from({ length: days }, (_, i) => ({
    source,
    name: "shop@example.com",
    state: "on" as const,
    connectedAt: start - day,
    readUntil: start + i * day,
    knownAt: start + i * day,
  }));
}

/** Payouts each week for eight weeks that take two days; the ninth never arrives, and no tenth is sent. */
export const lateAndOverdue: KnownHistory = {
  ...noHistory,
  title: "a shop whose payouts stop",
  payouts: [...Array.from({ length: 8 }, (_, week) => weeklyPayout(week, 2)).flat(), ...weeklyPayout(8, undefined)],
  balances: Array.from({ length: 12 }, (_, week) => ({
    source: "gumroad",
    currency: "USD",
    amount: week < 9 ? 0n : 5_000n * BigInt(week - 8),
    knownAt: start + week * 7 * day + 1,
  })),
  connections: readDaily(120),
};
