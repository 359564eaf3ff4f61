import { CompiledQuery, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import { type AuditEntry, entryHash, zeroHash } from "../domain/audit/encode.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** What a room says about something it does; place and hashes are given when it is appended. */
export type NewAuditEntry = {
  readonly ts: Millis;
  /** Who did it: "owner", "engine", a user's id. Never personal data. */
  readonly actor: string;
  /** What was done, `noun.verb`. */
  readonly action: string;
  /** From `auditPayload` or `encodePostBatch`. */
  readonly payload: Uint8Array;
};

/** Where an entry stands in the chain. */
export type AuditLink = { readonly seq: bigint; readonly hash: Uint8Array };

/** An entry with the hash it was stored under. */
export type AuditRow = AuditEntry & { readonly hash: Uint8Array };

/** One writer of the chain at a time on PostgreSQL; the guard on the table takes the same lock. */
const chainLock = 7002;

const columns = ["seq", "ts", "actor", "action", "payload", "prev_hash", "hash"] as const;

/**
 * Appends entries to the chain in the caller's transaction, so that they are there exactly when their effect is.
 * Gives the place of each, in order. Call it once per transaction where possible: each call reads the head.
 */
export async function appendAudit(tx: Tx, entries: readonly NewAuditEntry[]): Promise<readonly AuditLink[]> {
  if (entries.length === 0) return [];
  await lockChain(tx);
  let { seq, hash: prevHash } = await auditHead(tx);
  const links: AuditLink[] = [];
  const rows: unknown[][] = [];
  for (const { ts, actor, action, payload } of entries) {
    seq += 1n;
    const at = BigInt(ts);
    const hash = entryHash({ seq, ts: at, actor, action, payload, prevHash });
    rows.push([seq, at, actor, action, payload, prevHash, hash]);
    links.push({ seq, hash });
    prevHash = hash;
  }
  await insertMany(tx, "audit_log", columns, rows);
  return links;
}

/** Makes everybody else who wants to append wait until this transaction ends. SQLite has one writer anyway. */
export async function lockChain(tx: Tx): Promise<void> {
  if (tx.engine === "postgres") await sql`SELECT pg_advisory_xact_lock(${sql.lit(chainLock)})`.execute(tx.q);
}

/** Written out: every posted batch asks it, and building the query would take longer than answering it. */
const newestLink = CompiledQuery.raw("SELECT seq,hash FROM audit_log ORDER BY seq DESC LIMIT 1");

/** The newest link; seq 0 and 32 zero bytes while the log is empty. */
export async function auditHead(handle: Handle): Promise<AuditLink> {
  const [newest] = (await handle.q.executeQuery<AuditLink>(newestLink)).rows;
  return newest ?? { seq: 0n, hash: zeroHash };
}

/** Up to `limit` entries from `fromSeq` on, oldest first, as they are stored. */
export async function readAudit(handle: Handle, fromSeq: bigint, limit: number): Promise<AuditRow[]> {
  return handle.q
    .selectFrom("audit_log")
    .select(["seq", "ts", "actor", "action", "payload", "prev_hash as prevHash", "hash"])
    .where("seq", ">=", fromSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
}

/** The kinds of acts among the first `limit` entries behind `seq`, each once: "ledger.post", "person.sign-in". */
export async function auditedActs(handle: Handle, seq: bigint, limit: number): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom(
      handle.q.selectFrom("audit_log").select("action").where("seq", ">", seq).orderBy("seq").limit(limit).as("newer"),
    )
    .select("action")
    .distinct()
    .orderBy("action")
    .execute();
  return rows.map(({ action }) => action);
}

/** Up to `limit` links from `fromSeq` on, without their content: what proofs are made of. */
export async function readAuditLinks(handle: Handle, fromSeq: bigint, limit: number): Promise<AuditLink[]> {
  return handle.q
    .selectFrom("audit_log")
    .select(["seq", "hash"])
    .where("seq", ">=", fromSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
}
