import type { Millis } from "../../base/clock.ts";
import { type FileImport, listImports } from "../../store/file-import.ts";
import type { Handle } from "../../store/handle.ts";
import { countIncompleteSales, countWaitingRefunds } from "../../store/sale.ts";
import { countWaitingAt } from "../../store/sale-past.ts";
import type { Asked } from "./completeness.ts";
import { completenessOf } from "./completeness.ts";
import { type LiveSource, liveSourcesOf } from "./live-source.ts";
import type { Report } from "./report.ts";

/** How far everything was read, now or at a moment: what completeness of any period is told from. */
export type Known = {
  readonly imports: readonly FileImport[];
  readonly live: readonly LiveSource[];
  readonly incompleteSales: number;
  readonly waitingRefunds: number;
};

/** Reads how far everything is read, or was at `asOf`. */
export async function knownAt(handle: Handle, bookId: bigint, asOf?: Millis): Promise<Known> {
  const imports = await listImports(handle, bookId);
  const live = await liveSourcesOf(handle, bookId, asOf);
  if (asOf === undefined) {
    const incompleteSales = await countIncompleteSales(handle, bookId);
    return { imports, live, incompleteSales, waitingRefunds: await countWaitingRefunds(handle, bookId) };
  }
  const { incomplete, waitingRefunds } = await countWaitingAt(handle, bookId, asOf);
  return { imports: imports.flatMap((one) => importAt(one, asOf)), live, incompleteSales: incomplete, waitingRefunds };
}

/** A file that was still being read then counts as that; one that had not begun is not there. */
function importAt(one: FileImport, at: Millis): readonly FileImport[] {
  if (one.startedAt > at) return [];
  return [one.finishedAt !== undefined && one.finishedAt > at ? { ...one, state: "running" } : one];
}

/** How complete the figures of a period are. */
export function completeFor(known: Known, asked: Asked): Report["completeness"] {
  return completenessOf(known.imports, known.incompleteSales, asked, known);
}
