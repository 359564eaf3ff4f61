import { z } from "zod";

/** The engine at a glance. Its parts are those of the status page; each has its own route with a full contract. */
export const status = z.looseObject({
  state: z.literal("running"),
  demo: z.boolean(),
  version: z.string(),
  startedAt: z.string(),
  now: z.string(),
  books: z.array(z.looseObject({ slug: z.string(), name: z.string(), homeCurrency: z.string(), timeZone: z.string() })),
  matters: z.array(z.strictObject({ code: z.string(), sentence: z.string(), fix: z.string().optional() })),
});

/** What is left of the limits of each connected platform. */
export const limits = z.strictObject({
  platforms: z.array(
    z.strictObject({
      platform: z.string(),
      title: z.string(),
      limits: z.array(
        z.strictObject({
          name: z.string(),
          permits: z.number(),
          perMs: z.number(),
          remaining: z.number(),
          resetAt: z.number(),
        }),
      ),
    }),
  ),
});
