import type { z } from "zod";
import { formatMinor } from "../../domain/money/money.ts";
import type { Break } from "../../domain/payout/break.ts";
import type { Proof } from "../../domain/payout/prove-payout.ts";
import { sortOf } from "../../domain/payout/stated-line.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { amountOf } from "../../insight/shown/amount.ts";
import type { ArrivalMoney } from "../../operations/arrivals.ts";
import type { StandingPayout } from "../../operations/page-payouts.ts";
import type { PayoutDetail } from "../../operations/payout-detail.ts";
import type { PayoutRow } from "../../operations/payout-lines.ts";
import type * as contract from "../contract/payouts.ts";

/** One payout as the list gives it. */
export function payoutJson({
  payout,
  standing,
  unexplained,
  arrival,
}: StandingPayout): z.infer<typeof contract.payout> {
  const { objectKey, id, source, at, currency, amount, fee, movement, incomplete } = payout;
  const sum = (minor: bigint | undefined) =>
    minor === undefined || currency === undefined ? null : amountOf(minor, currency);
  return {
    key: objectKey,
    id,
    source,
    state: standing,
    status: movement?.status ?? "incomplete",
    at: at === undefined ? null : isoTime(at),
    amount: sum(amount),
    fee: sum(fee),
    arrival: arrival && currency !== undefined ? arrivalJson(arrival, currency) : null,
    unexplained: unexplained ? sum(unexplained.get(currency ?? "") ?? 0n) : null,
    incomplete: incomplete ?? null,
  };
}

function arrivalJson({ at, bank, amount }: ArrivalMoney, currency: string) {
  // assets:bank:<name>:…
  return { at: isoTime(at), bank: bank.split(":")[2] ?? bank, amount: amountOf(amount, currency) };
}

/** A difference by its name. */
export function breakJson({
  kind,
  payoutKey,
  objectKey,
  at,
  currency,
  amount,
  sentence,
}: Break): z.infer<typeof contract.payoutBreak> {
  const about = objectKey === "" ? null : objectKey;
  return { kind, payout: payoutKey, about, at: isoTime(at), amount: amountOf(amount, currency), sentence };
}

/** A payout with its proof. */
export function payoutDetailJson(detail: PayoutDetail): z.infer<typeof contract.payoutDetail> {
  const { asOf, past, proof } = detail;
  const found = proof && "proof" in proof ? proof.proof : undefined;
  return { asOf, past, payout: payoutJson(detail), proof: found ? proofJson(found, detail) : null };
}

function proofJson(found: Proof, { race, covers }: PayoutDetail): z.infer<typeof contract.payoutProof> {
  const { currency, booked, stated, sent, breaks, unexplained, totals, matches } = found;
  const text = (minor: bigint): string => formatMinor(minor, currency);
  const sumOf = (one: "gross" | "fees" | "net"): string => text(totals.reduce((sum, total) => sum + total[one], 0n));
  const open = new Map([[currency, 0n], ...unexplained]);
  return {
    currency,
    booked: text(booked),
    stated: text(stated),
    sent: text(sent),
    covers: covers ? { from: isoTime(covers.from).slice(0, 10), to: isoTime(covers.to).slice(0, 10) } : null,
    race: race.map(({ step, lines, amount, left }) => ({ step, lines, amount: text(amount), left: text(left) })),
    lines: { count: matches.length, gross: sumOf("gross"), fees: sumOf("fees"), net: sumOf("net") },
    breaks: breaks.map(breakJson),
    unexplained: [...open].map(([code, minor]) => amountOf(minor, code)),
  };
}

/** One line of a payout. */
export function payoutLineJson({ line, repeats, sale, differs }: PayoutRow): z.infer<typeof contract.payoutLine> {
  const text = (minor: bigint | undefined): string | null =>
    minor === undefined ? null : formatMinor(minor, line.currency);
  return {
    number: line.line + 1,
    on: isoTime(line.on).slice(0, 10),
    sort: sortOf(line),
    label: line.label,
    about: line.objectKey === "" ? null : line.objectKey,
    sale: sale ?? null,
    currency: line.currency,
    gross: text(line.gross),
    fees: text(line.fees),
    net: formatMinor(line.net, line.currency),
    differs,
    repeats: repeats ? { payout: repeats.payoutKey, number: repeats.line + 1 } : null,
  };
}
