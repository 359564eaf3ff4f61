import { z } from "zod";
import { asOfQuery } from "./actions.ts";
import { moment, money, pageQuery } from "./common.ts";

/** One account with what stands on it. */
export const account = z.strictObject({
  path: z.string(),
  currency: z.string(),
  type: z.enum(["asset", "liability", "equity", "income", "expense"]),
  /** Debits less credits: income and what is owed are negative. */
  balance: z.string(),
  /** The same as a person says it: what was earned and what is owed are positive. */
  said: z.string(),
  /** What is held and not yet ended, as `said`. */
  held: z.string(),
  state: z.enum(["open", "frozen", "closed"]),
});

export const accountsQuery = asOfQuery;
export const accounts = z.strictObject({ asOf: z.string(), past: z.boolean(), accounts: z.array(account) });

/** One line of an account's journal; amounts as the account feels them. */
export const journalLine = z.strictObject({
  id: z.string(),
  /** The entry it belongs to. */
  entry: z.number(),
  txn: z.string(),
  kind: z.string(),
  source: z.string(),
  /** The sale, payout or other object it was booked for; "" for none. */
  object: z.string(),
  meaning: z.string(),
  /** post, pend, settle or void; holds move nothing yet. */
  phase: z.string(),
  counterpart: z.string(),
  amount: money,
  /** What stood on the account after it. */
  balance: money,
  occurredAt: z.string(),
  recordedAt: z.string(),
});

export const journalQuery = {
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency as three capital letters, such as USD." })
    .optional(),
  asOf: moment.optional(),
  ...pageQuery,
};

/** A page of an account's journal, newest first. */
export const journal = z.strictObject({
  account: account.omit({ held: true }),
  items: z.array(journalLine),
  next: z.string().nullable(),
});

/** What the last check of the books came to, and whether one is under way. */
export const booksCheck = z.strictObject({
  running: z
    .strictObject({
      since: z.string(),
      what: z.enum(["entries", "objects", "links"]),
      done: z.number(),
      total: z.number(),
    })
    .nullable(),
  last: z
    .strictObject({
      at: z.string(),
      sound: z.boolean(),
      /** Links of the audit record that were walked. */
      links: z.number(),
      entries: z.number(),
      transfers: z.number(),
      accounts: z.number(),
      objects: z.number(),
      /** Links that a copy outside these books vouches for. */
      anchored: z.number(),
      /** What was found wrong, in sentences; `more` counts those beyond. */
      findings: z.array(z.string()),
      more: z.number(),
    })
    .nullable(),
  /** Where the audit record ends now, or ended at the moment asked for. */
  head: z.strictObject({ link: z.number(), hash: z.string() }),
});

export const exportQuery = {
  format: z.enum(["hledger", "beancount", "csv", "jsonl"], {
    error: "Give one of: hledger, beancount, csv, jsonl.",
  }),
};
