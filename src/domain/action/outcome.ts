import type { Millis } from "../../base/clock.ts";

/** What came of it: something that was meant, nothing of it, or nobody can tell. */
export const outcomeResults = ["effect", "no-effect", "unclear"] as const;
export type OutcomeResult = (typeof outcomeResults)[number];

/**
 * What came of an action in the end, as it was measured. There is no figure in it that nobody measured: `amount` is
 * absent where nothing was counted in money.
 */
export type Outcome = {
  /** What was measured, one clause: "the refund in the platform's own records". */
  readonly measure: string;
  readonly result: OutcomeResult;
  /** Minor units; a loss is negative. */
  readonly amount?: { readonly amount: bigint; readonly currency: string };
  /** The time that was looked at, both ends inside. */
  readonly from: Millis;
  readonly to: Millis;
  /** Whom it was compared with: what was held out, in words, or nobody. Without a comparison it shows no cause. */
  readonly against: { readonly kind: "hold-out"; readonly compared: string } | { readonly kind: "none" };
  /** One sentence for the owner; may be empty. */
  readonly note: string;
};

const textMax = { measure: 200, compared: 200, note: 500 } as const;

/** Why this is no outcome of something done at `doneAt`, as a clause; undefined when it is one. */
export function outcomeFault(outcome: Outcome, doneAt: Millis, now: Millis): string | undefined {
  const { measure, from, to, against, note } = outcome;
  if (measure.trim() === "") return "it does not say what was measured";
  if (measure.length > textMax.measure) return `what was measured takes more than ${textMax.measure} characters`;
  if (note.length > textMax.note) return `the note is longer than ${textMax.note} characters`;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from > to) return "its time ends before it begins";
  if (to > now) return "its time is not over";
  if (to < doneAt) return "its time was over before the act was done";
  if (against.kind === "none") return undefined;
  if (against.compared.trim() === "") return "it does not say what it was compared with";
  return against.compared.length > textMax.compared
    ? `what it was compared with takes more than ${textMax.compared} characters`
    : undefined;
}
