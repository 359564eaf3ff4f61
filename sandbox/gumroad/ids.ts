import { mix, unmix } from "../chance.ts";

/** What an id is of; ids of different things never meet. */
export type IdKind = "seller" | "product" | "sale" | "subscription" | "payout" | "webhook" | "licence" | "file";

const salts: Readonly<Record<IdKind, number>> = {
  seller: 0x51,
  product: 0x9107,
  sale: 0x5a1e,
  subscription: 0x5b5c,
  payout: 0xba40,
  webhook: 0x4eb0,
  licence: 0x11ce,
  file: 0xf11e,
};

/** Ids as a platform shows them, made of row numbers and back, so that no table of them is needed. */
export type IdCoder = {
  /** 24 characters that end in `==`, e.g. `FO8TXN-dvaYbBbahG97a-Q==`. */
  idOf(kind: IdKind, number: number): string;
  /** The row number; undefined when no such id was ever given out. */
  numberOf(kind: IdKind, id: string): number | undefined;
  /** Nine digits or fewer: `order_id`, and the second part of page keys. */
  digitsOf(number: number): number;
  numberOfDigits(digits: number): number | undefined;
};

/** A prime, and a factor whose products with row numbers up to 2^24 stay exact. */
const modulus = 999_999_937;
const factor = 387_420_491;
const inverse = inverseOf(factor, modulus);

export function idCoder(seed: number): IdCoder {
  const bytes = Buffer.alloc(16);
  const idOf = (kind: IdKind, number: number): string => {
    const salt = mix(seed ^ salts[kind]);
    const first = mix(number ^ salt);
    bytes.writeUInt32BE(first, 0);
    bytes.writeUInt32BE(mix(first ^ seed), 4);
    bytes.writeUInt32BE(mix(first + salt), 8);
    bytes.writeUInt32BE(mix(first ^ 0x5eed), 12);
    return `${bytes.toString("base64url")}==`;
  };
  return {
    idOf,
    numberOf: (kind, id) => {
      if (!/^[\w-]{22}==$/.test(id)) return undefined;
      const number = (unmix(Buffer.from(id, "base64url").readUInt32BE(0)) ^ mix(seed ^ salts[kind])) >>> 0;
      return idOf(kind, number) === id ? number : undefined;
    },
    digitsOf: (number) => (number * factor) % modulus,
    numberOfDigits: (digits) => {
      if (!Number.isSafeInteger(digits) || digits < 0 || digits >= modulus) return undefined;
      return Number((BigInt(digits) * inverse) % BigInt(modulus));
    },
  };
}

/** By Fermat: x^(p−2) is the inverse of x modulo a prime p. */
function inverseOf(x: number, p: number): bigint {
  let result = 1n;
  let base = BigInt(x);
  for (let power = BigInt(p - 2); power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % BigInt(p);
    base = (base * base) % BigInt(p);
  }
  return result;
}
