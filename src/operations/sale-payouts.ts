import { decodeFacts } from "../domain/facts/codec.ts";
import { amountField } from "../domain/facts/facts.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readFacts } from "../store/object-facts.ts";
import { transfersOf } from "../store/object-transfers.ts";
import type { SaleRow } from "../store/sale.ts";
import { readStatements, statementLinesAbout } from "../store/statement-line.ts";
import { arrivalKey, arrivalMoney } from "./arrivals.ts";

/** What one payout brought of a sale. Amounts in minor units of the sale's currency, times UTC milliseconds. */
export type PayoutPart = {
  readonly payoutKey: string;
  readonly at: number;
  /** What the payout came to; undefined where nobody told. */
  readonly amount: bigint | undefined;
  /** Lines that the payout is made of. */
  readonly lines: number;
  readonly net: bigint;
  /** When it arrived at the bank, as a person booked it; absent while it has not. */
  readonly arrivedAt?: number;
};

/** The payouts that a sale was paid out by, oldest first; of those that were known at `asOf` where it is given. */
export async function payoutPartsOf(
  handle: Handle,
  book: Book,
  sale: SaleRow,
  asOf: number | undefined,
): Promise<readonly PayoutPart[]> {
  const about = await statementLinesAbout(handle, book.id, [sale.objectKey]);
  const own = Map.groupBy(
    about.filter((line) => line.currency === sale.currency),
    (line) => line.payoutKey,
  );
  const facts = await readFacts(handle, book.id, [...own.keys()]);
  const parts: PayoutPart[] = [];
  for (const [payoutKey, lines] of own) {
    const row = facts.get(payoutKey);
    if (!row || (asOf !== undefined && row.firstSeenAt > asOf)) continue;
    const known = decodeFacts(row.facts);
    const arrival = await arrivalMoney(handle, book, { source: row.source, currency: sale.currency }, [payoutKey]);
    const booked = arrival && (await transfersOf(handle, book.id, arrivalKey(payoutKey)))[0]?.recordedAt;
    const isThere = arrival !== undefined && (asOf === undefined || (booked ?? 0) <= asOf);
    parts.push({
      payoutKey,
      at: known.at ?? known.dayAt ?? row.firstSeenAt,
      amount: amountField(known, "amount"),
      lines: (await readStatements(handle, book.id, [payoutKey])).length,
      net: lines.reduce((sum, line) => sum + line.net, 0n),
      ...(isThere ? { arrivedAt: arrival.at } : {}),
    });
  }
  return parts.sort((a, b) => a.at - b.at);
}
