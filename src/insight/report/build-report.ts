import type { Millis } from "../../base/clock.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Book } from "../../store/book.ts";
import { listImports } from "../../store/file-import.ts";
import type { Handle } from "../../store/handle.ts";
import { productNames } from "../../store/product.ts";
import { type RollupRow, readRollups } from "../../store/rollup.ts";
import { countIncompleteSales, countWaitingRefunds } from "../../store/sale.ts";
import { completenessOf } from "./completeness.ts";
import { figuresOf, sumByCurrency } from "./figures.ts";
import { liveSourcesOf } from "./live-source.ts";
import type { Grouping, Period, Report, ReportLine } from "./report.ts";

/** Adds up what the books hold for a period of the book's days, grouped, with how complete that is. Reads daily figures only. */
export async function buildReport(
  handle: Handle,
  book: Book,
  period: Period,
  grouping: Grouping,
  now: Millis,
): Promise<Report> {
  const dimension = grouping === "product" || grouping === "country" ? grouping : "source";
  const rows = await readRollups(handle, book.id, dimension, period.from, period.to);
  const imports = await listImports(handle, book.id);
  const incomplete = await countIncompleteSales(handle, book.id);
  const beside = {
    live: await liveSourcesOf(handle, book.id),
    waitingRefunds: await countWaitingRefunds(handle, book.id),
  };
  return {
    book: book.slug,
    timeZone: book.timeZone,
    period,
    grouping,
    madeAt: isoTime(now),
    // A sale of three products counts once with each of them, but only once in all.
    totals: figuresOf(
      sumByCurrency(
        grouping === "product" ? await readRollups(handle, book.id, "source", period.from, period.to) : rows,
      ),
    ),
    lines: await linesOf(handle, book, rows, grouping),
    completeness: completenessOf(imports, incomplete, { period, timeZone: book.timeZone, now }, beside),
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
