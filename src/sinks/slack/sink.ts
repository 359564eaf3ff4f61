import { err, ok } from "../../base/result.ts";
import type { WebSink } from "../../spec/sink.ts";
import { lockedOut, ofDoor, refused } from "../../spec/sink-kit/failures.ts";
import { postJson } from "../../spec/sink-kit/post-json.ts";
import { renderSlack } from "./render.ts";

const title = "Slack";
const fix = "Make a new incoming webhook in Slack and give its URL to Millrace.";

/** A Slack channel, through an incoming webhook. The address itself is the secret. */
export const sink: WebSink = {
  id: "slack",
  title,
  via: "http",
  fields: [
    {
      name: "url",
      label: "Webhook URL",
      secret: true,
      required: true,
      help: "In your Slack app: Incoming Webhooks, Add New Webhook. It can only post into the one channel you choose.",
      env: "MILLRACE_SLACK_URL",
    },
  ],
  // About one message a second for each address; short bursts pass.
  limits: [{ name: "messages", permits: 1, perMs: 1_000 }],
  check: (setting) =>
    shape.test(setting("url"))
      ? []
      : ['"Webhook URL" must be as Slack shows it: https://hooks.slack.com/services/, then three parts.'],
  address: (setting) => setting("url"),
  send: async (context, message) => {
    const { body, shortened } = renderSlack(message);
    const result = await postJson(context, { path: "", body: JSON.stringify(body) });
    if (!result.ok) return err(ofDoor(result.error, title, fix));
    const { status, text } = result.value;
    if (status === 200 && text.trim() === "ok") return ok({ at: context.clock.now(), shortened });
    // Errors come as one plain word.
    const code = /^[a-z_]{1,60}$/.test(text.trim()) ? text.trim() : "unexpected-answer";
    const why = reasons[code] ?? (code === "unexpected-answer" ? "its answer was not understood" : `it says "${code}"`);
    if (status === 404) return err(lockedOut(title, { code, why, fix, status }));
    return err(refused(title, { code, why, fix: "If it happens again, please report it.", status }));
  },
};

/** The workflow and government forms of these addresses have other hosts and take other bodies. */
const shape = /^https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9]{1,40}\/[A-Za-z0-9]{1,40}\/[A-Za-z0-9]{1,80}$/;

const reasons: Readonly<Record<string, string>> = {
  no_service: "the webhook was removed or switched off",
  no_team: "the workspace is gone",
  channel_not_found: "the channel is gone",
  channel_is_archived: "the channel is archived",
  invalid_payload: "it could not read the message",
  msg_blocks_too_long: "the message is too long",
  no_text: "the message has no text",
};
