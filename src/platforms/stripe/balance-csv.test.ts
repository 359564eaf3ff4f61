import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./balance-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/stripe/${name}`, import.meta.url), "utf8");
const header = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description";
const told = (row: string) => readWith(profile, `${header}\n${row}\n`).rows.map(tell)[0];

/** What a sighting moves on the balance, refunds and disputes of a charge of `gross` included. */
function effect(sighting: Sighting, gross: bigint): bigint {
  if (sighting.kind === "charge") return -(sighting.amount ?? 0n);
  if (sighting.kind === "payout")
    return sighting.status === "returned" ? (sighting.amount ?? 0n) : -(sighting.amount ?? 0n);
  if (sighting.kind === "adjustment") return sighting.amount ?? 0n;
  if (sighting.kind === "conversion") return 0n;
  const given = (sighting.refunds ?? []).reduce((sum, refund) => sum + refund.amount - (refund.feeReturned ?? 0n), 0n);
  const held = sighting.dispute === "open" ? -gross : sighting.dispute === "won" ? gross : 0n;
  return (sighting.gross ?? 0n) - (sighting.fees?.processing ?? 0n) - given + held - (sighting.disputeFee ?? 0n);
}

describe("the Stripe balance files", () => {
  it("reads the dashboard's history", () => {
    expect(readWith(profile, fixture("history.csv")).rows.map(tell)).toEqual([
      "sale ch_A0001 USD gross=3000 at=2026-04-23T21:56:00 fees.processing=117 notes.type=charge",
      "sale py_A0002 USD gross=125000 at=2026-04-24T08:00:00 fees.processing=1030 notes.type=payment",
      "sale re_A0003 USD gross=-3000 at=2026-04-25T09:00:00 nature=refund notes.type=refund",
      "sale ch_A0004 USD refunds=[id=txn_A0004 amount=500 at=2026-04-25T10:00:00 feeReturned=15]",
      "sale ch_A0001xyz USD dispute=open disputedAmount=3000 disputedAt=2026-04-26T11:00:00 disputeFee=1500",
      "sale ch_A0001xyz USD dispute=won disputedAt=2026-05-20T11:00:00\ncharge txn_A0006/fee USD amount=-1500 at=2026-05-20T11:00:00 feeKind=dispute",
      "adjustment txn_A0007 USD amount=200 at=2026-05-21T11:00:00 reason=correction notes.type=adjustment",
      "charge txn_A0008 USD amount=210 at=2026-05-22 feeKind=platform notes.type=stripe_fee",
      "payout po_A1 USD amount=10000 at=2026-05-23 status=completed",
      "payout po_A2 USD amount=5000 at=2026-05-24 status=completed\ncharge txn_A0010/fee USD amount=50 at=2026-05-24 feeKind=payout",
      "payout po_A1 USD amount=10000 at=2026-05-26 status=returned",
      "adjustment txn_A0012 USD amount=-1000 at=2026-05-27 reason=reserve-hold notes.type=reserve_transaction",
      "adjustment txn_A0013 USD amount=1000 at=2026-06-27 reason=reserve-release notes.type=reserve_transaction",
      "adjustment txn_A0014 USD amount=20000 at=2026-06-28 reason=own-funds notes.type=topup",
      "adjustment txn_A0015 USD amount=-4000 at=2026-06-29 reason=payment notes.type=transfer",
      "adjustment txn_A0016 USD amount=-100 at=2026-06-30 reason=unexplained notes.type=moon_tax\ncharge txn_A0016/fee USD amount=5 at=2026-06-30 feeKind=platform",
    ]);
  });

  it("reads the itemised report, where charges are named and a yen has no cents", () => {
    expect(readWith(profile, fixture("report.csv")).rows.map(tell)).toEqual([
      "sale ch_B0001 EUR gross=10000 at=2026-02-01T09:00:00 fees.processing=320 notes.type=charge",
      "sale ch_B0002 JPY gross=5000 at=2026-02-01T10:00:00 fees.processing=180 notes.type=charge",
      "sale ch_B0001 EUR refunds=[id=re_B0003 amount=2000 at=2026-02-02T10:00:00]",
      "sale ch_B0001 EUR dispute=open disputedAmount=8000 disputedAt=2026-02-03T10:00:00 disputeFee=2000",
      "sale ch_B0001 EUR dispute=won disputedAt=2026-03-03T10:00:00\ncharge txn_B0005/fee EUR amount=-2000 at=2026-03-03T10:00:00 feeKind=dispute",
      "charge txn_B0006 EUR amount=150 at=2026-03-04T10:00:00 feeKind=platform notes.type=fee",
      "payout po_B1 EUR amount=6000 at=2026-03-05T10:00:00 status=completed",
      "payout po_B1 EUR amount=6000 at=2026-03-06T10:00:00 status=returned",
    ]);
  });

  it.each(["history.csv", "report.csv"])("moves with every row of %s what its net says", (name) => {
    const text = fixture(name);
    const records = text.trim().split("\n").slice(1);
    readWith(profile, text).rows.forEach((row, i) => {
      const record = (records[i] ?? "").replace(/"([0-9]+),([0-9.]+)"/g, "$1$2").split(",");
      const net = record[name === "history.csv" ? 7 : 6] ?? "";
      const gross = record[name === "history.csv" ? 3 : 4] ?? "";
      const minor = (cell: string) => BigInt(record.includes("jpy") ? cell : cell.replace(".", ""));
      const size = minor(gross.replace("-", ""));
      const moved =
        row.kind === "sightings"
          ? row.sightings.reduce((sum, sighting) => sum + effect(sighting, size), 0n)
          : undefined;
      expect(moved).toBe(minor(net));
    });
  });

  it.each([
    [
      "a charge without a source is named by its balance transaction",
      "txn_1,charge,,10.00,0.59,9.41,usd,2026-01-01 10:00,,",
      "sale txn_1 USD gross=1000 at=2026-01-01T10:00:00 fees.processing=59 notes.type=charge",
    ],
    [
      "a yen amount with zero decimals",
      "txn_1,charge,ch_1,5000.00,0,5000,jpy,2026-01-01 10:00,,",
      "sale ch_1 JPY gross=5000 at=2026-01-01T10:00:00 fees.processing=0 notes.type=charge",
    ],
    [
      "a dinar has three decimals",
      "txn_1,charge,ch_1,5.125,0.125,5.000,KWD,2026-01-01 10:00,,",
      "sale ch_1 KWD gross=5125 at=2026-01-01T10:00:00 fees.processing=125 notes.type=charge",
    ],
    [
      "a refund that failed comes back",
      "txn_1,refund_failure,re_1,10.00,0.00,10.00,usd,2026-01-01 10:00,,",
      "adjustment txn_1 USD amount=1000 at=2026-01-01T10:00:00 reason=correction notes.type=refund_failure",
    ],
    [
      "a dispute whose charge is not named waits for a person",
      "txn_1,adjustment,du_1,-10.00,15.00,-25.00,usd,2026-01-01 10:00,,Chargeback withdrawal",
      "adjustment txn_1 USD amount=-1000 at=2026-01-01T10:00:00 reason=unexplained notes.type=adjustment\ncharge txn_1/fee USD amount=1500 at=2026-01-01T10:00:00 feeKind=dispute",
    ],
    [
      "an old transfer to the owner's bank is a payout",
      "txn_1,transfer,tr_1,-10.00,0.00,-10.00,usd,2015-01-01 10:00,,STRIPE TRANSFER",
      "payout tr_1 USD amount=1000 at=2015-01-01T10:00:00 status=completed",
    ],
    [
      "a payout that came back without a name waits for a person",
      "txn_1,payout_cancel,,10.00,0.00,10.00,usd,2026-01-01 10:00,,",
      "adjustment txn_1 USD amount=1000 at=2026-01-01T10:00:00 reason=unexplained notes.type=payout_cancel",
    ],
    [
      "a refund that costs a fee",
      "txn_1,refund,ch_1,-10.00,0.30,-10.30,usd,2026-01-01 10:00,,",
      "sale ch_1 USD refunds=[id=txn_1 amount=1000 at=2026-01-01T10:00:00]\ncharge txn_1/fee USD amount=30 at=2026-01-01T10:00:00 feeKind=processing",
    ],
    [
      "tax on fees is a fee",
      "txn_1,tax_fee,,-0.40,0.00,-0.40,usd,2026-01-01 10:00,,",
      "charge txn_1 USD amount=40 at=2026-01-01T10:00:00 feeKind=platform notes.type=tax_fee",
    ],
    [
      "a type that is the name of something every object has",
      "txn_1,constructor,,1.00,0.00,1.00,usd,2026-01-01 10:00,,",
      "adjustment txn_1 USD amount=100 at=2026-01-01T10:00:00 reason=unexplained notes.type=constructor",
    ],
  ])("reads %s", (_, row, expected) => {
    expect(told(row)).toBe(expected);
  });

  it.each([
    ["txn_1,charge,ch_1,10.00,0.59,9.40,usd,2026-01-01 10:00,,", "Net is not Amount less Fee"],
    [
      "txn_1,charge,ch_1,10.005,0.00,10.005,usd,2026-01-01 10:00,,",
      `"10.005" in Amount has more decimals than USD has`,
    ],
    ["txn_1,charge,ch_1,10.50,0.00,10.50,jpy,2026-01-01 10:00,,", `"10.50" in Amount has more decimals than JPY has`],
    ["txn_1,charge,ch_1,,0.00,10.50,usd,2026-01-01 10:00,,", "Amount is empty"],
    ["txn_1,charge,ch_1,10.50,0.00,,usd,2026-01-01 10:00,,", "Net is empty"],
    [
      "txn_1,charge,ch_1,10.50,0.00,10.50,doge,2026-01-01 10:00,,",
      `"doge" in Currency is not a currency the books know`,
    ],
    ["txn_1,charge,ch_1,10.50,0.00,10.50,,2026-01-01 10:00,,", "Currency is empty"],
    ["txn_1,,ch_1,10.50,0.00,10.50,usd,2026-01-01 10:00,,", "Type is empty"],
    [",charge,ch_1,10.50,0.00,10.50,usd,2026-01-01 10:00,,", "id is empty"],
    ["txn_1,charge,ch_1,10.50,0.00,10.50,usd,,,", "Created (UTC) is empty"],
    [
      "txn_1,charge,ch_1,10.50,0.00,10.50,usd,1767261600,,",
      `"1767261600" in Created (UTC) is not a time: it is not written in a form that is expected here`,
    ],
    [
      "txn_1,charge,ch_1,NaN,0.00,10.50,usd,2026-01-01 10:00,,",
      `"NaN" in Amount is not an amount: it is not written as a plain decimal number`,
    ],
    [
      "txn_1,stripe_fee,,-90071992547409.90,10.00,-90071992547419.90,usd,2026-01-01 10:00,,",
      `"-90071992547419.90" in Net is not an amount: it is larger than the books can hold (2^53 − 1 minor units)`,
    ],
  ])("refuses %s", (row, clause) => {
    expect(told(row)).toBe(`refused: ${clause}`);
  });

  it("reads a report in the owner's zone when its columns do not say UTC", () => {
    const text =
      "balance_transaction_id,created,currency,gross,fee,net,reporting_category\ntxn_1,2026-01-01 10:00:00,aud,10.00,0.00,10.00,charge\n";
    expect(readWith(profile, text, { timeZone: "Australia/Brisbane" }).rows.map(tell)[0]).toContain(
      " at=2026-01-01 fees",
    );
  });
});
