import type { FactRefund, Facts } from "./facts.ts";
import { byPlace, newerFirst } from "./join.ts";

/**
 * The itemised refunds that took money. Where a refund is known only by its words in statements, two statements that
 * say the same may mean one refund (a payout that came back is paid again with its lines) or two equal ones. They mean
 * two where their other figures differ, or where the running total shows that so much was given back.
 */
export function refundsThatCount(facts: Facts): readonly FactRefund[] {
  const told = [...Map.groupBy(facts.refunds, (refund) => refund.id).values()].flatMap(fullestReading);
  const words = new Set<string>();
  const counted: FactRefund[] = [];
  const again: FactRefund[] = [];
  for (const refund of told) {
    const said = [refund.id, refund.amount, refund.tax, refund.feeReturned, refund.partners].join("|");
    (words.has(said) ? again : counted).push(refund);
    words.add(said);
  }
  const [total] = facts.refundSteps.at(-1) ?? [0n];
  let covered = counted.reduce((sum, { amount }) => sum + amount, 0n);
  for (const refund of again) {
    if (covered + refund.amount > total) continue;
    counted.push(refund);
    covered += refund.amount;
  }
  return counted.sort(byPlace);
}

/**
 * What one way of reading statements tells of one refund's words. As with lines, two ways (files, the platform's own
 * list) do not add up: that which shows more counts, and of equal ones the one with the newest word.
 */
function fullestReading(all: readonly FactRefund[]): readonly FactRefund[] {
  if (all.length === 1) return all;
  const newest = all.toSorted((a, b) => newerFirst(a, b) || byPlace(a, b));
  const readings = Map.groupBy(newest, ({ toldIn = "" }) => toldIn.split("/", 1)[0]);
  return [...readings.values()].reduce((most, one) => (one.length > most.length ? one : most));
}
