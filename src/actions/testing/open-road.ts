import { fixedClock, type Millis } from "../../base/clock.ts";
import { uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import { ok } from "../../base/result.ts";
import { Secret } from "../../base/secret.ts";
import { allActionKinds } from "../../domain/action/kinds.ts";
import type { Rule } from "../../domain/policy/rule.ts";
import { type RuleSet, ruleSet } from "../../domain/policy/rule-set.ts";
import { createSealing } from "../../intake/sealing.ts";
import type { Acts, Connector, ConnectorContext, Hint } from "../../spec/connector.ts";
import { addBook, type Book } from "../../store/book.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { openSqlite } from "../../store/open-sqlite.ts";
import { dataKeysUnder } from "../../vault/data-key.ts";
import { deriveKeys } from "../../vault/installation-keys.ts";
import type { Draft } from "../propose.ts";
import type { Opened, Road } from "../road.ts";

const { kek } = deriveKeys(new Secret(new Uint8Array(32).fill(2)));

export const start: Millis = Date.UTC(2026, 10, 20, 9);

/** A road on a real database, with a clock that stands still. */
export type TestRoad = {
  readonly road: Road;
  readonly store: Store;
  readonly book: Book;
  readonly clock: ReturnType<typeof fixedClock>;
  /** What was asked to be sent and when. */
  readonly sends: { readonly id: string; readonly at: Millis }[];
  readonly hints: Hint[];
};

/** Opens a road to one platform called "twin", under rules that allow only official ways. */
export async function openTestRoad(acts: Acts, on: Store = openSqlite({ path: ":memory:" })): Promise<TestRoad> {
  const clock = fixedClock(start);
  await migrate(on, clock);
  const book = await on.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "Africa/Nairobi" }, start),
  );
  const sends: { readonly id: string; readonly at: Millis }[] = [];
  const hints: Hint[] = [];
  const opened: Opened = { acts, context: noContext, readAgain: async (_tx, hint) => void hints.push(hint) };
  const road: Road = {
    store: on,
    clock,
    ids: uuidV7(clock, seededRandom(5n)),
    log: { warn: () => undefined },
    actor: "engine",
    sealing: createSealing(dataKeysUnder([kek], seededRandom(9n)), clock, seededRandom(8n)),
    rules: async () => ok(officialOnly()),
    acts: (target) => (target === "twin" ? acts : undefined),
    open: async () => ok(opened),
    sendAt: async (_tx, { action }, at) => void sends.push({ id: action.id, at }),
    lookAt: async () => undefined,
  };
  return { road, store: on, book, clock, sends, hints };
}

/** Nothing of these tests' platform asks for it. */
const noContext: ConnectorContext = {
  http: { call: () => Promise.reject(new Error("there is no network here")), quota: () => [] },
  credential: () => "",
};

/** One rule about every kind: only ways that a platform offers. `more` are asked beside it. */
export function officialOnly(...more: readonly Rule[]): RuleSet {
  const tables = { areas: {}, codes: {} };
  return ruleSet([rule({}), ...more], tables);
}

/** A rule with the usual parts filled in. */
export function rule(changes: Partial<Rule>): Rule {
  return {
    id: "TEST-01",
    version: 1,
    title: "Only official ways",
    text: "Only official ways.",
    jurisdiction: "house",
    kinds: allActionKinds(),
    when: { not: { field: "route.means", is: "official-api" } },
    effect: "deny",
    unknown: "deny",
    sentence: "There is no official way to do it.",
    source: "this test",
    checkedOn: "2026-11-20",
    status: "verified",
    fixtures: { allow: [], deny: [], ask: [] },
    ...changes,
  };
}

/** A refund of 5.00 USD, as a strategy proposes it. */
export function refundDraft(key: string, changes: Partial<Draft> = {}): Draft {
  const draft = {
    kind: "sale.refund",
    target: "twin",
    book: "main",
    parameters: { sale: key, amount: 500n, currency: "USD" },
    reason: "The buyer asked for it.",
    evidence: [`twin/sale/${key}`],
    worstCost: { amount: 500n, currency: "USD" },
    expiresAt: start + 7 * 86_400_000,
    idempotencyKey: key,
    origin: { by: "strategy", id: "refunds" },
    ...changes,
  };
  return draft as Draft;
}

/** A change of a price, which stop switches stop. */
export function priceDraft(key: string, changes: Partial<Draft> = {}): Draft {
  return refundDraft(key, {
    kind: "listing.price",
    parameters: { listing: `p-${key}`, price: 1_500n, currency: "USD", announced: false, personal: false },
    ...changes,
  } as Partial<Draft>);
}

export type FakeConnector = Pick<Connector, "id" | "title">;
