import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../src/base/limits.ts";
import type { Sighting } from "../../src/domain/facts/sighting.ts";
import { profile as etsyItems } from "../../src/platforms/etsy/items-csv.ts";
import { profile as etsyOrders } from "../../src/platforms/etsy/orders-csv.ts";
import { profile as gumroadPayouts } from "../../src/platforms/gumroad/payouts-csv.ts";
import { profile as gumroadSales } from "../../src/platforms/gumroad/sales-csv.ts";
import { profile as kofi } from "../../src/platforms/kofi/transactions-csv.ts";
import { profile as lemonSqueezy } from "../../src/platforms/lemonsqueezy/orders-csv.ts";
import { profile as paypal } from "../../src/platforms/paypal/activity-csv.ts";
import { profile as shopify } from "../../src/platforms/shopify/orders-csv.ts";
import { profile as stripe } from "../../src/platforms/stripe/balance-csv.ts";
import { profile as mpesa } from "../../src/rails/mpesa/statement-csv.ts";
import type { FileProfile, RowReading } from "../../src/spec/file-profile.ts";
import { recordsOf, rowOf } from "../../src/spec/testing/row.ts";

const profiles = [
  gumroadSales,
  gumroadPayouts,
  etsyOrders,
  etsyItems,
  shopify,
  stripe,
  paypal,
  lemonSqueezy,
  kofi,
  mpesa,
];

const expected: Readonly<Record<string, string>> = {
  "gumroad/sales-2022.csv": "gumroad-sales",
  "gumroad/sales-2025.csv": "gumroad-sales",
  "gumroad/sales-2026.csv": "gumroad-sales",
  "gumroad/payout.csv": "gumroad-payout",
  "etsy/orders.csv": "etsy-orders",
  "etsy/items.csv": "etsy-items",
  "shopify/orders.csv": "shopify-orders",
  "stripe/history.csv": "stripe-balance",
  "stripe/report.csv": "stripe-balance",
  "paypal/activity-us.csv": "paypal-activity",
  "paypal/activity-de.csv": "paypal-activity",
  "paypal/statement.csv": "paypal-activity",
  "lemonsqueezy/api.csv": "lemonsqueezy-orders",
  "lemonsqueezy/export.csv": "lemonsqueezy-orders",
  "kofi/transactions.csv": "kofi-transactions",
  "mpesa/organisation.csv": "mpesa-statement",
  "mpesa/customer.csv": "mpesa-statement",
};
const folders = [...new Set(Object.keys(expected).map((name) => name.slice(0, name.indexOf("/"))))];
const fixtures = folders.flatMap((folder) =>
  readdirSync(new URL(`../fixtures/csv/${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".csv"))
    .map((file) => `${folder}/${file}`),
);

/** The records of a fixture, and where its header stands (below the preamble of a statement). */
function opened(name: string): { header: readonly string[]; rows: readonly (readonly string[])[] } {
  const text = readFileSync(new URL(`../fixtures/csv/${name}`, import.meta.url), "utf8");
  const records = recordsOf(text, name === "paypal/activity-de.csv" ? ";" : ",");
  const at = records.findIndex((record) => profiles.some((profile) => profile.recognise(record) > 0));
  return { header: records[at] ?? [], rows: records.slice(at + 1) };
}

function reader(profile: FileProfile, header: readonly string[]) {
  const read = profile.open({ header, currency: "USD", timeZone: "UTC", fileName: "file.csv", fileHash: "5eed" });
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe("recognising files", () => {
  it("has an expectation for every fixture", () => {
    expect(fixtures.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(fixtures)("knows %s by its header, and no other profile claims it", (name) => {
    const { header } = opened(name);
    const claims = profiles.filter((profile) => profile.recognise(header) > 0).map((profile) => profile.id);
    expect(claims).toEqual([expected[name]]);
  });

  it.each(fixtures)("knows %s also with columns in another order, in other case and with spaces around", (name) => {
    const header = [...opened(name).header].reverse().map((cell) => ` ${cell.toUpperCase()} `);
    const claims = profiles.filter((profile) => profile.recognise(header) > 0).map((profile) => profile.id);
    expect(claims).toEqual([expected[name]]);
  });

  it.each([
    [["Date", "Description", "Amount"]],
    [["Date", "Order", "Total", "Tax", "Status"]],
    [["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]],
    [[""]],
    [[]],
  ])("claims nothing of %j", (header) => {
    expect(profiles.filter((profile) => profile.recognise(header) > 0)).toEqual([]);
  });

  it("gives every profile its own id", () => {
    expect(new Set(profiles.map((profile) => profile.id)).size).toBe(profiles.length);
  });

  it.each(profiles.map((profile) => [profile.id, profile] as const))(
    "%s refuses a file without its columns, an unknown zone and an unknown currency in one sentence each",
    (id, profile) => {
      const name = fixtures.find((file) => expected[file] === id) ?? "";
      const context = {
        header: opened(name).header,
        currency: undefined,
        timeZone: "UTC",
        fileName: "f",
        fileHash: "h",
      };
      const wrong = [{ header: ["a", "b"] }, { timeZone: "Mars/Olympus" }, { currency: "XXX" }].map((change) =>
        profile.open({ ...context, ...change }),
      );
      for (const outcome of wrong)
        expect(outcome.ok ? "" : outcome.error).toMatch(/^(This file has no column|"[^"]+" is not a).*\.$/);
      expect(profile.open(context).ok).toBe(true);
    },
  );
});

describe("reading whole files", () => {
  it.each(fixtures)("understands every row of %s", (name) => {
    const profile = profiles.find((one) => one.id === expected[name]) as FileProfile;
    const { header, rows } = opened(name);
    const read = reader(profile, header);
    expect(
      rows.map((cells) => read.read(rowOf(header, cells))).filter((reading) => reading.kind === "refused"),
    ).toEqual([]);
  });

  it.each(fixtures)("passes over blank rows and repeated headers in %s", (name) => {
    const profile = profiles.find((one) => one.id === expected[name]) as FileProfile;
    const { header } = opened(name);
    const read = reader(profile, header);
    expect(
      read.read(
        rowOf(
          header,
          header.map(() => ""),
        ),
      ),
    ).toEqual({ kind: "not-data", what: "blank" });
    expect(read.read(rowOf(header, header))).toEqual({ kind: "not-data", what: "header" });
  });

  it.each(fixtures)("says the same of %s each time it is read", (name) => {
    const profile = profiles.find((one) => one.id === expected[name]) as FileProfile;
    const { header, rows } = opened(name);
    const all = () => {
      const read = reader(profile, header);
      return [rows.map((cells) => read.read(rowOf(header, cells))), read.finish?.()];
    };
    expect(all()).toEqual(all());
  });
});

describe("any row at all", () => {
  const plausible = fc.oneof(
    fc.constantFrom(
      "",
      "0",
      "1",
      "-1.5",
      "12.345",
      "1,250.00",
      "1.250,00",
      "-0.0",
      "9007199254740991",
      "-90071992547409.91",
      "USD",
      "jpy",
      "EUR",
      "KWD",
    ),
    fc.constantFrom(
      "2026-01-05",
      "01/05/26",
      "05.01.2026 10:00",
      "2026-11-12 17:41:08 UTC",
      "24:00",
      "PST",
      "Europe/London",
      "T1107",
      "Totals",
      "Subtotal — x",
    ),
    fc.constantFrom(
      "Sale",
      "Full Refund",
      "Partial Refund",
      "Chargeback",
      "Credit",
      "charge",
      "refund",
      "adjustment",
      "dispute",
      "payout",
      "Pay Bill Charge",
      "Reversal",
      "General Currency Conversion",
      "Memo",
      "paid",
      "refunded",
    ),
    fc.constantFrom(
      "someone@example.com",
      "__proto__",
      "constructor",
      "\u0000",
      "\ud800",
      "\u202eabc",
      "ch_123456",
      "po_1",
      "'-5.00",
      "=1+1",
      "x".repeat(300),
    ),
    fc.string({ unit: "binary", maxLength: 30 }),
  );

  it.each(profiles.map((profile) => [profile.id, profile] as const))(
    "%s reads or refuses, and never throws",
    (id, profile) => {
      const headers = fixtures.filter((file) => expected[file] === id).map((file) => opened(file));
      fc.assert(
        fc.property(
          fc.constantFrom(...headers),
          fc.infiniteStream(plausible),
          fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
          ({ header, rows }, noise, dice) => {
            const read = reader(profile, header);
            for (const good of rows.slice(0, 4)) {
              const cells = header.map((_, i) =>
                dice.next().value === 0 ? String(noise.next().value) : (good[i] ?? ""),
              );
              check(read.read(rowOf(header, cells)));
            }
            for (const sighting of read.finish?.() ?? []) checkSighting(sighting);
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  function check(reading: RowReading): void {
    if (reading.kind === "refused") {
      expect(reading.reason).not.toContain("@");
      expect(reading.reason).toMatch(/^\S[^\n]{3,300}$/);
    }
    if (reading.kind === "sightings") for (const sighting of reading.sightings) checkSighting(sighting);
  }

  function checkSighting(sighting: Sighting): void {
    expect(sighting.id).not.toBe("");
    expect(sighting.id.length).toBeLessThanOrEqual(limits.objectIdLengthMax);
    const amounts = Object.values(sighting).filter((value) => typeof value === "bigint");
    for (const amount of amounts) expect(amount < 0n ? -amount : amount).toBeLessThanOrEqual(limits.amountMinorMax);
    expect(Object.values(sighting)).not.toContain(undefined);
    if (sighting.kind === "sale") {
      for (const refund of sighting.refunds ?? []) expect(refund.amount).toBeGreaterThanOrEqual(0n);
      const parts = (sighting.shipping ?? 0n) + (sighting.tax ?? 0n);
      if (parts > 0n) expect(parts).toBeLessThanOrEqual(sighting.gross ?? 0n);
      expect(JSON.stringify(sighting.notes ?? {})).not.toContain("@");
    }
  }
});
