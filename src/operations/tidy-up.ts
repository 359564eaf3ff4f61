import { dayMs } from "../domain/time/civil.ts";
import { forgetAlerts } from "../store/alert.ts";
import { forgetHints } from "../store/hint.ts";
import { forgetMessages } from "../store/sent-message.ts";
import type { Workplace } from "./workplace.ts";

/** How long what may be forgotten is kept, in days. What happened to money and what was observed is kept for ever. */
export const keptDays = { messages: 90, alerts: 400, hints: 90 } as const;

export type TidiedUp = { readonly messages: number; readonly alerts: number; readonly hints: number };

/**
 * Forgets what nobody needs any more: messages that went out, alerts long over, hints that were followed. Runs of jobs
 * and log files go by themselves.
 */
export async function tidyUp({ store, clock }: Workplace): Promise<TidiedUp> {
  const before = (days: number): number => clock.now() - days * dayMs;
  return store.transaction(async (tx) => ({
    messages: await forgetMessages(tx, before(keptDays.messages)),
    alerts: await forgetAlerts(tx, before(keptDays.alerts)),
    hints: await forgetHints(tx, before(keptDays.hints)),
  }));
}
