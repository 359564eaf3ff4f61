import fc from "fast-check";
import { expect, it } from "vitest";
import type { AlertState } from "./alert-state.ts";
import { alertTick, nextAlertState } from "./next-alert-state.ts";
import type { Observation } from "./observation.ts";
import { type AlertRules, hourMs, minuteMs } from "./rules.ts";
import { type Severity, severities } from "./severity.ts";
import { acknowledgeAlert, quietAlert, unsilenceAlert } from "./silence.ts";

const dayMs = 24 * hourMs;
const key = "source/gumroad";

const look: fc.Arbitrary<Observation> = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.record({ severity: fc.constantFrom(...severities), signature: fc.constantFrom("a", "b") }),
    },
    { weight: 2, arbitrary: fc.constant(undefined) },
  )
  .map((one) =>
    one === undefined
      ? { key, present: false, title: "Well." }
      : { key, present: true, title: "Bad.", lines: [], ...one },
  );

const event = fc.record({
  wait: fc.oneof(
    fc.integer({ min: 0, max: 20 * minuteMs }),
    fc.integer({ min: 0, max: 8 * hourMs }),
    fc.integer({ min: 0, max: 2 * dayMs }),
  ),
  happens: fc.oneof(
    { weight: 8, arbitrary: look },
    { weight: 2, arbitrary: fc.constantFrom("tick" as const, "ack" as const, "quiet" as const, "loud" as const) },
  ),
});

const rules: fc.Arbitrary<AlertRules> = fc.record({
  againAfterMs: fc.constantFrom([hourMs, 6 * hourMs, 24 * hourMs], [minuteMs], []),
  perDayMax: fc.integer({ min: 2, max: 8 }),
  changeGapMs: fc.constantFrom(0, minuteMs, 15 * minuteMs),
  settleMs: fc.constantFrom(0, 10 * minuteMs),
});

it("never floods, and swallows nothing serious, whatever happens", () => {
  fc.assert(
    fc.property(rules, fc.array(event, { maxLength: 80 }), (given, events) => {
      let state: AlertState | undefined;
      let now = Date.UTC(2026, 0, 1);
      /** What the owner has to believe after the last message; nothing after "over". */
      let believed: Severity | undefined;
      const sentAt: number[] = [];
      for (const { wait, happens } of events) {
        now += wait;
        if (happens === "ack") state = state && acknowledgeAlert(state, "ann", now);
        else if (happens === "quiet") state = state && quietAlert(state, "ann", now + 5 * hourMs);
        else if (happens === "loud") state = state && unsilenceAlert(state);
        else {
          const before: AlertState | undefined = state;
          if (happens === "tick" && before === undefined) continue;
          const step: ReturnType<typeof nextAlertState> =
            happens === "tick" && before
              ? alertTick(before, now, given)
              : nextAlertState(before, happens as Observation, now, given);
          state = step.state;
          if (step.send) {
            believed = step.send.severity;
            sentAt.push(now);
          }
        }
        expect(sentAt.filter((at) => at > now - dayMs).length).toBeLessThanOrEqual(given.perDayMax);
        const silenced = state?.acknowledged !== undefined || state?.quiet?.severity === "serious";
        const isSerious = state?.episode !== undefined && state.look.present && state.look.severity === "serious";
        if (isSerious && !silenced) expect(believed).toBe("serious");
      }
    }),
    { numRuns: 400 },
  );
});

it("says nothing twice: a message follows only a change, or a reminder that is due", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 * minuteMs }), { maxLength: 60 }), (waits) => {
      const same: Observation = { key, present: true, severity: "serious", signature: "a", title: "Bad.", lines: [] };
      let state: AlertState | undefined;
      let now = 0;
      let count = 0;
      for (const wait of waits) {
        now += wait;
        const step = nextAlertState(state, same, now);
        state = step.state;
        if (step.send) count += 1;
      }
      // First, 1 h, 6 h, 24 h, 48 h …
      const from = waits[0] ?? 0;
      const due = waits.length === 0 ? 0 : 1 + [1, 6, 24, 48].filter((hours) => now - from >= hours * hourMs).length;
      expect(count).toBeLessThanOrEqual(due);
      expect(count).toBeGreaterThanOrEqual(Math.min(due, 1));
    }),
  );
});

it("does not fail when the clock is set back", () => {
  const bad: Observation = { key, present: true, severity: "serious", signature: "a", title: "Bad.", lines: [] };
  const first = nextAlertState(undefined, bad, dayMs);
  expect(nextAlertState(first.state, bad, 0).send).toBeUndefined();
  expect(nextAlertState(first.state, bad, dayMs + hourMs).send?.reason).toBe("still");
});
