import type { Floor } from "./account.ts";
import type { Leg } from "./txn.ts";

/**
 * The order in which the legs of one txn are written. Floors are checked leg by leg, so what fills a floored account
 * comes before what empties it; otherwise a txn whose whole is covered could be refused for its order. Legs that touch
 * no floored account keep the order they were given in.
 */
export function orderLegs(legs: readonly Leg[], floorOf: (path: string, currency: string) => Floor): readonly Leg[] {
  const flows = legs.map((leg) => flowOf(leg, floorOf));
  if (!flows.some((flow) => flow.takes.length > 0)) return legs;
  const free = legs.filter((_, i) => flows[i]?.takes.length === 0);
  const waiting = flows.filter((flow) => flow.takes.length > 0);
  return [...free, ...fillersFirst(waiting)];
}

/** Which floored accounts a leg empties and which it fills. Ending a hold never lowers what is available. */
type Flow = { readonly leg: Leg; readonly takes: readonly string[]; readonly fills: readonly string[] };

function flowOf(leg: Leg, floorOf: (path: string, currency: string) => Floor): Flow {
  const phase = leg.phase ?? "post";
  const debit = `${leg.currency} ${leg.debit}`;
  const credit = `${leg.currency} ${leg.credit}`;
  const debitFloor = floorOf(leg.debit, leg.currency);
  const creditFloor = floorOf(leg.credit, leg.currency);
  const takes = [
    ...(creditFloor === "debit_nonneg" ? [credit] : []),
    ...(debitFloor === "credit_nonneg" ? [debit] : []),
  ];
  const fills = [
    ...(debitFloor === "debit_nonneg" ? [debit] : []),
    ...(creditFloor === "credit_nonneg" ? [credit] : []),
  ];
  return {
    leg,
    takes: phase === "post" || phase === "pend" ? takes : [],
    fills: phase === "post" || phase === "settle" ? fills : [],
  };
}

/** Again and again the first leg whose sources no other waiting leg still fills; in a ring, simply the first. */
function fillersFirst(flows: readonly Flow[]): readonly Leg[] {
  const waiting = [...flows];
  const ordered: Leg[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(
      (flow) => !waiting.some((other) => other !== flow && other.fills.some((account) => flow.takes.includes(account))),
    );
    for (const flow of waiting.splice(Math.max(ready, 0), 1)) ordered.push(flow.leg);
  }
  return ordered;
}
