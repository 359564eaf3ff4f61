import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAudit } from "../store/audit-log.ts";
import { changeAccountState } from "./account-state.ts";
import { hold } from "./holds.ts";
import { draft, legsFromText, memoryBooks, mustPost, refusalOf, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
});
afterEach(() => books.store.close());

describe("a stopped account", () => {
  const change = (kind: "frozen" | "closed" | "reopened", path = "assets:bank:kcb:main", id: string = kind) =>
    books.store.transaction((tx) =>
      changeAccountState(tx, books.command, { id, path, currency: "USD", kind, reason: "test" }),
    );

  it("that is frozen takes nothing new but the end of what was held, and works again when reopened", async () => {
    await mustPost(books, [draft("bank ← opening 100.00 USD")]);
    await books.store.transaction((tx) => hold(tx, books.command, draft("payables ← bank 60.00 USD", { id: "held" })));
    expect((await change("frozen", undefined, "e1")).ok).toBe(true);
    expect(await refusalOf(books, [draft("payables ← bank 1.00 USD")])).toBe(
      "account-frozen: The account assets:bank:kcb:main (USD) is frozen.",
    );
    expect(await refusalOf(books, [draft("bank ← opening 1.00 USD")])).toMatch(/^account-frozen/);
    const { id: pendingId } = await books.store.q
      .selectFrom("transfer")
      .select("id")
      .where("txn_id", "=", "held")
      .executeTakeFirstOrThrow();
    const [end] = legsFromText("payables ← bank 60.00 USD").map((leg) => ({
      ...leg,
      phase: "settle" as const,
      pendingId,
    }));
    await mustPost(books, [draft([end as never])]);
    expect((await change("reopened", undefined, "e2")).ok).toBe(true);
    await mustPost(books, [draft("payables ← bank 1.00 USD")]);
  });

  it("that is closed takes nothing at all", async () => {
    await mustPost(books, [draft("bank ← opening 1.00 USD"), draft("opening ← bank 1.00 USD")]);
    expect((await change("closed")).ok).toBe(true);
    expect(await refusalOf(books, [draft("bank ← opening 1.00 USD")])).toBe(
      "account-closed: The account assets:bank:kcb:main (USD) is closed.",
    );
    expect((await readAudit(books.store, 2n, 1)).map((entry) => entry.action)).toEqual(["ledger.account-state"]);
  });

  it("can only be closed while it is empty and nothing is held on it", async () => {
    await mustPost(books, [draft("bank ← opening 60.00 USD")]);
    expect(await change("closed")).toMatchObject({
      error: { sentence: "assets:bank:kcb:main holds 60.00 USD; only an empty account can be closed." },
    });
    await books.store.transaction((tx) => hold(tx, books.command, draft("payables ← bank 60.00 USD")));
    expect(await change("closed", "liabilities:payables:writer")).toMatchObject({
      error: { sentence: expect.stringContaining("0.00 USD and open holds") },
    });
  });

  it("has to exist", async () => {
    expect(await change("frozen", "assets:bank:none:main")).toMatchObject({
      error: { sentence: "There is no account assets:bank:none:main in USD." },
    });
  });
});
