import { formatMinor } from "../domain/money/money.ts";
import { dayMs } from "../domain/time/civil.ts";
import { dayIn } from "../domain/time/day.ts";
import type { Book } from "../store/book.ts";
import { arrivalMoney } from "./arrivals.ts";
import { knownPayouts } from "./known-payouts.ts";
import { recordArrival } from "./record-arrival.ts";
import type { Workplace } from "./workplace.ts";

/** A bank takes about this long. */
const onTheWayDays = 3;

/**
 * For the demo shop, whose owner never looks at a bank: books the arrival of every payout that was sent days ago, so that
 * proofs reach to their end. Answers how many it booked; what cannot be booked is left on its way.
 */
export async function bookMadeUpArrivals(workplace: Workplace, book: Book): Promise<number> {
  const { store, clock } = workplace;
  const { payouts } = await knownPayouts(store, book);
  const day = dayIn(book.timeZone);
  let booked = 0;
  for (const payout of payouts) {
    const { objectKey, movement, amount, currency, at } = payout;
    if (movement?.status !== "completed" || amount === undefined || currency === undefined || at === undefined)
      continue;
    const arrivesAt = at + onTheWayDays * dayMs;
    if (arrivesAt > clock.now() || (await arrivalMoney(store, book, payout, [objectKey]))) continue;
    const said = { at: day(arrivesAt), bank: "Equity", amount: formatMinor(amount, currency), currency };
    if ((await recordArrival(workplace, book, objectKey, said)).ok) booked += 1;
  }
  return booked;
}
