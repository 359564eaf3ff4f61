import { z } from "zod";

/** What a switch is about: "everything", "platform:gumroad", "kind:listing.price". */
export const switchScope = z.string().max(100);

/** One stop switch that is on. */
export const stopSwitch = z.strictObject({
  scope: switchScope,
  on: z.boolean(),
  at: z.string(),
  /** Who turned it on, as people read it. */
  by: z.string(),
  reason: z.string(),
});

/** The switches that are on, and everything that one could be turned on for. */
export const switchList = z.strictObject({
  items: z.array(stopSwitch),
  /** Acts that have their yes and wait because of a switch. */
  waiting: z.number(),
  platforms: z.array(z.strictObject({ scope: z.string(), name: z.string() })),
  kinds: z.array(z.strictObject({ scope: z.string(), name: z.string() })),
});

/** On is done at once; off wants a fresh proof and the permission "admin". */
export const switchTurn = z.strictObject({
  on: z.boolean({ error: "Say true or false." }),
  reason: z.string().trim().max(300, { error: "At most 300 characters." }).optional(),
});
