import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";

/** The payout as the platform tells it. Amounts in minor units of its currency. */
export type ProvablePayout = {
  readonly key: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly at: Millis;
};

/** The time a payout covers: what was booked in it belongs into this statement or an earlier one. */
export type Cut = {
  readonly from: Millis;
  /** Exclusive: the end of the last day. */
  readonly to: Millis;
  /** Whether a later statement is known, so that nothing of this time can still be listed. */
  readonly closed: boolean;
};

/** What the payout takes for partners as a whole, and what of it is booked with its sales. */
export type Partners = { readonly stated: bigint; readonly booked: bigint; readonly at: Millis };

/** The time that a statement covers: from the end of the one before it to the end of its own last day, in UTC. */
export function cutOf(lines: readonly { readonly on: Millis }[], before: Millis | undefined, closed: boolean): Cut {
  const days = lines.map((line) => line.on);
  const first = Math.min(...days);
  const to = Math.floor(Math.max(...days) / dayMs) * dayMs + dayMs;
  return { from: before ?? first, to, closed };
}
