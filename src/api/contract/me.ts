import { z } from "zod";

/** Who asks, and what they may do in which book. */
export const me = z.strictObject({
  id: z.string(),
  name: z.string(),
  via: z.enum(["session", "key", "local"]),
  books: z.array(
    z.strictObject({
      slug: z.string(),
      name: z.string(),
      homeCurrency: z.string(),
      timeZone: z.string(),
      role: z.string().nullable(),
      may: z.array(z.string()),
    }),
  ),
  /** Until when what needs a fresh proof is open. */
  freshUntil: z.string().nullable(),
  /** Whether the demo shop is shown, as `?book=demo`. */
  demo: z.boolean(),
});
