import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import type { AlertNews, AlertState, Quiet, Told } from "./alert-state.ts";
import type { Absent, Observation, Sighted } from "./observation.ts";
import { type AlertRules, alertRules } from "./rules.ts";
import { isWorse } from "./severity.ts";

/** What to keep (nothing, when there is nothing to remember) and what to say (mostly nothing). */
export type AlertStep = { readonly state: AlertState | undefined; readonly send?: AlertNews };

/**
 * What one look at one matter changes. Two laws hold whatever is observed:
 *
 * - **No flood.** In any 24 hours at most `perDayMax` messages are about one key.
 * - **Nothing serious is swallowed.** After each look at something serious that is neither acknowledged nor quiet, the
 *   last thing that was said about it is that it is serious.
 *
 * They do not contradict each other because the last message of a day's allowance is only ever spent on telling of
 * something serious: whenever the owner believes anything else, one is left.
 */
export function nextAlertState(
  before: AlertState | undefined,
  look: Observation,
  now: Millis,
  rules: AlertRules = alertRules,
): AlertStep {
  const episode = before?.episode;
  const counted =
    before && look.present && episode ? { ...before, episode: { ...episode, times: episode.times + 1 } } : before;
  return step(counted, look, now, rules);
}

/** What the mere passing of time changes: it is taken to be as it was last seen. To be asked every few minutes. */
export function alertTick(before: AlertState, now: Millis, rules: AlertRules = alertRules): AlertStep {
  return step(before, before.look, now, rules);
}

function step(before: AlertState | undefined, look: Observation, now: Millis, rules: AlertRules): AlertStep {
  const sentAt = (before?.sentAt ?? []).filter((at) => at > now - dayMs);
  const quiet = before?.quiet !== undefined && before.quiet.until > now ? before.quiet : undefined;
  const state: AlertState = without({ ...before, key: look.key, look, sentAt }, quiet);
  return look.present ? present(state, look, now, rules) : absent(state, look, now, rules);
}

function present(from: AlertState, look: Sighted, now: Millis, rules: AlertRules): AlertStep {
  const { goneAt: _, ...rest } = from;
  const episode = from.episode ?? { since: now, times: 1 };
  const begins = from.episode === undefined && from.told !== undefined;
  const told = begins && from.told ? { ...from.told, outdated: true as const } : from.told;
  const state: AlertState = { ...rest, episode, ...(told ? { told } : {}) };
  const reason = reasonToSpeak(state, look, now, rules);
  const after = state.sentAt.length + 1;
  const room = look.severity === "serious" ? rules.perDayMax : rules.perDayMax - 1;
  if (reason === undefined || isSilenced(state, look) || after > room) return { state };
  const { acknowledged: __, ...open } = state;
  const { severity, signature, title, lines } = look;
  const firstAt = told && !told.outdated ? told.firstAt : now;
  return {
    state: { ...open, told: { severity, signature, firstAt, at: now }, sentAt: [...state.sentAt, now] },
    send: { key: look.key, reason, severity, title, lines, at: now, ...episode },
  };
}

function reasonToSpeak(
  state: AlertState,
  look: Sighted,
  now: Millis,
  rules: AlertRules,
): AlertNews["reason"] | undefined {
  const { told } = state;
  if (told === undefined) return "first";
  if (isWorse(look.severity, told.severity)) return "worse";
  const calm = now - told.at >= rules.changeGapMs;
  if (told.outdated) return calm ? "first" : undefined;
  if (look.signature !== told.signature || look.severity !== told.severity) return calm ? "changed" : undefined;
  return isDueAgain(told, now, rules) ? "still" : undefined;
}

function isDueAgain(told: Told, now: Millis, { againAfterMs }: AlertRules): boolean {
  const due = againAfterMs.some((ms) => told.at < told.firstAt + ms && told.firstAt + ms <= now);
  const last = againAfterMs.at(-1);
  return due || (last !== undefined && now - told.at >= last);
}

function isSilenced({ acknowledged, quiet }: AlertState, look: Sighted): boolean {
  if (quiet !== undefined && !isWorse(look.severity, quiet.severity)) return true;
  if (acknowledged === undefined || isWorse(look.severity, acknowledged.severity)) return false;
  return look.signature === acknowledged.signature;
}

function absent(from: AlertState, look: Absent, now: Millis, rules: AlertRules): AlertStep {
  const goneAt = from.goneAt ?? now;
  if (from.episode !== undefined && now - goneAt < rules.settleMs) return { state: { ...from, goneAt } };
  const { acknowledged: _, episode, told, ...rest } = from;
  const over: AlertState = without(rest, softened(from.quiet));
  if (told === undefined) return { state: worthKeeping(over) };
  // There must be one message left after this one, in case it comes back as something serious.
  const held = over.quiet !== undefined || over.sentAt.length + 1 > rules.perDayMax - 1;
  if (held) return { state: { ...over, goneAt, told } };
  const { goneAt: __, ...done } = over;
  const { since, times } = episode ?? { since: told.firstAt, times: 1 };
  return {
    state: { ...done, sentAt: [...over.sentAt, now] },
    send: { key: look.key, reason: "over", title: look.title, lines: [], at: now, since, times, goneAt },
  };
}

/** Quiet outlives an episode, or what comes and goes could not be quieted; but never against a new serious one. */
function softened(quiet: Quiet | undefined): Quiet | undefined {
  return quiet?.severity === "serious" ? { ...quiet, severity: "worth-a-look" } : quiet;
}

function without(state: AlertState, quiet: Quiet | undefined): AlertState {
  const { quiet: _, ...rest } = state;
  return quiet === undefined ? rest : { ...rest, quiet };
}

/** Messages of today still count when it comes back, and so does the wish for quiet. */
function worthKeeping(state: AlertState): AlertState | undefined {
  const { goneAt: _, ...rest } = state;
  return state.sentAt.length === 0 && state.quiet === undefined ? undefined : rest;
}
