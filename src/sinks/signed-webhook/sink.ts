import { err, ok, type Result } from "../../base/result.ts";
import type { WebSink } from "../../spec/sink.ts";
import { deliveryId } from "../../spec/sink-kit/delivery-id.ts";
import { lockedOut, ofDoor, refused } from "../../spec/sink-kit/failures.ts";
import { postJson } from "../../spec/sink-kit/post-json.ts";
import { renderWebhook } from "./render.ts";
import { signatureHeaders, signingKey } from "./signature.ts";

const title = "The webhook";
const fix = "Look at the receiver, and give Millrace its address and secret again.";

/** Any receiver of the owner's: JSON by POST, signed as in Standard Webhooks. */
export const sink: WebSink = {
  id: "signed-webhook",
  title,
  via: "http",
  fields: [
    {
      name: "url",
      label: "Address",
      secret: true,
      required: true,
      help: "The https address that takes the messages, on the public internet.",
      env: "MILLRACE_WEBHOOK_URL",
    },
    {
      name: "secret",
      label: "Signing secret",
      secret: true,
      required: true,
      help: "whsec_ and 24 to 64 random bytes as base64; the receiver gets the same one.",
      env: "MILLRACE_WEBHOOK_SECRET",
    },
  ],
  limits: [{ name: "messages", permits: 5, perMs: 1_000 }],
  check: (setting) => [
    ...(partsOf(setting("url")).ok ? [] : ['"Address" must be an https address without a name and password in it.']),
    ...(signingKey(setting("secret")) === undefined
      ? ['"Signing secret" must be whsec_ followed by 24 to 64 bytes as base64.']
      : []),
  ],
  address: (setting) => {
    const parts = partsOf(setting("url"));
    return parts.ok ? parts.value.base : "";
  },
  send: async (context, message) => {
    const { setting, clock } = context;
    const parts = partsOf(setting("url"));
    const key = signingKey(setting("secret"));
    // Both were checked before anything could be sent.
    if (!parts.ok || key === undefined) return err(refused(title, { code: "settings", why: "it is not set up", fix }));
    const { body, shortened } = renderWebhook(message);
    const id = `msg_${deliveryId(message.key, context.name)}`;
    const headers = signatureHeaders(key, { id, seconds: Math.floor(clock.now() / 1000), body });
    const result = await postJson(context, { path: parts.value.path, query: parts.value.query, headers, body });
    if (!result.ok) return err(ofDoor(result.error, title, fix));
    const { status } = result.value;
    if (status >= 200 && status < 300) return ok({ at: clock.now(), id, shortened });
    if (status === 404)
      return err(lockedOut(title, { code: "not-found", why: "there is nothing at its address", fix, status }));
    const why =
      status < 400 ? "its address leads to another one, which is not followed" : `it answered with status ${status}`;
    return err(refused(title, { code: "refused", why, fix, status }));
  },
};

type Parts = { readonly base: string; readonly path: "" | "/"; readonly query: Readonly<Record<string, string>> };

/** Some receivers have their key in the query, and some tell `/hook` from `/hook/`. */
function partsOf(text: string): Result<Parts, "unfit"> {
  const url = text.length > 2_000 || /[\s\p{Cc}]/u.test(text) ? null : URL.parse(text);
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "") {
    return { ok: false, error: "unfit" };
  }
  const bare = url.pathname.replace(/\/+$/, "");
  const path = url.pathname.endsWith("/") && bare !== "" ? "/" : "";
  return ok({ base: `${url.origin}${bare}`, path, query: Object.fromEntries(url.searchParams) });
}
