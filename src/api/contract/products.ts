import { z } from "zod";
import { money } from "./common.ts";
import { earnedFigure } from "./today.ts";

const sum = z.strictObject({
  amount: z.string().meta({ description: "Earned, as decimal text in the book's currency.", example: "1234.56" }),
  sales: z.number(),
});

/** One product at one platform. */
const listing = z.strictObject({
  platform: z.string(),
  /** The id that sales name it by. */
  id: z.string(),
  /** "sold": no platform lists it, sales name it. */
  state: z.enum(["published", "draft", "deleted", "sold"]),
  /** Null where the buyer names the price, it depends on the choice, or no platform lists it. */
  price: money.nullable(),
  url: z.string(),
  month: sum,
  all: sum,
});

/** One product, wherever it is sold; what platforms list under one name is taken for one. */
export const product = z.strictObject({
  /** Its address: the platform and id of its first listing. */
  platform: z.string(),
  id: z.string(),
  name: z.string(),
  type: z.string(),
  month: sum,
  all: sum,
  listings: z.array(listing),
});

export const productsQuery = {
  text: z.string().max(200).optional().meta({ description: "A part of the name, or a whole id." }),
  platform: z.string().max(60).optional(),
};

/** What is sold, what earned most this month first. */
export const productBoard = z.strictObject({
  currency: z.string(),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  /** What all products earned in the period. */
  earned: earnedFigure,
  items: z.array(product),
  /** All that there are, before anything was looked for. */
  total: z.number(),
  /** How many are on sale, each platform counted. */
  listings: z.number(),
});

/** One product in full. */
export const productStory = z.strictObject({
  currency: z.string(),
  product,
  month: earnedFigure,
  recent: earnedFigure,
  all: earnedFigure,
  monthSales: z.number(),
  recentSales: z.number(),
  allSales: z.number(),
  refunds: z.number(),
  /** The last weeks, the oldest first; the last one is not over. */
  weeks: z.array(z.strictObject({ from: z.string(), to: z.string(), ...sum.shape })),
  /** What was earned in other currencies than the book's. */
  others: z.array(z.strictObject({ ...money.shape, sales: z.number() })),
  about: z.array(
    z.strictObject({
      platform: z.string(),
      id: z.string(),
      name: z.string(),
      description: z.string(),
      metadata: z.record(z.string(), z.string()),
      firstSeenAt: z.string(),
      changedAt: z.string(),
    }),
  ),
});

export const productPlatform = z.string().min(1).max(60);
export const productId = z.string().min(1).max(300);
