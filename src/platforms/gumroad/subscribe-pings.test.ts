import { describe, expect, it } from "vitest";
import { type Answering, json } from "../../spec/testing/recorded-server.ts";
import { subscribePings } from "./subscribe-pings.ts";
import { connect } from "./testing/connect.ts";

describe("asking Gumroad for messages", () => {
  const address = "https://books.example.net/pings/gumroad/5f2e";

  /** Remembers what it was asked for, as Gumroad does: the same again is a second one. */
  function remembering(failOn?: string): { answers: Answering; subscribed: string[] } {
    const subscribed: string[] = [];
    const answers: Answering = (request) => {
      const kind = request.query.get("resource_name") ?? new URLSearchParams(request.body).get("resource_name") ?? "";
      if (request.method === "PUT" && kind === failOn)
        return json({ success: false, message: "The URL is not allowed." });
      if (request.method === "PUT") subscribed.push(`${kind} ${new URLSearchParams(request.body).get("post_url")}`);
      const mine = subscribed.filter((one) => one.startsWith(`${kind} `));
      const list = mine.map((one, i) => ({ id: `${i}`, resource_name: kind, post_url: one.split(" ")[1] }));
      return json({ success: true, resource_subscriptions: list });
    };
    return { answers, subscribed };
  }

  it("asks for each kind once, however often it runs, because duplicates bring each message twice", async () => {
    const { answers, subscribed } = remembering();
    const run = () => connect(({ context }) => subscribePings(context, address), answers);
    const first = await run();
    expect(first.ok && first.value).toHaveLength(8);
    expect(await run()).toEqual({ ok: true, value: [] });
    expect(subscribed).toHaveLength(8);
    expect(subscribed[1]).toBe(`refund ${address}`);
  });

  it("says what Gumroad said when it refuses an address", async () => {
    const { answers, subscribed } = remembering("dispute");
    const result = await connect(({ context }) => subscribePings(context, address), answers);
    expect(result).toMatchObject({
      ok: false,
      error: { sentence: 'Gumroad refused what was asked: "The URL is not allowed.".' },
    });
    expect(subscribed).toHaveLength(2);
  });
});
