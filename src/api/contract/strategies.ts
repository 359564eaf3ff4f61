import { z } from "zod";
import { money, pageOf } from "./common.ts";

export const strategyRun = z.strictObject({
  id: z.string(),
  began: z.string(),
  ended: z.string().nullable(),
  result: z.enum(["running", "done", "waits", "failed", "stopped"]),
  sentence: z.string(),
  proposed: z.number(),
  refused: z.number(),
});

/** One way to earn, or to lose less: how it stands and what came of it. */
export const strategy = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  source: z.string(),
  version: z.string(),
  state: z.enum(["on", "paused", "asks", "refused", "gone"]),
  /** Why it does not run. */
  why: z.string().nullable(),
  cron: z.string().nullable(),
  /** Part of its work that needs no person, 0 to 1. */
  automation: z.number().nullable(),
  firstMoneyDays: z.strictObject({ best: z.number(), usual: z.number() }).nullable(),
  /** What the owner allows with it, one line each. */
  rights: z.array(z.string()),
  runs: z.number(),
  runsWell: z.number(),
  proposed: z.number(),
  notTaken: z.number(),
  failuresInRow: z.number(),
  /** What became of its proposals, by state of the act. */
  became: z.array(z.strictObject({ state: z.string(), count: z.number() })),
  /** What its acts brought, where that was measured. */
  brought: z.array(money),
  next: z.string().nullable(),
  last: strategyRun.nullable(),
});
export const strategyList = z.strictObject({ items: z.array(strategy) });
export const strategyRuns = pageOf(strategyRun);
export const strategyId = z.string().max(100);
export const strategyPauseBody = z.strictObject({
  reason: z
    .string({ error: "Say why, for you to read later." })
    .trim()
    .min(1, { error: "Say why, for you to read later." })
    .max(300, { error: "At most 300 characters." }),
});
