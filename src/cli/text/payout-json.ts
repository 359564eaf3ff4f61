import { formatMinor } from "../../domain/money/money.ts";
import type { Break } from "../../domain/payout/break.ts";
import type { Proof } from "../../domain/payout/prove-payout.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { ArrivalMoney } from "../../operations/arrivals.ts";
import type { PayoutLine } from "../../operations/list-payouts.ts";
import type { PayoutGaps } from "../../operations/payout-gaps.ts";
import type { ProofState } from "../../operations/prove-payout.ts";

/** One payout of the list for scripts: amounts as decimal text, times in ISO UTC. */
export function payoutJson(one: PayoutLine): Record<string, unknown> {
  const { objectKey, source, id, status, at, currency, amount, fee, incomplete, arrival, proof } = one;
  const text = (value: bigint | undefined): string | null =>
    currency === undefined || value === undefined ? null : formatMinor(value, currency);
  return {
    key: objectKey,
    source,
    id,
    status,
    at: at === undefined ? null : isoTime(at),
    currency: currency ?? null,
    amount: text(amount),
    fee: text(fee),
    arrived: arrivalJson(arrival, currency),
    proof: proof.state,
    breaks: "proof" in proof ? proof.proof.breaks.length : null,
    unexplained: "proof" in proof ? sumsJson(proof.proof.unexplained) : null,
    ...(incomplete ? { incomplete } : {}),
  };
}

/** An arrival, or null while it is on its way. */
export function arrivalJson(arrival: ArrivalMoney | undefined, currency: string | undefined): unknown {
  if (!arrival || currency === undefined) return null;
  return { at: isoTime(arrival.at), bank: arrival.bank, amount: formatMinor(arrival.amount, currency) };
}

/** A proof with its sums and breaks; its lines only when asked for. */
export function proofJson(found: ProofState, withLines: boolean): Record<string, unknown> {
  if (!("proof" in found)) return { state: found.state };
  const { proof } = found;
  const text = (minor: bigint): string => formatMinor(minor, proof.currency);
  return {
    state: found.state,
    currency: proof.currency,
    booked: text(proof.booked),
    stated: text(proof.stated),
    sent: text(proof.sent),
    residue: text(proof.residue),
    unexplained: sumsJson(proof.unexplained),
    madeOf: proof.totals.map(({ sort, lines, gross, fees, net }) => ({
      sort,
      lines,
      gross: text(gross),
      fees: text(fees),
      net: text(net),
    })),
    breaks: proof.breaks.map(breakJson),
    ...(withLines ? { lines: proof.matches.map((match) => lineJson(match)) } : {}),
  };
}

function lineJson({ line, part, repeats }: Proof["matches"][number]): Record<string, unknown> {
  const text = (minor: bigint | undefined): string | null =>
    minor === undefined ? null : formatMinor(minor, line.currency);
  return {
    on: isoTime(line.on).slice(0, 10),
    sort: line.sort,
    label: line.label,
    about: line.objectKey === "" ? null : line.objectKey,
    currency: line.currency,
    gross: text(line.gross),
    fees: text(line.fees),
    net: text(line.net),
    booked: part !== undefined,
    ...(repeats ? { repeats: `${repeats.payoutKey}, line ${repeats.line + 1}` } : {}),
  };
}

function breakJson({ kind, payoutKey, objectKey, at, currency, amount, sentence }: Break): Record<string, unknown> {
  return {
    kind,
    payout: payoutKey,
    about: objectKey === "" ? null : objectKey,
    at: isoTime(at),
    currency,
    amount: formatMinor(amount, currency),
    sentence,
  };
}

/** All that is open, for scripts. */
export function gapsJson({ breaks, unexplained, proven, withBreaks, withoutStatement }: PayoutGaps): unknown {
  return { unexplained: sumsJson(unexplained), proven, withBreaks, withoutStatement, breaks: breaks.map(breakJson) };
}

function sumsJson(sums: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...sums].map(([currency, minor]) => [currency, formatMinor(minor, currency)]));
}
