import type { PostedGroup } from "../domain/books/delta.ts";
import type { Handle } from "../store/handle.ts";
import { type PostedLegRow, readPostedLegs } from "../store/txn.ts";

/** What the books hold for one object. */
export type PostedObject = {
  /** The revision that the object's next txn has to carry; 0 for an object never booked. */
  readonly nextRevision: bigint;
  /** Net per kind, moment, code and pair of accounts; what nets to zero is left out. Holds are not part of it. */
  readonly groups: readonly PostedGroup[];
};

const nothing: PostedObject = { nextRevision: 0n, groups: [] };

/**
 * What is booked for each of many objects, in one question to the database. Every key asked for is in the answer.
 * A flow from A to B and one from B to A are netted; each group's amount is positive from `credit` to `debit`.
 */
export async function postedLegs(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
): Promise<ReadonlyMap<string, PostedObject>> {
  const found = new Map<string, PostedObject>(objectKeys.map((key) => [key, nothing]));
  if (objectKeys.length === 0) return found;
  const byObject = Map.groupBy(await readPostedLegs(handle, bookId, objectKeys), (row) => row.object_key);
  for (const [key, rows] of byObject) found.set(key, { nextRevision: newest(rows) + 1n, groups: net(rows) });
  return found;
}

function newest(rows: readonly PostedLegRow[]): bigint {
  return rows.reduce((max, row) => (row.revision > max ? row.revision : max), 0n);
}

function net(rows: readonly PostedLegRow[]): readonly PostedGroup[] {
  const groups = new Map<string, PostedGroup>();
  for (const row of rows.toSorted(inBookingOrder)) {
    if (row.phase !== "post" && row.phase !== "settle") continue;
    const turned = row.debit > row.credit;
    const [debit, credit] = turned ? [row.credit, row.debit] : [row.debit, row.credit];
    const { kind, currency } = row;
    const key = `${kind} ${row.occurred_at} ${row.code} ${currency} ${debit} ${credit}`;
    const amount = (groups.get(key)?.amount ?? 0n) + (turned ? -row.amount : row.amount);
    groups.set(key, {
      kind,
      occurredAt: Number(row.occurred_at),
      code: Number(row.code),
      debit,
      credit,
      currency,
      amount,
    });
  }
  return [...groups.values()].filter((group) => group.amount !== 0n).map(positive);
}

/** Both engines give the same groups in the same order. */
function inBookingOrder(a: PostedLegRow, b: PostedLegRow): number {
  return Number(a.revision - b.revision) || Number(a.leg - b.leg);
}

function positive(group: PostedGroup): PostedGroup {
  return group.amount > 0n ? group : { ...group, debit: group.credit, credit: group.debit, amount: -group.amount };
}
