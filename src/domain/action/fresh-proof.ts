import type { Action } from "./action.ts";
import type { Autonomy } from "./autonomy.ts";
import { actionKinds, type KindRow } from "./kinds.ts";

/**
 * Whether a yes to this needs a proof of the person that is minutes old: what really moves money, unless it fits into
 * what the owner lets this kind cost in a day without asking. What runs dry moves nothing.
 */
export function wantsFreshProof(action: Action, autonomy: Autonomy): boolean {
  const { area, outside }: KindRow = actionKinds[action.kind];
  if (!outside || autonomy.mode === "dry" || (area !== "money" && area !== "trade")) return false;
  const { moneyMax, currency } = autonomy;
  const { worstCost } = action;
  return moneyMax === undefined || worstCost.currency !== currency || worstCost.amount > moneyMax;
}
