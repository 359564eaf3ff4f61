import { dayOf, daySeconds, type Seconds } from "../moment.ts";
import { ordersOf, rushOn } from "./orders.ts";
import { payOutOn } from "./payouts.ts";
import { placeOrder } from "./sell.ts";
import { nowOf, type State } from "./state.ts";

/** Opens the shop: from here on each day plans the next one. */
export function openShop(state: State): void {
  const first = state.livedUntil + 1;
  state.queue.plan(first, () => liveDay(state, dayOf(first), first));
}

/** Lets everything happen that is due at the clock's time. The clock is never followed backwards. */
export function advance(state: State): void {
  const now = nowOf(state);
  if (now <= state.livedUntil) return;
  state.queue.runUntil(now);
  state.livedUntil = now;
}

function liveDay(state: State, day: number, from: Seconds): void {
  for (const { at, order } of [...ordersOf(state, day), ...rushOn(state, day)]) {
    if (at >= from) state.queue.plan(at, (now) => void placeOrder(state, now, order));
  }
  payOutOn(state, day);
  const next = (day + 1) * daySeconds;
  state.queue.plan(next, () => liveDay(state, day + 1, next));
}
