import type { Answer } from "../answer.ts";
import { isoOf, type Seconds } from "../moment.ts";
import { badRequest, refusal, success } from "./answer.ts";
import { nextPage, placeOf } from "./paging.ts";
import { findProduct } from "./product-json.ts";
import type { Subscription } from "./records.ts";
import { productAt, type State } from "./state.ts";

const pageSize = 100;

/** `GET /products/:id/subscribers`: those whose subscription runs; all at once unless pages are asked for. */
export function listSubscribers(state: State, productId: string, query: URLSearchParams): Answer {
  const product = findProduct(state, productId);
  if (product === undefined) return refusal("The product was not found.");
  const email = query.get("email")?.trim();
  const running = state.subscriptions
    .filter((one) => one.product === product.number && one.endedAt === undefined)
    .filter((one) => !email || emailOf(state, one) === email)
    .reverse();
  const key = query.get("page_key");
  const paged = key !== null || ["true", "1"].includes(query.get("paginated") ?? "");
  if (!paged) return success({ subscribers: running.map((one) => subscriberJson(state, one)) });
  const behind = key ? placeOf(state, key) : undefined;
  if (key && behind === undefined) return badRequest("Invalid page_key.");
  const rest = running.filter((one) => behind === undefined || one.number < behind.number);
  const rows = rest.slice(0, pageSize);
  const last = rows.at(-1);
  const path = `/v2/products/${productId}/subscribers`;
  const more = rest.length > pageSize && last !== undefined ? nextPage(state, path, query, last) : {};
  return success({ subscribers: rows.map((one) => subscriberJson(state, one)), ...more });
}

/** `GET /subscribers/:id` */
export function showSubscriber(state: State, id: string): Answer {
  const one = state.subscriptions[state.ids.numberOf("subscription", id) ?? -1];
  if (one === undefined) return refusal("The subscriber was not found.");
  return success({ subscriber: subscriberJson(state, one) });
}

export function emailOf(state: State, one: Subscription): string {
  return one.contact.email ?? state.buyer(one.buyer).email;
}

export function subscriberJson(state: State, one: Subscription): Readonly<Record<string, unknown>> {
  const moment = (at: Seconds | undefined): string | null => (at === undefined ? null : isoOf(at));
  return {
    id: state.ids.idOf("subscription", one.number),
    email: emailOf(state, one),
    product_id: state.ids.idOf("product", one.product),
    product_name: productAt(state, one.product).plan.name,
    user_id: state.buyer(one.buyer).accountId ?? null,
    user_email: emailOf(state, one),
    purchase_ids: one.sales.map((number) => state.ids.idOf("sale", number)),
    created_at: isoOf(one.at),
    user_requested_cancellation_at: moment(one.requestedCancellationAt),
    charge_occurrence_count: null,
    recurrence: one.recurrence,
    cancelled_at: moment(one.cancelledAt),
    ended_at: moment(one.endedAt),
    failed_at: moment(one.failedAt),
    free_trial_ends_at: moment(one.trialEndsAt),
    status: statusOf(one),
  };
}

function statusOf(one: Subscription): string {
  if (one.endedAt !== undefined) return one.failedAt === undefined ? "cancelled" : "failed_payment";
  return one.requestedCancellationAt === undefined ? "alive" : "pending_cancellation";
}
