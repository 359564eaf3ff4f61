import type { Proposal } from "../../spec/strategy.ts";
import type { Book } from "../../store/book.ts";
import {
  addStrategyProposal,
  keptProposals,
  type StrategyProposalRow,
  settleStrategyProposal,
} from "../../store/strategy-proposal.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import type { ProposedPlan, StrategyPlace } from "./place.ts";

const amountMark = "bigint:";

/** Writes new proposals down, all or none, before anybody is asked to take them. */
export async function keepProposals(
  place: StrategyPlace,
  book: Book,
  run: StrategyRunRow,
  proposals: readonly Proposal[],
): Promise<void> {
  if (proposals.length === 0) return;
  const rows = proposals.map((one): StrategyProposalRow => {
    const { kind, target, about, reason, worstCost, expiresAt } = one;
    return {
      id: place.ids.next(),
      runId: run.id,
      strategy: run.strategy,
      bookId: book.id,
      at: run.asOf,
      kind,
      target,
      about,
      reason,
      body: bodyOf(one),
      worstAmount: worstCost.amount,
      worstCurrency: worstCost.currency,
      expiresAt,
      state: "kept",
      actionId: undefined,
      note: "",
    };
  });
  await place.store.transaction(async (tx) => {
    for (const row of rows) await addStrategyProposal(tx, row);
  });
}

/**
 * Hands what is kept to the road out, also what an earlier run could not hand over: a proposal's own id is its key
 * there, so that one that was handed over before a crash is not there twice.
 */
export async function handOver(
  place: StrategyPlace,
  book: Book,
  strategy: string,
): Promise<{ readonly refused: number }> {
  const { sink, store, clock } = place;
  if (!sink) return { refused: 0 };
  let refused = 0;
  for (const row of await keptProposals(store, strategy, clock.now())) {
    if (row.bookId !== book.id) continue;
    const taken = await sink.propose(planOf(row, book));
    const outcome = taken.ok
      ? { state: taken.value.denied ? "denied" : "handed", actionId: taken.value.actionId, note: taken.value.sentence }
      : { state: "refused", actionId: undefined, note: taken.error.sentence };
    if (!taken.ok) refused += 1;
    await store.transaction((tx) => settleStrategyProposal(tx, row.id, outcome as StrategyProposalRow));
  }
  return { refused };
}

function planOf(row: StrategyProposalRow, book: Book): ProposedPlan {
  const { about: _, ...proposal } = proposalFrom(row.body);
  return {
    ...proposal,
    book: book.slug,
    idempotencyKey: `strategy/${row.strategy}/${row.id}`,
    origin: { by: "strategy", id: row.strategy },
  };
}

/** A proposal as JSON text; amounts are marked, so that a text of digits stays a text. */
function bodyOf(proposal: Proposal): string {
  return JSON.stringify(proposal, (_, value: unknown) => (typeof value === "bigint" ? `${amountMark}${value}` : value));
}

/** What `bodyOf` wrote. Only ever given text from our own table. */
export function proposalFrom(body: string): Proposal {
  return JSON.parse(body, (_, value: unknown) =>
    typeof value === "string" && /^bigint:-?\d+$/.test(value) ? BigInt(value.slice(amountMark.length)) : value,
  ) as Proposal;
}
