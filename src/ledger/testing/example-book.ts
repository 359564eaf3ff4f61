import { conversionLegs } from "../../domain/books/convert.ts";
import type { Tx } from "../../store/handle.ts";
import type { DraftHeader } from "../holds.ts";
import { hold, release, settle } from "../holds.ts";
import { reverse } from "../reverse.ts";
import { draft, memoryBooks, mustPost, type TestBooks } from "./text-books.ts";

/**
 * A book with all that an export has to carry: several months booked out of order, three exponents, a conversion,
 * holds of every fate, a reversal, odd names, an account above another, a platform balance below zero.
 */
export async function exampleBook(zone = "Africa/Nairobi"): Promise<TestBooks> {
  const books = await memoryBooks(zone);
  await bookSales(books);
  await bookPayout(books);
  await bookHolds(books);
  await inOne(books, (tx) => reverse(tx, { ...at(books, 9), id: "reversal-1" }, "sale-1"));
  return books;
}

async function bookSales(books: TestBooks): Promise<void> {
  const sale = (amount: string): string =>
    `balance ← sales ${amount} USD sale; fees:platform ← balance 10.50 USD fee-platform`;
  await mustPost(books, [draft(sale("100.00"), { day: 3, id: "sale-1", idemKey: "key 1" })]);
  // Out of order: January is booked after March. The second occurs on the last evening of January in UTC, which is
  // February already in Nairobi.
  await mustPost(books, [
    draft(sale("40.00"), { day: 61 }),
    draft(sale("25.00"), { occurredAt: Date.UTC(2024, 0, 31, 21) }),
    draft("refunds ← balance 30.00 USD refund", { day: 20, kind: "refund" }),
  ]);
  const odd = { day: 5, source: "étsy", objectKey: 'étsy/"odd",;|[2024]\\key' };
  await mustPost(books, [
    draft("assets:platform:étsy:main:balance ← income:sales:étsy:自動-x_y.z 1500 JPY sale", odd),
    draft("balance ← income:sales:gumroad 1.234 BHD sale; balance ← income:sales:gumroad:x-ray 2.000 BHD sale", {
      day: 8,
    }),
  ]);
}

async function bookPayout(books: TestBooks): Promise<void> {
  const rate = {
    from: "USD",
    to: "KES",
    numerator: 12950n,
    denominator: 100n,
    source: "books",
    at: 7,
    rounding: "half-even",
  } as const;
  const legs = conversionLegs({
    from: "assets:transit:gumroad:main",
    fromAmount: 130_75n,
    to: "assets:bank:kcb:main",
    toAmount: 16_870_67n,
    fee: 500_00n,
    rate,
  });
  if (!legs.ok) throw new Error(legs.error);
  await mustPost(books, [
    draft("transit ← balance 130.75 USD payout-sent", { day: 62, kind: "payout" }),
    draft(legs.value, { day: 63, kind: "conversion", rate }),
    draft("suspense:gumroad ← equity:opening 3.00 USD suspense; liabilities:tax:ke ← equity:owner 1.00 KES", {
      day: 64,
      kind: "adjustment",
    }),
  ]);
}

async function bookHolds(books: TestBooks): Promise<void> {
  const place = (id: string, legs: string): Promise<void> =>
    inOne(books, (tx) => hold(tx, at(books, 0), draft(legs, { id, day: 65, kind: "payment" })));
  await place("held-1", "payables ← bank 100.00 KES payment; tariff ← bank 11.00 KES tariff");
  await place("held-2", "payables ← bank 50.00 KES payment");
  await place("held-3", "payables ← bank 60.00 KES payment");
  await inOne(books, (tx) => settle(tx, at(books, 5), header("settled-1"), "held-1", [{ leg: 1, amount: 9_00n }]));
  await inOne(books, (tx) => release(tx, at(books, 5), header("released-2"), "held-2"));
}

function header(id: string): DraftHeader {
  const { legs: _, ...rest } = draft("payables ← bank 1.00 KES", {
    id,
    day: 66,
    kind: "payment",
    objectKey: `object/${id}`,
  });
  return rest;
}

/** The books' command, recorded that many milliseconds after their start. */
function at(books: TestBooks, later: number): TestBooks["command"] {
  return { ...books.command, recordedAt: books.command.recordedAt + later };
}

type Done = { readonly ok: true } | { readonly ok: false; readonly error: { readonly sentence: string } };

async function inOne(books: TestBooks, work: (tx: Tx) => Promise<Done>): Promise<void> {
  const done = await books.store.transaction(work);
  if (!done.ok) throw new Error(done.error.sentence);
}

/** All pieces of an export as one text. */
export async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
