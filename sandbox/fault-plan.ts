import type { Millis } from "../src/base/clock.ts";
import { chanceOf } from "./chance.ts";

/** What can go wrong with a request. */
export const requestFaults = [
  "slow",
  "throttled",
  "throttled-with-time",
  "error-500",
  "error-502",
  "error-503",
  "html-200",
  "html-502",
  "truncated",
  "wrong-type",
  "cut",
  "duplicate-rows",
  "reordered-rows",
  "skipped-row",
  "stale",
  "shifting-list",
  "lying-page-key",
  "bad-record",
  "clock-skew",
] as const;

/** What can go wrong with a message. */
export const pingFaults = ["ping-lost", "ping-twice", "ping-late", "ping-forged"] as const;

/** What lasts: the server is gone, or knows the token no more. */
export const spanFaults = ["outage", "token-revoked"] as const;

export type RequestFault = (typeof requestFaults)[number];
export type PingFault = (typeof pingFaults)[number];
export type SpanFault = (typeof spanFaults)[number];
export type FaultKind = RequestFault | PingFault | SpanFault | "rate-limit";

export type FaultPlan = {
  /** How often each happens, from 0 to 1; absent: never. */
  readonly shares: Readonly<Partial<Record<RequestFault | PingFault, number>>>;
  readonly spans: readonly { readonly kind: SpanFault; readonly from: Millis; readonly to: Millis }[];
  /** More requests than this within one window are turned away; every answer tells how many are left. */
  readonly rateLimit?: { readonly requests: number; readonly windowMs: Millis };
  readonly slowMsMax: Millis;
  readonly staleMsMax: Millis;
  readonly retryAfterSeconds: number;
  readonly skewMsMax: Millis;
  readonly pingLateMsMax: Millis;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Nothing goes wrong. */
export const noFaults: FaultPlan = {
  shares: {},
  spans: [],
  slowMsMax: 20_000,
  staleMsMax: hourMs,
  retryAfterSeconds: 30,
  skewMsMax: 10 * 60_000,
  pingLateMsMax: 3 * dayMs,
};

/**
 * A plan of chance: half of all kinds never happen, each of the others at its own rate, so that over many seeds every
 * mixture is seen, also the ones where a kind is not hidden by another.
 */
export function swarm(seed: number, from: Millis, to: Millis): FaultPlan {
  const chance = chanceOf(seed, 0x5a4);
  const shares: Partial<Record<RequestFault | PingFault, number>> = {};
  for (const kind of [...requestFaults, ...pingFaults]) {
    if (chance.hits(0.5)) shares[kind] = (1 + chance.below(40)) / 1_000;
  }
  const spans: { kind: SpanFault; from: Millis; to: Millis }[] = [];
  for (const kind of spanFaults) {
    if (!chance.hits(0.6)) continue;
    const begin = from + Math.floor(((to - from) * chance.below(900)) / 1_000);
    spans.push({ kind, from: begin, to: Math.min(to, begin + hourMs + chance.below(3 * dayMs)) });
  }
  return { ...noFaults, shares, spans };
}
