import { z } from "zod";
import { sourceCompleteness } from "./report.ts";

/** How complete a figure is, in states, in words and source by source. */
export const level = z.strictObject({
  state: z.enum(["complete", "at-least", "nothing-read"]),
  sentence: z.string(),
  reasons: z.array(z.string()),
  sources: z.array(sourceCompleteness),
  /** Sales that are known but cannot be booked yet. */
  incompleteSales: z.number(),
  waitingRefunds: z.number(),
});
