import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adviseRetry, type FailedPayment, type RetryAttempt, retryLimits } from "./retry-governor.ts";

const day = 86_400_000;
const tables = { areas: {}, codes: { "visa-never": ["14"], "card-retryable": ["51"] } };
const at = 100 * day;

function payment(change: Partial<FailedPayment> = {}): FailedPayment {
  return { network: "visa", declineCode: "51", amount: 500n, currency: "USD", closed: false, attempts: [], ...change };
}

function tries(count: number, by: RetryAttempt["by"], everyMs: number, amount = 500n): RetryAttempt[] {
  return Array.from({ length: count }, (_, i) => ({ at: at - 1 - i * everyMs, by, amount, currency: "USD" }));
}

describe("the retry governor", () => {
  it("never tries what the issuer will never approve, what is closed, or what no table knows", () => {
    expect(adviseRetry(payment({ declineCode: "14" }), tables, at)).toEqual({ when: "never", rule: "CARD-01" });
    expect(adviseRetry(payment({ declineCode: "14", network: "amex" }), tables, at)).toEqual({
      when: "never",
      rule: "CARD-05",
    });
    expect(adviseRetry(payment({ closed: true }), tables, at)).toEqual({ when: "never", rule: "CARD-05" });
    expect(adviseRetry(payment({ declineCode: "new" }), tables, at)).toEqual({ when: "never", rule: "CARD-05" });
    expect(adviseRetry(payment(), { areas: {}, codes: {} }, at)).toEqual({ when: "never", rule: "CARD-05" });
  });

  it("says how many tries are left and by which rule", () => {
    expect(adviseRetry(payment(), tables, at)).toEqual({ when: "now", left: 8, rule: "HOUSE-02" });
    const busy = payment({ attempts: tries(12, "customer", day) });
    expect(adviseRetry(busy, tables, at)).toEqual({ when: "now", left: 3, rule: "CARD-02" });
  });

  it("does not let a customer's own tries eat the engine's budget", () => {
    const mixed = payment({ attempts: [...tries(7, "automatic", day), ...tries(7, "customer", day)] });
    expect(adviseRetry(mixed, tables, at)).toEqual({ when: "now", left: 1, rule: "HOUSE-02" });
  });

  it("waits until the oldest try that fills a limit has left its window", () => {
    const full = payment({ attempts: tries(8, "automatic", day) });
    const advice = adviseRetry(full, tables, at);
    expect(advice).toEqual({ when: "later", notBefore: at - 1 - 7 * day + 30 * day, rule: "HOUSE-02" });
  });

  it("keeps Mastercard's day and its month of the same amount", () => {
    const inADay = payment({ network: "mastercard", attempts: tries(10, "owner", 60_000) });
    expect(adviseRetry(inADay, tables, at)).toMatchObject({ when: "later", rule: "CARD-03" });
    const month = (amount: bigint) => payment({ network: "mastercard", attempts: tries(35, "owner", day / 2, amount) });
    expect(adviseRetry(month(500n), tables, at)).toMatchObject({ when: "later", rule: "CARD-03" });
    expect(adviseRetry(month(700n), tables, at)).toMatchObject({ when: "now" });
    const otherMoney = month(500n).attempts.map((one) => ({ ...one, currency: "KES" }));
    expect(adviseRetry({ ...month(500n), attempts: otherMoney }, tables, at)).toMatchObject({ when: "now" });
  });

  it("gives no schedule that passes a limit, whoever else tries in between", () => {
    const events = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 2 * day }), customer: fc.boolean() }), {
      minLength: 30,
      maxLength: 80,
    });
    fc.assert(
      fc.property(events, fc.constantFrom("visa", "mastercard", "amex"), (steps, network) => {
        const attempts: RetryAttempt[] = [];
        let now = at;
        for (const { wait, customer } of steps) {
          now += wait;
          if (customer) {
            attempts.push({ at: now, by: "customer", amount: 500n, currency: "USD" });
            continue;
          }
          const advice = adviseRetry(payment({ network, attempts }), tables, now);
          if (advice.when === "never") throw new Error("a passing reason is never final");
          if (advice.when === "later") {
            expect(advice.notBefore).toBeGreaterThan(now);
            // The advice is exact: at its moment there is room, one millisecond before there is none.
            expect(adviseRetry(payment({ network, attempts }), tables, advice.notBefore).when).toBe("now");
            expect(adviseRetry(payment({ network, attempts }), tables, advice.notBefore - 1).when).toBe("later");
            continue;
          }
          attempts.push({ at: now, by: "automatic", amount: 500n, currency: "USD" });
          for (const limit of retryLimits) {
            if (limit.network !== undefined && limit.network !== network) continue;
            const inWindow = attempts.filter(
              (one) => one.at > now - limit.windowMs && (limit.by === "anybody" || one.by === "automatic"),
            );
            expect(inWindow.length).toBeLessThanOrEqual(limit.max);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
