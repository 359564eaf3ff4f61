import { z } from "zod";

/** The record of everything that was done, and what its newest check found. */
export const auditState = z.strictObject({
  links: z.number(),
  /** The hash of the newest link. */
  head: z.string(),
  signed: z.strictObject({ links: z.number(), at: z.string() }).nullable(),
  check: z
    .strictObject({
      at: z.string(),
      links: z.number(),
      whole: z.boolean(),
      /** Up to this link, copies outside the database vouch for it. */
      anchored: z.number(),
      findings: z.array(z.string()),
    })
    .nullable(),
  /** Whether a check is under way. */
  checking: z.boolean(),
});
export const auditCheckStarted = z.strictObject({
  /** False when one already waited to be done. */
  fresh: z.boolean(),
});
