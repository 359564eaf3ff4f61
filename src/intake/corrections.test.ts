import { describe, expect, it } from "vitest";
import { chart } from "../domain/books/account.ts";
import { codes } from "../domain/books/codes.ts";
import type { SaleSighting, Sighting } from "../domain/facts/sighting.ts";
import { post } from "../ledger/post.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { balances, daily, saleOf, see, wrongIn } from "./testing/looks.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 5, 1, 11);
const cents = (units: bigint) => ({ units, scale: 2 });
const line = (id: string, amount: bigint) => ({
  product: { id, name: id },
  quantity: { units: 1n, scale: 0 },
  amount: cents(amount),
  identity: `${id} ${amount}`,
});

/** Looks at one sale one after the other, and the daily figures that must be left. */
type Story = readonly [name: string, looks: readonly Partial<SaleSighting>[], left: readonly string[]];

const stories: readonly Story[] = [
  [
    "changes its currency: the old one is undone, the new one booked",
    [{ fees: { platform: 500n } }, { currency: "EUR", gross: 9_000n }],
    ["2026-06-01 EUR sales 1 gross 9000 fees 500 net 8500"],
  ],
  [
    "turns out to be still pending: what was booked is undone",
    [{ fees: { platform: 500n } }, { status: "pending" }],
    [],
  ],
  ["turns out to be a test", [{}, { test: true }], []],
  [
    "was pending and is completed",
    [{ status: "pending" }, { status: "completed" }],
    ["2026-06-01 USD sales 1 gross 10000 net 10000"],
  ],
  [
    "was refunded and turns out to have failed: neither sale nor refund is left",
    [{ refunded: 4_000n, refundedAt: noon + hour }, { status: "failed" }],
    [],
  ],
  [
    "gave back more than it brought",
    [{ refunded: 12_000n, refundedAt: noon + 26 * hour }],
    ["2026-06-01 USD sales 1 gross 10000 net 10000", "2026-06-02 USD refunds 1 refunded 12000 net -12000"],
  ],
  [
    "has two refunds at one moment, of which one is corrected",
    [
      {
        refunds: [
          { id: "a", at: noon + hour, amount: 100n },
          { id: "b", at: noon + hour, amount: 200n },
        ],
      },
      { refunds: [{ id: "b", at: noon + hour, amount: 250n, feeReturned: 5n }] },
    ],
    ["2026-06-01 USD sales 1 refunds 2 gross 10000 refunded 350 fees -5 net 9655"],
  ],
  [
    "is known by its day first, then by an exact time after midnight in London",
    [{ at: undefined as never, dayAt: Date.UTC(2026, 5, 1) }, { at: Date.UTC(2026, 5, 1, 23, 30) }],
    ["2026-06-02 USD sales 1 gross 10000 net 10000"],
  ],
  [
    "moves back over midnight in the night the clocks change",
    [{ at: Date.UTC(2026, 2, 29, 0, 30) }, { at: Date.UTC(2026, 2, 28, 23, 59) }],
    ["2026-03-28 USD sales 1 gross 10000 net 10000"],
  ],
  [
    "is disputed for less than all, in part refunded before, and lost",
    [
      { refunded: 3_000n, refundedAt: noon + hour },
      { dispute: "open", disputedAt: noon + 2 * hour, disputedAmount: 6_500n, disputeFee: 1_500n },
      { dispute: "lost", disputedAt: noon + 30 * hour },
    ],
    [
      "2026-06-01 USD sales 1 refunds 1 gross 10000 refunded 3000 fees 1500 net 5500",
      "2026-06-02 USD chargebacks 6500 net -6500",
    ],
  ],
  [
    "is disputed, refunded while the dispute is open, and won: only the refund is gone",
    [
      { dispute: "open", disputedAt: noon + hour },
      { refunded: 2_500n, refundedAt: noon + 2 * hour },
      { dispute: "won", disputedAt: noon + 3 * hour },
    ],
    ["2026-06-01 USD sales 1 refunds 1 gross 10000 refunded 2500 net 7500"],
  ],
  [
    "is a cancellation with a fee of its own and tax that is owed no longer",
    [{ gross: -12_000n, tax: 2_000n, fees: { processing: 30n } }],
    ["2026-06-01 USD refunds 1 refunded 12000 fees 30 taxes -2000 net -10030"],
  ],
  [
    "is called an adjustment later",
    [{ gross: -5_000n }, { nature: "adjustment" }],
    ["2026-06-01 USD adjustments -5000 net -5000"],
  ],
  [
    "becomes impossible (more tax than price) and possible again",
    [{}, { tax: 10_001n }, { tax: 1_000n }],
    ["2026-06-01 USD sales 1 gross 10000 taxes 1000 net 9000"],
  ],
];

describe("a sale that", () => {
  it.each(stories)("%s", async (_, looks, left) => {
    const books = await openTestBooks();
    for (const look of looks) {
      const { at: _at, currency: _currency, gross: _gross, ...rest } = saleOf();
      await see(books, look === looks[0] ? present(saleOf(look)) : { ...rest, ...look });
      expect(await wrongIn(books)).toEqual([]);
    }
    expect(await daily(books)).toEqual(left);
    const whole = Object.values(await balances(books)).reduce((sum, amount) => sum + amount, 0n);
    expect(whole).toBe(0n);
  });

  it("undoes nothing but itself: what other sales brought stays", async () => {
    const books = await openTestBooks();
    await see(books, saleOf({ id: "other", gross: 700n }), saleOf(), saleOf({ status: "cancelled" }));
    expect(await daily(books)).toEqual(["2026-06-01 USD sales 1 gross 700 net 700"]);
    expect(await balances(books)).toEqual({
      "assets:platform:shop:main:balance USD": 700n,
      "income:sales:shop:unnamed USD": -700n,
    });
  });
});

describe("figures by product and country", () => {
  it("move when the product and the country become known, and still sum to the books", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    expect([await daily(books, "product"), await daily(books, "country")]).toEqual([
      ["2026-06-01 USD sales 1 gross 10000 net 10000"],
      ["2026-06-01 USD sales 1 gross 10000 net 10000"],
    ]);
    await see(books, saleOf({ product: { id: "pen", name: "Pen" } }), saleOf({ country: "KE" }));
    expect([await daily(books, "product"), await daily(books, "country")]).toEqual([
      ["2026-06-01 pen USD sales 1 gross 10000 net 10000"],
      ["2026-06-01 KE USD sales 1 gross 10000 net 10000"],
    ]);
    expect((await balances(books))["income:sales:shop:pen USD"]).toBe(-10_000n);
    expect(await wrongIn(books)).toEqual([]);
  });

  it("follow a product that is corrected to another", async () => {
    const books = await openTestBooks();
    await see(books, saleOf({ product: { id: "pen", name: "Pen" } }), saleOf({ product: { id: "cap", name: "Cap" } }));
    expect(await daily(books, "product")).toEqual(["2026-06-01 cap USD sales 1 gross 10000 net 10000"]);
    expect(await wrongIn(books)).toEqual([]);
  });

  it("share a document anew when a second product of it appears in a later file", async () => {
    const books = await openTestBooks();
    const { gross: _, ...unsaid } = saleOf();
    await see(books, { ...unsaid, lines: [line("pen", 1_000n)] });
    expect((await balances(books))["income:sales:shop:pen USD"]).toBe(-1_000n);
    await see(books, { ...unsaid, lines: [line("cap", 500n)] });
    expect(await balances(books)).toEqual({
      "assets:platform:shop:main:balance USD": 1_500n,
      "income:sales:shop:several-products USD": -1_500n,
    });
    expect(await daily(books, "product")).toEqual([
      "2026-06-01 cap USD sales 1 gross 500 net 500",
      "2026-06-01 pen USD sales 1 gross 1000 net 1000",
    ]);
    expect(await wrongIn(books)).toEqual([]);
  });

  it("leave nothing of a product whose document was given back whole, discounts included", async () => {
    const books = await openTestBooks();
    const { gross: _, ...unsaid } = saleOf();
    const lines = [line("pen", 1_001n), line("cap", 500n), line("discount", -100n)];
    await see(books, { ...unsaid, lines, refunded: 1_401n, refundedAt: noon });
    expect(await daily(books, "product")).toEqual([
      "2026-06-01 cap USD sales 1 refunds 1 gross 500 refunded 500",
      "2026-06-01 discount USD sales 1 refunds 1 gross -100 refunded -100",
      "2026-06-01 pen USD sales 1 refunds 1 gross 1001 refunded 1001",
    ]);
    expect(await wrongIn(books)).toEqual([]);
  });

  it("count what rounding left over once, also for a cancellation that is refunded itself", async () => {
    const books = await openTestBooks();
    const { gross: _, ...unsaid } = saleOf();
    const odd = { ...line("pen", 0n), amount: { units: -10_014n, scale: 3 } };
    await see(books, { ...unsaid, lines: [odd], refunded: 5n, refundedAt: noon });
    const rows = await books.store.q
      .selectFrom("rollup")
      .select("residue_nano")
      .where("dimension", "=", "source")
      .execute();
    expect(rows.reduce((sum, row) => sum + row.residue_nano, 0n)).toBe(-4_000_000n);
  });

  it("count an amount with more decimals than a cell may have for what it is", async () => {
    const books = await openTestBooks();
    const { gross: _, ...unsaid } = saleOf();
    const fine = { ...line("pen", 0n), amount: { units: 123_456_789_012_345n, scale: 12 } };
    await see(books, { ...unsaid, lines: [fine, line("cap", 100n)] });
    expect(await daily(books, "product")).toEqual([
      "2026-06-01 cap USD sales 1 gross 100 net 100",
      "2026-06-01 pen USD sales 1 gross 12346 net 12346",
    ]);
  });
});

describe("a movement of the balance that", () => {
  const conversion: Sighting = {
    kind: "conversion",
    id: "x",
    at: noon,
    from: { currency: "USD", amount: 10_000n },
    to: { currency: "EUR", amount: 9_100n },
  };
  const payout: Sighting = { kind: "payout", id: "p", at: noon, currency: "USD", amount: 900n, fee: 25n };
  const fund: Sighting = { kind: "adjustment", id: "f", at: noon, currency: "USD", amount: 900n };
  it.each<readonly [string, readonly Sighting[], Readonly<Record<string, bigint>>]>([
    [
      "is a conversion whose day and amount are corrected",
      [conversion, { ...conversion, at: noon - 48 * hour, to: { currency: "EUR", amount: 9_200n } }],
      {
        "assets:platform:shop:main:balance EUR": 9_200n,
        "assets:platform:shop:main:balance USD": -10_000n,
        "equity:fx EUR": -9_200n,
        "equity:fx USD": 10_000n,
      },
    ],
    ["is a conversion whose other half never comes", [{ ...conversion, to: undefined as never }], {}],
    ["is a conversion into its own currency", [{ ...conversion, to: { currency: "USD", amount: 1n } }], {}],
    [
      "is a payout that comes back: only its fee is gone",
      [payout, { ...payout, status: "returned" }],
      { "assets:platform:shop:main:balance USD": -25n, "expenses:fees:shop:payout USD": 25n },
    ],
    [
      "is a payout whose sending is told after its return, as in a file that lists the newest first",
      [
        { ...payout, at: noon + hour, status: "returned" },
        { ...payout, status: "completed" },
      ],
      { "assets:platform:shop:main:balance USD": -25n, "expenses:fees:shop:payout USD": 25n },
    ],
    ["is a payout that fails after all", [payout, { ...payout, status: "failed" }], {}],
    [
      "is explained later: it leaves suspense",
      [fund, { ...fund, reason: "own-funds" }],
      { "assets:platform:shop:main:balance USD": 900n, "equity:owner USD": -900n },
    ],
  ])("%s", async (_, looks, left) => {
    const books = await openTestBooks();
    for (const look of looks) {
      await see(books, present(look));
      expect(await wrongIn(books)).toEqual([]);
    }
    expect(await balances(books)).toEqual(left);
  });
});

describe("books that were loaded from an export, which know postings but no facts,", () => {
  /** A posting of 100.00 USD for the sale, as a loaded export leaves it. */
  async function loaded(books: TestBooks): Promise<void> {
    const leg = {
      code: codes.sale,
      debit: chart.balance("shop"),
      credit: chart.sales("shop", "unnamed"),
      currency: "USD",
      amount: 10_000n,
    };
    const txn = {
      id: books.ids.next(),
      kind: "sale",
      source: "shop",
      objectKey: "shop/sale/s",
      revision: 0n,
      occurredAt: noon,
      legs: [leg],
    };
    const posted = await books.store.transaction((tx) =>
      post(tx, { bookId: books.book.id, actor: "owner", recordedAt: noon }, [txn]),
    );
    expect(posted.ok).toBe(true);
  }

  it.each<readonly [string, Partial<SaleSighting>, readonly string[]]>([
    ["take a sale that they hold", {}, ["2026-06-01 USD sales 1 gross 10000 net 10000"]],
    ["correct a sale that they hold otherwise", { gross: 9_000n }, ["2026-06-01 USD sales 1 gross 9000 net 9000"]],
    ["undo a sale that failed after all", { status: "failed" }, []],
    ["undo a sale that cannot be booked as it is told", { tax: 10_001n }, []],
  ])("%s", async (_, more, left) => {
    const books = await openTestBooks();
    await loaded(books);
    await see(books, saleOf(more));
    expect(await wrongIn(books)).toEqual([]);
    expect(await daily(books)).toEqual(left);
  });
});

/** Without what is not told. */
function present<T extends object>(sighting: T): T {
  return Object.fromEntries(Object.entries(sighting).filter(([, value]) => value !== undefined)) as T;
}
