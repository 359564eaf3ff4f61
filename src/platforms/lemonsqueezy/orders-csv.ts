import { err, ok, type Result } from "../../base/result.ts";
import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, ReadingContext, Row, RowReading } from "../../spec/file-profile.ts";
import { mostlyEnglishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";
import { columns } from "./columns.ts";

const title = "Lemon Squeezy, orders";

const layout: Layout = {
  must: [columns.number, columns.date, columns.total, columns.tax, columns.status, columns.telltale],
  likely: [
    "identifier",
    "order_number",
    "user_email",
    "user_name",
    "subtotal",
    "discount_total",
    "refunded_amount",
    "currency_rate",
    "test_mode",
    "store_id",
    "variant_name",
  ],
  never: ["Financial Status", "Lineitem quantity", "Order Net", "Purchase ID"],
  sureFrom: 0.5,
};

/**
 * One row per order. Lemon Squeezy publishes no file layout: columns are those of its order object, whichever way they
 * are written. It sells in its own name, so the tax in an order's total is never the seller's.
 */
export const profile: FileProfile = {
  id: "lemonsqueezy-orders",
  title,
  source: "lemonsqueezy",
  recognise: (header) => layoutScore(header, layout),
  open: (context) =>
    openFile(context, title, layout, () => {
      const inMinorUnits = isApiDump(context.header);
      return { read: (row) => readRow(row, context, inMinorUnits) };
    }),
};

/** A dump of the API keeps its field names and its whole minor units; an export for people has decimals. */
function isApiDump(header: readonly string[]): boolean {
  return header.some((name) => /^(order_number|discount_total|refunded_amount|total_usd)$/.test(name.trim()));
}

function readRow(row: Row, context: ReadingContext, inMinorUnits: boolean): RowReading {
  const cells = cellsOf(row, mostlyEnglishAmounts);
  const currency =
    cells.text(...columns.currency) === "" && context.currency ? context.currency : cells.currency(...columns.currency);
  if (cells.refusal() !== undefined) return reading(cells, []);
  const amount = (...names: readonly string[]) => amountOf(cells, currency, inMinorUnits, names);
  const when = cells.when(["ymd", "month-name", "mdy", "dmy"], context.timeZone, ...columns.date);
  if (cells.text(...columns.date) === "") cells.refuse(`${cells.column(...columns.date)} is empty`);
  const total = amount(...columns.total);
  if (total === undefined) cells.refuse(`${cells.column(...columns.total)} is empty`);
  const tax = amount(...columns.tax) ?? 0n;
  if (tax > (total ?? 0n))
    cells.refuse(`${quoted(cells.text(...columns.tax))} in ${cells.column(...columns.tax)} is more than the total`);
  const gross = (total ?? 0n) - tax;
  const fee = amount(...columns.fee);
  const sale: SaleSighting = {
    kind: "sale",
    id: cells.text(...columns.id) === "" ? cells.id(...columns.number) : cells.id(...columns.id),
    currency,
    gross,
    ...when,
    status: statusOf(cells),
    ...present({
      platformTax: positive(tax),
      fees: fee === undefined ? undefined : { platform: fee },
      ...refundOf(cells, gross, total ?? 0n, amount(...columns.refundedAmount)),
      test: cells.flag(...columns.test) || undefined,
      product: productOf(cells),
      country: countryCode(cells.text(...columns.country)) || undefined,
      buyer: buyerOf(cells),
      notes: notesOf({
        order: cells.text(...columns.number),
        variant: cells.text(...columns.variant),
        discount: cells.text(...columns.code),
      }),
    }),
  };
  return reading(cells, [sale]);
}

/** Whole minor units in a dump of the API, where a decimal point never occurs; else a decimal amount. Never negative. */
function amountOf(cells: Cells, currency: string, inMinorUnits: boolean, names: readonly string[]): bigint | undefined {
  const text = cells.text(...names);
  if (!inMinorUnits || text === "") return cells.notBelowZero(currency, ...names);
  const read = wholeUnits(text);
  if (read.ok) return read.value;
  cells.refuse(`${quoted(text)} in ${cells.column(...names)} ${read.error}`);
  return undefined;
}

function wholeUnits(text: string): Result<bigint, string> {
  return /^[0-9]{1,15}$/.test(text)
    ? ok(BigInt(text))
    : err("is not a whole number of minor units, as this layout has them");
}

function statusOf(cells: Cells): "pending" | "failed" | "completed" {
  const status = cells.text(...columns.status).toLowerCase();
  if (/^pending/.test(status)) return "pending";
  return /^(failed|void|fraudulent|declined)/.test(status) ? "failed" : "completed";
}

/** What was given back includes its share of the platform's tax; of a partial refund that share is not told. */
function refundOf(
  cells: Cells,
  gross: bigint,
  total: bigint,
  given: bigint | undefined,
): Pick<SaleSighting, "refunded" | "refundedAt"> {
  const whole = cells.flag(...columns.refunded) || /^refunded$/i.test(cells.text(...columns.status));
  if (given !== undefined && given > total)
    cells.refuse(`${cells.column(...columns.refundedAmount)} is more than the total`);
  const all = given === undefined || given === 0n ? whole : given === total;
  const refunded = all ? gross : given !== undefined && given < gross ? given : gross;
  if (!all && (given === undefined || given === 0n)) return {};
  const when = cells.when(["ymd", "month-name"], "UTC", ...columns.refundedAt);
  return present({ refunded: positive(refunded), refundedAt: when.at ?? when.dayAt });
}

function productOf(cells: Cells): SaleSighting["product"] {
  const name = label(cells.text(...columns.product));
  const id = label(cells.text(...columns.productId)) || name;
  return id === "" ? undefined : { id, name: name || id };
}

function buyerOf(cells: Cells): SaleSighting["buyer"] {
  const email = cells.text(...columns.email);
  const name = label(cells.text(...columns.name));
  return email === "" && name === "" ? undefined : present({ email: email || undefined, name: name || undefined });
}
