import { z } from "zod";

/** One setting in force; a secret is "[secret]". */
export const setting = z.strictObject({
  key: z.string(),
  variable: z.string(),
  value: z.string(),
  /** The variable's name, the file's path, or "default". */
  origin: z.string(),
  help: z.string(),
});

/** The configuration in force; it is changed by variables or the file, and read at the start. */
export const settings = z.strictObject({ file: z.string(), items: z.array(setting) });

/** One book's own settings. */
export const bookSettings = z.strictObject({
  id: z.string(),
  name: z.string(),
  homeCurrency: z.string(),
  timeZone: z.string(),
  /** Whether currency and zone stay as they are, because something is booked already. */
  inUse: z.boolean(),
});

export const bookChange = z.strictObject({
  name: z.string().trim().min(1, { error: "Write a name." }).max(80, { error: "At most 80 characters." }).optional(),
  homeCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency as three capital letters, such as USD." })
    .optional(),
  timeZone: z.string().max(64).optional().meta({ example: "Africa/Nairobi" }),
});
