import type { Millis } from "../../base/clock.ts";
import { sha256, toHex } from "../../base/hash.ts";
import type { ParameterValue } from "../../domain/action/kinds.ts";
import type { Facts } from "../../domain/policy/asking.ts";
import { spanMs } from "../../domain/policy/condition.ts";
import { countedUnder, countsFor } from "../../domain/policy/counting.ts";
import type { FieldValue } from "../../domain/policy/fields.ts";
import { factsNeeded, type RuleSet } from "../../domain/policy/rule-set.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { type ActionRow, listActions } from "../../store/action.ts";
import { decisionsOf } from "../../store/action-event.ts";
import { timesCounted } from "../../store/attempt.ts";
import type { Handle } from "../../store/handle.ts";
import { type ListedProduct, listedProducts } from "../../store/listed-product.ts";
import { findSales } from "../../store/sale.ts";
import { statedFacts } from "../../store/stated-fact.ts";
import { isSuppressed } from "../../store/suppression.ts";
import type { Road } from "../road.ts";
import { countKeysOf } from "../sealed-plan.ts";

/** What the owner may state for the rules to go by; everything else is found out or not known. */
const statable = /^(?:price|market|product|plan|sender|account|trade|quota)\./;

/** Whether the owner may state this fact. */
export function isStatable(fact: string): boolean {
  return statable.test(fact);
}

/**
 * Finds out what the rules may ask about an action. What cannot be found out is left away, and the rules say what
 * follows. Kept with the decision, so that it can be made again.
 */
export async function gatherFacts(
  handle: Handle,
  road: Pick<Road, "acts">,
  set: RuleSet,
  row: ActionRow,
  known: { readonly at: Millis; readonly patternKnown: boolean },
): Promise<Facts> {
  const { action, bookId } = row;
  const needed = factsNeeded(set, action.kind, action.target);
  const parameters: Readonly<Record<string, ParameterValue | undefined>> = action.parameters;
  const about = textOf(parameters["listing"]) ?? textOf(parameters["product"]);
  const product = about === undefined ? undefined : await productOf(handle, bookId, action.target, about);
  const stated = new Map<string, FieldValue>();
  for (const fact of await statedFacts(handle, bookId))
    if (isStatable(fact.name) && (fact.about === "" || fact.about === about)) stated.set(fact.name, fact.value);
  const found: Record<string, FieldValue | undefined> = {
    "route.means": meansOf(road, row),
    "copy.firstUse": !known.patternKnown,
    "product.category": categoryOf(product),
    ...(await receiverFacts(handle, bookId, textOf(parameters["receiver"]))),
    ...(await priceFacts(handle, row, product, known.at)),
    ...(await refundFacts(handle, row)),
    ...Object.fromEntries(stated),
  };
  // Kept although no rule may ask: what was so before is compared with what becomes of it.
  const names = [...needed.facts, "price.current", "sale.refunded"];
  const values = Object.fromEntries(
    names.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]] as const])),
  );
  const times = await timesOfKeys(handle, row, needed.counts, known.at);
  return { values, counts: countsFor(action, needed.counts, (key) => times.get(key) ?? [], known.at) };
}

/** What has been refunded of the sale as the books know it. */
async function refundFacts(handle: Handle, { action, bookId }: ActionRow): Promise<Record<string, FieldValue>> {
  if (action.kind !== "sale.refund") return {};
  const sales = await findSales(handle, bookId, action.parameters.sale);
  const sale = sales.find(({ source }) => source === action.target);
  return sale === undefined ? {} : { "sale.refunded": Number(sale.refunded) };
}

function textOf(value: ParameterValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function meansOf(road: Pick<Road, "acts">, { action }: ActionRow): string | undefined {
  if (action.kind === "human.step") return "person";
  return road.acts(action.target)?.kinds.includes(action.kind) ? "official-api" : undefined;
}

async function receiverFacts(
  handle: Handle,
  bookId: bigint,
  receiver: string | undefined,
): Promise<Record<string, FieldValue>> {
  if (receiver === undefined) return {};
  return { "receiver.suppressed": await isSuppressed(handle, bookId, suppressionKey(receiver)) };
}

/** Under what a person stands in the list of those who are sent nothing: a hash, whatever the spelling. */
export function suppressionKey(person: string): string {
  return toHex(sha256(`millrace/suppression/v1\n${person.trim().normalize("NFKC").toLowerCase()}`));
}

async function productOf(
  handle: Handle,
  bookId: bigint,
  source: string,
  id: string,
): Promise<ListedProduct | undefined> {
  const products = await listedProducts(handle, bookId, [id]);
  return products.find((one) => one.source === source);
}

function categoryOf(product: ListedProduct | undefined): string | undefined {
  if (product === undefined) return undefined;
  const metadata: unknown = JSON.parse(product.metadata);
  if (typeof metadata !== "object" || metadata === null || !("category" in metadata)) return undefined;
  return typeof metadata.category === "string" && metadata.category !== "" ? metadata.category : undefined;
}

/** How a new price compares with the one that is listed, and with that of a week ago as far as we changed it. */
async function priceFacts(
  handle: Handle,
  row: ActionRow,
  product: ListedProduct | undefined,
  at: Millis,
): Promise<Record<string, FieldValue>> {
  const { action } = row;
  if (action.kind !== "listing.price" || product?.price === undefined) return {};
  if (product.currency !== action.parameters.currency || product.price <= 0n) return {};
  const current = product.price;
  const base = (await priceBefore(handle, row, at - 7 * dayMs)) ?? current;
  return {
    "price.current": Number(current),
    "price.rise": action.parameters.price > current,
    "price.changePercent": percentBetween(current, action.parameters.price),
    "price.weekChangePercent": percentBetween(base, action.parameters.price),
  };
}

/** By how many percent of the first the two differ, rounded up: 20.1 is more than 20. */
function percentBetween(from: bigint, to: bigint): number {
  const apart = to > from ? to - from : from - to;
  return Number((apart * 100n + from - 1n) / from);
}

const changesLookedAtMax = 500;

/** The price that the first of our own changes since a moment found. */
async function priceBefore(handle: Handle, row: ActionRow, since: Millis): Promise<bigint | undefined> {
  const { action, bookId } = row;
  if (action.kind !== "listing.price") return undefined;
  const { listing } = action.parameters;
  const states = ["done", "outcome", "sending", "unknown"] as const;
  const changes = await listActions(handle, { bookId, states, kind: action.kind, limit: changesLookedAtMax });
  const own = changes.filter(
    (one) =>
      one.changedAt > since &&
      one.action.kind === "listing.price" &&
      one.action.target === action.target &&
      one.action.parameters.listing === listing &&
      (one.mode === "live" || row.mode === "dry"),
  );
  const first = own.sort((a, b) => a.changedAt - b.changedAt)[0];
  if (first === undefined) return undefined;
  const [decision] = await decisionsOf(handle, first.action.id);
  const facts = decision === undefined ? undefined : (JSON.parse(decision.facts) as Facts);
  const current = facts?.values["price.current"];
  return typeof current === "number" && current > 0 ? BigInt(current) : undefined;
}

async function timesOfKeys(
  handle: Handle,
  row: ActionRow,
  counts: readonly { readonly within: string }[],
  at: Millis,
): Promise<ReadonlyMap<string, readonly Millis[]>> {
  const longest = Math.max(0, ...counts.map(({ within }) => spanMs(within) ?? 0));
  const times = new Map<string, readonly Millis[]>();
  if (longest === 0) return times;
  const kept = countKeysOf(row.action);
  for (const [i, key] of countedUnder(row.action).entries()) {
    // What was counted before keys that name a person were hashed stands under the plain key.
    const keys = [...new Set([key, kept[i] ?? key])];
    const found = await Promise.all(keys.map((one) => timesCounted(handle, one, at - longest, row.mode)));
    times.set(key, found.flat());
  }
  return times;
}
