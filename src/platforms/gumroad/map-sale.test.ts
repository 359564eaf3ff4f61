import { describe, expect, it } from "vitest";
import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { tellSighting } from "../../spec/testing/tell.ts";
import { saleRecord } from "./map-sale.ts";
import { type Recorded, saleKinds } from "./testing/shop.ts";

function read(sale: Recorded) {
  const raw = JSON.stringify(sale);
  const parsed = parseExact(raw);
  if (!parsed.ok) throw new Error(parsed.error);
  return saleRecord(raw, parsed.value);
}

function sighting(sale: Recorded): SaleSighting {
  const record = read(sale);
  if (!record.ok) throw new Error(record.error);
  return record.value.sightings[0] as SaleSighting;
}

const kind = (name: string): Recorded => saleKinds[name] ?? {};
const told = (sale: Recorded): string => tellSighting(sighting(sale));
const plain = kind("paid_usd_direct");
const sameness = (sale: Recorded): string => {
  const record = read(sale);
  return record.ok ? record.value.sameness : record.error;
};

describe("a sale of Gumroad's list", () => {
  it("reads a plain sale whole", () => {
    expect(told(plain)).toBe(
      "sale Q0xNb3BhbC1zYWxlLTAwMQ== USD gross=2900 at=2026-11-12T17:41:08 fees.platform=454 product.id=lgpqr product.name=Linen Grid Planner quantity=1 country=US buyer.email=ines.okafor@example.net buyer.name=Ines Okafor notes.gumroad product=cHJvZC1saW5lbi1ncmlkMQ== status=completed",
    );
  });

  it.each([
    ["fully_refunded", "gross=2900", "refunded=2900"],
    ["partially_refunded", "gross=2900", "refunded=950"],
    ["buyer_charged_in_local_currency", "USD gross=10000", "refunded=500"],
    ["dispute_open", "gross=2900", "dispute=open"],
    ["dispute_won", "gross=2900", "dispute=won"],
    ["jpy_listed", "USD gross=1000", "notes.listed price=¥1,500 notes.listed currency=JPY"],
    ["eur_listed_with_gumroad_vat", "USD gross=2174", "platformTax=413"],
    ["free_zero", "gross=0", "status=completed"],
    ["subscription_first_charge", "gross=800", "notes.recurrence=monthly"],
    ["subscription_recurrence_then_cancelled", "gross=800", "notes.part=renewal status=completed"],
    ["bundle_parent", "gross=5900", "notes.part=bundle"],
    ["bundle_child_price_zero", "gross=0", "notes.part=inside a bundle"],
    ["preorder_charge_after_release", "gross=2900", "status=completed"],
    ["gift_sender", "gross=2900", "notes.part=gift"],
    ["stripe_connect_sale", "fees.platform=340", "notes.payment=stripe_connect notes.processor fee=1.14 USD"],
    ["free_trial_not_charged", "gross=800", "status=pending"],
  ])("reads what is special about %s", (name, ...parts) => {
    for (const part of parts) expect(told(kind(name))).toContain(part);
  });

  it("reads discount, variants, tip, partner and the buyer's account of a rich sale", () => {
    const line = told(kind("with_variant_offer_affiliate_license_upsell_tip_ppp"));
    for (const part of ["affiliate=435", "quantity=2", "buyer.platformId=7304411290551", "notes.discount=AUTUMN25"]) {
      expect(line).toContain(part);
    }
    expect(line).toContain("notes.variants=Print + PDF notes.tip=3.00 USD");
    expect(line).not.toContain("7C1D0A9E");
    expect(line).not.toContain("partner@example.org");
  });

  it.each([
    ["a listing in yen", { ...kind("jpy_listed"), partially_refunded: true, amount_refundable_in_currency: "1,000" }],
    [
      "a listing in euros",
      { ...plain, currency: "eur", partially_refunded: true, amount_refundable_in_currency: "20" },
    ],
    ["a listing in an untold currency", { ...plain, currency: undefined, partially_refunded: true }],
    ["a payment method that is gone", { ...plain, partially_refunded: true, amount_refundable_in_currency: "0" }],
    ["more left than was paid", { ...plain, partially_refunded: true, amount_refundable_in_currency: "31" }],
    ["all of it left", { ...plain, partially_refunded: true, amount_refundable_in_currency: "29" }],
    ["text that is no amount", { ...plain, partially_refunded: true, amount_refundable_in_currency: "some" }],
    ["no text at all", { ...plain, partially_refunded: true, amount_refundable_in_currency: null }],
  ])("knows of a partial refund without guessing its amount: %s", (_, sale) => {
    expect(sighting(sale)).toMatchObject({ refundUnknown: true });
    expect(sighting(sale).refunded).toBeUndefined();
  });

  it("knows the amount again once a sale listed in another currency is refunded in full", () => {
    const sale = { ...kind("jpy_listed"), refunded: true, amount_refundable_in_currency: "0" };
    expect(sighting(sale)).toMatchObject({ refunded: 1000n, refundUnknown: false });
  });

  it("knows a buyer by the address given at the purchase, as the file does, not by that of the account", () => {
    expect(sighting({ ...plain, email: "account@example.net" }).buyer?.email).toBe("ines.okafor@example.net");
    expect(sighting({ ...plain, purchase_email: null, email: "a@example.net" }).buyer?.email).toBe("a@example.net");
    expect(sighting({ ...plain, purchase_email: null, email: null, full_name: null }).buyer).toBeUndefined();
  });

  it("takes thousands in what is left as they are meant", () => {
    const sale = { ...plain, price: 250_000, partially_refunded: true, amount_refundable_in_currency: "1,019.50" };
    expect(sighting(sale).refunded).toBe(148_050n);
  });

  it.each([
    ["Gumroad's own tax is a memo", { tax_cents: 413, tax_included_in_price: false }, { platformTax: 413n }],
    ["an unexplained tax is a memo", { tax_cents: 200 }, { platformTax: 200n }],
    [
      "tax that is said to be inside the price is the seller's",
      { tax_cents: 200, tax_included_in_price: true },
      { tax: 200n },
    ],
    [
      "a charge in the buyer's currency tells whose tax it is",
      { tax_cents: 200, buyer_presentment: { seller_tax_cents: 250, gumroad_tax_cents: 0 } },
      { tax: 200n },
    ],
    [
      "and so it does when the tax is Gumroad's",
      { tax_cents: 200, tax_included_in_price: true, buyer_presentment: { seller_tax_cents: 0, gumroad_tax_cents: 9 } },
      { platformTax: 200n },
    ],
  ])("%s", (_, changes, expected) => {
    const { tax, platformTax } = sighting({ ...plain, ...changes });
    expect({ ...(tax ? { tax } : {}), ...(platformTax ? { platformTax } : {}) }).toEqual(expected);
  });

  it("keeps a trial pending after it has ended, since its payments are sales of their own", () => {
    const trial = kind("free_trial_not_charged");
    expect(sighting({ ...trial, free_trial_ended: true }).status).toBe("pending");
    expect(sighting({ ...trial, free_trial_ended: true, recurring_charge: true, refunded: false }).status).toBe(
      "completed",
    );
  });

  it("does not book a trial that still runs, even where it says that nothing was refunded", () => {
    const trial = { ...kind("free_trial_not_charged"), refunded: false };
    expect(sighting(trial).status).toBe("pending");
    expect(sighting({ ...trial, is_upgrade_purchase: true }).status).toBe("completed");
    expect(sighting({ ...trial, price: 0 }).status).toBe("completed");
  });

  it("takes money that was charged back for a dispute, whatever else is said", () => {
    expect(sighting({ ...plain, chargedback: true }).dispute).toBe("open");
    expect(sighting({ ...plain, dispute_won: true }).dispute).toBeUndefined();
  });

  it("does not book an authorised pre-order", () => {
    expect(sighting({ ...plain, is_preorder_authorization: true }).status).toBe("pending");
  });

  it("tells the same when only what moves by itself has moved", () => {
    const moved = {
      timestamp: "a year ago",
      is_following: true,
      reviews_count: 99,
      license_uses: 12,
      email: "new@example.net",
    };
    expect(sameness({ ...Object.fromEntries(Object.entries(plain).reverse()), ...moved })).toBe(sameness(plain));
  });

  it.each([
    { refunded: true },
    { partially_refunded: true },
    { amount_refundable_in_currency: "12" },
    { disputed: true },
    { dispute_won: true },
    { chargedback: true },
    { cancelled: true },
    { ended: true },
    { price: 2901 },
    { gumroad_fee: 0 },
    { purchase_email: "other@example.net" },
  ])("tells another thing when %o has changed", (change) => {
    expect(sameness({ ...plain, ...change })).not.toBe(sameness(plain));
  });

  it.each([
    [{ price: "12,5" }, 'price is "12,5", not a whole number'],
    [{ price: 29.5 }, "price is 29.5, not a whole number"],
    [{ price: null }, "price is empty"],
    [{ price: -5 }, "price is -5, which is below zero"],
    [{ price: 1e21 }, "price is 1e+21, not a whole number"],
    [{ gumroad_fee: true }, "gumroad_fee is true, not a whole number"],
    [{ id: "" }, "id is empty"],
    [{ id: "x".repeat(201) }, "id has 201 characters, more than the 200 of an id"],
    [
      { created_at: "yesterday" },
      'created_at is "yesterday", which is not a time: it is not written in a form that is expected here',
    ],
    [{ created_at: undefined }, "created_at is empty"],
    [{ refunded: "perhaps" }, 'refunded is "perhaps", not true or false'],
    [{ price: "ines@example.net" }, "price is a text with an e-mail address, not a whole number"],
    [
      { affiliate: { amount: "lots" } },
      'affiliate.amount is "lots", which is not an amount: it is not written as a plain decimal number',
    ],
    [{ quantity: [] }, "quantity is a list, not a whole number"],
  ])("refuses %o in one clause", (change, clause) => {
    expect(read({ ...plain, ...change })).toEqual({ ok: false, error: clause });
  });

  it("is not stopped by odd members that only make notes", () => {
    expect(told({ ...plain, variants: "A5", offer_code: "X", subscription_duration: 3 })).toContain("gross=2900");
  });
});
