import { ProblemError } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { count, counted } from "../domain/text/amount-text.ts";
import type { JobKind, JobOutcome } from "../jobs/jobs.ts";
import { checkAudit } from "../operations/audit-check.ts";
import { checkEveryBook } from "../operations/check-now.ts";
import { keepDailyReports } from "../operations/daily-reports.ts";
import { kinds } from "../operations/schedules.ts";
import { signCheckpoint } from "../operations/sign-checkpoint.ts";
import type { Workplace } from "../operations/workplace.ts";
import { usualKind } from "./usual-kind.ts";

const minuteMs = 60_000;

/** The engine's own work that belongs to no platform: the report of each day, the signed audit record, and what is checked. */
export function ownKinds(workplace: Workplace, random: Random): readonly JobKind[] {
  return [
    {
      ...usualKind,
      name: kinds.dailyReport,
      title: "Keep the report of each day that has ended",
      run: () => done(async () => kept(await keepDailyReports(workplace))),
    },
    {
      ...usualKind,
      name: kinds.checkpoint,
      title: "Sign the audit record",
      run: () => done(() => checkpoint(workplace, random)),
    },
    {
      ...usualKind,
      name: kinds.checkAudit,
      title: "Check the audit record from its first link",
      // A long record takes minutes.
      leaseMs: 30 * minuteMs,
      run: () => checked(workplace, random),
    },
    {
      ...usualKind,
      name: kinds.checkBooks,
      title: "Compute the books anew and check the audit record",
      // Once a night is enough also for what was not finished: millions of entries take minutes.
      attemptsMax: 2,
      leaseMs: 60 * minuteMs,
      run: () => booksChecked(workplace),
    },
  ];
}

async function done(work: () => Promise<string>): Promise<JobOutcome> {
  try {
    return { kind: "done", note: await work() };
  } catch (cause) {
    if (cause instanceof ProblemError) return { kind: "again", note: cause.problem.sentence };
    throw cause;
  }
}

function kept(reports: number): string {
  if (reports === 0) return "no day has ended since the last one";
  return reports === 1 ? "1 report kept" : `${reports} reports kept`;
}

async function checked(workplace: Workplace, random: Random): Promise<JobOutcome> {
  const check = await checkAudit(workplace, random);
  if (!check.ok) return { kind: "again", note: check.error.sentence };
  const { whole, entries, findings } = check.value;
  if (whole) return { kind: "done", note: `whole to link ${count(entries)}` };
  return { kind: "failed", note: `the record is not whole: ${findings[0] ?? "see `millrace audit verify`"}` };
}

async function booksChecked(workplace: Workplace): Promise<JobOutcome> {
  const { checked, wrong } = await checkEveryBook(workplace);
  if (wrong.length === 0) return { kind: "done", note: `${counted(checked, "book")} computed anew: everything fits` };
  const fix = "the books' page says what, as does `millrace books check`";
  return { kind: "failed", note: `not everything fits in ${wrong.join(", ")}: ${fix}` };
}

async function checkpoint(workplace: Workplace, random: Random): Promise<string> {
  const made = await signCheckpoint(workplace, random);
  if (!made.ok) throw new ProblemError(made.error);
  return made.value.isNew ? `${made.value.size} entries signed` : "nothing was recorded since the last one";
}
