import { chanceOf } from "../chance.ts";
import { daySeconds, hour, monthsLater, type Seconds } from "../moment.ts";
import type { Order } from "./orders.ts";
import { whenPaid } from "./paid.ts";
import { marks, type Sale, type Subscription } from "./records.ts";
import { addSale } from "./rows.ts";
import { productAt, type State } from "./state.ts";
import { cancel, end, restartSubscription, upgrade } from "./subscription-status.ts";

/** Begins the subscription of a first sale and plans its renewals. */
export function startSubscription(state: State, sale: Sale, order: Order): void {
  const trialDays = productAt(state, sale.product).plan.membership?.trialDays ?? 0;
  const trialEndsAt = sale.marks & marks.freeTrial ? sale.at + trialDays * daySeconds : undefined;
  const subscription: Subscription = {
    number: sale.subscription,
    product: sale.product,
    buyer: sale.buyer,
    tier: sale.variant,
    recurrence: order.yearly ? "yearly" : "monthly",
    at: sale.at,
    trialEndsAt,
    sales: [sale.number],
    roll: sale.roll,
    contact: {
      ...(sale.more?.email === undefined ? {} : { email: sale.more.email }),
      ...(sale.more?.name === undefined ? {} : { name: sale.more.name }),
    },
  };
  state.subscriptions.push(subscription);
  const fated = order.fated;
  if (trialEndsAt === undefined) planPeriod(state, { subscription, anchor: sale.at, turn: 0, fated });
  else planRenewal(state, { subscription, anchor: trialEndsAt, turn: -1, fated });
}

/** One turn of a subscription: the periods are counted from an anchor. */
type Turn = {
  readonly subscription: Subscription;
  readonly anchor: Seconds;
  readonly turn: number;
  readonly fated: boolean;
};

const stepOf = (one: Subscription): number => (one.recurrence === "yearly" ? 12 : 1);

function startsAt({ subscription, anchor, turn }: Turn): Seconds {
  return monthsLater(anchor, turn * stepOf(subscription));
}

/** What happens within a period that is paid: a request to end it, an upgrade; then the next renewal. */
function planPeriod(state: State, turn: Turn): void {
  const { subscription, fated } = turn;
  const chance = chanceOf(state.seed, 0x5b5, subscription.roll, turn.anchor, turn.turn);
  const { shares } = state.shop;
  const from = startsAt(turn);
  const length = startsAt({ ...turn, turn: turn.turn + 1 }) - from;
  const moment = from + hour + chance.below(length - 2 * hour);
  if (fated && chance.hits(shares.cancelled))
    state.queue.plan(moment, (at) => cancel(state, subscription, at, "buyer"));
  else if (fated && chance.hits(shares.upgraded)) state.queue.plan(moment, (at) => upgrade(state, subscription, at));
  planRenewal(state, turn);
}

function planRenewal(state: State, turn: Turn): void {
  const next = { ...turn, turn: turn.turn + 1 };
  state.queue.plan(startsAt(next), (at) => renew(state, next, at));
}

function renew(state: State, turn: Turn, at: Seconds): void {
  const { subscription, fated } = turn;
  if (subscription.endedAt !== undefined) return;
  if (subscription.requestedCancellationAt !== undefined) {
    end(state, subscription, at, "cancelled");
    planRestart(state, turn, at);
    return;
  }
  const chance = chanceOf(state.seed, 0x4e4, subscription.roll, turn.anchor, turn.turn);
  if (fated && chance.hits(state.shop.shares.paymentFailed)) {
    cancel(state, subscription, at, "payment-failures");
    end(state, subscription, at, "failed_payment");
    return;
  }
  charge(state, subscription, at, chance.next(), fated);
  planPeriod(state, turn);
}

/** Charges a renewal: a sale of its own. */
export function charge(state: State, one: Subscription, at: Seconds, roll: number, fated: boolean): Sale {
  const product = productAt(state, one.product);
  const tier = product.plan.membership?.tiers[one.tier];
  const sale = addSale(state, product, {
    at,
    paidAt: at,
    buyer: one.buyer,
    marks: marks.renewal,
    quantity: 1,
    variant: one.tier,
    listed: (one.recurrence === "yearly" ? tier?.yearly : tier?.monthly) ?? 0,
    tip: 0,
    shipping: 0,
    subscription: one.number,
    roll,
    more: one.contact.email === undefined ? undefined : { ...one.contact },
  });
  one.sales.push(sale.number);
  whenPaid(state, at, sale, fated);
  return sale;
}

function planRestart(state: State, turn: Turn, endedAt: Seconds): void {
  const { subscription, fated } = turn;
  const chance = chanceOf(state.seed, 0x4e5, subscription.roll, endedAt);
  if (!fated || !chance.hits(state.shop.shares.restarted)) return;
  state.queue.plan(endedAt + 3 * daySeconds + chance.below(20 * daySeconds), (at) => {
    if (restartSubscription(state, subscription.number, at) !== undefined) return;
    charge(state, subscription, at, chance.next(), fated);
    planPeriod(state, { ...turn, anchor: at, turn: 0 });
  });
}
