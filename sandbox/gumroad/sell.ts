import type { Seconds } from "../moment.ts";
import { ratio } from "./money.ts";
import type { Order } from "./orders.ts";
import { whenPaid } from "./paid.ts";
import { marks, type Product, type Sale, unlisted } from "./records.ts";
import { addSale, type SaleParts } from "./rows.ts";
import { productAt, type State } from "./state.ts";
import { startSubscription } from "./subscriptions.ts";

/** Lets an order happen: the row of the sale, and those that come with it. Gives the buyer's own row. */
export function placeOrder(state: State, now: Seconds, order: Order): Sale {
  const product = productAt(state, order.product);
  const listed = listedPrice(product, order);
  const at = now - order.olderBy;
  const sale = addSale(state, product, {
    at,
    paidAt: now + order.pendingFor,
    buyer: order.buyer,
    marks: order.marks,
    quantity: order.quantity,
    variant: order.variant,
    listed,
    tip: order.tip,
    shipping: (product.plan.shipping ?? 0) * order.quantity,
    subscription: product.plan.membership && !(order.marks & unlisted) ? state.subscriptions.length : -1,
    roll: order.roll,
    more: order.more,
  });
  if (sale.subscription >= 0) startSubscription(state, sale, order);
  whenPaid(state, now, sale, order.fated);
  if (order.marks & marks.bundle) addBundleChildren(state, now, sale, product);
  if (order.marks & marks.giftSender) addGiftReceiver(state, now, sale);
  if (order.marks & marks.preorderAuthorization) planRelease(state, product, sale, order);
  return sale;
}

function listedPrice(product: Product, order: Order): number {
  const { plan } = product;
  const unit = order.ownPrice ?? unitPrice(product, order);
  const off = order.more?.offer?.percent ?? 0;
  const goods = (unit - ratio(unit, off, 100)) * order.quantity;
  return goods + order.tip + (plan.shipping ?? 0) * order.quantity;
}

function unitPrice({ plan }: Product, order: Order): number {
  const tier = plan.membership?.tiers[order.variant];
  if (tier) return order.yearly ? tier.yearly : tier.monthly;
  return plan.price + (plan.variants?.options[order.variant]?.difference ?? 0);
}

function addBundleChildren(state: State, now: Seconds, parent: Sale, bundle: Product): void {
  for (const permalink of bundle.plan.bundleOf ?? []) {
    const product = state.products.find((one) => one.plan.permalink === permalink);
    if (product === undefined) continue;
    const child = addSale(state, product, {
      ...nothingPaid(parent, marks.bundleChild),
      more: parent.more,
    });
    whenPaid(state, now, child, false);
  }
}

function addGiftReceiver(state: State, now: Seconds, sender: Sale): void {
  const row = addSale(state, productAt(state, sender.product), {
    ...nothingPaid(sender, marks.giftReceiver),
    more: {
      email: sender.more?.giftee ?? "",
      giftPrice: sender.price,
      gifter: sender.more?.email ?? state.buyer(sender.buyer).email,
    },
  });
  whenPaid(state, now, row, false);
}

function nothingPaid(of: Sale, kind: number): Omit<SaleParts, "more"> {
  const { at, paidAt, buyer, roll } = of;
  const free = { listed: 0, tip: 0, shipping: 0, quantity: 1, variant: -1, subscription: -1 };
  return { at, paidAt, buyer, marks: kind, roll, ...free };
}

/** On the day of release what was authorised is charged, as a sale of its own. */
function planRelease(state: State, product: Product, authorization: Sale, order: Order): void {
  const at = Math.ceil((product.plan.releasedAt ?? 0) / 1_000) + (order.roll % 3_600);
  state.queue.plan(at, (now) => {
    const kind = order.marks & ~marks.preorderAuthorization;
    const more = { ...order.more, authorizedAt: authorization.at };
    const charge: Order = { ...order, marks: kind, more, olderBy: 0, pendingFor: 0, roll: order.roll ^ 0x2f };
    placeOrder(state, now, charge);
  });
}
