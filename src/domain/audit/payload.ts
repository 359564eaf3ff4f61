import { assert } from "../../base/assert.ts";

/** What the payload of an ordinary entry may hold: no floats, no dates, no absent values that look like present ones. */
export type PayloadValue =
  | string
  | bigint
  | number
  | boolean
  | null
  | readonly PayloadValue[]
  | { readonly [name: string]: PayloadValue | undefined };

/**
 * The payload of an entry other than `ledger.post`: JSON with sorted names and no spaces, so that equal content has
 * equal bytes. Whole numbers only; bigints are written as plain numbers; undefined members are left out.
 */
export function auditPayload(value: PayloadValue): Uint8Array {
  return Buffer.from(canonicalJson(value), "utf8");
}

function canonicalJson(value: PayloadValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") {
    assert(Number.isSafeInteger(value), "an audit payload holds whole numbers only");
    return String(value === 0 ? 0 : value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

function isList(value: object): value is readonly PayloadValue[] {
  return Array.isArray(value);
}
