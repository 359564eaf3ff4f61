import type { KyselyPlugin } from "kysely";
import { describe, expect, it } from "vitest";
import type { Store } from "../store/handle.ts";
import { checkDerived } from "./check-derived.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { saleOf, see } from "./testing/looks.ts";

const check = (books: TestBooks, store: Store = books.store) => checkDerived(store, books.book.id);

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

describe("the comparison of facts, books and daily figures, when tables were changed or are being written to,", () => {
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
