import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFacts, encodeFacts } from "../domain/facts/codec.ts";
import { type Facts, noFacts } from "../domain/facts/facts.ts";
import { joinFacts } from "../domain/facts/join.ts";
import { type ResolvedSale, resolveSale } from "../domain/facts/resolve-sale.ts";
import { saleFacts } from "../domain/testing/arbitrary-facts.ts";
import { readFacts } from "../store/object-facts.ts";
import { readRollups } from "../store/rollup.ts";
import { absorb } from "./absorb.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { wrongIn } from "./testing/looks.ts";

type Look = { readonly id: string; readonly facts: Facts };

/** Looks at three sales in random batches, an object at most once in each. */
const batches: fc.Arbitrary<readonly (readonly Look[])[]> = fc.array(
  fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c"), facts: saleFacts }), {
    selector: (look) => look.id,
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 1, maxLength: 5 },
);

const source = "shop";
const keyOf = (id: string): string => `${source}/sale/${id}`;

async function absorbAll(books: TestBooks, all: readonly (readonly Look[])[]): Promise<void> {
  for (const batch of all) {
    const items = batch.map(({ id, facts }) => ({ objectKey: keyOf(id), source, externalId: id, news: facts }));
    await books.store.transaction((tx) => absorb(tx, books.absorbContext(), items));
  }
}

function joinedById(all: readonly (readonly Look[])[]): ReadonlyMap<string, Facts> {
  const joined = new Map<string, Facts>();
  for (const { id, facts } of all.flat()) joined.set(id, joinFacts(joined.get(id) ?? noFacts("sale"), facts));
  return joined;
}

type Sums = Record<"gross" | "refunded" | "fees" | "taxes" | "chargebacks" | "adjustments", bigint>;

/** What a sale comes to by plain arithmetic, day by day, without postings. */
function worth(sale: ResolvedSale, dayOf: (at: number) => string): ReadonlyMap<string, Sums> {
  const days = new Map<string, Sums>();
  const on = (at: number): Sums => {
    const none = { gross: 0n, refunded: 0n, fees: 0n, taxes: 0n, chargebacks: 0n, adjustments: 0n };
    const sums = days.get(dayOf(at)) ?? none;
    days.set(dayOf(at), sums);
    return sums;
  };
  if (sale.status !== "completed") return days;
  const own = on(sale.occurredAt);
  own.fees += sale.fees.reduce((sum, [, amount]) => sum + amount, 0n) + sale.affiliate;
  if (sale.nature === "adjustment") own.adjustments += sale.gross;
  else if (sale.nature === "refund") {
    own.refunded -= sale.gross;
    own.taxes -= sale.tax;
  } else {
    own.gross += sale.gross;
    own.taxes += sale.tax;
  }
  let left = sale.gross;
  for (const refund of sale.refunds) {
    const sums = on(refund.at);
    sums.refunded += refund.amount;
    sums.taxes -= refund.tax;
    sums.fees -= refund.feeReturned + refund.partners;
    left -= refund.amount;
  }
  if (sale.dispute) {
    on(sale.dispute.openedAt).fees += sale.dispute.fee - sale.dispute.feeReturned - sale.dispute.partners;
    const taken = sale.dispute.amount ?? (left > 0n ? left : 0n);
    const closed = on(sale.dispute.closedAt ?? sale.dispute.openedAt);
    if (sale.dispute.state === "lost") closed.chargebacks += taken;
    if (sale.dispute.state === "won") closed.fees += taken - (sale.dispute.credit ?? taken);
  }
  return days;
}

/** `2026-01-01 USD gross 5 net 5` for every day and currency that has anything. */
async function expectedDays(books: TestBooks, joined: ReadonlyMap<string, Facts>): Promise<readonly string[]> {
  const totals = new Map<string, Sums>();
  for (const facts of joined.values()) {
    const sale = resolveSale(facts);
    if (sale.kind === "incomplete") continue;
    for (const [day, sums] of worth(sale, books.deps.context.dayOf)) {
      const key = `${day} ${sale.currency}`;
      const known = totals.get(key);
      if (!known) totals.set(key, { ...sums });
      else for (const name of Object.keys(sums) as (keyof Sums)[]) known[name] += sums[name];
    }
  }
  return everyDay(totals);
}

function everyDay(totals: ReadonlyMap<string, Sums>): readonly string[] {
  return [...totals]
    .map(([key, sums]) => told(key, sums))
    .filter((text) => text !== "")
    .sort();
}

function told(key: string, s: Sums): string {
  const net = s.gross - s.refunded - s.fees - s.taxes - s.chargebacks + s.adjustments;
  const { gross, refunded, fees, taxes, chargebacks, adjustments } = s;
  const parts = Object.entries({ gross, refunded, fees, taxes, chargebacks, adjustments, net });
  const text = parts.flatMap(([name, amount]) => (amount === 0n ? [] : [`${name} ${amount}`])).join(" ");
  return text === "" ? "" : `${key} ${text}`;
}

async function bookedDays(books: TestBooks, dimension: "source" | "product" | "country"): Promise<readonly string[]> {
  const totals = new Map<string, Sums>();
  for (const { day, currency, measures } of await readRollups(books.store, books.book.id, dimension, "0", "9")) {
    const { gross, refunded, fees, taxes, chargebacks, adjustments } = measures;
    const sums: Sums = { gross, refunded, fees, taxes, chargebacks, adjustments };
    const known = totals.get(`${day} ${currency}`);
    if (!known) totals.set(`${day} ${currency}`, sums);
    else for (const name of Object.keys(sums) as (keyof Sums)[]) known[name] += sums[name];
  }
  return everyDay(totals);
}

describe("random looks at a few sales in random batches", () => {
  it("end in what plain arithmetic makes of all that was seen, in every table", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const books = await openTestBooks();
        await absorbAll(books, all);
        const joined = joinedById(all);
        const kept = await readFacts(books.store, books.book.id, [...joined.keys()].map(keyOf));
        for (const [id, facts] of joined)
          expect(encodeFacts(decodeFacts(kept.get(keyOf(id))?.facts ?? ""))).toBe(encodeFacts(facts));
        const expected = await expectedDays(books, joined);
        for (const dimension of ["source", "product", "country"] as const)
          expect(await bookedDays(books, dimension)).toEqual(expected);
        expect(await wrongIn(books)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("end in the same balances whatever their order", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const figures: string[] = [];
        for (const order of [all, [...all].reverse()]) {
          const books = await openTestBooks();
          await absorbAll(books, order);
          figures.push((await bookedDays(books, "product")).join("\n"));
        }
        expect(figures[1]).toBe(figures[0]);
      }),
      { numRuns: 10 },
    );
  });
});
