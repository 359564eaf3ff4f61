import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./activity-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/paypal/${name}`, import.meta.url), "utf8");
const usual = {
  Date: "01/13/2026",
  Time: "10:00:00",
  TimeZone: "PST",
  Name: "",
  Type: "General Payment",
  Status: "Completed",
  Currency: "USD",
  Gross: "10.00",
  Fee: "-0.59",
  Net: "9.41",
  "Transaction ID": "T1",
  "Reference Txn ID": "",
  "Balance Impact": "Credit",
  "Transaction Event Code": "",
};

/** A file of one or several rows that differ from a usual payment. */
function read(...rows: readonly Partial<typeof usual>[]) {
  const names = Object.keys(usual) as (keyof typeof usual)[];
  const lines = rows.map((row) => names.map((name) => `"${{ ...usual, ...row }[name]}"`).join(","));
  return readWith(profile, `${names.join(",")}\n${lines.join("\n")}\n`);
}
const told = (...rows: readonly Partial<typeof usual>[]) => read(...rows).rows.map(tell);
const out = { Gross: "-10.00", Fee: "0.00", Net: "-10.00" };
const into = { Gross: "10.00", Fee: "0.00", Net: "10.00" };

describe("the PayPal activity file", () => {
  it("reads an English file", () => {
    expect(readWith(profile, fixture("activity-us.csv")).rows.map(tell)).toEqual([
      "sale 1AA11111AA111111A USD at=2026-01-05T18:15:00 status=completed notes.type=Express Checkout Payment notes.invoice=INV-7 gross=110000 fees.processing=3889 tax=8000 product.id=LC-1 product.name=Lettering Course quantity=1 country=US buyer.email=ann@example.com buyer.name=Ann Poe",
      "nothing",
      "sale 1AA11111AA111111A USD refunds=[id=2BB22222BB222222B amount=10000 at=2026-01-06T19:00:00 feeReturned=349]",
      "nothing",
      "sale 3DD33333DD333333D USD at=2026-01-07T20:30:00 status=pending notes.type=Subscription Payment gross=800 fees.processing=77 buyer.email=bo@example.com buyer.name=Bo Lee",
      "adjustment 4DD44444DD444444D USD at=2026-01-08T17:00:00 status=completed notes.type=PreApproved Payment Bill User Payment amount=-1200 reason=payment",
      "adjustment 5EE55555EE555555E/hold USD at=2026-01-09T17:00:00 status=completed notes.type=Account Hold for Open Authorization amount=-2000 reason=reserve-hold",
      "adjustment 6FF66666FF666666F/hold USD at=2026-01-10T17:00:00 status=completed notes.type=Reversal of General Account Hold amount=2000 reason=reserve-release",
      "conversion 9XX99999XX999999X at=2026-01-11T17:00:00 status=completed from.currency=USD from.amount=10800",
      "conversion 9XX99999XX999999X at=2026-01-11T17:00:00 status=completed to.currency=EUR to.amount=10000",
      "payout 9II99999II999999I USD at=2026-01-12T17:00:00 status=completed notes.type=User Initiated Withdrawal amount=50000",
      "adjustment 1JJ11111JJ111111J USD at=2026-01-13T17:00:00 status=completed notes.type=Bank Deposit to PP Account amount=5000 reason=own-funds",
      "sale 1AA11111AA111111A USD dispute=open disputedAt=2026-01-14T17:00:00 disputedAmount=100000",
      "charge 3LL33333LL333333L USD at=2026-01-14T17:00:00 status=completed notes.type=Chargeback Fee amount=2000 feeKind=dispute",
      "adjustment 4MM44444MM444444M USD at=2026-01-15T17:00:00 status=completed notes.type=Mystery Movement amount=-300 reason=unexplained",
      "sale 5NN55555NN555555N USD at=2026-01-16T17:00:00 status=failed notes.type=General Payment gross=1000 fees.processing=0 buyer.email=cy@example.com buyer.name=Cy Poe",
      "conversion 8YY88888YY888888Y at=2026-01-17T17:00:00 status=completed from.currency=USD from.amount=5400",
    ]);
  });

  it("reads a German file with decimal commas, day first", () => {
    expect(readWith(profile, fixture("activity-de.csv"), { separator: ";" }).rows.map(tell)).toEqual([
      "sale 1AB11111AB111111A EUR at=2026-01-07T09:12:00 status=completed notes.type=PayPal Express-Zahlung gross=123450 fees.processing=3709 product.id=Kalender product.name=Kalender country=DE buyer.email=lena@example.de buyer.name=Lena Brandt",
      "nothing",
      "sale 1AB11111AB111111A EUR refunds=[id=2BC22222BC222222B amount=3450 at=2026-01-08T08:00:00]",
      "payout 3CD33333CD333333C EUR at=2026-01-09T08:00:00 status=completed notes.type=Allgemeine Abbuchung amount=100000",
      "conversion 7ZZ77777ZZ777777Z at=2026-01-10T08:00:00 status=completed from.currency=USD from.amount=1200",
      "conversion 7ZZ77777ZZ777777Z at=2026-01-10T08:00:00 status=completed to.currency=EUR to.amount=1091",
      "adjustment 6FG66666FG666666F EUR at=2026-01-11T08:00:00 status=completed notes.type=Bankgutschrift auf PayPal-Konto amount=2490 reason=own-funds",
      "adjustment 7GH77777GH777777G/hold EUR at=2026-01-12T08:00:00 status=pending notes.type=Einbehaltung für offene Autorisierung amount=-500 reason=reserve-hold",
    ]);
  });

  it("reads the monthly statement, which has no status, also with decimal commas under an English header", () => {
    expect(readWith(profile, fixture("statement.csv")).rows.map(tell)).toEqual([
      "sale 9AS11111AS111111A USD at=2026-01-02T18:40:56 status=completed notes.type=General Payment gross=700 fees.processing=73 buyer.email=bo@example.com buyer.name=Bo Lee",
      "sale 9AS22222AS222222A GBP at=2026-01-13T10:40:56 status=completed notes.type=Website Payment gross=1250 fees.processing=66 buyer.email=cy@example.co.uk buyer.name=Cy Poe",
    ]);
  });

  it.each([
    ["month first in the United States", { Date: "02/03/2026", TimeZone: "PST" }, "at=2026-02-03T18:00:00"],
    ["day first elsewhere", { Date: "02/03/2026", TimeZone: "GMT" }, "at=2026-03-02T10:00:00"],
    ["a named zone", { Date: "02/03/2026", TimeZone: "America/New_York" }, "at=2026-02-03T15:00:00"],
    ["a day that can only be a day", { Date: "25/03/2026", TimeZone: "PST" }, "at=2026-03-25T18:00:00"],
    ["year first", { Date: "2026-03-02", TimeZone: "CET" }, "at=2026-03-02T09:00:00"],
    ["summer time", { Date: "02/07/2026", TimeZone: "CEST" }, "at=2026-07-02T08:00:00"],
  ])("reads dates: %s", (_, row, expected) => {
    expect(told(row)[0]).toContain(expected);
  });

  it.each([
    ["memo rows move nothing", { "Balance Impact": "Memo" }, "nothing"],
    ["items of a payment are told by the payment", { Type: "Shopping Cart Item" }, "nothing"],
    ["an authorisation is no payment yet", { Type: "Authorization", "Balance Impact": "" }, "nothing"],
    ["an authorisation that moved the balance waits for a person", { ...into, Type: "Order" }, "reason=unexplained"],
    [
      "the event code counts more than a text in another language",
      { Type: "Pago exprés", "Transaction Event Code": "T0006" },
      "sale T1 USD",
    ],
    ["a type that nobody knows waits for a person", { ...into, Type: "Pago exprés" }, "reason=unexplained"],
    ["a reserve is a hold", { ...out, Type: "Reserve Hold" }, "reason=reserve-hold"],
    ["a release is no payment", { ...into, Type: "Payment Release" }, "reason=reserve-release"],
    ["a refund of what the seller had paid", { ...into, Type: "Payment Refund" }, "amount=1000 reason=payment"],
    [
      "a refund whose payment is not named stands by itself",
      { ...out, Type: "Payment Refund" },
      "gross=-1000 nature=refund",
    ],
    [
      "a reversal of a named payment",
      { ...out, Type: "Payment Reversal", "Reference Txn ID": "T0" },
      "sale T0 USD refunds=[id=T1 amount=1000",
    ],
    [
      "a chargeback that is won",
      { ...into, Type: "Chargeback Reversal", "Reference Txn ID": "T0" },
      "sale T0 USD dispute=won",
    ],
    [
      "a withdrawal that came back",
      { ...into, Type: "General Withdrawal", "Reference Txn ID": "T0" },
      "payout T0 USD amount=1000 at=2026-01-13T18:00:00 status=returned",
    ],
    [
      "a withdrawal with a fee",
      { Gross: "-10.00", Fee: "-0.25", Net: "-10.25", Type: "General Withdrawal" },
      "charge T1/fee USD at=2026-01-13T18:00:00 status=completed notes.type=General Withdrawal amount=25 feeKind=payout",
    ],
    ["a fee by itself", { ...out, Type: "Account Fee" }, "amount=1000 feeKind=processing"],
    ["yen have no decimals", { Currency: "JPY", Gross: "1,000", Fee: "-40", Net: "960" }, "sale T1 JPY"],
  ])("%s", (_, row, expected) => {
    expect(told(row)[0]).toContain(expected);
  });

  it("tells a hold and a payment of one transaction id apart", () => {
    const ids = read({ ...out, Type: "Payment Hold" }, { ...out, Type: "Mass Payment" }).rows.flatMap((row) =>
      row.kind === "sightings" ? row.sightings.map((sighting) => sighting.id) : [],
    );
    expect(ids).toEqual(["T1/hold", "T1"]);
  });

  it("gives both halves of a conversion one name, whatever lies between them", () => {
    const half = (gross: string, currency: string, reference: string) => ({
      Type: "General Currency Conversion",
      Fee: "0.00",
      Gross: gross,
      Net: gross,
      Currency: currency,
      "Reference Txn ID": reference,
    });
    const rows = [
      half("-10.00", "USD", "R1"),
      half("-20.00", "USD", "R2"),
      half("18.00", "EUR", "R2"),
      half("9.00", "EUR", "R1"),
    ];
    expect(told(...rows, half("-5.00", "USD", "R1"), half("0.00", "EUR", "R3"))).toEqual([
      "conversion R1 at=2026-01-13T18:00:00 status=completed from.currency=USD from.amount=1000",
      "conversion R2 at=2026-01-13T18:00:00 status=completed from.currency=USD from.amount=2000",
      "conversion R2 at=2026-01-13T18:00:00 status=completed to.currency=EUR to.amount=1800",
      "conversion R1 at=2026-01-13T18:00:00 status=completed to.currency=EUR to.amount=900",
      "conversion R1/2 at=2026-01-13T18:00:00 status=completed from.currency=USD from.amount=500",
      "nothing",
    ]);
  });

  it("lets one row that proves the order of day and month speak for the whole file", () => {
    const rows = [{ Date: "02/03/2026", TimeZone: "PST" }];
    const sample = [["25/03/2026"]];
    const names = Object.keys(usual).join(",");
    const cells = Object.values({ ...usual, ...rows[0] }).map((cell) => `"${cell}"`);
    expect(readWith(profile, `${names}\n${cells.join(",")}\n`, { sample }).rows.map(tell)[0]).toContain(
      "at=2026-03-02T18:00:00",
    );
  });

  it.each([
    [{ Net: "9.40" }, "Net is not Gross with Fee taken off"],
    [{ Gross: "10.001" }, `"10.001" in Gross has more decimals than USD has`],
    [{ Gross: "" }, "Gross is empty"],
    [{ Net: "" }, "Net is empty"],
    [{ Fee: "none" }, `"none" in Fee is not an amount: it is not written as a plain decimal number`],
    [{ Currency: "BTC" }, `"BTC" in Currency is not a currency the books know`],
    [{ Currency: "" }, "Currency is empty"],
    [{ "Transaction ID": "" }, "Transaction ID is empty"],
    [{ Date: "" }, "Date is empty"],
    [{ Date: "31/02/2026" }, `"31/02/2026 10:00:00 PST" in Date is not a time: the calendar has no such date`],
    [
      { Date: "2026-01-13", TimeZone: "XYZT" },
      `"2026-01-13 10:00:00 XYZT" in Date is not a time: "XYZT" is not a time zone known here`,
    ],
    [
      { Date: "02/03/2026", TimeZone: "" },
      `"02/03/2026 10:00:00" in Date is not a time: it could be day first or month first`,
    ],
  ])("refuses %o", (row, clause) => {
    expect(told(row)).toEqual([`refused: ${clause}`]);
  });
});
