import { z } from "zod";

/** Whom one means: by e-mail, or by one of the buyer's sales. */
export const buyerAsked = z.union(
  [
    z.strictObject({ email: z.string().trim().min(1, { error: "Write the e-mail address." }).max(320) }),
    z.strictObject({ sale: z.string().trim().min(1, { error: "Write the id of a sale." }).max(400) }),
  ],
  { error: "Give either email or sale." },
);

/** What is kept of one buyer, without saying who it is. */
export const buyerKept = z.strictObject({
  sales: z.number(),
  /** Raw rows and records that name the buyer. */
  seen: z.number(),
  /** Of the first and last sale; null without one. */
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
});

export const buyerErased = buyerKept.extend({
  /** The entry of the audit record. */
  auditLink: z.number().nullable(),
  /** What is still to be done elsewhere, one sentence each. */
  remains: z.array(z.string()),
});
