import { z } from "zod";
import { moment } from "./common.ts";

/** One time in which something was not right. */
export const alert = z.strictObject({
  id: z.string(),
  /** What it is about: "account/gumroad". */
  key: z.string(),
  severity: z.enum(["serious", "worth-a-look", "minor"]),
  title: z.string(),
  lines: z.array(z.string()),
  since: z.string(),
  seenAt: z.string(),
  times: z.number(),
  toldAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  overAt: z.string().nullable(),
  /** It looked well at the last look, and ends when it stays so. */
  well: z.boolean(),
});
export const alertList = z.strictObject({ open: z.array(alert), past: z.array(alert) });
export const alertsQuery = {
  past: z.coerce
    .number({ error: "Write how many as a number." })
    .int({ error: "Write how many as a whole number." })
    .min(0, { error: "Not below 0." })
    .max(500, { error: "At most 500." })
    .default(20),
};
export const alertId = z.string().max(40);
export const quietBody = z.strictObject({ until: moment });
