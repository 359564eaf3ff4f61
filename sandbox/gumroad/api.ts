import type { Answer } from "../answer.ts";
import { forbidden, notFound, refusal, success, successText, unauthorized } from "./answer.ts";
import { scopesOfConsent } from "./consent.ts";
import { listPayouts, showPayout, showUpcoming } from "./payout-json.ts";
import { listProducts, showProduct } from "./product-json.ts";
import { changeProduct, createProduct, deleteProduct, publishProduct } from "./product-writes.ts";
import { unlisted } from "./records.ts";
import { saleText } from "./sale-json.ts";
import { markShipped, refundSale } from "./sale-writes.ts";
import { listSales, type View } from "./sales-list.ts";
import type { State } from "./state.ts";
import { listSubscribers, showSubscriber } from "./subscriber-json.ts";
import { salesSummary } from "./summary.ts";
import { addWebhook, listWebhooks, removeWebhook } from "./webhooks.ts";

/** A call of the API: the path behind `/v2`, without `.json`. */
export type ApiCall = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Query and body together. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The token of the header, else that of the parameters. */
  readonly token: string | undefined;
};

/** What a token allows. */
type Held = ReadonlySet<string> | "all";

type Asked = {
  readonly state: State;
  readonly call: ApiCall;
  readonly view: View;
  readonly ids: readonly string[];
  readonly held: Held;
};

type Route = {
  readonly method: string;
  readonly path: RegExp;
  /** Any of these lets one in; `account` does so everywhere. */
  readonly scopes: readonly string[];
  readonly handle: (asked: Asked) => Answer;
};

const anybody = ["view_profile", "edit_products", "view_sales", "revenue_share", "ifttt", "view_public"];

// biome-ignore format: a table, one route to a line
const routes: readonly Route[] = [
  { method: "GET", path: /^\/user$/, scopes: anybody, handle: ({ state, held }) => showUser(state, held) },
  { method: "GET", path: /^\/products$/, scopes: anybody, handle: ({ state, call }) => listProducts(state, call.query) },
  { method: "POST", path: /^\/products$/, scopes: ["edit_products"], handle: ({ state, call }) => createProduct(state, call.parameters) },
  { method: "GET", path: /^\/products\/([^/]+)$/, scopes: anybody, handle: ({ state, ids }) => showProduct(state, ids[0] ?? "") },
  { method: "PUT", path: /^\/products\/([^/]+)$/, scopes: ["edit_products"], handle: ({ state, call, ids }) => changeProduct(state, ids[0] ?? "", call.parameters) },
  { method: "DELETE", path: /^\/products\/([^/]+)$/, scopes: ["edit_products"], handle: ({ state, ids }) => deleteProduct(state, ids[0] ?? "") },
  { method: "PUT", path: /^\/products\/([^/]+)\/enable$/, scopes: ["edit_products"], handle: ({ state, ids }) => publishProduct(state, ids[0] ?? "", true) },
  { method: "PUT", path: /^\/products\/([^/]+)\/disable$/, scopes: ["edit_products"], handle: ({ state, ids }) => publishProduct(state, ids[0] ?? "", false) },
  { method: "GET", path: /^\/products\/([^/]+)\/subscribers$/, scopes: ["view_sales"], handle: ({ state, call, ids }) => listSubscribers(state, ids[0] ?? "", call.query) },
  { method: "GET", path: /^\/subscribers\/([^/]+)$/, scopes: ["view_sales"], handle: ({ state, ids }) => showSubscriber(state, ids[0] ?? "") },
  { method: "GET", path: /^\/sales$/, scopes: ["view_sales"], handle: ({ state, call, view }) => listSales(state, call.query, view) },
  { method: "GET", path: /^\/sales\/summary$/, scopes: ["view_sales"], handle: ({ state, call, view }) => salesSummary(state, call.query, view.now) },
  { method: "GET", path: /^\/sales\/([^/]+)$/, scopes: ["view_sales"], handle: ({ state, ids, view }) => showSale(state, ids[0] ?? "", view) },
  { method: "PUT", path: /^\/sales\/([^/]+)\/refund$/, scopes: ["edit_sales", "refund_sales"], handle: ({ state, call, ids, view }) => refundSale(state, ids[0] ?? "", call.parameters, view.now) },
  { method: "PUT", path: /^\/sales\/([^/]+)\/mark_as_shipped$/, scopes: ["mark_sales_as_shipped"], handle: ({ state, call, ids, view }) => markShipped(state, ids[0] ?? "", call.parameters, view.now) },
  { method: "POST", path: /^\/sales\/([^/]+)\/resend_receipt$/, scopes: ["edit_sales"], handle: ({ state, ids, view }) => receipt(state, ids[0] ?? "", view) },
  { method: "GET", path: /^\/payouts$/, scopes: ["view_payouts"], handle: ({ state, call, view }) => listPayouts(state, call.query, view.asOf) },
  { method: "GET", path: /^\/payouts\/upcoming$/, scopes: ["view_payouts"], handle: ({ state, view }) => showUpcoming(state, view.now) },
  { method: "GET", path: /^\/payouts\/([^/]+)$/, scopes: ["view_payouts"], handle: ({ state, call, ids, view, held }) => showPayout(state, ids[0] ?? "", call.query, view.asOf, allowed(held, ["view_sales"])) },
  { method: "GET", path: /^\/resource_subscriptions$/, scopes: ["view_sales"], handle: ({ state, call }) => listWebhooks(state, call.parameters) },
  { method: "PUT", path: /^\/resource_subscriptions$/, scopes: ["view_sales"], handle: ({ state, call }) => addWebhook(state, call.parameters) },
  { method: "DELETE", path: /^\/resource_subscriptions\/([^/]+)$/, scopes: ["view_sales"], handle: ({ state, ids }) => removeWebhook(state, ids[0] ?? "") },
];

/** Answers one call, as the platform does on a good day. */
export function answerCall(state: State, call: ApiCall, view: View): Answer {
  const method = call.method === "PATCH" ? "PUT" : call.method;
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(call.path) : null;
    if (match === null) continue;
    const held = heldBy(state, call.token);
    if (held === undefined) return unauthorized;
    if (!allowed(held, route.scopes)) return forbidden;
    return route.handle({ state, call, view, held, ids: match.slice(1).map(decodeURIComponent) });
  }
  return notFound;
}

/** Two kinds of token open the shop: the one of the settings page, and those of consents. */
function heldBy(state: State, token: string | undefined): Held | undefined {
  if (token === undefined) return undefined;
  if (token === state.token.value) return state.token.live ? state.token.scopes : undefined;
  return scopesOfConsent(state, token);
}

function allowed(held: Held, scopes: readonly string[]): boolean {
  return held === "all" || held.has("account") || scopes.some((one) => held.has(one));
}

function showUser(state: State, held: Held): Answer {
  const id = state.ids.idOf("seller", 1);
  const known = allowed(held, ["edit_products", "view_sales", "revenue_share", "ifttt", "view_profile"]);
  return success({
    user: {
      name: state.shop.name,
      bio: state.bio,
      twitter_handle: null,
      currency_type: "usd",
      id,
      user_id: id,
      url: `https://${state.shop.handle}.gumroad.com`,
      links: state.products.filter((one) => !one.deleted).map((one) => one.plan.permalink),
      ...(known ? { profile_url: "https://example.invalid/avatar.png", email: state.shop.email } : {}),
      display_name: state.shop.name,
    },
  });
}

/** By id the platform finds every purchase, also those that its lists leave out, unless the shop is told otherwise. */
function showSale(state: State, id: string, view: View): Answer {
  const sale = state.sales[state.ids.numberOf("sale", id) ?? 0];
  if (sale === undefined || sale.paidAt > view.asOf) return refusal("The sale was not found.");
  if (state.shop.unlistedById === false && (sale.marks & unlisted) !== 0) return refusal("The sale was not found.");
  return successText(`"sale":${saleText(state, sale, view.now, view.asOf)}`);
}

function receipt(state: State, id: string, view: View): Answer {
  const sale = state.sales[state.ids.numberOf("sale", id) ?? 0];
  return sale === undefined || sale.paidAt > view.now ? refusal("The sale was not found.") : success({});
}
