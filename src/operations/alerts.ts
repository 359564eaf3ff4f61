import { saveEpisode } from "../alerts/look-around.ts";
import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { AlertState } from "../domain/alert/alert-state.ts";
import { acknowledgeAlert, quietAlert, unsilenceAlert } from "../domain/alert/silence.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { type Alert, alertMemories, openAlerts, pastAlerts, readAlert, saveAlertMemory } from "../store/alert.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Workplace } from "./workplace.ts";

export type Alerts = { readonly open: readonly OpenAlert[]; readonly past: readonly Alert[] };

/** `well`: it looked well at the last look, and closes when it stays so for a while. */
export type OpenAlert = Alert & { readonly well: boolean };

/** Open alerts, the most urgent first and then the oldest; and the newest `pastMax` that are over. */
export async function listAlerts({ store }: Pick<Workplace, "store">, pastMax: number): Promise<Alerts> {
  const rank = { serious: 0, "worth-a-look": 1, minor: 2 } as const;
  const open = [...(await openAlerts(store))].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const memories = await alertMemories(store);
  const told = open.map((one) => ({ ...one, well: memories.get(one.key)?.look.present === false }));
  return { open: told, past: pastMax > 0 ? await pastAlerts(store, pastMax) : [] };
}

/**
 * What an owner says about an alert: she knows (nothing more until it changes), she wants to hear nothing of it until a
 * moment, or takes both back.
 */
export type Silence =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "quiet"; readonly until: Millis }
  | { readonly kind: "tell" };

/** Problems: `alert-unknown`, `alert-over`. */
export async function silenceAlert(
  { store, clock, actor }: Workplace,
  id: string,
  silence: Silence,
): Promise<Result<Alert, Problem>> {
  const now = clock.now();
  const number = /^\d{1,18}$/.test(id) ? BigInt(id) : 0n;
  return store.transaction(async (tx) => {
    const alert = await readAlert(tx, number);
    if (!alert) return err(unknown(id));
    const state = (await alertMemories(tx)).get(alert.key);
    if (alert.overAt !== undefined || state?.episode === undefined) return err(over(alert));
    const after = silenced(state, silence, actor, now);
    await saveAlertMemory(tx, alert.key, after);
    await saveEpisode(tx, alert.key, after, alert.seenAt);
    const payload = auditPayload({ alert: alert.id, key: alert.key });
    await appendAudit(tx, [{ ts: now, actor, action: `alert.${silence.kind}`, payload }]);
    return ok((await readAlert(tx, number)) ?? alert);
  });
}

function silenced(state: AlertState, silence: Silence, by: string, now: Millis): AlertState {
  switch (silence.kind) {
    case "acknowledge":
      return acknowledgeAlert(state, by, now);
    case "quiet":
      return quietAlert(state, by, silence.until);
    case "tell":
      return unsilenceAlert(state);
  }
}

function unknown(id: string): Problem {
  return problem("alert-unknown", `There is no alert "${id.slice(0, 40)}".`, {
    kept: "Nothing was changed.",
    fix: "`millrace alerts` shows their numbers.",
  });
}

function over({ id, title }: Alert): Problem {
  return problem("alert-over", `Alert ${id} is over: ${title}`, { kept: "Nothing was changed." });
}
