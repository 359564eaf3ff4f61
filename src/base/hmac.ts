import { createHmac } from "node:crypto";

/** HMAC-SHA256 (RFC 2104) of UTF-8 text or bytes: 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array | string): Uint8Array {
  return createHmac("sha256", key).update(message).digest();
}
