import type { ScheduleState } from "../jobs/jobs.ts";
import type { Matter } from "./matter.ts";
import { kinds } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

const own: readonly string[] = [
  kinds.dailyReport,
  kinds.checkpoint,
  kinds.checkAudit,
  kinds.tidyUp,
  kinds.sendActions,
  kinds.lookForUnknown,
  kinds.expireActions,
  kinds.closeOutcomes,
];

/** The engine's own work. Looks tell their trouble with their platform. */
export async function ownWork({ jobs }: Pick<Workplace, "jobs">): Promise<readonly ScheduleState[]> {
  return (await jobs.schedules()).filter(({ kind }) => own.includes(kind));
}

/** The engine's own work that did not succeed the last time. */
export async function jobMatters(workplace: Workplace): Promise<readonly Matter[]> {
  return (await ownWork(workplace)).flatMap(({ name, title, last }) =>
    last?.result === "failed" || last?.result === "again"
      ? [
          {
            code: "job-failing",
            sentence: `"${title}" did not succeed: ${last.note}`,
            fix: `\`millrace jobs run ${name}\` tries again.`,
          },
        ]
      : [],
  );
}
