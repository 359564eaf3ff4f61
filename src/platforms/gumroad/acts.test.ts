import { describe, expect, it } from "vitest";
import type { Action } from "../../domain/action/action.ts";
import { letThrough } from "../../domain/action/approved.ts";
import type { ConnectorContext } from "../../spec/connector.ts";
import { type Answering, json, type RecordedAnswer } from "../../spec/testing/recorded-server.ts";
import { acts } from "./acts.ts";
import { connect } from "./testing/connect.ts";
import { type Recorded, recordedProducts, saleKinds } from "./testing/shop.ts";

const sale = saleKinds["paid_usd_direct"] as Recorded;
const product = recordedProducts[0] as Recorded;

function action(kind: string, parameters: Readonly<Record<string, unknown>>): Action {
  const rest = {
    id: "a1",
    target: "gumroad",
    book: "main",
    reason: "It is asked for.",
    evidence: [],
    idempotencyKey: "k",
  };
  const more = {
    worstCost: { amount: 0n, currency: "USD" },
    reversible: false,
    expiresAt: 0,
    origin: { by: "engine" },
  };
  return { ...rest, ...more, kind, parameters } as unknown as Action;
}

const refund = (amount = 2900n, changes: Recorded = {}) =>
  action("sale.refund", { sale: String(sale["id"]), amount, currency: "USD", ...changes });
const price = (amount: bigint, currency = "USD") =>
  action("listing.price", {
    listing: String(product["id"]),
    price: amount,
    currency,
    announced: false,
    personal: false,
  });
const publish = (kind: "listing.publish" | "listing.unpublish") => action(kind, { listing: String(product["id"]) });

/** A record as it is asked for, and what a change is answered with; `undefined` cuts the answer off. */
type Shop = { record: Recorded; readonly put: (path: string, body: URLSearchParams) => RecordedAnswer | undefined };

function at<T>(shop: Shop, use: (context: ConnectorContext, puts: readonly string[]) => Promise<T>): Promise<T> {
  const puts: string[] = [];
  const answer: Answering = ({ method, path, body }) => {
    const member = path.startsWith("/sales/") ? "sale" : "product";
    if (method === "GET") return json({ success: true, [member]: shop.record });
    puts.push(`${path} ${body}`);
    return shop.put(path, new URLSearchParams(body)) ?? { body: '{"success":true}', cut: true };
  };
  return connect(({ context }) => use(context, puts), answer);
}

const yes = () => json({ success: true, sale, product });
const no = (message: string) => () => json({ success: false, message });
const left = (text: string, more: Recorded = { partially_refunded: true }): Recorded => ({
  ...sale,
  amount_refundable_in_currency: text,
  ...more,
});

describe("a refund at Gumroad", () => {
  it("names its amount, so that no more than that is ever paid back", () =>
    at({ record: sale, put: yes }, async (context, puts) => {
      expect(await acts.apply(context, letThrough(refund(950n)))).toMatchObject({
        ok: true,
        value: { look: { stream: "sales", id: sale["id"] } },
      });
      expect(puts).toEqual([`/sales/${encodeURIComponent(String(sale["id"]))}/refund amount_cents=950`]);
    }));

  it("of a sale in another currency is all of it or nothing", () =>
    at({ record: { ...saleKinds["jpy_listed"] }, put: yes }, async (context, puts) => {
      expect(await acts.apply(context, letThrough(refund(999n)))).toMatchObject({ error: { kind: "refused" } });
      expect((await acts.apply(context, letThrough(refund(1_000n)))).ok).toBe(true);
      expect((await acts.apply(context, letThrough(refund(500n, { currency: "JPY" })))).ok).toBe(true);
      expect(puts.map((put) => put.split(" ")[1])).toEqual(["amount_cents=1500", "amount_cents=500"]);
    }));

  it.each([
    ["Purchase is already refunded.", "refused"],
    ["Your balance is insufficient to process this refund.", "refused"],
    ["This purchase has an active dispute and can't be refunded.", "refused"],
    ["The sale was unable to be modified.", "unclear"],
    ["Something nobody has heard of.", "unclear"],
  ] as const)("that is answered with “%s” is %s", (message, kind) =>
    at({ record: sale, put: no(message) }, async (context) => {
      expect(await acts.apply(context, letThrough(refund()))).toMatchObject({ ok: false, error: { kind } });
    }),
  );

  it.each([
    ["cut off", undefined, "unclear"],
    ["of no meaning", { body: "<html></html>" }, "unclear"],
    ["trouble of its own", { status: 502, body: "" }, "unclear"],
    ["too many calls", { status: 429, body: "" }, "refused"],
    ["no access", { status: 401, body: "" }, "refused"],
  ] as const)("whose answer is %s is not taken for more than it is", (_what, answer, kind) =>
    at({ record: sale, put: () => answer }, async (context, puts) => {
      expect(await acts.apply(context, letThrough(refund()))).toMatchObject({ ok: false, error: { kind } });
      expect(puts).toHaveLength(1);
    }),
  );

  it.each([
    ["29", { partially_refunded: false }, "absent"],
    ["19.50", {}, "found"],
    ["19.00", {}, "unclear"],
    ["0", { refunded: true }, "unclear"],
    // The way to pay back is gone: how much was paid back is not told any more.
    ["0", { partially_refunded: false }, "unclear"],
  ] as const)("is found by what is left afterwards: %s of 29 → %#", (text, more, kind) => {
    const shop: Shop = { record: sale, put: yes };
    return at(shop, async (context) => {
      const before = await acts.before?.(context, refund(950n));
      shop.record = left(text, { partially_refunded: true, ...more });
      const sent = { startedAt: 0, before: before?.ok ? before.value.text : "" };
      expect(await acts.find(context, refund(950n), sent)).toMatchObject({ ok: true, value: { kind } });
    });
  });

  it("of everything is found by the sale being refunded, and not sent where it is so already", () => {
    const shop: Shop = { record: sale, put: yes };
    return at(shop, async (context) => {
      const before = await acts.before?.(context, refund());
      shop.record = left("0", { refunded: true, partially_refunded: false });
      const sent = { startedAt: 0, before: before?.ok ? before.value.text : "" };
      expect(await acts.find(context, refund(), sent)).toMatchObject({ value: { kind: "found" } });
      expect(await acts.before?.(context, refund())).toMatchObject({
        value: { already: expect.stringContaining("in full") },
      });
    });
  });
});

describe("a product at Gumroad", () => {
  it("gets its new price in Gumroad's units, and in its own currency only", () =>
    at({ record: product, put: yes }, async (context, puts) => {
      expect((await acts.apply(context, letThrough(price(3_100n)))).ok).toBe(true);
      expect(await acts.apply(context, letThrough(price(3_100n, "EUR")))).toMatchObject({ error: { kind: "refused" } });
      expect(puts).toEqual([`/products/${encodeURIComponent(String(product["id"]))} price=3100`]);
    }));

  it.each([
    [3_100, "found"],
    [2_900, "absent"],
    [2_500, "unclear"],
  ] as const)("at %i after a lost answer shows that the change is %s", (units, kind) => {
    const shop: Shop = { record: product, put: yes };
    return at(shop, async (context) => {
      const before = await acts.before?.(context, price(3_100n));
      shop.record = { ...product, price: units };
      const sent = { startedAt: 0, before: before?.ok ? before.value.text : "" };
      expect(await acts.find(context, price(3_100n), sent)).toMatchObject({ value: { kind } });
    });
  });

  it("is taken down and put up, and found so", () => {
    const shop: Shop = { record: product, put: yes };
    return at(shop, async (context, puts) => {
      expect((await acts.apply(context, letThrough(publish("listing.unpublish")))).ok).toBe(true);
      expect((await acts.apply(context, letThrough(publish("listing.publish")))).ok).toBe(true);
      expect(puts.map((put) => put.trim().split("/").at(-1))).toEqual(["disable", "enable"]);
      const sent = { startedAt: 0 };
      expect(await acts.find(context, publish("listing.publish"), sent)).toMatchObject({ value: { kind: "found" } });
      expect(await acts.find(context, publish("listing.unpublish"), sent)).toMatchObject({ value: { kind: "absent" } });
      expect(await acts.before?.(context, publish("listing.publish"))).toMatchObject({
        value: { already: expect.any(String) },
      });
    });
  });

  it("that Gumroad will not publish is refused for certain", () =>
    at({ record: product, put: no("You must connect a payment method.") }, async (context) => {
      const said = await acts.apply(context, letThrough(publish("listing.publish")));
      expect(said).toMatchObject({
        error: { kind: "refused", failure: { sentence: expect.stringContaining("payment method") } },
      });
    }));

  it("cannot be made to do what is not on the list", () =>
    at({ record: product, put: yes }, async (context, puts) => {
      const odd = action("post.delete", { post: "1" });
      expect(await acts.before?.(context, odd)).toMatchObject({ ok: false });
      expect(await acts.apply(context, letThrough(odd))).toMatchObject({ error: { kind: "refused" } });
      expect(await acts.find(context, odd, { startedAt: 0 })).toMatchObject({ value: { kind: "unclear" } });
      expect(puts).toEqual([]);
    }));
});
