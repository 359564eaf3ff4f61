import { err, ok, type Result } from "../../base/result.ts";
import type { StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import { rightsKey } from "../../spec/strategy-kit/rights-text.ts";
import type { StrategyRow } from "../../store/strategy.ts";
import { cardFrom } from "./card-text.ts";
import { builtIn } from "./shelf.ts";

/** What came in place of a turn. */
export type NoTurn = { readonly kind: "done" | "failed"; readonly sentence: string };

/** How a strategy stands, in one word. */
export type Standing = "on" | "paused" | "asks" | "refused" | "gone";

/** How a strategy stands: whether it runs, and if not, why. */
export function standingOf(row: StrategyRow): Standing {
  if (row.gone) return "gone";
  if (row.refused !== "") return "refused";
  const card = cardFrom(row.card);
  if (!card.ok) return "refused";
  if (row.source !== builtIn && row.allowedRights !== rightsKey(card.value.rights)) return "asks";
  return row.state;
}

/** The strategy with its card, where it may run now; else what to say. */
export function mayRun(
  row: StrategyRow | undefined,
  id: string,
): Result<{ readonly strategy: StrategyRow; readonly card: StrategyCard }, NoTurn> {
  if (row === undefined) return err({ kind: "failed", sentence: `There is no strategy "${id}".` });
  switch (standingOf(row)) {
    case "gone":
      return err({ kind: "done", sentence: "It is not there any more." });
    case "refused":
      return err({ kind: "failed", sentence: row.refused });
    case "asks":
      return err({
        kind: "done",
        sentence: `It waits until you allow its rights: \`millrace strategies allow ${id}\`.`,
      });
    case "paused":
      return err({ kind: "done", sentence: `It is paused: ${row.pauseReason}` });
    case "on": {
      const card = cardFrom(row.card);
      return card.ok ? ok({ strategy: row, card: card.value }) : err({ kind: "failed", sentence: card.error });
    }
  }
}
