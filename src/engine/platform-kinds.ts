import type { Failure } from "../base/egress/failure.ts";
import { reactions } from "../base/egress/reactions.ts";
import { runLook } from "../intake/live/run-look.ts";
import type { JobKind, JobOutcome, JobRun } from "../jobs/jobs.ts";
import { openLive } from "../operations/open-live.ts";
import { kinds, type LookPayload } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { listBooks } from "../store/book.ts";
import { readConnection } from "../store/connection.ts";
import { usualKind } from "./usual-kind.ts";

/** The engine's work with platforms: looks at their lists, and follows what their messages hint at. */
export function platformKinds(workplace: Workplace): readonly JobKind[] {
  return [
    {
      ...usualKind,
      name: kinds.look,
      title: "Look for what is new at a platform",
      run: (run) => look(workplace, run),
    },
  ];
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
    onProgress: () => void run.beat().catch(() => undefined),
  });
  return looked.ok ? { kind: "done", note: looked.value.note } : outcomeOf(looked.error);
}

/** What the table of reactions says of a failure: later, when the service said, or not before a person did something. */
export function outcomeOf(failure: Failure): JobOutcome {
  const { wait } = reactions[failure.kind];
  if (wait === "person") return { kind: "failed", note: failure.sentence };
  const at = wait === "until-reset" ? failure.retryAt : undefined;
  return { kind: "again", note: failure.sentence, ...(at === undefined ? {} : { at }) };
}
