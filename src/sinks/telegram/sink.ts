import { err, ok } from "../../base/result.ts";
import type { WebSink } from "../../spec/sink.ts";
import { lockedOut, ofDoor, refused } from "../../spec/sink-kit/failures.ts";
import { memberOf, postJson } from "../../spec/sink-kit/post-json.ts";
import { renderTelegram } from "./render.ts";

const title = "Telegram";

/** A Telegram chat, through a bot of the owner's own. */
export const sink: WebSink = {
  id: "telegram",
  title,
  via: "http",
  fields: [
    {
      name: "token",
      label: "Bot token",
      secret: true,
      required: true,
      help: "Write /newbot to @BotFather in Telegram; it answers with the token.",
      env: "MILLRACE_TELEGRAM_TOKEN",
    },
    {
      name: "chat",
      label: "Chat",
      secret: false,
      required: true,
      help: "The number of the chat (your own number with the bot, or a group's, which begins with -), or a channel's @name.",
      env: "MILLRACE_TELEGRAM_CHAT",
    },
  ],
  // One message a second into one chat; 20 a minute into a group.
  limits: [
    { name: "messages", permits: 1, perMs: 1_000 },
    { name: "messages-minute", permits: 20, perMs: 60_000 },
  ],
  check: (setting) => [
    ...(/^\d{3,20}:[A-Za-z0-9_-]{20,80}$/.test(setting("token"))
      ? []
      : ['"Bot token" must be as BotFather gave it: a number, a colon, and letters.']),
    ...(/^(-?\d{1,20}|@[A-Za-z]\w{3,40})$/.test(setting("chat"))
      ? []
      : ['"Chat" must be the number of a chat or the @name of a channel.']),
  ],
  // The token is part of the address, where no log sees it.
  address: (setting) => `https://api.telegram.org/bot${setting("token")}`,
  send: async (context, message) => {
    const { text, shortened } = renderTelegram(message);
    const body = {
      chat_id: context.setting("chat"),
      text,
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...(message.severity === "minor" ? { disable_notification: true } : {}),
    };
    const result = await postJson(context, { path: "/sendMessage", body: JSON.stringify(body) });
    if (!result.ok) return err(refusalByDoor(result.error));
    const answer = result.value;
    if (answer.status === 200 && memberOf(answer.text, "ok") === true) {
      const id = Reflect.get(Object(memberOf(answer.text, "result")), "message_id");
      return ok({ at: context.clock.now(), shortened, ...(typeof id === "number" ? { id: String(id) } : {}) });
    }
    return err(refusalOf(answer.status, String(memberOf(answer.text, "description") ?? "")));
  },
};

const newToken = "Ask BotFather for the token of the bot and give it to Millrace.";
const start = "Open the chat with your bot in Telegram and press Start, or add the bot to the group again.";

/** 401: no such token. 403: the owner has blocked the bot, or it was put out of the group. */
function refusalByDoor(failure: Parameters<typeof ofDoor>[0]): ReturnType<typeof ofDoor> {
  if (failure.status !== 403) return ofDoor(failure, title, newToken);
  return lockedOut(title, { code: "blocked", why: "the bot may not write into that chat", fix: start, status: 403 });
}

/** 404 is what a mistyped token gets; the rest is told in English sentences that have long been the same. */
function refusalOf(status: number, description: string): ReturnType<typeof refused> {
  if (status === 404) return lockedOut(title, { code: "token", why: "it knows no such bot", fix: newToken, status });
  if (/chat not found|user not found/i.test(description)) {
    return lockedOut(title, { code: "chat-not-found", why: "the bot knows no such chat", fix: start, status });
  }
  if (/upgraded to a supergroup/i.test(description)) {
    const fix = "Give Millrace the new number of the group, which begins with -100.";
    return lockedOut(title, { code: "chat-moved", why: "the group has got a new number", fix, status });
  }
  const why = /too long/i.test(description) ? "the message is too long" : "it could not read the message";
  return refused(title, { code: "bad-request", why, fix: "If it happens again, please report it.", status });
}
