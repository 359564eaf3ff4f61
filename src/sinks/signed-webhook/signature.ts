import { hmacSha256 } from "../../base/hmac.ts";

/**
 * The key in a secret of the form `whsec_<base64>`: 24 to 64 bytes (Standard Webhooks 1.0.0, "Signature scheme").
 * Undefined when it is not of that form.
 */
export function signingKey(secret: string): Uint8Array | undefined {
  const [, text = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(text, "base64");
  const whole = key.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "");
  return whole && key.length >= 24 && key.length <= 64 ? key : undefined;
}

/** The three headers a receiver checks. `seconds`: when this attempt is made, in Unix time. */
export function signatureHeaders(
  key: Uint8Array,
  { id, seconds, body }: { readonly id: string; readonly seconds: number; readonly body: string },
): Readonly<Record<string, string>> {
  const signature = Buffer.from(hmacSha256(key, `${id}.${seconds}.${body}`)).toString("base64");
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` };
}
