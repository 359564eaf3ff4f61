import { seededRandom } from "../../../base/random.ts";
import type { Facts, Intended } from "../../../domain/policy/asking.ts";
import { countedUnder, countsFor } from "../../../domain/policy/counting.ts";
import { decide } from "../../../domain/policy/decide.ts";
import type { FieldValue } from "../../../domain/policy/fields.ts";
import { factsNeeded, type RuleSet } from "../../../domain/policy/rule-set.ts";

/** An action that was let through: when, and what was true. */
export type Done = { readonly at: number; readonly action: Intended; readonly facts: Facts };

const zones = ["Africa/Nairobi", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
const countries = ["KE", "DE", "GB", "US", "IN", "XX"];

/**
 * Sends `count` random actions through the rules, with counters kept as the gate keeps them, and gives back those that
 * were allowed. Customers try their cards in between. Everything that is no cap is mostly as it should be, so that the
 * caps are what decides.
 */
export function randomActs(set: RuleSet, seed: bigint, count: number): readonly Done[] {
  const draw = draws(seed);
  const done: Done[] = [];
  const times = new Map<string, number[]>();
  const remember = (action: Intended, at: number): void => {
    for (const key of countedUnder(action)) {
      const list = times.get(key) ?? [];
      list.push(at);
      // None of the caps on these kinds looks back further than 30 days.
      while ((list[0] ?? at) < at - 31 * 86_400_000) list.shift();
      times.set(key, list);
    }
  };
  let at = Date.UTC(2026, 0, 1);
  for (let i = 0; i < count; i++) {
    at += draw(3) === 0 ? draw(40 * 60_000) : draw(4_000);
    const action = someAct(draw);
    if (action.origin.by === "customer") {
      remember(action, at);
      continue;
    }
    const values = lawful(draw, action);
    const needed = factsNeeded(set, action.kind, action.target);
    const facts = { values, counts: countsFor(action, needed.counts, (key) => times.get(key) ?? [], at) };
    if (decide(set, action, facts, at).verdict !== "allow") continue;
    remember(action, at);
    done.push({ at, action, facts });
  }
  return done;
}

type Draw = (below: number) => number;

function draws(seed: bigint): Draw {
  const random = seededRandom(seed);
  let pool = random.bytes(65_536);
  let next = 0;
  return (below) => {
    if (next + 4 > pool.length) {
      pool = random.bytes(65_536);
      next = 0;
    }
    const word = new DataView(pool.buffer).getUint32(next);
    next += 4;
    return word % below;
  };
}

function pick<T>(draw: Draw, items: readonly [T, ...T[]]): T {
  return items[draw(items.length)] ?? items[0];
}

/** One of five kinds of action that caps are about, and now and then one that nobody knows. */
function someAct(draw: Draw): Intended {
  const by = pick(draw, ["strategy", "engine", "owner", "strategy"] as const);
  const origin = by === "engine" ? { by } : { by, id: "x" };
  const receiver = `r${draw(12)}`;
  const purpose = pick(draw, ["recovery", "recovery", "marketing", "receipt"]);
  const disclosures = ["advertisement"];
  const card = `k${draw(6)}`;
  switch (draw(8)) {
    case 0:
    case 1:
      return {
        kind: "mail.send",
        target: "smtp",
        book: "main",
        origin,
        parameters: { receiver, purpose, from: "shop", subject: "Hello", text: "Your cart", disclosures },
      };
    case 2:
      return {
        kind: "message.send",
        target: "gumroad",
        book: "main",
        origin,
        parameters: { receiver, channel: "platform", purpose, text: "Your cart", disclosures },
      };
    case 3:
      return {
        kind: "listing.create",
        target: "gumroad",
        account: `a${draw(2)}`,
        book: "main",
        origin,
        parameters: { product: "p", title: "A planner" },
      };
    case 4:
      return {
        kind: "post.publish",
        target: "bluesky",
        book: "main",
        origin,
        parameters: { text: "New", textKey: `t${draw(9)}` },
      };
    case 5:
      return { kind: "rocket.launch", target: "moon", book: "main", origin, parameters: {} };
    default: {
      const whose = draw(4) === 0 ? ({ by: "customer" } as const) : origin;
      const amount = BigInt(500 + 100 * draw(2));
      return {
        kind: "payment.retry",
        target: "stripe",
        book: "main",
        origin: whose,
        parameters: { charge: "c", card, amount, currency: "USD" },
      };
    }
  }
}

/** Facts with which only caps, quiet hours and retry limits stand in the way, except one time in twenty. */
function lawful(draw: Draw, action: Intended): Record<string, FieldValue> {
  const odd = draw(20) === 0;
  const person = Number(String(action.parameters["receiver"] ?? "r0").slice(1));
  const card = Number(String(action.parameters["card"] ?? "k0").slice(1));
  const values: Record<string, FieldValue> = {
    "route.means": "official-api",
    "receiver.country": countries[person % countries.length] ?? "KE",
    "receiver.zone": zones[person % zones.length] ?? "UTC",
    "receiver.consent": true,
    "receiver.suppressed": odd,
    "receiver.boughtOn": "gumroad",
    "receiver.countryConfirmed": true,
    "receiver.softOptIn": false,
    "receiver.similarProducts": true,
    "sender.identityTrue": true,
    "sender.addressShown": true,
    "sender.optOutWorks": true,
    "sender.optOutHours": 0,
    "sender.sharesAddresses": false,
    "sender.vendorChecked": true,
    "sender.oneClick": true,
    "sender.authenticated": true,
    "sender.complaintsPerTenThousand": 1,
    "copy.subjectTrue": true,
    "copy.paidTie": false,
    "copy.photoreal": false,
    "copy.speaksAs": "business",
    "copy.firstUse": false,
    "copy.claimsProven": false,
    "copy.scarcityTrue": false,
    "person.objected": false,
    "person.eraseAsked": false,
    "account.compliant": action.account === "a1",
    "product.category": "ebook",
    "price.parityClause": false,
    "price.lowerElsewhere": false,
    "payment.network": pick(draw, ["visa", "mastercard", "amex"]),
    "payment.declineCode": odd ? "41" : "51",
    "payment.disputed": false,
    "payment.refunded": false,
    "payment.cancelled": false,
    "payment.excessFee": 0,
  };
  values["payment.network"] = ["visa", "mastercard", "amex"][card % 3] ?? "visa";
  return values;
}
