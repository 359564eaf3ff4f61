import { sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";

/** The accounts of one business. */
export type Book = {
  readonly id: bigint;
  /** Short name for commands and addresses, e.g. "main". */
  readonly slug: string;
  readonly name: string;
  readonly homeCurrency: string;
  /** IANA zone that says when its days begin. */
  readonly timeZone: string;
};

const columns = ["id", "slug", "name", "home_currency", "time_zone"] as const;
type BookRow = { id: bigint; slug: string; name: string; home_currency: string; time_zone: string };

const toBook = (row: BookRow): Book => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  homeCurrency: row.home_currency,
  timeZone: row.time_zone,
});

/** All books of the installation, oldest first. */
export async function listBooks(handle: Handle): Promise<readonly Book[]> {
  return (await handle.q.selectFrom("book").select(columns).orderBy("id").execute()).map(toBook);
}

/** The book of that short name, or undefined. */
export async function findBook(handle: Handle, slug: string): Promise<Book | undefined> {
  const row = await handle.q.selectFrom("book").select(columns).where("slug", "=", slug).executeTakeFirst();
  return row && toBook(row);
}

/** Adds a book; the caller has checked slug, currency and zone. */
export async function addBook(tx: Tx, book: Omit<Book, "id">, createdAt: number): Promise<Book> {
  const row = await tx.q
    .insertInto("book")
    .values({
      slug: book.slug,
      name: book.name,
      home_currency: book.homeCurrency,
      time_zone: book.timeZone,
      created_at: BigInt(createdAt),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { ...book, id: row.id };
}

/** Gives a book another name, home currency and zone; the caller has checked them, and that nothing depends on the old. */
export async function changeBook(tx: Tx, book: Book): Promise<void> {
  await tx.q
    .updateTable("book")
    .set({ name: book.name, home_currency: book.homeCurrency, time_zone: book.timeZone })
    .where("id", "=", book.id)
    .execute();
}

/** Makes writers of one book take turns until the transaction ends. SQLite has one writer anyway. */
export async function lockBook(tx: Tx, bookId: bigint): Promise<void> {
  if (tx.engine === "postgres") await sql`SELECT pg_advisory_xact_lock(7001, ${Number(bookId)}::int)`.execute(tx.q);
}
