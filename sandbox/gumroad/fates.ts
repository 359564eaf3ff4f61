import { chanceOf } from "../chance.ts";
import { daySeconds, hour } from "../moment.ts";
import { openDispute, winDispute } from "./disputes.ts";
import type { Sale } from "./records.ts";
import { refund } from "./refunds.ts";
import { productAt, type State } from "./state.ts";

/** Plans what becomes of a charged sale. A function of the sale's own chance, whatever else happens. */
export function planFate(state: State, sale: Sale): void {
  const chance = chanceOf(state.seed, 0xfa7e, sale.roll);
  const { shares } = state.shop;
  if (chance.hits(shares.refunded)) planRefunds(state, sale);
  else if (chance.hits(shares.disputed)) planDispute(state, sale);
}

function planRefunds(state: State, sale: Sale): void {
  const chance = chanceOf(state.seed, 0x4ef, sale.roll);
  const { shares } = state.shop;
  const first = sale.paidAt + hour + chance.below(20 * daySeconds);
  if (!chance.hits(shares.partially)) {
    state.queue.plan(first, (at) => void refund(state, sale, at));
    return;
  }
  const steps = chance.hits(shares.inSteps) ? 2 + chance.below(2) : 1;
  const { currency } = productAt(state, sale.product).plan;
  const unit = currency === "jpy" ? 10 : 50;
  const piece = Math.max(1, Math.floor((sale.listed * (10 + chance.below(40))) / 100 / unit)) * unit;
  for (let step = 0; step < steps; step++) {
    state.queue.plan(first + step * (daySeconds + chance.below(4 * daySeconds)), (at) => {
      // What is left may be less than the piece by now: then it is refused, as it would be for a person.
      void refund(state, sale, at, piece);
    });
  }
}

function planDispute(state: State, sale: Sale): void {
  const chance = chanceOf(state.seed, 0xd15, sale.roll);
  const opened = sale.paidAt + 3 * daySeconds + chance.below(40 * daySeconds);
  const decided = opened + 20 * daySeconds + chance.below(50 * daySeconds);
  const won = chance.hits(state.shop.shares.disputesWon);
  state.queue.plan(opened, (at) => void openDispute(state, sale, at));
  if (won) state.queue.plan(decided, (at) => void winDispute(state, sale, at));
}
