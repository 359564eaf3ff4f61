import type { SaleSighting, Sighting } from "../../domain/facts/sighting.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, ReadingContext, Row, RowReading } from "../../spec/file-profile.ts";
import { mostlyEnglishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf, type When } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading, refused } from "../../spec/profile-kit/open-file.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf } from "../../spec/profile-kit/text.ts";

const title = "Ko-fi, transactions";

const columns = {
  id: ["TransactionId", "Transaction Id", "kofi_transaction_id", "Transaction"],
  date: ["DateTime (UTC)", "DateTime", "Date (UTC)", "Timestamp"],
  received: ["Received", "Amount Received", "Amount"],
  given: ["Given", "Amount Given"],
  currency: ["Currency"],
  type: ["TransactionType", "Transaction Type", "Type"],
  item: ["Item", "Product", "tier_name"],
  tax: ["SalesTax", "Sales Tax"],
  name: ["From", "from_name", "Buyer Name"],
  email: ["BuyerEmail", "Buyer Email", "Email"],
  country: ["BuyerCountry", "Buyer Country", "Country"],
  provider: ["PaymentProvider", "Payment Provider"],
} as const;

const layout: Layout = {
  must: [columns.id, columns.date, columns.received, columns.type],
  likely: [
    "From",
    "Message",
    "Item",
    "Given",
    "Currency",
    "Reference",
    "SalesTax",
    "BuyerCountry",
    "BuyerEmail",
    "PaymentProvider",
  ],
  never: ["Transaction ID", "Gross", "Net"],
  sureFrom: 0.5,
};

/**
 * One row per tip, membership payment, commission or shop order. The money lies with PayPal or Stripe from the start,
 * and their fees and refunds are not here. Ko-fi publishes no layout: columns are matched leniently.
 */
export const profile: FileProfile = {
  id: "kofi-transactions",
  title,
  source: "kofi",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, () => ({ read: (row) => readRow(row, context) })),
};

function readRow(row: Row, context: ReadingContext): RowReading {
  const cells = cellsOf(row, mostlyEnglishAmounts);
  const currency =
    cells.text(...columns.currency) === "" && context.currency ? context.currency : cells.currency(...columns.currency);
  if (cells.refusal() !== undefined) return reading(cells, []);
  const when = cells.when(["ymd", "mdy", "dmy", "month-name"], "UTC", ...columns.date);
  if (cells.text(...columns.date) === "") cells.refuse(`${cells.column(...columns.date)} is empty`);
  const received = cells.amount(currency, ...columns.received) ?? 0n;
  const given = cells.notBelowZero(currency, ...columns.given) ?? 0n;
  const id = cells.id(...columns.id);
  if (received === 0n && given > 0n) return reading(cells, [givenAway(cells, id, currency, when, given)]);
  if (cells.text(...columns.received) === "")
    return refused(cells.refusal() ?? `${cells.column(...columns.received)} is empty`);
  return reading(cells, [saleOf(cells, id, currency, when, received)]);
}

/** What the seller gave to other pages. */
function givenAway(cells: Cells, id: string, currency: string, when: When, given: bigint): Sighting {
  const notes = notesOf({ type: cells.text(...columns.type) });
  return { kind: "adjustment", id, currency, amount: -given, ...when, reason: "payment", ...present({ notes }) };
}

function saleOf(cells: Cells, id: string, currency: string, when: When, gross: bigint): SaleSighting {
  const type = label(cells.text(...columns.type));
  const product = label(cells.text(...columns.item)) || (gross > 0n ? type : "");
  const tax = positive(cells.notBelowZero(currency, ...columns.tax));
  const email = cells.text(...columns.email);
  const name = label(cells.text(...columns.name));
  return {
    kind: "sale",
    id,
    currency,
    gross,
    ...when,
    ...present({
      nature: gross < 0n ? ("refund" as const) : undefined,
      tax: tax !== undefined && tax <= gross ? tax : undefined,
      product: product === "" ? undefined : { id: product, name: product },
      country: countryCode(cells.text(...columns.country)) || undefined,
      buyer: email === "" && name === "" ? undefined : present({ email: email || undefined, name: name || undefined }),
      notes: notesOf({ type, payment: cells.text(...columns.provider) }),
    }),
  };
}
