import { formatMinor } from "../money/money.ts";
import { money } from "../text/amount-text.ts";
import { dayMs } from "../time/civil.ts";
import { isoTime } from "../time/iso-time.ts";
import { dayName } from "../time/written.ts";
import { type BookedPart, movedBy } from "./booked-object.ts";
import type { Break, BreakKind } from "./break.ts";
import { expectedNet, type Match } from "./match-lines.ts";
import type { Cut, Partners, ProvablePayout } from "./provable-payout.ts";
import { type StatedLine, sortOf } from "./stated-line.ts";
import type { StatementSort } from "./statement.ts";

/** What is wrong with one line of the payout; nothing when it says what is booked. */
export function breakOf({ line, part, repeats }: Match, payout: ProvablePayout): Break | undefined {
  const of = (kind: BreakKind, amount: bigint, sentence: string): Break => ({
    kind,
    payoutKey: payout.key,
    objectKey: line.objectKey,
    at: line.on,
    currency: line.currency,
    amount,
    sentence,
  });
  const it = nouns[sortOf(line)];
  const says = `The payout has ${shown(line.net, line)} for ${it}`;
  if (repeats)
    return of("duplicate_there", line.net, `${says} a second time: it is in ${place(repeats, line)} already.`);
  if (part === undefined) {
    if (line.net === 0n || settlesPartners(line)) return undefined;
    return of("missing_here", line.net, `${says}, which your books do not have.`);
  }
  if (part.currency !== line.currency)
    return of("currency_differs", line.net, `${says}, but your books have it in ${part.currency}.`);
  const mine = expectedNet(part);
  const off = line.net - mine;
  if (off === 0n) return part.unexplained ? of("unexplained_adjustment", line.net, unknown(line)) : undefined;
  if (line.gross === part.gross && line.fees !== undefined && line.fees - part.fees === off)
    return of("fee_model_differs", off, feeSentence(line.fees, part, it));
  return of("amount_differs", off, `${says}, but your books have ${shown(mine, line)}: ${difference(off, line)}.`);
}

function settlesPartners(line: StatedLine): boolean {
  return line.objectKey === "" && sortOf(line) === "affiliate";
}

function unknown(line: StatedLine): string {
  return `"${line.label}" of ${shown(line.net, line)} is in the payout and in your books, but nobody has said what it is.`;
}

function feeSentence(fees: bigint, part: BookedPart, it: string): string {
  return `The payout takes a fee of ${shown(-fees, part)} from ${it}, but your books have ${shown(-part.fees, part)}.`;
}

const nouns: Readonly<Record<StatementSort, string>> = {
  sale: "a sale",
  refund: "a refund",
  chargeback: "a dispute",
  "dispute-credit": "a dispute that was won",
  affiliate: "partners",
  fee: "a fee",
  adjustment: "an adjustment",
  "paid-elsewhere": "sales that were paid to you directly",
};

function place(earlier: StatedLine, line: StatedLine): string {
  return earlier.payoutKey === line.payoutKey ? `line ${earlier.line + 1}` : earlier.payoutKey;
}

function difference(off: bigint, line: { readonly currency: string }): string {
  return off > 0n ? `${shown(off, line)} more` : `${shown(-off, line)} less`;
}

/** Partners' parts come as one sum a day, so that only their whole can be compared. */
export function partnersBreak({ stated, booked, at }: Partners, payout: ProvablePayout): Break[] {
  const off = stated - booked;
  if (off === 0n) return [];
  const sentence = `The payout takes ${shown(-stated, payout)} for partners, but your books have ${shown(-booked, payout)} with its sales.`;
  return [{ kind: "amount_differs", ...whole(payout), at, amount: off, sentence }];
}

/** What is booked in the payout's time but in no statement. Within its last day it may be in the next one. */
export function unlistedBreak(objectKey: string, part: BookedPart, payout: ProvablePayout, cut: Cut): Break[] {
  const moved = movedBy(part);
  if (part.kind === "payout" || moved === 0n || part.at < cut.from || part.at >= cut.to) return [];
  const late = !cut.closed && part.at >= cut.to - dayMs;
  const what = `Your books have ${shown(expectedNet(part), part)} for ${words[part.kind] ?? part.kind} of ${day(part.at)}`;
  return [
    {
      kind: late ? "timing" : "missing_there",
      payoutKey: payout.key,
      objectKey,
      at: part.at,
      currency: part.currency,
      amount: -expectedNet(part),
      sentence: late
        ? `${what}, the last day of this payout: the next one may list it.`
        : `${what}, but no payout lists it.`,
    },
  ];
}

const words: Readonly<Record<string, string>> = {
  sale: "a sale",
  refund: "a refund",
  dispute: "a dispute",
  "dispute-won": "a dispute that was won",
  charge: "a fee",
  adjustment: "an adjustment",
  conversion: "a conversion",
};

/** Whether the payout is what its lines add up to, and whether that is what arrived. */
export function sumBreaks(payout: ProvablePayout, lines: readonly StatedLine[], arrived: bigint | undefined): Break[] {
  const sent = payout.amount + payout.fee;
  const here = { ...whole(payout), at: payout.at };
  const comparable = lines.filter((line) => line.currency === payout.currency);
  const stated = comparable.reduce((all, line) => all + line.net, 0n);
  const out: Break[] = [];
  const [other] = lines;
  if (other && comparable.length === 0) {
    const sentence = `The payout is in ${payout.currency}, but its lines are in ${other.currency}.`;
    out.push({ ...here, kind: "currency_differs", amount: sent, sentence });
  } else if (stated !== sent) {
    const sentence = `Its lines add up to ${shown(stated, payout)}, but ${shown(sent, payout)} left the platform: ${difference(sent - stated, payout)}.`;
    out.push({ ...here, kind: "sum_differs", amount: sent - stated, sentence });
  }
  if (arrived !== undefined && arrived !== payout.amount) {
    const sentence = `${shown(payout.amount, payout)} was sent, but ${shown(arrived, payout)} is booked as arrived.`;
    out.push({ ...here, kind: "amount_differs", amount: arrived - payout.amount, sentence });
  }
  return out;
}

function whole(payout: ProvablePayout): { payoutKey: string; objectKey: string; currency: string } {
  return { payoutKey: payout.key, objectKey: "", currency: payout.currency };
}

function shown(minor: bigint, { currency }: { readonly currency: string }): string {
  return money(formatMinor(minor, currency), currency);
}

function day(at: number): string {
  return dayName(isoTime(at).slice(0, 10));
}
