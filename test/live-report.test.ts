import { expect, it } from "vitest";
import { buildReport } from "../src/insight/report/build-report.ts";
import { completenessInWords } from "../src/insight/report/in-words.ts";
import { runLook } from "../src/intake/live/run-look.ts";
import { passing, recordWith, refused, whole } from "../src/intake/live/testing/fake-shop.ts";
import { openLiveBooks } from "../src/intake/live/testing/live-books.ts";

const may = { from: "2026-05-01", to: "2026-05-31" };
const june = { from: "2026-06-01", to: "2026-06-30" };

it("a report of a connected platform says how complete it is, and why not", async () => {
  const { books, shop, live } = await openLiveBooks(10);
  const says = async (period: typeof may): Promise<readonly string[]> => {
    const report = await buildReport(books.store, books.book, period, "month", books.clock.now());
    const { sentence, reasons } = completenessInWords(report);
    return reasons.length === 0 ? [sentence] : reasons;
  };
  const complete = ["Complete: every source was read to the end of this time."];
  shop.put({ id: "a", at: Date.UTC(2026, 4, 20), gross: 1_000n });
  expect(await says(may)).toEqual(["shop: it was not read to its end yet."]);
  shop.fail(passing);
  await runLook(live, shop.sales, whole);
  expect(await says(may)).toEqual(["shop: it was not read to its end yet: Shop did not answer in time."]);
  await runLook(live, shop.sales, whole);
  expect([await says(may), await says(june)]).toEqual([complete, complete]);
  books.clock.advance(5 * 3_600_000);
  expect([await says(may), await says(june)]).toEqual([complete, ["shop: it was read up to 1 Jun 2026 13:00."]]);
  shop.fail(refused);
  await runLook(live, shop.sales, whole);
  expect(await says(june)).toEqual(["shop: it was read up to 1 Jun 2026 13:00: Shop refused the access token."]);
  shop.put({ id: "b", at: Date.UTC(2026, 4, 21), gross: 1_000n, broken: true });
  await runLook(live, shop.sales, whole);
  expect(await says(may)).toEqual(["shop: 1 of its records is not understood."]);
  shop.change("b", { broken: false });
  await runLook(live, shop.sales, whole);
  expect(await says(may)).toEqual(complete);
  const seen = {
    kind: "sale",
    id: "c",
    at: Date.UTC(2026, 4, 22),
    currency: "USD",
    gross: 500n,
    refundUnknown: true,
  } as const;
  const page = (refunded?: bigint) => ({
    records: [recordWith("c", [{ ...seen, ...(refunded === undefined ? {} : { refunded }) }])],
    rejected: [],
    fetchedAt: books.clock.now(),
  });
  shop.answer(page());
  await runLook(live, shop.sales, whole);
  expect(await says(may)).toEqual(["1 sale was refunded in part, but nobody has said how much yet."]);
  shop.answer(page(100n));
  await runLook(live, shop.sales, whole);
  expect(await says(may)).toEqual(complete);
});
