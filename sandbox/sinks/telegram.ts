import type { Context } from "hono";
import { createAllowance } from "./allowance.ts";
import { objectOf, openBooks } from "./calls.ts";
import { readTelegramHtml } from "./telegram-html.ts";
import type { SinkTwin, TwinEnv, TwinOptions } from "./twin.ts";

export type TelegramMessage = {
  readonly chat: string;
  /** As people see it: tags taken out, escapes undone. */
  readonly text: string;
  readonly links: readonly string[];
  readonly silent: boolean;
};

export type TelegramTwin = SinkTwin<TelegramMessage> & {
  readonly token: string;
  /** A chat in which Start was pressed. */
  readonly chat: string;
  /** From now on: the owner has blocked the bot; its token was revoked; the group has become a supergroup. */
  readonly break: (how: "blocked" | "revoked" | "upgraded") => void;
};

/** Telegram's `sendMessage`: JSON answers, HTML mode, a message a second into one chat. */
export function createTelegramTwin({ now }: TwinOptions): TelegramTwin {
  const books = openBooks<TelegramMessage>("telegram", { now });
  const token = "123456789:SandboxSandboxSandboxSandboxSandbox";
  const chat = "5550123";
  const allowance = createAllowance(1, 1_000);
  let broken: "blocked" | "revoked" | "upgraded" | undefined;
  books.twin.app.post("/:bot/sendMessage", async (c) => {
    const given = c.req.param("bot");
    if (!/^bot\d+:[\w-]{20,}$/.test(given)) return refuse(c, 404, "Not Found");
    if (given !== `bot${token}` || broken === "revoked") return refuse(c, 401, "Unauthorized");
    const body = await objectOf(c);
    if (body === undefined || typeof body["text"] !== "string" || body["text"].trim() === "") {
      return refuse(c, 400, "Bad Request: message text is empty");
    }
    if (String(body["chat_id"]) !== chat) return refuse(c, 400, "Bad Request: chat not found");
    if (broken === "blocked") return refuse(c, 403, "Forbidden: bot was blocked by the user");
    if (broken === "upgraded") {
      const parameters = { migrate_to_chat_id: -1_001_234_567_890 };
      return refuse(c, 400, "Bad Request: group chat was upgraded to a supergroup chat", parameters);
    }
    if (books.fault() === "busy" || !allowance.take(now())) {
      const seconds = Math.max(1, Math.ceil(allowance.wait(now()) / 1000));
      return refuse(c, 429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
    }
    const plain = { text: body["text"], links: [] };
    const read = body["parse_mode"] === "HTML" ? readTelegramHtml(body["text"]) : plain;
    if ("error" in read) return refuse(c, 400, `Bad Request: can't parse entities: ${read.error}`);
    if (read.text.length > 4_096) return refuse(c, 400, "Bad Request: message is too long");
    books.take({ chat, text: read.text, links: read.links, silent: body["disable_notification"] === true });
    const result = { message_id: books.twin.received.length, date: Math.floor(now() / 1000), text: read.text };
    return c.json({ ok: true, result });
  });
  return {
    ...books.twin,
    token,
    chat,
    break: (how) => {
      broken = how;
    },
  };
}

function refuse(
  c: Context<TwinEnv>,
  status: 400 | 401 | 403 | 404 | 429,
  description: string,
  parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number },
): Response {
  const wait = parameters?.retry_after;
  return c.json(
    { ok: false, error_code: status, description, ...(parameters === undefined ? {} : { parameters }) },
    status,
    wait === undefined ? {} : { "Retry-After": String(wait) },
  );
}
