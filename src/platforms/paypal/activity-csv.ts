import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, ReadingContext, RowReader, RowReading } from "../../spec/file-profile.ts";
import { mostlyCommaAmounts, mostlyEnglishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { present } from "../../spec/profile-kit/present.ts";
import { label } from "../../spec/profile-kit/text.ts";
import { type ActivityRow, feeOf, sightingsOf } from "./activity-rows.ts";
import { columns, germanOnly } from "./columns.ts";
import { nameConversions } from "./conversions.ts";
import { meaningOf, movesBalance, statusOf } from "./meaning.ts";
import { type DateOrder, dateOrderOf, momentOf } from "./moment.ts";

const title = "PayPal, activity";

const layout: Layout = {
  must: [columns.date, columns.type, columns.currency, columns.gross, columns.net, columns.id],
  likely: [
    "Name",
    "Status",
    "Time",
    "Uhrzeit",
    "Reference Txn ID",
    "Zugehöriger Transaktionscode",
    "Balance",
    "Guthaben",
  ],
  never: ["balance_transaction_id", "reporting_category"],
};

/** The activity file and the monthly statement, in English or German. */
export const profile: FileProfile = {
  id: "paypal-activity",
  title,
  source: "paypal",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, start),
};

function start(context: ReadingContext): RowReader {
  const german = germanOnly.some((name) => context.header.some((cell) => cell.trim() === name));
  const writing = german ? mostlyCommaAmounts : mostlyEnglishAmounts;
  const file: PayPalFile = {
    timeZone: context.timeZone,
    dateOrder: dateOrderOf(context),
    conversion: nameConversions(),
  };
  return { read: (row) => readRow(cellsOf(row, writing), file) };
}

/** What is the same for all rows of a file. */
type PayPalFile = {
  readonly timeZone: string;
  readonly dateOrder: DateOrder | undefined;
  readonly conversion: ReturnType<typeof nameConversions>;
};

function readRow(cells: Cells, file: PayPalFile): RowReading {
  const moves = movesBalance(cells.text(...columns.impact));
  const said = meaningOf(cells.text(...columns.event), cells.text(...columns.type));
  if (moves === false || said === "detail" || (said === "no-money" && moves !== true))
    return { kind: "sightings", sightings: [] };
  const currency = cells.currency(...columns.currency);
  if (cells.refusal() !== undefined) return reading(cells, []);
  const read = activityRow(cells, currency, file, said === "no-money" ? "unknown" : said);
  if (cells.refusal() !== undefined) return reading(cells, []);
  if (read.meaning !== "conversion") return reading(cells, sightingsOf(read));
  return reading(cells, [...(read.gross === 0n ? [] : [file.conversion(read)]), ...feeOf(read)]);
}

function activityRow(cells: Cells, currency: string, file: PayPalFile, meaning: ActivityRow["meaning"]): ActivityRow {
  const gross = cells.need(currency, ...columns.gross);
  const fee = cells.amount(currency, ...columns.fee) ?? 0n;
  const net = cells.need(currency, ...columns.net);
  if (gross + fee !== net) {
    cells.refuse(
      `${cells.column(...columns.net)} is not ${cells.column(...columns.gross)} with ${cells.column(...columns.fee)} taken off`,
    );
  }
  const reference = cells.text(...columns.reference);
  return {
    id: cells.id(...columns.id),
    reference: reference === "" ? "" : cells.id(...columns.reference),
    type: label(cells.text(...columns.type)),
    meaning,
    status: statusOf(cells.text(...columns.status)),
    currency,
    gross,
    fee,
    when: momentOf(cells, file.timeZone, file.dateOrder),
    sale: saleParts(cells, currency),
    invoice: label(cells.text(...columns.invoice)),
  };
}

function saleParts(cells: Cells, currency: string): ActivityRow["sale"] {
  const title = label(cells.text(...columns.itemTitle));
  const itemId = label(cells.text(...columns.itemId)) || title;
  const email = cells.text(...columns.fromEmail);
  const name = label(cells.text(...columns.name));
  return present({
    shipping: cells.amount(currency, ...columns.shipping),
    tax: cells.amount(currency, ...columns.tax),
    product: itemId === "" ? undefined : { id: itemId, name: title || itemId },
    quantity: quantityOf(cells),
    country: countryOf(cells),
    buyer: email === "" && name === "" ? undefined : present({ email: email || undefined, name: name || undefined }),
  });
}

/** A quantity is worth showing but not worth refusing money for. */
function quantityOf(cells: Cells): { units: bigint; scale: number } | undefined {
  const text = cells.text(...columns.quantity);
  return /^[1-9][0-9]{0,8}$/.test(text) ? { units: BigInt(text), scale: 0 } : undefined;
}

/** The code column holds a dialling code in some exports; only letters are a country. */
function countryOf(cells: Cells): string | undefined {
  const code = cells.text(...columns.countryCode);
  return countryCode(cells.text(...columns.country)) || (/^[A-Z]{2}$/.test(code) ? code : undefined);
}
