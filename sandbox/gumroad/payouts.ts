import { chanceOf } from "../chance.ts";
import { dayOf, daySeconds, hour, type Seconds, weekdayOf } from "../moment.ts";
import type { Payout, PayoutStatus } from "./records.ts";
import type { State } from "./state.ts";

/** Makes the payout of a day, where it is one for payouts and enough has come together; plans what becomes of it. */
export function payOutOn(state: State, day: number): void {
  const plan = state.shop.payouts;
  if (weekdayOf(day) !== plan.weekday) return;
  const at = day * daySeconds + 10 * hour;
  state.queue.plan(at, () => {
    const payout = take(state, at, day - plan.delayDays, plan.minimumCents);
    if (payout !== undefined) planOutcome(state, payout, day);
  });
}

/** What is ready to be paid: movements up to and including a day. */
export function readyEntries(state: State, throughDay: number): { readonly places: number[]; readonly cents: number } {
  const places: number[] = [];
  let cents = 0;
  for (const place of state.unpaid) {
    const entry = state.entries[place];
    if (entry === undefined || dayOf(entry.at) > throughDay) continue;
    places.push(place);
    cents += entry.net;
  }
  return { places, cents };
}

/** The last day that the next payout will take, if it were made now. */
export function nextThroughDay(state: State, now: Seconds): number {
  const { weekday, delayDays } = state.shop.payouts;
  const today = dayOf(now);
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const wait = ahead === 0 && now % daySeconds >= 10 * hour ? 7 : ahead;
  return today + wait - delayDays;
}

/** A payout of everything through a day; undefined when that is less than the minimum. */
export function take(state: State, at: Seconds, throughDay: number, minimum: number): Payout | undefined {
  const { places, cents } = readyEntries(state, throughDay);
  const { feeCents } = state.shop.payouts;
  if (places.length === 0 || cents < Math.max(minimum, feeCents + 1)) return undefined;
  const number = state.payouts.length;
  const payout: Payout = {
    number,
    at,
    throughDay,
    entries: places,
    feeCents,
    amountCents: cents - feeCents,
    history: [{ at, status: "processing" }],
  };
  state.payouts.push(payout);
  for (const place of places) {
    const entry = state.entries[place];
    if (entry !== undefined) entry.payout = number;
  }
  state.unpaid = state.unpaid.filter((place) => state.entries[place]?.payout !== number);
  return payout;
}

function planOutcome(state: State, payout: Payout, day: number): void {
  const chance = chanceOf(state.seed, 0xba4, day);
  const { failed, returned } = state.shop.payouts;
  const processed = payout.at + daySeconds + chance.below(8 * hour);
  const fate = chance.hits(failed) ? "failed" : chance.hits(returned) ? "returned" : "completed";
  state.queue.plan(processed, (at) => turn(state, payout, at, fate === "failed" ? "failed" : "completed"));
  if (fate === "returned") state.queue.plan(processed + 4 * daySeconds, (at) => turn(state, payout, at, "returned"));
}

/** A payout turns into something else. What did not arrive waits for the next one. */
export function turn(state: State, payout: Payout, at: Seconds, status: PayoutStatus): string | undefined {
  const now = statusOf(payout);
  if (now === status || now === "failed" || now === "returned") return `It is ${now} already.`;
  if (now === "completed" && status !== "returned") return "It is completed already.";
  payout.history.push({ at, status });
  if (status !== "failed" && status !== "returned") return undefined;
  for (const place of payout.entries) {
    const entry = state.entries[place];
    if (entry !== undefined) entry.payout = -1;
  }
  state.unpaid = [...payout.entries, ...state.unpaid].sort((a, b) => a - b);
  return undefined;
}

/** What a payout is now, or was at a moment. */
export function statusOf(payout: Payout, at: Seconds = Number.POSITIVE_INFINITY): PayoutStatus {
  return payout.history.findLast((step) => step.at <= at)?.status ?? "processing";
}

/** Pays out all there is at once, ends what is under way, and so puts the account to rest. */
export function settleNow(state: State, at: Seconds): Payout | undefined {
  for (const payout of state.payouts) if (statusOf(payout) === "processing") turn(state, payout, at, "completed");
  const payout = take(state, at, Number.POSITIVE_INFINITY, 1);
  if (payout !== undefined) turn(state, payout, at, "completed");
  return payout;
}
