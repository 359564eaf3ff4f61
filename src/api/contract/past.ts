import { z } from "zod";
import { money } from "./common.ts";

/** How far back. */
export const pastQuery = {
  days: z.coerce
    .number({ error: "Write how many days as a number from 1 to 3660." })
    .int({ error: "Write how many days as a whole number." })
    .min(1, { error: "At least 1." })
    .max(3_660, { error: "At most 3660." })
    .default(90),
};

/** Moments worth going back to, newest first; at most 100 of each kind. */
export const pastMoments = z.strictObject({
  items: z.array(
    z.strictObject({
      at: z.string(),
      what: z.enum(["payout", "import", "refused"]),
      /** The platform of a payout, the name of a file, the kind of an act. */
      name: z.string(),
      amount: money.nullable(),
    }),
  ),
});
