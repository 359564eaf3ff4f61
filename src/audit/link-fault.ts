import { entryHash } from "../domain/audit/encode.ts";
import type { AuditRow } from "../store/audit-log.ts";

/** What is wrong with one link of the chain; the sentence has no capital and no full stop. */
export type LinkFault = {
  readonly kind: "missing-entries" | "broken-link" | "changed-entry";
  readonly sentence: string;
};

/** The first thing that is wrong with `row`, read where entry `expected` should follow an entry of hash `prevHash`. */
export function linkFault(row: AuditRow, expected: bigint, prevHash: Uint8Array): LinkFault | undefined {
  if (row.seq !== expected) {
    const gone = row.seq - 1n > expected ? `entries ${expected} to ${row.seq - 1n} are` : `entry ${expected} is`;
    return { kind: "missing-entries", sentence: `${gone} missing from the log` };
  }
  if (Buffer.compare(row.prevHash, prevHash) !== 0) {
    const before = expected === 1n ? "the empty beginning" : `entry ${expected - 1n}`;
    return { kind: "broken-link", sentence: `entry ${row.seq} does not carry the hash of ${before}` };
  }
  if (Buffer.compare(entryHash(row), row.hash) !== 0) {
    return {
      kind: "changed-entry",
      sentence: `the time, actor, action, payload or hash of entry ${row.seq} was changed`,
    };
  }
  return undefined;
}
