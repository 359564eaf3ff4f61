import { plurals } from "../../lib/words/plurals.ts";
import type { WordsLike } from "../../lib/words/words.ts";

const n = plurals("en");
const listings = n({ zero: "no listings", one: "# listing", other: "# listings" });
const products = n({ zero: "No products yet", one: "# product", other: "# products" });

export const words = {
  title: "Products",
  state: (count: number, listed: number) => `${products(count)} · ${listings(listed)}`,
  find: "Find a product",
  cards: "Cards",
  table: "Table",
  view: "How products are shown",
  product: "Product",
  platforms: "Where, and at what price",
  sales: "Sales",
  salesCount: n({ zero: "No sales", one: "# sale", other: "# sales" }),
  earnedIn: (month: string) => `Earned in ${month}`,
  allTime: "Since the beginning",
  recent: "The last 30 days",
  free: "Free",
  varies: "Price varies",
  states: { published: "On sale", draft: "Draft", deleted: "Taken down", sold: "Sold, not listed" },
  none: "No products yet",
  noneText: "They appear by themselves once a platform is connected or a file is imported.",
  connect: "Connect a platform",
  noneFound: (text: string) => `No product is called “${text}”`,
  noneFoundText: "Look for a part of its name, or its whole id.",
  reset: "Show all products",
  nothingRead: "Nothing was read for this time yet",
  readTo: (at: string) => `Read to ${at}`,
  atLeast: "Something may be missing",
  list: "Products, what earned most this month first",
  seeSales: "See its sales",
  weeks: "Earned by week",
  weeksText: (from: string, to: string, amount: string) =>
    `12 weeks from ${from} to ${to}; the last whole one made ${amount}`,
  refunds: n({ zero: "No refunds", one: "# refund", other: "# refunds" }),
  listingsTitle: "Where it is sold",
  open: (platform: string) => `Open it at ${platform}`,
  about: "How platforms describe it",
  changed: (day: string) => `Changed ${day}`,
  firstSeen: (day: string) => `Known since ${day}`,
  noAbout: "No platform describes it: it is known from sales.",
  others: "In other currencies, since the beginning",
  inMonth: "This month",
};

export type Words = WordsLike<typeof words>;
