import { z } from "zod";
import { day, pageOf, pageQuery } from "./common.ts";

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

/** Which sales: all filters together. */
export const salesQuery = {
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
  text: z.string().min(1).max(200).optional(),
  ...pageQuery,
};

export const salesPage = pageOf(sale);

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
