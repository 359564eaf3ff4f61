import { createHash } from "node:crypto";

/** SHA-256 of the given bytes or UTF-8 text: 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return createHash("sha256").update(data).digest();
}

/** Lower-case hex text of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
