import { toHex } from "../base/hash.ts";
import { decodePostBatch, postAction } from "../domain/audit/post-batch.ts";
import type { Handle } from "../store/handle.ts";
import { auditEntriesAt } from "../store/txn.ts";
import type { StoredTxn } from "../store/verify-reads.ts";
import type { CheckFindings } from "./check-findings.ts";

type Entry = { readonly action: string; readonly payload: Uint8Array };
type Batch = { readonly logSeq: bigint; readonly firstSeq: bigint; readonly entry: Entry | undefined; hashes: string };

/** Compares each run of txns that name the same audit entry with what that entry pins. */
export class CheckPins {
  readonly #handle: Handle;
  readonly #bookId: bigint;
  readonly #findings: CheckFindings;
  #open: Batch | undefined;

  constructor(handle: Handle, bookId: bigint, findings: CheckFindings) {
    this.#handle = handle;
    this.#bookId = bookId;
    this.#findings = findings;
  }

  /** Takes the next txns of the book; a batch may go on in the next call. */
  async add(txns: readonly StoredTxn[]): Promise<void> {
    const entries = await auditEntriesAt(this.#handle, [...new Set(txns.map((txn) => txn.logSeq))]);
    for (const txn of txns) {
      if (this.#open?.logSeq !== txn.logSeq) {
        this.finish();
        this.#open = { logSeq: txn.logSeq, firstSeq: txn.seq, entry: entries.get(txn.logSeq), hashes: "" };
      }
      this.#open.hashes += toHex(txn.bodyHash);
    }
  }

  /** Compares the last batch. */
  finish(): void {
    const batch = this.#open;
    this.#open = undefined;
    if (batch === undefined) return;
    const pinned = batch.entry?.action === postAction ? decodePostBatch(batch.entry.payload) : undefined;
    const same =
      pinned?.book === this.#bookId && pinned.firstSeq === batch.firstSeq && toHex(pinned.hashes) === batch.hashes;
    if (same) return;
    const count = batch.hashes.length / 64;
    const where = `txns ${batch.firstSeq} to ${batch.firstSeq + BigInt(count) - 1n}`;
    this.#findings.add(
      "wrong",
      "not-pinned",
      where,
      `Entry ${batch.logSeq} of the audit log does not pin exactly these txns.`,
    );
  }
}
