import { z } from "zod";
import { moment } from "./common.ts";
import { figures } from "./report.ts";

/** A file that was sent, and what can be said about it. */
export const receiveQuery = {
  name: z.string().min(1).max(300).meta({ description: "The file's name.", example: "gumroad-sales.csv" }),
  modifiedAt: moment.optional().meta({ description: "When the file was last changed." }),
};

export const upload = z.strictObject({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  /** What its columns seem to be called. */
  columns: z.array(z.string()),
  /** Layouts that can be chosen. */
  layouts: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});

export const uploadId = z.string().max(60);

/** What a person says about a file; everything may be left out. */
export const importChoices = z.strictObject({
  /** The id of a layout, where the header is not to decide. */
  as: z.string().max(60).optional(),
  /** The text of a mapping file (JSON). */
  mapping: z.string().max(20_000, { error: "At most 20,000 characters." }).optional(),
  currency: z.string().trim().max(10).optional(),
  timeZone: z.string().trim().max(64).optional(),
  /** Another name for the platform, for a second shop on the same one. */
  source: z.string().trim().max(60).optional(),
});

/** What an import did, or would do. `rows.read = booked + known + refused`, always. */
export const importResult = z.strictObject({
  fileName: z.string(),
  layout: z.string(),
  profile: z.string(),
  source: z.string(),
  state: z.enum(["done", "stopped"]),
  dryRun: z.boolean(),
  /** Exactly this file had been imported before. */
  seenBefore: z.boolean(),
  resumed: z.boolean(),
  rows: z.strictObject({ read: z.number(), booked: z.number(), known: z.number(), refused: z.number() }),
  leftOut: z.record(z.string(), z.number()),
  /** Objects first seen, by kind, and earlier ones that were corrected. */
  added: z.record(z.string(), z.number()),
  corrected: z.number(),
  /** Kept, but not bookable yet. */
  incomplete: z.number(),
  figures: z.array(figures),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The first rows that were not understood. */
  refusals: z.array(z.strictObject({ line: z.number(), reason: z.string() })),
  /** What was understood of a layout that is only guessed. */
  understood: z.array(z.string()),
  notes: z.array(z.string()),
  /** Why the file could not be read to its end. */
  brokenOff: z.string().nullable(),
});

/** How far the booking of a file is. */
export const booking = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("waiting") }),
  z.strictObject({
    state: z.literal("booking"),
    progress: z.strictObject({ bytes: z.number(), bytesTotal: z.number(), rows: z.number() }),
  }),
  z.strictObject({ state: z.literal("booked"), result: importResult }),
  z.strictObject({
    state: z.literal("failed"),
    problem: z.strictObject({ code: z.string(), title: z.string(), detail: z.string() }),
  }),
]);

/** A file that was imported. */
export const fileImport = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  source: z.string(),
  state: z.enum(["running", "done", "stopped"]),
  rows: z.strictObject({ read: z.number(), booked: z.number(), known: z.number(), refused: z.number() }),
  from: z.string().nullable(),
  to: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});

export const importList = z.strictObject({ items: z.array(fileImport) });

export const importNumber = z.string().regex(/^\d{1,9}$/, { error: "An import has a number." });

/** Rows of an import that were not understood, without what stands in them. */
export const refusedList = z.strictObject({ items: z.array(z.strictObject({ line: z.number(), reason: z.string() })) });
