import type { Millis } from "../../base/clock.ts";
import { type Day, previousDay } from "../../domain/time/day.ts";
import { listConnections } from "../../store/connection.ts";
import type { Handle } from "../../store/handle.ts";
import { countQuarantine } from "../../store/quarantine.ts";
import { streamState, streamStateAt } from "../../store/stream-state.ts";
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

/**
 * The connected sources of a book, now or at a moment. What paused or removed a connection is not kept with its time:
 * it counts for the past too.
 */
export async function liveSourcesOf(handle: Handle, bookId: bigint, asOf?: Millis): Promise<readonly LiveSource[]> {
  const sources: LiveSource[] = [];
  const connections = await listConnections(handle, bookId);
  for (const { id, platform, state, createdAt, failure: broken } of connections) {
    if (asOf !== undefined && createdAt > asOf) continue;
    const sales = await (asOf === undefined
      ? streamState(handle, id, salesStream)
      : streamStateAt(handle, id, salesStream, asOf));
    const waiting = await countQuarantine(handle, id, asOf);
    const failure = asOf === undefined ? (broken ?? sales?.failure) : sales?.failure;
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
