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
  const reader = new LineReader();
  const line = lineOf(reader, reader.fields(value));
  return reader.fault === undefined ? ok(line) : err(reader.fault);
}

type Fields = Readonly<Record<string, unknown>>;

/** Takes fields out of a line and keeps the first fault; after one, what it gives is of no use. */
class LineReader {
  fault: string | undefined;

  fields(value: unknown): Fields {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
    return this.#wrong("is not one object", {});
  }

  list(value: Fields, name: string): readonly unknown[] {
    const found = value[name];
    return Array.isArray(found) ? found : this.#wrong(`has no list "${name}"`, []);
  }

  text(value: Fields, name: string): string {
    const found = value[name];
    return typeof found === "string" ? found : this.#wrong(`has no text "${name}"`, "");
  }

  textOrNull(value: Fields, name: string): string | null {
    return value[name] === null ? null : this.text(value, name);
  }

  /** A whole number of any size, written as text. */
  whole(value: Fields, name: string): bigint {
    const found = this.text(value, name);
    return /^(?:0|[1-9][0-9]{0,18})$/.test(found) ? BigInt(found) : this.#wrong(`has no whole number "${name}"`, 0n);
  }

  safe(value: Fields, name: string): number {
    const found = value[name];
    return Number.isSafeInteger(found) ? (found as number) : this.#wrong(`has no whole number "${name}"`, 0);
  }

  /** The form of the export, which must be ours. */
  form(value: Fields): void {
    if (value["format"] !== jsonlFormat) this.#wrong(`has another form than ${jsonlFormat}`, undefined);
  }

  #wrong<T>(clause: string, instead: T): T {
    this.fault ??= clause;
    return instead;
  }
}

function lineOf(read: LineReader, value: Fields): JsonlLine {
  if ("format" in value) {
    read.form(value);
    return { kind: "book", bookId: read.whole(read.fields(value["book"]), "id") };
  }
  if ("txns" in value) return { kind: "end", txns: read.safe(value, "txns") };
  const txn = headerOf(read, value);
  const legs = read.list(value, "legs").map((leg) => legOf(read, read.fields(leg)));
  return { kind: "txn", txn, legs, hash: read.text(value, "hash") };
}

function headerOf(read: LineReader, value: Fields): Omit<HashedTxn, "bookId"> {
  return {
    id: read.text(value, "id"),
    seq: read.whole(value, "seq"),
    kind: read.text(value, "kind"),
    source: read.text(value, "source"),
    objectKey: read.text(value, "object"),
    revision: read.whole(value, "revision"),
    idemKey: read.textOrNull(value, "idem_key"),
    occurredAt: read.safe(value, "occurred_at"),
    recordedAt: read.safe(value, "recorded_at"),
    reverses: read.textOrNull(value, "reverses"),
    rate: value["rate"] === null ? null : rateOf(read, read.fields(value["rate"])),
  };
}

function legOf(read: LineReader, value: Fields): HashedLeg {
  return {
    code: read.safe(value, "code"),
    debit: read.text(value, "debit"),
    credit: read.text(value, "credit"),
    currency: read.text(value, "currency"),
    amount: read.whole(value, "amount"),
    phase: read.text(value, "phase"),
    pending: read.textOrNull(value, "pending"),
  };
}

function rateOf(read: LineReader, value: Fields): HashedRate {
  return {
    from: read.text(value, "from"),
    to: read.text(value, "to"),
    numerator: read.whole(value, "numerator"),
    denominator: read.whole(value, "denominator"),
    source: read.text(value, "source"),
    at: read.safe(value, "at"),
    rounding: read.text(value, "rounding"),
  };
}
