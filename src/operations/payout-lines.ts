import { ProblemError } from "../base/problem.ts";
import { breakOf } from "../domain/payout/find-breaks.ts";
import type { Match } from "../domain/payout/match-lines.ts";
import type { Book } from "../store/book.ts";
import { salesByKey } from "../store/sale.ts";
import type { Asked } from "./as-of.ts";
import { findPayout } from "./find-payout.ts";
import { pastOf, standingPayout } from "./page-payouts.ts";
import { openProver } from "./prove-payout.ts";
import type { Workplace } from "./workplace.ts";

/** One line of what a payout is made of, with what is booked for it. */
export type PayoutRow = Match & {
  /** The sale it is about; absent where it is about something else. */
  readonly sale: { readonly id: string; readonly product: string } | undefined;
  /** Whether it is not explained: the books have another amount for it, or nothing. */
  readonly differs: boolean;
};

type Page = Asked & { readonly limit: number; readonly after?: number | undefined };

/**
 * The lines of one payout in the platform's order, from behind the line numbered `after`. Of a moment when the statement
 * was another one there are none. Throws a `ProblemError`: `unknown-payout`, `ambiguous-payout`.
 */
export async function payoutLines(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  typed: string,
  page: Page,
): Promise<{ readonly rows: readonly PayoutRow[]; readonly next: number | undefined }> {
  const asOf = pastOf(page, clock.now());
  const prover = await openProver(store, book, asOf);
  const found = findPayout(prover, typed);
  if (!found.ok) throw new ProblemError(found.error);
  const { proof } = await standingPayout({ store }, book, prover, found.value, asOf);
  const { objectKey: key, currency = "", amount = 0n, fee = 0n, at = 0 } = found.value;
  const provable = { key, currency, amount, fee, at };
  const all = proof && "proof" in proof ? proof.proof.matches : [];
  const rest = all.filter(({ line }) => line.line > (page.after ?? -1));
  const shown = rest.slice(0, page.limit);
  const keys = new Set(shown.map(({ line }) => line.objectKey));
  keys.delete("");
  const sales = await salesByKey(store, book.id, [...keys]);
  const rows = shown.map((match): PayoutRow => {
    const sale = sales.get(match.line.objectKey);
    const differs = breakOf(match, provable) !== undefined;
    return { ...match, sale: sale && { id: sale.externalId, product: sale.productName }, differs };
  });
  return { rows, next: rest.length > shown.length ? shown.at(-1)?.line.line : undefined };
}
