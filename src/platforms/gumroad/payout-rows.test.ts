import { describe, expect, it } from "vitest";
import { filePayoutId } from "./payout-id.ts";
import { numbered, type PayoutRow, sightingsOf, statementLineOf } from "./payout-rows.ts";

const day = Date.UTC(2026, 10, 6);
const row = (type: string, net: bigint, more: Partial<PayoutRow> = {}): PayoutRow => ({
  type,
  day,
  dayText: "2026-11-06",
  purchase: "",
  item: "",
  email: "",
  name: "",
  taxes: undefined,
  shipping: undefined,
  price: undefined,
  fees: undefined,
  net,
  repeat: 1,
  afterReturns: false,
  ...more,
});
const about = (price: bigint, fees: bigint, purchase = "p1") => ({ price, fees, purchase });

describe("a payout's row as a line of its statement", () => {
  // biome-ignore format: one row to a line, so that the cases read as a table
  it.each([
    [row("Sale", 2_446n, about(2_900n, 454n)), "sale sale/p1 2446 gross=2900 fees=-454"],
    [row("Full Refund", -2_560n, about(-2_900n, -340n)), "refund sale/p1 -2560 gross=-2900 fees=340"],
    [row("Partial Refund", -840n, about(-950n, -110n)), "refund sale/p1 -840 gross=-950 fees=110"],
    [row("PayPal Refund", -883n, about(-1_000n, 117n)), "refund sale/p1 -883 gross=-1000 fees=117"],
    [row("Stripe Connect Refund", -883n, about(-1_000n, 117n)), "refund sale/p1 -883 gross=-1000 fees=117"],
    [row("Chargeback", -2_446n, about(-2_900n, -454n)), "chargeback sale/p1 -2446 gross=-2900 fees=454"],
    [row("Credit", 2_446n, { purchase: "p1", price: 2_446n }), "dispute-credit sale/p1 2446"],
    [row("Credit", 250n, { price: 250n }), "adjustment adjustment/credit/2026-11-06/250 250"],
    [row("Credit", -3n, { purchase: "p1" }), "adjustment adjustment/credit/2026-11-06/p1/-3 -3"],
    [row("Payout Fee", -60n, { fees: 60n }), "fee charge/payout-fee/2026-11-06/-60 -60 fees=-60"],
    [row("Affiliate Credit", -580n, { price: -580n }), "affiliate - -580"],
    [row("Affiliate Credit", 300n, { price: 300n, afterReturns: true }), "affiliate - 300"],
    [row("Affiliate Credit", 300n, { price: 300n }), "affiliate adjustment/affiliate-credit/2026-11-06/300 300"],
    [row("Stripe Connect Affiliate Fees", -403n), "affiliate - -403"],
    [row("PayPal Payouts", -1_677n), "paid-elsewhere payout/paypal-payouts/2026-11-06/-1677 -1677"],
    [row("Stripe Connect Payouts", 5n), "paid-elsewhere adjustment/stripe-connect-payouts/2026-11-06/5 5"],
    [row("Technical Adjustment", 1n), "adjustment adjustment/technical-adjustment/2026-11-06/1 1"],
    [row("Moon Tax", -150n), "adjustment adjustment/moon-tax/2026-11-06/-150 -150"],
  ] as [PayoutRow, string][])("says what it moved and of which object", (one, expected) => {
    const line = statementLineOf(one);
    const object = line.object ? `${line.object.kind}/${line.object.id}` : "-";
    const parts = [line.sort, object, line.net];
    if (line.gross !== undefined) parts.push(`gross=${line.gross}`);
    if (line.fees !== undefined) parts.push(`fees=${line.fees}`);
    expect(parts.join(" ")).toBe(expected);
    expect([line.on, line.label]).toEqual([day, one.type]);
    // Whatever the line is about, the row itself tells of that object.
    if (line.object) expect(sightingsOf(one, "list/1").map((sighting) => `${sighting.kind}/${sighting.id}`)).toContain(object);
  });

  it("keeps equal rows of one payout apart, as the file's reader does", () => {
    const repeats = new Map<string, number>();
    const twice = [row("Credit", 5n), row("Credit", 5n)].map((one) => statementLineOf(numbered(one, repeats)));
    expect(twice.map((line) => line.object?.id)).toEqual(["credit/2026-11-06/5", "credit/2026-11-06/5/2"]);
  });
});

it("keeps equal refunds of one day apart, also where what came back of the fee is rounded otherwise", () => {
  const repeats = new Map<string, number>();
  const rows = [
    row("Partial Refund", -314n, about(-400n, -46n)),
    row("Partial Refund", -313n, about(-400n, -47n)),
    row("Partial Refund", -314n, about(-400n, -46n, "p2")),
  ];
  const told = rows.flatMap((one) => sightingsOf(numbered(one, repeats), "list/1"));
  expect(told.map((one) => (one.kind === "sale" ? `${one.id} ${one.refunds?.[0]?.id}` : one.kind))).toEqual([
    "p1 partial-refund/2026-11-06/400",
    "p1 partial-refund/2026-11-06/400/2",
    "p2 partial-refund/2026-11-06/400",
  ]);
});

describe("the id under which a file tells a payout", () => {
  it("is the same in every order of its rows", () => {
    const rows = [
      row("Sale", 2_446n, { ...about(2_900n, 454n, "b"), day: day - 86_400_000, dayText: "2026-11-05" }),
      row("Sale", 2_446n, about(2_900n, 454n, "a")),
      row("Payout Fee", -60n),
    ];
    expect([filePayoutId(rows), filePayoutId(rows.toReversed())]).toEqual([
      "payout/2026-11-06/4832/a",
      "payout/2026-11-06/4832/a",
    ]);
  });

  it("is not there where a file would tell no payout", () => {
    expect(filePayoutId([])).toBeUndefined();
    expect(filePayoutId([row("Full Refund", -5n, about(-5n, 0n))])).toBeUndefined();
    expect(filePayoutId([row("Credit", 5n, { day: undefined })])).toBeUndefined();
    expect(filePayoutId([row("Credit", 5n)])).toBe("payout/2026-11-06/5");
  });
});
