import { createHmac, timingSafeEqual } from "node:crypto";
import { openBooks } from "./calls.ts";
import type { SinkTwin, TwinOptions } from "./twin.ts";

export type ReceivedWebhook = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, string>>;
};

export type ReceiverTwin = SinkTwin<ReceivedWebhook> & {
  readonly path: string;
  readonly secret: string;
  /** How many deliveries were known already and therefore not taken again. */
  readonly repeats: () => number;
  /** From now on it answers so to what it would have taken. */
  readonly answerWith: (status: 301 | 400 | 404 | 410) => void;
};

/** A receiver as Standard Webhooks 1.0.0 wants it: signature first, then the clock, then whether it was seen before. */
export function createReceiverTwin({ now }: TwinOptions): ReceiverTwin {
  const books = openBooks<ReceivedWebhook>("signed-webhook", { now });
  const key = Buffer.from("sandbox-signing-key-of-32-bytes!", "utf8");
  let repeats = 0;
  let status: 301 | 400 | 404 | 410 | undefined;
  books.twin.app.post("/hooks/millrace", async (c) => {
    const body = await c.req.text();
    const id = c.req.header("webhook-id") ?? "";
    const seconds = c.req.header("webhook-timestamp") ?? "";
    const expected = Buffer.from(createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64"));
    const fits = (c.req.header("webhook-signature") ?? "").split(" ").some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ""));
      return one.startsWith("v1,") && given.length === expected.length && timingSafeEqual(given, expected);
    });
    if (id === "" || !fits) return c.text("bad signature", 401);
    if (Math.abs(now() / 1000 - Number(seconds)) > 300) return c.text("too old", 400);
    if (Buffer.byteLength(body) > 20_000) return c.text("too large", 413);
    if (books.fault() === "busy") return c.text("slow down", 429, { "Retry-After": "2" });
    if (status === 301) return c.redirect("/elsewhere", 301);
    if (status !== undefined) return c.text("no", status);
    if (books.twin.received.some((one) => one.id === id)) {
      repeats += 1;
      return c.body(null, 204);
    }
    const { type, timestamp, data } = JSON.parse(body);
    books.take({ id, type, timestamp, content: data, query: c.req.query() });
    return c.body(null, 204);
  });
  return {
    ...books.twin,
    path: "/hooks/millrace",
    secret: `whsec_${key.toString("base64")}`,
    repeats: () => repeats,
    answerWith: (next) => {
      status = next;
    },
  };
}
