import type { SaleSighting } from "../../domain/facts/sighting.ts";
import type { Row, RowReader, RowReading } from "../../spec/file-profile.ts";
import { quoted } from "../../spec/profile-kit/text.ts";
import { createContentIds } from "./content-ids.ts";
import { createMappedCells, type MappedCells } from "./mapped-cells.ts";
import type { MappedColumn } from "./mapping.ts";
import { oneDecimal } from "./number-cells.ts";
import type { ReadingPlan } from "./reading-plan.ts";
import { statusMeaning } from "./status-word.ts";

const nameless = { id: "unnamed", name: "Unnamed product" };
const totalsPattern = /^(?:(?:grand|sub)[ -]?)?totals?:?$|^(?:zwischen|gesamt)?summe:?$|^gesamt:?$/i;

/** What tells a line from others of its sale; nothing personal. */
function lineIdentity(row: Row, cells: MappedCells): string {
  const text = (column: MappedColumn): string => cells.text(row, column);
  const what = `${text("product")}|${text("productName")}|${text("quantity")}|${text("unitPrice")}|${text("amount")}`;
  return `${what}|${text("at")}|${text("time")}`;
}

/**
 * Reads rows as a plan says: each as a sale with `gross`, or as one line of a sale, whose total is then the sum of its
 * lines. Keeps the row before (rows of one sale must not contradict each other) and, for files without ids, one number
 * per distinct row.
 */
export function createMappedReader(plan: ReadingPlan): RowReader {
  const cells = createMappedCells(plan);
  const contentId = createContentIds();
  const lines = plan.mapping.rows === "lines";
  let before: { readonly id: string; readonly cells: readonly string[] } | undefined;
  const read = (row: Row): RowReading => {
    if (isTotals(row, plan)) return { kind: "not-data", what: "totals" };
    const id = plan.at.id < 0 ? contentId(row.cells) : cells.id(row);
    if (!lines) {
      if (before?.id === id && !sameCells(before.cells, row.cells)) cells.refuse(contradiction(cells));
      before = { id, cells: row.cells };
    }
    const sale = saleOf(row, id, cells, lines, plan.at);
    const reason = cells.takeRefusal();
    return reason === undefined ? { kind: "sightings", sightings: [sale] } : { kind: "refused", reason };
  };
  return { read };
}

/** A line of sums: its first filled cell says so, and it has no date. */
function isTotals(row: Row, plan: ReadingPlan): boolean {
  if (row.cells[plan.at.at]?.trim()) return false;
  const first = row.cells.find((cell) => cell.trim() !== "");
  return first !== undefined && totalsPattern.test(first.trim());
}

function sameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, i) => cell === b[i]);
}

function contradiction(cells: MappedCells): string {
  return `it has the same ${cells.nameOf("id")} as the row before but says something else; if such rows are the lines of one sale, say "rows": "lines" in a mapping file`;
}

type Places = ReadingPlan["at"];

function saleOf(row: Row, id: string, cells: MappedCells, lines: boolean, at: Places): SaleSighting {
  const when = cells.when(row);
  const currency = cells.currency(row);
  const nature = cells.nature(row);
  const country = cells.country(row);
  const buyer = cells.buyer(row);
  return {
    kind: "sale",
    id,
    ...when,
    currency,
    ...(nature ? { nature } : {}),
    ...(lines ? linePart(row, cells, at) : wholePart(row, cells, at, currency, nature)),
    ...(country === "" ? {} : { country }),
    ...(buyer ? { buyer } : {}),
  };
}

function linePart(row: Row, cells: MappedCells, at: Places): Partial<SaleSighting> {
  const line = {
    product: cells.product(row) ?? nameless,
    quantity: cells.number(row, "quantity") ?? oneDecimal,
    amount: cells.amount(row),
    identity: lineIdentity(row, cells),
  };
  if (at.status < 0) return { lines: [line] };
  const meaning = statusOf(row, cells);
  if (meaning.refunded) cells.refuse(`${cells.nameOf("status")} says refunded, which a line of a sale cannot tell`);
  return { lines: [line], status: meaning.status };
}

function wholePart(
  row: Row,
  cells: MappedCells,
  at: Places,
  currency: string,
  nature: SaleSighting["nature"],
): Partial<SaleSighting> {
  const total: MappedColumn = at.amount < 0 ? "unitPrice" : "amount";
  const read = cells.minor(row, total, currency);
  if (read === undefined) cells.refuse(`${cells.nameOf(total)} is empty`);
  const value = read ?? 0n;
  const gross = nature === "refund" && value > 0n ? -value : value;
  const size = (column: MappedColumn): bigint | undefined => sizeOf(cells.minor(row, column, currency));
  const meaning = at.status < 0 ? undefined : statusOf(row, cells);
  const [fee, tax, shipping] = [size("fee"), size("tax"), size("shipping")];
  const refunded = size("refunded") ?? (meaning?.refunded ? sizeOf(gross) : undefined);
  const product = cells.product(row);
  const quantity = cells.number(row, "quantity");
  return {
    gross,
    ...(fee === undefined ? {} : { fees: { platform: fee } }),
    ...(tax === undefined ? {} : { tax }),
    ...(shipping === undefined ? {} : { shipping }),
    ...(refunded === undefined ? {} : { refunded }),
    ...(meaning ? { status: meaning.status } : {}),
    ...(product ? { product } : {}),
    ...(quantity ? { quantity } : {}),
  };
}

function sizeOf(amount: bigint | undefined): bigint | undefined {
  return amount !== undefined && amount < 0n ? -amount : amount;
}

function statusOf(row: Row, cells: MappedCells): NonNullable<ReturnType<typeof statusMeaning>> {
  const cell = cells.text(row, "status");
  const meaning = statusMeaning(cell);
  if (!meaning) cells.refuse(`${quoted(cell)} in ${cells.nameOf("status")} is not a status known here`);
  return meaning ?? { status: "pending", refunded: false };
}
