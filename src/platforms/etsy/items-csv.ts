import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { exponentOf } from "../../domain/money/money.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, Row, RowReading } from "../../spec/file-profile.ts";
import { mostlyEnglishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";

const title = "Etsy, sold order items";

const layout: Layout = {
  must: [["Order ID"], ["Transaction ID"], ["Item Name"], ["Item Total"], ["Currency"], ["Sale Date"]],
  likely: [
    "Listing ID",
    "Quantity",
    "Price",
    "Order Shipping",
    "Order Sales Tax",
    "Date Paid",
    "Variations",
    "Ship Country",
    "Discount Amount",
  ],
  never: ["Order Total"],
};

/**
 * One row per item, as a line of its order. Shipping stands here per order, repeated on some rows and not on others,
 * and fees are missing: the sold-orders file tells both. With it the lines only share its totals out among products.
 */
export const profile: FileProfile = {
  id: "etsy-items",
  title,
  source: "etsy",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, () => ({ read: (row) => readRow(row, context.timeZone) })),
};

function readRow(row: Row, timeZone: string): RowReading {
  const cells = cellsOf(row, mostlyEnglishAmounts);
  const currency = cells.currency("Currency");
  if (cells.refusal() !== undefined) return reading(cells, []);
  const when = cells.when(["mdy", "ymd"], timeZone, "Sale Date");
  if (cells.text("Sale Date") === "") cells.refuse("Sale Date is empty");
  const name = label(cells.text("Item Name"));
  const sale: SaleSighting = {
    kind: "sale",
    id: cells.id("Order ID"),
    currency,
    ...when,
    lines: [
      {
        product: { id: label(cells.text("Listing ID")) || name, name },
        quantity: cells.decimal("Quantity") ?? { units: 1n, scale: 0 },
        amount: { units: lineAmount(cells, currency), scale: exponentOf(currency) },
        identity: cells.id("Transaction ID"),
      },
    ],
    ...present({
      country: countryCode(cells.text("Ship Country")) || undefined,
      buyer: buyerOf(cells),
      notes: notesOf({ coupon: cells.text("Coupon Code") }),
    }),
  };
  if (name === "") cells.refuse("Item Name is empty");
  return reading(cells, [sale]);
}

/** `Item Total` is price × quantity before the item's own discount. */
function lineAmount(cells: Cells, currency: string): bigint {
  const total = cells.need(currency, "Item Total");
  const discount = cells.notBelowZero(currency, "Discount Amount") ?? 0n;
  if (total < 0n) cells.refuse(`${quoted(cells.text("Item Total"))} in Item Total is below zero`);
  if (discount > total)
    cells.refuse(`${quoted(cells.text("Discount Amount"))} in Discount Amount is more than Item Total`);
  return total - discount;
}

function buyerOf(cells: Cells): SaleSighting["buyer"] {
  const name = label(cells.text("Ship Name"));
  return name === "" ? undefined : { name };
}
