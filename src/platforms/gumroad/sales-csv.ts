import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, Row, RowReading } from "../../spec/file-profile.ts";
import { floatAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf, type When } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";

const title = "Gumroad, sales";

/** Every amount of the file is in US dollars, whatever currency the product is listed in. */
const currency = "USD";

const layout: Layout = {
  must: [["Purchase ID"], ["Item Name"], ["Purchase Date"], ["Sale Price ($)"]],
  likely: [
    "Purchase Email",
    "Purchase Time (UTC timezone)",
    "Subtotal ($)",
    "Net Total ($)",
    "Refunded?",
    "Partial Refund ($)",
    "Disputed?",
    "Product ID",
    "Order Number",
    "Discount Code",
  ],
};

/**
 * The sales file of 2022, 2025 and 2026: one row per sale, the last one a `Totals` row that is no sale. Later layouts
 * add columns and rename the fee's; a shop's own fields follow the last of Gumroad's.
 */
export const profile: FileProfile = {
  id: "gumroad-sales",
  title,
  source: "gumroad",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, () => ({ read: readRow })),
};

function readRow(row: Row): RowReading {
  if (isTotals(row)) return { kind: "not-data", what: "totals" };
  const cells = cellsOf(row, floatAmounts);
  const gross = cells.notBelowZero(currency, "Sale Price ($)");
  if (gross === undefined) cells.refuse("Sale Price ($) is empty");
  return reading(cells, [saleOf(cells, gross ?? 0n)]);
}

/** The label of the last row stands in its first cell, wherever the purchase's id is. */
function isTotals(row: Row): boolean {
  const [first = ""] = row.cells;
  const id = row.cell("Purchase ID");
  return first.trim() === "Totals" && (id === "" || id === "Totals");
}

function saleOf(cells: Cells, gross: bigint): SaleSighting {
  const name = label(cells.text("Item Name"));
  const productId = label(cells.text("Product ID")) || name;
  const fee = cells.notBelowZero(currency, "Fees ($)", "Gumroad Fee ($)", "Gumroad Fees ($)");
  const shipping = cells.notBelowZero(currency, "Shipping ($)");
  return {
    kind: "sale",
    id: cells.id("Purchase ID"),
    currency,
    gross,
    ...soldAt(cells),
    ...present({
      shipping: positive(shipping),
      ...taxOf(cells, gross, shipping ?? 0n),
      fees: fee === undefined ? undefined : { platform: fee },
      affiliate: positive(cells.notBelowZero(currency, "Affiliate commission ($)")),
      refunded: refundedOf(cells, gross),
      dispute: disputeOf(cells),
      status: statusOf(cells),
      product: productId === "" ? undefined : { id: productId, name: name || productId },
      quantity: cells.decimal("Quantity"),
      country: countryCode(cells.text("Country")) || undefined,
      buyer: buyerOf(cells),
      notes: saleNotes(cells),
    }),
  };
}

/** The time column holds date and time; older files hold the time alone. Both count in UTC. */
function soldAt(cells: Cells): When {
  const day = cells.text("Purchase Date");
  const time = cells.text("Purchase Time (UTC timezone)");
  const whole = /^[0-9]{4}-/.test(time) || time === "";
  const when = cells.whenText(whole ? time || day : `${day} ${time}`, "Purchase Date", ["ymd"], "UTC");
  if (day === "" && time === "") cells.refuse("Purchase Date is empty");
  return when;
}

/**
 * `Taxes ($)` is either tax the seller owes, inside the sale price, or tax that Gumroad adds and remits, outside it.
 * `Subtotal ($)` leaves out only the first: what it and shipping leave of the price tells which of the two it is.
 */
function taxOf(
  cells: Cells,
  gross: bigint,
  shipping: bigint,
): { tax: bigint | undefined; platformTax: bigint | undefined } {
  const taxes = positive(cells.notBelowZero(currency, "Taxes ($)"));
  const subtotal = cells.amount(currency, "Subtotal ($)");
  const inside = subtotal === undefined ? undefined : gross - subtotal - shipping;
  return {
    tax: taxes !== undefined && inside === taxes ? taxes : undefined,
    platformTax: inside === 0n ? taxes : undefined,
  };
}

/** The running total given back. `Refunded?` alone does not tell how much. */
function refundedOf(cells: Cells, gross: bigint): bigint | undefined {
  const partly = positive(cells.notBelowZero(currency, "Partial Refund ($)"));
  if (partly !== undefined && partly > gross) {
    cells.refuse(`${quoted(cells.text("Partial Refund ($)"))} in Partial Refund ($) is more than the sale price`);
  }
  if (cells.flag("Fully Refunded?")) return positive(gross);
  const refunded = cells.flag("Refunded?");
  if (partly !== undefined || !refunded) return partly;
  if (gross > 0n) cells.refuse("Refunded? says yes, but neither Fully Refunded? nor Partial Refund ($) says how much");
  return undefined;
}

/** A lost dispute looks like an open one in this file. */
function disputeOf(cells: Cells): "open" | "won" | undefined {
  const won = cells.flag("Dispute Won?");
  if (cells.flag("Disputed?")) return won ? "won" : "open";
  return undefined;
}

/** Neither an authorised pre-order nor a free trial has been paid; the payment comes as a sale of its own. */
function statusOf(cells: Cells): "pending" | "completed" {
  const authorised = cells.flag("Pre-order authorization?");
  return cells.flag("Free trial purchase?") || authorised ? "pending" : "completed";
}

function buyerOf(cells: Cells): SaleSighting["buyer"] {
  const email = cells.text("Purchase Email") || cells.text("Buyer Email");
  const name = label(cells.text("Buyer Name"));
  if (email === "" && name === "") return undefined;
  return present({ email: email || undefined, name: name || undefined });
}

/** The processor's fee of a connected account is taken there, never from the Gumroad balance: it is only noted. */
function saleNotes(cells: Cells): SaleSighting["notes"] {
  const processorFee = [
    ["PayPal Fee Amount", "PayPal Fee Currency"],
    ["Stripe Fee Amount", "Stripe Fee Currency"],
  ]
    .map(([amount = "", code = ""]) =>
      cells.text(amount) === "" ? "" : `${cells.text(amount)} ${cells.text(code).toUpperCase()}`,
    )
    .find((text) => text !== "");
  return notesOf({
    discount: cells.text("Discount Code"),
    variants: cells.text("Variants"),
    recurrence: cells.text("Recurrence"),
    payment: cells.text("Payment Type"),
    "processor fee": processorFee ?? "",
  });
}
