import { readFileSync } from "node:fs";
import {
  type Answering,
  json,
  type RecordedAnswer,
  type RecordedRequest,
} from "../../../spec/testing/recorded-server.ts";

/** A recorded answer's members; records keep whatever they have. */
export type Recorded = Readonly<Record<string, unknown>>;

const fixture = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8")) as Recorded;

/** Recorded sales by what is special about them: "partially_refunded", "jpy_listed" … */
export const saleKinds = fixture("sale-kinds.json") as Readonly<Record<string, Recorded>>;
/** Messages with their members as JSON has them, by kind. */
export const messages = fixture("messages.json") as Readonly<Record<string, Recorded>>;
/** The same as bodies of forms. */
export const messageForms = fixture("messages-form.json") as Readonly<Record<string, string>>;
export const user = fixture("user.json");
export const recordedProducts = fixture("products.json")["products"] as readonly Recorded[];
export const recordedPayout = fixture("payout.json")["payout"] as Recorded;
const upcoming = (fixture("payouts.json")["payouts"] as readonly Recorded[])[0] as Recorded;

export const sellerId = "c2VsbGVyLW1vcHVs0A==";
export const token = "tok-5ae1-invented-9f00";

/** What a shop answers with; each part may be replaced. */
export type Shop = {
  readonly sales: readonly Recorded[];
  /** Sales that are shown by their id only. */
  readonly unlisted: readonly Recorded[];
  readonly products: readonly Recorded[];
  readonly payouts: readonly Recorded[];
  readonly pageSize: number;
};

/** Two payouts: that of the recording, and one a week before with no lines of its own. */
export const shop: Shop = {
  sales: newestFirst([...new Map(Object.values(saleKinds).map((sale) => [sale["id"], sale])).values()]),
  unlisted: [],
  products: recordedProducts.map((product, i) => ({
    ...product,
    short_url: `https://mopulstudio.gumroad.com/l/p${i}`,
  })),
  payouts: [
    recordedPayout,
    { ...recordedPayout, id: "b2xkZXI=", created_at: "2026-10-30T09:00:00Z", processed_at: null, transactions: [] },
  ],
  pageSize: 10,
};

/** Answers as Gumroad does, from records. Of what it is sent, only what Gumroad looks at counts. */
export function answering(changes: Partial<Shop> = {}): Answering {
  const all = { ...shop, ...changes };
  return (request) => {
    if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: "" };
    if (request.path === "/user") return json(user);
    if (request.path === "/products") return listOf("products", all.products, 2, request);
    if (request.path === "/sales") return listOf("sales", within(all.sales, request), all.pageSize, request);
    if (request.path === "/payouts") return payoutList(within(all.payouts, request), request);
    const [, list = "", id = ""] = request.path.split("/");
    if (list === "sales") return oneOf("sale", [...all.sales, ...all.unlisted], id);
    if (list === "payouts") return payoutOf(all.payouts, id, request);
    return json({ success: false, error: "Not found" }, 404);
  };
}

function payoutList(payouts: readonly Recorded[], request: RecordedRequest): RecordedAnswer {
  const bare = payouts.map(
    ({ transactions: _, sales: __, refunded_sales: ___, disputed_sales: ____, ...rest }) => rest,
  );
  const answer = listOf("payouts", bare, 1, request);
  const first = request.query.get("include_upcoming") !== "false" && request.query.get("page_key") === null;
  if (!first) return answer;
  return json(answer.body.replace('"payouts":[', `"payouts":[${JSON.stringify(upcoming)},`));
}

function payoutOf(payouts: readonly Recorded[], id: string, request: RecordedRequest): RecordedAnswer {
  const answer = oneOf("payout", payouts, id);
  if (request.query.get("include_transactions") === "true") return answer;
  return json(answer.body.replace(/"transactions":\[.*\]/, '"transactions":null'));
}

function oneOf(member: string, records: readonly Recorded[], id: string): RecordedAnswer {
  const record = records.find((one) => one["id"] === decodeURIComponent(id));
  if (record === undefined) return json({ success: false, message: `The ${member} was not found.` });
  return json({ success: true, [member]: record });
}

/** A page from `page_key` on; any other name of it is ignored, as Gumroad does. */
function listOf(member: string, records: readonly Recorded[], size: number, request: RecordedRequest): RecordedAnswer {
  const start = Number(request.query.get("page_key")?.replace("at-", "") ?? "0");
  if (Number.isNaN(start)) return json({ status: 400, error: "Invalid page_key." }, 400);
  const end = start + size;
  const next =
    end < records.length ? { next_page_key: `at-${end}`, next_page_url: `/v2/${member}?page_key=at-${end}` } : {};
  return json({ success: true, ...next, [member]: records.slice(start, end) });
}

/** Of one order, where it is asked for; `after` counts from the start of its day, `before` to the start of its. */
function within(records: readonly Recorded[], request: RecordedRequest): readonly Recorded[] {
  const after = request.query.get("after") ?? "";
  const before = request.query.get("before") ?? "~";
  const order = request.query.get("order_id");
  const asked = order === null ? records : records.filter((record) => String(record["order_id"]) === order);
  return asked.filter((record) => day(record) >= after && day(record) < before);
}

function day(record: Recorded): string {
  return String(record["created_at"]).slice(0, 10);
}

function newestFirst(records: readonly Recorded[]): readonly Recorded[] {
  return [...records].sort((a, b) => (String(a["created_at"]) > String(b["created_at"]) ? -1 : 1));
}

/** The body of a list with its first record changed. */
export function withFirst(body: string, member: string, changes: Recorded): string {
  const answer = JSON.parse(body) as Record<string, Recorded[]>;
  const [first, ...rest] = answer[member] ?? [];
  return JSON.stringify({ ...answer, [member]: [{ ...first, ...changes }, ...rest] });
}
