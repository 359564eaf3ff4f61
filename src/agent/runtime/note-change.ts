import type { Clock } from "../../base/clock.ts";
import { auditPayload, type PayloadValue } from "../../domain/audit/payload.ts";
import { appendAudit } from "../../store/audit-log.ts";
import type { Tx } from "../../store/handle.ts";

/** Who changes a strategy, and when. */
export type Changer = { readonly actor: string; readonly clock: Clock };

/** Keeps in the audit record that somebody changed a strategy, in the transaction that changes it. */
export async function noteChange(
  tx: Tx,
  { actor, clock }: Changer,
  action: `strategy.${"pause" | "resume" | "allow" | "set"}`,
  about: Readonly<Record<string, PayloadValue>>,
): Promise<void> {
  await appendAudit(tx, [{ ts: clock.now(), actor, action, payload: auditPayload(about) }]);
}
