import type { Millis } from "../../base/clock.ts";
import { type Day, previousDay } from "../../domain/time/day.ts";
import { listConnections } from "../../store/connection.ts";
import type { Handle } from "../../store/handle.ts";
import { countQuarantine } from "../../store/quarantine.ts";
import { streamState } from "../../store/stream-state.ts";
import type { FileSpan } from "./file-span.ts";

/** How far a source that is connected was read. */
export type LiveSource = {
  readonly source: string;
  readonly state: "on" | "paused" | "removed";
  /** Between which moments no sale is missing; 0 is the beginning of everything. Absent until it was read to its end once. */
  readonly covered?: { readonly from: Millis; readonly to: Millis };
  /** Why it cannot be read now, one sentence. */
  readonly failure?: string;
  /** Records of it that nobody could understand yet. */
  readonly quarantined: number;
};

/** The stream that every connector lists its sales under: completeness of figures hangs on it. */
const salesStream = "sales";

/** The connected sources of a book. */
export async function liveSourcesOf(handle: Handle, bookId: bigint): Promise<readonly LiveSource[]> {
  const sources: LiveSource[] = [];
  for (const { id, platform, state, failure: broken } of await listConnections(handle, bookId)) {
    const sales = await streamState(handle, id, salesStream);
    const waiting = await countQuarantine(handle, id);
    const failure = broken ?? sales?.failure;
    sources.push({
      source: platform,
      state,
      quarantined: [...waiting.values()].reduce((sum, n) => sum + n, 0),
      ...(sales?.coveredFrom !== undefined && sales.coveredTo !== undefined
        ? { covered: { from: sales.coveredFrom, to: sales.coveredTo } }
        : {}),
      ...(failure === undefined ? {} : { failure }),
    });
  }
  return sources;
}

/** What a connection tells whole, in days of the book: the day of its last look is not over for it. */
export function liveSpan({ covered }: LiveSource, dayOf: (at: Millis) => Day): FileSpan | undefined {
  if (!covered) return undefined;
  const { from, to } = covered;
  return { from, to, firstDay: dayOf(from), wholeTo: previousDay(dayOf(to)) };
}
