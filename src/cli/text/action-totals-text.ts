import { formatMinor } from "../../domain/money/money.ts";
import { counted, money } from "../../domain/text/amount-text.ts";
import { listed } from "../../domain/text/listed.ts";
import type { ActionTotals } from "../../store/action-totals.ts";

/** "15 acts: 9 denied, 3 done, 3 needs-approval; 3 of them for real. Measured so far: 12.00 USD." */
export function actionTotalsText({ count, live, byState, brought }: ActionTotals): string {
  const states = byState.map((one) => `${one.count} ${one.state}`);
  const amounts = brought.map(({ amount, currency }) => money(formatMinor(amount, currency), currency));
  const line = `${counted(count, "act")}: ${states.join(", ")}; ${live === 0 ? "none of them" : live} for real.`;
  return amounts.length === 0 ? line : `${line} Measured so far: ${listed(amounts)}.`;
}

/** The same for scripts. */
export function actionTotalsJson({ count, live, byState, brought }: ActionTotals): Record<string, unknown> {
  return {
    count,
    live,
    byState: Object.fromEntries(byState.map((one) => [one.state, one.count])),
    brought: brought.map(({ amount, currency }) => ({ amount: formatMinor(amount, currency), currency })),
  };
}
