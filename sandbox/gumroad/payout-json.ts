import type { Answer } from "../answer.ts";
import { dateOf, dayOf, isoOf, type Seconds } from "../moment.ts";
import { badRequest, refusal, success, successText } from "./answer.ts";
import { amountText, dollarsText } from "./money.ts";
import { dayParameter, nextPage, placeOf } from "./paging.ts";
import { nextThroughDay, readyEntries, statusOf } from "./payouts.ts";
import type { Entry, EntryKind, Payout } from "./records.ts";
import { checkoutOf } from "./sale-facts.ts";
import { productAt, type State, saleAt } from "./state.ts";

const pageSize = 10;

/** `GET /payouts`: the newest first; the one to come heads the first page. */
export function listPayouts(state: State, query: URLSearchParams, now: Seconds): Answer {
  const before = dayParameter(query, "before");
  if (typeof before === "object") return before;
  const after = dayParameter(query, "after");
  if (typeof after === "object") return after;
  const key = query.get("page_key");
  const behind = key ? placeOf(state, key) : undefined;
  if (key && behind === undefined) return badRequest("Invalid page_key.");
  const found = state.payouts
    .filter(
      (one) => one.at <= now && (before === undefined || one.at < before) && (after === undefined || one.at >= after),
    )
    .filter((one) => behind === undefined || one.at < behind.at || (one.at === behind.at && one.number < behind.number))
    .reverse()
    .slice(0, pageSize + 1);
  const upcoming =
    key || query.get("include_upcoming") === "false" || before !== undefined ? undefined : upcomingJson(state, now);
  const all = [...(upcoming ? [upcoming] : []), ...found.map((one) => payoutJson(state, one, now))];
  const rows = all.slice(0, pageSize);
  const last = found[rows.length - 1 - (upcoming ? 1 : 0)];
  const more = all.length > pageSize && last !== undefined ? nextPage(state, "/v2/payouts", query, last) : {};
  return success({ payouts: rows, ...more });
}

/** `GET /payouts/upcoming` */
export function showUpcoming(state: State, now: Seconds): Answer {
  return success({ payout: upcomingJson(state, now) ?? null });
}

/** `GET /payouts/:id`; the sales in it only for those who may see sales. */
export function showPayout(state: State, id: string, query: URLSearchParams, now: Seconds, sales: boolean): Answer {
  const payout = state.payouts[state.ids.numberOf("payout", id) ?? -1];
  if (payout === undefined || payout.at > now) return refusal("The payout was not found.");
  const json = payoutJson(state, payout, now);
  const withSales = sales && query.get("include_sales") !== "false" ? { ...json, ...salesIn(state, payout) } : json;
  const text = JSON.stringify(withSales);
  if (query.get("include_transactions") !== "true") return successText(`"payout":${text}`);
  return successText(`"payout":${text.slice(0, -1)},"transactions":[${transactions(state, payout).join(",")}]}`);
}

function payoutJson(state: State, payout: Payout, now: Seconds): Readonly<Record<string, unknown>> {
  const processed = payout.history.find((step) => step.status === "completed" && step.at <= now)?.at;
  return {
    id: state.ids.idOf("payout", payout.number),
    amount: amountText(payout.amountCents),
    currency: "usd",
    status: statusOf(payout, now),
    created_at: isoOf(payout.at),
    processed_at: processed === undefined ? null : isoOf(processed),
    payment_processor: "STRIPE",
    bank_account_visual: "******4321",
    paypal_email: null,
  };
}

/** What the next payout will be; undefined while it is below the minimum. */
function upcomingJson(state: State, now: Seconds): Readonly<Record<string, unknown>> | undefined {
  const { cents } = readyEntries(state, nextThroughDay(state, now));
  if (cents < state.shop.payouts.minimumCents) return undefined;
  return {
    id: null,
    amount: amountText(cents),
    currency: "usd",
    status: "payable",
    created_at: null,
    processed_at: null,
    payment_processor: null,
    bank_account_visual: null,
    paypal_email: null,
  };
}

function salesIn(state: State, payout: Payout): Readonly<Record<string, readonly string[]>> {
  const ids = (...kinds: readonly EntryKind[]): readonly string[] => [
    ...new Set(
      entriesOf(state, payout).flatMap((one) => (kinds.includes(one.kind) ? [state.ids.idOf("sale", one.sale)] : [])),
    ),
  ];
  return {
    sales: ids("sale"),
    refunded_sales: ids("full-refund", "partial-refund"),
    disputed_sales: ids("chargeback"),
  };
}

function entriesOf(state: State, payout: Payout): readonly Entry[] {
  return payout.entries.flatMap((place) => state.entries[place] ?? []);
}

const types: Readonly<Record<Exclude<EntryKind, "affiliate">, string>> = {
  sale: "Sale",
  "full-refund": "Full Refund",
  "partial-refund": "Partial Refund",
  chargeback: "Chargeback",
  credit: "Credit",
};

/** The rows of a payout as JSON texts, by date. Amounts are written as the platform's floats: `29.0`, `-0.0`. */
function transactions(state: State, payout: Payout): readonly string[] {
  const rows: { readonly day: number; readonly text: string }[] = [];
  const affiliates = new Map<number, number>();
  for (const entry of entriesOf(state, payout)) {
    const day = dayOf(entry.at);
    if (entry.kind === "affiliate") affiliates.set(day, (affiliates.get(day) ?? 0) + entry.net);
    else rows.push({ day, text: entryText(state, entry, types[entry.kind]) });
  }
  for (const [day, cents] of affiliates) {
    if (cents !== 0)
      rows.push({ day, text: plainText({ type: "Affiliate Credit", day, price: dollarsText(cents), net: cents }) });
  }
  if (payout.feeCents > 0) {
    const { throughDay, feeCents } = payout;
    const day = Number.isFinite(throughDay) ? throughDay : dayOf(payout.at);
    rows.push({ day, text: plainText({ type: "Payout Fee", day, fees: dollarsText(feeCents), net: -feeCents }) });
  }
  return rows.sort((a, b) => a.day - b.day).map((row) => row.text);
}

function entryText(state: State, entry: Entry, type: string): string {
  if (entry.kind === "credit") {
    const id = state.ids.idOf("sale", entry.sale);
    return plainText({ type, day: dayOf(entry.at), id, price: dollarsText(entry.net), net: entry.net });
  }
  const sale = saleAt(state, entry.sale);
  const { name, email } = checkoutOf(state, sale);
  const back = entry.kind !== "sale";
  return [
    `{"type":${JSON.stringify(type)}`,
    `"date":"${dateOf(dayOf(entry.at))}"`,
    `"purchase_id":"${state.ids.idOf("sale", entry.sale)}"`,
    `"item_name":${JSON.stringify(productAt(state, sale.product).plan.name)}`,
    `"buyer_name":${JSON.stringify(name)}`,
    `"buyer_email":${JSON.stringify(email)}`,
    `"taxes":${back ? "-0.0" : "0.0"}`,
    `"shipping":${dollarsText(back && entry.shipping === 0 ? -0 : entry.shipping)}`,
    `"sale_price":${dollarsText(entry.price)}`,
    `"gumroad_fees":${dollarsText(back && entry.fee === 0 ? -0 : entry.fee)}`,
    `"net_total":${dollarsText(entry.net)}}`,
  ].join(",");
}

type Plain = {
  readonly type: string;
  readonly day: number;
  readonly id?: string;
  readonly price?: string;
  readonly fees?: string;
  readonly net: number;
};

/** A row that is about no single sale: what does not apply is empty text. */
function plainText({ type, day, id = "", price = '""', fees = '""', net }: Plain): string {
  return [
    `{"type":"${type}","date":"${dateOf(day)}","purchase_id":"${id}"`,
    `"item_name":"","buyer_name":"","buyer_email":"","taxes":"","shipping":""`,
    `"sale_price":${price},"gumroad_fees":${fees},"net_total":${dollarsText(net)}}`,
  ].join(",");
}
