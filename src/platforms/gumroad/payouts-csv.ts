import type { Sighting } from "../../domain/facts/sighting.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { FileProfile, ReadingContext, Row, RowReader, RowReading } from "../../spec/file-profile.ts";
import { floatAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading, refused } from "../../spec/profile-kit/open-file.ts";
import { label } from "../../spec/profile-kit/text.ts";
import { noRows, type PayoutSum, payoutIdOf, withRow } from "./payout-id.ts";
import { type BareRow, currency, numbered, rowFault, sightingsOf } from "./payout-rows.ts";

const title = "Gumroad, payout";

const layout: Layout = {
  must: [["Type"], ["Date"], ["Purchase ID"], ["Sale Price ($)"], ["Net Total ($)"]],
  likely: ["Item Name", "Buyer Name", "Buyer Email", "Taxes ($)", "Shipping ($)", "Gumroad Fees ($)"],
  never: ["Purchase Date"],
};

/**
 * The file of one payout: its rows by type, maybe `Subtotal —` rows, then a `Totals` row. The payout itself is the sum
 * of the rows and is told only when the Totals row agrees with it and no row was refused.
 */
export const profile: FileProfile = {
  id: "gumroad-payout",
  title,
  source: "gumroad",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, startReading),
};

/** What is known of the payout so far. */
type Told = { sum: PayoutSum; complete: boolean; totalsSeen: boolean };

function startReading({ fileHash }: ReadingContext): RowReader {
  const told: Told = { sum: noRows, complete: true, totalsSeen: false };
  const repeats = new Map<string, number>();
  return {
    read(row) {
      const [first = ""] = row.cells;
      const heading = first.trim();
      if (heading.startsWith("Subtotal")) return { kind: "not-data", what: "totals" };
      if (heading === "Totals") return compareTotals(row, told);
      return readRow(row, told, repeats, `file/${fileHash}`);
    },
    finish: () => payoutOf(told),
  };
}

function readRow(row: Row, told: Told, repeats: Map<string, number>, payout: string): RowReading {
  const cells = cellsOf(row, floatAmounts);
  const read = numbered(payoutRow(cells), repeats);
  const fault = cells.refusal() ?? rowFault(read);
  if (fault !== undefined) {
    told.complete = false;
    return refused(fault);
  }
  told.sum = withRow(told.sum, read);
  return reading(cells, sightingsOf(read, payout));
}

function payoutRow(cells: Cells): BareRow {
  const when = cells.when(["ymd"], "UTC", "Date");
  if (cells.text("Date") === "") cells.refuse("Date is empty");
  if (cells.text("Type") === "") cells.refuse("Type is empty");
  return {
    type: label(cells.text("Type")),
    day: when.dayAt ?? when.at,
    dayText: cells.text("Date").slice(0, 10),
    purchase: cells.text("Purchase ID") === "" ? "" : cells.id("Purchase ID"),
    item: label(cells.text("Item Name")),
    email: cells.text("Buyer Email"),
    name: label(cells.text("Buyer Name")),
    taxes: cells.amount(currency, "Taxes ($)"),
    shipping: cells.amount(currency, "Shipping ($)"),
    price: cells.amount(currency, "Sale Price ($)"),
    fees: cells.amount(currency, "Gumroad Fees ($)", "Fees ($)"),
    net: cells.need(currency, "Net Total ($)"),
  };
}

function compareTotals(row: Row, told: Told): RowReading {
  const cells = cellsOf(row, floatAmounts);
  const said = cells.need(currency, "Net Total ($)");
  const reason = cells.refusal();
  const { net } = told.sum;
  told.totalsSeen = true;
  if (reason !== undefined || said !== net) told.complete = false;
  if (reason !== undefined) return refused(reason);
  if (said === net) return { kind: "not-data", what: "totals" };
  return refused(
    `Totals says ${formatMinor(said, currency)} in Net Total ($), but the rows above it add up to ${formatMinor(net, currency)}`,
  );
}

/** Without a Totals row the file may have been cut, and its sum is then no payout. */
function payoutOf({ sum, complete, totalsSeen }: Told): readonly Sighting[] {
  const id = complete && totalsSeen ? payoutIdOf(sum) : undefined;
  if (id === undefined || sum.last === undefined) return [];
  return [{ kind: "payout", id, dayAt: sum.last.day, currency, amount: sum.net, status: "completed" }];
}
