import type { Millis } from "../../base/clock.ts";
import type { Part } from "./parts.ts";
import type { Leg } from "./txn.ts";

/** What is posted for one object, net per kind, moment, code and pair of accounts. Holds are not part of it. */
export type PostedGroup = {
  readonly kind: string;
  readonly occurredAt: Millis;
  readonly code: number;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  /** Net amount moved from `credit` to `debit`; may be negative. */
  readonly amount: bigint;
};

/**
 * The txns that turn what is posted into what the facts call for; empty when they already agree. Groups keep the
 * moment they belong to, so a correction changes the day it concerns and nothing else.
 */
export function deltaParts(want: readonly Part[], have: readonly PostedGroup[]): readonly Part[] {
  const groups = new Map<string, Group>();
  for (const part of want) {
    const group = groupOf(groups, part.kind, part.occurredAt);
    if (part.rate) group.rate = part.rate;
    for (const leg of part.legs) add(group, leg, leg.amount);
  }
  for (const posted of have) add(groupOf(groups, posted.kind, posted.occurredAt), posted, -posted.amount);
  return [...groups.values()].map(toPart).filter((part) => part.legs.length > 0);
}

type Net = {
  readonly code: number;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  amount: bigint;
};
type Group = {
  readonly kind: string;
  readonly occurredAt: Millis;
  readonly nets: Map<string, Net>;
  rate?: Part["rate"];
};

function groupOf(groups: Map<string, Group>, kind: string, occurredAt: Millis): Group {
  const key = `${kind} ${occurredAt}`;
  const known = groups.get(key);
  if (known) return known;
  const group: Group = { kind, occurredAt, nets: new Map() };
  groups.set(key, group);
  return group;
}

/** A transfer from A to B and one from B to A are the same flow with opposite signs. */
function add(
  group: Group,
  leg: Pick<Leg, "debit" | "credit" | "currency"> & { readonly code: number },
  amount: bigint,
): void {
  const turned = leg.debit > leg.credit;
  const [debit, credit] = turned ? [leg.credit, leg.debit] : [leg.debit, leg.credit];
  const key = `${leg.code} ${leg.currency} ${debit} ${credit}`;
  const net = group.nets.get(key);
  const signed = turned ? -amount : amount;
  if (net) net.amount += signed;
  else group.nets.set(key, { code: leg.code, debit, credit, currency: leg.currency, amount: signed });
}

function toPart(group: Group): Part {
  const legs = [...group.nets.values()].filter((net) => net.amount !== 0n).map(toLeg);
  return { kind: group.kind, occurredAt: group.occurredAt, legs, ...(group.rate ? { rate: group.rate } : {}) };
}

function toLeg(net: Net): Leg {
  const { code, currency } = net as Net & { code: Leg["code"] };
  return net.amount > 0n
    ? { code, debit: net.debit, credit: net.credit, currency, amount: net.amount }
    : { code, debit: net.credit, credit: net.debit, currency, amount: -net.amount };
}
