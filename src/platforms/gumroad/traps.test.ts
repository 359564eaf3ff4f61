import { describe, expect, it } from "vitest";
import type { PulledRecord } from "../../spec/connector.ts";
import { testedAt } from "../../spec/testing/connection.ts";
import { type Answering, json, type RecordedRequest } from "../../spec/testing/recorded-server.ts";
import { failureOf, pull, walk } from "../../spec/testing/walk.ts";
import { payouts } from "./payouts.ts";
import { products } from "./products.ts";
import { sales } from "./sales.ts";
import { connect } from "./testing/connect.ts";
import { answering, type Recorded, recordedPayout, recordedProducts, saleKinds, shop, token } from "./testing/shop.ts";

const at = (text: string): number => Date.parse(text);
const queries = (requests: readonly RecordedRequest[]): readonly string[] =>
  requests.map((request) => decodeURIComponent(request.query.toString()));

/** Everything that a walk over payouts made of these lines gives. */
function payoutOf(changes: Recorded): Promise<readonly PulledRecord[]> {
  const answers = answering({ payouts: [{ ...recordedPayout, ...changes }] });
  return connect(async ({ context }) => (await walk(payouts, context)).records, answers);
}
const fee = {
  type: "Payout Fee",
  date: "2026-11-06",
  purchase_id: "",
  item_name: "",
  buyer_name: "",
  buyer_email: "",
  taxes: "",
  shipping: "",
  sale_price: "",
  gumroad_fees: 0.6,
  net_total: -0.6,
};
const sold = { ...fee, type: "Sale", purchase_id: "p1", sale_price: 29.0, gumroad_fees: 4.54, net_total: 24.46 };

describe("Gumroad's lists", () => {
  it("asks for the next page by page_key, because next_page_key is ignored and gives page 1 forever", () =>
    connect(async ({ context, requests }) => {
      const { records } = await walk(sales, context);
      expect(records).toHaveLength(shop.sales.length);
      expect(queries(requests)).toEqual(["", "page_key=at-10"]);
    }));

  it("ends instead of going round when a page names itself as the next", () =>
    connect(
      async ({ context }) => {
        const failure = await failureOf(sales, context, { cursor: "here" });
        expect(failure).toMatchObject({ kind: "fatal", code: "unexpected-answer" });
      },
      () => json({ success: true, sales: [], next_page_key: "here" }),
    ));

  it("takes days in UTC, the last one exclusive, so that no moment asked for is cut off at either end", () =>
    connect(async ({ context, requests }) => {
      await pull(sales, context, { since: at("2026-11-09T08:15:30Z"), until: at("2026-11-12T19:02:45Z") });
      await pull(sales, context, { since: at("2026-11-09T00:00:00Z"), until: at("2026-11-12T00:00:00Z") });
      expect(queries(requests)).toEqual(["after=2026-11-09&before=2026-11-13", "after=2026-11-09&before=2026-11-12"]);
    }));

  it("asks for days that can be written, however far back a look reaches", () =>
    connect(async ({ context, requests }) => {
      await pull(sales, context, { since: -1e15 });
      expect(queries(requests)).toEqual(["after=1970-01-01"]);
    }));

  it("takes a list of products without pages for the whole, as shops had it before April 2026", () =>
    connect(
      async ({ context }) => expect((await walk(products, context)).records).toHaveLength(30),
      () =>
        json({
          success: true,
          products: Array.from({ length: 30 }, (_, i) => ({ ...recordedProducts[0], id: `p${i}` })),
        }),
    ));

  it("starts the list anew when Gumroad no longer knows the place it was left at", () =>
    connect(async ({ context }) => {
      expect(await failureOf(sales, context, { cursor: "old" })).toMatchObject({
        kind: "fatal",
        code: "cursor-refused",
        status: 400,
      });
    }));
});

describe("Gumroad's refusals", () => {
  const failing = (answer: unknown, status: number) =>
    connect(
      ({ context }) => failureOf(sales, context),
      () => json(answer, status),
    );

  it("does not take status 200 for success when the body says otherwise", async () => {
    const failure = await failing({ success: false, message: "You are not allowed." }, 200);
    expect(failure).toMatchObject({ kind: "fatal", code: "call-refused" });
    expect(failure.sentence).toBe('Gumroad refused what was asked: "You are not allowed.".');
  });

  it("tries again later when a search timed out, although it comes with status 400", async () => {
    const error = "Query timed out. Try narrowing your date range with 'after'/'before' or filtering by product_id.";
    expect(await failing({ status: 400, error }, 400)).toMatchObject({ kind: "transient", code: "query-timeout" });
  });

  it("does not try again what was asked wrongly", async () => {
    expect(await failing({ status: 400, error: "Invalid date" }, 400)).toMatchObject({
      kind: "fatal",
      code: "call-refused",
    });
  });

  it("knows an empty 401 from an empty 403, and says what to do", async () => {
    const empty = (status: number) =>
      connect(
        ({ context }) => failureOf(sales, context),
        () => ({ status, body: "" }),
      );
    expect(await empty(401)).toMatchObject({ kind: "auth", code: "access-refused" });
    expect(await empty(403)).toMatchObject({ kind: "auth", code: "scope-missing" });
  });

  it("tries again later when a page for robots stands where an answer should, although its status is 403", () =>
    connect(
      async ({ context }) =>
        expect(await failureOf(sales, context)).toMatchObject({ kind: "transient", code: "html-page" }),
      () => ({ status: 403, body: "<html></html>", headers: { "content-type": "text/html" } }),
    ));

  it("repeats no token that an error repeats", async () => {
    const failure = await failing({ status: 400, error: `Bad token ${token}` }, 400);
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  it("takes a sale for not listed when its address is not known, but never a whole list", () =>
    connect(
      async ({ context }) => {
        expect(await sales.fetch?.(context, "gone")).toMatchObject({ ok: true, value: { fetchedAt: testedAt } });
        expect(await failureOf(sales, context)).toMatchObject({ kind: "fatal", code: "call-refused" });
      },
      () => json({ success: false, error: "Not found" }, 404),
    ));

  it("tells a sale that is not listed from one that may not be read", () =>
    connect(
      async ({ context }) => {
        const found = await sales.fetch?.(context, "a/b?c");
        expect(found).toMatchObject({ ok: false, error: { code: "call-refused" } });
      },
      (request) => {
        expect(request.path).toBe("/sales/a%2Fb%3Fc");
        return json({ success: false, message: "Sales are disabled in your account." });
      },
    ));

  it.each(["", "  ", "tok en", "tök", "tok\r\nx-evil: 1"])("sends nothing with a token that cannot be one: %j", (bad) =>
    connect(
      async ({ context, requests }) => {
        expect(await failureOf(sales, context)).toMatchObject({ kind: "auth", code: "token-unusable" });
        expect(requests).toEqual([]);
      },
      answering(),
      bad,
    ),
  );

  it("takes no harm from spaces around a pasted token", () =>
    connect(
      async ({ context }) => expect((await pull(sales, context)).records).toHaveLength(10),
      answering(),
      ` ${token}\n`,
    ));

  it("sends the token in a header only", () =>
    connect(async ({ context, requests }) => {
      await walk(sales, context);
      expect(requests.every((request) => request.headers.authorization === `Bearer ${token}`)).toBe(true);
      expect(requests.some((request) => request.url.includes(token))).toBe(false);
    }));
});

describe("Gumroad's payouts", () => {
  it("passes over the payout that does not exist yet, even when it is listed all the same", () =>
    connect(
      async ({ context }) => {
        const { records, rejected } = await walk(payouts, context);
        expect(records.filter((record) => !record.id.includes("/"))).toHaveLength(2);
        expect(rejected).toEqual([]);
      },
      (request) => {
        request.query.delete("include_upcoming");
        return answering()(request);
      },
    ));

  it("does not ask for the upcoming payout or for lists of sales", () =>
    connect(async ({ context, requests }) => {
      await walk(payouts, context);
      expect(queries(requests)).toEqual([
        "include_upcoming=false",
        "include_transactions=true&include_sales=false",
        "page_key=at-1&include_upcoming=false",
        "include_transactions=true&include_sales=false",
      ]);
    }));

  it("reads dollars as they are written: a float's noise is its cent, -0.0 is nothing, a finer amount is refused", () => {
    const raw = JSON.stringify({ ...recordedPayout, transactions: ["A", "B"] })
      .replace(
        '"A"',
        JSON.stringify(sold)
          .replace('"net_total":24.46', '"net_total":24.459999999999997')
          .replace('"taxes":""', '"taxes":-0.0'),
      )
      .replace('"B"', JSON.stringify(fee).replace('"net_total":-0.6', '"net_total":-0.605'));
    const answers: Answering = (request) =>
      request.path === "/payouts"
        ? answering({ payouts: [recordedPayout] })(request)
        : json(`{"success":true,"payout":${raw}}`);
    return connect(async ({ context }) => {
      const { records, rejected } = await walk(payouts, context);
      expect(records[0]?.statement).toMatchObject([{ sort: "sale", net: 2446n, gross: 2900n, fees: -454n }]);
      expect(records[0]?.sightings).toHaveLength(1);
      expect(records[1]?.raw).toContain("24.459999999999997");
      expect(rejected).toMatchObject([
        {
          id: `${String(recordedPayout["id"])}/2`,
          reason: 'net_total is "-0.605", which has more decimals than USD has',
        },
      ]);
    }, answers);
  });

  it("dates a payout by when it was sent, and one that was not yet by when it was made", async () => {
    const [sent] = await payoutOf({});
    const [made] = await payoutOf({ processed_at: null });
    expect(sent?.sightings[0]?.at).toBe(at("2026-11-07T12:30:00Z"));
    expect(made?.sightings[0]?.at).toBe(at("2026-11-06T09:00:00Z"));
  });

  it("gives a payout whose lines do not add up to it, and leaves the difference for the proof to show", async () => {
    const [payout] = await payoutOf({ amount: "100.00", transactions: [sold, fee] });
    expect(payout?.sightings[0]).toMatchObject({ kind: "payout", amount: 10_000n, status: "completed" });
    expect(payout?.statement?.reduce((sum, line) => sum + line.net, 0n)).toBe(2386n);
  });

  it("tells the payout of the file as known better under Gumroad's own id", async () => {
    const [payout] = await payoutOf({ transactions: [sold, fee] });
    expect(payout?.sightings).toMatchObject([
      { kind: "payout", id: recordedPayout["id"] },
      { kind: "payout", id: "payout/2026-11-06/2386/p1", supersededBy: recordedPayout["id"] },
    ]);
  });

  it("books what left the balance in dollars when the bank got another currency, without a statement in it", async () => {
    const [payout] = await payoutOf({ amount: "20.11", currency: "eur", transactions: [sold, fee] });
    expect(payout?.sightings[0]).toMatchObject({ currency: "USD", amount: 2386n, notes: { arrived: "20.11 EUR" } });
    expect(payout?.statement).toBeUndefined();
  });

  it("puts a payout in another currency aside while its lines cannot all be read", () =>
    connect(
      async ({ context }) => {
        const { rejected } = await walk(payouts, context);
        expect(rejected[0]?.reason).toBe("it is in EUR, and its lines, which are in USD, cannot all be read");
      },
      answering({ payouts: [{ ...recordedPayout, currency: "eur", transactions: [{ ...fee, net_total: "much" }] }] }),
    ));

  it.each([
    ["processing", "pending"],
    ["unclaimed", "pending"],
    ["completed", "completed"],
    ["failed", "failed"],
    ["cancelled", "failed"],
    ["reversed", "returned"],
    ["returned", "returned"],
  ])("takes %s for %s", async (status, meaning) => {
    const [payout] = await payoutOf({ status });
    expect(payout?.sightings[0]).toMatchObject({ status: meaning });
  });

  it.each([
    [{ status: "moonlit" }, 'status is "moonlit", a word that is not known here'],
    [{ amount: "12.345" }, 'amount is "12.345", which has more decimals than USD has'],
    [{ amount: "-1.00" }, 'amount is "-1.00", which is below zero'],
    [{ currency: "gold" }, 'currency is "GOLD", which the books do not know'],
    [{ processed_at: null, created_at: null }, "processed_at and created_at are empty"],
  ])("puts a payout with %o aside, and still reads its lines", (changes, reason) =>
    connect(
      async ({ context }) => {
        const { records, rejected } = await walk(payouts, context);
        expect(rejected).toMatchObject([{ reason }]);
        expect(records).toHaveLength(5);
      },
      answering({ payouts: [{ created_at: recordedPayout["created_at"], ...recordedPayout, ...changes }] }),
    ),
  );

  it("keeps a payout whose lines Gumroad does not show, without a statement", () =>
    connect(
      async ({ context }) => {
        const { records } = await walk(payouts, context);
        expect(records).toHaveLength(1);
        expect(records[0]?.statement).toBeUndefined();
      },
      (request) =>
        request.path === "/payouts"
          ? answering({ payouts: [recordedPayout] })(request)
          : json({ success: false, message: "No." }),
    ));

  it("is another record when one of its lines has changed", async () => {
    const [before] = await payoutOf({ transactions: [sold, fee] });
    const [after] = await payoutOf({ transactions: [sold, { ...fee, net_total: -0.5 }] });
    const [reordered] = await payoutOf({ transactions: [sold, fee], sales: [], refunded_sales: ["x"] });
    expect(after?.sameness).not.toBe(before?.sameness);
    expect(reordered?.sameness).toBe(before?.sameness);
  });

  it("goes by the payout when a walk looks at moments, though lines are older", async () => {
    const moments = new Set((await payoutOf({ transactions: [sold, fee] })).map((record) => record.at));
    expect([...moments]).toEqual([at("2026-11-06T09:00:00Z")]);
  });
});

const firstSale = shop.sales[0] ?? {};

describe("Gumroad's sales", () => {
  it("never pairs the price in dollars with the listing's currency", () =>
    connect(async ({ context }) => {
      const found = await sales.fetch?.(context, String(saleKinds["jpy_listed"]?.["id"]));
      expect(found).toMatchObject({ ok: true, value: { record: { sightings: [{ currency: "USD", gross: 1000n }] } } });
    }));

  it.each<readonly [string, Recorded]>([
    ["a test purchase, whose buyer is the seller", { purchaser_id: "7304411290551" }],
    ["an authorised pre-order", { is_preorder_authorization: true, is_in_preorder_state: true }],
    ["a received gift", { is_gift_receiver_purchase: true, price: 0 }],
    ["a payment that failed", {}],
    ["a purchase without a number", { order_id: null }],
  ])("takes nothing for a sale that only its id leads to: %s", (_, changes) => {
    const unlisted = [{ ...firstSale, id: "b25seS1ieS1pZA==", order_id: 999_000_111, ...changes }];
    return connect(async ({ context }) => {
      const found = await sales.fetch?.(context, "b25seS1ieS1pZA==");
      expect(found).toMatchObject({ ok: true });
      expect(found?.ok && found.value).not.toHaveProperty("record");
      expect(found?.ok && found.value).not.toHaveProperty("rejected");
    }, answering({ unlisted }));
  });

  it("fetches a sale as it stands in the list", () =>
    connect(async ({ context, requests }) => {
      const found = await sales.fetch?.(context, String(firstSale["id"]));
      expect(found).toMatchObject({ ok: true, value: { record: { id: firstSale["id"] } } });
      expect(queries(requests)).toEqual(["", `order_id=${firstSale["order_id"]}`]);
    }));
});
