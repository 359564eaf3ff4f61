import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ParametersOf } from "../../domain/action/kinds.ts";
import { englishStyle, parseDecimal, powerOfTen } from "../../domain/money/decimal.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { actFailure } from "../../spec/act-kit.ts";
import type { ActFailure, Applied, ConnectorContext, Finding, Hint, Standpoint } from "../../spec/connector.ts";
import type { Fields } from "../../spec/json-kit/fields.ts";
import { decimalsOf, notUnderstood, readRecord, unitsOf } from "./act-replies.ts";
import { put, refusedCall } from "./client.ts";

type Refund = ParametersOf<"sale.refund">;

/**
 * How a sale stands as to refunds. `left` is what can still be refunded, in Gumroad's units of the listing's currency.
 * Nothing left of a sale that is not refunded means that the way to pay it back is gone.
 */
type Standing = {
  readonly currency: string;
  readonly left: bigint;
  readonly refunded: boolean;
  readonly partly: boolean;
  /** What the buyer paid, US cents. */
  readonly price: bigint;
};

/** Gumroad's own words for refusals that come before anything was paid back. What is not here may have been done. */
const refusals: readonly RegExp[] = [
  /^Purchase is already refunded\.?$/i,
  /^Refund amount cannot be greater than the purchase price\.?$/i,
  /^Your balance is insufficient to process this refund\.?$/i,
  /^Refunds are temporarily disabled in your account\.?$/i,
  /has an active dispute/i,
  /^The sale was not found\.?$/i,
];

export async function beforeRefund(context: ConnectorContext, refund: Refund): Promise<Result<Standpoint, Failure>> {
  const now = await standingOf(context, refund.sale);
  if (!now.ok) return now;
  const text = textOf(now.value);
  return ok(now.value.refunded ? { text, already: "the sale is refunded in full already." } : { text });
}

/** Always with the amount: without one Gumroad pays back all that is left, which another refund may have changed. */
export async function refundSale(context: ConnectorContext, refund: Refund): Promise<Result<Applied, ActFailure>> {
  const now = await standingOf(context, refund.sale);
  // Nothing but a reading call was made.
  if (!now.ok) return err({ kind: "refused", failure: now.error });
  const amount = amountOf(refund, now.value);
  if (!amount.ok) return err({ kind: "refused", failure: amount.error });
  const path = `/sales/${encodeURIComponent(refund.sale)}/refund`;
  const reply = await put(context, path, { amount_cents: String(amount.value) });
  if (!reply.ok) return err(actFailure(reply.error));
  if (reply.value.kind === "done") {
    const { currency } = refund;
    const note = `Gumroad refunded ${formatMinor(refund.amount, currency)} ${currency} of sale ${refund.sale}.`;
    return ok({ note, look: lookAt(refund) });
  }
  const { message } = reply.value;
  const certain = refusals.some((one) => one.test(message));
  return err({ kind: certain ? "refused" : "unclear", failure: refusedCall(message) });
}

export async function findRefund(
  context: ConnectorContext,
  refund: Refund,
  before: string | undefined,
): Promise<Result<Finding, Failure>> {
  const then = before === undefined ? undefined : standingFrom(before);
  const read = await standingOf(context, refund.sale);
  if (!read.ok) return read;
  const now = read.value;
  const amount = then === undefined ? undefined : amountOf(refund, then);
  if (then === undefined || !amount?.ok)
    return ok({ kind: "unclear", note: "It is not known how the sale stood before." });
  const gone = then.left - now.left;
  const isSame = gone === 0n && now.refunded === then.refunded && now.partly === then.partly;
  if (isSame) return ok({ kind: "absent", note: "The sale stands as it did before." });
  // Where the way to pay back is gone, "nothing left" says nothing about what was paid back.
  const explained = now.left > 0n ? now.partly : now.refunded;
  if (gone === amount.value && explained) {
    return ok({
      kind: "found",
      note: "What can still be refunded went down by exactly this refund.",
      look: lookAt(refund),
    });
  }
  return ok({ kind: "unclear", note: "The sale was refunded by another amount than this." });
}

function lookAt({ sale }: Refund): Hint {
  return { stream: "sales", id: sale, about: "a refund" };
}

/** In Gumroad's units of the listing's currency. In another currency only all of it can be meant. */
function amountOf({ amount, currency }: Refund, standing: Standing): Result<bigint, Failure> {
  if (currency === standing.currency) {
    const units = unitsOf(amount, currency);
    return units !== undefined && units > 0n ? ok(units) : err(notRefundable(`${currency} cannot say that amount`));
  }
  const whole = currency === "USD" && amount === standing.price && !standing.partly && standing.left > 0n;
  if (whole) return ok(standing.left);
  return err(notRefundable(`the product is priced in ${standing.currency}, and only all of it can be refunded in USD`));
}

function notRefundable(clause: string): Failure {
  return { kind: "fatal", code: "refund-impossible", sentence: `Gumroad cannot refund that: ${clause}.` };
}

async function standingOf(context: ConnectorContext, id: string): Promise<Result<Standing, Failure>> {
  const read = await readRecord(context, "sale", id);
  if (!read.ok) return read;
  const standing = standingIn(read.value);
  return standing ? ok(standing) : err(notUnderstood("does not say what can still be refunded of the sale"));
}

function standingIn(sale: Fields): Standing | undefined {
  const currency = sale.text("currency").toUpperCase();
  const left = parseDecimal(sale.digits("amount_refundable_in_currency"), englishStyle);
  const price = sale.count("price");
  const decimals = decimalsOf(currency);
  if (currency === "" || !left.ok || left.value.scale > decimals || price === undefined) return undefined;
  return {
    currency,
    left: left.value.units * powerOfTen(decimals - left.value.scale),
    refunded: sale.flag("refunded") === true,
    partly: sale.flag("partially_refunded") === true,
    price,
  };
}

function textOf({ currency, left, refunded, partly, price }: Standing): string {
  return JSON.stringify({ currency, left: String(left), refunded, partly, price: String(price) });
}

function standingFrom(text: string): Standing {
  const { currency, left, refunded, partly, price } = JSON.parse(text) as Record<string, string> & {
    readonly refunded: boolean;
    readonly partly: boolean;
  };
  return { currency: currency ?? "", left: BigInt(left ?? 0), refunded, partly, price: BigInt(price ?? 0) };
}
