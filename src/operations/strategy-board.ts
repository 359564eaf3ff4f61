import type { Book } from "../store/book.ts";
import { strategyBrought } from "../store/strategy-brought.ts";
import { proposalCounts } from "../store/strategy-performance.ts";
import { strategySchedule } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** What strategies have done for a book, beside their runs. */
export type StrategyWork = {
  /** What became of its proposals, by state of the act. */
  readonly became: readonly { readonly state: string; readonly count: number }[];
  /** What its acts brought where that was measured, by currency, in minor units. */
  readonly brought: readonly { readonly currency: string; readonly amount: bigint }[];
  /** When it looks next. */
  readonly nextAt: number | undefined;
};

/** Asks what became of all proposals of all strategies for a book, by strategy. */
export async function strategyWork(
  { store, jobs, clock }: Workplace,
  book: Book,
): Promise<(strategy: string) => StrategyWork> {
  const became = await proposalCounts(store, book.id, { from: 0, to: clock.now() + 1 });
  const brought = await strategyBrought(store, book.id);
  const schedules = new Map((await jobs.schedules()).map((one) => [one.name, one]));
  return (strategy) => ({
    became: became.filter((one) => one.strategy === strategy).map(({ state, n }) => ({ state, count: n })),
    brought: brought.filter((one) => one.strategy === strategy),
    nextAt: schedules.get(strategySchedule(strategy))?.nextAt,
  });
}
