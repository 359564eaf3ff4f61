import { sha256, toHex } from "../../base/hash.ts";
import { CanonicalBytes } from "../audit/canonical-bytes.ts";
import type { ParameterValue } from "./kinds.ts";

/** What of an action its plan hash covers. Every `Action` is one. */
export type Plan = {
  readonly kind: string;
  readonly target: string;
  readonly account?: string;
  readonly book: string;
  readonly parameters: Readonly<Record<string, ParameterValue | undefined>>;
};

const planTag = "millrace/plan/v1";
const writer = new CanonicalBytes();

/**
 * SHA-256 in hex of what will be done: kind, target, account, book and all parameters, length-prefixed and in the order
 * of their names. Not of when, why or with what hope: those may change and an approval still holds. A parameter that is
 * absent and one that is `undefined` are the same; numbers, amounts, flags and texts that print alike are not.
 */
export function planHash(plan: Plan): string {
  writer
    .start(planTag)
    .text(plan.kind)
    .text(plan.target)
    .optionalText(plan.account ?? null)
    .text(plan.book);
  const given = Object.entries(plan.parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  given.sort((a, b) => (a.name < b.name ? -1 : 1));
  writer.number(given.length);
  for (const { name, value } of given) writeValue(writer.text(name), value);
  return toHex(sha256(writer.view()));
}

function writeValue(out: CanonicalBytes, value: ParameterValue): void {
  if (typeof value === "string") out.text("text").text(value);
  else if (typeof value === "bigint") out.text("amount").number(value);
  else if (typeof value === "number") out.text("whole").number(value);
  else if (typeof value === "boolean") out.text("flag").text(value ? "yes" : "no");
  else {
    out.text("list").number(value.length);
    for (const item of value) out.text(item);
  }
}
