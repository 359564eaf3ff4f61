import { z } from "zod";
import { pageOf, pageQuery } from "./common.ts";

/** Something that only a person can do, prepared as far as it can be. An answer is never part of it. */
export const step = z.strictObject({
  id: z.string(),
  kind: z.enum(["access", "account", "verification", "listing", "challenge", "decision"]),
  title: z.string(),
  lines: z.array(z.string()),
  copies: z.array(z.strictObject({ label: z.string(), text: z.string().optional(), path: z.string().optional() })),
  link: z.string().nullable(),
  input: z.enum(["none", "text", "choice", "file", "code"]),
  choices: z.array(z.string()),
  /** Whether Millrace sees by itself that it is done; else the person's word counts. */
  verified: z.boolean(),
  /** The connected account it is about, where it is about one. */
  connection: z.string().nullable(),
  state: z.enum(["open", "answered", "done", "cancelled", "expired"]),
  note: z.string(),
  dueAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
});

export const stepsQuery = {
  state: z.enum(["open", "ended"], { error: 'Write "open" or "ended".' }).default("open"),
  ...pageQuery,
};
export const stepsPage = pageOf(step);
export const stepId = z.string().max(20);

export const answerBody = z.strictObject({
  /** What the step asks for; left out where it asks for nothing. */
  answer: z.string().max(4_000, { error: "At most 4,000 characters." }).optional(),
});
export const cancelBody = z.strictObject({
  reason: z.string().trim().max(500, { error: "At most 500 characters." }).default(""),
});

/** What was seen when it was looked at now. */
export const stepChecked = z.strictObject({ step, seen: z.enum(["done", "not-yet", "not-done", "moot"]) });
