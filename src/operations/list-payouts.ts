import { decodeFacts } from "../domain/facts/codec.ts";
import { amountField, field } from "../domain/facts/facts.ts";
import { resolveMovement } from "../domain/facts/resolve-movement.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { factsOfKind } from "../store/object-facts.ts";

/** A payout as a platform told of it. Amounts in minor units. */
export type PayoutLine = {
  readonly objectKey: string;
  readonly source: string;
  readonly id: string;
  readonly status: string;
  readonly at: number | undefined;
  readonly currency: string | undefined;
  readonly amount: bigint | undefined;
  readonly fee: bigint | undefined;
  /** Why it cannot be booked yet. */
  readonly incomplete: string | undefined;
};

/** The payouts of a book, newest first; those without a time last. */
export async function listPayouts(handle: Handle, book: Book): Promise<readonly PayoutLine[]> {
  const rows = await factsOfKind(handle, book.id, "payout");
  const lines = rows.flatMap((row): PayoutLine[] => {
    const facts = decodeFacts(row.facts);
    const movement = resolveMovement(facts);
    if (movement.kind === "superseded") return [];
    return [
      {
        objectKey: row.objectKey,
        source: row.source,
        id: row.objectKey.slice(row.source.length + row.kind.length + 2),
        status: movement.kind === "incomplete" ? "incomplete" : movement.status,
        at: facts.at ?? facts.dayAt,
        currency: field(facts, "currency"),
        amount: amountField(facts, "amount"),
        fee: amountField(facts, "fee"),
        incomplete: movement.kind === "incomplete" ? movement.why : undefined,
      },
    ];
  });
  return lines.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.objectKey < b.objectKey ? -1 : 1));
}
