import { chanceOf } from "../chance.ts";
import type { Order } from "./orders.ts";
import { marks, type Sale, type SaleMore } from "./records.ts";
import { placeOrder } from "./sell.ts";
import { nowOf, type State } from "./state.ts";

/** A sale that is made to happen. Amounts in the listed currency's smallest unit. */
export type HandSale = {
  /** A permalink; the shop's first product when absent. */
  readonly product?: string;
  readonly email?: string;
  readonly name?: string;
  readonly quantity?: number;
  /** Name or place of a variant or tier. */
  readonly variant?: string | number;
  readonly ownPrice?: number;
  readonly tip?: number;
  readonly offerPercent?: number;
  readonly yearly?: boolean;
  readonly giftTo?: string;
  readonly discover?: boolean;
  readonly affiliate?: boolean;
  readonly test?: boolean;
  readonly trial?: boolean;
  /** Authorised only; it is charged at the product's release, if it has one. */
  readonly preorder?: boolean;
  /** How long the payment takes. */
  readonly pendingSeconds?: number;
  /** How much older than its number the row claims to be. */
  readonly olderBySeconds?: number;
};

/** Makes a sale happen now; nothing is left to chance with it afterwards. Undefined: there is no such product. */
export function sellByHand(state: State, wish: HandSale): Sale | undefined {
  const product = state.products.find((one) => !one.deleted && (!wish.product || one.plan.permalink === wish.product));
  if (product === undefined) return undefined;
  const options = product.plan.membership?.tiers ?? product.plan.variants?.options ?? [];
  const named = options.findIndex((one) => one.name === wish.variant);
  const variant = typeof wish.variant === "number" ? wish.variant : named >= 0 ? named : options.length > 0 ? 0 : -1;
  const number = state.sales.length;
  const order: Order = {
    product: product.number,
    buyer: 500_000_000 + number,
    quantity: wish.quantity ?? 1,
    variant,
    ...(wish.ownPrice === undefined ? {} : { ownPrice: wish.ownPrice }),
    tip: wish.tip ?? 0,
    marks: marksOf(wish, product.plan.bundleOf !== undefined),
    yearly: wish.yearly ?? false,
    pendingFor: wish.pendingSeconds ?? 0,
    olderBy: wish.olderBySeconds ?? 0,
    roll: chanceOf(state.seed, 0x4a2d, number).next(),
    fated: false,
    more: moreOf(wish),
  };
  return placeOrder(state, nowOf(state), order);
}

function marksOf(wish: HandSale, bundle: boolean): number {
  return (
    (wish.discover ? marks.discover : 0) |
    (wish.affiliate ? marks.affiliate : 0) |
    (wish.test ? marks.test : 0) |
    (wish.trial ? marks.freeTrial : 0) |
    (wish.preorder ? marks.preorderAuthorization : 0) |
    (wish.giftTo ? marks.giftSender : 0) |
    (bundle ? marks.bundle : 0)
  );
}

function moreOf({ email, name, giftTo, offerPercent }: HandSale): SaleMore {
  return {
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(giftTo === undefined ? {} : { giftee: giftTo }),
    ...(offerPercent === undefined ? {} : { offer: { code: `OFF${offerPercent}`, percent: offerPercent } }),
  };
}
