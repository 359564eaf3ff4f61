import type { z } from "zod";
import type { accounts, booksCheck, journal } from "../../../../src/api/contract/books.ts";
import type { level } from "../../../../src/api/contract/level.ts";
import type { dailyReport, reportsPage } from "../../../../src/api/contract/reports.ts";
import type {
  sale,
  saleEvidence,
  saleStory,
  salesChoices,
  salesPage,
  salesSum,
} from "../../../../src/api/contract/sales.ts";

export type Sale = z.infer<typeof sale>;
export type SalesPage = z.infer<typeof salesPage>;
export type SalesSum = z.infer<typeof salesSum>;
export type Choices = z.infer<typeof salesChoices>;
export type SaleStory = z.infer<typeof saleStory>;
export type StoryStep = SaleStory["steps"][number];
export type SeenThing = z.infer<typeof saleEvidence>;
export type LevelOf = z.infer<typeof level>;
export type Accounts = z.infer<typeof accounts>;
export type Account = Accounts["accounts"][number];
export type Journal = z.infer<typeof journal>;
export type JournalLine = Journal["items"][number];
export type Check = z.infer<typeof booksCheck>;
export type ReportsPage = z.infer<typeof reportsPage>;
export type KeptReport = ReportsPage["items"][number];
export type DailyReport = z.infer<typeof dailyReport>;

/** Where one sale is read: keys have slashes in them. */
export const saleAddress = (key: string): string => `/money/sales/${encodeURIComponent(key)}`;
export const payoutAddress = (key: string): string => `/payouts/${encodeURIComponent(key)}`;
export const accountAddress = ({ path, currency }: { readonly path: string; readonly currency: string }): string =>
  `/money/books/${encodeURIComponent(path)}?currency=${currency}`;

/** What an object's key opens; undefined for what has no page of its own. */
export function objectAddress(key: string): string | undefined {
  const kind = key.split("/")[1];
  if (kind === "sale") return saleAddress(key);
  return kind === "payout" ? payoutAddress(key) : undefined;
}
