import type { KyselyPlugin } from "kysely";
import { describe, expect, it } from "vitest";
import { post } from "../ledger/post.ts";
import type { Store } from "../store/handle.ts";
import { checkDerived } from "./check-derived.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { saleOf, see } from "./testing/looks.ts";

const check = (books: TestBooks, store: Store = books.store) => checkDerived(store, books.book.id);
const fine = { findings: [], more: 0, unobserved: 0 };

/** A store on which `work` happens once, right after the first query that has `part` in it was answered. */
function meanwhile(store: Store, part: string, work: () => Promise<unknown>): Store {
  let found = false;
  let done = false;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      found ||= JSON.stringify(node, (_, value) => (typeof value === "bigint" ? `${value}` : value)).includes(part);
      return node;
    },
    transformResult: async ({ result }) => {
      if (found && !done) {
        done = true;
        await work();
      }
      return result;
    },
  };
  return { ...store, q: store.q.withPlugin(plugin) };
}

describe("the comparison of facts, books and daily figures", () => {
  it("finds nothing in healthy books, nor in empty ones", async () => {
    const books = await openTestBooks();
    expect(await check(books)).toEqual({ objects: 0, ...fine });
    await see(books, saleOf({ fees: { platform: 5n } }));
    expect(await check(books)).toEqual({ objects: 1, ...fine });
  });

  it("names the object whose facts were changed behind the books' back", async () => {
    const books = await openTestBooks();
    await see(books, saleOf({ id: "a" }), saleOf({ id: "b" }));
    const ofB = books.store.q.selectFrom("object_facts").select("facts").where("object_key", "=", "shop/sale/b");
    const facts = (await ofB.executeTakeFirstOrThrow()).facts.replace('"10000"', '"99999"');
    await books.store.q.updateTable("object_facts").set({ facts }).where("object_key", "=", "shop/sale/b").execute();
    expect((await check(books)).findings).toEqual(["What is booked for shop/sale/b is not what its facts call for."]);
  });

  it("names the figure that differs, by each dimension that is wrong, and figures of a currency nobody booked", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    const set = (values: { fees: bigint; currency?: string }) =>
      books.store.q.updateTable("rollup").set(values).where("dimension", "=", "country").execute();
    const said = (text: string): string =>
      `The daily figures by country say ${text}. \`millrace books rebuild\` mends it.`;
    await set({ fees: 7n });
    expect((await check(books)).findings).toEqual([said("0.07 USD fees, the books say 0.00")]);
    await set({ fees: 0n, currency: "EUR" });
    expect((await check(books)).findings).toEqual([
      said("0.00 USD gross, the books say 100.00"),
      said("0.00 USD net, the books say 100.00"),
      said("100.00 EUR gross, the books say 0.00"),
      said("100.00 EUR net, the books say 0.00"),
    ]);
  });

  it("finds figures that are gone altogether", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    await books.store.q.deleteFrom("rollup").execute();
    expect((await check(books)).findings.length).toBe(6);
  });

  it("says fifty things at most, and counts the rest", async () => {
    const books = await openTestBooks();
    await see(books, ...Array.from({ length: 53 }, (_, i) => saleOf({ id: `s${i}` })));
    await books.store.q.updateTable("object_facts").set({ facts: '{"kind":"sale","views":[]}' }).execute();
    const { findings, more } = await check(books);
    expect([findings.length, more]).toEqual([50, 3]);
  });

  it("counts what is booked for objects that nobody saw, and holds it against nothing", async () => {
    const books = await openTestBooks();
    const leg = {
      code: 1,
      debit: "assets:platform:shop:main:balance",
      credit: "income:sales:shop:p",
      currency: "USD",
      amount: 5n,
    } as const;
    const txn = {
      id: books.ids.next(),
      kind: "sale",
      source: "shop",
      objectKey: "shop/sale/x",
      revision: 0n,
      occurredAt: 1,
      legs: [leg],
    };
    await books.store.transaction((tx) => post(tx, { bookId: books.book.id, actor: "owner", recordedAt: 1 }, [txn]));
    expect(await check(books)).toEqual({ objects: 0, ...fine, unobserved: 1 });
  });

  it.each([
    ["its facts were read", '"name":"facts"'],
    ["the books were added up", "sum(t.amount)"],
  ])("is not misled by what is booked right after %s", async (_, part) => {
    const books = await openTestBooks();
    await see(books, saleOf());
    const store = meanwhile(books.store, part, () => see(books, saleOf({ gross: 20_000n }), saleOf({ id: "new" })));
    expect((await check(books, store)).findings).toEqual([]);
  });

  it("still finds what is wrong while something else is booked", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    await books.store.q.updateTable("rollup").set({ fees: 7n }).where("dimension", "=", "country").execute();
    const store = meanwhile(books.store, "sum(t.amount)", () => see(books, saleOf({ id: "new" })));
    expect((await check(books, store)).findings.length).toBe(1);
  });
});
