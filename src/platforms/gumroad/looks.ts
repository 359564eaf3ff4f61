import { dayMs } from "../../domain/time/civil.ts";
import type { Look } from "../../spec/connector.ts";

const hourMs = 3_600_000;

/**
 * How often each list is read again. A sale is found within the hour; what changes later (refunds, disputes) is found
 * by looks that reach further, the last of which goes over everything. The longest window of a dispute is 120 days
 * from delivery, so 200 days from the sale cover it with time to spare.
 */
export const saleLooks: readonly Look[] = [
  { name: "recent", cron: "5 * * * *", reachMs: 3 * hourMs },
  { name: "day", cron: "20 4 * * *", reachMs: 3 * dayMs },
  { name: "month", cron: "40 4 * * 1", reachMs: 30 * dayMs },
  { name: "window", cron: "10 5 2 * *", reachMs: 200 * dayMs },
  { name: "whole", cron: "30 5 3 1,4,7,10 *" },
];

/** Payouts are made weekly and settle within days. */
export const payoutLooks: readonly Look[] = [
  { name: "recent", cron: "25 */6 * * *", reachMs: 45 * dayMs },
  { name: "whole", cron: "50 5 4 * *" },
];

/** There is no way to ask for changed products only, and shops have few. */
export const productLooks: readonly Look[] = [{ name: "whole", cron: "35 * * * *" }];
