import type { Matter } from "./matter.ts";
import { kinds } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** The engine's own work that did not succeed the last time. Looks tell their trouble with their platform. */
export async function jobMatters({ jobs }: Workplace): Promise<readonly Matter[]> {
  const own: readonly string[] = [kinds.dailyReport, kinds.checkpoint];
  return (await jobs.schedules()).flatMap(({ name, kind, title, last }) =>
    own.includes(kind) && (last?.result === "failed" || last?.result === "again")
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
