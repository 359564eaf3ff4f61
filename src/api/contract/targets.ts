import { z } from "zod";
import { level } from "./level.ts";

const typed = z
  .string({ error: "Write the target as 10000 or 333.33." })
  .trim()
  .max(40, { error: "At most 40 characters." })
  .meta({ example: "10000" });

/** How a month stands against its target; amounts are decimal text in the target's currency. */
const monthPace = z.strictObject({
  month: z.string(),
  target: z.string(),
  earned: z.string(),
  left: z.string(),
  daysLeft: z.number(),
  neededADay: z.string(),
  made: z.strictObject({ days: z.number(), aDay: z.string() }).nullable(),
  /** 0 to 100; null while nobody can say. */
  percentLikely: z.number().nullable(),
  sentence: z.string(),
  level,
});

const dayPace = z.strictObject({
  day: z.string(),
  target: z.string(),
  earned: z.string(),
  left: z.string(),
  reached: z.strictObject({ days: z.number(), of: z.number() }),
  sentence: z.string(),
  level,
});

/** The targets in one currency, with how things stand. */
export const target = z.strictObject({
  currency: z.string(),
  /** Whether the owner has set none, so that the usual ones stand. */
  usual: z.boolean(),
  month: monthPace.nullable(),
  day: dayPace.nullable(),
});

export const targets = z.strictObject({ items: z.array(target) });

/** What an owner wants; null switches one off, what is left out stays. */
export const targetChange = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency as three capital letters, such as USD." })
    .meta({ example: "USD" }),
  month: typed.nullable().optional(),
  day: typed.nullable().optional(),
});
