import { z } from "zod";

const room = z.strictObject({ used: z.number(), total: z.number() });

/** What the engine runs on. Sizes are bytes; null is not known. */
export const systemState = z.strictObject({
  version: z.string(),
  startedAt: z.string(),
  database: z.strictObject({ engine: z.enum(["sqlite", "postgres"]), bytes: z.number().nullable() }),
  disk: room.nullable(),
  memory: room.nullable(),
  backup: z.strictObject({ at: z.string() }).nullable(),
});

export const logLevel = z.enum(["debug", "info", "warn", "error"], { error: "Say debug, info, warn or error." });

export const logLine = z.strictObject({
  level: logLevel,
  time: z.string(),
  sentence: z.string(),
  fields: z.record(z.string(), z.string()),
});
export const logLines = z.strictObject({
  /** Newest first. */
  items: z.array(logLine),
  /** False where this engine keeps no log file. */
  kept: z.boolean(),
});
export const logQuery = {
  level: logLevel.default("info"),
  limit: z.coerce
    .number({ error: "Write how many as a number." })
    .int({ error: "Write how many as a whole number." })
    .min(1, { error: "At least 1." })
    .max(500, { error: "At most 500." })
    .default(100),
};
