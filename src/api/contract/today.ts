import { z } from "zod";
import { asOfQuery } from "./actions.ts";
import { money } from "./common.ts";
import { level } from "./level.ts";

const period = z.strictObject({ from: z.string(), to: z.string() });
const decimal = z.string().meta({ description: "Decimal text in the currency of the whole.", example: "1234.56" });

export const todayQuery = {
  ...asOfQuery,
  days: z.coerce
    .number({ error: "Write how many days as a number from 1 to 366." })
    .int({ error: "Write how many days as a whole number." })
    .min(1, { error: "At least 1." })
    .max(366, { error: "At most 366." })
    .optional(),
};

/** A total with how complete it is. */
export const earnedFigure = z.strictObject({ ...money.shape, period, level });

/** One day of a series. */
export const earnedDay = z.strictObject({
  day: z.string(),
  amount: decimal,
  sales: z.number(),
  state: z.enum(["whole", "partial", "at-least"]),
});

/** What one platform or product earned. */
export const earnedPart = z.strictObject({
  key: z.string(),
  name: z.string(),
  source: z.string(),
  amount: decimal,
  sales: z.number(),
  state: z.enum(["complete", "at-least"]),
  why: z.string().optional(),
});

const amount = z.string().nullable().meta({ description: "Decimal text; null while the currency is not known." });

/** One of today's sales; it never names a buyer. */
export const todaySale = z.strictObject({
  key: z.string(),
  id: z.string(),
  source: z.string(),
  nature: z.enum(["sale", "refund", "adjustment"]),
  status: z.string(),
  occurredAt: z.string(),
  day: z.string(),
  product: z.strictObject({ id: z.string(), name: z.string() }),
  country: z.string(),
  currency: z.string(),
  gross: amount,
  fees: amount,
  refunded: amount,
  taxes: amount,
  net: amount,
});

/** Everything Today shows of money. Amounts without a currency of their own are in `currency`. */
export const today = z.strictObject({
  book: z.strictObject({ slug: z.string(), name: z.string() }),
  timeZone: z.string(),
  currency: z.string(),
  asOf: z.string(),
  /** Whether that is a moment of the past and not now. */
  past: z.boolean(),
  today: z.string(),
  month: z.string(),
  earned: z.strictObject({
    month: earnedFigure,
    today: earnedFigure,
    yesterday: earnedFigure,
    /** The month before up to the same day and time of day. */
    previousByNow: earnedFigure,
  }),
  /** Earned this month in other currencies; nothing is converted. */
  otherCurrencies: z.array(money),
  monthDays: z.array(earnedDay),
  lastDays: z.array(earnedDay),
  /** From sales to what is the seller's; taken amounts are negative. */
  race: z.array(
    z.strictObject({
      step: z.enum([
        "sales",
        "refunds",
        "fees",
        "taxes",
        "disputes",
        "adjustments",
        "earned",
        "on-its-way",
        "in-your-bank",
      ]),
      amount: decimal,
      count: z.number().optional(),
    }),
  ),
  byPlatform: z.array(earnedPart),
  byProduct: z.array(earnedPart),
  /** Newest first, at most 50; `todayCount` is how many there are. */
  todaySales: z.array(todaySale),
  todayCount: z.number(),
});

const band = z.strictObject({ day: z.string(), low: decimal, median: decimal, high: decimal });

/** What is expected to be earned until the month is over; eight times in ten it is inside the band. */
export const forecast = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("ready"),
    currency: z.string(),
    learnedFrom: z.strictObject({ from: z.string(), to: z.string(), days: z.number() }),
    band: z.literal(80),
    days: z.array(band),
    totals: z.array(band),
    end: band,
    sentence: z.string(),
  }),
  z.strictObject({ state: z.literal("not-sure-yet"), currency: z.string(), sentence: z.string() }),
]);

const severity = z.enum(["serious", "worth-a-look", "minor"]);

/** One thing that is not right. What waits for a person is in the inbox and not here. */
export const trouble = z.discriminatedUnion("what", [
  /** A platform cannot be read; it is tried again by itself. */
  z.strictObject({
    what: z.literal("not-read"),
    key: z.string(),
    severity,
    platform: z.string(),
    name: z.string(),
    since: z.string().nullable(),
    reason: z.string(),
  }),
  /** Records of a platform that are kept but not understood. */
  z.strictObject({
    what: z.literal("not-understood"),
    key: z.string(),
    severity,
    platform: z.string(),
    name: z.string(),
    count: z.number(),
  }),
  /** Differences between payouts and the books, together for each currency. */
  z.strictObject({
    what: z.literal("payouts-differ"),
    key: z.string(),
    severity,
    count: z.number(),
    /** The one payout they are in; null when they are in several. */
    payout: z.string().nullable(),
    amount: money,
    reason: z.string(),
    since: z.string(),
  }),
  z.strictObject({
    what: z.literal("alert"),
    key: z.string(),
    severity,
    id: z.string(),
    title: z.string(),
    lines: z.array(z.string()),
    since: z.string(),
  }),
]);

/** What is not right, the most serious first; `total` counts those that are not shown too. */
export const troubles = z.strictObject({ items: z.array(trouble), total: z.number() });
