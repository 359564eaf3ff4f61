// biome-ignore-all format: postings and facts stand one to a line, so that the cases read as tables
import { describe, expect, it } from "vitest";
import { codeName, codes } from "../books/codes.ts";
import { factsOf } from "../facts/from-sighting.ts";
import { called, objectKey } from "../facts/object.ts";
import type { SaleSighting, Sighting } from "../facts/sighting.ts";
import { contributionsOf } from "./contributions.ts";
import { addMeasures, isZero, measuredCodes, measuresOfLeg, netOf, noMeasures } from "./measures.ts";

const t0 = Date.UTC(2026, 2, 1);
const day = 86_400_000;
const sale = (parts: Partial<SaleSighting>): Sighting => ({
  kind: "sale",
  id: "s",
  at: t0,
  currency: "USD",
  product: { id: "Pen", name: "Pen" },
  ...parts,
});

describe("the daily figures", () => {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const contributions = (sighting: Sighting) => {
    const wanted = called("shop", factsOf(sighting, { at: t0, by: "x" }, { file: "1", line: 1 }));
    return contributionsOf(wanted.parts, wanted.sale, dayOf);
  };
  const line = (id: string, units: bigint, scale = 3) => ({
    product: { id, name: id },
    quantity: { units: 1n, scale: 0 },
    amount: { units, scale },
    identity: `${id}${units}`,
  });

  it("put a refund on the day it happened", () => {
    const rows = contributions(sale({ gross: 1_000n, fees: { platform: 50n }, refunds: [{ id: "r", amount: 400n, at: t0 + day }], country: "KE" }));
    const bySource = rows.filter((row) => row.dimension === "source").map((row) => [row.day, row.measures.net, row.measures.sales, row.measures.refunds]);
    expect(bySource).toEqual([
      ["2026-03-01", 950n, 1n, 0n],
      ["2026-03-02", -400n, 0n, 1n],
    ]);
    expect(rows.filter((row) => row.dimension === "country").map((row) => row.member)).toEqual(["KE", "KE"]);
  });

  it("share a document among its products to the cent, returns included", () => {
    const rows = contributions(sale({ lines: [line("a", 3_335n), line("b", 3_335n), line("c", -1_000n)], fees: { platform: 100n } }));
    const products = rows.filter((row) => row.dimension === "product");
    expect(products.map((row) => `${row.member} ${row.measures.gross} ${row.measures.fees}`).sort()).toEqual(["a 334 50", "b 333 50", "c -100 0"]);
    const whole = rows.find((row) => row.dimension === "source");
    expect(products.reduce((sum, row) => sum + row.measures.net, 0n)).toBe(whole?.measures.net);
    expect(products.reduce((sum, row) => sum + row.measures.residueNano, 0n)).toBe(whole?.measures.residueNano);
  });

  it("share a cancelled document the same way", () => {
    const rows = contributions(sale({ lines: [line("a", -3_335n), line("b", -1_000n)] }));
    const shares = rows.filter((row) => row.dimension === "product").map((row) => `${row.member} ${row.measures.refunded}`);
    expect(shares.sort()).toEqual(["a 334", "b 100"]);
  });

  it("share a reported total by what each line brings in when the lines sum to something else", () => {
    const rows = contributions(sale({ gross: 1_000n, lines: [line("a", 300n, 2), line("b", 100n, 2)], refunded: 101n }));
    const products = rows.filter((row) => row.dimension === "product");
    expect(products.map((row) => [row.measures.gross, row.measures.refunded])).toEqual([
      [750n, 0n],
      [250n, 0n],
      [0n, 76n],
      [0n, 25n],
    ]);
  });

  it("share by weight also when a total lies below its lines", () => {
    const rows = contributions(sale({ gross: 100n, lines: [line("a", 300n, 2), line("b", 100n, 2)] }));
    expect(rows.filter((row) => row.dimension === "product").map((row) => row.measures.gross)).toEqual([75n, 25n]);
  });

  it("break a tie between equal fractions for the earlier line", () => {
    const rows = contributions(sale({ lines: [line("a", 1_005n), line("b", 1_005n)] }));
    expect(rows.filter((row) => row.dimension === "product").map((row) => row.measures.gross)).toEqual([101n, 100n]);
  });

  it("give a charge to no product, and a payout nothing at all", () => {
    const charge = contributions({ kind: "charge", id: "c", at: t0, currency: "USD", amount: 20n, feeKind: "listing" });
    expect(charge.map((row) => [row.dimension, row.member, row.measures.fees, row.measures.net])).toEqual([
      ["source", "", 20n, -20n],
      ["country", "", 20n, -20n],
      ["product", "", 20n, -20n],
    ]);
    const payout = contributions({ kind: "payout", id: "c", at: t0, currency: "USD", amount: 20n });
    expect(payout.every((row) => isZero(row.measures))).toBe(true);
  });

  it("count a document by its lines alone where it names no product, and adjustments as neither sale nor refund", () => {
    const rows = contributions(sale({ gross: 500n, nature: "adjustment", product: undefined as never }));
    expect(rows.map((row) => [row.member, row.measures.adjustments, row.measures.sales + row.measures.refunds])).toEqual([
      ["", 500n, 0n],
      ["", 500n, 0n],
      ["", 500n, 0n],
    ]);
  });

  it("count every code once, turned round when the transfer is", () => {
    const own: Record<string, string> = { sale: "income:sales:x", shipping: "income:shipping:x", tax: "liabilities:tax:x", refund: "income:refunds:x" };
    Object.assign(own, { "refund-tax": "liabilities:tax:x", "dispute-lost": "expenses:chargebacks:x", adjustment: "income:adjustments:x" });
    for (const code of measuredCodes) {
      const account = own[codeName(code) ?? ""] ?? "expenses:fees:x";
      const one = measuresOfLeg({ code: code as never, debit: account, credit: "assets:x", amount: 5n });
      const turned = measuresOfLeg({ code: code as never, debit: "assets:x", credit: account, amount: 5n });
      expect([codeName(code), isZero(addMeasures(one, turned)), isZero(one), one.net]).toEqual([codeName(code), true, false, netOf(one)]);
    }
    expect(isZero(measuresOfLeg({ code: codes["payout-sent"], debit: "a:b", credit: "c:d", amount: 5n }))).toBe(true);
    expect(isZero(noMeasures)).toBe(true);
  });

  it("know an object by where it is from, what it is and its id", () => {
    expect(objectKey("gumroad", "sale", "abc==")).toBe("gumroad/sale/abc==");
  });
});
