import { z } from "zod";

export const backupName = z.string().max(80).meta({ example: "millrace-2026-11-20T09-00-00Z.backup" });

/** Opened and checked through, as before a restore; without faults it can be restored. */
export const backupTest = z.strictObject({
  name: z.string(),
  at: z.string(),
  faults: z.array(z.string()),
  cautions: z.array(z.string()),
});

export const backup = z.strictObject({ name: z.string(), bytes: z.number(), at: z.string() });

/** The back-ups in the data directory, the newest first. */
export const backups = z.strictObject({
  /** When the newest was made, also on the command line; null: never. */
  lastAt: z.string().nullable(),
  lastTest: backupTest.nullable(),
  items: z.array(backup),
});

export const backupMade = z.strictObject({
  name: z.string(),
  bytes: z.number(),
  at: z.string(),
  /** Which key opens it: the first hex digits of its id. */
  keyId: z.string(),
  /** Where that key comes from. */
  keyOrigin: z.string(),
  notes: z.array(z.string()),
});
