import { type Draft, propose } from "../../actions/propose.ts";
import { setAutonomy } from "../../actions/switches.ts";
import { officialOnly } from "../../actions/testing/open-road.ts";
import { ok } from "../../base/result.ts";
import { usualAutonomy } from "../../domain/action/autonomy.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import { ruleSet } from "../../domain/policy/rule-set.ts";
import { openRoad } from "../../operations/open-road.ts";
import type { Workplace } from "../../operations/workplace.ts";
import type { ActionRow } from "../../store/action.ts";
import { openTestApi, type TestApi, testNow } from "./open-api.ts";

/** The API on books whose rules allow everything but are there, with a way to put acts before a person. */
export type InboxWorld = TestApi & {
  /** Proposes as a strategy does; it waits for a yes. */
  readonly put: (key: string, changes?: Partial<Draft>) => Promise<ActionRow>;
  /** What the owner says of a kind. */
  readonly live: (kind: ActionKind, moneyMax?: bigint) => Promise<void>;
};

const dayMs = 86_400_000;

export async function openInboxWorld(): Promise<InboxWorld> {
  const base = await openTestApi();
  const [only] = officialOnly().rules;
  if (only === undefined) throw new Error("there is one rule");
  // A rule that is about everything and has nothing against it.
  const allows = ruleSet([{ ...only, when: { field: "route.means", is: "nothing" } }], { areas: {}, codes: {} });
  const workplace: Workplace = { ...base.workplace, rules: async () => ok(allows) };
  const api = await openTestApi({ workplace });
  const road = openRoad(workplace);
  return {
    ...api,
    workplace,
    book: base.book,
    clock: base.clock,
    put: async (key, changes = {}) => {
      const row = await propose(road, base.book, draft(key, changes), { actor: "strategy:prices" });
      if (!row.ok) throw new Error(row.error.sentence);
      return row.value;
    },
    live: async (kind, moneyMax) => {
      const usual = usualAutonomy(kind, "USD");
      const allowed = { ...usual, mode: "live", ...(moneyMax === undefined ? {} : { moneyMax }) } as const;
      await setAutonomy(road, base.book, kind, allowed, { actor: "owner" });
    },
    close: async () => {
      await api.close();
      await base.close();
    },
  };
}

/** A change of a price to 15.00, which can be taken back. */
function draft(key: string, changes: Partial<Draft>): Draft {
  const usual = {
    kind: "listing.price",
    target: "gumroad",
    book: "main",
    parameters: { listing: `p-${key}`, price: 1_500n, currency: "USD", announced: false, personal: false },
    reason: "31 people bought it this month and refunds are low.",
    evidence: [`gumroad/product/p-${key}`],
    gain: { low: -1_200n, likely: 4_600n, high: 10_400n, currency: "USD" },
    worstCost: { amount: 3_800n, currency: "USD" },
    expiresAt: testNow + 7 * dayMs,
    idempotencyKey: key,
    origin: { by: "strategy", id: "prices" },
    ...changes,
  };
  return usual as Draft;
}

/** A refund of 5.00, which cannot. */
export const refund = (key: string): Partial<Draft> =>
  ({
    kind: "sale.refund",
    parameters: { sale: key, amount: 500n, currency: "USD" },
    worstCost: { amount: 500n, currency: "USD" },
  }) as Partial<Draft>;
