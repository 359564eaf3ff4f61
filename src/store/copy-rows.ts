import { sql } from "kysely";
import { fail, ProblemError } from "../base/problem.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";
import { type TableOrder, tablesInLoadOrder } from "./table-order.ts";

const rowsPerPage = 1_000;

type Row = Readonly<Record<string, unknown>>;

/**
 * Copies everything from one database into a freshly migrated one, whichever engines they are, through the guards:
 * what they refuse in a running engine they refuse here too. The balances, which the guards compute again, are then
 * compared. Both have the newest schema. In the caller's transaction: all or nothing.
 */
export async function copyAllRows(from: Handle, to: Tx): Promise<void> {
  for (const order of tablesInLoadOrder) {
    await copyTable(from, to, order).catch((cause: unknown) => {
      if (cause instanceof ProblemError) throw cause;
      const reason = cause instanceof Error ? cause.message : "unknown reason";
      fail("copy-refused", `The rows of ${order.table} could not be copied: ${reason}.`, {
        kept: "Both databases are unchanged.",
        fix: "Run `millrace audit verify` on the database that is copied; what its guards refuse was not written by Millrace.",
      });
    });
  }
  await refuseOtherBalances(from, to);
}

/** The rows of each table, for manifests; tables in load order. */
export async function countRows(handle: Handle): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { table } of tablesInLoadOrder) {
    const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(handle.q);
    counts[table] = Number(rows[0]?.n ?? 0n);
  }
  return counts;
}

async function copyTable(from: Handle, to: Tx, order: TableOrder): Promise<void> {
  const present = order.table === "currency" ? await knownCurrencies(to) : undefined;
  let last: Row | undefined;
  let any = false;
  for (;;) {
    const page = await readPage(from, order, last);
    last = page.at(-1);
    if (!last) break;
    any = true;
    const columns = Object.keys(last);
    const fresh = present ? page.filter((row) => !alreadyThere(present, row)) : page;
    await insertMany(
      to,
      order.table,
      columns as never[],
      fresh.map((row) => columns.map((column) => row[column])),
    );
  }
  if (to.engine === "postgres" && order.handsOutIds && any) await continueIds(to, order.table);
}

async function readPage(from: Handle, { table, key }: TableOrder, last: Row | undefined): Promise<readonly Row[]> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const after = last ? sql`WHERE (${columns}) > (${sql.join(key.map((name) => last[name]))})` : sql``;
  const page =
    await sql<Row>`SELECT * FROM ${sql.table(table)} ${after} ORDER BY ${columns} LIMIT ${sql.lit(rowsPerPage)}`.execute(
      from.q,
    );
  return page.rows;
}

async function knownCurrencies(to: Handle): Promise<ReadonlyMap<unknown, bigint>> {
  return new Map((await to.q.selectFrom("currency").selectAll().execute()).map((row) => [row.code, row.exponent]));
}

/** Currencies come with the schema; one whose decimals differ would change every amount in it. */
function alreadyThere(present: ReadonlyMap<unknown, bigint>, row: Row): boolean {
  const exponent = present.get(row.code);
  if (exponent === undefined || exponent === row.exponent) return exponent !== undefined;
  return fail(
    "copy-refused",
    `The database that is copied counts ${row.code} with ${row.exponent} decimals, and this Millrace with ${exponent}.`,
    {
      kept: "Both databases are unchanged.",
      fix: "Use the release that made it.",
    },
  );
}

/** The next id that the engine hands out follows the copied ones. */
async function continueIds(to: Handle, table: string): Promise<void> {
  await sql`SELECT setval(pg_get_serial_sequence(${`millrace.${table}`}, 'id'), (SELECT max(id) FROM ${sql.table(table)}))`.execute(
    to.q,
  );
}

async function refuseOtherBalances(from: Handle, to: Handle): Promise<void> {
  const columns = ["account_id", "floor", "dr_posted", "cr_posted", "dr_pending", "cr_pending", "version"] as const;
  const read = (handle: Handle) =>
    handle.q.selectFrom("account_balance").select(columns).orderBy("account_id").execute();
  const theirs = (await read(from)).map((row) => columns.map((column) => row[column]).join(" "));
  const ours = (await read(to)).map((row) => columns.map((column) => row[column]).join(" "));
  const at = theirs.findIndex((line, i) => line !== ours[i]);
  if (at < 0 && theirs.length === ours.length) return;
  fail(
    "copy-differs",
    `The balances in the copy differ from the stored ones (first at account ${(theirs[at] ?? "?").split(" ")[0]}).`,
    {
      kept: "Both databases are unchanged.",
      fix: "Run `millrace books check`: the stored balances are not what the transfers add up to.",
    },
  );
}
