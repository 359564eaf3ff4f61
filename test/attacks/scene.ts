import { CompiledQuery } from "kysely";
import { hold, settle } from "../../src/ledger/holds.ts";
import { reverse } from "../../src/ledger/reverse.ts";
import { booksIn, draft, fullPath, mustPost, type TestBooks } from "../../src/ledger/testing/text-books.ts";
import { addAccountEvent } from "../../src/store/account.ts";
import { addBook } from "../../src/store/book.ts";
import type { Store } from "../../src/store/handle.ts";

/** Sound books with one of everything that can be attacked, and the numbers the attacks need. */
export type Scene = {
  readonly store: Store;
  readonly books: TestBooks<Store>;
  /** Row numbers of accounts: by short name and currency, "balance USD"; of the second book with `other ` before. */
  readonly account: (name: string) => bigint;
  /** The id of the transfer `leg` of a txn. */
  readonly transfer: (txnId: string, leg?: number) => bigint;
  /** The next free place in the book and in the audit log. */
  readonly nextSeq: bigint;
  readonly nextLog: bigint;
  readonly txns: {
    readonly sale: string;
    readonly openHold: string;
    readonly endedHold: string;
    readonly settled: string;
    readonly undone: string;
    readonly rated: string;
    readonly other: string;
  };
};

/** Books through the public functions what the attacks then try to spoil. */
export async function setScene(store: Store): Promise<Scene> {
  const books = await booksIn(store);
  const { command } = books;
  await mustPost(books, [draft("bank ← opening 1000.00 USD; balance ← sales 5.00 KES", { id: "funds" })]);
  await mustPost(books, [
    draft("balance ← sales 100.00 USD sale; fees:platform ← balance 10.50 USD fee-platform", {
      id: "sale",
      objectKey: "o/sale",
      idemKey: "once",
    }),
  ]);
  const within = async (
    work: (tx: Parameters<Parameters<Store["transaction"]>[0]>[0]) => Promise<{ ok: boolean }>,
  ): Promise<void> => {
    if (!(await store.transaction(work)).ok) throw new Error("the scene could not be set");
  };
  await within((tx) => hold(tx, command, draft("payables ← bank 400.00 USD payment", { id: "open-hold" })));
  await within((tx) => hold(tx, command, draft("payables ← bank 100.00 USD payment", { id: "ended-hold" })));
  const { legs: _, ...header } = draft("payables ← bank 1.00 USD", { id: "settled" });
  await within((tx) => settle(tx, command, header, "ended-hold"));
  await mustPost(books, [draft("balance ← sales 7.00 USD sale", { id: "wrong" })]);
  await within((tx) => reverse(tx, { ...command, id: "undone" }, "wrong"));
  const rate = {
    from: "USD",
    to: "KES",
    numerator: 130n,
    denominator: 1n,
    source: "test",
    at: 0,
    rounding: "half-even",
  } as const;
  await mustPost(books, [draft("fx ← balance 1.00 USD fx-out; balance ← fx 130.00 KES fx-in", { id: "rated", rate })]);
  const second = await store.transaction((tx) =>
    addBook(tx, { slug: "second", name: "Second", homeCurrency: "USD", timeZone: "UTC" }, 0),
  );
  const others = { store, book: second, command: { ...command, bookId: second.id } };
  await mustPost(others, [draft("balance ← sales 50.00 USD sale", { id: "other" })]);
  const scene = await numbersOf(books);
  const event = {
    id: "e1",
    accountId: scene.account("reserve-like USD"),
    kind: "frozen",
    at: 0,
    actor: "test",
    reason: "test",
  } as const;
  await store.transaction((tx) => addAccountEvent(tx, event));
  return scene;
}

async function numbersOf(books: TestBooks<Store>): Promise<Scene> {
  const { store } = books;
  const accounts = await store.q.selectFrom("account").select(["id", "book_id", "path", "currency"]).execute();
  const transfers = await store.q.selectFrom("transfer").select(["id", "txn_id", "leg"]).execute();
  const ends = await store.q
    .selectFrom("txn")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .where("book_id", "=", books.book.id)
    .executeTakeFirstOrThrow();
  const log = await store.q
    .selectFrom("audit_log")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .executeTakeFirstOrThrow();
  const must = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new Error(`the scene has no ${what}`);
    return found;
  };
  return {
    store,
    books,
    account: (name) => {
      const other = name.startsWith("other ");
      const [short = "", currency] = name.replace("other ", "").split(" ");
      const path = fullPath(short === "reserve-like" ? "fees:platform" : short);
      const found = accounts.find(
        (a) => a.path === path && a.currency === currency && (a.book_id === books.book.id) !== other,
      );
      return must(found, name).id;
    },
    transfer: (txnId, leg = 0) =>
      must(
        transfers.find((t) => t.txn_id === txnId && t.leg === BigInt(leg)),
        txnId,
      ).id,
    nextSeq: ends.seq + 1n,
    nextLog: log.seq + 1n,
    txns: {
      sale: "sale",
      openHold: "open-hold",
      endedHold: "ended-hold",
      settled: "settled",
      undone: "wrong",
      rated: "rated",
      other: "other",
    },
  };
}

const tables = [
  "book",
  "currency",
  "account",
  "account_balance",
  "account_event",
  "txn",
  "transfer",
  "txn_rate",
  "audit_log",
  "checkpoint",
];

/** Every row of every table of the books, as text: equal before and after an attack that was refused. */
export async function picture(store: Store): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    const { rows } = await store.q.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`SELECT * FROM ${table}`));
    const lines = rows.map((row) =>
      JSON.stringify(row, (_, value) =>
        typeof value === "bigint"
          ? String(value)
          : value instanceof Uint8Array
            ? Buffer.from(value).toString("hex")
            : value,
      ),
    );
    parts.push(table, ...lines.sort());
  }
  return parts.join("\n");
}
