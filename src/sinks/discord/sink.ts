import { err, ok } from "../../base/result.ts";
import type { WebSink } from "../../spec/sink.ts";
import { lockedOut, ofDoor, refused } from "../../spec/sink-kit/failures.ts";
import { memberOf, postJson } from "../../spec/sink-kit/post-json.ts";
import { renderDiscord } from "./render.ts";

const title = "Discord";
const fix = "Make a new webhook in the channel's settings and give its URL to Millrace.";

/** A Discord channel, through a webhook. The address itself is the secret. */
export const sink: WebSink = {
  id: "discord",
  title,
  via: "http",
  fields: [
    {
      name: "url",
      label: "Webhook URL",
      secret: true,
      required: true,
      help: "In Discord: Edit Channel, Integrations, Webhooks, New Webhook, Copy Webhook URL.",
      env: "MILLRACE_DISCORD_URL",
    },
  ],
  // Five in two seconds for each webhook, thirty a minute for each channel.
  limits: [
    { name: "messages", permits: 5, perMs: 2_000 },
    { name: "messages-minute", permits: 30, perMs: 60_000 },
  ],
  check: (setting) =>
    shape.test(setting("url"))
      ? []
      : ['"Webhook URL" must be as Discord shows it: https://discord.com/api/webhooks/, a number and a code.'],
  address: (setting) => setting("url"),
  send: async (context, message) => {
    const { content, shortened } = renderDiscord(message);
    // 4: no previews of links; 4096: no sound.
    const flags = message.severity === "minor" ? 4 | 4_096 : 4;
    const body = { content, allowed_mentions: { parse: [] }, flags };
    const result = await postJson(context, { path: "", query: { wait: "true" }, body: JSON.stringify(body) });
    if (!result.ok) return err(ofDoor(result.error, title, fix));
    const { status, text } = result.value;
    if (status === 200 || status === 204) {
      const id = memberOf(text, "id");
      return ok({ at: context.clock.now(), shortened, ...(typeof id === "string" ? { id } : {}) });
    }
    if (status === 404) {
      return err(lockedOut(title, { code: "unknown-webhook", why: "the webhook was deleted", fix, status }));
    }
    const why = "it could not read the message";
    return err(refused(title, { code: "bad-request", why, fix: "If it happens again, please report it.", status }));
  },
};

const shape =
  /^https:\/\/(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{1,25}\/[A-Za-z0-9_-]{1,120}$/;
