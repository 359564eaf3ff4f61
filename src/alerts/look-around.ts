import type { Millis } from "../base/clock.ts";
import type { AlertState } from "../domain/alert/alert-state.ts";
import { type AlertStep, alertTick, nextAlertState } from "../domain/alert/next-alert-state.ts";
import type { Observation } from "../domain/alert/observation.ts";
import { alertMemories, endAlert, saveAlertMemory, saveOpenAlert } from "../store/alert.ts";
import type { Tx } from "../store/handle.ts";
import { handOutNews, type Line, type WeighedNews } from "./hand-out.ts";

/** All that one look around has seen. */
export type LookedAround = {
  readonly seen: readonly Observation[];
  /** Keys begin so of which nothing was seen because it could not be looked at: there all is as it was. */
  readonly blind: readonly string[];
};

export type AroundResult = { readonly open: number; readonly messages: number };

/**
 * What a look around changes, in one transaction: alerts begin, change and end, and what the owner should hear is put in
 * line. A matter that is not among what was seen any more (its platform was disconnected) is over.
 */
export async function takeLook(tx: Tx, line: Line, looked: LookedAround, zone: string): Promise<AroundResult> {
  const memories = await alertMemories(tx);
  const seen = new Map(looked.seen.map((one) => [one.key as string, one]));
  const news: WeighedNews[] = [];
  let open = 0;
  for (const key of new Set([...seen.keys(), ...memories.keys()])) {
    const before = memories.get(key);
    const step = stepOf(key, before, seen.get(key), looked.blind, line.now);
    if (!step) continue;
    if (step.state?.episode) open += 1;
    await save(tx, key, before, step, line.now);
    if (step.send) news.push({ news: step.send, weight: step.send.severity ?? before?.told?.severity ?? "minor" });
  }
  return { open, messages: await handOutNews(tx, line, news, zone) };
}

function stepOf(
  key: string,
  before: AlertState | undefined,
  look: Observation | undefined,
  blind: readonly string[],
  now: Millis,
): AlertStep | undefined {
  // What is well and was well needs no memory.
  if (look) return look.present || before ? nextAlertState(before, look, now) : undefined;
  if (!before) return undefined;
  if (blind.some((start) => key.startsWith(start))) return alertTick(before, now);
  if (!before.look.present) return alertTick(before, now);
  const title = `This is over: ${before.look.title}`;
  return nextAlertState(before, { key: before.key, present: false, title }, now);
}

async function save(tx: Tx, key: string, before: AlertState | undefined, step: AlertStep, now: Millis): Promise<void> {
  const { state } = step;
  await saveAlertMemory(tx, key, state);
  if (state?.episode === undefined) {
    if (before?.episode !== undefined) await endAlert(tx, key, now);
    return;
  }
  await saveEpisode(tx, key, state, now);
}

/** Brings the open alert's row up to date. While it may be a pause, what was last seen stays written. */
export async function saveEpisode(tx: Tx, key: string, state: AlertState, now: Millis): Promise<void> {
  const { episode, look, told, acknowledged } = state;
  if (episode === undefined || !look.present) return;
  const isTold = told !== undefined && !told.outdated && told.at >= episode.since;
  await saveOpenAlert(tx, {
    key,
    severity: look.severity,
    title: look.title,
    lines: look.lines,
    since: episode.since,
    seenAt: now,
    times: episode.times,
    toldAt: isTold ? told.at : undefined,
    acknowledgedAt: acknowledged?.at,
    acknowledgedBy: acknowledged?.by,
  });
}
