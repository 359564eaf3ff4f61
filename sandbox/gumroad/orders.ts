import { type Chance, chanceOf, weighted } from "../chance.ts";
import { daySeconds, hour, minute, type Seconds, weekdayOf } from "../moment.ts";
import { marks, type SaleMore } from "./records.ts";
import type { ProductPlan } from "./shop-plan.ts";
import type { State } from "./state.ts";

/** What somebody is about to buy. */
export type Order = {
  readonly product: number;
  readonly buyer: number;
  readonly quantity: number;
  /** Place of the variant or tier; −1 for none. */
  readonly variant: number;
  /** What the buyer chooses to pay, in the listed currency's smallest unit, where the product lets them. */
  readonly ownPrice?: number;
  /** The same unit. */
  readonly tip: number;
  readonly marks: number;
  readonly yearly: boolean;
  /** How long the payment takes. */
  readonly pendingFor: Seconds;
  /** How much older the row claims to be than its number says. */
  readonly olderBy: Seconds;
  readonly roll: number;
  /** Whether chance decides what becomes of it; not for what is made by hand. */
  readonly fated: boolean;
  readonly more?: SaleMore;
};

/** Everything that is ordered on one day, with its moment. A function of seed, day and shop alone. */
export function ordersOf(state: State, day: number): readonly { readonly at: Seconds; readonly order: Order }[] {
  const chance = chanceOf(state.seed, 0xda1, day);
  const count = countOf(state, day, chance);
  const orders: { at: Seconds; order: Order }[] = [];
  for (let i = 0; i < count; i++) {
    const own = chanceOf(state.seed, 0x0de, day, i);
    const at = day * daySeconds + secondOfDay(own);
    const buyer = buyerFor(state, own, day, i);
    const rows = own.hits(state.shop.shares.cart) ? 2 + own.below(2) : 1;
    for (let row = 0; row < rows; row++) orders.push({ at, order: orderOf(state, own, buyer, at) });
  }
  return orders.sort((a, b) => a.at - b.at);
}

/** What is ordered in the shop's rush on one day: about every so many seconds. */
export function rushOn(state: State, day: number): readonly { readonly at: Seconds; readonly order: Order }[] {
  const { rush } = state.shop;
  if (rush === undefined) return [];
  const first = Math.floor(rush.from / 1_000);
  const last = Math.floor(rush.to / 1_000);
  const orders: { at: Seconds; order: Order }[] = [];
  const start = Math.max(0, Math.floor((day * daySeconds - first) / rush.everySeconds));
  for (let turn = start; ; turn++) {
    const own = chanceOf(state.seed, 0x4a54, turn);
    const at = first + turn * rush.everySeconds + own.below(rush.everySeconds);
    if (at >= Math.min(last, (day + 1) * daySeconds)) return orders;
    if (at >= day * daySeconds) orders.push({ at, order: orderOf(state, own, 300_000_000 + turn, at) });
  }
}

function countOf({ shop }: State, day: number, chance: Chance): number {
  const age = Math.max(0, day - Math.floor(shop.opensAt / 1_000 / daySeconds));
  const growth = 1 + (shop.growthPerYear * age) / 365;
  const swing = 0.75 + (chance.below(1_000) + chance.below(1_000)) / 4_000;
  const mean = shop.ordersPerDay * growth * (shop.weekdays[weekdayOf(day)] ?? 1) * swing;
  return Math.floor(mean) + (chance.hits(mean - Math.floor(mean)) ? 1 : 0);
}

/** Most is bought between 12:00 and 24:00 UTC, when both Europe and America are awake. */
function secondOfDay(chance: Chance): Seconds {
  const night = chance.hits(0.25);
  return night ? chance.below(12 * hour) : 12 * hour + chance.below(12 * hour);
}

function buyerFor(state: State, chance: Chance, day: number, place: number): number {
  if (chance.hits(state.shop.shares.returning)) return chance.below(400 + Math.floor(state.shop.ordersPerDay * 8));
  return 100_000 + (day % 20_000) * 10_000 + place;
}

function orderOf(state: State, chance: Chance, buyer: number, at: Seconds): Order {
  const { shares, products } = state.shop;
  const product = weighted(
    chance,
    products.map((plan) => plan.weight),
  );
  const plan = products[product];
  if (plan === undefined) throw new RangeError("a shop needs products");
  const variant = variantOf(plan, chance);
  const plain = plan.membership === undefined && plan.bundleOf === undefined;
  const payer = plan.payWhatYouWant ? ownPrice(plan, chance) : undefined;
  const offer = payer === undefined && plain && chance.hits(shares.offer) ? offers[chance.below(2)] : undefined;
  const kind = kindOf(state, plan, chance, at);
  const giftee = kind & marks.giftSender ? state.buyer(chance.below(5_000)).email : undefined;
  return {
    product,
    buyer,
    quantity: plain && plan.licence !== true && chance.hits(shares.several) ? 2 + chance.below(3) : 1,
    variant,
    ...(payer === undefined ? {} : { ownPrice: payer }),
    tip: plain && payer !== 0 && chance.hits(shares.tip) ? roundTip(plan, chance) : 0,
    marks: kind,
    yearly: plan.membership !== undefined && chance.hits(shares.yearly),
    pendingFor: chance.hits(shares.pending) ? pendingFor(chance) : 0,
    olderBy: chance.hits(shares.disordered) ? 1 + chance.below(40) : 0,
    roll: chance.next(),
    fated: true,
    ...(offer || giftee ? { more: { ...(offer ? { offer } : {}), ...(giftee ? { giftee } : {}) } } : {}),
  };
}

const offers = [
  { code: "AUTUMN25", percent: 25 },
  { code: "WELCOME10", percent: 10 },
];

function variantOf(plan: ProductPlan, chance: Chance): number {
  const count = plan.membership?.tiers.length ?? plan.variants?.options.length ?? 0;
  return count === 0 ? -1 : chance.below(count);
}

/** Half take it for nothing; the others give the suggested price, or what they like. */
function ownPrice(plan: ProductPlan, chance: Chance): number {
  const unit = plan.currency === "jpy" ? 1 : 100;
  if (chance.hits(0.5)) return 0;
  return chance.hits(0.5) ? Math.max(plan.price, 5 * unit) : (1 + chance.below(20)) * unit;
}

function roundTip(plan: ProductPlan, chance: Chance): number {
  return (plan.currency === "jpy" ? 150 : 100) * (1 + chance.below(5));
}

/** Minutes for redirects and the like, or days for bank debits. */
function pendingFor(chance: Chance): Seconds {
  return chance.hits(0.6) ? minute + chance.below(4 * minute) : daySeconds + chance.below(3 * daySeconds);
}

function kindOf({ shop }: State, plan: ProductPlan, chance: Chance, at: Seconds): number {
  const { shares } = shop;
  const test = chance.hits(shares.test) ? marks.test : 0;
  const discover = chance.hits(shares.discover) ? marks.discover : 0;
  const affiliate = plan.affiliate && !discover && chance.hits(shares.affiliate) ? marks.affiliate : 0;
  const local = chance.hits(shares.localCharge) ? marks.localCharge : 0;
  const gift = plan.membership === undefined && plan.bundleOf === undefined && chance.hits(shares.gift);
  const trial = plan.membership?.trialDays !== undefined && chance.hits(shares.trial) ? marks.freeTrial : 0;
  if (test) return test;
  if (plan.releasedAt !== undefined && at * 1_000 < plan.releasedAt) return marks.preorderAuthorization;
  if (plan.bundleOf !== undefined) return marks.bundle | discover | local;
  return discover | affiliate | local | trial | (gift ? marks.giftSender : 0);
}
