import { createHmac, type KeyObject } from "node:crypto";

/**
 * One spelling for every way an e-mail address is written: trimmed, lower case, Unicode NFC. Dots and "+tags" stay:
 * which of them matter is each mail server's own business, and joining two people is worse than not joining one.
 */
export function normalEmail(email: string): string {
  // Lower-casing can take letters apart (İ becomes i and a dot), so they are put together again after it.
  return email.normalize("NFC").trim().toLowerCase().normalize("NFC");
}

/**
 * 32 bytes that stand for an e-mail address: HMAC-SHA-256 under a data key of purpose "lookup". The same address
 * always gives the same bytes, and without the key nobody can tell which address they stand for or try a list of
 * addresses. Undefined for an empty address, which must not join all the buyers who have none.
 */
export function lookupEmail(key: KeyObject, email: string): Uint8Array | undefined {
  const normal = normalEmail(email);
  if (normal === "") return undefined;
  return createHmac("sha256", key).update(`e-mail:${normal}`, "utf8").digest();
}
