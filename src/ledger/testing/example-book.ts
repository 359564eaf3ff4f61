import { conversionLegs } from "../../domain/books/convert.ts";
import { hold, release, settle } from "../holds.ts";
import { reverse } from "../reverse.ts";
import { draft, memoryBooks, mustPost, type TestBooks } from "./text-books.ts";

/**
 * A book with all that an export has to carry: several months booked out of order, three exponents, a conversion,
 * holds of every fate, a reversal, odd names, an account above another, a platform balance below zero.
 */
export async function exampleBook(zone = "Africa/Nairobi"): Promise<TestBooks> {
  const books = await memoryBooks(zone);
  const { store, command } = books;
  const sale = (amount: string) => `balance ← sales ${amount} USD sale; fees:platform ← balance 10.50 USD fee-platform`;
  await mustPost(books, [
    draft(sale("100.00"), { day: 3, id: "sale-1", idemKey: "key 1" }),
    draft(sale("40.00"), { day: 61 }),
  ]);
  // Three in the morning in Nairobi is still the day before in UTC; and January is booked after March.
  await mustPost(books, [
    draft(sale("25.00"), { occurredAt: 1_706_734_800_000 }),
    draft("refunds ← balance 30.00 USD refund", { day: 20, kind: "refund" }),
  ]);
  await mustPost(books, [
    draft("assets:platform:étsy:main:balance ← income:sales:étsy:自動-x_y.z 1500 JPY sale", {
      day: 5,
      source: "étsy",
      objectKey: 'étsy/"odd",;|[2024]\\key',
    }),
  ]);
  await mustPost(books, [
    draft("balance ← income:sales:gumroad 1.234 BHD sale; balance ← income:sales:gumroad:x-ray 2.000 BHD sale", {
      day: 8,
    }),
  ]);
  await mustPost(books, [draft("transit ← balance 130.75 USD payout-sent", { day: 62, kind: "payout" })]);
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
  await mustPost(books, [draft(legs.value, { day: 63, kind: "conversion", rate })]);
  await mustPost(books, [
    draft("suspense:gumroad ← equity:opening 3.00 USD suspense; liabilities:tax:ke ← equity:owner 1.00 KES", {
      day: 64,
      kind: "adjustment",
    }),
  ]);
  await inOne(books, (tx) =>
    hold(
      tx,
      command,
      draft("payables ← bank 100.00 KES payment; tariff ← bank 11.00 KES tariff", {
        id: "held-1",
        day: 65,
        kind: "payment",
      }),
    ),
  );
  await inOne(books, (tx) =>
    hold(tx, command, draft("payables ← bank 50.00 KES payment", { id: "held-2", day: 65, kind: "payment" })),
  );
  await inOne(books, (tx) =>
    hold(tx, command, draft("payables ← bank 60.00 KES payment", { id: "held-3", day: 65, kind: "payment" })),
  );
  await inOne(books, (tx) =>
    settle(tx, { ...command, recordedAt: command.recordedAt + 5 }, header("settled-1", 66), "held-1", [
      { leg: 1, amount: 9_00n },
    ]),
  );
  await inOne(books, (tx) => release(tx, command, header("released-2", 66), "held-2"));
  await inOne(books, (tx) =>
    reverse(tx, { ...command, id: "reversal-1", recordedAt: command.recordedAt + 9 }, "sale-1"),
  );
  return books;

  function header(id: string, day: number) {
    const { legs: _, ...rest } = draft("payables ← bank 1.00 KES", {
      id,
      day,
      kind: "payment",
      objectKey: `object/${id}`,
    });
    return rest;
  }

  async function inOne(
    on: TestBooks,
    work: (
      tx: Parameters<Parameters<typeof store.transaction>[0]>[0],
    ) => Promise<{ ok: boolean; error?: { sentence: string } }>,
  ): Promise<void> {
    const done = await on.store.transaction(work);
    if (!done.ok) throw new Error(done.error?.sentence);
  }
}

/** All pieces of an export as one text. */
export async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
