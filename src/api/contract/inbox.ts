import { z } from "zod";
import { action, judgement } from "./actions.ts";
import { pageOf } from "./common.ts";
import { step } from "./steps.ts";

/** One matter that waits: a yes, a look at what became of something, or something that only a person can do. */
export const inboxItem = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("action"),
    wants: z.enum(["yes", "look"]),
    /** Why it was put before a person. */
    sentence: z.string(),
    action,
    judgement: judgement.nullable(),
    /** What a yes needs of the one who asks, beside the permission. */
    needs: z.strictObject({ freshProof: z.boolean(), someoneElse: z.boolean() }),
    /** True where the plan is another one by now than at the moment that is shown. */
    changedSince: z.boolean(),
  }),
  z.strictObject({ what: z.literal("step"), step }),
]);

/** What waits for a person: first what is to decide, then what is to do. */
export const inbox = z.strictObject({
  items: z.array(inboxItem),
  total: z.number(),
  decide: z.number(),
  todo: z.number(),
  /** What has its yes and can still be taken back. */
  leaving: z.array(action),
  /** When Millrace looks next of itself whether something is to be done. */
  nextLook: z.string().nullable(),
});

/** What waited once and is answered, done or over. */
export const earlierItem = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("action"), at: z.string(), action }),
  z.strictObject({ what: z.literal("step"), at: z.string(), step }),
]);
export const earlierPage = pageOf(earlierItem);
