import { toHex } from "../base/hash.ts";
import type { Problem } from "../base/problem.ts";
import type { CheckpointBody } from "../domain/audit/checkpoint-body.ts";
import type { HashedLeg } from "../domain/audit/txn-hash.ts";
import { codeName } from "../domain/books/codes.ts";
import { currencyExponent } from "../domain/money/currency.ts";
import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Proved } from "./check-proof.ts";
import type { Verification } from "./verify.ts";

/** The result of a check, for a terminal. */
export function verificationText(result: Verification): string {
  const { head, from, entries } = result;
  const range = entries === 0 ? "no entries" : `entries ${from + 1} to ${head.seq}`;
  const counted = `${range}, ${plural(result.txns, "txn")}, ${plural(result.transfers, "transfer")}`;
  const first = result.ok
    ? `The audit log is whole: ${counted}.`
    : `The audit log is NOT as it was written: ${plural(result.findingsTotal, "finding")} in ${counted}.`;
  const more = result.findingsTotal - result.findings.length;
  return [
    first,
    ...result.findings.map(({ seq, sentence }) => `  ${seq === undefined ? "books" : `entry ${seq}`}: ${sentence}`),
    ...(more > 0 ? [`  … and ${more} more.`] : []),
    `Newest entry  ${head.seq} ${head.hash}`,
    `Checkpoints   ${result.checkpoints}`,
    `Outside       ${plural(result.anchors, "copy", "copies")}${result.anchored > 0 ? `, vouching for entries 1 to ${result.anchored}` : ""}`,
    ...result.cautions.map((caution) => `Note: ${caution}`),
  ].join("\n");
}

/** What a proof established, for a terminal. */
export function provedText(proved: Proved): string {
  if (proved.what === "consistency") {
    return `Proved: ${checkpointName(proved.newer)} only added to ${checkpointName(proved.older)}.`;
  }
  const { txn, legs, checkpoint } = proved;
  return [
    `Proved: txn ${txn.id} is in ${checkpointName(checkpoint)}.`,
    `Booked   number ${txn.seq} of book ${txn.bookId}, recorded ${isoTime(Number(txn.recordedAt))}`,
    `About    ${txn.kind} ${txn.objectKey}, happened ${isoTime(Number(txn.occurredAt))}`,
    ...(txn.reverses === null ? [] : [`Reverses ${txn.reverses}`]),
    ...(txn.rate
      ? [
          `Rate     1 ${txn.rate.from} = ${txn.rate.numerator}/${txn.rate.denominator} ${txn.rate.to} (${txn.rate.source})`,
        ]
      : []),
    ...legs.map(legText),
  ].join("\n");
}

/** A problem, for a terminal. */
export function problemText({ sentence, kept, fix }: Problem): string {
  return [sentence, kept, fix].filter((part) => part !== undefined).join(" ");
}

/** A value as JSON: bytes as hex, maps as objects, and bigints as text, because JSON's numbers lose their last digits. */
export function jsonText(value: unknown): string {
  return JSON.stringify(plain(value), null, 2);
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(plain);
  const members = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

function legText({ amount, currency, code, debit, credit, phase }: HashedLeg): string {
  const minor = BigInt(amount);
  const money = currencyExponent(currency) === undefined ? `${minor} minor units of` : formatMinor(minor, currency);
  const name = codeName(Number(code)) ?? `code ${code}`;
  return `  ${money} ${currency}  ${name}${phase === "post" ? "" : ` (${phase})`}  from ${credit} to ${debit}`;
}

function checkpointName({ origin, size, time }: CheckpointBody): string {
  return `the log ${origin} as signed over ${size} entries on ${isoTime(time)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
