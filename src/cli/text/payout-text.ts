import { printable } from "../../base/log-plain.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { Break } from "../../domain/payout/break.ts";
import type { Proof, SortTotal } from "../../domain/payout/prove-payout.ts";
import type { StatementSort } from "../../domain/payout/statement.ts";
import { amount, count, counted, money } from "../../domain/text/amount-text.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { dayIn } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { dayName } from "../../domain/time/written.ts";
import type { PayoutLine } from "../../operations/list-payouts.ts";
import type { PayoutGaps } from "../../operations/payout-gaps.ts";
import type { ProofState } from "../../operations/prove-payout.ts";
import type { PayoutStory } from "../../operations/show-payout.ts";
import type { Paint } from "./paint.ts";
import { type Column, table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

const right = (title: string): Column => ({ title, align: "right" });

/** The list of payouts: when, how much, where it is, and whether it is proved. */
export function payoutsText(payouts: readonly PayoutLine[], zone: string, paint: Paint, width: number): string {
  const several = new Set(payouts.map((one) => one.source)).size > 1;
  const fees = payouts.some((one) => (one.fee ?? 0n) !== 0n);
  const columns: Column[] = [
    { title: "Sent" },
    right("Amount"),
    ...(fees ? [right("Fee")] : []),
    { title: "" },
    { title: "Where" },
    { title: "Proof" },
    ...(several ? [{ title: "Platform" }] : []),
    { title: "Id" },
  ];
  const rows = payouts.map((one) => [
    one.at === undefined ? "not known" : dayText(one.at, zone),
    shortAmount(one.amount, one.currency),
    ...(fees ? [shortAmount(one.fee, one.currency)] : []),
    one.currency ?? "",
    where(one),
    proofWord(one.proof),
    ...(several ? [one.source] : []),
    one.id,
  ]);
  return table(columns, rows, width, paint);
}

function shortAmount(minor: bigint | undefined, currency: string | undefined): string {
  return minor === undefined || currency === undefined ? "–" : amount(formatMinor(minor, currency));
}

const places: Readonly<Record<string, string>> = {
  pending: "not sent yet",
  failed: "not sent",
  returned: "came back",
  incomplete: "not known yet",
};

function where({ status, arrival, proof }: PayoutLine): string {
  if (proof.state === "within") return "paid directly";
  return places[status] ?? (arrival ? "arrived" : "on its way");
}

function proofWord(found: ProofState): string {
  switch (found.state) {
    case "proven":
      return "proved";
    case "breaks":
      return counted(found.proof.breaks.length, "break");
    case "no-statement":
      return "no statement";
    case "within":
      return "in another";
    default:
      return "–";
  }
}

/** What a payout is made of, and whether that is what the books have. */
export function proofText(
  story: PayoutStory,
  options: { readonly zone: string; readonly now: number; readonly lines: boolean },
  paint: Paint,
  width: number,
): string {
  const { payout, proof } = story;
  const head = [
    `${paint.strong(printable(`Payout ${payout.id} of ${payout.source}`))}\n`,
    wrapped(whereSentence(story, options.zone), width),
    wrapped(proofSentence(proof, story.arrival !== undefined), width),
  ].join("");
  if (!("proof" in proof)) return head;
  const found = proof.proof;
  return [
    head,
    `\n${madeOfText(found, paint, width)}`,
    `\n${figuresText(found, story.arrival?.amount, paint, width)}`,
    found.breaks.length === 0
      ? ""
      : `\n${paint.strong("Breaks")}\n${breaksText(found.breaks, options.now, paint, width)}`,
    options.lines ? `\n${paint.strong("Lines")}\n${linesText(found, paint, width)}` : "",
  ].join("");
}

function whereSentence({ payout, arrival, proof }: PayoutStory, zone: string): string {
  if (payout.incomplete !== undefined) return `Not booked yet: ${payout.incomplete}.`;
  const { amount: minor = 0n, fee = 0n, currency = "", at } = payout;
  const sum = shown(minor, currency);
  const kept = fee === 0n ? "" : `, after a fee of ${shown(fee, currency)}`;
  const on = at === undefined ? "" : ` on ${dayText(at, zone)}`;
  switch (payout.movement?.status) {
    case "pending":
      return `${sum} is announced and not sent yet.`;
    case "failed":
      return `${sum} was not sent: the platform says that it failed${on}. The money is still there.`;
    case "returned":
      return `${sum} was sent and came back${on}. The platform owes it again.`;
    default:
  }
  if (proof.state === "within") return `${sum} was paid to you directly${on}: another payout has it as one line.`;
  if (!arrival) return `${sum} was sent${on}${kept}. It is on its way: its arrival is not booked yet.`;
  return `${sum} was sent${on}${kept}, and arrived at ${bankName(arrival.bank)} on ${dayText(arrival.at, zone)}.`;
}

function bankName(account: string): string {
  return account.split(":")[2] ?? account;
}

function proofSentence(found: ProofState, arrived: boolean): string {
  switch (found.state) {
    case "proven": {
      const equal = arrived ? "what was sent and what arrived" : "and what was sent";
      return `Proved: your books, its ${counted(found.proof.matches.length, "line")}${arrived ? "," : ""} ${equal} are equal to the cent.`;
    }
    case "breaks":
      return `${counted(found.proof.breaks.length, "break")}: ${unexplainedWords(found.proof.unexplained, found.proof.currency)}.`;
    case "no-statement":
      return "Not proved: nobody has told yet what it is made of. A connection to the platform reads that by itself.";
    default:
      return "";
  }
}

/** `0.00 USD is unexplained`, or each currency's sum. */
function unexplainedWords(sums: ReadonlyMap<string, bigint>, currency: string): string {
  const all = sums.size === 0 ? [[currency, 0n] as const] : [...sums];
  const words = all.map(([code, minor]) => shown(minor, code)).join(" and ");
  return `${words} ${all.length === 1 ? "is" : "are"} unexplained`;
}

const sortNames: Readonly<Record<StatementSort, string>> = {
  sale: "Sales",
  refund: "Refunds",
  chargeback: "Disputes",
  "dispute-credit": "Disputes won",
  affiliate: "Partners",
  fee: "Fee of the payout",
  adjustment: "Adjustments",
  "paid-elsewhere": "Paid to you directly",
};

function madeOfText(found: Proof, paint: Paint, width: number): string {
  const blank = (minor: bigint): string => (minor === 0n ? "" : amount(formatMinor(minor, found.currency)));
  const row = (total: SortTotal): string[] => [
    sortNames[total.sort],
    count(total.lines),
    blank(total.gross),
    blank(total.fees),
    amount(formatMinor(total.net, found.currency)),
  ];
  const sum = ["Its lines", count(found.matches.length), "", "", amount(formatMinor(found.stated, found.currency))];
  const columns = [
    { title: "Made of" },
    right("Lines"),
    right("Gross"),
    right("Fees"),
    right(`Net, ${found.currency}`),
  ];
  return table(columns, [...found.totals.map(row), sum], width, paint);
}

/** The figures that are equal in a proven payout, under each other. */
function figuresText(found: Proof, arrived: bigint | undefined, paint: Paint, width: number): string {
  const figure = (name: string, minor: bigint): string[] => [name, shown(minor, found.currency)];
  const open = [...found.unexplained].map(([currency, minor]) => ["Unexplained", shown(minor, currency)]);
  const rows = [
    figure("Your books have", found.booked),
    figure("Its lines come to", found.stated),
    figure("Left the platform", found.sent),
    ...(arrived === undefined ? [] : [figure("Arrived", arrived)]),
    ...(open.length === 0 ? [figure("Unexplained", 0n)] : open),
  ];
  return table([{ title: "" }, right("")], rows, width, paint);
}

function breaksText(breaks: readonly Break[], now: number, paint: Paint, width: number): string {
  return breaks
    .map((one) => {
      const about = one.objectKey === "" ? "the payout as a whole" : one.objectKey;
      const rest = paint.quiet(printable(`    ${kindWords[one.kind]}, ${age(now - one.at)}: ${about}`));
      return `${wrapped(one.sentence, width, "  ")}${rest}\n`;
    })
    .join("");
}

const kindWords: Readonly<Record<Break["kind"], string>> = {
  missing_here: "missing here",
  missing_there: "missing there",
  amount_differs: "another amount",
  fee_model_differs: "another fee",
  currency_differs: "another currency",
  duplicate_there: "listed twice",
  unexplained_adjustment: "unexplained",
  sum_differs: "another sum",
  timing: "closes by itself",
};

function age(ms: number): string {
  const days = Math.max(0, Math.floor(ms / dayMs));
  return days === 0 ? "from today" : `${counted(days, "day")} old`;
}

function linesText(found: Proof, paint: Paint, width: number): string {
  const wrong = new Set(found.breaks.map((one) => one.objectKey));
  const columns = [
    { title: "Day" },
    { title: "Line", mayShrink: true },
    right("Net"),
    { title: "" },
    { title: "About" },
  ];
  const rows = found.matches.map(({ line }) => [
    dayName(isoTime(line.on).slice(0, 10)),
    line.label,
    amount(formatMinor(line.net, line.currency)),
    line.objectKey !== "" && wrong.has(line.objectKey) ? "!" : "",
    line.objectKey.split("/").slice(2).join("/"),
  ]);
  return table(columns, rows, width, paint);
}

/** Everything that is open in all payouts, the oldest first, and what it comes to. */
export function gapsText(gaps: PayoutGaps, now: number, paint: Paint, width: number): string {
  const { proven, withBreaks, withoutStatement } = gaps;
  const parts = [
    `${counted(proven, "payout is", "payouts are")} proved`,
    ...(withBreaks > 0 ? [`${count(withBreaks)} ${withBreaks === 1 ? "has" : "have"} breaks`] : []),
    ...(withoutStatement > 0
      ? [
          `of ${count(withoutStatement)} nobody has told yet what ${withoutStatement === 1 ? "it is" : "they are"} made of`,
        ]
      : []),
  ];
  const sums = [...gaps.unexplained].map(([currency, minor]) => shown(minor, currency));
  const today =
    sums.length === 0
      ? "Unexplained today: nothing, for no payout is known."
      : `Unexplained today: ${sums.join(", ")}.`;
  return [
    `${paint.strong(today)}\n`,
    wrapped(`${parts.join("; ")}.`, width),
    gaps.breaks.length === 0 ? "" : `\n${breaksText(gaps.breaks, now, paint, width)}`,
  ].join("");
}

function shown(minor: bigint, currency: string): string {
  return money(formatMinor(minor, currency), currency);
}

function dayText(at: number, zone: string): string {
  return dayName(dayIn(zone)(at));
}
