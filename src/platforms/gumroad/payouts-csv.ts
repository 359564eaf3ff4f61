import type { Sighting } from "../../domain/facts/sighting.ts";
import { formatMinor, withinBounds } from "../../domain/money/money.ts";
import type { FileProfile, Row, RowReader, RowReading } from "../../spec/file-profile.ts";
import { floatAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading, refused } from "../../spec/profile-kit/open-file.ts";
import { label } from "../../spec/profile-kit/text.ts";
import { currency, type PayoutRow, rowFault, sightingsOf } from "./payout-rows.ts";

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
type Sum = {
  net: bigint;
  complete: boolean;
  totalsSeen: boolean;
  last: { day: number; text: string } | undefined;
  /** The smallest purchase id: with day and amount it names the payout, whichever way the file was saved. */
  firstPurchase: string;
};

function startReading(): RowReader {
  const sum: Sum = { net: 0n, complete: true, totalsSeen: false, last: undefined, firstPurchase: "" };
  const repeats = new Map<string, number>();
  return {
    read(row) {
      const [first = ""] = row.cells;
      const heading = first.trim();
      if (heading.startsWith("Subtotal")) return { kind: "not-data", what: "totals" };
      if (heading === "Totals") return compareTotals(row, sum);
      return readRow(row, sum, repeats);
    },
    finish: () => payoutOf(sum),
  };
}

function readRow(row: Row, sum: Sum, repeats: Map<string, number>): RowReading {
  const cells = cellsOf(row, floatAmounts);
  const bare = payoutRow(cells);
  const key = [bare.type, bare.dayText, bare.purchase, bare.price ?? "", bare.net].join("|");
  const repeat = (repeats.get(key) ?? 0) + 1;
  const read: PayoutRow = { ...bare, repeat };
  const fault = cells.refusal() ?? rowFault(read);
  if (fault !== undefined) {
    sum.complete = false;
    return refused(fault);
  }
  repeats.set(key, repeat);
  sum.net += read.net;
  if (read.day !== undefined && (sum.last === undefined || read.day > sum.last.day)) {
    sum.last = { day: read.day, text: read.dayText };
  }
  if (read.type === "Sale" && (sum.firstPurchase === "" || read.purchase < sum.firstPurchase))
    sum.firstPurchase = read.purchase;
  return reading(cells, sightingsOf(read));
}

function payoutRow(cells: Cells): Omit<PayoutRow, "repeat"> {
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

function compareTotals(row: Row, sum: Sum): RowReading {
  const cells = cellsOf(row, floatAmounts);
  const told = cells.need(currency, "Net Total ($)");
  const reason = cells.refusal();
  sum.totalsSeen = true;
  if (reason !== undefined || told !== sum.net) sum.complete = false;
  if (reason !== undefined) return refused(reason);
  if (told === sum.net) return { kind: "not-data", what: "totals" };
  return refused(
    `Totals says ${formatMinor(told, currency)} in Net Total ($), but the rows above it add up to ${formatMinor(sum.net, currency)}`,
  );
}

/** Without a Totals row the file may have been cut, and its sum is then no payout. */
function payoutOf(sum: Sum): readonly Sighting[] {
  if (!sum.complete || !sum.totalsSeen || sum.last === undefined || sum.net <= 0n || !withinBounds(sum.net).ok)
    return [];
  const id = ["payout", sum.last.text, sum.net, sum.firstPurchase.slice(0, 100)]
    .filter((part) => part !== "")
    .join("/");
  return [{ kind: "payout", id, dayAt: sum.last.day, currency, amount: sum.net, status: "completed" }];
}
