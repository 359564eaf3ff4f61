import { formatMinor, parseMinor } from "../domain/money/money.ts";
import { amount, counted } from "../domain/text/amount-text.ts";
import { dayIn } from "../domain/time/day.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { dayName } from "../domain/time/written.ts";
import { amountOf } from "../insight/shown/amount.ts";
import { moveName, yoursBy } from "../insight/story/kept-lines.ts";
import type { StoryStep } from "../insight/story/sale-story.ts";
import type { Story, StoryTxn } from "../intake/story.ts";
import type { SaleRow } from "../store/sale.ts";
import type { PayoutPart } from "./sale-payouts.ts";

const states: Readonly<Record<string, string>> = {
  completed: "Paid.",
  pending: "Not paid yet.",
  failed: "The payment failed.",
  cancelled: "Cancelled.",
  test: "A test: it counts for nothing.",
  refunded: "Refunded.",
  "partly-refunded": "Partly refunded.",
  disputed: "The buyer disputes it.",
  lost: "Lost in a dispute.",
  incomplete: "Known, but it cannot be booked yet.",
};

/** The state of a sale in one sentence. */
export function stateSentence({ status }: SaleRow): string {
  return states[status] ?? status;
}

/** How it was first heard of. */
export function seenStep({ observations }: Story, sale: SaleRow): readonly StoryStep[] {
  const [first] = observations;
  if (!first) return [];
  const how = first.file === undefined ? `${first.source} told of it` : `It stood in ${first.file}`;
  const later = observations.length - 1;
  const again = later === 0 ? "" : ` It was seen ${counted(later, "more time")} since.`;
  return [
    {
      kind: "seen",
      title: "Seen",
      sentence: `${how}.${again}`,
      at: first.receivedAt,
      moves: [],
      yours: sale.currency === "" ? null : amountOf(sale.gross, sale.currency),
    },
  ];
}

/** Each txn that was booked, with what is the seller's after it. */
export function bookedSteps(txns: readonly StoryTxn[], { currency }: SaleRow): readonly StoryStep[] {
  let yours = 0n;
  const seen = new Set<string>();
  return txns.map((txn) => {
    const moves = txn.transfers.map((t) => {
      const read = parseMinor(t.amount, t.currency);
      const leg = { ...t, minor: read.ok ? read.value : 0n };
      const own = yoursBy(leg);
      if (t.currency === currency) yours += own;
      // What only moves between the owner's accounts is told by its size.
      const signed = own === 0n ? leg.minor : own;
      const { meaning, credit: from, debit: to } = t;
      return {
        name: moveName(meaning),
        meaning,
        from,
        to,
        path: `${from} → ${to}`,
        amount: amountOf(signed, t.currency),
      };
    });
    const again = seen.has(`${txn.kind} ${txn.occurredAt}`);
    seen.add(`${txn.kind} ${txn.occurredAt}`);
    return {
      ...titleOf(txn.kind, again),
      at: txn.recordedAt,
      moves,
      yours: currency === "" ? null : amountOf(yours, currency),
      auditLink: txn.auditLink,
    };
  });
}

function titleOf(kind: string, again: boolean): Pick<StoryStep, "kind" | "title" | "sentence"> {
  if (again)
    return { kind: "changed", title: "Corrected", sentence: "What was known changed; the difference was booked." };
  switch (kind) {
    case "sale":
      return { kind: "booked", title: "Booked", sentence: "The sale and what was taken of it are in the books." };
    case "refund":
      return { kind: "refunded", title: "Refunded", sentence: "Money went back to the buyer." };
    case "dispute":
      return { kind: "disputed", title: "Disputed", sentence: "The buyer asked the bank for the money back." };
    default:
      return { kind: "changed", title: "Booked", sentence: `Booked as ${kind}.` };
  }
}

/** Each payout that brought some of it, and its arrival. */
export function payoutSteps(parts: readonly PayoutPart[], sale: SaleRow, zone: string): readonly StoryStep[] {
  const dayOf = dayIn(zone);
  return parts.flatMap((part) => {
    const total = part.amount === undefined ? null : amountOf(part.amount, sale.currency);
    const common = {
      moves: [],
      yours: amountOf(part.net, sale.currency),
      payout: part.payoutKey,
      whole: { lines: part.lines, amount: total, at: isoTime(part.at) },
    };
    const whole = total === null ? "" : ` of ${amount(total.amount)}`;
    const sent: StoryStep = {
      kind: "paid-out",
      title: "Paid out",
      sentence: `One of ${counted(part.lines, "line")} in the payout${whole} of ${dayName(dayOf(part.at))}.`,
      at: isoTime(part.at),
      ...common,
    };
    if (part.arrivedAt === undefined) return [sent];
    const sentence = `The payout arrived on ${dayName(dayOf(part.arrivedAt))}.`;
    return [sent, { kind: "arrived", title: "In your bank", sentence, at: isoTime(part.arrivedAt), ...common }];
  });
}

/** What is still to come of it, where something is. */
export function waitingStep(story: Story, sale: SaleRow, parts: readonly PayoutPart[]): readonly StoryStep[] {
  const at = story.observations.at(-1)?.receivedAt ?? isoTime(sale.seenAt);
  const step = { kind: "waits", moves: [], at } as const;
  if (sale.currency === "")
    return [
      { ...step, title: "Not booked yet", sentence: `${story.incomplete ?? "something is missing"}.`, yours: null },
    ];
  const open = sale.net - parts.reduce((sum, part) => sum + part.net, 0n);
  const rest = amount(formatMinor(open < 0n ? -open : open, sale.currency));
  if (open === 0n) return [];
  const sentence =
    open > 0n
      ? `${rest} is at ${sale.source} and comes with a payout.`
      : `${sale.source} takes ${rest} from a payout to come.`;
  const yours = amountOf(sale.net, sale.currency);
  return [{ ...step, title: "To be settled", sentence, yours, open: amountOf(open, sale.currency) }];
}
