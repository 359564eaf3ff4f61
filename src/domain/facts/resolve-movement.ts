import type { Millis } from "../../base/clock.ts";
import { currencyExponent } from "../money/currency.ts";
import { amountField, type Facts, type FactsKind, field } from "./facts.ts";
import type { Incomplete } from "./resolve-sale.ts";

/** What the facts of a payout, charge, adjustment or conversion amount to. */
export type ResolvedMovement = {
  readonly kind: Exclude<FactsKind, "sale">;
  readonly status: "completed" | "pending" | "failed" | "returned";
  readonly occurredAt: Millis;
  readonly currency: string;
  /** Minor units; signed for charges and adjustments, positive for payouts and conversions (the outgoing side). */
  readonly amount: bigint;
  readonly fee: bigint;
  /** The fee's kind of a charge, the reason of an adjustment, else "". */
  readonly sort: string;
  /** The incoming side of a conversion. */
  readonly to?: { readonly currency: string; readonly amount: bigint };
};

/** A payout that is known better under another id of its platform: it books nothing and waits for nothing. */
export type Superseded = { readonly kind: "superseded"; readonly by: string };

/** What the facts amount to, or why they cannot be booked yet, or never will be. */
export function resolveMovement(facts: Facts): ResolvedMovement | Incomplete | Superseded {
  const by = facts.kind === "payout" ? field(facts, "supersededBy") : undefined;
  if (by !== undefined) return { kind: "superseded", by };
  const occurredAt = facts.at ?? facts.dayAt;
  if (occurredAt === undefined) return { kind: "incomplete", why: "its date is not known yet" };
  const conversion = facts.kind === "conversion";
  const currency = field(facts, conversion ? "from.currency" : "currency");
  const amount = amountField(facts, conversion ? "from.amount" : "amount");
  if (currency === undefined || amount === undefined) return { kind: "incomplete", why: "its amount is not known yet" };
  if (currencyExponent(currency) === undefined)
    return { kind: "incomplete", why: `${currency} is not a currency the books know` };
  const to = conversion ? incomingSide(facts) : undefined;
  if (conversion && (to === undefined || to.amount <= 0n || amount <= 0n))
    return { kind: "incomplete", why: "its other half is not known yet" };
  if (to?.currency === currency) return { kind: "incomplete", why: `both its halves are ${currency}` };
  return {
    kind: facts.kind as ResolvedMovement["kind"],
    status: statusOf(facts),
    occurredAt,
    currency,
    amount,
    fee: amountField(facts, "fee") ?? 0n,
    sort: field(facts, facts.kind === "charge" ? "feeKind" : "reason") ?? "",
    ...(to ? { to } : {}),
  };
}

function incomingSide(facts: Facts): { currency: string; amount: bigint } | undefined {
  const currency = field(facts, "to.currency");
  const amount = amountField(facts, "to.amount");
  return currency === undefined || amount === undefined || currencyExponent(currency) === undefined
    ? undefined
    : { currency, amount };
}

function statusOf(facts: Facts): ResolvedMovement["status"] {
  if (field(facts, "returned") === "true") return "returned";
  const status = field(facts, "status");
  return status === "pending" || status === "failed" ? status : "completed";
}
