import type { Failure } from "../base/egress/failure.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { Live } from "../intake/live/live.ts";
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
 * interrupted goes on where it was, and then what has come since is looked at: a stream that told of more is there
 * twice. Problems: those of `openLive`.
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
    const full = options.full === true;
    const first = await syncStream(live.value, stream, lookFor(stream, full), full, options);
    done.push(first);
    if (first.summary?.resumed !== true) continue;
    // What went on where it was left had begun before what is newest now came to be.
    const newest = await syncStream(live.value, stream, lookFor(stream, false), false, options);
    const { fresh = 0, changed = 0 } = newest.summary ?? {};
    if (newest.failure || fresh + changed > 0) done.push(newest);
  }
  await noteSkew(workplace, live.value.connector);
  await tend(workplace);
  return ok(done);
}

async function syncStream(
  live: Live,
  stream: Stream,
  look: Look,
  fromTheBeginning: boolean,
  options: SyncOptions,
): Promise<StreamSynced> {
  const result = await runLook(live, stream, look, {
    fromTheBeginning,
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: (progress) => options.onProgress?.(stream.title, progress),
  });
  const { id, title } = stream;
  return { stream: id, title, ...(result.ok ? { summary: result.value } : { failure: result.error }) };
}

/** The usual first look, or the one that reads everything where the stream has such a one. */
function lookFor(stream: Stream, full: boolean): Look {
  const [first = { name: "whole", cron: "0 0 1 * *" }] = stream.looks;
  return full ? (stream.looks.find(({ reachMs }) => reachMs === undefined) ?? first) : first;
}
