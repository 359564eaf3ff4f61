import { describe, expect, it } from "vitest";
import { deltaParts, type PostedGroup } from "../domain/books/delta.ts";
import type { Part } from "../domain/books/parts.ts";
import { type Facts, noFacts } from "../domain/facts/facts.ts";
import { factsOf } from "../domain/facts/from-sighting.ts";
import { joinFacts } from "../domain/facts/join.ts";
import { called } from "../domain/facts/object.ts";
import type { SaleSighting } from "../domain/facts/sighting.ts";
import { addObservations } from "../store/observation.ts";
import { destroyedRow } from "../vault/data-key.ts";
import { absorb } from "./absorb.ts";
import { knowBuyers, openBuyer } from "./buyers.ts";
import { openSealed } from "./sealing.ts";
import { openTestBooks } from "./testing/books.ts";
import { brokenLaws } from "./testing/invariants.ts";

const t0 = Date.UTC(2026, 0, 10);
const hour = 3_600_000;

/** The life of one sale, each state as the platform would show it from then on. */
const born: SaleSighting = {
  kind: "sale",
  id: "s",
  at: t0,
  currency: "USD",
  gross: 10_000n,
  fees: { platform: 1_050n },
  product: { id: "p", name: "P" },
};
const refunded: SaleSighting = { ...born, refunded: 3_000n, refundedAt: t0 + hour };
const disputed: SaleSighting = { ...refunded, dispute: "open", disputedAt: t0 + 2 * hour };
const won: SaleSighting = { ...refunded, fees: { platform: 900n }, dispute: "won", disputedAt: t0 + 3 * hour };
const life = [born, refunded, disputed, won] as const;

const look = (state: number): Facts =>
  factsOf(life[state] as SaleSighting, { at: t0 + state * hour, by: `state ${state}` }, { file: "f", line: state });

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) yield items;
  for (const [i, item] of items.entries()) {
    for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [item, ...rest];
  }
}

/** Every subset of the earlier looks lost, at most one look doubled, the final one always among them, in every order. */
function* histories(): Generator<readonly number[]> {
  const last = life.length - 1;
  for (let lost = 0; lost < 1 << last; lost++) {
    const seen = [...life.keys()].filter((state) => state === last || (lost & (1 << state)) === 0);
    for (const doubled of [undefined, ...seen]) {
      yield* permutations(doubled === undefined ? seen : [...seen, doubled]);
    }
  }
}

const text = (parts: readonly Part[]): string =>
  JSON.stringify(
    parts
      .flatMap((part) =>
        part.legs.map((leg) => `${part.kind} ${part.occurredAt} ${leg.code} ${leg.debit} ${leg.credit} ${leg.amount}`),
      )
      .sort(),
  );

/** What is posted whatever its moment: when a dispute was opened that was first seen decided, nobody can know. */
const amounts = (posted: readonly PostedGroup[]): string =>
  text(
    deltaParts(
      [],
      posted.map((group) => ({ ...group, kind: "", occurredAt: 0 })),
    ),
  );

describe("absorbing what is seen of a sale", () => {
  it("ends with the same books in every order of every small history, with looks lost and doubled", () => {
    const truths = new Set<string>();
    let orders = 0;
    for (const history of histories()) {
      let facts = noFacts("sale");
      let posted: PostedGroup[] = [];
      for (const state of history) {
        facts = joinFacts(facts, look(state));
        const delta = deltaParts(called("shop", facts).parts, posted);
        posted = [
          ...posted,
          ...delta.flatMap((part) =>
            part.legs.map((leg) => ({ kind: part.kind, occurredAt: part.occurredAt, ...leg })),
          ),
        ];
      }
      expect(text(deltaParts(called("shop", facts).parts, posted))).toBe("[]");
      truths.add(amounts(posted));
      orders += 1;
    }
    expect(orders).toBeGreaterThan(900);
    expect([...truths]).toHaveLength(1);
  });

  it("does the same in the database, for all orders of the whole life", async () => {
    const books = await openTestBooks();
    let n = 0;
    for (const order of permutations([0, 1, 2, 3])) {
      n += 1;
      const objectKey = `shop/sale/s${n}`;
      for (const state of order) {
        await books.store.transaction((tx) =>
          absorb(tx, books.absorbContext(), [{ objectKey, source: "shop", externalId: `s${n}`, news: look(state) }]),
        );
      }
    }
    expect(await brokenLaws(books)).toEqual([]);
    const nets = await books.store.q.selectFrom("sale").select("net").distinct().execute();
    expect(nets).toEqual([{ net: 6_100n }]);
  });

  it("changes nothing the second time, and says so", async () => {
    const books = await openTestBooks();
    const take = () =>
      books.store.transaction((tx) =>
        absorb(tx, books.absorbContext(), [
          { objectKey: "shop/sale/s", source: "shop", externalId: "s", news: look(1) },
        ]),
      );
    expect(await take()).toMatchObject([{ isNew: true, changed: true, txns: 2 }]);
    expect(await take()).toMatchObject([{ isNew: false, changed: false, txns: 0 }]);
  });

  it("books payouts and other movements beside sales", async () => {
    const books = await openTestBooks();
    const news = factsOf(
      { kind: "payout", id: "p", at: t0, currency: "USD", amount: 500n },
      { at: t0, by: "x" },
      { file: "f", line: 1 },
    );
    const done = await books.store.transaction((tx) =>
      absorb(tx, books.absorbContext(), [{ objectKey: "shop/payout/p", source: "shop", externalId: "p", news }]),
    );
    expect(done).toMatchObject([{ kind: "payout", txns: 1 }]);
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("rolls everything back when the books refuse", async () => {
    const books = await openTestBooks();
    const take = (state: number) =>
      books.store.transaction((tx) =>
        absorb(tx, books.absorbContext(), [
          { objectKey: "shop/sale/s", source: "shop", externalId: "s", news: look(state) },
        ]),
      );
    await take(0);
    const account = await books.store.q
      .selectFrom("account")
      .select("id")
      .where("path", "=", "income:sales:shop:p")
      .executeTakeFirstOrThrow();
    await books.store.q
      .insertInto("account_event")
      .values({ id: "e1", account_id: account.id, kind: "frozen", at: 1n, actor: "owner", reason: "audit" })
      .execute();
    const more: SaleSighting = { ...(life[0] as SaleSighting), gross: 20_000n };
    const news = factsOf(more, { at: t0 + 9, by: "y" }, { file: "f", line: 9 });
    await expect(
      books.store.transaction((tx) =>
        absorb(tx, books.absorbContext(), [{ objectKey: "shop/sale/s", source: "shop", externalId: "s", news }]),
      ),
    ).rejects.toThrow("frozen");
    expect(await brokenLaws(books)).toEqual([]);
  });
});

describe("buyers", () => {
  it("are one by e-mail across sources, by the platform's id within one, and none when nothing is told", async () => {
    const books = await openTestBooks();
    const sightings = [
      { source: "a", buyer: { email: "Ann@x.example", name: "Ann" } },
      { source: "b", buyer: { email: "ann@X.example" } },
      { source: "a", buyer: { platformId: "7" } },
      { source: "b", buyer: { platformId: "7" } },
      { source: "b", buyer: { name: "Nobody" } },
    ];
    const ids = await books.store.transaction(async (tx) => {
      const known = await knowBuyers(tx, books.sealing, books.book.id, sightings);
      return sightings.map(({ buyer }) => known.get(buyer)?.id);
    });
    expect(ids).toEqual([1n, 1n, 2n, 3n, undefined]);
    const later = await books.store.transaction((tx) =>
      knowBuyers(tx, books.freshSealing(), books.book.id, sightings.slice(0, 1)),
    );
    expect([...later.values()][0]?.id).toBe(1n);
    expect(await openBuyer(books.store, books.freshSealing(), 1n)).toEqual({ email: "Ann@x.example", name: "Ann" });
    expect(await openBuyer(books.store, books.freshSealing(), 3n)).toEqual({ platformId: "7" });
    expect(await openBuyer(books.store, books.sealing, 99n)).toBeUndefined();
  });

  it("cannot be read once their key is destroyed, and what is damaged is said to be", async () => {
    const books = await openTestBooks();
    const buyer = { email: "ann@x.example" };
    await books.store.transaction((tx) => knowBuyers(tx, books.sealing, books.book.id, [{ source: "a", buyer }]));
    const subject = await books.store.q.selectFrom("subject").selectAll().executeTakeFirstOrThrow();
    await expect(
      openSealed(books.store, books.sealing, subject.key_id, subject.sealed, { kind: "subject", id: 2n }),
    ).rejects.toThrow("cannot be opened");
    const key = await books.store.q
      .selectFrom("data_key")
      .selectAll()
      .where("id", "=", subject.key_id)
      .executeTakeFirstOrThrow();
    const { wrapped, destroyed_at } = destroyedRow(key, 5n);
    await books.store.q.updateTable("data_key").set({ wrapped, destroyed_at }).where("id", "=", key.id).execute();
    expect(await openBuyer(books.store, books.freshSealing(), 1n)).toBeUndefined();
  });

  it("are new ones when they buy again after they were erased", async () => {
    const books = await openTestBooks();
    const know = async (email: string) => {
      const buyer = { email };
      const known = await books.store.transaction((tx) =>
        knowBuyers(tx, books.freshSealing(), books.book.id, [{ source: "a", buyer }]),
      );
      return known.get(buyer)?.id ?? 0n;
    };
    const [bob, ann] = [await know("bob@x.example"), await know("ann@x.example")];
    const key = await books.store.q
      .selectFrom("data_key")
      .innerJoin("subject", "subject.key_id", "data_key.id")
      .selectAll("data_key")
      .where("subject.id", "=", ann)
      .executeTakeFirstOrThrow();
    const { wrapped, destroyed_at } = destroyedRow(key, 5n);
    await books.store.q.updateTable("data_key").set({ wrapped, destroyed_at }).where("id", "=", key.id).execute();
    const again = await know("ann@x.example");
    expect([again === ann, await know("bob@x.example"), await know("ann@x.example")]).toEqual([false, bob, again]);
    expect(await openBuyer(books.store, books.freshSealing(), ann)).toBeUndefined();
    expect(await openBuyer(books.store, books.freshSealing(), again)).toEqual({ email: "ann@x.example" });
  });

  it("sealed under another installation's key are refused in one sentence", async () => {
    const books = await openTestBooks();
    await books.store.transaction((tx) =>
      knowBuyers(tx, books.sealing, books.book.id, [{ source: "a", buyer: { email: "a@x.example" } }]),
    );
    await books.store.q.updateTable("data_key").set({ kek_id: "deadbeef" }).execute();
    await expect(openBuyer(books.store, books.freshSealing(), 1n)).rejects.toThrow("which is not here");
  });
});

describe("observations", () => {
  it("are stored once per delivery", async () => {
    const books = await openTestBooks();
    const key = await books.store.q
      .insertInto("data_key")
      .values({ purpose: "records", wrapped: new Uint8Array(1), kek_id: "k", created_at: 1n, destroyed_at: null })
      .returning("id")
      .executeTakeFirstOrThrow();
    const one = {
      bookId: books.book.id,
      source: "shop",
      kind: "poll" as const,
      deliveryId: "d1",
      objectKey: "shop/sale/s",
      asOf: 1,
      receivedAt: 1,
      keyId: key.id,
      body: new Uint8Array(1),
      bodyHash: new Uint8Array(32),
    };
    await books.store.transaction((tx) => addObservations(tx, [one]));
    await expect(books.store.transaction((tx) => addObservations(tx, [one]))).rejects.toThrow("UNIQUE");
  });
});
