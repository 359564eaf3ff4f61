import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../domain/facts/from-sighting.ts";
import { joinFacts } from "../../domain/facts/join.ts";
import { resolveSale } from "../../domain/facts/resolve-sale.ts";
import type { SaleSighting, Sighting } from "../../domain/facts/sighting.ts";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { readWith } from "../../spec/testing/row.ts";
import { saleRecord } from "./map-sale.ts";
import { payoutLines } from "./payout-lines.ts";
import { numbered, sightingsOf } from "./payout-rows.ts";
import { profile as payoutFile } from "./payouts-csv.ts";
import { profile as salesFile } from "./sales-csv.ts";
import { type Recorded, recordedPayout, saleKinds } from "./testing/shop.ts";

const columns = [
  "Purchase ID",
  "Item Name",
  "Purchase Email",
  "Buyer Name",
  "Purchase Date",
  "Purchase Time (UTC timezone)",
  "Subtotal ($)",
  "Taxes ($)",
  "Shipping ($)",
  "Sale Price ($)",
  "Fees ($)",
  "Country",
  "Refunded?",
  "Partial Refund ($)",
  "Fully Refunded?",
  "Disputed?",
  "Dispute Won?",
  "Free trial purchase?",
  "Product ID",
  "Quantity",
  "Affiliate commission ($)",
];

/** The row that the sales file has for a sale of the list. `refunded` is what the file knows and the list may not. */
function rowFor(sale: Recorded, refunded = 0): string {
  const dollars = (cents: unknown): string => (Number(cents ?? 0) / 100).toFixed(2);
  const flag = (value: unknown): string => (value === true ? "1" : "0");
  const at = String(sale["created_at"]);
  const affiliate = (sale["affiliate"] as { amount?: string } | undefined)?.amount?.slice(1) ?? "";
  const shipping = Number(sale["shipping_cents"] ?? 0);
  const cells = [
    sale["id"],
    sale["product_name"],
    sale["purchase_email"],
    sale["full_name"],
    at.slice(0, 10),
    `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`,
    dollars(Number(sale["price"]) - shipping),
    dollars(sale["tax_cents"]),
    dollars(shipping),
    dollars(sale["price"]),
    dollars(sale["gumroad_fee"]),
    sale["country"],
    flag(refunded > 0 || sale["refunded"]),
    dollars(refunded),
    flag(sale["refunded"]),
    flag(sale["disputed"]),
    flag(sale["dispute_won"]),
    flag(sale["free_trial_ended"] === false),
    sale["product_permalink"],
    sale["quantity"],
    affiliate,
  ];
  return cells.map((cell) => `"${String(cell ?? "")}"`).join(",");
}

function fromFile(sale: Recorded, refunded?: number): SaleSighting {
  const [read] = readWith(salesFile, `${columns.join(",")}\n${rowFor(sale, refunded)}\n`).rows;
  if (read?.kind !== "sightings") throw new Error(JSON.stringify(read));
  return read.sightings[0] as SaleSighting;
}

function fromList(sale: Recorded): SaleSighting {
  const raw = JSON.stringify(sale);
  const parsed = parseExact(raw);
  const record = parsed.ok ? saleRecord(raw, parsed.value) : parsed;
  if (!record.ok) throw new Error(record.error);
  return record.value.sightings[0] as SaleSighting;
}

const facts = (sighting: Sighting, at: number) => factsOf(sighting, { at, by: String(at) }, { file: "f", line: 1 });
const alone = (sighting: Sighting) => resolveSale(facts(sighting, 1));

describe("the same sale, from a file and from the list", () => {
  it.each(Object.entries(saleKinds))("%s comes to the same", (name, sale) => {
    const refunded = name === "partially_refunded" ? 950 : name === "buyer_charged_in_local_currency" ? 500 : 0;
    const [file, list] = [fromFile(sale, refunded), fromList(sale)];
    expect(alone(list)).toEqual(alone(file));
    const both = resolveSale(joinFacts(facts(file, 1), facts(list, 2)));
    expect(both).toEqual(alone(file));
  });

  it("comes to the same for any amounts", () => {
    const amount = fc.integer({ min: 0, max: 50_000_000 });
    const money = fc.record({ price: amount, fee: amount, shipping: fc.integer({ min: 0, max: 9_999 }), tax: amount });
    fc.assert(
      fc.property(money, fc.boolean(), ({ price, fee, shipping, tax }, refunded) => {
        const sale = {
          ...saleKinds["paid_usd_direct"],
          price: price + shipping,
          gumroad_fee: fee,
          shipping_cents: shipping,
          tax_cents: tax,
          refunded,
        };
        expect(alone(fromList(sale))).toEqual(alone(fromFile(sale)));
      }),
    );
  });
});

describe("the same payout, from a file and from the list", () => {
  it("says the same of every line", () => {
    const lines = recordedPayout["transactions"] as readonly Record<string, unknown>[];
    const rows = lines.map((line) =>
      Object.values(line)
        .map((cell) => `"${cell as string}"`)
        .join(","),
    );
    const text = `${payoutHeader}\n${rows.join("\n")}\n`;
    const file = readWith(payoutFile, text, { fileHash: "named-there" }).rows.map((row) =>
      row.kind === "sightings" ? row.sightings : row,
    );
    const list = payoutLines(lines.map((line) => JSON.stringify(line))).map((line) =>
      "row" in line ? sightingsOf(line.row, "file/named-there") : line.reason,
    );
    expect(list).toEqual(file);
    expect(list.flat()).not.toHaveLength(0);
  });

  it("comes to the same where two payouts of one day have equal refunds, from files, from the list, or from both", () => {
    const refund = { type: "Partial Refund", net: -314n, price: -400n, fees: -46n, purchase: "p1" };
    const bare = {
      day: 1,
      dayText: "2026-11-06",
      item: "",
      email: "",
      name: "",
      taxes: undefined,
      shipping: undefined,
    };
    const row = numbered({ ...bare, ...refund }, new Map());
    const told = (payout: string) => sightingsOf(row, payout).map((one) => facts(one, 2));
    const sold: Sighting = { kind: "sale", id: "p1", at: 0, currency: "USD", gross: 2_900n, refunded: 800n };
    const amount = (...payouts: readonly string[]) => {
      const sale = resolveSale([facts(sold, 1), ...payouts.flatMap(told)].reduce(joinFacts));
      return sale.kind === "sale" ? sale.refunds.map((one) => [one.amount, one.feeReturned, one.partners]) : [];
    };
    const both = [
      [400n, 46n, 40n],
      [400n, 46n, 40n],
    ];
    expect(amount("list/1", "list/2")).toEqual(both);
    expect(amount("file/1", "file/2")).toEqual(both);
    expect(amount("file/1", "list/1", "list/2", "file/2")).toEqual(both);
  });
});

const payoutHeader = readFileSync(
  new URL("../../../test/fixtures/csv/gumroad/payout.csv", import.meta.url),
  "utf8",
).split("\n")[0];
