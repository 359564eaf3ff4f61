import type { Seconds } from "../moment.ts";
import { bookSale } from "./entries.ts";
import { planFate } from "./fates.ts";
import { marks, type Sale, unlisted, wasCharged } from "./records.ts";
import { productAt, type State } from "./state.ts";

/** Lets the payment go through, now or when it is due. */
export function whenPaid(state: State, now: Seconds, sale: Sale, fated: boolean): void {
  if (sale.paidAt > now) state.queue.plan(sale.paidAt, () => succeed(state, sale, fated));
  else succeed(state, sale, fated);
}

function succeed(state: State, sale: Sale, fated: boolean): void {
  if ((sale.marks & unlisted) === 0) {
    enlist(state.listed, sale);
    const product = productAt(state, sale.product);
    product.salesCount += 1;
    if (wasCharged(sale)) {
      product.salesCents += sale.price;
      bookSale(state, sale);
      if (fated) planFate(state, sale);
    }
  }
  // Of a gift only the receiver's row is told, though only the giver's is listed.
  if ((sale.marks & marks.giftSender) === 0) state.announce({ name: "sale", at: sale.paidAt, sale });
}

/** Keeps the list in order; almost always the newest comes last. */
function enlist(listed: Sale[], sale: Sale): void {
  let place = listed.length;
  for (; place > 0; place--) {
    const before = listed[place - 1];
    if (before === undefined || before.at < sale.at || (before.at === sale.at && before.number < sale.number)) break;
  }
  if (place === listed.length) listed.push(sale);
  else listed.splice(place, 0, sale);
}
