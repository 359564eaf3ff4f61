import { z } from "zod";
import { money } from "./common.ts";

export const autonomyLevel = z.enum(["off", "propose", "ask", "act"], { error: "Say off, propose, ask or act." });

/** What the owner allows of one kind of action. */
export const kindAutonomy = z.strictObject({
  kind: z.string(),
  /** Completes "Millrace may …". */
  title: z.string(),
  area: z.string(),
  /** Whether it leaves this machine. */
  outside: z.boolean(),
  /** Where it can be done. */
  targets: z.array(z.string()),
  level: autonomyLevel,
  /** "dry": everything happens but the sending. */
  mode: z.enum(["dry", "live"]),
  /** A day, without a yes; null is no limit. */
  perDay: z.number().nullable(),
  costPerDay: money.nullable(),
  /** Of how many percent of what strategies propose nothing is done, to compare with. */
  holdOut: z.number().nullable(),
});
export const autonomyTable = z.strictObject({ items: z.array(kindAutonomy), currency: z.string() });

export const actionKindName = z.string().max(60);

/** What changes; what is absent stays, null takes a limit away. Whatever lets Millrace do more wants a fresh proof. */
export const autonomyChange = z.strictObject({
  level: autonomyLevel.optional(),
  mode: z.enum(["dry", "live"], { error: "Say dry or live." }).optional(),
  perDay: z
    .number({ error: "Give a whole number, or leave it empty." })
    .int({ error: "Give a whole number." })
    .min(0, { error: "Not below 0." })
    .max(999_999, { error: "At most 999,999." })
    .nullable()
    .optional(),
  costPerDay: z.string().max(40).nullable().optional(),
  holdOut: z
    .number({ error: "Give whole percent from 0 to 50." })
    .int({ error: "Give whole percent." })
    .min(0, { error: "Not below 0." })
    .max(50, { error: "At most 50." })
    .nullable()
    .optional(),
});
