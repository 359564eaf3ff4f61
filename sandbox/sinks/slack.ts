import { createAllowance } from "./allowance.ts";
import { objectOf, openBooks } from "./calls.ts";
import type { SinkTwin, TwinOptions } from "./twin.ts";

export type SlackMessage = {
  readonly text: string;
  /** All that its blocks show, with escapes undone, a line each. */
  readonly shown: readonly string[];
  /** Mentions and links that Slack would make of it, as written. */
  readonly marks: readonly string[];
};

export type SlackTwin = SinkTwin<SlackMessage> & {
  /** The path of a webhook that works. */
  readonly path: string;
  /** From now on the webhook is gone, or its channel is archived. */
  readonly break: (how: "removed" | "archived") => void;
};

/** Slack's incoming webhooks: one address, plain words as errors, Block Kit's limits. */
export function createSlackTwin({ now }: TwinOptions): SlackTwin {
  const books = openBooks<SlackMessage>("slack", { now });
  const path = "/services/T0SANDBOX/B0SANDBOX/sandboxsandboxsandbox123";
  const allowance = createAllowance(1, 1_000);
  let broken: "removed" | "archived" | undefined;
  books.twin.app.post("/services/:team/:service/:code", async (c) => {
    if (!c.req.path.endsWith(path) || broken === "removed") return c.text("no_service", 404);
    if (broken === "archived") return c.text("channel_is_archived", 410);
    if (books.fault() === "busy" || !allowance.take(now())) {
      return c.text("rate_limited", 429, {
        "Retry-After": String(Math.max(1, Math.ceil(allowance.wait(now()) / 1000))),
      });
    }
    const body = await objectOf(c);
    const refusal = body === undefined ? "invalid_payload" : refusalOf(body);
    if (body === undefined || refusal !== undefined) return c.text(refusal ?? "invalid_payload", 400);
    const texts = blockTexts(body["blocks"]);
    const marked = texts.filter((one) => one.kind === "section").map((one) => one.text);
    books.take({
      text: String(body["text"]),
      // A header is plain text: what stands in it is what is shown.
      shown: texts.flatMap(({ kind, text }) => (kind === "header" ? text : unescaped(text)).split("\n")),
      marks: marked.flatMap((text) => text.match(/<[^>]*>/g) ?? []),
    });
    return c.text("ok");
  });
  return {
    ...books.twin,
    path,
    break: (how) => {
      broken = how;
    },
  };
}

type Text = { readonly kind: string; readonly text: string };

function refusalOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const text = body["text"];
  const blocks = body["blocks"] ?? [];
  if (typeof text !== "string" && body["blocks"] === undefined) return "no_text";
  if (!Array.isArray(blocks) || blocks.length > 50) return "invalid_blocks";
  const texts = blockTexts(blocks);
  if (texts.length !== blocks.length) return "invalid_blocks";
  const tooLong = texts.some(({ kind, text: one }) => one === "" || one.length > (kind === "header" ? 150 : 3_000));
  if (tooLong) return "invalid_blocks";
  // Not documented, but reported by many: about 13,200 characters in all blocks together.
  return texts.reduce((sum, one) => sum + one.text.length, 0) > 13_200 ? "msg_blocks_too_long" : undefined;
}

function blockTexts(blocks: unknown): readonly Text[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: unknown) => {
    const kind: unknown = Reflect.get(Object(block), "type");
    const inner = Object(Reflect.get(Object(block), "text"));
    const text: unknown = Reflect.get(inner, "text");
    const wanted = kind === "header" ? ["plain_text"] : ["plain_text", "mrkdwn"];
    const fits = (kind === "header" || kind === "section") && wanted.includes(String(Reflect.get(inner, "type")));
    return fits && typeof text === "string" ? [{ kind, text }] : [];
  });
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
