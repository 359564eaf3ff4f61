import { limits } from "../../base/limits.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { parseDay } from "../../domain/time/day.ts";
import { canonicalText } from "../../spec/json-kit/canonical.ts";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { type Fields, fieldsOf } from "../../spec/json-kit/fields.ts";
import { floatAmounts, readAmount } from "../../spec/profile-kit/amount.ts";
import { label, quoted } from "../../spec/profile-kit/text.ts";
import { type BareRow, currency, numbered, type PayoutRow, rowFault } from "./payout-rows.ts";

/** One line of a payout as Gumroad wrote it: read, or refused with a clause. */
export type PayoutLine = { readonly raw: string; readonly sameness: string } & (
  | { readonly row: PayoutRow }
  | { readonly reason: string }
);

/** The lines of a payout in their order. They are the rows of the payout file, so that both end in the same objects. */
export function payoutLines(raws: readonly string[]): readonly PayoutLine[] {
  const repeats = new Map<string, number>();
  return raws.map((raw) => readLine(raw, repeats));
}

function readLine(raw: string, repeats: Map<string, number>): PayoutLine {
  const parsed = parseExact(raw);
  if (!parsed.ok) return { raw, sameness: raw, reason: `the line ${parsed.error}` };
  const text = canonicalText(parsed.value);
  const fields = fieldsOf(parsed.value, "the line");
  const row = numbered(rowOf(fields), repeats);
  // Two equal lines are two movements: the second must not pass for the first one seen again.
  const sameness = row.repeat === 1 ? text : `${text}\n${row.repeat}`;
  const reason = fields.refusal() ?? rowFault(row);
  return reason === undefined ? { raw, sameness, row } : { raw, sameness, reason };
}

function rowOf(fields: Fields): BareRow {
  const dayText = fields.text("date").slice(0, 10);
  const days = parseDay(dayText);
  if (days === undefined) fields.refuse(`date is ${quoted(fields.text("date"))}, which is not a day`);
  const type = label(fields.text("type"));
  if (type === "") fields.refuse("type is empty");
  const net = dollars(fields, "net_total");
  if (net === undefined) fields.refuse("net_total is empty");
  return {
    type,
    day: days === undefined ? undefined : days * dayMs,
    dayText,
    purchase: fields.text("purchase_id") === "" ? "" : fields.id("purchase_id"),
    item: label(fields.text("item_name")),
    email: fields.text("buyer_email").slice(0, limits.nameLengthMax),
    name: label(fields.text("buyer_name")),
    taxes: dollars(fields, "taxes"),
    shipping: dollars(fields, "shipping"),
    price: dollars(fields, "sale_price"),
    fees: dollars(fields, "gumroad_fees"),
    net: net ?? 0n,
  };
}

/** Dollars as they are written, e.g. 29.0; "" where the line has none. They are floats at Gumroad, never here. */
function dollars(fields: Fields, name: string): bigint | undefined {
  const digits = fields.digits(name);
  if (digits === "") return undefined;
  const read = readAmount(digits, currency, floatAmounts);
  if (!read.ok) fields.refuse(`${name} is ${quoted(digits)}, which ${read.error}`);
  return read.ok ? read.value : undefined;
}

/** The rows of all lines; undefined when one of them could not be read. */
export function allRows(lines: readonly PayoutLine[] | undefined): readonly PayoutRow[] | undefined {
  const rows = readRows(lines ?? []);
  return lines !== undefined && rows.length === lines.length ? rows : undefined;
}

/** The rows of the lines that could be read. */
export function readRows(lines: readonly PayoutLine[]): readonly PayoutRow[] {
  return lines.flatMap((line) => ("row" in line ? [line.row] : []));
}
