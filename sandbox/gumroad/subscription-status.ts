import { isoOf, type Seconds } from "../moment.ts";
import type { Subscription } from "./records.ts";
import { productAt, type State } from "./state.ts";

/** Asks for the end of a subscription; it runs until what is paid is over. */
export function cancel(
  state: State,
  one: Subscription,
  at: Seconds,
  by: NonNullable<Subscription["cancelledBy"]>,
): string | undefined {
  if (one.endedAt !== undefined || one.requestedCancellationAt !== undefined) return "It is cancelled already.";
  one.requestedCancellationAt = at;
  one.cancelledAt = at;
  one.cancelledBy = by;
  if (by === "payment-failures") one.failedAt = at;
  state.announce({ name: "cancellation", at, subscription: one });
  return undefined;
}

/** Ends it now. */
export function end(state: State, one: Subscription, at: Seconds, reason: string): void {
  if (one.endedAt !== undefined) return;
  one.endedAt = at;
  one.endedReason = reason;
  state.announce({ name: "subscription_ended", at, subscription: one });
}

/** Takes a cancellation back. */
export function restartSubscription(state: State, number: number, at: Seconds): string | undefined {
  const one = state.subscriptions[number];
  if (one?.requestedCancellationAt === undefined && one?.endedAt === undefined) return "It runs.";
  const ended = one.endedAt;
  for (const key of [
    "requestedCancellationAt",
    "cancelledAt",
    "cancelledBy",
    "failedAt",
    "endedAt",
    "endedReason",
  ] as const)
    delete one[key];
  state.announce({ name: "subscription_restarted", at, subscription: one });
  return ended === undefined ? "It had not ended yet." : undefined;
}

/** A refund ends what was asked to end anyway. */
export function refundedSubscription(state: State, number: number, at: Seconds): void {
  const one = state.subscriptions[number];
  if (one?.requestedCancellationAt !== undefined) end(state, one, at, "cancelled");
}

/** A dispute ends a subscription. */
export function disputedSubscription(state: State, number: number, at: Seconds): void {
  const one = state.subscriptions[number];
  if (one === undefined || one.endedAt !== undefined) return;
  cancel(state, one, at, "seller");
  end(state, one, at, "cancelled");
}

/** Another tier from now on; the next renewal has its price. */
export function upgrade(state: State, one: Subscription, at: Seconds): void {
  const tiers = productAt(state, one.product).plan.membership?.tiers ?? [];
  const next = (one.tier + 1) % Math.max(1, tiers.length);
  if (next === one.tier || one.endedAt !== undefined) return;
  const old = planOf(state, one);
  const type = next > one.tier ? "upgrade" : "downgrade";
  one.tier = next;
  const more = {
    type,
    effective_as_of: isoOf(at),
    old_plan: old,
    new_plan: planOf(state, one),
  };
  state.announce({ name: "subscription_updated", at, subscription: one, more });
}

function planOf(state: State, one: Subscription): Readonly<Record<string, unknown>> {
  const tier = productAt(state, one.product).plan.membership?.tiers[one.tier];
  return {
    tier: { id: state.ids.idOf("product", 1_000_000 + one.product * 100 + one.tier), name: tier?.name ?? "" },
    recurrence: one.recurrence,
    price_cents: one.recurrence === "yearly" ? tier?.yearly : tier?.monthly,
    quantity: 1,
  };
}
