import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { readWith } from "../../spec/testing/row.ts";
import { tell, tellSighting } from "../../spec/testing/tell.ts";
import { profile } from "./payouts-csv.ts";

const text = readFileSync(new URL("../../../test/fixtures/csv/gumroad/payout.csv", import.meta.url), "utf8");
const header = text.slice(0, text.indexOf("\n"));
const read = (rows: string) => readWith(profile, `${header}\n${rows}\n`);
const told = (rows: string) => read(rows).rows.map(tell);
const atEnd = (rows: string) => read(rows).atEnd.map((sighting) => tellSighting(sighting as Sighting));

/** What the sightings of one row move on the Gumroad balance. */
function effect(sighting: Sighting): bigint {
  if (sighting.kind === "charge" || sighting.kind === "payout") return -(sighting.amount ?? 0n);
  if (sighting.kind === "adjustment") return sighting.amount ?? 0n;
  if (sighting.kind === "conversion") return 0n;
  const given = (sighting.refunds ?? []).reduce((sum, refund) => sum + refund.amount - (refund.feeReturned ?? 0n), 0n);
  if (sighting.dispute === "won") return sighting.disputeCredit ?? 0n;
  if (sighting.dispute) return (sighting.disputeFeeReturned ?? 0n) - (sighting.disputedAmount ?? 0n);
  return (sighting.gross ?? 0n) - (sighting.fees?.platform ?? 0n) - given;
}

describe("the Gumroad payout file", () => {
  it("reads each type of row for what it does to the balance", () => {
    expect(readWith(profile, text).rows.map(tell)).toEqual([
      "sale Q0xNb3BhbC1zYWxlLTAwMQ== USD gross=2900 dayAt=2026-11-02 fees.platform=454 buyer.email=ines.okafor@example.net buyer.name=Ines Okafor notes.item=Linen Grid Planner",
      "sale ZnVsbC1yZWZ1bmQtMDAwMDY= USD gross=2900 dayAt=2026-11-02 fees.platform=454 buyer.email=noor@example.ae buyer.name=Noor Aziz notes.item=Linen Grid Planner",
      "sale YmlnLXNhbGUtMDAwMDAwMDE= USD gross=19900 dayAt=2026-11-02 fees.platform=2647 buyer.email=bo@example.com buyer.name=Bo Lee notes.item=Lettering Course",
      "sale ZnVsbC1yZWZ1bmQtMDAwMDY= USD refunds=[id=full-refund/2026-11-03/2900 toldIn=file/5eed5eed amount=2900 at=2026-11-03 feeReturned=340 partnersReturned=rest]",
      "sale cGFydGlhbC1zYWxlLTAwMDU= USD refunds=[id=partial-refund/2026-11-04/950 toldIn=file/5eed5eed amount=950 at=2026-11-04 feeReturned=110]",
      "sale ZGlzcHV0ZS1vcGVuLTAwMDc= USD dispute=open disputedAmount=2900 disputeReturnsPartners=true disputedAt=2026-11-05 disputeFeeReturned=454",
      "nothing",
      "adjustment credit/2026-11-05/250 USD dayAt=2026-11-05 amount=250 reason=correction notes.type=Credit",
      "sale ZGlzcHV0ZS13b24tMDAwMDg= USD dispute=won disputeCredit=2446 disputedAt=2026-11-05",
      "sale cGF5cGFsLTAwMDAwMDAwMTM= USD gross=2900 dayAt=2026-11-05 fees.platform=340 buyer.email=pia@example.es buyer.name=Pia Pal notes.item=Linen Grid Planner",
      "sale cGF5cGFsLTAwMDAwMDAwMTM= USD refunds=[id=paypal-refund/2026-11-05/1000 toldIn=file/5eed5eed amount=1000 at=2026-11-05 feeReturned=117]",
      "payout paypal-payouts/2026-11-06/-1677 USD notes.to=PayPal, directly dayAt=2026-11-06 amount=1677 status=completed",
      "charge payout-fee/2026-11-06/-60 USD dayAt=2026-11-06 amount=60 feeKind=payout",
      "adjustment technical-adjustment/2026-11-06/1 USD dayAt=2026-11-06 amount=1 reason=correction notes.type=Technical Adjustment",
      "not data: totals",
      "not data: totals",
      "not data: totals",
    ]);
  });

  it("makes the payout of the rows, and leaves nothing of them on the balance", () => {
    const { rows, atEnd: end } = readWith(profile, text);
    expect(end.map((sighting) => tellSighting(sighting as Sighting))).toEqual([
      "payout payout/2026-11-06/18356/Q0xNb3BhbC1zYWxlLTAwMQ== USD dayAt=2026-11-06 amount=18356 status=completed",
    ]);
    // What was taken for partners is booked with the sales they brought, which other files tell.
    const partners = 580n;
    const sightings = rows.flatMap((row) => (row.kind === "sightings" ? row.sightings : []));
    expect([...sightings, ...(end as Sighting[])].reduce((sum, sighting) => sum + effect(sighting), 0n)).toBe(partners);
  });

  it("names the payout the same when the file was saved again under another name or layout", () => {
    const withoutSubtotals = text
      .split("\n")
      .filter((line) => !/^"?Subtotal/.test(line))
      .join("\n");
    expect(readWith(profile, withoutSubtotals, { fileHash: "other", fileName: "copy.csv" }).atEnd).toEqual(
      readWith(profile, text).atEnd,
    );
  });

  it("refuses a Totals row that the rows do not add up to, and then tells no payout", () => {
    const rows = "Sale,2026-11-02,p1,Planner,,,0.0,0.0,29.0,4.54,24.46\nTotals,,,,,,0.0,0.0,29.0,4.54,99.0";
    expect(told(rows)[1]).toBe("refused: Totals says 99.00 in Net Total ($), but the rows above it add up to 24.46");
    expect(atEnd(rows)).toEqual([]);
  });

  it("tells no payout when the Totals row is missing, for the file may have been cut", () => {
    expect(atEnd("Sale,2026-11-02,p1,Planner,,,0.0,0.0,29.0,4.54,24.46")).toEqual([]);
  });

  it("tells no payout when a row was refused, even if the rest adds up", () => {
    expect(atEnd("Sale,2026-11-02,p1,Planner,,,0.0,0.0,x,4.54,24.46\nTotals,,,,,,,,,,0.0")).toEqual([]);
  });

  it("takes what comes in for partners after a whole sale was paid back for their parts of it", () => {
    const rows =
      "Full Refund,2026-11-04,p1,Planner,,,0.0,0.0,-29.0,-3.4,-25.6\nAffiliate Credit,2026-11-04,,,,,,,2.9,,2.9";
    expect(told(rows)).toEqual([
      "sale p1 USD refunds=[id=full-refund/2026-11-04/2900 toldIn=file/5eed5eed amount=2900 at=2026-11-04 feeReturned=340 partnersReturned=rest]",
      "nothing",
    ]);
  });

  it("keeps two equal refunds of one day apart", () => {
    const twice = "Partial Refund,2026-11-04,p1,Planner,,,-0.0,-0.0,-5.0,-0.5,-4.5";
    expect(told(`${twice}\n${twice}`)).toEqual([
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/500 toldIn=file/5eed5eed amount=500 at=2026-11-04 feeReturned=50]",
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/500/2 toldIn=file/5eed5eed amount=500 at=2026-11-04 feeReturned=50]",
    ]);
  });

  it.each([
    [
      "a type nobody knows waits for a person",
      "Moon Tax,2026-11-04,,,,,,,,,-1.5",
      "adjustment moon-tax/2026-11-04/-150 USD dayAt=2026-11-04 amount=-150 reason=unexplained notes.type=Moon Tax",
    ],
    [
      "an affiliate's earnings are a credit",
      "Affiliate Credit,2026-11-04,,,,,,,3.0,,3.0",
      "adjustment affiliate-credit/2026-11-04/300 USD dayAt=2026-11-04 amount=300 reason=correction notes.type=Affiliate Credit",
    ],
    [
      "what comes back of a partner's part is a credit",
      "PayPal Connect Affiliate Fees,2026-11-04,,,,,,,3.0,,3.0",
      "adjustment paypal-connect-affiliate-fees/2026-11-04/300 USD dayAt=2026-11-04 amount=300 reason=correction notes.type=PayPal Connect Affiliate Fees",
    ],
    [
      "partners' parts are in the sales they brought",
      "Stripe Connect Affiliate Fees,2026-11-04,,,,,,,-3.0,,-3.0",
      "nothing",
    ],
    [
      "a credit taken back by name of a sale waits for a person",
      "Credit,2026-11-04,p1,,,,,,-3.0,,-3.0",
      "adjustment credit/2026-11-04/p1/-300 USD dayAt=2026-11-04 amount=-300 reason=unexplained notes.type=Credit notes.purchase=p1",
    ],
    [
      "a chargeback of which no fee came back",
      "Chargeback,2026-11-04,p1,Planner,,,-0.0,-0.0,-10.0,0.0,-10.0",
      "sale p1 USD dispute=open disputedAmount=1000 disputeReturnsPartners=true disputedAt=2026-11-04",
    ],
    [
      "the seller's tax in a partial refund is told",
      "Partial Refund,2026-11-04,p1,Planner,,,-0.8,-0.0,-10.8,-1.0,-9.8",
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/1080 toldIn=file/5eed5eed amount=1080 at=2026-11-04 tax=80 feeReturned=100]",
    ],
    [
      "what the net of a partial refund has beyond price and fee is a partner's part that came back",
      "Partial Refund,2026-11-04,p1,Planner,,,-0.0,-0.0,-10.0,-1.0,-8.5",
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/1000 toldIn=file/5eed5eed amount=1000 at=2026-11-04 feeReturned=100 partnersReturned=50]",
    ],
    [
      "a fee kept on top of a refund is a fee",
      "Partial Refund,2026-11-04,p1,Planner,,,-0.0,-0.0,-1.0,0.2,-1.2",
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/100 toldIn=file/5eed5eed amount=100 at=2026-11-04 feeReturned=-20]",
    ],
    [
      "what its net lacks waits for a person",
      "Partial Refund,2026-11-04,p1,Planner,,,-0.0,-0.0,-10.0,-1.0,-9.5",
      "sale p1 USD refunds=[id=partial-refund/2026-11-04/1000 toldIn=file/5eed5eed amount=1000 at=2026-11-04 feeReturned=100]\nadjustment p1/partial-refund/2026-11-04/1000 USD dayAt=2026-11-04 amount=-50 reason=unexplained notes.type=Partial Refund",
    ],
  ])("%s", (_, rows, expected) => {
    expect(told(rows)).toEqual([expected]);
  });

  it.each([
    ["Sale,2026-11-02,,Planner,,,0.0,0.0,29.0,4.54,24.46", "Purchase ID of a Sale is empty"],
    ["Sale,2026-11-02,p1,Planner,,,0.0,0.0,,4.54,24.46", "Sale Price ($) of a Sale is empty"],
    ["Sale,2026-11-02,p1,Planner,,,0.0,0.0,-29.0,4.54,-33.54", "Sale Price ($) of a Sale is below zero"],
    ["Full Refund,2026-11-02,p1,Planner,,,0.0,0.0,29.0,4.54,24.46", "Sale Price ($) of a Full Refund is above zero"],
    [
      "Sale,2026-11-02,p1,Planner,,,0.0,0.0,29.0,4.54,20.00",
      "Net Total ($) is not Sale Price ($) less Gumroad Fees ($)",
    ],
    ["Sale,,p1,Planner,,,0.0,0.0,29.0,4.54,24.46", "Date is empty"],
    [",2026-11-02,p1,Planner,,,0.0,0.0,29.0,4.54,24.46", "Type is empty"],
    ["Credit,2026-11-02,,,,,,,5.0,,", "Net Total ($) is empty"],
    [
      "Credit,11/02/2026,,,,,,,5.0,,5.0",
      `"11/02/2026" in Date is not a time: it is not written in a form that is expected here`,
    ],
  ])("refuses %s", (rows, clause) => {
    expect(told(rows)).toEqual([`refused: ${clause}`]);
  });
});
