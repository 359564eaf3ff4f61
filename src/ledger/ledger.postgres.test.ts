import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres, type TestDatabase } from "../../test/support/postgres.ts";
import type { Store } from "../store/handle.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { accountHistory } from "./account-history.ts";
import { accountBalances, trialBalance } from "./balances.ts";
import { checkBooks } from "./check.ts";
import { exportJsonl } from "./export/jsonl.ts";
import { importJsonl } from "./import-jsonl.ts";
import { post } from "./post.ts";
import { postedLegs } from "./posted-legs.ts";
import { rebuildBalances } from "./rebuild-balances.ts";
import { bookCommands, giveToBoth, realBalances } from "./testing/book-commands.ts";
import { exampleBook, wholeText } from "./testing/example-book.ts";
import { NaiveBooks } from "./testing/naive-books.ts";
import { balancesText, booksIn, draft, mustPost, refusalOf, type TestBooks } from "./testing/text-books.ts";

let database: TestDatabase;
let owner: Store;
let application: Store;
let first: TestBooks<Store>;
beforeAll(async () => {
  database = await freshDatabase();
  owner = await openPostgres({ url: database.url });
  first = await booksIn(owner, "Africa/Nairobi");
  application = await openPostgres({ url: database.applicationUrl, asApplication: true, connectionsMax: 16 });
});
afterAll(async () => {
  await Promise.all([owner?.close(), application?.close()]);
  await stopPostgres();
});

/** An empty book of its own, worked on with the rights that the program has. */
let made = 1n;
async function freshBook(): Promise<TestBooks<Store>> {
  made += 1n;
  const values = {
    id: made,
    slug: `book-${made}`,
    name: "Main",
    home_currency: "USD",
    time_zone: "UTC",
    created_at: 0n,
  };
  await owner.q.insertInto("book").values(values).execute();
  return { store: application, book: { ...first.book, id: made }, command: { ...first.command, bookId: made } };
}

describe("the ledger on PostgreSQL", () => {
  it("holds the same book as SQLite to the byte: export, hashes, trial balance", async () => {
    const embedded = await exampleBook();
    const lines = (await wholeText(exportJsonl(embedded.store, embedded.book))).trimEnd().split("\n");
    expect(await importJsonl(application, { bookId: first.book.id, actor: "test" }, lines)).toMatchObject({ ok: true });
    expect((await wholeText(exportJsonl(application, first.book))).trimEnd().split("\n")).toEqual(lines);
    const bare = async (books: TestBooks<Store>) =>
      (await trialBalance(books.store, books.book.id)).map(({ accounts, ...sums }) => ({
        ...sums,
        accounts: accounts.map(({ accountId: _, newest: __, ...account }) => account),
      }));
    expect(await bare(first)).toEqual(await bare(embedded));
    expect((await checkBooks(application, first.book.id)).sound).toBe(true);
    await embedded.store.close();
  });

  it("answers random commands as naive books would, and is sound after them", async () => {
    await fc.assert(
      fc.asyncProperty(bookCommands, async (commands) => {
        const books = await freshBook();
        const naive = new NaiveBooks();
        const funds = draft(
          "assets:bank:a:main ← equity:opening 9.00 USD; assets:bank:b:main ← equity:opening 9.00 KES",
          {
            id: `${books.book.id}-funds`,
          },
        );
        await mustPost(books, [funds]);
        naive.post(funds);
        for (const [i, command] of commands.entries()) {
          const [real, expected] = await giveToBoth(books, naive, command, `${books.book.id}-${i}`);
          expect(real).toBe(expected);
        }
        expect(await realBalances(books)).toEqual(naive.balances());
        expect((await checkBooks(application, books.book.id)).findings).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it("numbers what many writers book at once without a gap, and each key is booked once", async () => {
    const books = await freshBook();
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let i = 0; i < 6; i++) {
        const shared = draft("balance ← sales 1.00 USD sale", {
          objectKey: `shared-${i}`,
          idemKey: `shared-${i}`,
          occurredAt: i,
        });
        await mustPost(books, [
          { ...shared, id: `${books.book.id}-${writer}-${i}` },
          draft("balance ← sales 1.00 USD sale"),
        ]);
      }
    });
    await Promise.all(writers);
    const check = await checkBooks(application, books.book.id);
    expect(check).toMatchObject({ txns: 102n, findings: [] });
    expect(await balancesText(books, { prefix: "assets:" })).toEqual([
      "assets:platform:gumroad:main:balance USD 102.00",
    ]);
  });

  it("lets only as much be spent as there is, however many spend at once", async () => {
    const books = await freshBook();
    await mustPost(books, [draft("bank ← opening 10.00 USD")]);
    const tries = await Promise.all(
      Array.from({ length: 16 }, () => refusalOf(books, [draft("payables ← bank 1.00 USD")])),
    );
    expect(tries.filter((answer) => answer === "nothing was refused").length).toBe(10);
    expect(tries.filter((answer) => answer.startsWith("insufficient-funds")).length).toBe(6);
  });

  it("goes on in the same transaction after a refusal", async () => {
    const books = await freshBook();
    await mustPost(books, [draft("balance ← sales 1.00 USD sale", { objectKey: "o" })]);
    await application.transaction(async (tx) => {
      const refused = await post(tx, books.command, [draft("balance ← sales 2.00 USD sale", { objectKey: "o" })]);
      expect(refused).toMatchObject({
        error: { code: "revision-taken", sentence: "Revision 0 of o is booked already." },
      });
      const { nextRevision = 0n } = (await postedLegs(tx, books.book.id, ["o"])).get("o") ?? {};
      const again = await post(tx, books.command, [
        draft("balance ← sales 2.00 USD sale", { objectKey: "o", revision: nextRevision }),
      ]);
      expect(again.ok).toBe(true);
    });
    expect(
      await refusalOf({ ...books, command: { ...books.command, bookId: 9_999n } }, [draft("balance ← sales 1.00 USD")]),
    ).toMatch(/^unknown-book/);
  });

  it("reads history and past balances", async () => {
    const books = await freshBook();
    await mustPost(books, [
      draft("balance ← sales 1.00 USD sale", { day: 1 }),
      draft("balance ← sales 2.00 USD sale", { day: 9 }),
    ]);
    expect(
      await balancesText(books, { prefix: "assets:", occurredBy: books.command.recordedAt + 5 * 86_400_000 }),
    ).toEqual(["assets:platform:gumroad:main:balance USD 1.00"]);
    const [account] = await accountBalances(application, books.book.id, { prefix: "assets:" });
    const page = await accountHistory(application, { accountId: account?.accountId ?? 0n, limit: 1 });
    expect([page.rows.length, page.rows[0]?.amount, page.next !== undefined]).toEqual([1, 100n, true]);
  });

  it("mends balances under the application's rights once somebody with more has damaged them", async () => {
    const books = await freshBook();
    await mustPost(books, [draft("balance ← sales 1.00 USD sale; bank ← opening 5.00 USD")]);
    const before = await balancesText(books);
    const [account] = await accountBalances(application, books.book.id, { prefix: "assets:" });
    const [other] = await accountBalances(application, books.book.id, { prefix: "income:" });
    const admin = await openPostgres({ url: database.adminUrl });
    await admin.transaction(async (tx) => {
      await sql`SET LOCAL session_replication_role=replica`.execute(tx.q);
      await tx.q
        .updateTable("account_balance")
        .set({ dr_posted: 7n, version: 999_999n })
        .where("account_id", "=", account?.accountId ?? 0n)
        .execute();
      await tx.q
        .deleteFrom("account_balance")
        .where("account_id", "=", other?.accountId ?? 0n)
        .execute();
    });
    await admin.close();
    expect((await checkBooks(application, books.book.id)).sound).toBe(false);
    expect((await application.transaction((tx) => rebuildBalances(tx, books.command))).length).toBe(2);
    expect(await balancesText(books)).toEqual(before);
    expect((await checkBooks(application, books.book.id)).findings).toEqual([]);
    expect(await application.transaction((tx) => rebuildBalances(tx, books.command))).toEqual([]);
  });
});
