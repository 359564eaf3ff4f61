import type { Millis } from "../base/clock.ts";
import type { Failure } from "../base/egress/failure.ts";
import { reactions } from "../base/egress/reactions.ts";
import { counted } from "../domain/text/amount-text.ts";
import { followHints } from "../intake/live/follow-hints.ts";
import { runLook } from "../intake/live/run-look.ts";
import type { JobKind, JobOutcome, JobRun } from "../jobs/jobs.ts";
import { enqueueCheck } from "../operations/check-account.ts";
import { enqueueHints } from "../operations/enqueue-hints.ts";
import { noteSkew } from "../operations/note-skew.ts";
import { openLive } from "../operations/open-live.ts";
import { kinds, type LookPayload } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { listBooks } from "../store/book.ts";
import { listConnections, readConnection } from "../store/connection.ts";
import { usualKind } from "./usual-kind.ts";

/** The engine's work with platforms: looks at their lists, and follows what their messages hint at. */
export function platformKinds(workplace: Workplace): readonly JobKind[] {
  return [
    {
      ...usualKind,
      name: kinds.look,
      title: "Look for what is new at a platform",
      titleOf: (payload) => lookTitle(workplace, payload),
      run: (run) => look(workplace, run),
    },
    {
      ...usualKind,
      name: kinds.hints,
      title: "Read what platforms' messages hint at",
      // A buyer may be looking at the shop right now.
      priority: 10,
      run: (run) => follow(workplace, run),
    },
  ];
}

/** "Sales of Gumroad, the last 3 days": what a look reads. */
function lookTitle({ platforms }: Workplace, text: string): string {
  const { platform, stream, look: name } = JSON.parse(text) as LookPayload;
  const connector = platforms.connectors.find(({ id }) => id === platform);
  const read = connector?.streams.find(({ id }) => id === stream);
  const reach = read?.looks.find((one) => one.name === name)?.reachMs;
  const title = `${read?.title ?? stream} of ${connector?.title ?? platform}`;
  return `Read ${title}, ${reach === undefined ? "all" : reachText(reach)}`;
}

function reachText(ms: Millis): string {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `the newest ${counted(hours, "hour")}` : `the newest ${counted(Math.round(hours / 24), "day")}`;
}

async function look(workplace: Workplace, run: JobRun): Promise<JobOutcome> {
  const payload = JSON.parse(run.payload) as LookPayload;
  const connection = await readConnection(workplace.store, BigInt(payload.connection));
  if (connection?.state !== "on") return { kind: "done", note: "the platform is not connected any more" };
  const book = (await listBooks(workplace.store)).find(({ id }) => id === connection.bookId);
  if (!book) return { kind: "failed", note: "its books are not there" };
  const live = await openLive(workplace, book, connection, run.signal);
  if (!live.ok) return { kind: "failed", note: live.error.sentence };
  const stream = live.value.connector.streams.find(({ id }) => id === payload.stream);
  const which = stream?.looks.find(({ name }) => name === payload.look);
  if (!stream || !which) return { kind: "failed", note: "this version does not know such a look" };
  const looked = await runLook(live.value, stream, which, {
    signal: run.signal,
    // A lease that was lost aborts the signal, which ends the look; the beat has nothing more to tell.
    onProgress: () => void run.beat().catch(() => undefined),
  });
  await noteSkew(workplace, live.value.connector);
  if (!looked.ok && looked.error.kind === "auth")
    await workplace.store.transaction((tx) => enqueueCheck(tx, workplace, connection));
  return looked.ok ? { kind: "done", note: looked.value.note } : outcomeOf(looked.error);
}

/** Hints that are read in one run; the next run begins at once when there are more. */
const hintsMax = 200;

async function follow(workplace: Workplace, run: JobRun): Promise<JobOutcome> {
  const books = new Map((await listBooks(workplace.store)).map((book) => [book.id, book]));
  const connections = await listConnections(workplace.store);
  const notes: string[] = [];
  let again: JobOutcome | undefined;
  for (const connection of connections) {
    const book = books.get(connection.bookId);
    if (!book || connection.state !== "on" || run.signal.aborted) continue;
    const live = await openLive(workplace, book, connection, run.signal);
    if (!live.ok) continue;
    await run.beat();
    const followed = await followHints(live.value, { signal: run.signal, limit: hintsMax });
    if (!followed.ok) again = outcomeOf(followed.error);
    else if (followed.value.done + followed.value.dropped > 0) notes.push(`${followed.value.done} read`);
    if (followed.ok) await followLater(workplace, followed.value.nextAt);
  }
  return again ?? { kind: "done", note: notes.length === 0 ? "nothing was hinted at" : notes.join(", ") };
}

async function followLater(workplace: Workplace, at: Millis | undefined): Promise<void> {
  if (at === undefined) return;
  await workplace.store.transaction((tx) => enqueueHints(tx, workplace, at));
}

/** What the table of reactions says of a failure: later, when the service said, or not before a person did something. */
export function outcomeOf(failure: Failure): JobOutcome {
  const { wait } = reactions[failure.kind];
  if (wait === "person") return { kind: "failed", note: failure.sentence };
  const at = wait === "until-reset" ? failure.retryAt : undefined;
  return { kind: "again", note: failure.sentence, ...(at === undefined ? {} : { at }) };
}
