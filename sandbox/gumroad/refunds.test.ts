import { describe, expect, it } from "vitest";
import { dayMs, type OpenTwin, openTwin, quietShop } from "../testing/open-twin.ts";

const path = (id: string | undefined): string => `/v2/sales/${encodeURIComponent(id ?? "")}`;

/** A shop with money in it, so that refunds are not refused for want of it. */
async function funded(): Promise<OpenTwin> {
  const open = await openTwin();
  open.twin.sell({ product: "inkmg" });
  return open;
}

describe("a refund", () => {
  it("of everything gives the platform's fee back and keeps the card's part", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "lgpqr" });
    const { json } = await open.ask("PUT", `${path(id)}/refund`);
    expect(json.sale).toMatchObject({
      refunded: true,
      partially_refunded: false,
      gumroad_fee: 454,
      amount_refundable_in_currency: "0",
    });
    expect(open.twin.ledger().get(id ?? "")).toMatchObject({ refunded: 2900, feeReturned: 454 - 114, net: -114 });
  });

  it("in parts shows only how much could still go back, in the listed currency", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "lgpqr" });
    const first = (await open.ask("PUT", `${path(id)}/refund`, { amount_cents: "950" })).json.sale;
    expect(first).toMatchObject({ refunded: false, partially_refunded: true, amount_refundable_in_currency: "19.50" });
    const second = (await open.ask("PUT", `${path(id)}/refund`, { amount_cents: "1950" })).json.sale;
    expect(second).toMatchObject({ refunded: true, partially_refunded: false });
    expect(open.twin.ledger().get(id ?? "")).toMatchObject({ refunded: 2900, feeReturned: 340 });
  });

  it("in parts brings the affiliate's part back within its own row", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "lgpqr", affiliate: true });
    for (const amount_cents of ["950", "1950"]) await open.ask("PUT", `${path(id)}/refund`, { amount_cents });
    expect(open.twin.ledger().get(id ?? "")).toMatchObject({ affiliate: 290, net: -114 });
    open.twin.settle();
    const [{ id: payout }] = (await open.get("/v2/payouts")).json.payouts;
    const { transactions } = (await open.get(`/v2/payouts/${payout}?include_transactions=true`)).json.payout;
    const parts = transactions.filter((row: { type: string }) => row.type === "Partial Refund");
    expect(parts.map((row: { net_total: number }) => row.net_total)).toEqual([-7.44, -15.26]);
  });

  it("of yen takes yen and gives cents", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "kfcjp" });
    const { sale } = (await open.ask("PUT", `${path(id)}/refund`, { amount_cents: "500" })).json;
    expect(sale.amount_refundable_in_currency).toBe("1,000");
    const refunded = open.twin.ledger().get(id ?? "")?.refunded ?? 0;
    expect(Math.abs(refunded * 3 - sale.price)).toBeLessThanOrEqual(2);
  });

  it("is refused with status 200 and a message where it cannot be", async () => {
    await using open = await funded();
    const refund = async (id: string | undefined, amount?: string): Promise<string> =>
      (await open.ask("PUT", `${path(id)}/refund`, amount ? { amount_cents: amount } : {})).json.message;
    const id = open.twin.sell({ product: "lgpqr" });
    expect(await refund(id, "2901")).toBe("Refund amount cannot be greater than the purchase price.");
    await refund(id);
    expect(await refund(id)).toBe("Purchase is already refunded.");
    expect(await refund(open.twin.sell({ product: "plsmp", ownPrice: 0 }))).toBe("The sale was unable to be modified.");
    const disputed = open.twin.sell({ product: "mlpsh" });
    await open.door("POST", "dispute", { id: disputed });
    expect(await refund(disputed)).toMatch(/active dispute/);
    open.twin.settle();
    expect(await refund(open.twin.sell({ test: true }))).toBe("The sale was unable to be modified.");
    expect(await refund("nobody")).toBe("The sale was not found.");
  });

  it("is refused when the balance does not reach", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "inkmg" });
    open.twin.settle();
    expect((await open.ask("PUT", `${path(id)}/refund`)).json.message).toMatch(/balance is insufficient/);
  });
});

describe("a dispute", () => {
  it("takes everything, stays told after a win, and is credited then", async () => {
    await using open = await funded();
    const id = open.twin.sell({ product: "lgpqr", affiliate: true });
    const whole = open.twin.ledger().get(id ?? "")?.net;
    const lost = (await open.door("POST", "dispute", { id })).json.sale;
    expect(lost).toMatchObject({ disputed: true, chargedback: true, dispute_won: false });
    expect(open.twin.ledger().get(id ?? "")?.net).toBe(0);
    const won = (await open.door("POST", "win", { id })).json.sale;
    expect(won).toMatchObject({ disputed: true, chargedback: false, dispute_won: true });
    expect(open.twin.ledger().get(id ?? "")?.net).toBe(whole);
  });
});

describe("a membership", () => {
  it("is charged every month until it is cancelled, each time as a sale of its own", async () => {
    await using open = await openTwin({ shop: quietShop() });
    const id = open.twin.sell({ product: "wlclb", variant: "Patron" });
    open.clock.advance(70 * dayMs);
    const rows = (await open.get("/v2/sales")).json.sales;
    expect(rows.map((row: { price: number; recurring_charge: boolean }) => [row.price, row.recurring_charge])).toEqual([
      [1500, true],
      [1500, true],
      [1500, false],
    ]);
    await open.door("POST", "cancel", { id });
    open.clock.advance(70 * dayMs);
    const after = (await open.get("/v2/sales")).json.sales;
    expect(after).toHaveLength(3);
    expect(after[0]).toMatchObject({ cancelled: true, dead: true });
    const product = after[0].product_id;
    expect((await open.get(`/v2/products/${product}/subscribers`)).json.subscribers).toEqual([]);
  });
});
