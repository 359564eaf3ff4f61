import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, ReadingContext, Row, RowReading } from "../../spec/file-profile.ts";
import { mostlyEnglishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf } from "../../spec/profile-kit/text.ts";

const title = "Etsy, sold orders";

const layout: Layout = {
  must: [["Order ID"], ["Sale Date"], ["Currency"], ["Order Value"], ["Order Total"]],
  likely: [
    "Buyer User ID",
    "Number of Items",
    "Order Net",
    "Card Processing Fees",
    "Adjusted Order Total",
    "Adjusted Net Order Amount",
    "Sales Tax",
    "Shipping",
  ],
  never: ["Transaction ID", "Listing ID", "Item Total"],
};

/** One row per order, with what Etsy took for the payment but not its other fees; those are in the ledger entries. */
export const profile: FileProfile = {
  id: "etsy-orders",
  title,
  source: "etsy",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, start),
};

function start(context: ReadingContext): { read(row: Row): RowReading } {
  return { read: (row) => readRow(row, context.timeZone) };
}

function readRow(row: Row, timeZone: string): RowReading {
  const cells = cellsOf(row, mostlyEnglishAmounts);
  const currency = cells.currency("Currency");
  if (cells.refusal() !== undefined) return reading(cells, []);
  const money = moneyOf(cells, currency);
  const when = cells.when(["mdy", "ymd"], timeZone, "Sale Date");
  if (cells.text("Sale Date") === "") cells.refuse("Sale Date is empty");
  const sale: SaleSighting = {
    kind: "sale",
    id: cells.id("Order ID"),
    currency,
    gross: money.gross,
    ...when,
    ...present({
      shipping: money.shipping,
      tax: money.tax,
      platformTax: money.platformTax,
      fees: money.fee === undefined ? undefined : { processing: money.fee },
      ...refundOf(cells, currency, money),
      status: statusOf(cells),
      country: countryCode(cells.text("Ship Country", "Delivery Country")) || undefined,
      buyer: buyerOf(cells),
      notes: notesOf({
        coupon: cells.text("Coupon Code"),
        payment: cells.text("Payment Method"),
        sku: cells.text("SKU"),
      }),
    }),
  };
  return reading(cells, [sale]);
}

type OrderMoney = {
  readonly gross: bigint;
  readonly fee: bigint | undefined;
  readonly shipping: bigint | undefined;
  readonly tax: bigint | undefined;
  readonly platformTax: bigint | undefined;
};

/**
 * `Order Net` and the card processing fee together are what Etsy credits: the order without the tax that Etsy remits
 * itself, which `Order Total` contains but neither `Sales Tax` nor any other column reliably names. Orders that were
 * not paid through Etsy have no net; there the price, less discounts, plus shipping is the seller's.
 */
function moneyOf(cells: Cells, currency: string): OrderMoney {
  const whole = (...names: readonly string[]) => cells.notBelowZero(currency, ...names) ?? 0n;
  const fee = cells.notBelowZero(currency, "Card Processing Fees");
  const net = cells.amount(currency, "Order Net");
  const shippingPaid = whole("Shipping", "Delivery") - whole("Shipping Discount", "Delivery Discount");
  const discounts = whole("Discount Amount") + whole("InPerson Discount");
  const ownPrice = cells.need(currency, "Order Value") - discounts + shippingPaid;
  const credited = net === undefined ? 0n : net + (fee ?? 0n);
  const gross = credited === 0n && ownPrice > 0n ? ownPrice : net === undefined ? ownPrice : credited;
  if (gross < 0n) cells.refuse("Order Net and Card Processing Fees add up to less than zero");
  const total = cells.amount(currency, "Order Total");
  const taxed = whole("Sales Tax");
  return {
    gross,
    fee,
    shipping: shippingPaid <= gross ? positive(shippingPaid) : undefined,
    tax: taxed > 0n && gross === ownPrice + taxed ? taxed : undefined,
    platformTax: total === undefined ? undefined : positive(total - gross),
  };
}

/**
 * The adjusted columns hold the order as it is after refunds; all zero means nothing was adjusted, unless the status
 * says that everything was given back. They tell the total given back, so the same refund keeps one name.
 */
function refundOf(cells: Cells, currency: string, money: OrderMoney): Pick<SaleSighting, "refunded" | "refunds"> {
  const net = cells.amount(currency, "Adjusted Net Order Amount") ?? 0n;
  const fee = cells.notBelowZero(currency, "Adjusted Card Processing Fees") ?? 0n;
  if (net === 0n && fee === 0n) return present({ refunded: isRefunded(cells) ? positive(money.gross) : undefined });
  const amount = money.gross - net - fee;
  if (amount <= 0n) return {};
  if (amount > money.gross)
    cells.refuse("Adjusted Net Order Amount says that more was given back than the order brought");
  const feeReturned = positive((money.fee ?? 0n) - fee);
  return { refunded: amount, refunds: [{ id: "adjusted", amount, ...present({ feeReturned }) }] };
}

function isRefunded(cells: Cells): boolean {
  return /^(fully )?refunded$/i.test(cells.text("Status"));
}

function statusOf(cells: Cells): "cancelled" | "completed" {
  return /^cancel/i.test(cells.text("Status")) ? "cancelled" : "completed";
}

function buyerOf(cells: Cells): SaleSighting["buyer"] {
  const name = label(cells.text("Full Name"));
  const platformId = label(cells.text("Buyer User ID") || cells.text("Buyer"));
  return name === "" && platformId === ""
    ? undefined
    : present({ name: name || undefined, platformId: platformId || undefined });
}
