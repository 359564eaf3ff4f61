import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ParametersOf } from "../../domain/action/kinds.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { actFailure } from "../../spec/act-kit.ts";
import type { ActFailure, Applied, ConnectorContext, Finding, Hint, Standpoint } from "../../spec/connector.ts";
import { notUnderstood, readRecord, unitsOf } from "./act-replies.ts";
import { put, refusedCall } from "./client.ts";

type Price = ParametersOf<"listing.price">;

/** A changed product is saved whole or not at all, so that a "no" is certain. */
const refused: ReadonlySet<string> = new Set(["call-refused"]);

const look: Hint = { stream: "products", about: "a price" };

export async function beforePrice(context: ConnectorContext, price: Price): Promise<Result<Standpoint, Failure>> {
  const now = await priceOf(context, price.listing);
  if (!now.ok) return now;
  const { units, currency } = now.value;
  const text = `${units} ${currency}`;
  const same = currency === price.currency && units === unitsOf(price.price, price.currency);
  return ok(same ? { text, already: "the product has this price already." } : { text });
}

export async function changePrice(context: ConnectorContext, price: Price): Promise<Result<Applied, ActFailure>> {
  const now = await priceOf(context, price.listing);
  // Nothing but a reading call was made.
  if (!now.ok) return err({ kind: "refused", failure: now.error });
  const units = unitsOf(price.price, price.currency);
  if (now.value.currency !== price.currency || units === undefined || units < 0n) {
    const sentence = `Gumroad lists the product in ${now.value.currency}, not in ${price.currency}.`;
    return err({ kind: "refused", failure: { kind: "fatal", code: "price-currency", sentence } });
  }
  const reply = await put(context, `/products/${encodeURIComponent(price.listing)}`, { price: String(units) });
  if (!reply.ok) return err(actFailure(reply.error, refused));
  if (reply.value.kind === "no") return err({ kind: "refused", failure: refusedCall(reply.value.message) });
  const note = `Gumroad lists ${price.listing} at ${formatMinor(price.price, price.currency)} ${price.currency}.`;
  return ok({ note, look });
}

export async function findPrice(
  context: ConnectorContext,
  price: Price,
  before: string | undefined,
): Promise<Result<Finding, Failure>> {
  const now = await priceOf(context, price.listing);
  if (!now.ok) return now;
  const { units, currency } = now.value;
  if (currency === price.currency && units === unitsOf(price.price, currency)) {
    return ok({ kind: "found", note: "The product is listed at this price.", look });
  }
  if (`${units} ${currency}` === before)
    return ok({ kind: "absent", note: "The product has the price it had before." });
  return ok({ kind: "unclear", note: "The product has a third price: neither that before nor this one." });
}

async function priceOf(
  context: ConnectorContext,
  listing: string,
): Promise<Result<{ readonly units: bigint; readonly currency: string }, Failure>> {
  const read = await readRecord(context, "product", listing);
  if (!read.ok) return read;
  const units = read.value.count("price");
  const currency = read.value.text("currency").toUpperCase();
  if (units === undefined || currency === "") return err(notUnderstood("does not say what the product costs"));
  return ok({ units, currency });
}
