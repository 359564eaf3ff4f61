import { seededRandom } from "../../base/random.ts";
import { ok } from "../../base/result.ts";
import { type Autonomy, usualAutonomy } from "../../domain/action/autonomy.ts";
import { dayIn, startOfDay } from "../../domain/time/day.ts";
import { approve, recall } from "../answer.ts";
import { sendAction } from "../gate/send.ts";
import { type Draft, propose } from "../propose.ts";
import { setAutonomy, stateOwnFact, turnStop } from "../switches.ts";
import { officialOnly, openTestRoad, priceDraft, refundDraft, rule } from "./open-road.ts";
import { scriptedPlatform } from "./scripted-acts.ts";

/** Limits written down a second time, to look at what left with eyes of their own. */
const limits = { countMax: 3, moneyMax: 1_600n, capPerDay: 2, quietFrom: 20, quietTo: 8 } as const;
const zone = "Africa/Nairobi";
const hourMs = 3_600_000;

/** What reached the platform, and when. */
type Left = {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly by: "owner" | "nobody";
  readonly listing?: string;
  readonly cost: bigint;
};

/**
 * Goes `steps` random ways on the real road: proposals of two kinds, answers, recalls, stop switches turned on and off,
 * changes of what is allowed, and time that passes. Gives each breach in words, and how much left.
 */
export async function randomRoad(
  seed: bigint,
  steps: number,
): Promise<{ breaches: readonly string[]; left: Readonly<Record<string, number>>; steps: number }> {
  const draw = draws(seed);
  const left: Left[] = [];
  const breaches: string[] = [];
  let sending: Left | undefined;
  let stopped = false;
  const platform = scriptedPlatform({
    honoursKeys: false,
    now: () => at.clock.now(),
    take: () => {
      if (!sending) breaches.push("something left that nobody sent");
      else {
        left.push({ ...sending, at: at.clock.now() });
        if (stopped && sending.kind === "listing.price")
          breaches.push(`${sending.kind} left while everything was stopped`);
      }
      return draw(4) === 0 ? "busy" : "done";
    },
    answers: () => draw(10) > 0,
  });
  const at = await openTestRoad(platform.acts);
  const road = { ...at.road, rules: async () => ok(rules()) };
  const by = { actor: "owner" };
  const allow = async (kind: "sale.refund" | "listing.price", mode: Autonomy["mode"]) => {
    const budget = { level: "act", mode, countMax: limits.countMax, moneyMax: limits.moneyMax } as const;
    await setAutonomy(road, at.book, kind, { ...usualAutonomy(kind, "USD"), ...budget }, by);
  };
  await stateOwnFact(road, at.book, { name: "market.zone", about: "", value: zone }, by);
  await allow("sale.refund", "live");
  await allow("listing.price", "live");
  const open: { readonly id: string; readonly draft: Draft; said: boolean }[] = [];
  for (let step = 0; step < steps; step++) {
    at.clock.advance(draw(5) === 0 ? draw(6 * hourMs) : draw(20_000));
    const what = draw(20);
    if (what < 6) {
      const draft = someDraft(draw, step, at.clock.now());
      const row = await propose(road, at.book, draft, { actor: "strategy:x" });
      if (row.ok && !["denied", "expired"].includes(row.value.state))
        open.push({ id: row.value.action.id, draft, said: false });
    } else if (what < 8) {
      const one = open[draw(Math.max(1, open.length))];
      if (one && (await approve(road, at.book, one.id, by)).ok) one.said = true;
    } else if (what === 8) {
      const one = open[draw(Math.max(1, open.length))];
      if (one) await recall(road, at.book, one.id, by);
    } else if (what === 9) {
      stopped = draw(3) === 0;
      await turnStop(road, "everything", stopped ? "on" : "off", { ...by, reason: "" });
    } else if (what === 10)
      await allow(draw(2) === 0 ? "sale.refund" : "listing.price", draw(4) === 0 ? "dry" : "live");
    else {
      for (const one of open.slice(-12)) {
        const { kind, worstCost, parameters } = one.draft;
        const listing = "listing" in parameters ? { listing: String(parameters.listing) } : {};
        sending = { id: one.id, at: 0, kind, by: one.said ? "owner" : "nobody", cost: worstCost.amount, ...listing };
        await sendAction(road, one.id);
        sending = undefined;
      }
    }
  }
  await at.store.close();
  return {
    breaches: [...breaches, ...breachesIn(left)],
    left: Object.fromEntries([...Map.groupBy(left, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length])),
    steps,
  };
}

/** A cap on changes of one price, and quiet hours for all of them. */
function rules() {
  const kinds = ["listing.price"];
  const cap = { count: "listing.priceChanges", within: "24h", atLeast: limits.capPerDay } as const;
  const quiet = { quiet: "market.zone", from: "20:00", to: "08:00" } as const;
  return officialOnly(
    rule({ id: "CAP", kinds, when: cap, effect: "cap" }),
    rule({ id: "QUIET", kinds, when: quiet, effect: "cap", unknown: "deny" }),
  );
}

function someDraft(draw: (below: number) => number, step: number, now: number): Draft {
  const worstCost = { amount: BigInt(draw(8) * 100), currency: "USD" };
  const expiresAt = now + draw(30) * hourMs;
  if (draw(2) === 0) return refundDraft(`r${step}`, { worstCost, expiresAt } as Partial<Draft>);
  const parameters = {
    listing: `p${draw(3)}`,
    price: BigInt(900 + draw(300)),
    currency: "USD",
    announced: false,
    personal: false,
  };
  return priceDraft(`l${step}`, { worstCost, expiresAt, parameters } as Partial<Draft>);
}

function draws(seed: bigint): (below: number) => number {
  const random = seededRandom(seed);
  return (below) => (random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) >>> 0) % below;
}

/** Looks at what left: budgets by the day of the books, caps by windows counted backwards, local hours by hand. */
function breachesIn(left: readonly Left[]): readonly string[] {
  const breaches: string[] = [];
  const day = dayIn(zone);
  for (const [i, one] of left.entries()) {
    const begin = startOfDay(day(one.at), zone);
    // A second try after a certain refusal is the same act.
    const sent = left.slice(0, i + 1).filter((other) => other.kind === one.kind && other.at >= begin);
    const today = [...new Map(sent.map((other) => [other.id, other])).values()];
    const when = new Date(one.at).toISOString();
    if (one.by === "nobody" && today.length > limits.countMax) breaches.push(`more than the day's number at ${when}`);
    const cost = today.reduce((sum, { cost: each }) => sum + each, 0n);
    if (one.by === "nobody" && cost > limits.moneyMax) breaches.push(`more than the day's money at ${when}`);
    if (one.listing === undefined) continue;
    const window = left.slice(0, i).filter((other) => other.listing === one.listing && other.at > one.at - 24 * hourMs);
    if (window.length >= limits.capPerDay) breaches.push(`a third change of ${one.listing} at ${when}`);
    const hour = Math.floor(((one.at + 3 * hourMs) % (24 * hourMs)) / hourMs);
    if (hour >= limits.quietFrom || hour < limits.quietTo) breaches.push(`a change at night at ${when}`);
  }
  return breaches;
}
