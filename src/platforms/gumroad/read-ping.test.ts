import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPing } from "./read-ping.ts";
import { messageForms, messages, sellerId } from "./testing/shop.ts";

const form = "application/x-www-form-urlencoded";
const read = (body: string, contentType = form) => readPing({ contentType, body, accountId: sellerId });
const readJson = (message: unknown) => read(JSON.stringify(message), "application/json; charset=utf-8");
const message = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ seller_id: sellerId, ...fields }).toString();

describe("a message of Gumroad's", () => {
  it.each([
    ["sale", { id: "Q0xNb3BhbC1zYWxlLTAwMQ==", about: "a sale" }],
    ["sale_test_purchase_by_seller", { id: "dGVzdC1zYWxlLTAwMDAwMDIw", about: "a sale", test: true }],
    ["sale_recurring", { id: "c3ViLXJlbmV3LTAwMDAwMTI=", about: "a sale" }],
    ["refund_partial", { id: "cGFydGlhbC1zYWxlLTAwNA==", about: "a refund" }],
  ])("%s leads to its sale", (kind, hint) => {
    expect(read(messageForms[kind] ?? "")).toEqual({ ok: true, value: [{ stream: "sales", ...hint }] });
    expect(readJson(messages[kind])).toEqual({ ok: true, value: [{ stream: "sales", ...hint }] });
  });

  it.each([
    ["refund_full", "a refund", "cmVmdW5kZWQtc2FsZS0wMw=="],
    ["dispute", "a dispute", "ZGlzcHV0ZS1vcGVuLTAwNQ=="],
    ["dispute_won", "a won dispute", "ZGlzcHV0ZS13b24tMDAwNg=="],
    ["sale_second_attempt_after_500", "a sale", "Q0xNb3BhbC1zYWxlLTAwMQ=="],
  ])("%s leads to its sale, too", (kind, about, id) => {
    expect(readJson(messages[kind])).toEqual({ ok: true, value: [{ stream: "sales", id, about }] });
  });

  it.each([
    "cancellation",
    "cancellation_payment_failed",
    "subscription_ended",
    "subscription_restarted",
    "subscription_updated",
  ])("%s leads to the subscription's last sales, although it names no seller", (kind) => {
    const hints = readJson(messages[kind]);
    expect(hints.ok && hints.value.map((hint) => hint.id)).toEqual([
      "c3ViLWZpcnN0LTAwMDAwMTE=",
      "c3ViLXJlbmV3LTAwMDAwMTI=",
    ]);
  });

  it("reads a list of sales however the form writes it", () => {
    const ids = (body: string) => {
      const hints = read(`resource_name=subscription_ended&${body}`);
      return hints.ok ? hints.value.map((hint) => hint.id) : hints.error;
    };
    expect(ids("purchase_ids[]=a1==&purchase_ids[]=b2")).toEqual(["a1==", "b2"]);
    expect(ids("purchase_ids%5B0%5D=a1&purchase_ids%5B1%5D=b2")).toEqual(["a1", "b2"]);
    expect(read(messageForms["subscription_updated"] ?? "")).toMatchObject({ ok: true, value: [{}, {}] });
    expect(ids(Array.from({ length: 100 }, (_, i) => `purchase_ids[]=s${i}`).join("&"))).toEqual(["s97", "s98", "s99"]);
    expect(ids("nothing=1")).toEqual([undefined]);
  });

  it("asks for no id that is never listed: a gift that was received, a pre-order that is only authorised", () => {
    expect(readJson(messages["sale_gift_receiver"])).toEqual({
      ok: true,
      value: [{ stream: "sales", about: "a gift" }],
    });
    expect(readJson(messages["sale_preorder_authorization"])).toEqual({
      ok: true,
      value: [{ stream: "sales", about: "a pre-order" }],
    });
  });

  it("is not led astray by a field of the shop's own that has the name of one of Gumroad's", () => {
    const hints = [{ stream: "sales", about: "a sale" }];
    expect(read(`${message({ sale_id: "mine" })}&custom_fields[sale_id]=mine`)).toEqual({ ok: true, value: hints });
    expect(read(`${message({ sale_id: "a" })}&sale_id=b`)).toEqual({ ok: true, value: hints });
    expect(readJson({ seller_id: sellerId, sale_id: "mine", custom_fields: { sale_id: "mine" } })).toEqual({
      ok: true,
      value: hints,
    });
  });

  it.each([
    ["another seller", `seller_id=x&sale_id=a`, "it is about another seller's account"],
    ["two sellers", `${message({ sale_id: "a" })}&seller_id=x`, "it is about another seller's account"],
    ["no seller", "sale_id=a", "it names no seller"],
    ["another seller's subscription", "resource_name=cancellation&seller_id=x", "it is about another seller's account"],
    ["a kind nobody knows", message({ resource_name: "constructor" }), "it names no kind of event that is known here"],
    [
      "two kinds",
      `${message({ resource_name: "sale" })}&resource_name=refund`,
      "it names no kind of event that is known here",
    ],
    ["an id that is none", message({ sale_id: "../user" }), "its sale_id is none"],
    ["an endless id", message({ sale_id: "a".repeat(500) }), "its sale_id is none"],
    ["too many fields", `${message({})}${"&a=1".repeat(2_000)}`, "it has more than 2000 fields"],
    ["too long a body", message({ note: "x".repeat(300_000) }), "it is longer than 262144 characters"],
    ["nothing", "", "it is empty"],
  ])("is refused in a clause when it has %s", (_, body, clause) => {
    expect(read(body)).toEqual({ ok: false, error: clause });
  });

  it.each([
    ["{", "it is not JSON"],
    ["3", "it is no JSON object"],
    [`{"a":${"[".repeat(50)}${"]".repeat(50)}}`, "it is nested deeper than 40 levels"],
    [JSON.stringify({ many: Array.from({ length: 3_000 }, () => 1) }), "it has more than 2000 fields"],
  ])("is refused in a clause when its JSON is %.20s", (body, clause) => {
    expect(read(body, "application/json")).toEqual({ ok: false, error: clause });
  });

  it("never throws, and never leads anywhere but to sales", () => {
    const fields = fc.array(
      fc.tuple(fc.constantFrom("seller_id", "sale_id", "resource_name", "purchase_ids[]", "test"), fc.string()),
    );
    const type = fc.constantFrom(form, "application/json", "");
    fc.assert(
      fc.property(fields, type, fc.string(), (pairs, contentType, tail) => {
        const body = `${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join("&")}${tail}`;
        const hints = read(body, contentType);
        if (hints.ok) for (const hint of hints.value) expect(hint.stream).toBe("sales");
        else expect(hints.error).toMatch(/^[a-z][^\n]+$/);
      }),
    );
  });
});
