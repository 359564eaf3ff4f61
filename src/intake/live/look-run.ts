import type { Millis } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { ProblemError, problem } from "../../base/problem.ts";
import type { Look, Page, Stream } from "../../spec/connector.ts";
import { lockBook } from "../../store/book.ts";
import { noteChecked, noteFailure } from "../../store/connection.ts";
import type { Tx } from "../../store/handle.ts";
import { resolveNameless } from "../../store/quarantine.ts";
import { type StreamState, saveStreamState, streamState } from "../../store/stream-state.ts";
import { readWalk, removeWalk, saveWalk, type Walk } from "../../store/walk.ts";
import type { Live } from "./live.ts";

const hourMs = 3_600_000;
/**
 * How long after its beginning an interrupted walk is gone on with. A look back over a short reach soon begins anew, so
 * that a page that cannot be read does not hide what is newer; a walk through everything may take days.
 */
const resumeWithinMs = { short: hourMs, whole: 7 * 24 * hourMs } as const;

/** A walk that is under way, and how far the stream was known before it. */
export type LookRun = { readonly walk: Walk; readonly resumed: boolean; readonly state: StreamState };

/** Goes on with the look's interrupted walk, or begins a new one. */
export async function beginLook(live: Live, stream: Stream, look: Look, whole: boolean): Promise<LookRun> {
  return live.store.transaction(async (tx) => {
    const state = await stateOf(tx, live, stream.id);
    const now = live.clock.now();
    const left = await readWalk(tx, live.connection.id, stream.id, look.name);
    if (left?.cursor !== undefined && mayGoOn(left, whole || look.reachMs === undefined, now))
      return { walk: left, resumed: true, state };
    const since =
      whole || look.reachMs === undefined || state.highWater === undefined ? undefined : state.highWater - look.reachMs;
    const walk = freshWalk(live, stream, look, since, now);
    await saveWalk(tx, walk);
    return { walk, resumed: false, state };
  });
}

/** The same look once more, from its first page. */
export async function beginAgain(live: Live, run: LookRun): Promise<LookRun> {
  const walk = {
    ...run.walk,
    cursor: undefined,
    startedAt: live.clock.now(),
    newest: undefined,
    pages: 0,
    records: 0,
    fresh: 0,
  };
  await live.store.transaction((tx) => saveWalk(tx, walk));
  return { ...run, walk, resumed: false };
}

function mayGoOn(left: Walk, whole: boolean, now: Millis): boolean {
  if (whole && left.since !== undefined) return false;
  // Begun by a clock that was wrong: how long ago cannot be told.
  if (left.startedAt > now) return false;
  return now - left.startedAt <= (left.since === undefined ? resumeWithinMs.whole : resumeWithinMs.short);
}

function freshWalk(live: Live, stream: Stream, look: Look, since: Millis | undefined, startedAt: Millis): Walk {
  const nothing = { cursor: undefined, newest: undefined, pages: 0, records: 0, fresh: 0 };
  return { connectionId: live.connection.id, stream: stream.id, look: look.name, since, startedAt, ...nothing };
}

async function stateOf(tx: Tx, live: Live, stream: string): Promise<StreamState> {
  const nothing = { highWater: undefined, coveredFrom: undefined, coveredTo: undefined, lookedAt: undefined };
  return (
    (await streamState(tx, live.connection.id, stream)) ?? {
      stream,
      ...nothing,
      failure: undefined,
      failingSince: undefined,
    }
  );
}

/** Refuses to go on when another process has moved the walk: it then does the work. */
export async function holdWalk(tx: Tx, { walk }: LookRun): Promise<void> {
  const stored = await readWalk(tx, walk.connectionId, walk.stream, walk.look);
  if (stored?.pages === walk.pages && stored.cursor === walk.cursor && stored.startedAt === walk.startedAt) return;
  throw new ProblemError(
    problem("look-running", "Another process is looking at the same at this moment.", {
      kept: "What it has read is kept; nothing was booked twice.",
    }),
  );
}

/** The walk behind a page. */
export function walkBehind({ walk }: LookRun, page: Page, fresh: number): Walk {
  const newest = Math.max(walk.newest ?? 0, ...page.records.map((record) => record.at ?? 0));
  return {
    ...walk,
    cursor: page.next,
    newest: newest === 0 ? undefined : newest,
    pages: walk.pages + 1,
    records: walk.records + page.records.length + page.rejected.length,
    fresh: walk.fresh + fresh,
  };
}

/** How far a stream is known when a look of it was finished. */
export type Finished = StreamState & {
  readonly coveredFrom: Millis;
  readonly coveredTo: Millis;
  readonly lookedAt: Millis;
};

/**
 * Ends a walk that came to its end, in the transaction of its last page: from now on the stream is known up to the
 * moment at which the walk began. The reach of every look begins behind what was known before, so no gap can arise.
 */
export async function finishLook(tx: Tx, live: Live, walk: Walk): Promise<Finished> {
  const now = live.clock.now();
  const state = await stateOf(tx, live, walk.stream);
  // A record dated in the future must not hide those that will come before its time.
  const newest = walk.newest === undefined ? undefined : Math.min(walk.newest, walk.startedAt);
  // What was told by a clock that ran ahead is not known.
  const known = state.coveredTo !== undefined && state.coveredTo <= now ? state.coveredTo : 0;
  const after: Finished = {
    stream: walk.stream,
    highWater: newest === undefined ? state.highWater : Math.max(newest, state.highWater ?? newest),
    // The first look at a stream that is finished has read it from the beginning, whatever its reach.
    coveredFrom: state.coveredFrom ?? 0,
    coveredTo: Math.max(walk.startedAt, known),
    lookedAt: now,
    failure: undefined,
    failingSince: undefined,
  };
  await removeWalk(tx, walk);
  await saveStreamState(tx, live.connection.id, after);
  await noteChecked(tx, live.connection.id, now);
  if (walk.since === undefined) await resolveNameless(tx, live.connection.id, walk.stream, walk.startedAt, now);
  return after;
}

/** Writes down that a look could not be finished. What was known before stays known. */
export async function noteTrouble(live: Live, stream: string, failure: Failure): Promise<void> {
  const now = live.clock.now();
  await live.store.transaction(async (tx) => {
    await lockBook(tx, live.book.id);
    const state = await stateOf(tx, live, stream);
    await saveStreamState(tx, live.connection.id, {
      ...state,
      failure: failure.sentence,
      failingSince: state.failingSince ?? now,
    });
    // Without access nothing of the connection can be read; any other failure is of this stream only.
    if (failure.kind === "auth") await noteFailure(tx, live.connection.id, failure.sentence, now);
  });
}
