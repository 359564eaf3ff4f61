import { z } from "zod";
import { earnedFigure } from "./today.ts";

/** A platform, or one account of it where there are several: "gumroad", "gumroad-2". */
export const platformName = z.string().min(1).max(60);

/** One thing that a person gives; what is secret is never given back. */
const field = z.strictObject({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  /** Where a person finds it, and what it allows. */
  help: z.string(),
  /** The environment variable that may hold it for the command line. */
  env: z.string(),
});

/** What a platform can do with Millrace and what it needs. */
export const platformManifest = z.strictObject({
  platform: z.string(),
  title: z.string(),
  /** "live": read by its interface. "files": known by the files it exports. */
  kind: z.enum(["live", "files"]),
  reads: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  /** What it can be made to do, each only after a yes. */
  writes: z.array(z.strictObject({ kind: z.string(), title: z.string() })),
  canList: z.boolean(),
  /** Whether it can tell of sales by itself. */
  tells: z.boolean(),
  fields: z.array(field),
  /** Access by the owner's consent (OAuth), where the platform offers it. */
  consent: z
    .strictObject({
      scopes: z.array(z.strictObject({ name: z.string(), for: z.string() })),
      fields: z.array(field),
      howTo: z.array(z.string()),
    })
    .nullable(),
});

const streamStatus = z.strictObject({
  stream: z.string(),
  title: z.string(),
  readAt: z.string().nullable(),
  failure: z.string().nullable(),
  failingSince: z.string().nullable(),
  quarantined: z.number(),
  /** How many records the look under way has read, while one is. */
  reading: z.number().nullable(),
});

/** What is left of one of a platform's limits. */
const quota = z.strictObject({
  name: z.string(),
  permits: z.number(),
  perMs: z.number(),
  remaining: z.number(),
  resetAt: z.string(),
});

/** One account at a platform, or one source that only files were read of. */
export const platformCard = z.strictObject({
  name: platformName,
  platform: z.string(),
  title: z.string(),
  account: z.string().nullable(),
  /** "reconnect": a person must give access anew. "failing": it is tried again by itself. */
  state: z.enum(["reconnect", "failing", "reading", "slowed", "connected", "paused", "files"]),
  trouble: z.strictObject({ sentence: z.string(), since: z.string().nullable() }).nullable(),
  paused: z.strictObject({ at: z.string(), byYou: z.boolean(), why: z.string() }).nullable(),
  slowedUntil: z.string().nullable(),
  way: z.enum(["given", "consent"]).nullable(),
  connectedAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  listings: z.number(),
  earned: earnedFigure,
  /** Sales of the last 30 days that are in the books. */
  recentSales: z.number(),
  readAt: z.string().nullable(),
  streams: z.array(streamStatus),
  limits: z.array(quota),
});

export const platformBoard = z.strictObject({
  currency: z.string(),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  items: z.array(platformCard),
  known: z.array(platformManifest),
});

/** One platform: its accounts in these books, and what it can do. */
export const platformShown = z.strictObject({ items: z.array(platformCard), manifest: platformManifest });

/** What a person typed, by the names of the fields. It is sealed in the books and never given back. */
export const credentialsGiven = z.strictObject({
  credentials: z
    .record(z.string().max(60), z.string().max(8_000, { error: "At most 8,000 characters." }))
    .refine((given) => Object.keys(given).length <= 10, { error: "At most 10 fields." }),
});

const account = z.strictObject({ id: z.string(), name: z.string() });

/** Whose account the credentials open; nothing was kept. */
export const credentialsTried = z.strictObject({
  account,
  /** Whether it is connected already: it would get the new access. */
  again: z.boolean(),
  warnings: z.array(z.string()),
});

/** An account that is connected now. */
export const platformConnected = z.strictObject({
  name: platformName,
  platform: z.string(),
  account,
  again: z.boolean(),
  warnings: z.array(z.string()),
  /** The last four signs of what was given, for whoever has several; null for short ones and for consent. */
  endsWith: z.string().nullable(),
  pings: z.strictObject({ state: z.enum(["on", "by-hand", "off"]), sentence: z.string(), howTo: z.array(z.string()) }),
});

/** What became of asking that a platform be read now. */
export const platformReading = z.strictObject({
  /** Lists that will be read: each tells by `readAt` when it was. */
  lists: z.number(),
  /** How many of them did not wait already. */
  fresh: z.number(),
  askedAt: z.string(),
});

export const readAsked = z.strictObject({
  /** Read from the very beginning, to find what changed long ago. */
  full: z.boolean().optional(),
});

export const pauseAsked = z.strictObject({
  why: z.string().max(200, { error: "At most 200 characters." }).optional(),
});

/** The accounts that were changed; empty where all were so already. */
export const platformsChanged = z.strictObject({
  state: z.enum(["on", "paused", "removed"]),
  changed: z.array(z.strictObject({ platform: z.string(), account: z.string() })),
});

/** Where a platform's messages come to. Whoever knows an address can make Millrace look, and nothing else. */
export const messageAddresses = z.strictObject({
  items: z.array(
    z.strictObject({
      account: z.string(),
      path: z.string(),
      address: z.string().nullable(),
      howTo: z.array(z.string()),
    }),
  ),
});

/** A sign-in at the platform that was begun. */
export const consentBegun = z.strictObject({
  id: z.string(),
  /** Where the owner consents. */
  url: z.string(),
  /** Where the browser comes back to. */
  redirect: z.string(),
});

export const consentState = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("waiting") }),
  z.strictObject({ state: z.literal("connected"), connected: platformConnected }),
  z.strictObject({
    state: z.literal("failed"),
    title: z.string(),
    detail: z.string().optional(),
  }),
]);

export const consentId = z.string().min(1).max(60);

export const consentPasted = z.strictObject({
  pasted: z.string().min(1, { error: "Paste the address that the browser ended at." }).max(8_000),
});
