import type { Answer } from "../answer.ts";
import { dateOf, daySeconds, minute, type Seconds } from "../moment.ts";
import { badRequest, success } from "./answer.ts";
import { dayParameter } from "./paging.ts";
import { latest, marks } from "./records.ts";
import { productAt, type State } from "./state.ts";

type Sums = { gross_cents: number; net_cents: number; units: number; refunded_cents: number; refunded_units: number };

/** `GET /sales/summary`: days of the seller's zone, both ends inclusive; fees and disputes are not subtracted. */
export function salesSummary(state: State, query: URLSearchParams, now: Seconds): Answer {
  const from = dayParameter(query, "from");
  if (typeof from === "object") return from;
  const to = dayParameter(query, "to");
  if (typeof to === "object") return to;
  const group = query.get("group_by");
  if (group && !["product", "day", "month"].includes(group)) {
    return badRequest("Invalid group_by. Valid values are: product, day, month.");
  }
  const shift = state.shop.utcOffsetMinutes * minute;
  const lastDay = to === undefined ? Math.floor((now + shift) / daySeconds) : to / daySeconds;
  const firstDay = from === undefined ? lastDay - 29 : from / daySeconds;
  if (firstDay > lastDay) return badRequest("'from' must be on or before 'to'.");
  const whole = nothing();
  const parts = new Map<string, Sums & { readonly label: string }>();
  for (const sale of state.listed) {
    const day = Math.floor((sale.at + shift) / daySeconds);
    if (day < firstDay || day > lastDay || (sale.marks & marks.freeTrial) !== 0) continue;
    const { refunded } = latest(sale);
    add(whole, sale.price, refunded);
    if (!group) continue;
    const [key, label] = partOf(state, group, sale.product, day);
    const part = parts.get(key) ?? { ...nothing(), label };
    add(part, sale.price, refunded);
    parts.set(key, part);
  }
  return success({
    ...whole,
    processing_units: 0,
    processing_gross_cents: 0,
    currency: "usd",
    from: dateOf(firstDay),
    to: dateOf(lastDay),
    ...(group ? { breakdown: [...parts].map(([key, part]) => ({ ...part, key })) } : {}),
  });
}

function partOf(state: State, group: string, product: number, day: number): readonly [key: string, label: string] {
  if (group === "product") return [state.ids.idOf("product", product), productAt(state, product).plan.name];
  const date = group === "day" ? dateOf(day) : dateOf(day).slice(0, 7);
  return [date, date];
}

function nothing(): Sums {
  return { gross_cents: 0, net_cents: 0, units: 0, refunded_cents: 0, refunded_units: 0 };
}

function add(sums: Sums, price: number, refunded: number): void {
  sums.gross_cents += price;
  sums.net_cents += price - refunded;
  sums.units += 1;
  sums.refunded_cents += refunded;
  sums.refunded_units += refunded > 0 ? 1 : 0;
}
