import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { dayIn, parseDay } from "../../domain/time/day.ts";
import { requireZone } from "../../domain/time/zone.ts";
import type { Proposal } from "../../spec/strategy.ts";
import { withinBudget } from "../../spec/strategy-kit/read-proposals.ts";
import type { StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import type { Book } from "../../store/book.ts";
import { countProposalsSince, standingAbouts, worstCostSince } from "../../store/strategy-proposal.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import type { StrategyPlace } from "./place.ts";

/** Leaves away what was proposed before, what is beyond the strategy's budget, and what is too much for one day. */
export async function sift(
  place: StrategyPlace,
  card: StrategyCard,
  book: Book,
  run: StrategyRunRow,
  proposals: readonly Proposal[],
): Promise<{ readonly fresh: readonly Proposal[]; readonly repeated: number; readonly beyond: number }> {
  const abouts = proposals.map(({ about }) => about);
  const standing = await standingAbouts(place.store, book.id, card.id, abouts, run.asOf);
  const unsaid = proposals.filter(({ about }) => !standing.has(about));
  const today = dayStart(book, run.asOf);
  const { budgetPerDay } = card.rights;
  const used = budgetPerDay ? await worstCostSince(place.store, card.id, budgetPerDay.currency, today) : 0n;
  const { within, beyond } = withinBudget(unsaid, budgetPerDay, used);
  const left = Math.max(0, place.limits.dailyActions - (await countProposalsSince(place.store, today)));
  const fresh = within.slice(0, left);
  return { fresh, repeated: standing.size, beyond: beyond.length + within.length - fresh.length };
}

/** When the day began on the clocks of the book. */
function dayStart(book: Book, at: Millis): Millis {
  const days = parseDay(dayIn(book.timeZone)(at)) ?? Math.floor(at / dayMs);
  return requireZone(book.timeZone).fromLocal(days * dayMs);
}
