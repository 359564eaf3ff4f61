import type { Answer } from "../answer.ts";
import type { Seconds } from "../moment.ts";
import { refusal, success } from "./answer.ts";
import { unpaidCents } from "./entries.ts";
import type { Sale } from "./records.ts";
import { refund, refundCost, refundRefusal, refusals } from "./refunds.ts";
import { saleJson } from "./sale-json.ts";
import type { State } from "./state.ts";

type Parameters = ReadonlyMap<string, string>;

/** The sale of an id in the API's form. */
export function saleOf(state: State, id: string): Sale | undefined {
  return state.sales[state.ids.numberOf("sale", id) ?? 0];
}

/** `PUT /sales/:id/refund`: all that is left, or a part in the listed currency's smallest unit. */
export function refundSale(state: State, id: string, parameters: Parameters, now: Seconds): Answer {
  const sale = saleOf(state, id);
  if (sale === undefined) return refusal("The sale was not found.");
  const text = parameters.get("amount_cents");
  // What is no number counts as nothing, and so is refused.
  const amount = text ? Math.trunc(Number(text)) || 0 : undefined;
  const no = refundRefusal(sale, amount);
  if (no !== undefined) return refusal(no);
  if (refundCost(state, sale, now, amount) > unpaidCents(state)) return refusal(refusals.balance);
  refund(state, sale, now, amount);
  return success({ sale: saleJson(state, sale, now) });
}

/** `PUT /sales/:id/mark_as_shipped` */
export function markShipped(state: State, id: string, parameters: Parameters, now: Seconds): Answer {
  const sale = saleOf(state, id);
  if (sale === undefined) return refusal("The sale was not found.");
  state.shipped.set(sale.number, parameters.get("tracking_url") ?? state.shipped.get(sale.number) ?? null);
  return success({ sale: saleJson(state, sale, now) });
}
