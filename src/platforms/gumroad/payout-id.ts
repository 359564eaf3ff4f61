import type { Millis } from "../../base/clock.ts";
import { withinBounds } from "../../domain/money/money.ts";
import type { PayoutRow } from "./payout-rows.ts";

/**
 * The id under which the file of a payout tells it, from all its rows: day, amount and the smallest purchase id name it,
 * whichever way the file was saved. Undefined where a file would tell no payout. The platform's own id supersedes it.
 */
export function filePayoutId(rows: readonly PayoutRow[]): string | undefined {
  return payoutIdOf(rows.reduce(withRow, noRows));
}

/** What is known of a file's payout so far. */
export type PayoutSum = {
  readonly net: bigint;
  readonly last: { readonly day: Millis; readonly text: string } | undefined;
  readonly firstPurchase: string;
};

export const noRows: PayoutSum = { net: 0n, last: undefined, firstPurchase: "" };

/** The sum with one more row in it. */
export function withRow(sum: PayoutSum, row: PayoutRow): PayoutSum {
  const { day, purchase } = row;
  const later = day !== undefined && (sum.last === undefined || day > sum.last.day);
  const first = row.type === "Sale" && (sum.firstPurchase === "" || purchase < sum.firstPurchase);
  return {
    net: sum.net + row.net,
    last: later ? { day, text: row.dayText } : sum.last,
    firstPurchase: first ? purchase : sum.firstPurchase,
  };
}

/** The id of a payout whose rows came to this sum; undefined when nothing was paid out. */
export function payoutIdOf({ net, last, firstPurchase }: PayoutSum): string | undefined {
  if (last === undefined || net <= 0n || !withinBounds(net).ok) return undefined;
  return ["payout", last.text, net, firstPurchase.slice(0, 100)].filter((part) => part !== "").join("/");
}
