import type { AccountTotals } from "../domain/audit/trial-balance.ts";
import type { Handle, Tx } from "./handle.ts";

/** A signed statement about the first `size` entries of the audit log, with what is needed to go on from there. */
export type CheckpointRow = {
  readonly size: bigint;
  readonly root: Uint8Array;
  /** `encodeFrontier` at this size. */
  readonly frontier: Uint8Array;
  /** The signed note, as it was handed out. */
  readonly note: string;
  /** UTC milliseconds. */
  readonly createdAt: bigint;
};

const columns = ["size", "root", "frontier", "note", "created_at as createdAt"] as const;

/** Stores a checkpoint; a second one of the same size is refused by the database. */
export async function insertCheckpoint(tx: Tx, row: CheckpointRow): Promise<void> {
  const { size, root, frontier, note, createdAt } = row;
  await tx.q.insertInto("checkpoint").values({ size, root, frontier, note, created_at: createdAt }).execute();
}

/** The checkpoint over the most entries. */
export async function latestCheckpoint(handle: Handle): Promise<CheckpointRow | undefined> {
  return handle.q.selectFrom("checkpoint").select(columns).orderBy("size", "desc").limit(1).executeTakeFirst();
}

/** Up to `limit` checkpoints over `fromSize` or more entries, smallest first. */
export async function readCheckpoints(handle: Handle, fromSize: bigint, limit: number): Promise<CheckpointRow[]> {
  return handle.q
    .selectFrom("checkpoint")
    .select(columns)
    .where("size", ">=", fromSize)
    .orderBy("size")
    .limit(limit)
    .execute();
}

/** The counters of every account, as the balance table holds them now. */
export async function accountTotals(handle: Handle): Promise<(AccountTotals & { readonly accountId: bigint })[]> {
  return handle.q
    .selectFrom("account_balance as b")
    .innerJoin("account as a", "a.id", "b.account_id")
    .select(["a.id as accountId", "a.book_id as bookId", "a.path", "a.currency"])
    .select([
      "b.dr_posted as drPosted",
      "b.cr_posted as crPosted",
      "b.dr_pending as drPending",
      "b.cr_pending as crPending",
    ])
    .execute();
}
