import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { livelyShop, openTwin, quietShop, type Row, walk } from "../testing/open-twin.ts";

describe("the API", () => {
  it("turns an unknown token away with an empty body, and takes the right one from header or parameter", async () => {
    await using open = await openTwin();
    const bare = await fetch(`${open.served.url}/gumroad/v2/user`);
    expect([bare.status, await bare.text()]).toEqual([401, ""]);
    const inQuery = await fetch(`${open.served.url}/gumroad/v2/user?access_token=${open.twin.token}`);
    expect(inQuery.status).toBe(200);
    expect((await open.get("/v2/user.json")).json.user).toMatchObject({ id: open.twin.sellerId, currency_type: "usd" });
  });

  it("knows a token no more while it is revoked, and never again once it is replaced", async () => {
    await using open = await openTwin();
    const old = open.twin.token;
    open.twin.changeToken("revoke");
    expect((await open.get("/v2/sales")).status).toBe(401);
    open.twin.changeToken("restore");
    expect((await open.get("/v2/sales")).status).toBe(200);
    open.twin.changeToken("replace");
    expect((await fetch(`${open.served.url}/gumroad/v2/user?access_token=${old}`)).status).toBe(401);
  });

  it("answers 403 without a word where the token may not", async () => {
    await using open = await openTwin();
    await open.door("POST", "token", { do: "restore", scopes: ["view_profile"] });
    expect((await open.get("/v2/user")).status).toBe(200);
    expect(await open.get("/v2/sales")).toMatchObject({ status: 403, text: "" });
  });

  it("says what it does not find with status 200, and what is no address with 404", async () => {
    await using open = await openTwin();
    expect(await open.get("/v2/sales/nobody")).toMatchObject({
      status: 200,
      json: { success: false, message: "The sale was not found." },
    });
    expect(await open.get("/v2/nothing")).toMatchObject({ status: 404, json: { success: false, error: "Not found" } });
  });

  it("lists products ten at a time; in a shop of old all at once", async () => {
    await using open = await openTwin();
    expect((await open.get("/v2/products")).json.products).toHaveLength(10);
    expect(await walk(open, "/v2/products", "products")).toHaveLength(12);
    await using old = await openTwin({ shop: quietShop({ productsUnpaged: true }) });
    expect((await old.get("/v2/products")).json.products).toHaveLength(12);
  });

  it("makes, changes, hides and deletes a product", async () => {
    await using open = await openTwin();
    const made = (await open.ask("POST", "/v2/products", { name: "New", price: "500" })).json.product;
    expect(made).toMatchObject({ name: "New", price: 500, published: true });
    const path = `/v2/products/${made.id}`;
    expect((await open.ask("PUT", path, { price: "700" })).json.product.price).toBe(700);
    expect((await open.ask("PUT", `${path}/disable`)).json.product.published).toBe(false);
    expect((await open.ask("DELETE", path)).json.success).toBe(true);
    expect((await open.get(path)).json).toEqual({ success: false, message: "The product was not found." });
  });

  it("heads the payouts with the one to come, unless that is not wanted", async () => {
    await using open = await openTwin({ shop: livelyShop(40) });
    const [upcoming] = (await open.get("/v2/payouts")).json.payouts;
    expect(upcoming).toMatchObject({ id: null, status: "payable", processed_at: null });
    expect((await open.get("/v2/payouts/upcoming")).json.payout).toEqual(upcoming);
    const [real] = (await open.get("/v2/payouts?include_upcoming=false")).json.payouts;
    expect(real.id).toMatch(/==$/);
  });

  it("writes amounts of a payout's rows as dollars, empty where there is nothing to say", async () => {
    const shop = quietShop();
    await using open = await openTwin({ shop });
    const id = open.twin.sell({ product: "lgpqr", affiliate: true });
    await open.door("POST", "refund", { id });
    open.twin.sell({ product: "inkmg" });
    open.twin.settle();
    const [payout] = (await open.get("/v2/payouts")).json.payouts;
    const { text, json } = await open.get(`/v2/payouts/${payout.id}?include_transactions=true`);
    expect(text).toContain('"taxes":-0.0,"shipping":-0.0,"sale_price":-29.0,"gumroad_fees":-3.4,"net_total":-25.6}');
    expect(json.payout.transactions.map((row: Row) => row.type)).toEqual(["Sale", "Full Refund", "Sale"]);
    expect(json.payout.refunded_sales).toEqual([id]);
    expect("sales" in (await open.get(`/v2/payouts/${payout.id}?include_sales=false`)).json.payout).toBe(false);
  });

  it("sums a day's affiliates up in one row of a payout", async () => {
    await using open = await openTwin();
    open.twin.sell({ product: "lgpqr", affiliate: true });
    open.twin.sell({ product: "inkmg", affiliate: true });
    open.twin.settle();
    const [{ id }] = (await open.get("/v2/payouts")).json.payouts;
    const { payout } = (await open.get(`/v2/payouts/${id}?include_transactions=true`)).json;
    expect(payout.transactions.at(-1)).toMatchObject({
      type: "Affiliate Credit",
      purchase_id: "",
      taxes: "",
      net_total: -47.6,
    });
  });

  it("opens its control doors to nobody without the key", async () => {
    await using open = await openTwin();
    const shut = await fetch(`${open.served.url}/gumroad/-/books`);
    expect(shut.status).toBe(403);
    expect((await open.door("GET", "books")).json).toEqual(open.twin.books());
    const { sale } = (await open.door("POST", "sale", { product: "mlpsh", email: "by.hand@example.net" })).json;
    expect(sale).toMatchObject({ price: 700, email: "by.hand@example.net" });
    expect((await open.door("GET", "ledger")).json.sales).toHaveLength(1);
    expect((await open.door("POST", "nothing")).status).toBe(404);
  });

  it("shows the members that the platform shows, and no others", async () => {
    const fixture = new URL("../testing/sale-members.txt", import.meta.url);
    const known = new Set(readFileSync(fixture, "utf8").trim().split(/\s+/));
    await using open = await openTwin({ shop: livelyShop(60) });
    const rows = await walk(open, "/v2/sales", "sales");
    const shown = new Set(rows.flatMap((row) => Object.keys(row)));
    expect([...shown].filter((name) => !known.has(name))).toEqual([]);
    const always = rows.map((row) => Object.keys(row)).reduce((some, keys) => some.filter((key) => keys.includes(key)));
    expect(always.length).toBeGreaterThan(55);
  });
});
