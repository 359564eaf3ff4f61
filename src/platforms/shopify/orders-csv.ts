import type { LineSighting, SaleSighting } from "../../domain/facts/sighting.ts";
import { addDecimal, multiplyDecimal, negateDecimal, zeroDecimal } from "../../domain/money/decimal.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, ReadingContext, RowReader, RowReading } from "../../spec/file-profile.ts";
import { englishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading, refused } from "../../spec/profile-kit/open-file.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";
import { moneyState, statusOf } from "./order-status.ts";

const title = "Shopify, orders";

const layout: Layout = {
  must: [["Name"], ["Financial Status"], ["Total"], ["Lineitem quantity"], ["Lineitem name"], ["Lineitem price"]],
  likely: [
    "Email",
    "Paid at",
    "Currency",
    "Subtotal",
    "Taxes",
    "Created at",
    "Cancelled at",
    "Payment Method",
    "Refunded Amount",
    "Vendor",
    "Id",
  ],
};

/**
 * One row per line item; what concerns the whole order stands on the order's first row only. Fees are not in the file.
 */
export const profile: FileProfile = {
  id: "shopify-orders",
  title,
  source: "shopify",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, start),
};

/** The order whose rows are being read. `refusal`: its first row could not be understood, so its others cannot be booked. */
type Order = { readonly name: string; readonly id: string; readonly currency: string; readonly refusal: boolean };

function start(context: ReadingContext): RowReader {
  let order: Order | undefined;
  return {
    read(row) {
      const cells = cellsOf(row, englishAmounts);
      if (cells.text("Total") === "" && cells.text("Financial Status") === "") return furtherRow(cells, order);
      const name = cells.id("Name");
      const first = readFirst(cells, context, name);
      order = first.order;
      return first.reading;
    },
  };
}

/** A row with nothing but a line item belongs to the order above it. */
function furtherRow(cells: Cells, order: Order | undefined): RowReading {
  const name = cells.text("Name");
  if (order === undefined || order.name !== name)
    return refused("the first row of its order, which has the total, is not above it");
  if (order.refusal) return refused("the first row of its order was refused");
  const line = lineOf(cells);
  const sale: SaleSighting = { kind: "sale", id: order.id, currency: order.currency, lines: line ? [line] : [] };
  return reading(cells, [sale]);
}

function readFirst(cells: Cells, context: ReadingContext, name: string): { order: Order; reading: RowReading } {
  const currency = cells.text("Currency") === "" && context.currency ? context.currency : cells.currency("Currency");
  const id = cells.text("Id") === "" ? name : cells.id("Id");
  if (cells.refusal() !== undefined)
    return { order: { name, id, currency, refusal: true }, reading: reading(cells, []) };
  const sale = saleOf(cells, id, currency, context.timeZone);
  const line = lineOf(cells);
  const read = reading(cells, [line ? { ...sale, lines: [line] } : sale]);
  return { order: { name, id, currency, refusal: read.kind === "refused" }, reading: read };
}

/** Shopify collects no tax itself: what `Total` contains of it is the seller's to remit. */
function saleOf(cells: Cells, id: string, currency: string, timeZone: string): SaleSighting {
  const gross = cells.need(currency, "Total");
  if (gross < 0n) cells.refuse(`${quoted(cells.text("Total"))} in Total is below zero`);
  const created = cells.when(["ymd"], timeZone, "Created at");
  const paid = cells.when(["ymd"], timeZone, "Paid at");
  const when = cells.text("Created at") === "" ? paid : created;
  if (when.at === undefined && when.dayAt === undefined) cells.refuse("Created at is empty");
  const tax = positive(cells.notBelowZero(currency, "Taxes"));
  const shipping = positive(cells.notBelowZero(currency, "Shipping"));
  const fits = (tax ?? 0n) + (shipping ?? 0n) <= gross;
  const state = moneyState(cells.text("Financial Status"), cells.text("Paid at") !== "");
  return {
    kind: "sale",
    id,
    currency,
    gross,
    ...when,
    status: statusOf(state, cells.text("Cancelled at") !== ""),
    ...present({
      tax: fits ? tax : undefined,
      shipping: fits ? shipping : undefined,
      refunded: refundedOf(cells, currency, gross, state === "refunded"),
      test: /bogus/i.test(cells.text("Payment Method")) || undefined,
      country: countryCode(cells.text("Shipping Country") || cells.text("Billing Country")) || undefined,
      buyer: buyerOf(cells),
      notes: notesOf({
        order: cells.text("Name"),
        payment: cells.text("Payment Method"),
        discount: cells.text("Discount Code"),
        cancelled: cells.text("Cancelled at"),
      }),
    }),
  };
}

function refundedOf(cells: Cells, currency: string, gross: bigint, all: boolean): bigint | undefined {
  const told = positive(cells.notBelowZero(currency, "Refunded Amount"));
  if (told !== undefined && told > gross) {
    cells.refuse(`${quoted(cells.text("Refunded Amount"))} in Refunded Amount is more than Total`);
  }
  return told ?? (all ? positive(gross) : undefined);
}

function lineOf(cells: Cells): LineSighting | undefined {
  const name = label(cells.text("Lineitem name"));
  if (name === "") return undefined;
  const sku = label(cells.text("Lineitem sku"));
  const price = cells.decimal("Lineitem price");
  const discount = cells.decimal("Lineitem discount") ?? zeroDecimal;
  const quantity = cells.decimal("Lineitem quantity") ?? { units: 1n, scale: 0 };
  if (price === undefined) cells.refuse("Lineitem price is empty");
  return {
    product: { id: sku || name, name },
    quantity,
    amount: addDecimal(multiplyDecimal(quantity, price ?? zeroDecimal), negateDecimal(discount)),
    identity: [sku, name, cells.text("Lineitem price"), cells.text("Lineitem quantity")].join("|"),
  };
}

function buyerOf(cells: Cells): SaleSighting["buyer"] {
  const email = cells.text("Email");
  const name = label(cells.text("Billing Name") || cells.text("Shipping Name"));
  return email === "" && name === "" ? undefined : present({ email: email || undefined, name: name || undefined });
}
