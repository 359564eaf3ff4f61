import { propose } from "../actions/propose.ts";
import type { ProposalSink } from "../agent/runtime/place.ts";
import { problem } from "../base/problem.ts";
import { err, ok } from "../base/result.ts";
import { openRoad } from "../operations/open-road.ts";
import type { Workplace } from "../operations/workplace.ts";
import { findBook } from "../store/book.ts";

/** Hands what strategies propose to the one road out: there it is judged, and waits for whoever has to say yes. */
export function strategySink(workplace: Workplace): ProposalSink {
  return {
    propose: async (plan) => {
      const book = await findBook(workplace.store, plan.book);
      if (!book) return err(problem("unknown-book", `There are no books "${plan.book}".`));
      const actor = plan.origin.by === "strategy" ? `strategy ${plan.origin.id}` : workplace.actor;
      const taken = await propose(openRoad(workplace), book, plan, { actor });
      if (!taken.ok) return taken;
      const { action, state } = taken.value;
      const sentence = `It is ${state}. \`millrace actions show ${action.id}\` tells more.`;
      return ok({ actionId: action.id, denied: state === "denied", sentence });
    },
  };
}
