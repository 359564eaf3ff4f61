import { z } from "zod";
import { asOfQuery } from "./actions.ts";
import { day, money, pageOf, pageQuery } from "./common.ts";

/** Where a payout stands. `not-told`: at the moment asked for it was not yet what is known of it now. */
export const payoutState = z.enum(["proved", "on-its-way", "unknown", "differs", "within", "not-sent", "not-told"]);

/** What is booked of its arrival: the day it came, where, and what it took out of what was on its way. */
export const arrival = z.strictObject({ at: z.string(), bank: z.string(), amount: money });

/** One payout: what a platform sent on to the seller's bank or wallet. */
export const payout = z.strictObject({
  key: z.string(),
  id: z.string(),
  source: z.string(),
  state: payoutState,
  /** What the platform says of it; `incomplete` while something is missing. */
  status: z.enum(["pending", "completed", "failed", "returned", "incomplete"]),
  at: z.string().nullable(),
  amount: money.nullable(),
  /** What the platform kept for sending it. */
  fee: money.nullable(),
  arrival: arrival.nullable(),
  /** What is not explained; null while nobody told what it is made of. */
  unexplained: money.nullable(),
  /** Why it cannot be booked yet. */
  incomplete: z.string().nullable(),
});

export const payoutsQuery = { ...pageQuery, ...asOfQuery };
export const payoutsPage = pageOf(payout);

const breakKind = z.enum([
  "missing_here",
  "missing_there",
  "amount_differs",
  "fee_model_differs",
  "currency_differs",
  "duplicate_there",
  "unexplained_adjustment",
  "sum_differs",
  "timing",
]);

/** One named difference. Positive: the platform paid more than the books have. */
export const payoutBreak = z.strictObject({
  kind: breakKind,
  payout: z.string(),
  /** The object it is about; null where it is about the payout as a whole. */
  about: z.string().nullable(),
  at: z.string(),
  amount: money,
  sentence: z.string(),
});

const raceStep = z.strictObject({
  step: z.enum([
    "sales",
    "fees",
    "refunds",
    "fees-returned",
    "disputes",
    "disputes-won",
    "partners",
    "charges",
    "adjustments",
    "paid-elsewhere",
    "payout-fee",
    "paid-out",
    "in-your-bank",
  ]),
  /** Lines it is the sum of; 0 for none. */
  lines: z.number(),
  amount: z.string(),
  /** What is left after it. */
  left: z.string(),
});

/** Three figures that are equal in a proved payout, and what lies between them. Amounts in the payout's currency. */
export const payoutProof = z.strictObject({
  currency: z.string(),
  /** What the books moved for it, what its lines come to, what the platform sent with its fee. */
  booked: z.string(),
  stated: z.string(),
  sent: z.string(),
  /** Days of its first and last line. */
  covers: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  race: z.array(raceStep),
  /** The sum of its lines. */
  lines: z.strictObject({ count: z.number(), gross: z.string(), fees: z.string(), net: z.string() }),
  breaks: z.array(payoutBreak),
  /** Per currency what is not explained; "0.00" in its own where all is. */
  unexplained: z.array(money),
});

/** One payout with its proof; null where nobody told what it is made of, or it was another one at that moment. */
export const payoutDetail = z.strictObject({
  asOf: z.string(),
  past: z.boolean(),
  payout,
  proof: payoutProof.nullable(),
});

/** One line of what a payout is made of. */
export const payoutLine = z.strictObject({
  number: z.number(),
  on: z.string(),
  sort: z.enum(["sale", "refund", "chargeback", "dispute-credit", "affiliate", "fee", "adjustment", "paid-elsewhere"]),
  /** The platform's own word for it. */
  label: z.string(),
  /** The object it is about; null for none. */
  about: z.string().nullable(),
  sale: z.strictObject({ id: z.string(), product: z.string() }).nullable(),
  currency: z.string(),
  gross: z.string().nullable(),
  fees: z.string().nullable(),
  net: z.string(),
  /** Whether the books have another amount for it, or nothing. */
  differs: z.boolean(),
  /** The line that told the same already, where it is a repeat. */
  repeats: z.strictObject({ payout: z.string(), number: z.number() }).nullable(),
});

export const payoutLinesPage = pageOf(payoutLine);

/** All that is not explained, the oldest first. */
export const payoutGaps = z.strictObject({
  unexplained: z.array(money),
  proved: z.number(),
  differing: z.number(),
  withoutStatement: z.number(),
  breaks: z.array(payoutBreak),
  /** How many there are, when more than are here. */
  breaksTotal: z.number(),
});

const typed = (max: number) => z.string().min(1).max(max);

/** What a person says of a payout that arrived. Amounts as typed: decimal text. */
export const recordArrival = z.strictObject({
  at: day,
  bank: typed(60).meta({ example: "equity" }),
  amount: typed(40).meta({ description: "What the bank counted in, before what it kept.", example: "1144.73" }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: "Write the currency as three capital letters, such as USD." }),
  fee: typed(40).optional().meta({ description: "What the bank kept for itself." }),
  rate: typed(40).optional().meta({ description: "Units of that currency for one unit of the payout's." }),
});

export const recordedArrival = z.strictObject({
  payout: z.string(),
  /** False when exactly this was recorded before. */
  changed: z.boolean(),
});

export const undoArrival = z.strictObject({ reason: typed(300) });
