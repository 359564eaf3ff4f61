import { describe, expect, it } from "vitest";
import type { Delivery } from "../delivery.ts";
import { deliverPings } from "../delivery.ts";
import { noFaults } from "../fault-plan.ts";
import { type OpenTwin, openTwin, quietShop } from "../testing/open-twin.ts";

const hook = "http://127.0.0.1:9/hook";

async function subscribed(name: string, options = {}): Promise<OpenTwin> {
  const open = await openTwin(options);
  await open.ask("PUT", "/v2/resource_subscriptions", { resource_name: name, post_url: hook });
  return open;
}

function later(open: OpenTwin, seconds: number): readonly Delivery[] {
  open.clock.advance(seconds * 1_000);
  return open.twin.pingsDue(open.clock.now());
}

const fields = (delivery: Delivery | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(delivery?.body));

describe("pings", () => {
  it("tell a sale ten seconds after it, as a form", async () => {
    await using open = await subscribed("sale");
    const id = open.twin.sell({ product: "wlclb", variant: "Reader", email: "ines+1@example.net" });
    expect(later(open, 9)).toEqual([]);
    const [ping] = later(open, 1);
    expect(ping).toMatchObject({ url: hook, contentType: "application/x-www-form-urlencoded", attempt: 0 });
    expect(ping?.body).toContain("variants[Tier]=Reader");
    expect(ping?.body).toContain("card[visual]=%2A%2A%2A%2A%20");
    expect(fields(ping)).toMatchObject({
      sale_id: id,
      price: "800",
      email: "ines+1@example.net",
      resource_name: "sale",
    });
  });

  it("tell a partial refund without an amount, and as not refunded", async () => {
    await using open = await subscribed("refund");
    const id = open.twin.sell({ product: "lgpqr" });
    await open.door("POST", "refund", { id, amount: 500 });
    expect(later(open, 5).map((one) => fields(one)["refunded"])).toEqual(["false"]);
    await open.door("POST", "refund", { id });
    expect(later(open, 5).map((one) => fields(one)["refunded"])).toEqual(["true"]);
  });

  it("tell test purchases and a gift's receiver, which no list shows, and not the giver", async () => {
    await using open = await subscribed("sale");
    open.twin.sell({ test: true });
    open.twin.sell({ giftTo: "lucky.friend@example.com" });
    const told = later(open, 10).map(fields);
    expect(told.map((one) => [one["test"], one["is_gift_receiver_purchase"], one["gift_price"]])).toEqual([
      ["true", "false", undefined],
      [undefined, "true", "2900"],
    ]);
  });

  it("are tried again after 1, 3 and 10 minutes when the server failed, and then never", async () => {
    await using open = await subscribed("sale");
    open.twin.sell({});
    const attempts: (string | undefined)[] = [];
    for (const wait of [10, 60, 180, 600, 3_600, 86_400]) {
      open.clock.advance(wait * 1_000);
      await deliverPings(open.twin, open.clock.now(), async (delivery) => {
        attempts.push(fields(delivery)["retry_count"]);
        return 503;
      });
    }
    expect(attempts).toEqual([undefined, "1", "2", "3"]);
  });

  it("are not tried again when nobody answered or the request was refused", async () => {
    for (const status of [undefined, 404, 429]) {
      await using open = await subscribed("sale");
      open.twin.sell({});
      for (const ping of later(open, 10)) ping.done(status);
      expect(later(open, 86_400)).toEqual([]);
    }
  });

  it("come twice where somebody subscribed twice, and stop when a subscription is deleted", async () => {
    await using open = await subscribed("sale");
    await open.ask("PUT", "/v2/resource_subscriptions", { resource_name: "sale", post_url: hook });
    open.twin.sell({});
    expect(later(open, 10)).toHaveLength(2);
    const all = (await open.get("/v2/resource_subscriptions?resource_name=sale")).json.resource_subscriptions;
    for (const { id } of all) await open.ask("DELETE", `/v2/resource_subscriptions/${id}`);
    open.twin.sell({});
    expect(later(open, 10)).toEqual([]);
  });

  it("stop without a word while the token is revoked", async () => {
    await using open = await subscribed("sale");
    open.twin.changeToken("revoke");
    open.twin.sell({});
    expect(later(open, 60)).toEqual([]);
  });

  it("go to the ping address of the settings for sales only", async () => {
    await using open = await openTwin({ shop: quietShop({ pingUrl: hook }) });
    const id = open.twin.sell({ product: "lgpqr" });
    await open.door("POST", "refund", { id });
    expect(later(open, 10).map((one) => one.name)).toEqual(["sale"]);
  });

  it("tell how a membership ends", async () => {
    await using open = await subscribed("cancellation");
    await open.ask("PUT", "/v2/resource_subscriptions", { resource_name: "subscription_ended", post_url: hook });
    const id = open.twin.sell({ product: "wlclb" });
    await open.door("POST", "cancel", { id });
    const told = later(open, 40 * 86_400);
    expect(told.map((one) => one.name)).toEqual(["cancellation", "subscription_ended"]);
    expect(fields(told[0])).toMatchObject({ cancelled_by_buyer: "true", "purchase_ids[]": id });
  });

  it("get lost, come twice, come days later or are forged, as chance has it", async () => {
    const only = (kind: string) => ({ faults: { ...noFaults, shares: { [kind]: 1 } } });
    const told = async (kind: string, seconds: number): Promise<readonly Delivery[]> => {
      await using open = await subscribed("sale", only(kind));
      open.twin.sell({});
      const now = later(open, 10);
      const count = open.twin.faultCounts;
      expect(Object.values(count)).toEqual([1]);
      return seconds === 0 ? now : [...now, ...later(open, seconds)];
    };
    expect(await told("ping-lost", 9 * 86_400)).toEqual([]);
    expect(await told("ping-twice", 0)).toHaveLength(2);
    expect(await told("ping-late", 0)).toEqual([]);
    expect(await told("ping-late", 4 * 86_400)).toHaveLength(1);
    const forged = (await told("ping-forged", 0)).map((one) =>
      [fields(one)["sale_id"], fields(one)["seller_id"]].join(),
    );
    expect(new Set(forged).size).toBe(2);
  });
});
