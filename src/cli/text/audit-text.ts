import { toHex } from "../../base/hash.ts";
import { batchCount, decodePostBatch, postAction } from "../../domain/audit/post-batch.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { AuditRow } from "../../store/audit-log.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** Entries of the audit record for a person, oldest first. */
export function entriesText(
  entries: readonly AuditRow[],
  total: number,
  zone: string,
  width: number,
  paint: Paint,
): string {
  if (entries.length === 0) return "There is no such entry.\n";
  const columns = [
    { title: "Entry", align: "right" as const },
    { title: "When" },
    { title: "Who" },
    { title: "What" },
    { title: "With", mayShrink: true },
  ];
  const rows = entries.map((entry) => [
    entry.seq.toString(),
    momentName(Number(entry.ts), zone),
    entry.actor,
    entry.action,
    payloadText(entry),
  ]);
  return `${table(columns, rows, width, paint)}${counted(total, "entry", "entries")} in all.\n`;
}

function payloadText({ action, payload }: AuditRow): string {
  if (action !== postAction) return Buffer.from(payload).toString("utf8");
  const batch = decodePostBatch(payload);
  return batch ? `${counted(batchCount(batch), "txn")} from number ${batch.firstSeq} of book ${batch.book}` : "";
}

/** One entry for scripts; a batch of postings is told by its size, as its hashes are for the verifier. */
export function entryJson(entry: AuditRow): Record<string, unknown> {
  const { seq, ts, actor, action, hash } = entry;
  const batch = action === postAction ? decodePostBatch(entry.payload) : undefined;
  const about = batch
    ? { book: batch.book.toString(), firstTxn: batch.firstSeq.toString(), txns: batchCount(batch) }
    : (JSON.parse(Buffer.from(entry.payload).toString("utf8")) as unknown);
  return { entry: Number(seq), at: isoTime(Number(ts)), actor, action, about, hash: toHex(hash) };
}
