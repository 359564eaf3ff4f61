import { err, ok, type Result } from "../../base/result.ts";
import type { HashedLeg, HashedRate, HashedTxn } from "../../domain/audit/txn-hash.ts";
import { jsonlFormat } from "./jsonl.ts";

/** One line of a JSON lines export. */
export type JsonlLine =
  | { readonly kind: "book"; readonly bookId: bigint }
  | {
      readonly kind: "txn";
      readonly txn: Omit<HashedTxn, "bookId">;
      readonly legs: readonly HashedLeg[];
      readonly hash: string;
    }
  | { readonly kind: "end"; readonly txns: number };

/** Reads one line; the error is a clause that completes "Line 12 …". */
export function readJsonlLine(text: string): Result<JsonlLine, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("is not JSON");
  }
  try {
    return ok(lineOf(fields(value)));
  } catch (cause) {
    if (cause instanceof Unreadable) return err(cause.message);
    throw cause;
  }
}

/** Leaves the nest of readers below as soon as one field does not fit; caught above, never seen outside. */
class Unreadable extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function lineOf(value: Fields): JsonlLine {
  if ("format" in value) {
    if (value["format"] !== jsonlFormat) throw new Unreadable(`has another form than ${jsonlFormat}`);
    return { kind: "book", bookId: whole(fields(value["book"]), "id") };
  }
  if ("txns" in value) return { kind: "end", txns: safe(value, "txns") };
  const hash = text(value, "hash");
  return { kind: "txn", txn: header(value), legs: list(value, "legs").map((leg) => legOf(fields(leg))), hash };
}

function header(value: Fields): Omit<HashedTxn, "bookId"> {
  return {
    id: text(value, "id"),
    seq: whole(value, "seq"),
    kind: text(value, "kind"),
    source: text(value, "source"),
    objectKey: text(value, "object"),
    revision: whole(value, "revision"),
    idemKey: textOrNull(value, "idem_key"),
    occurredAt: safe(value, "occurred_at"),
    recordedAt: safe(value, "recorded_at"),
    reverses: textOrNull(value, "reverses"),
    rate: value["rate"] === null ? null : rateOf(fields(value["rate"])),
  };
}

function legOf(value: Fields): HashedLeg {
  return {
    code: safe(value, "code"),
    debit: text(value, "debit"),
    credit: text(value, "credit"),
    currency: text(value, "currency"),
    amount: whole(value, "amount"),
    phase: text(value, "phase"),
    pending: textOrNull(value, "pending"),
  };
}

function rateOf(value: Fields): HashedRate {
  return {
    from: text(value, "from"),
    to: text(value, "to"),
    numerator: whole(value, "numerator"),
    denominator: whole(value, "denominator"),
    source: text(value, "source"),
    at: safe(value, "at"),
    rounding: text(value, "rounding"),
  };
}

function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable("is not one object");
  return value as Fields;
}

function list(value: Fields, name: string): readonly unknown[] {
  const found = value[name];
  if (!Array.isArray(found)) throw new Unreadable(`has no list "${name}"`);
  return found;
}

function text(value: Fields, name: string): string {
  const found = value[name];
  if (typeof found !== "string") throw new Unreadable(`has no text "${name}"`);
  return found;
}

function textOrNull(value: Fields, name: string): string | null {
  return value[name] === null ? null : text(value, name);
}

/** A whole number of any size, written as text. */
function whole(value: Fields, name: string): bigint {
  const found = text(value, name);
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(found)) throw new Unreadable(`has no whole number "${name}"`);
  return BigInt(found);
}

function safe(value: Fields, name: string): number {
  const found = value[name];
  if (typeof found !== "number" || !Number.isSafeInteger(found)) throw new Unreadable(`has no whole number "${name}"`);
  return found;
}
