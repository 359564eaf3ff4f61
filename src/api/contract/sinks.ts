import { z } from "zod";

const least = z.enum(["serious", "worth-a-look", "minor", "none"], {
  error: "Give one of: serious, worth-a-look, minor, none.",
});

export const sinkName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: "Small letters, digits and hyphens, up to 40." })
  .meta({ example: "phone" });

/** A place where messages go. What it was given is never shown. */
export const sink = z.strictObject({
  name: z.string(),
  kind: z.string(),
  title: z.string(),
  /** It is there from the start and cannot be removed. */
  standing: z.boolean(),
  /** The least urgent alerts that go there. */
  least,
  reports: z.boolean(),
  /** "22:00-07:00 Africa/Nairobi"; null: none. */
  quiet: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  /** Why it takes none now, one sentence. */
  failure: z.string().nullable(),
  failingSince: z.string().nullable(),
});

export const sinks = z.strictObject({ items: z.array(sink) });

/** What can be set up, with what each needs. */
export const sinkKinds = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      fields: z.array(
        z.strictObject({
          name: z.string(),
          title: z.string(),
          help: z.string(),
          secret: z.boolean(),
          required: z.boolean(),
          byDefault: z.string().nullable(),
          choices: z.array(z.string()),
        }),
      ),
    }),
  ),
});

const quiet = z
  .string()
  .max(40)
  .meta({ example: "22:00-07:00", description: "On the clocks of the book; none: none." });

export const sinkAsked = z.strictObject({
  kind: z.string().max(40),
  name: sinkName.optional(),
  settings: z.record(z.string().max(80), z.string().max(4_000)),
  least: least.default("worth-a-look"),
  reports: z.boolean().default(true),
  quiet: quiet.optional(),
});

export const sinkChange = z.strictObject({
  least: least.optional(),
  reports: z.boolean().optional(),
  quiet: quiet.optional(),
});

export const sinkSent = z.strictObject({ sent: z.literal(true), note: z.string().nullable() });
