import type { Millis } from "../../base/clock.ts";
import type { AlertState } from "./alert-state.ts";

/** The owner knows. Silent from now on until it gets worse, has another reason, or is over; of what is over, nothing. */
export function acknowledgeAlert(state: AlertState, by: string, at: Millis): AlertState {
  if (state.episode === undefined || !state.look.present) return state;
  const { severity, signature } = state.look;
  return { ...state, acknowledged: { by, at, severity, signature } };
}

/**
 * The owner wants to hear nothing of it until then. What gets worse than it is now is told all the same; so is anything
 * serious, if it is not serious now.
 */
export function quietAlert(state: AlertState, by: string, until: Millis): AlertState {
  const severity = state.episode !== undefined && state.look.present ? state.look.severity : "worth-a-look";
  return { ...state, quiet: { by, until, severity } };
}

/** Takes both back. */
export function unsilenceAlert(state: AlertState): AlertState {
  const { acknowledged: _, quiet: __, ...rest } = state;
  return rest;
}
