import type { Millis } from "../base/clock.ts";
import { hmacSha1 } from "../base/hmac.ts";
import type { Random } from "../base/random.ts";
import { peopleLimits } from "./people-limits.ts";
import { toBase32 } from "./tokens.ts";

const stepMs = 30_000;

/** The six digits that an authenticator app shows in this 30-second step (RFC 6238 over RFC 4226, SHA-1). */
export function codeAt(seed: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = Buffer.from(hmacSha1(seed, counter));
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/**
 * The step whose code this is: the present one, the one before or the one after, because clocks differ. Undefined when
 * it is none of them. The caller uses the step up.
 */
export function stepOfCode(seed: Uint8Array, code: string, now: Millis): number | undefined {
  const present = Math.floor(now / stepMs);
  return [present, present - 1, present + 1].find((step) => codeAt(seed, step) === code);
}

/** A new seed, and the address that an authenticator app reads from a QR code. */
export function newSeed(random: Random, signIn: string): { readonly seed: string; readonly uri: string } {
  const seed = toBase32(random.bytes(peopleLimits.codeSeedBytes));
  const label = `Millrace:${encodeURIComponent(signIn)}`;
  return { seed, uri: `otpauth://totp/${label}?secret=${seed}&issuer=Millrace&algorithm=SHA1&digits=6&period=30` };
}

/** New recovery codes as a person writes them down: 25 letters and digits in groups of five, 125 bits. */
export function newRecoveryCodes(random: Random): readonly string[] {
  return Array.from({ length: peopleLimits.recoveryCodes }, () => {
    const text = toBase32(random.bytes(16)).slice(0, 25);
    return (text.match(/.{5}/g) ?? []).join("-");
  });
}

/** What was typed as a recovery code, as it was made; undefined when it cannot be one. */
export function readRecoveryCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "");
  return /^[A-Z2-7]{25}$/.test(plain) ? (plain.match(/.{5}/g) ?? []).join("-") : undefined;
}
