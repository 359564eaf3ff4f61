import type { Millis } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Look, Stream } from "../../spec/connector.ts";
import type { Tx } from "../../store/handle.ts";
import { closeHint, dueHints, type HintRow, nextHintAt, putOffHint } from "../../store/hint.ts";
import { canFetch, type FetchedOne, fetchOne } from "./fetch-one.ts";
import type { Live } from "./live.ts";
import { runLook } from "./run-look.ts";

/** What following hints came to. */
export type Followed = {
  /** Hints that led to a record, or that a look took care of. */
  readonly done: number;
  /** Hints to look again later: the platform does not list what they name yet. */
  readonly waiting: number;
  /** Hints that nothing is to be booked for. */
  readonly dropped: number;
  /** When the next open hint is due. */
  readonly nextAt: Millis | undefined;
};

export type FollowOptions = { readonly signal?: AbortSignal; readonly limit: number };

const minuteMs = 60_000;
/** How long to wait before looking again for what the platform does not list; after the last it is dropped. */
const pausesMs = [1, 5, 30, 120, 360, 1_440].map((minutes) => minutes * minuteMs);
/** A test purchase is not listed by design: one more look is enough. */
const pausesOfTestsMs = [minuteMs];

/**
 * Follows hints that are due: what each names is fetched with the owner's own credentials, and only what is fetched is
 * booked. A failure that may pass leaves its hint and those behind it open; one that is about the one record only is
 * tried again a few times.
 */
export async function followHints(live: Live, { signal, limit }: FollowOptions): Promise<Result<Followed, Failure>> {
  const counts = { done: 0, waiting: 0, dropped: 0 };
  const looked = new Set<string>();
  for (const hint of await dueHints(live.store, live.connection.id, live.clock.now(), limit)) {
    if (signal?.aborted) break;
    const followed = await follow(live, hint, looked, signal);
    if (followed.ok) counts[followed.value] += 1;
    else if (mayPass(followed.error)) {
      await leaveOpen(live, hint, followed.error);
      return followed;
    } else counts[await refusedFor(live, hint, followed.error)] += 1;
  }
  return ok({ ...counts, nextAt: await nextHintAt(live.store, live.connection.id) });
}

type Outcome = "done" | "waiting" | "dropped";

async function follow(
  live: Live,
  hint: HintRow,
  looked: Set<string>,
  signal: AbortSignal | undefined,
): Promise<Result<Outcome, Failure>> {
  const stream = live.connector.streams.find((one) => one.id === hint.stream);
  if (!stream) return close(live, hint, "dropped", `${live.connector.title} has no list of that kind`);
  if (hint.objectId === "" || !canFetch(stream)) return lookInstead(live, stream, hint, looked, signal);
  let outcome: Outcome = "done";
  const fetched = await fetchOne(live, stream, hint.objectId, async (tx, found) => {
    outcome = await settle(tx, live, hint, found);
  });
  return fetched.ok ? ok(outcome) : err(fetched.error);
}

/** A stream whose records cannot be asked for one by one is looked at, once for all its hints. */
async function lookInstead(
  live: Live,
  stream: Stream,
  hint: HintRow,
  looked: Set<string>,
  signal: AbortSignal | undefined,
): Promise<Result<Outcome, Failure>> {
  const [look] = stream.looks as readonly [Look, ...Look[]];
  if (!looked.has(stream.id)) {
    const done = await runLook(live, stream, look, signal ? { signal } : {});
    if (!done.ok) return done;
    looked.add(stream.id);
  }
  return close(live, hint, "done", `looked at the newest ${stream.title}`);
}

async function settle(tx: Tx, live: Live, hint: HintRow, found: FetchedOne["found"]): Promise<Outcome> {
  if (found !== "not-listed") {
    await closeHint(tx, hint, "done", found === "booked" ? "read" : "read, but not understood: it waits in quarantine");
    return "done";
  }
  const missing = `${live.connector.title} does not list it`;
  return laterOrNever(tx, live, hint, `${missing} yet`, hint.test ? "a test purchase; nothing to book" : missing);
}

async function laterOrNever(tx: Tx, live: Live, hint: HintRow, later: string, never: string): Promise<Outcome> {
  const pause = (hint.test ? pausesOfTestsMs : pausesMs)[hint.attempts];
  if (pause === undefined) {
    await closeHint(tx, hint, "dropped", never);
    return "dropped";
  }
  await putOffHint(tx, { ...hint, attempts: hint.attempts + 1 }, live.clock.now() + pause, later);
  return "waiting";
}

function mayPass({ kind }: Failure): boolean {
  return kind === "transient" || kind === "rate-limit" || kind === "auth";
}

async function refusedFor(live: Live, hint: HintRow, { sentence }: Failure): Promise<Outcome> {
  return live.store.transaction((tx) => laterOrNever(tx, live, hint, sentence, sentence));
}

async function close(
  live: Live,
  hint: HintRow,
  outcome: "done" | "dropped",
  note: string,
): Promise<Result<Outcome, Failure>> {
  await live.store.transaction((tx) => closeHint(tx, hint, outcome, note));
  return ok(outcome);
}

/** It was not the hint's fault: it stays open and counts no attempt. */
async function leaveOpen(live: Live, hint: HintRow, failure: Failure): Promise<void> {
  const dueAt = Math.max(failure.retryAt ?? 0, live.clock.now() + minuteMs);
  await live.store.transaction((tx) => putOffHint(tx, hint, dueAt, failure.sentence));
}
