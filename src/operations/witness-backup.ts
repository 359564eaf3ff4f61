import { type AnchorFile, readAnchors } from "../audit/anchors.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { parseNote } from "../domain/audit/note.ts";
import { count } from "../domain/text/amount-text.ts";
import { auditHead } from "../store/audit-log.ts";
import type { Handle } from "../store/handle.ts";
import type { Master } from "../vault/master.ts";
import { type Checked, verifyAgainst, type Witnesses } from "./verify-books.ts";

/**
 * Checks the audit record of a back-up. The installation has usually gone on since it was made, so that any number of
 * checkpoints beyond its end do not speak against it; that there are such is one of the cautions.
 */
export async function witnessBackup(
  books: Handle,
  master: Master,
  witnesses: Witnesses,
): Promise<Result<Checked, Problem>> {
  const all = await readAnchors(witnesses.folder);
  const { seq } = await auditHead(books);
  const beyond = new Set((all ?? []).filter((anchor) => sizeOf(anchor) > Number(seq)));
  const within = all?.filter((anchor) => !beyond.has(anchor));
  const checked = await verifyAgainst(books, master, witnesses, within);
  if (!checked.ok || beyond.size === 0) return checked;
  const newest = Math.max(...[...beyond].map(sizeOf));
  const caution = `It ends with entry ${count(seq)} of the audit record, and outside copies go on to entry ${count(newest)}: what was booked after it is not in this back-up.`;
  return ok({ ...checked.value, cautions: [...checked.value.cautions, caution] });
}

/** Entries that a copy vouches for; 0 for what is none, which the verifier tells. */
function sizeOf({ text }: AnchorFile): number {
  const note = parseNote(text);
  const body = note.ok ? parseCheckpointBody(note.value.body) : note;
  return body.ok ? body.value.size : 0;
}
