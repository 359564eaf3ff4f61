import { countryCode } from "../../domain/text/country.ts";
import type { FileProfile, Row, RowReading } from "../../spec/file-profile.ts";
import { englishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf, type When } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { type BalanceRow, sightingsOf } from "./balance-rows.ts";

const title = "Stripe, balance";

/** The dashboard's balance history. */
const history: Layout = {
  must: [
    ["id"],
    ["Type"],
    ["Amount"],
    ["Fee"],
    ["Net"],
    ["Currency"],
    ["Created (UTC)", "Created", "Created date (UTC)"],
  ],
  likely: ["Source", "Available On (UTC)", "Description", "Customer Facing Amount", "Transfer"],
  never: ["balance_transaction_id", "Arrival Date (UTC)"],
};

/** The itemised report of balance changes. */
const report: Layout = {
  must: [
    ["balance_transaction_id"],
    ["currency"],
    ["gross"],
    ["fee"],
    ["net"],
    ["reporting_category"],
    ["created_utc", "created"],
  ],
  likely: ["available_on_utc", "available_on", "description", "source_id", "charge_id"],
};

/**
 * Both layouts of what moved the Stripe balance, in decimal major units of the settlement currency. The files are the
 * same in meaning; the report's category sums several types.
 */
export const profile: FileProfile = {
  id: "stripe-balance",
  title,
  source: "stripe",
  recognise: (header) => Math.max(layoutScore(header, history), layoutScore(header, report)),
  open: (context) => {
    const layout = layoutScore(context.header, report) > 0 ? report : history;
    return openFile(context, title, layout, () => ({ read: (row) => readRow(row, context.timeZone) }));
  },
};

function readRow(row: Row, timeZone: string): RowReading {
  const cells = cellsOf(row, englishAmounts);
  const currency = cells.currency("Currency");
  if (cells.refusal() !== undefined) return reading(cells, []);
  const read = balanceRow(cells, currency, timeZone);
  return reading(cells, cells.refusal() === undefined ? sightingsOf(read) : []);
}

function balanceRow(cells: Cells, currency: string, timeZone: string): BalanceRow {
  const amount = cells.need(currency, "Amount", "gross");
  const fee = cells.amount(currency, "Fee") ?? 0n;
  const net = cells.need(currency, "Net");
  if (amount - fee !== net)
    cells.refuse(`${cells.column("Net")} is not ${cells.column("Amount", "gross")} less ${cells.column("Fee")}`);
  const type = cells.text("Type", "reporting_category").toLowerCase();
  if (type === "") cells.refuse(`${cells.column("Type", "reporting_category")} is empty`);
  const source = cells.text("Source", "source_id");
  const description = cells.text("Description");
  return {
    id: cells.id("id", "balance_transaction_id"),
    type,
    source: source === "" ? "" : cells.id("Source", "source_id"),
    charge: chargeOf(source, cells.text("charge_id"), description),
    currency,
    amount,
    fee,
    when: createdAt(cells, timeZone),
    description,
    country: countryCode(cells.text("shipping_address_country", "card_address_country", "Card Address Country")),
    email: cells.text("customer_email", "Customer Email"),
  };
}

const chargeId = /^(?:ch|py)_[A-Za-z0-9]{1,64}$/;
const chargeInText = /\b(?:ch|py)_[A-Za-z0-9]{6,64}\b/;

function chargeOf(source: string, column: string, description: string): string {
  return [source, column].find((id) => chargeId.test(id)) ?? chargeInText.exec(description)?.[0] ?? "";
}

/** Columns that say UTC are UTC; the report can also be asked for in the owner's zone. */
function createdAt(cells: Cells, timeZone: string): When {
  const utc = ["Created (UTC)", "Created date (UTC)", "created_utc"] as const;
  const isUtc = cells.text(...utc) !== "";
  const names = isUtc ? utc : (["Created", ...utc] as const);
  if (cells.text(...names) === "") cells.refuse(`${cells.column(...utc, "Created")} is empty`);
  return cells.when(["ymd"], isUtc ? "UTC" : timeZone, ...names);
}
