import { sha256 } from "../base/hash.ts";
import type { Random } from "../base/random.ts";

/** Random text for addresses and headers: base64url of so many bytes. */
export function newToken(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString("base64url");
}

/** What is kept of a token: at least 128 random bits need no salt and no slow hash. */
export function tokenHash(kind: "link" | "session" | "key" | "recovery", token: string): Uint8Array {
  return sha256(`millrace ${kind} ${token}`);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base 32 without padding: what authenticator apps take a seed in, and what can be read aloud. */
export function toBase32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + alphabet[(held << (5 - bits)) & 31] : out;
}

/** Back to bytes; undefined when it is no such text. */
export function fromBase32(text: string): Uint8Array | undefined {
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  return Uint8Array.from(out);
}
