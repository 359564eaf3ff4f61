import { expect, it } from "vitest";
import { conversionLegs } from "../domain/books/convert.ts";
import { accountBalances } from "./balances.ts";
import { checkBooks } from "./check.ts";
import { hold, settle } from "./holds.ts";
import { reverse } from "./reverse.ts";
import { balancesText, balanceText, draft, memoryBooks, mustPost } from "./testing/text-books.ts";

/** Reference §1.4: each row books its transfers (Dr ← Cr) and leaves the platform balance in the last column. */
const rows = `
1  | sale A          | balance ← sales 100.00 USD sale; fees:platform ← balance 10.50 USD fee-platform; fees:processing ← balance 3.20 USD fee-processing | 86.30
1  | sale B          | balance ← sales 100.00 USD sale; fees:platform ← balance 10.50 USD fee-platform; fees:processing ← balance 3.20 USD fee-processing | 172.60
2  | partial refund  | refunds ← balance 30.00 USD refund; balance ← fees:platform 3.15 USD fee-return                                                | 145.75
3  | dispute opened  | disputes ← balance 100.00 USD dispute-open; fees:dispute ← balance 15.00 USD fee-dispute                                       | 30.75
4  | dispute won     | balance ← disputes 100.00 USD dispute-won                                                                                     | 130.75
5  | payout sent     | transit ← balance 130.75 USD payout-sent                                                                                      | 0.00
`;

const alternatives = `
2b | nothing returned with the refund | refunds ← balance 30.00 USD refund                 | 142.60
4b | dispute lost                     | chargebacks ← disputes 100.00 USD dispute-lost     | 30.75
`;

const cells = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));

it("leaves the platform balance that the worked example says after each event", async () => {
  const books = await memoryBooks();
  for (const [number, event, transfers = "", balance] of cells(rows)) {
    await mustPost(books, [draft(transfers)]);
    expect([number, event, await balanceText(books, "balance", "USD")]).toEqual([number, event, balance]);
  }
});

it.each(cells(alternatives))(
  "leaves the platform balance of row %s, %s",
  async (number, _event, transfers = "", balance) => {
    const books = await memoryBooks();
    const before = cells(rows).slice(0, number === "2b" ? 2 : 4);
    for (const [, , legs = ""] of before) await mustPost(books, [draft(legs)]);
    await mustPost(books, [draft(transfers)]);
    expect(await balanceText(books, "balance", "USD")).toBe(balance);
  },
);

it("books the payout's arrival in another currency so that each currency balances on its own", async () => {
  const books = await memoryBooks();
  for (const [, , transfers = ""] of cells(rows)) await mustPost(books, [draft(transfers)]);
  const rate = {
    from: "USD",
    to: "KES",
    numerator: 12950n,
    denominator: 100n,
    source: "books",
    at: 0,
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
  await mustPost(books, [draft(legs.value, { kind: "conversion", rate })]);
  expect(await balancesText(books)).toEqual([
    "assets:bank:kcb:main KES 16370.67",
    "equity:fx KES -16932.12",
    "equity:fx USD 130.75",
    "expenses:bank-fees KES 500.00",
    "expenses:fees:gumroad:dispute USD 15.00",
    "expenses:fees:gumroad:platform USD 17.85",
    "expenses:fees:gumroad:processing USD 6.40",
    "expenses:fx-loss KES 61.45",
    "income:refunds:gumroad:guide USD 30.00",
    "income:sales:gumroad:guide USD -200.00",
  ]);
  expect((await checkBooks(books.store, books.book.id)).findings).toEqual([]);
});

it("holds an M-Pesa payment and its tariff, settles both, and books a later return without the tariff", async () => {
  const books = await memoryBooks();
  await mustPost(books, [draft("utility ← opening 20000.00 KES opening; charges ← opening 100.00 KES opening")]);
  const held = await books.store.transaction((tx) =>
    hold(
      tx,
      books.command,
      draft("payables ← utility 10000.00 KES payment; tariff ← charges 11.00 KES tariff", { kind: "payment" }),
    ),
  );
  if (!held.ok) throw new Error(held.error.sentence);
  expect(await balancesText(books, { prefix: "assets:" })).toEqual([
    "assets:mpesa:600123:charges KES 100.00 (held -11.00)",
    "assets:mpesa:600123:utility KES 20000.00 (held -10000.00)",
  ]);
  const { legs: _, ...header } = draft("payables ← utility 1.00 KES", { kind: "payment" });
  const settled = await books.store.transaction((tx) => settle(tx, books.command, header, held.value.id));
  expect(settled.ok).toBe(true);
  await mustPost(books, [draft("utility ← payables 10000.00 KES payout-returned", { kind: "payment-returned" })]);
  expect(await balancesText(books)).toEqual([
    "assets:mpesa:600123:charges KES 89.00",
    "assets:mpesa:600123:utility KES 20000.00",
    "equity:opening KES -20100.00",
    "expenses:tariff:mpesa KES 11.00",
  ]);
});

it("keeps a posting error, its mirror and the right txn all visible", async () => {
  const books = await memoryBooks();
  const [wrong] = await mustPost(books, [draft("balance ← sales 999.00 USD sale", { objectKey: "gumroad/sale/x" })]);
  const mirrored = await books.store.transaction((tx) =>
    reverse(tx, { ...books.command, id: "mirror" }, wrong?.id ?? ""),
  );
  expect(mirrored.ok).toBe(true);
  await mustPost(books, [draft("balance ← sales 99.00 USD sale", { objectKey: "gumroad/sale/x", revision: 2n })]);
  expect(await balanceText(books, "balance", "USD")).toBe("99.00");
  const counters = (await accountBalances(books.store, books.book.id, { prefix: "income:" }))[0];
  expect([counters?.creditPosted, counters?.debitPosted]).toEqual([1098_00n, 999_00n]);
});
