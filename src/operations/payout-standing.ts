import type { ArrivalMoney } from "./arrivals.ts";
import type { KnownPayout } from "./known-payouts.ts";
import type { ProofState } from "./prove-payout.ts";

/**
 * Where a payout stands, in one word: `proved` to the cent down to the bank; `on-its-way` while its arrival is not
 * booked; `unknown` while nobody told what it is made of; `differs`; `within` another payout as one of its lines;
 * `not-sent`, or come back; `not-told` of a past moment after which something about it became known.
 */
export type PayoutStanding = "proved" | "on-its-way" | "unknown" | "differs" | "within" | "not-sent" | "not-told";

/** The word for a payout. Money on its way comes before what is unknown of it: it is what one waits for. */
export function payoutStanding(
  payout: KnownPayout,
  proof: Pick<ProofState, "state"> | undefined,
  arrival: ArrivalMoney | undefined,
): PayoutStanding {
  if (proof === undefined) return "not-told";
  switch (proof.state) {
    case "breaks":
      return "differs";
    case "proven":
      return arrival ? "proved" : "on-its-way";
    case "no-statement":
      return arrival || payout.movement === undefined ? "unknown" : "on-its-way";
    case "within":
      return "within";
    default:
      return payout.movement === undefined ? "unknown" : "not-sent";
  }
}
