import type { DisputeState, FactLine, FactRefund, Facts, FactsKind, View } from "./facts.ts";

type Stored = {
  kind: FactsKind;
  views: View[];
  at?: number;
  dayAt?: number;
  refundSteps?: [string, number][];
  /** What is absent at the end: nothing came back of a partner's part, no statement told it. So the oldest facts are. */
  refunds?: [
    id: string,
    at: number,
    by: string,
    on: number | null,
    amount: string,
    tax: string,
    feeReturned: string,
    partners?: string,
    toldIn?: string,
  ][];
  disputes?: Partial<Record<DisputeState, number>>;
  lines?: [
    identity: string,
    productId: string,
    productName: string,
    quantity: string,
    amount: string,
    seen: Record<string, number[]>,
  ][];
};

/** Facts as JSON text: amounts as digit text (JSON numbers lose cents), empty parts left out. Equal facts, equal text. */
export function encodeFacts(facts: Facts): string {
  const stored: Stored = { kind: facts.kind, views: [...facts.views] };
  if (facts.at !== undefined) stored.at = facts.at;
  if (facts.dayAt !== undefined) stored.dayAt = facts.dayAt;
  if (facts.refundSteps.length > 0) stored.refundSteps = facts.refundSteps.map(([total, at]) => [total.toString(), at]);
  if (facts.refunds.length > 0) stored.refunds = facts.refunds.map(refundToStored);
  if (Object.keys(facts.disputes).length > 0) stored.disputes = facts.disputes;
  if (facts.lines.length > 0) {
    stored.lines = facts.lines.map((l) => [
      l.identity,
      l.productId,
      l.productName,
      l.quantity,
      l.amount,
      l.seen as Record<string, number[]>,
    ]);
  }
  return JSON.stringify(stored);
}

/** Reads what `encodeFacts` wrote. Only ever given text from our own table. */
export function decodeFacts(text: string): Facts {
  const stored = JSON.parse(text) as Stored;
  return {
    kind: stored.kind,
    views: stored.views,
    ...(stored.at === undefined ? {} : { at: stored.at }),
    ...(stored.dayAt === undefined ? {} : { dayAt: stored.dayAt }),
    refundSteps: (stored.refundSteps ?? []).map(([total, at]) => [BigInt(total), at] as const),
    refunds: (stored.refunds ?? []).map(refundFromStored),
    disputes: stored.disputes ?? {},
    lines: (stored.lines ?? []).map(lineFromStored),
  };
}

function refundToStored(r: FactRefund): NonNullable<Stored["refunds"]>[number] {
  const amounts = [r.amount.toString(), r.tax.toString(), r.feeReturned.toString()] as const;
  const head = [r.id, r.at, r.by, r.on ?? null, ...amounts] as const;
  if (r.toldIn !== undefined) return [...head, r.partners.toString(), r.toldIn];
  return r.partners === 0n ? [...head] : [...head, r.partners.toString()];
}

function refundFromStored(row: NonNullable<Stored["refunds"]>[number]): FactRefund {
  const [id, at, by, on, amount, tax, feeReturned, partners = "0", toldIn] = row;
  return {
    id,
    ...(toldIn === undefined ? {} : { toldIn }),
    at,
    by,
    ...(on === null ? {} : { on }),
    amount: BigInt(amount),
    tax: BigInt(tax),
    feeReturned: BigInt(feeReturned),
    partners: partners === "rest" ? partners : BigInt(partners),
  };
}

function lineFromStored([identity, productId, productName, quantity, amount, seen]: NonNullable<
  Stored["lines"]
>[number]): FactLine {
  return { identity, productId, productName, quantity, amount, seen };
}
