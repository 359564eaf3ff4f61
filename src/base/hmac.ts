import { createHmac } from "node:crypto";

/** HMAC-SHA256 (RFC 2104) of UTF-8 text or bytes: 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array | string): Uint8Array {
  return createHmac("sha256", key).update(message).digest();
}

/** HMAC-SHA1 of bytes: 20 bytes. Only for the one-time codes of authenticator apps (RFC 6238), which know nothing else. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac("sha1", key).update(message).digest();
}
