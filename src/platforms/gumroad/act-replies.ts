import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { powerOfTen } from "../../domain/money/decimal.ts";
import type { ConnectorContext } from "../../spec/connector.ts";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { type Fields, fieldsOf } from "../../spec/json-kit/fields.ts";
import { memberOf } from "../../spec/json-kit/slices.ts";
import { get, type Reply, refusedCall } from "./client.ts";

/** Reads one sale or product by its id, as it stands now. */
export async function readRecord(
  context: ConnectorContext,
  member: "sale" | "product",
  id: string,
): Promise<Result<Fields, Failure>> {
  const reply = await get(context, `/${member}s/${encodeURIComponent(id)}`);
  if (!reply.ok) return reply;
  return reply.value.kind === "no" ? err(refusedCall(reply.value.message)) : recordOf(reply.value, member);
}

/** The record within an answer. */
export function recordOf(reply: Reply & { kind: "done" }, member: "sale" | "product"): Result<Fields, Failure> {
  const raw = memberOf(reply.text, member);
  const parsed = raw === undefined ? undefined : parseExact(raw);
  if (parsed?.ok) return ok(fieldsOf(parsed.value, `the ${member}`));
  return err(notUnderstood(`has no ${member}`));
}

/** An answer that does not say what it must. */
export function notUnderstood(clause: string): Failure {
  return { kind: "fatal", code: "unexpected-answer", sentence: `Gumroad's answer ${clause}.` };
}

/** Gumroad's prices have two decimals in every currency but this one, whatever the currency itself has. */
const withoutDecimals: ReadonlySet<string> = new Set(["JPY"]);

/** How many decimals Gumroad writes of a currency. */
export function decimalsOf(currency: string): number {
  return withoutDecimals.has(currency) ? 0 : 2;
}

/** Minor units of a currency as Gumroad counts them; undefined where it cannot say so little. */
export function unitsOf(minor: bigint, currency: string): bigint | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return undefined;
  const shift = decimalsOf(currency) - exponent;
  if (shift >= 0) return minor * powerOfTen(shift);
  const divisor = powerOfTen(-shift);
  return minor % divisor === 0n ? minor / divisor : undefined;
}
