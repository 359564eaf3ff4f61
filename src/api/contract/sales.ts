import { z } from "zod";
import { asOfQuery } from "./actions.ts";
import { day, money, pageOf, pageQuery } from "./common.ts";
import { level } from "./level.ts";

export const saleStatus = z.enum([
  "completed",
  "pending",
  "failed",
  "cancelled",
  "test",
  "refunded",
  "partly-refunded",
  "disputed",
  "lost",
  "incomplete",
]);

const amount = z.string().nullable().meta({ description: "Decimal text; null while the currency is not known." });

/** One line of the sales list. */
export const sale = z.strictObject({
  id: z.string(),
  key: z.string(),
  source: z.string(),
  nature: z.enum(["sale", "refund", "adjustment"]),
  status: z.string(),
  at: z.string(),
  day: z.string(),
  productId: z.string(),
  productName: z.string(),
  country: z.string(),
  currency: z.string(),
  gross: amount,
  fees: amount,
  refunded: amount,
  taxes: amount,
  net: amount,
});

const typedAmount = z
  .string()
  .max(40, { error: "At most 40 characters." })
  .meta({ description: "Decimal text; needs `currency` beside it.", example: "29.00" });

/** Which sales: all filters together, as they were known at `asOf` where it is given. */
export const salesFilter = {
  source: z.string().max(40).optional(),
  status: saleStatus.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency as three capital letters, such as USD." })
    .optional(),
  country: z.string().max(60).optional(),
  product: z.string().max(200).optional(),
  from: day.optional(),
  to: day.optional(),
  amountFrom: typedAmount.optional(),
  amountTo: typedAmount.optional(),
  text: z.string().min(1).max(200).optional(),
  ...asOfQuery,
};

export const salesQuery = { ...salesFilter, ...pageQuery };

export const salesPage = pageOf(sale);

/** What all sales of a filter come to, whichever page of them is shown. */
export const salesSum = z.strictObject({
  count: z.number(),
  /** `newest`: only the newest `count` are in the sums, because each sale has to be looked at. */
  covers: z.enum(["all", "newest"]),
  sums: z.array(
    z.strictObject({
      currency: z.string(),
      count: z.number(),
      gross: z.string(),
      refunded: z.string(),
      fees: z.string(),
      net: z.string(),
    }),
  ),
  level,
});

/** What can be chosen in the filters: only what occurs in these books. */
export const salesChoices = z.strictObject({
  sources: z.array(z.string()),
  currencies: z.array(z.string()),
  countries: z.array(z.string()),
  products: z.array(z.strictObject({ id: z.string(), name: z.string(), source: z.string() })),
});

/** One txn with its transfers. */
export const storyTxn = z.strictObject({
  id: z.string(),
  seq: z.number(),
  kind: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  auditLink: z.number(),
  reverses: z.string().optional(),
  transfers: z.array(
    z.strictObject({
      meaning: z.string(),
      debit: z.string(),
      credit: z.string(),
      amount: z.string(),
      currency: z.string(),
    }),
  ),
});

/** Everything about one object: what was seen, what is known from it, what is booked for it. */
export const story = z.strictObject({
  objectKey: z.string(),
  kind: z.string(),
  observations: z.array(
    z.strictObject({
      kind: z.string(),
      source: z.string(),
      file: z.string().optional(),
      lineFrom: z.number().optional(),
      lineTo: z.number().optional(),
      asOf: z.string(),
      receivedAt: z.string(),
      bytes: z.number().optional(),
      fingerprint: z.string(),
      rows: z.array(z.looseObject({ line: z.number(), cells: z.record(z.string(), z.string()) })).optional(),
    }),
  ),
  known: z.record(z.string(), z.string()),
  lines: z.array(
    z.strictObject({
      product: z.string(),
      name: z.string(),
      quantity: z.string(),
      amount: z.string(),
      times: z.number(),
    }),
  ),
  incomplete: z.string().optional(),
  waits: z.string().optional(),
  booked: z.array(storyTxn),
  buyer: z
    .union([
      z.enum(["erased", "not named"]),
      z.looseObject({ name: z.string().optional(), email: z.string().optional(), platformId: z.string().optional() }),
    ])
    .optional(),
});

const storyStep = z.strictObject({
  kind: z.enum(["seen", "booked", "refunded", "disputed", "changed", "paid-out", "arrived", "waits"]),
  title: z.string(),
  sentence: z.string(),
  at: z.string(),
  moves: z.array(
    z.strictObject({
      name: z.string(),
      /** The code of the movement, such as `fee-platform`. */
      meaning: z.string(),
      from: z.string(),
      to: z.string(),
      amount: money,
    }),
  ),
  /** What is the seller's after this step. */
  yours: money.nullable(),
  payout: z.string().optional(),
  /** The whole payout, where the step is about one. */
  whole: z.strictObject({ lines: z.number(), amount: money.nullable(), at: z.string() }).optional(),
  auditLink: z.number().optional(),
  /** What is still to be settled; below zero what is taken back. */
  open: money.optional(),
});

/** One raw thing that was seen, as received; what names a buyer stands as "hidden". */
export const saleEvidence = z.strictObject({
  number: z.number(),
  source: z.string(),
  kind: z.string(),
  how: z.string(),
  file: z.string().optional(),
  lineFrom: z.number().optional(),
  lineTo: z.number().optional(),
  receivedAt: z.string(),
  speaksFor: z.string(),
  bytes: z.number().nullable(),
  fingerprint: z.string(),
  auditLink: z.number().nullable(),
  /** Null when it was erased with its buyer. */
  fields: z
    .array(z.strictObject({ line: z.number(), name: z.string(), value: z.string(), readAs: z.string().optional() }))
    .nullable(),
  moreRows: z.number(),
});

/** One sale from first sight to the bank, with what is left after each step, and its evidence. */
export const saleStory = z.strictObject({
  asOf: z.string(),
  past: z.boolean(),
  sale,
  sentence: z.string(),
  steps: z.array(storyStep),
  /** From the price down to what is kept; the last line is their sum. */
  kept: z.array(z.strictObject({ name: z.string(), meaning: z.string(), amount: z.string() })),
  where: z.array(z.strictObject({ place: z.string(), at: z.enum(["bank", "way", "source"]), amount: money })),
  evidence: z.array(saleEvidence),
  known: z.record(z.string(), z.string()).nullable(),
});
