import type { Failure } from "../base/egress/failure.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { LookSummary } from "../intake/live/look-summary.ts";
import { type LookProgress, runLook } from "../intake/live/run-look.ts";
import type { Look, Stream } from "../spec/connector.ts";
import type { Book } from "../store/book.ts";
import type { Connection } from "../store/connection.ts";
import { noteSkew } from "./note-skew.ts";
import { openLive } from "./open-live.ts";
import { tend } from "./tend.ts";
import type { Workplace } from "./workplace.ts";

/** What came of one stream. */
export type StreamSynced = {
  readonly stream: string;
  /** For people: "sales". */
  readonly title: string;
  readonly summary?: LookSummary;
  readonly failure?: Failure;
};

export type SyncOptions = {
  /** Read everything there is, from the beginning. */
  readonly full?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((title: string, progress: LookProgress) => void) | undefined;
};

/**
 * Looks at every stream of a connection now. One that fails does not keep the others from being read. What was
 * interrupted goes on where it was. Problems: those of `openLive`.
 */
export async function syncConnection(
  workplace: Workplace,
  book: Book,
  connection: Connection,
  options: SyncOptions,
): Promise<Result<readonly StreamSynced[], Problem>> {
  const live = await openLive(workplace, book, connection, options.signal);
  if (!live.ok) return live;
  const done: StreamSynced[] = [];
  for (const stream of live.value.connector.streams) {
    if (options.signal?.aborted) break;
    const look = lookFor(stream, options.full === true);
    const result = await runLook(live.value, stream, look, {
      fromTheBeginning: options.full === true,
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: (progress) => options.onProgress?.(stream.title, progress),
    });
    done.push({
      stream: stream.id,
      title: stream.title,
      ...(result.ok ? { summary: result.value } : { failure: result.error }),
    });
  }
  await noteSkew(workplace, live.value.connector);
  await tend(workplace);
  return ok(done);
}

/** The usual first look, or the one that reads everything where the stream has such a one. */
function lookFor(stream: Stream, full: boolean): Look {
  const [first = { name: "whole", cron: "0 0 1 * *" }] = stream.looks;
  return full ? (stream.looks.find(({ reachMs }) => reachMs === undefined) ?? first) : first;
}
