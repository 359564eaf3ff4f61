import type { Millis } from "../base/clock.ts";
import { toHex } from "../base/hash.ts";
import { chart } from "../domain/books/account.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { PastAuditHead, PastInbox, PastPayout } from "../insight/past/as-of.ts";
import { type Amount, amountOf } from "../insight/shown/amount.ts";
import { auditHeadAt } from "../store/audit-head-at.ts";
import type { Book } from "../store/book.ts";
import { type FactsRow, factsOfKind } from "../store/object-facts.ts";
import { type ObjectTransfer, transfersOf } from "../store/object-transfers.ts";
import { actionsAt, stepsAt } from "../store/past-inbox.ts";
import { arrivalKey } from "./arrivals.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store">;

const inboxMax = 200;
/** What waited for a yes, or for somebody who looks what became of it. */
const waiting = ["needs-approval", "unknown"];

/** The payouts that were known at a moment, newest first, with what the books had sent and seen arrive by then. */
export async function payoutsAsOf({ store }: Desk, book: Book, asOf: Millis): Promise<readonly PastPayout[]> {
  const rows = (await factsOfKind(store, book.id, "payout")).filter((row) => row.firstSeenAt <= asOf);
  const payouts: PastPayout[] = [];
  for (const row of rows) payouts.push(await payoutThen(store, book, row, asOf));
  return payouts.sort((a, b) => (a.knownSince < b.knownSince ? 1 : a.knownSince > b.knownSince ? -1 : 0));
}

async function payoutThen(store: Workplace["store"], book: Book, row: FactsRow, asOf: Millis): Promise<PastPayout> {
  const transit = chart.transit(row.source);
  const moved = async (key: string, sign: 1n | -1n): Promise<readonly Amount[]> =>
    movedThrough(await transfersOf(store, book.id, key), transit, sign, asOf);
  return {
    key: row.objectKey,
    source: row.source,
    knownSince: isoTime(row.firstSeenAt),
    sent: await moved(row.objectKey, 1n),
    arrived: await moved(arrivalKey(row.objectKey), -1n),
  };
}

function movedThrough(
  transfers: readonly ObjectTransfer[],
  account: string,
  sign: 1n | -1n,
  asOf: Millis,
): readonly Amount[] {
  const sums = new Map<string, bigint>();
  for (const one of transfers) {
    if (one.recordedAt > asOf) continue;
    const way = one.debit === account ? 1n : one.credit === account ? -1n : 0n;
    sums.set(one.currency, (sums.get(one.currency) ?? 0n) + sign * way * one.amount);
  }
  return [...sums].filter(([, sum]) => sum !== 0n).map(([currency, sum]) => amountOf(sum, currency));
}

/** What waited for a person at a moment, oldest first. */
export async function inboxAsOf({ store }: Desk, book: Book, asOf: Millis): Promise<PastInbox> {
  const actions = await actionsAt(store, book.id, asOf, waiting, inboxMax);
  const steps = await stepsAt(store, book.id, asOf, inboxMax);
  return {
    asOf: isoTime(asOf),
    actions: actions.map(({ proposedAt, since, actor, ...action }) => ({
      ...action,
      proposedAt: isoTime(proposedAt),
      since: isoTime(since),
      by: actor,
    })),
    steps: steps.map(({ id, title, createdAt, dueAt }) => ({
      id: id.toString(),
      title,
      since: isoTime(createdAt),
      dueAt: dueAt === undefined ? null : isoTime(dueAt),
    })),
  };
}

/** The end of the audit chain at a moment. */
export async function auditHeadAsOf({ store }: Desk, _book: Book, asOf: Millis): Promise<PastAuditHead> {
  const { seq, hash } = await auditHeadAt(store, asOf);
  return { asOf: isoTime(asOf), size: Number(seq), head: toHex(hash) };
}
