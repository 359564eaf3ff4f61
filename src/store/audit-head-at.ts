import type { Millis } from "../base/clock.ts";
import { type AuditLink, auditHead } from "./audit-log.ts";
import type { Handle } from "./handle.ts";

/** The newest link of the chain at a moment, found by halving: entries are written in the order of time. Seq 0 before the first. */
export async function auditHeadAt(handle: Handle, at: Millis): Promise<AuditLink> {
  let [low, high] = [0n, (await auditHead(handle)).seq];
  let found: AuditLink = { seq: 0n, hash: new Uint8Array(32) };
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    const row = await handle.q
      .selectFrom("audit_log")
      .select(["seq", "ts", "hash"])
      .where("seq", "=", middle)
      .executeTakeFirst();
    if (row !== undefined && row.ts <= BigInt(at)) {
      low = middle;
      found = { seq: row.seq, hash: row.hash };
    } else high = middle - 1n;
  }
  return found;
}
