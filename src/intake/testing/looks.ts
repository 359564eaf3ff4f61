import { factsOf } from "../../domain/facts/from-sighting.ts";
import { objectKey } from "../../domain/facts/object.ts";
import type { SaleSighting, Sighting } from "../../domain/facts/sighting.ts";
import { readRollups } from "../../store/rollup.ts";
import { type Absorbed, absorb } from "../absorb.ts";
import { rebuildDerived } from "../rebuild.ts";
import { type TestBooks, testStart } from "./books.ts";
import { brokenLaws } from "./invariants.ts";

export const source = "shop";
const noOrigin = { file: "f", line: 1 };

/** A sale at noon of 1 June 2026, London time, with more told of it. */
export function saleOf(more: Partial<SaleSighting> = {}): SaleSighting {
  return { kind: "sale", id: "s", at: testStart - 3_600_000, currency: "USD", gross: 10_000n, ...more };
}

/** Takes in what is seen, look after look, each newer than the one before. Returns what the last one did. */
export async function see(books: TestBooks, ...looks: readonly Sighting[]): Promise<Absorbed> {
  let last: Absorbed | undefined;
  for (const sighting of looks) {
    const at = books.clock.now();
    books.clock.advance(1_000);
    const key = objectKey(source, sighting.kind, sighting.id);
    const news = factsOf(sighting, { at, by: at.toString(36) }, noOrigin);
    const item = { objectKey: key, source, externalId: sighting.id, news };
    [last] = await books.store.transaction((tx) => absorb(tx, books.absorbContext(), [item]));
  }
  if (!last) throw new Error("nothing was seen");
  return last;
}

/** What does not hold: laws that are broken, and derived tables that a rebuild would change. */
export async function wrongIn(books: TestBooks): Promise<readonly string[]> {
  const { changed } = await books.store.transaction((tx) =>
    rebuildDerived(tx, books.book.id, books.deps.context.dayOf),
  );
  return [...(await brokenLaws(books)), ...changed.map((table) => `${table} was not what a rebuild makes of it`)];
}

type Shown = "sales" | "refunds" | "gross" | "refunded" | "fees" | "taxes" | "chargebacks" | "adjustments" | "net";

/** Daily figures that are not all zero, one text each: `2026-06-01 USD gross 10000 fees 50 net 9950`. */
export async function daily(
  books: TestBooks,
  dimension: "source" | "product" | "country" = "source",
): Promise<readonly string[]> {
  const rows = await readRollups(books.store, books.book.id, dimension, "0000-01-01", "9999-12-31");
  const names: readonly Shown[] = [
    "sales",
    "refunds",
    "gross",
    "refunded",
    "fees",
    "taxes",
    "chargebacks",
    "adjustments",
    "net",
  ];
  return rows.flatMap(({ day, member, currency, measures }) => {
    const told = names.filter((name) => measures[name] !== 0n).map((name) => `${name} ${measures[name]}`);
    return told.length === 0 ? [] : [[day, ...(member ? [member] : []), currency, ...told].join(" ")];
  });
}

/** What accounts hold, debits less credits, in minor units; those at zero are left out. */
export async function balances(books: TestBooks): Promise<Readonly<Record<string, bigint>>> {
  const rows = await books.store.q
    .selectFrom("account")
    .innerJoin("account_balance", "account_balance.account_id", "account.id")
    .select(["path", "currency", "dr_posted", "cr_posted"])
    .orderBy("path")
    .execute();
  const held = rows.map((row) => [`${row.path} ${row.currency}`, row.dr_posted - row.cr_posted] as const);
  return Object.fromEntries(held.filter(([, amount]) => amount !== 0n));
}
