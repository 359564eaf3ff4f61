import { err, ok, type Result } from "../../base/result.ts";
import type { Hint, PingMessage } from "../../spec/connector.ts";
import { digitsOf, type Exact, isObject, parseExact } from "../../spec/json-kit/exact.ts";

const bodyLengthMax = 262_144;
const fieldsMax = 2_000;
const purchasesMax = 3;

/** What is said of a kind of event. Kinds that are not here are not known. */
const abouts: Readonly<Record<string, string>> = {
  sale: "a sale",
  refund: "a refund",
  dispute: "a dispute",
  dispute_won: "a won dispute",
  cancellation: "a cancelled subscription",
  subscription_ended: "an ended subscription",
  subscription_restarted: "a restarted subscription",
  subscription_updated: "a changed subscription",
};

/** Names and values as they came; a name may come several times. */
type Pairs = readonly (readonly [name: string, value: string])[];

/** Reads one message for where to look. Nothing else in it is used. */
export function readPing(message: PingMessage): Result<readonly Hint[], string> {
  if (message.body.length > bodyLengthMax) return err(`it is longer than ${bodyLengthMax} characters`);
  const pairs = /json/i.test(message.contentType) ? jsonPairs(message.body) : formPairs(message.body);
  if (!pairs.ok) return pairs;
  const values = (name: string): readonly string[] => [
    ...new Set(pairs.value.filter(([key]) => key === name).map(([, value]) => value)),
  ];
  const [kind = "sale", otherKind] = values("resource_name");
  const about = Object.hasOwn(abouts, kind) ? abouts[kind] : undefined;
  if (about === undefined || otherKind !== undefined) return err("it names no kind of event that is known here");
  const sellers = values("seller_id");
  if (sellers.some((seller) => seller !== message.accountId)) return err("it is about another seller's account");
  const purchases = purchasesOf(pairs.value);
  if (kind.includes("subscription") || kind === "cancellation") return ok(newest(purchases, about));
  if (sellers.length === 0) return err("it names no seller");
  return saleHints(values, about);
}

/**
 * Gifts received and authorised pre-orders are never listed, so nothing is asked for by their ids. A field of the
 * shop's own may stand where the id should: at worst one sale is looked at in vain.
 */
function saleHints(values: (name: string) => readonly string[], about: string): Result<readonly Hint[], string> {
  const says = (name: string): boolean => values(name).includes("true");
  if (says("is_gift_receiver_purchase")) return ok([{ stream: "sales", about: "a gift" }]);
  if (says("is_preorder_authorization")) return ok([{ stream: "sales", about: "a pre-order" }]);
  const ids = values("sale_id");
  if (ids.length !== 1 || values("custom_fields[sale_id]").length > 0) return ok([{ stream: "sales", about }]);
  const [id = ""] = ids;
  if (!isId(id)) return err("its sale_id is none");
  return ok([{ stream: "sales", id, about, ...(says("test") ? { test: true } : {}) }]);
}

/** The last purchases of a subscription; the newest sales where it names none. */
function newest(purchases: readonly string[], about: string): readonly Hint[] {
  const ids = [...new Set(purchases)].slice(-purchasesMax);
  return ids.length === 0 ? [{ stream: "sales", about }] : ids.map((id) => ({ stream: "sales", id, about }));
}

/** `purchase_ids[]` several times, or one `purchase_ids` with the list as text. */
function purchasesOf(pairs: Pairs): readonly string[] {
  return pairs
    .filter(([name]) => /^purchase_ids(?:\[[0-9]*\])?$/.test(name))
    .flatMap(([, value]) => value.split(/[^A-Za-z0-9+/=_-]+/))
    .filter(isId);
}

function isId(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{1,190}={0,2}$/.test(text);
}

function formPairs(body: string): Result<Pairs, string> {
  if (body.split("&", fieldsMax + 1).length > fieldsMax) return err(`it has more than ${fieldsMax} fields`);
  const pairs = [...new URLSearchParams(body)];
  return pairs.length === 0 ? err("it is empty") : ok(pairs);
}

/** The members of a JSON object, with lists and objects spread as a form would write them, one level deep. */
function jsonPairs(body: string): Result<Pairs, string> {
  const read = parseExact(body);
  if (!read.ok) return err(`it ${read.error}`);
  if (!isObject(read.value)) return err("it is no JSON object");
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(read.value)) {
    if (Array.isArray(value)) pairs.push(...value.map((one): [string, string] => [`${name}[]`, plain(one)]));
    else if (isObject(value)) pairs.push(...Object.keys(value).map((key): [string, string] => [`${name}[${key}]`, ""]));
    else pairs.push([name, plain(value)]);
    if (pairs.length > fieldsMax) return err(`it has more than ${fieldsMax} fields`);
  }
  return ok(pairs);
}

function plain(value: Exact): string {
  return typeof value === "string" || typeof value === "boolean" ? String(value) : (digitsOf(value) ?? "");
}
