import { describe, expect, it } from "vitest";
import { ok } from "../../base/result.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { changeAccountState } from "../../ledger/account-state.ts";
import type { PulledRecord } from "../../spec/connector.ts";
import { listedProducts } from "../../store/listed-product.ts";
import { observationsOf } from "../../store/observation.ts";
import { countQuarantine, listQuarantine } from "../../store/quarantine.ts";
import { readStatements, statementLinesAbout } from "../../store/statement-line.ts";
import { runImport } from "../import/run-import.ts";
import { openSealed } from "../sealing.ts";
import { tellStory } from "../story.ts";
import { csvFile, shopProfile } from "../testing/csv-file.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { balances } from "../testing/looks.ts";
import { commitPiece, sift } from "./commit-piece.ts";
import { quarantineSealId } from "./keep-quarantine.ts";
import { runLook } from "./run-look.ts";
import { recent, recordWith, type ShopSale, whole } from "./testing/fake-shop.ts";
import { type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

const at = Date.UTC(2026, 4, 20);
const balance = "assets:platform:shop:main:balance USD";

function sale(id: string, more: Partial<ShopSale> = {}): ShopSale {
  return { id, at, gross: 1_000n, ...more };
}

const waiting = async ({ books, live }: LiveBooks) =>
  (await listQuarantine(books.store, live.connection.id, 100)).map((row) => `${row.objectId}: ${row.reason}`);

async function freeze({ books }: LiveBooks, kind: "frozen" | "reopened", product = "pen"): Promise<void> {
  const command = { bookId: books.book.id, actor: "owner", recordedAt: books.clock.now() };
  const change = { id: books.ids.next(), path: `income:sales:shop:${product}`, currency: "USD", kind, reason: "test" };
  const done = await books.store.transaction((tx) => changeAccountState(tx, command, change));
  expect(done.ok).toBe(true);
}

describe("a record that cannot be understood", () => {
  it("waits in quarantine, sealed, with its reason, while the rest of its page is booked", async () => {
    const all = await openLiveBooks(10);
    const { books, shop, live } = all;
    shop.put(sale("a"), sale("b", { broken: true }), sale("c"));
    const looked = await runLook(live, shop.sales, whole);
    expect(looked).toMatchObject(
      ok({ records: 3, fresh: 2, quarantined: 1, note: "2 new sales, 1 record not understood" }),
    );
    expect(await waiting(all)).toEqual(["b: its price is not a number"]);
    const [row] = await listQuarantine(books.store, live.connection.id, 1);
    const id = quarantineSealId(live.connection.id, "sales", row?.bodyHash ?? new Uint8Array());
    const sealed = row?.body ?? new Uint8Array();
    const body = await openSealed(books.store, books.sealing, row?.keyId ?? 0n, sealed, { kind: "quarantine", id });
    expect(Buffer.from(body ?? []).toString()).toContain('"id":"b"');
  });

  it("is kept once however often it is met, and let out when it can be read", async () => {
    const all = await openLiveBooks(10);
    const { shop, live } = all;
    shop.put(sale("b", { broken: true }));
    await runLook(live, shop.sales, whole);
    shop.change("b", { gross: 2_000n });
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ quarantined: 0, note: "nothing new" }));
    expect(await waiting(all)).toHaveLength(1);
    shop.change("b", { broken: false });
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ newSales: 1 }));
    expect(await waiting(all)).toEqual([]);
    shop.change("b", { broken: true });
    await runLook(live, shop.sales, whole);
    shop.change("b", { broken: false });
    expect(await waiting(all)).toHaveLength(1);
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ note: "nothing new" }));
    expect(await waiting(all)).toEqual([]);
  });

  it("and has not even an id is let out when a whole look does not meet it any more", async () => {
    const all = await openLiveBooks(10);
    const { books, shop, live } = all;
    const nameless = { id: "", reason: "it is a number", raw: "7" };
    const page = () => ({ records: [], rejected: [nameless, nameless], fetchedAt: books.clock.now() });
    for (const look of [whole, whole]) {
      books.clock.advance(1_000);
      shop.answer(page());
      await runLook(live, shop.sales, look);
      expect(await waiting(all)).toEqual([": it is a number"]);
    }
    books.clock.advance(1_000);
    shop.put(sale("a"));
    await runLook(live, shop.sales, whole);
    expect([...(await countQuarantine(books.store, live.connection.id))]).toEqual([]);
  });

  it.each<readonly [string, Partial<PulledRecord> & { readonly sightings?: readonly Sighting[] }]>([
    ["it has no id", { id: "" }],
    ["its id holds invisible characters", { id: "a\u200b" }],
    ["its date lies before 1990 or after 2199", { sightings: [{ kind: "sale", id: "a", at: 5 }] }],
    [
      '"XYZ" is not a currency the books know (an ISO code such as USD)',
      { sightings: [{ kind: "sale", id: "a", currency: "XYZ" }] },
    ],
    [
      "an amount in it is larger than the books can hold",
      { statement: [{ sort: "fee", on: at, net: 2n ** 60n, label: "Fee" }] },
    ],
    ["its date lies before 1990 or after 2199", { statement: [{ sort: "fee", on: 5, net: 2n, label: "Fee" }] }],
    ["it has a statement, but no payout's currency", { statement: [{ sort: "fee", on: at, net: 2n, label: "Fee" }] }],
    [
      "it has no id",
      {
        product: {
          externalId: "",
          productId: "p",
          name: "P",
          state: "draft",
          type: "product",
          currency: "USD",
          description: "",
          metadata: {},
        },
      },
    ],
  ])("because %s keeps out of the books", async (reason, more) => {
    const all = await openLiveBooks(10);
    const record = { ...recordWith("x", more.sightings ?? []), ...more };
    const page = { records: [record], rejected: [], fetchedAt: all.books.clock.now() };
    expect(sift("shop", page)).toMatchObject({ records: [], rejected: [{ reason }] });
  });
});

describe("a record that the books refuse", () => {
  it("is found in its page and waits; the others are booked, and it as well once nothing stands against it", async () => {
    const all = await openLiveBooks(50);
    const { books, shop, live } = all;
    shop.put(sale("first"));
    await runLook(live, shop.sales, whole);
    await freeze(all, "frozen");
    for (let n = 0; n < 20; n++)
      shop.put(sale(`s${n}`, { product: n % 7 === 3 ? "Pen" : "Ink", email: `b${n}@x.example` }));
    const looked = await runLook(live, shop.sales, whole);
    expect(looked).toMatchObject(ok({ pages: 1, records: 21, fresh: 17, newSales: 17, quarantined: 3 }));
    expect(await waiting(all)).toEqual(
      ["s3", "s10", "s17"]
        .sort()
        .reverse()
        .map((id) => expect.stringContaining(`${id}: `)),
    );
    expect(await balances(books)).toMatchObject({ [balance]: 18_000n });
    await freeze(all, "reopened");
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ newSales: 3, fresh: 3 }));
    expect([await waiting(all), await balances(books)]).toMatchObject([[], { [balance]: 21_000n }]);
    expect(await brokenLaws(books)).toEqual([]);
  });
});

describe("records of one page", () => {
  it("that speak of one object are taken together, and one listed twice says nothing more", async () => {
    const all = await openLiveBooks();
    const { books, live } = all;
    const seen = { kind: "sale", id: "s", at, currency: "USD", product: { id: "Pen", name: "Pen" } } as const;
    const one = recordWith("s", [{ ...seen, gross: 1_000n, buyer: { email: "ann@x.example" } }]);
    const other = recordWith("row", [
      { kind: "charge", id: "c", at, currency: "USD", amount: 30n },
      { ...seen, refunded: 300n },
    ]);
    const page = { records: [one, other, one], rejected: [], fetchedAt: books.clock.now() };
    const done = await commitPiece(live, "sales", sift("shop", page));
    expect([done.fresh.length, done.absorbed.map((item) => item.objectKey)]).toEqual([
      2,
      ["shop/sale/s", "shop/charge/c"],
    ]);
    expect(await balances(books)).toMatchObject({ [balance]: 670n });
    const again = await commitPiece(live, "sales", sift("shop", page));
    expect([again.fresh, again.changed, again.absorbed]).toEqual([[], 0, []]);
  });

  it("that say two things of one moment end in the same whichever comes first, and the next look settles it", async () => {
    const texts: unknown[] = [];
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { books, live } = await openLiveBooks();
      const words = ["Pen", "Ink"].map((product) =>
        recordWith("s", [
          { kind: "sale", id: "s", at, currency: "USD", gross: 10n, product: { id: product, name: product } },
        ]),
      );
      const take = (records: readonly PulledRecord[]) =>
        commitPiece(live, "sales", sift("shop", { records, rejected: [], fetchedAt: books.clock.now() }));
      await take(order.map((n) => words[n] as PulledRecord));
      await take([words[order[0]] as PulledRecord]);
      await take([words[order[1]] as PulledRecord]);
      texts.push(await balances(books));
      for (const [n, account] of [
        [0, "pen"],
        [1, "ink"],
        [0, "pen"],
      ] as const) {
        books.clock.advance(1);
        await take([words[n] as PulledRecord]);
        expect(await balances(books)).toMatchObject({ [`income:sales:shop:${account} USD`]: -10n });
      }
      expect(await brokenLaws(books)).toEqual([]);
    }
    expect(texts[0]).toEqual(texts[1]);
  });

  it("that were asked for earlier than what is known change nothing that is newer", async () => {
    const { books, live } = await openLiveBooks();
    const say = (product: string, fetchedAt: number) => {
      const seen = {
        kind: "sale",
        id: "s",
        at,
        currency: "USD",
        gross: 10n,
        product: { id: product, name: product },
      } as const;
      return commitPiece(live, "sales", sift("shop", { records: [recordWith("s", [seen])], rejected: [], fetchedAt }));
    };
    await say("Pen", at + 10);
    await say("Ink", at + 5);
    expect(await balances(books)).toMatchObject({ "income:sales:shop:pen USD": -10n });
    expect((await say("Pen", at + 20)).changed).toBe(0);
  });
});

describe("what a platform lists beside sales", () => {
  it("products are kept as they are listed now", async () => {
    const { books, shop, live } = await openLiveBooks(10);
    const product = {
      externalId: "p1",
      productId: "pen",
      name: "Pen",
      state: "published",
      type: "product",
      currency: "EUR",
      description: "Blue",
      metadata: { tag: "x" },
    } as const;
    shop.list("products", [recordWith("p1", [], { product: { ...product, price: 500n, url: "https://x.example/p" } })]);
    expect(await runLook(live, shop.products, whole)).toMatchObject(ok({ fresh: 1, note: "1 product" }));
    const first = books.clock.now();
    books.clock.advance(1_000);
    shop.list("products", [recordWith("p1", [], { product: { ...product, name: "Pen 2" } })]);
    expect(await runLook(live, shop.products, whole)).toMatchObject(ok({ changed: 1, note: "1 change" }));
    const kept = {
      source: "shop",
      externalId: "p1",
      name: "Pen 2",
      price: undefined,
      url: "",
      metadata: '{"tag":"x"}',
    };
    const [row, second] = await listedProducts(books.store, books.book.id);
    expect([row, second]).toMatchObject([{ ...kept, firstSeenAt: first, changedAt: books.clock.now() }, undefined]);
    expect(await listedProducts(books.store, books.book.id, ["p2"])).toEqual([]);
    expect(await observationsOf(books.store, books.book.id, "shop/product/p1")).toHaveLength(2);
  });

  it("a payout is booked once, with the lines it is made of as the platform states them now", async () => {
    const { books, shop, live } = await openLiveBooks(10);
    const payout = { kind: "payout", id: "po", at, currency: "USD", amount: 900n } as const;
    const known = { kind: "payout", id: "file", supersededBy: "po" } as const;
    const lines = [
      {
        sort: "sale",
        object: { kind: "sale", id: "s" },
        on: at,
        net: 1_000n,
        gross: 1_100n,
        fees: -100n,
        label: "Sale",
      },
      { sort: "fee", on: at, net: -100n, label: "Fee" },
    ] as const;
    shop.put(sale("s"));
    await runLook(live, shop.sales, recent);
    shop.list("payouts", [recordWith("po", [payout, known], { at, statement: lines })]);
    expect(await runLook(live, shop.payouts, recent)).toMatchObject(ok({ newPayouts: 1, note: "1 payout" }));
    expect(await readStatements(books.store, books.book.id, ["shop/payout/po"])).toMatchObject([
      { line: 0, sort: "sale", objectKey: "shop/sale/s", net: 1_000n, gross: 1_100n, fees: -100n, currency: "USD" },
      { line: 1, sort: "fee", objectKey: "", net: -100n, gross: undefined },
    ]);
    books.clock.advance(1_000);
    shop.list("payouts", [recordWith("po", [payout, known], { at, statement: lines.slice(0, 1) })]);
    await runLook(live, shop.payouts, recent);
    expect(await statementLinesAbout(books.store, books.book.id, ["shop/sale/s"])).toHaveLength(1);
    expect(await statementLinesAbout(books.store, books.book.id, [])).toEqual([]);
    books.clock.advance(1_000);
    shop.list("payouts", [recordWith("po", [{ ...payout, status: "returned" }, known], { at })]);
    await runLook(live, shop.payouts, recent);
    expect(await readStatements(books.store, books.book.id, ["shop/payout/po"])).toHaveLength(1);
    const kinds = (await observationsOf(books.store, books.book.id, "shop/payout/po")).map((seen) => seen.kind);
    expect(kinds).toEqual(["report", "report", "poll"]);
    expect(await brokenLaws(books)).toEqual([]);
  });
});

it("a sale's story shows what was looked up of it, and hides the buyer unless asked", async () => {
  const { books, shop, live } = await openLiveBooks();
  shop.put(sale("s", { email: "ann@x.example" }));
  await runLook(live, shop.sales, recent);
  const tell = (showBuyer: boolean) =>
    tellStory(books.store, books.sealing, books.book.id, "shop/sale/s", { showBuyer });
  expect(await tell(false)).toMatchObject({
    observations: [
      {
        kind: "poll",
        source: "shop",
        rows: [{ cells: { id: "s", price: "1000", email: "[hidden]", product_name: "Pen" } }],
      },
    ],
  });
  expect(await tell(true)).toMatchObject({
    buyer: { email: "ann@x.example" },
    observations: [{ rows: [{ cells: { email: "ann@x.example" } }] }],
  });
});

it("a sale's story says that a refund waits for its amount, until somebody tells it", async () => {
  const { books, live } = await openLiveBooks();
  const seen = { kind: "sale", id: "s", at, currency: "USD", gross: 1_000n, refundUnknown: true } as const;
  const waits = async (sighting: Sighting): Promise<boolean> => {
    books.clock.advance(1_000);
    const page = { records: [recordWith("s", [sighting])], rejected: [], fetchedAt: books.clock.now() };
    await commitPiece(live, "sales", sift("shop", page));
    const story = await tellStory(books.store, books.sealing, books.book.id, "shop/sale/s", { showBuyer: false });
    return story?.waits !== undefined;
  };
  expect([await waits(seen), await waits({ ...seen, refunded: 200n })]).toEqual([true, false]);
});

it("a file that speaks for a later moment is outranked again by the next look, though the platform says the same", async () => {
  const { books, shop, live } = await openLiveBooks();
  shop.put(sale("s"));
  await runLook(live, shop.sales, recent);
  books.clock.advance(60_000);
  const file = csvFile("Id,Date,Gross,Product\ns,2026-05-20,1000,Cap\n");
  const items = { ...file, profile: shopProfile, header: ["Id", "Date", "Gross", "Product"] };
  const done = await runImport(books.deps, books.book, {
    fileName: file.fileName,
    fileHash: file.fileHash,
    asOf: books.clock.now(),
    profile: items.profile,
    header: items.header,
    options: { currency: undefined, timeZone: "UTC" },
    items: async function* () {
      yield [{ kind: "record", line: 2, lineTo: 2, cells: ["s", "2026-05-20", "1000", "Cap"] }];
    },
    notes: () => [],
    brokenOff: () => undefined,
  });
  expect(done.ok).toBe(true);
  expect(await balances(books)).toMatchObject({ "income:sales:shop:cap USD": -1_000n });
  books.clock.advance(60_000);
  expect(await runLook(live, shop.sales, recent)).toMatchObject(ok({ fresh: 1 }));
  expect(await balances(books)).toMatchObject({ "income:sales:shop:pen USD": -1_000n });
});
