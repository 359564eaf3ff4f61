import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { adviseRetry, type RetryAdvice } from "../domain/policy/retry-governor.ts";
import { openRoad } from "./open-road.ts";
import type { Workplace } from "./workplace.ts";

export type DeclinedCard = {
  /** "visa", "mastercard" … */
  readonly network: string;
  /** Why the last try was declined, as the payment service says it. */
  readonly code: string;
  /** How many days ago each earlier try was. */
  readonly triedDaysAgo: readonly number[];
};

const dayMs = 86_400_000;

/** When a declined card may be tried again under the card networks' rules and our own. Problem: that of the rule files. */
export async function cardRetry(workplace: Workplace, card: DeclinedCard): Promise<Result<RetryAdvice, Problem>> {
  const rules = await openRoad(workplace).rules();
  if (!rules.ok) return rules;
  const now = workplace.clock.now();
  const same = { amount: 1n, currency: "USD" };
  const attempts = card.triedDaysAgo.map((days) => ({ at: now - days * dayMs, by: "automatic" as const, ...same }));
  const payment = {
    network: card.network.toLowerCase(),
    declineCode: card.code.toUpperCase(),
    closed: false,
    attempts,
    ...same,
  };
  return ok(adviseRetry(payment, rules.value.tables, now));
}
