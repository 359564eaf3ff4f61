import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Intended } from "../../domain/policy/asking.ts";
import { countedUnder, countsFor } from "../../domain/policy/counting.ts";
import { decide } from "../../domain/policy/decide.ts";
import { partsOf } from "../../domain/policy/parts.ts";
import { adviseRetry, type RetryAttempt, retryLimits } from "../../domain/policy/retry-governor.ts";
import { factsNeeded } from "../../domain/policy/rule-set.ts";
import { shippedRules } from "./testing/policy-files.ts";

const set = shippedRules();
const day = 86_400_000;
const at = Date.UTC(2026, 10, 20);
const spans: Readonly<Record<string, number>> = { "24h": day, "30d": 30 * day };

function retry(by: RetryAttempt["by"], amount: bigint): Intended {
  const origin = by === "automatic" ? { by: "engine" as const } : by === "owner" ? { by, id: "u1" } : { by };
  return {
    kind: "payment.retry",
    target: "stripe",
    book: "main",
    origin,
    parameters: { charge: "c", card: "k", amount, currency: "USD" },
  };
}

describe("the retry governor and the rules", () => {
  it("hold the same numbers", () => {
    const inRules = set.rules
      .filter((rule) => rule.kinds.includes("payment.retry"))
      .flatMap((rule) =>
        partsOf(rule.when).flatMap((part) =>
          "count" in part ? [`${rule.id} ${part.atLeast} in ${spans[part.within]}`] : [],
        ),
      );
    expect(retryLimits.map(({ rule, max, windowMs }) => `${rule} ${max} in ${windowMs}`).sort()).toEqual(
      inRules.sort(),
    );
  });

  it("agree on whether a payment may be tried now, whatever was tried before", () => {
    const attempt = fc.record({
      at: fc.integer({ min: at - 32 * day, max: at }),
      by: fc.constantFrom<RetryAttempt["by"]>("automatic", "customer", "owner"),
      amount: fc.constantFrom(500n, 700n),
      currency: fc.constant("USD"),
    });
    const network = fc.constantFrom("visa", "mastercard", "amex");
    const code = fc.constantFrom("51", "14", "59", "never-heard-of");
    fc.assert(
      fc.property(
        fc.array(attempt, { maxLength: 45 }),
        network,
        code,
        fc.boolean(),
        (attempts, on, declineCode, closed) => {
          const payment = { network: on, declineCode, amount: 500n, currency: "USD", closed, attempts };
          const times = new Map<string, number[]>();
          for (const one of attempts) {
            for (const key of countedUnder(retry(one.by, one.amount)))
              times.set(key, [...(times.get(key) ?? []), one.at]);
          }
          const action = retry("automatic", 500n);
          const needed = factsNeeded(set, action.kind, action.target);
          const values = {
            "route.means": "official-api",
            "payment.network": on,
            "payment.declineCode": declineCode,
            "payment.disputed": closed,
            "payment.refunded": false,
            "payment.cancelled": false,
            "payment.excessFee": 0,
          };
          const facts = { values, counts: countsFor(action, needed.counts, (key) => times.get(key) ?? [], at) };
          const decision = decide(set, action, facts, at);
          const advice = adviseRetry(payment, set.tables, at);
          expect(decision.verdict).toBe(advice.when === "now" ? "allow" : "deny");
          expect(decision.later).toBe(advice.when === "later");
          if (advice.when !== "now") expect(decision.rules).toContain(advice.rule);
        },
      ),
      { numRuns: 300 },
    );
  });
});
