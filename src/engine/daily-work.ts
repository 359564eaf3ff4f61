import type { Millis } from "../base/clock.ts";
import { ProblemError } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { keepDailyReports } from "../operations/daily-reports.ts";
import { signCheckpoint } from "../operations/sign-checkpoint.ts";
import type { Workplace } from "../operations/workplace.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";

export type DailyWork = {
  /** Does what is due. Never throws. */
  look(): Promise<void>;
  /** What could not be done, while that is so. */
  troubles(): readonly string[];
};

const lookEveryMs = 60_000;
const checkpointEveryMs = 24 * 3_600_000;

type Duty = { readonly name: string; readonly work: () => Promise<void>; trouble?: string | undefined };

/** The reports of ended days, and once a day a signed checkpoint of the audit record with a copy outside the database. */
export function dailyWork(workplace: Workplace, random: Random): DailyWork {
  let lookedAt = Number.NEGATIVE_INFINITY;
  const duties: Duty[] = [
    { name: "The daily report", work: async () => void (await keepDailyReports(workplace)) },
    { name: "The audit checkpoint", work: () => checkpoint(workplace, random) },
  ];
  return {
    look: async () => {
      const now = workplace.clock.now();
      // A clock that was set back must not put the work off for long.
      if (now >= lookedAt && now - lookedAt < lookEveryMs) return;
      lookedAt = now;
      for (const duty of duties) await attempt(workplace, duty);
    },
    troubles: () => duties.flatMap(({ trouble }) => trouble ?? []),
  };
}

async function attempt(workplace: Workplace, duty: Duty): Promise<void> {
  try {
    await duty.work();
    duty.trouble = undefined;
  } catch (cause) {
    const why = cause instanceof ProblemError ? cause.problem.sentence : "Millrace met an error of its own.";
    const sentence = `${duty.name} could not be made: ${why}`;
    // Told once, not every minute.
    if (duty.trouble !== sentence) workplace.log.error({ err: cause }, sentence);
    duty.trouble = sentence;
  }
}

async function checkpoint(workplace: Workplace, random: Random): Promise<void> {
  const newest = await latestCheckpoint(workplace.store);
  const age: Millis = newest ? workplace.clock.now() - Number(newest.createdAt) : Number.POSITIVE_INFINITY;
  if (age < checkpointEveryMs) return;
  const made = await signCheckpoint(workplace, random);
  if (!made.ok) throw new ProblemError(made.error);
  if (made.value.isNew)
    workplace.log.info({ entries: made.value.size, anchor: made.value.anchor }, "The audit record was signed.");
}
