import { expect, it } from "vitest";
import { cronWords } from "./cron-words.ts";

it.each([
  ["* * * * *", "every minute"],
  ["*/10 * * * *", "every 10 minutes"],
  ["5 * * * *", "every hour at :05"],
  ["@hourly", "every hour at :00"],
  ["15 */6 * * *", "every 6 hours at :15"],
  ["30 7 * * *", "daily at 07:30"],
  ["@daily", "daily at 00:00"],
  ["0 9 * * 1", "Mondays at 09:00"],
  ["0 9 * * 7", "Sundays at 09:00"],
  ["@weekly", "Sundays at 00:00"],
  ["0 9 1 * *", "monthly on day 1 at 09:00"],
  ["0 9 1 1 *", "0 9 1 1 *"],
  ["0 9 * * MON-FRI", "0 9 * * MON-FRI"],
  ["0 9 1 * 1", "0 9 1 * 1"],
  ["0 9-17 * * *", "0 9-17 * * *"],
  ["*/5 9 * * *", "*/5 9 * * *"],
  ["*/5 9 * * 1", "*/5 9 * * 1"],
  ["1,2 * * * *", "1,2 * * * *"],
  ["@yearly", "@yearly"],
])("the cron %s is told as %s", (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});
