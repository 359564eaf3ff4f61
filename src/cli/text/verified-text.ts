import { printable } from "../../base/log-plain.ts";
import { count, counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { Checked } from "../../operations/verify-books.ts";

/** What a check of the audit record came to, for a person. `folder` is where the outside copies lie. */
export function checkedText(checked: Checked, folder: string, zone: string): string {
  const { findings, findingsTotal, cautions, ok } = checked;
  const more = findingsTotal - findings.length;
  return [
    headline(checked, folder, zone),
    ...findings.map(({ seq, sentence }) => `  ${seq === undefined ? "Books" : `Entry ${count(seq)}`}: ${sentence}`),
    ...(more > 0 ? [`  and ${counted(more, "more", "more")}.`] : []),
    ...(ok
      ? []
      : [
          "Keep this database as it is: it is evidence. Then restore the newest back-up that passes `millrace restore <file> --check`.",
        ]),
    `Newest entry: ${count(checked.head.seq)}, hash ${checked.head.hash}`,
    ...cautions.map((caution) => `Note: ${caution}`),
  ]
    .map((line) => `${printable(line)}\n`)
    .join("");
}

function headline(checked: Checked, folder: string, zone: string): string {
  const { ok, entries, txns, transfers, findingsTotal } = checked;
  const size = `${counted(entries, "entry", "entries")}, ${counted(txns, "txn")}, ${counted(transfers, "transfer")}`;
  if (!ok) return `NOT whole: ${counted(findingsTotal, "finding")} in ${size}.`;
  return `Whole: ${size}; ${newestText(checked, zone)}, ${outsideText(checked, folder)}.`;
}

function newestText({ newestCheckpoint }: Checked, zone: string): string {
  if (!newestCheckpoint) return "no checkpoint was signed yet";
  const { entries, at } = newestCheckpoint;
  return `newest checkpoint over ${counted(entries, "entry", "entries")}, ${momentName(at, zone)} (${zone})`;
}

function outsideText({ anchors, anchored }: Checked, folder: string): string {
  if (anchors === 0) return `no outside copy in ${folder}`;
  return `${counted(anchors, "outside copy agrees", "outside copies agree")} up to entry ${count(anchored)}`;
}

/** The same for scripts: moments in ISO UTC. */
export function checkedJson(checked: Checked): Record<string, unknown> {
  const { newestCheckpoint, ...rest } = checked;
  const newest = newestCheckpoint && { entries: newestCheckpoint.entries, at: isoTime(newestCheckpoint.at) };
  return { ...rest, newestCheckpoint: newest ?? null };
}
