import type { Millis } from "../../base/clock.ts";
import { counted } from "../../domain/text/amount-text.ts";
import type { Committed } from "./commit-piece.ts";

/** What a look did. Pages, records and fresh ones count the whole walk; the rest counts this run of it. */
export type LookSummary = {
  readonly stream: string;
  readonly look: string;
  /** Whether it went on where an earlier run had to stop. */
  readonly resumed: boolean;
  readonly pages: number;
  readonly records: number;
  /** Records never seen before. */
  readonly fresh: number;
  /** Known records that say something else now. */
  readonly changed: number;
  /** Records new in quarantine. */
  readonly quarantined: number;
  readonly newSales: number;
  readonly newRefunds: number;
  readonly newPayouts: number;
  /** New records that the last finished look should have met: a platform that lists late. */
  readonly foundLate: number;
  readonly startedAt: Millis;
  readonly finishedAt: Millis;
  /** Between which moments nothing of the stream is missing now; 0 is the beginning of everything. */
  readonly coveredFrom: Millis;
  readonly coveredTo: Millis;
  /** For people, without a full stop: "12 new sales, 1 refund". */
  readonly note: string;
};

/** What a run counts while it goes. */
export type Counts = Pick<
  LookSummary,
  "changed" | "quarantined" | "newSales" | "newRefunds" | "newPayouts" | "foundLate"
> & {
  /** Objects that the books did not know or know better now. */
  readonly touched: number;
  readonly products: number;
};

export const noCounts: Counts = {
  changed: 0,
  quarantined: 0,
  newSales: 0,
  newRefunds: 0,
  newPayouts: 0,
  foundLate: 0,
  touched: 0,
  products: 0,
};

/** How much earlier than the last finished look a new record must have come to be to count as listed late. */
const lateAfterMs = 3_600_000;

/** Adds what a commit did. `coveredTo` is up to when the stream had been read before. */
export function counting(counts: Counts, committed: Committed, coveredTo: Millis | undefined): Counts {
  const { absorbed, fresh, changed, quarantined } = committed;
  const isLate = (at: Millis | undefined): boolean =>
    at !== undefined && coveredTo !== undefined && at < coveredTo - lateAfterMs;
  const ownKeys = new Set(fresh.map((one) => one.key));
  const newKeys = new Set(absorbed.filter((one) => one.isNew).map((one) => one.objectKey));
  const refunds = absorbed.flatMap(({ figures }) => [...figures.values()]).reduce((sum, one) => sum + one.refunds, 0n);
  return {
    changed: counts.changed + changed,
    quarantined: counts.quarantined + quarantined,
    newSales: counts.newSales + absorbed.filter((one) => one.isNew && one.kind === "sale").length,
    newRefunds: counts.newRefunds + Math.max(0, Number(refunds)),
    newPayouts:
      counts.newPayouts +
      absorbed.filter((one) => one.isNew && one.kind === "payout" && ownKeys.has(one.objectKey)).length,
    foundLate: counts.foundLate + fresh.filter(({ key, record }) => newKeys.has(key) && isLate(record.at)).length,
    touched: counts.touched + absorbed.filter((one) => one.isNew || one.changed || one.newLines > 0).length,
    products: counts.products + fresh.filter(({ record }) => record.product !== undefined).length,
  };
}

/** What was found, for people: "12 new sales, 1 refund, 2 records not understood". */
export function noteOf(counts: Counts): string {
  const { newSales, newRefunds, newPayouts, products, quarantined, touched, changed } = counts;
  const named = [
    newSales > 0 ? counted(newSales, "new sale") : "",
    newRefunds > 0 ? counted(newRefunds, "refund") : "",
    newPayouts > 0 ? counted(newPayouts, "payout") : "",
    products > 0 ? counted(products, "product") : "",
  ].filter((text) => text !== "");
  if (named.length === 0 && touched + changed > 0) named.push(`${counted(Math.max(touched, changed), "change")}`);
  if (quarantined > 0) named.push(`${counted(quarantined, "record")} not understood`);
  return named.length === 0 ? "nothing new" : named.join(", ");
}
