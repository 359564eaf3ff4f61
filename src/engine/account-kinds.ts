import type { JobKind, JobOutcome, JobRun } from "../jobs/jobs.ts";
import { checkAccount } from "../operations/check-account.ts";
import { kinds } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { outcomeOf } from "./platform-kinds.ts";
import { usualKind } from "./usual-kind.ts";

/** The engine's work with accounts: trying each out, once a day and after a refusal. */
export function accountKinds(workplace: Workplace): readonly JobKind[] {
  return [
    {
      ...usualKind,
      name: kinds.check,
      title: "Try out the access to each platform",
      run: (run) => check(workplace, run),
    },
  ];
}

/** The payload is the number of one connection; without one all that are on are tried. */
async function check(workplace: Workplace, run: JobRun): Promise<JobOutcome> {
  const all = await listConnections(workplace.store);
  const meant = run.payload === "" ? all : all.filter(({ id }) => id.toString() === run.payload);
  const notes: string[] = [];
  let again: JobOutcome | undefined;
  for (const connection of meant) {
    if (connection.state !== "on" || run.signal.aborted) continue;
    await run.beat();
    const { note, later } = await checkOne(workplace, connection);
    notes.push(note);
    again ??= later;
  }
  return again ?? { kind: "done", note: notes.length === 0 ? "nothing is connected" : notes.join(", ") };
}

async function checkOne(workplace: Workplace, connection: Connection): Promise<{ note: string; later?: JobOutcome }> {
  const checked = await checkAccount(workplace, connection);
  if (!checked.ok) return { note: checked.error.sentence };
  if (checked.value.kind === "works") return { note: `${connection.name} works` };
  const { failure } = checked.value;
  // What was refused is written down where it is seen; another try would be refused as well.
  if (checked.value.kind === "refused") return { note: failure.sentence };
  return { note: failure.sentence, later: outcomeOf(failure) };
}
