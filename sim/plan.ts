import { type Chance, chanceOf } from "../sandbox/chance.ts";
import { type FaultPlan, noFaults, pingFaults, requestFaults } from "../sandbox/fault-plan.ts";
import { type ShopPlan, usualFees, usualPayouts, usualShares } from "../sandbox/gumroad/shop-plan.ts";
import { type PresetName, presetShop } from "../sandbox/world/presets.ts";
import type { Millis } from "../src/base/clock.ts";
import type { CrashRates } from "./crash.ts";
import { type WirePlan, wireFaults } from "./wire.ts";

export const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Something that the world does to the engine at a moment. */
export type WorldEvent =
  /** Nothing runs from here on for that long. */
  | { readonly kind: "down"; readonly at: Millis; readonly forMs: Millis }
  /** The machine's clock is wrong by that much until it is set right. */
  | { readonly kind: "clock"; readonly at: Millis; readonly wrongByMs: Millis }
  /** A second engine works on the same books for that long. */
  | { readonly kind: "second"; readonly at: Millis; readonly forMs: Millis }
  | { readonly kind: "second-ends"; readonly at: Millis }
  /** A schedule is paused; it is resumed later. */
  | { readonly kind: "pause"; readonly at: Millis; readonly forMs: Millis; readonly pick: number }
  /** A person has everything read once. */
  | { readonly kind: "sync"; readonly at: Millis; readonly full: boolean }
  /** Gumroad knows the token no more, until the owner gives a new one. */
  | { readonly kind: "token"; readonly at: Millis; readonly forMs: Millis };

/** All that a seed decides. */
export type SimPlan = {
  readonly seed: number;
  readonly start: Millis;
  readonly end: Millis;
  readonly shop: ShopPlan;
  readonly timeZone: string;
  readonly homeCurrency: string;
  readonly pings: boolean;
  readonly faults: FaultPlan;
  readonly wire: WirePlan;
  readonly crashes: CrashRates;
  readonly events: readonly WorldEvent[];
  /** What a person changed of the schedules: by name, the cron. */
  readonly crons: Readonly<Record<string, string>>;
  /** When the engine's own work is done that is not about a platform. */
  readonly ownCron: string;
  /** How long a crashed engine stays down at most. */
  readonly restartMsMax: Millis;
};

export type PlanOptions = { readonly seed: number; readonly days: number; readonly preset?: PresetName };

/** Zones whose days do not begin at midnight UTC; most of them change their clocks. */
const zones = ["America/New_York", "Europe/London", "Australia/Sydney", "Africa/Nairobi", "America/Los_Angeles", "UTC"];

/** The plan of a seed: a function of it and of the days alone. */
export function planOf({ seed, days, preset = "small" }: PlanOptions): SimPlan {
  const chance = chanceOf(seed, 0x51b);
  const end = fridayNight(Date.UTC(2026, chance.below(12), 1 + chance.below(28))) + chance.below(8 * hourMs);
  const start = end - days * dayMs;
  return {
    seed,
    start,
    end,
    shop: shopOf(chance, preset, start, end),
    timeZone: chance.pick(zones),
    homeCurrency: chance.pick(["USD", "EUR", "GBP", "KES"]),
    pings: chance.hits(0.6),
    faults: twinFaults(chance, start, end),
    wire: wirePlan(chance),
    crashes: chance.hits(0.5)
      ? { commit: chance.below(30) / 10_000, call: chance.below(30) / 10_000 }
      : { commit: 0, call: 0 },
    events: eventsOf(chance, start, end),
    crons: cronsOf(chance),
    ownCron: chance.pick(["15 6 * * *", "15 6 * * 1,4", "15 6 * * 1"]),
    restartMsMax: chance.pick([minuteMs, 10 * minuteMs, 3 * hourMs, dayMs]),
  };
}

/**
 * The same plan for a shop in which much is paid back, disputed, shared and listed late: what a planted mistake needs
 * to show soon.
 */
export function eventful(plan: SimPlan): SimPlan {
  const { shop, start } = plan;
  const more = { refunded: 0.2, partially: 0.5, disputed: 0.3, disputesWon: 0.8, affiliate: 0.6, pending: 0.1 };
  const opensAt = (Math.floor(start / dayMs) - 75) * dayMs;
  return { ...plan, shop: { ...shop, opensAt, ordersPerDay: 2, shares: { ...shop.shares, ...more } } };
}

/** The Friday from that day on, at 18:00 UTC: what is looked at again on Mondays is then soon looked at. */
function fridayNight(from: Millis): Millis {
  const ahead = (5 - new Date(from).getUTCDay() + 7) % 7;
  return from + ahead * dayMs + 18 * hourMs;
}

/** Most seeds look less often than the product does by itself: more of them fit into a night. */
function cronsOf(chance: Chance): Readonly<Record<string, string>> {
  if (chance.hits(0.04)) return { "follow-hints": "*/30 * * * *" };
  return {
    "follow-hints": chance.pick(["10 */6 * * *", "10 */12 * * *"]),
    "gumroad-products-whole": chance.pick(["35 */12 * * *", "35 5 * * *"]),
    "gumroad-sales-recent": chance.pick(["5 */3 * * *", "5 */6 * * *", "5 */6 * * *", "5 */6 * * *"]),
    "gumroad-payouts-recent": chance.pick(["25 */12 * * *", "25 5 * * *", "25 5 * * *"]),
  };
}

function shopOf(chance: Chance, preset: PresetName, start: Millis, end: Millis): ShopPlan {
  const history = chance.pick([0, 3, 10, 25]);
  const opensAt = (Math.floor(start / dayMs) - history) * dayMs;
  const shop = presetShop(preset, opensAt);
  const more = chance.pick([1, 1, 2, 4]);
  const shares = {
    ...usualShares,
    refunded: usualShares.refunded * more,
    disputed: usualShares.disputed * more * 2,
    pending: chance.pick([0, 0.01, 0.05]),
    disordered: chance.pick([0, 0.01, 0.05]),
    affiliate: chance.pick([0, 0.3, 0.6]),
  };
  const changed = {
    ...usualFees,
    from: start + Math.floor((end - start) / 2),
    permille: 100 + chance.below(60),
    fixed: 30 + chance.below(70),
  };
  return {
    ...shop,
    utcOffsetMinutes: chance.pick([-480, 0, 120, 600]),
    shares,
    fees: chance.hits(0.4) ? [usualFees, changed] : [usualFees],
    payouts: {
      ...usualPayouts,
      feeCents: chance.pick([0, 0, 25]),
      failed: 0.05,
      returned: 0.05,
      minimumCents: chance.pick([1_000, 10_000]),
    },
    // Walks through a year are for the books here, not for the pages.
    ...(preset === "busy" ? { salesPageSize: 50 } : {}),
    productsUnpaged: chance.hits(0.2),
    unlistedById: chance.hits(0.5),
  };
}

/** Half of all kinds never happen in a seed, so that none is hidden by another. */
function twinFaults(chance: Chance, start: Millis, end: Millis): FaultPlan {
  const loud = chance.pick([0, 4, 15, 40]);
  const shares: Record<string, number> = {};
  for (const kind of [...requestFaults, ...pingFaults]) {
    if (chance.hits(0.5) && loud > 0) shares[kind] = (1 + chance.below(loud)) / 1_000;
  }
  for (const kind of pingFaults) if (shares[kind] !== undefined) shares[kind] = (20 + chance.below(200)) / 1_000;
  const spans: FaultPlan["spans"][number][] = [];
  if (chance.hits(0.3)) spans.push(spanOf(chance, "outage", start, end, chance.hits(0.2) ? 40 * dayMs : 2 * dayMs));
  if (chance.hits(0.3)) spans.push(spanOf(chance, "token-revoked", start, end, 3 * dayMs));
  const rateLimit = chance.hits(0.2) ? { rateLimit: { requests: 20 + chance.below(100), windowMs: minuteMs } } : {};
  return { ...noFaults, shares, spans, ...rateLimit, staleMsMax: chance.pick([minuteMs, hourMs, 5 * hourMs]) };
}

function spanOf(chance: Chance, kind: "outage" | "token-revoked", start: Millis, end: Millis, longest: Millis) {
  const from = start + Math.floor(((end - start) * chance.below(1_000)) / 1_000);
  return { kind, from, to: Math.min(end, from + hourMs + Math.floor((longest * chance.below(1_000)) / 1_000)) };
}

function wirePlan(chance: Chance): WirePlan {
  const loud = chance.pick([0, 4, 20]);
  const plan: Record<string, number> = {};
  for (const fault of wireFaults) if (chance.hits(0.5) && loud > 0) plan[fault] = (1 + chance.below(loud)) / 1_000;
  return plan;
}

function eventsOf(chance: Chance, start: Millis, end: Millis): readonly WorldEvent[] {
  const events: WorldEvent[] = [];
  const days = (end - start) / dayMs;
  const moment = (): Millis => start + Math.floor((end - start) * (chance.below(10_000) / 10_000));
  const times = (share: number, most: number): number => (chance.hits(share) ? 1 + chance.below(Math.ceil(most)) : 0);
  for (let n = times(0.4, days / 10); n > 0; n--) {
    events.push({
      kind: "down",
      at: moment(),
      forMs: minuteMs + chance.below(chance.pick([hourMs, dayMs, 5 * dayMs])),
    });
  }
  if (chance.hits(0.08))
    events.push({ kind: "down", at: moment(), forMs: Math.min((5 + chance.below(35)) * dayMs, end - start) });
  for (let n = times(0.35, days / 10); n > 0; n--) events.push(...jump(chance, moment()));
  for (let n = times(0.3, days / 15); n > 0; n--) {
    events.push({ kind: "second", at: moment(), forMs: hourMs + chance.below(2 * dayMs) });
  }
  for (let n = times(0.25, 3); n > 0; n--) {
    events.push({ kind: "pause", at: moment(), forMs: hourMs + chance.below(6 * dayMs), pick: chance.below(100) });
  }
  for (let n = times(0.25, 2); n > 0; n--) events.push({ kind: "sync", at: moment(), full: chance.hits(0.5) });
  if (chance.hits(0.2)) events.push({ kind: "token", at: moment(), forMs: hourMs + chance.below(3 * dayMs) });
  return events.toSorted((a, b) => a.at - b.at);
}

/** A clock that is set wrong, by minutes or a day, and set right again. */
function jump(chance: Chance, at: Millis): readonly WorldEvent[] {
  const size = chance.pick([2 * minuteMs, 20 * minuteMs, 2 * hourMs, dayMs]);
  const wrongByMs = (chance.hits(0.5) ? 1 : -1) * (1 + chance.below(size));
  const rightAgain = at + minuteMs + chance.below(2 * dayMs);
  return [
    { kind: "clock", at, wrongByMs },
    { kind: "clock", at: rightAgain, wrongByMs: 0 },
  ];
}
