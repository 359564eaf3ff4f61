import { sendAction } from "../actions/gate/send.ts";
import { expireActions, lookForUnknown, loseSightOfAll, sendDue } from "../actions/rounds.ts";
import type { JobKind, JobOutcome, JobRun } from "../jobs/jobs.ts";
import { openRoad } from "../operations/open-road.ts";
import { kinds } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { usualKind } from "./usual-kind.ts";

/** The engine's work on the one road out. None of it is tried again by the line: what is not done waits on the road. */
export function actionJobKinds(workplace: Workplace): readonly JobKind[] {
  return [
    {
      ...usualKind,
      name: kinds.sendActions,
      title: "Send what has its yes",
      // A person has just said yes.
      priority: 10,
      run: (run) => send(workplace, run),
    },
    {
      ...usualKind,
      name: kinds.lookForUnknown,
      title: "Look what became of acts whose answer was lost",
      priority: 5,
      run: async (run) => {
        const ended = await lookForUnknown(openRoad(workplace, run.signal), roundOf(run));
        return done(ended === 0 ? "no doubt ended" : `${ended} cleared up`);
      },
    },
    {
      ...usualKind,
      name: kinds.expireActions,
      title: "End what nobody said yes to in time",
      run: async (run) => {
        const ended = await expireActions(openRoad(workplace, run.signal), roundOf(run));
        return done(ended === 0 ? "nothing was over" : `${ended} over`);
      },
    },
  ];
}

/** As the engine begins: of what was being sent nobody knows what became. */
export async function loseSight(workplace: Workplace): Promise<void> {
  const lost = await loseSightOfAll(openRoad(workplace));
  if (lost > 0) workplace.log.warn({ lost }, "Millrace stopped while acts were being sent; it is looked for them.");
}

async function send(workplace: Workplace, run: JobRun): Promise<JobOutcome> {
  const road = openRoad(workplace, run.signal);
  if (run.payload === "") {
    const sent = await sendDue(road, roundOf(run));
    return done(sent === 0 ? "nothing was in line" : `${sent} sent`);
  }
  const outcome = await sendAction(road, run.payload);
  switch (outcome.kind) {
    case "gone-on":
      return done(`${outcome.row.action.kind}: ${outcome.row.state}`);
    case "put-off":
      return done(`put off: ${outcome.why}`);
    case "not-due":
      return done("it is not in line any more");
  }
}

function roundOf({ signal, beat }: JobRun) {
  // A lease that was lost aborts the signal, which ends the round; the beat has nothing more to tell.
  return { signal, onEach: () => void beat().catch(() => undefined) };
}

function done(note: string): JobOutcome {
  return { kind: "done", note };
}
