import { createAllowance } from "./allowance.ts";
import { objectOf, openBooks } from "./calls.ts";
import type { SinkTwin, TwinOptions } from "./twin.ts";

export type DiscordMessage = {
  readonly id: string;
  /** As people see it: the backslashes before punctuation taken out. */
  readonly content: string;
  /** Who would be pinged. */
  readonly pings: readonly string[];
  readonly flags: number;
};

export type DiscordTwin = SinkTwin<DiscordMessage> & {
  /** The path of a webhook that works. */
  readonly path: string;
  /** From now on the webhook is deleted. */
  readonly delete: () => void;
};

const permits = 5;
const perMs = 2_000;

/** Discord's "execute webhook": rate headers on each answer, fractions of seconds in a refusal. */
export function createDiscordTwin({ now }: TwinOptions): DiscordTwin {
  const books = openBooks<DiscordMessage>("discord", { now });
  const token = "sandbox-Sandbox_sandbox-Sandbox_sandbox-Sandbox_sandbox-Sandbox_1234";
  const path = `/api/webhooks/1000000000000000001/${token}`;
  const allowance = createAllowance(permits, perMs);
  let deleted = false;
  books.twin.app.post("/api/webhooks/:id/:token", async (c) => {
    if (c.req.param("id") !== "1000000000000000001" || deleted) {
      return c.json({ message: "Unknown Webhook", code: 10_015 }, 404);
    }
    if (c.req.param("token") !== token) return c.json({ message: "Invalid Webhook Token", code: 50_027 }, 401);
    const taken = books.fault() !== "busy" && allowance.take(now());
    const wait = allowance.wait(now());
    c.header("X-RateLimit-Limit", String(permits));
    c.header("X-RateLimit-Remaining", String(taken ? allowance.left(now()) : 0));
    c.header("X-RateLimit-Reset", ((now() + (wait || perMs)) / 1000).toFixed(3));
    c.header("X-RateLimit-Reset-After", ((wait || perMs) / 1000).toFixed(3));
    c.header("X-RateLimit-Bucket", "sandbox");
    if (!taken) {
      c.header("X-RateLimit-Scope", "user");
      c.header("Retry-After", String(Math.max(1, Math.ceil(wait / 1000))));
      const seconds = Math.max(0.05, wait / 1000);
      return c.json({ message: "You are being rate limited.", retry_after: seconds, global: false }, 429);
    }
    const body = await objectOf(c);
    const content = body?.["content"];
    if (body === undefined || typeof content !== "string" || content.trim() === "") {
      return c.json({ message: "Cannot send an empty message", code: 50_006 }, 400);
    }
    if (content.length > 2_000) return c.json({ message: "Invalid Form Body", code: 50_035 }, 400);
    const id = String(2_000_000_000_000_000_000n + BigInt(books.twin.received.length));
    books.take({ id, content: unescaped(content), pings: pingsOf(content, body), flags: Number(body["flags"] ?? 0) });
    if (c.req.query("wait") !== "true") return c.body(null, 204);
    return c.json({ id, content, type: 0 });
  });
  return {
    ...books.twin,
    path,
    delete: () => {
      deleted = true;
    },
  };
}

function pingsOf(content: string, body: Readonly<Record<string, unknown>>): readonly string[] {
  const parse: unknown = Reflect.get(Object(body["allowed_mentions"]), "parse");
  if (Array.isArray(parse) && parse.length === 0) return [];
  return content.match(/@everyone|@here|<@[!&]?\d+>/g) ?? [];
}

function unescaped(content: string): string {
  return content.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
