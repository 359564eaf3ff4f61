import { afterAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { factsOf } from "../../src/domain/facts/from-sighting.ts";
import { objectKey } from "../../src/domain/facts/object.ts";
import type { Sighting } from "../../src/domain/facts/sighting.ts";
import { absorb } from "../../src/intake/absorb.ts";
import { booksOn, openTestBooks, type TestBooks, testStart } from "../../src/intake/testing/books.ts";
import { payoutGaps } from "../../src/operations/payout-gaps.ts";
import { openPostgres } from "../../src/store/open-postgres.ts";
import { replaceStatements, type StatementRow } from "../../src/store/statement-line.ts";
import { freshDatabase, stopPostgres } from "../support/postgres.ts";

const day = 86_400_000;
const at = testStart - 9 * day;
const key = (kind: Sighting["kind"], id: string): string => objectKey("shop", kind, id);

/** Two sales, a refund nobody lists, and the payout of both sales, one of them with another fee. */
async function gapsIn(books: TestBooks): Promise<unknown> {
  const sale = { kind: "sale" as const, at, currency: "USD", gross: 2_900n, fees: { platform: 454n } };
  const told: Sighting[] = [
    { ...sale, id: "a" },
    { ...sale, id: "b", refunds: [{ id: "r", at, amount: 500n }] },
    { kind: "payout", id: "p", at: at + 7 * day, currency: "USD", amount: 4_890n },
    { kind: "payout", id: "q", at: at + 8 * day, currency: "USD", amount: 1n },
  ];
  for (const [n, one] of told.entries()) {
    const news = factsOf(one, { at: testStart, by: String(n) }, { file: "1", line: n });
    const item = { objectKey: key(one.kind, one.id), source: "shop", externalId: one.id, news };
    await books.store.transaction((tx) => absorb(tx, books.absorbContext(), [item]));
  }
  const line = (n: number, id: string, fees: bigint, on = at): StatementRow => ({
    payoutKey: key("payout", "p"),
    line: n,
    sort: "sale",
    objectKey: key("sale", id),
    on,
    currency: "USD",
    net: 2_900n + fees,
    gross: 2_900n,
    fees,
    label: "Sale",
  });
  const lines = [line(0, "a", -454n), line(1, "b", -456n, at + 2 * day)];
  await books.store.transaction((tx) => replaceStatements(tx, books.book.id, [key("payout", "p")], lines));
  return payoutGaps(books.store, books.book);
}

describe("what is unexplained", () => {
  afterAll(stopPostgres);

  it("is the same on both engines", async () => {
    const { url } = await freshDatabase();
    const server = await booksOn(await openPostgres({ url }), fixedClock(testStart));
    const embedded = await openTestBooks();
    const there = await gapsIn(server);
    expect(there).toEqual(await gapsIn(embedded));
    expect(there).toMatchObject({ withBreaks: 1, withoutStatement: 1, unexplained: new Map([["USD", 502n]]) });
    await server.store.close();
    await embedded.store.close();
  });
});
