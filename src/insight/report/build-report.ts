import type { Millis } from "../../base/clock.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { productNames } from "../../store/product.ts";
import { type RollupRow, readRollups } from "../../store/rollup.ts";
import { figuresOf, sumByCurrency } from "./figures.ts";
import { completeFor, knownAt } from "./known-at.ts";
import type { Grouping, Period, Report, ReportLine } from "./report.ts";

/**
 * Adds up what the books hold for a period of the book's days, grouped, with how complete that is. Reads daily figures
 * only. With `past`, as it would have been made at the moment `now`: from what was recorded by then.
 */
export async function buildReport(
  handle: Handle,
  book: Book,
  period: Period,
  grouping: Grouping,
  now: Millis,
  past = false,
): Promise<Report> {
  const asOf = past ? now : undefined;
  const read = (dimension: RollupRow["dimension"]): Promise<readonly RollupRow[]> =>
    readRollups(handle, book.id, dimension, period.from, period.to, asOf);
  const rows = await read(grouping === "product" || grouping === "country" ? grouping : "source");
  const known = await knownAt(handle, book.id, asOf);
  return {
    book: book.slug,
    timeZone: book.timeZone,
    period,
    grouping,
    madeAt: isoTime(now),
    // A sale of three products counts once with each of them, but only once in all.
    totals: figuresOf(sumByCurrency(grouping === "product" ? await read("source") : rows)),
    lines: await linesOf(handle, book, rows, grouping),
    completeness: completeFor(known, { period, timeZone: book.timeZone, now }),
  };
}

const noNames: ReadonlyMap<string, string> = new Map();

const keyOf: Readonly<Record<Grouping, (row: RollupRow) => string>> = {
  day: (row) => row.day,
  month: (row) => row.day.slice(0, 7),
  source: (row) => row.source,
  product: (row) => `${row.source}/${row.member}`,
  country: (row) => row.member,
  currency: (row) => row.currency,
};

async function linesOf(
  handle: Handle,
  book: Book,
  rows: readonly RollupRow[],
  grouping: Grouping,
): Promise<readonly ReportLine[]> {
  const groups = Map.groupBy(rows, keyOf[grouping]);
  const names = grouping === "product" ? await productNames(handle, book.id) : noNames;
  const lines = [...groups].map(([key, group]) => {
    const sums = sumByCurrency(group);
    const weight = [...sums.values()].reduce((sum, m) => sum + m.net, 0n);
    return { key, weight, line: { key, name: nameOf(key, group, names, grouping), figures: figuresOf(sums) } };
  });
  const chronological = grouping === "day" || grouping === "month";
  lines.sort((a, b) =>
    chronological || a.weight === b.weight ? (a.key < b.key ? -1 : 1) : a.weight > b.weight ? -1 : 1,
  );
  return lines.map(({ line }) => line);
}

function nameOf(
  key: string,
  group: readonly RollupRow[],
  names: ReadonlyMap<string, string>,
  grouping: Grouping,
): string {
  const member = group[0]?.member;
  if (grouping === "product") return member ? (names.get(key) ?? member) : "no product named";
  return grouping === "country" && !member ? "country not known" : key;
}
