import { closeOutcomes } from "../actions/close-outcomes.ts";
import { sendAction } from "../actions/gate/send.ts";
import { keepTurns } from "../actions/keep-turns.ts";
import { expireActions, lookForUnknown, loseSightOfAll, sendDue } from "../actions/rounds.ts";
import { laneFrom } from "../domain/action/lane.ts";
import type { JobKind, JobOutcome, JobRun } from "../jobs/jobs.ts";
import { openRoad, turnJob } from "../operations/open-road.ts";
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
      run: sending(workplace),
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
    {
      ...usualKind,
      name: kinds.closeOutcomes,
      title: "Keep what came of what was done",
      run: async (run) => {
        const closed = await closeOutcomes(openRoad(workplace, run.signal), roundOf(run));
        return done(closed === 0 ? "nothing new came of anything" : `${closed} kept`);
      },
    },
  ];
}

/** As the engine begins: of what was being sent nobody knows what became. */
export async function loseSight(workplace: Workplace): Promise<void> {
  const lost = await loseSightOfAll(openRoad(workplace));
  if (lost > 0) workplace.log.warn({ lost }, "Millrace stopped while acts were being sent; it is looked for them.");
}

/** Work that gives lines their turns; work from an earlier release names one action instead. */
function sending(workplace: Workplace): (run: JobRun) => Promise<JobOutcome> {
  const { store, jobs } = workplace;
  const turns = keepTurns((lane, at) =>
    store.transaction(async (tx) => void (await jobs.enqueue(tx, turnJob(lane, at, "further")))),
  );
  return async (run) => {
    const road = openRoad(workplace, run.signal);
    const lane = laneFrom(run.payload);
    if (lane) return done(await turns(road, lane, roundOf(run)));
    if (run.payload === "") return done(sentence(await sendDue(road, roundOf(run))));
    return done((await sendAction(road, run.payload)).kind);
  };
}

function roundOf({ signal, beat }: JobRun) {
  // A lease that was lost aborts the signal, which ends the round; the beat has nothing more to tell.
  return { signal, onEach: () => void beat().catch(() => undefined) };
}

function sentence(goneOn: number): string {
  return goneOn === 0 ? "nothing was in line" : `${goneOn} sent`;
}

function done(note: string): JobOutcome {
  return { kind: "done", note };
}
