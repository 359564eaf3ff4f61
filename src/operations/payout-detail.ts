import { ProblemError } from "../base/problem.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { payoutRace, type RaceStep } from "../insight/payouts/payout-race.ts";
import type { Book } from "../store/book.ts";
import type { StatementRow } from "../store/statement-line.ts";
import { readStatements } from "../store/statement-line.ts";
import type { Asked } from "./as-of.ts";
import { findPayout } from "./find-payout.ts";
import { type ProvedPayout, pastOf, standingPayout } from "./page-payouts.ts";
import { openProver } from "./prove-payout.ts";
import type { Workplace } from "./workplace.ts";

/** A payout with its proof in the parts that are shown. */
export type PayoutDetail = ProvedPayout & {
  readonly asOf: string;
  readonly past: boolean;
  readonly race: readonly RaceStep[];
  /** UTC days of its first and last line; absent where nobody told what it is made of. */
  readonly covers: { readonly from: number; readonly to: number } | undefined;
};

/**
 * One payout, proved. `typed` is its key, the platform's id, or an end of the key that no other has. Throws a
 * `ProblemError`: `unknown-payout`, `ambiguous-payout`.
 */
export async function payoutDetail(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  typed: string,
  asked: Asked = {},
): Promise<PayoutDetail> {
  const asOf = pastOf(asked, clock.now());
  const prover = await openProver(store, book, asOf);
  const found = findPayout(prover, typed);
  if (!found.ok) throw new ProblemError(found.error);
  const standing = await standingPayout({ store }, book, prover, found.value, asOf);
  const { payout, proof, arrival } = standing;
  const told = proof && "proof" in proof ? proof.proof : undefined;
  const lines = told ? await readStatements(store, book.id, [payout.objectKey]) : [];
  const { fee = 0n, amount = 0n } = payout;
  return {
    ...standing,
    asOf: isoTime(asOf ?? clock.now()),
    past: asOf !== undefined,
    race: told ? payoutRace(told, { fee, sent: amount, arrived: arrival?.amount }) : [],
    covers: daysOf(lines),
  };
}

function daysOf(lines: readonly StatementRow[]): PayoutDetail["covers"] {
  if (lines.length === 0) return undefined;
  const days = lines.map(({ on }) => on);
  return { from: Math.min(...days), to: Math.max(...days) };
}
