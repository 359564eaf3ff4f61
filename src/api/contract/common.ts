import { z } from "zod";

/** A day as `2026-11-03`; "today" and "yesterday" are understood in the book's zone. */
export const day = z
  .string({ error: "Write the day as 2026-11-03." })
  .regex(/^(\d{4}-\d{2}-\d{2}|today|yesterday)$/, { error: "Write the day as 2026-11-03." })
  .meta({ example: "2026-11-03" });

/** A month as `2026-11`. */
export const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/, { error: "Write the month as 2026-11." })
  .meta({ example: "2026-11" });

/** A moment in ISO 8601 with its zone. */
export const moment = z.iso
  .datetime({ offset: true, error: "Write the moment as 2026-11-03T14:05:00Z." })
  .meta({ example: "2026-11-03T14:05:00Z" });

/** An amount in decimal text with its currency. */
export const money = z.strictObject({
  amount: z.string().meta({ example: "1234.56" }),
  currency: z.string().meta({ example: "USD" }),
});

/** How many of a list, and from where: the query of every list. */
export const pageQuery = {
  limit: z.coerce
    .number({ error: "Write how many as a number from 1 to 500." })
    .int({ error: "Write how many as a whole number." })
    .min(1, { error: "At least 1." })
    .max(500, { error: "At most 500." })
    .default(50),
  after: z.string().max(2_000).optional().meta({ description: "`next` of the page before." }),
};

/** A page of a list; `next` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** What cannot be answered (RFC 9457). */
export const problemBody = z.strictObject({
  type: z.string(),
  status: z.number(),
  /** Stable, for programs. */
  code: z.string(),
  /** One sentence for people. */
  title: z.string(),
  /** What was kept, and what to do. */
  detail: z.string().optional(),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
});

/** The short name of a book, as it stands in addresses. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: "Small letters, digits and hyphens, such as main." })
  .meta({ example: "main" });
