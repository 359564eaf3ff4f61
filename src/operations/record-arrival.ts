import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { chart } from "../domain/books/account.ts";
import { codes } from "../domain/books/codes.ts";
import { atRate, conversionLegs, exactRatio } from "../domain/books/convert.ts";
import { type Leg, ownSource, type StoredRate, type TxnDraft } from "../domain/books/txn.ts";
import { powerOfTen } from "../domain/money/decimal.ts";
import { formatMinor } from "../domain/money/money.ts";
import { money } from "../domain/text/amount-text.ts";
import { dayIn, nextDay, startOfDay } from "../domain/time/day.ts";
import { dayName, withLocalMoments } from "../domain/time/written.ts";
import type { StoryTxn } from "../intake/story.ts";
import { post } from "../ledger/post.ts";
import { type Book, lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { type Arrivals, arrivalKey, arrivalsOf } from "./arrivals.ts";
import { knownPayouts } from "./known-payouts.ts";
import { type InTransit, payoutInTransit } from "./payout-in-transit.ts";
import { type Arrival, type TypedArrival, typedArrival } from "./typed-arrival.ts";
import type { Workplace } from "./workplace.ts";

export type RecordedArrival = {
  readonly payout: string;
  /** False when exactly this was recorded before. */
  readonly changed: boolean;
  readonly booked: StoryTxn;
};

/**
 * Books that a payout reached the bank: what was on its way is not any more. In another currency it is converted at the
 * rate that is given, and what arrived above or below it is gain or loss; without one, at exactly the rate that the
 * bank gave. The same again changes nothing; something else about the same payout is refused.
 * Problems: those of `typedArrival` and `payoutInTransit`, `arrival-wrong`, `arrival-known`, and what the ledger refuses.
 */
export async function recordArrival(
  workplace: Workplace,
  book: Book,
  payoutKey: string,
  typed: TypedArrival,
): Promise<Result<RecordedArrival, Problem>> {
  const { store, clock } = workplace;
  const read = typedArrival(typed, dayIn(book.timeZone)(clock.now()));
  if (!read.ok) return read;
  try {
    return ok(await store.transaction((tx) => bookArrival(tx, workplace, book, payoutKey, read.value)));
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}

async function bookArrival(
  tx: Tx,
  { clock, ids, actor }: Workplace,
  book: Book,
  payout: string,
  arrival: Arrival,
): Promise<RecordedArrival> {
  await lockBook(tx, book.id);
  const before = await arrivalsOf(tx, book, payout);
  const standing = before.standing ?? (await standingElsewhere(tx, book, payout));
  const sent = await payoutInTransit(tx, book, payout);
  const content = sent.ok ? arrivalContent(book, sent.value, arrival) : sent;
  // Once an arrival is booked, whatever does not repeat it is told which one that is.
  if (!content.ok) throw new ProblemError(standing ? known(book, payout, standing) : content.error);
  if (standing && !before.standing) throw new ProblemError(known(book, payout, standing));
  const draft = draftOf(ids.next(), payout, before, content.value);
  const posted = await post(tx, { bookId: book.id, actor, recordedAt: clock.now() }, [draft]);
  if (!posted.ok) {
    const taken = posted.error.code === "idempotency-mismatch" && standing;
    throw new ProblemError(taken ? known(book, payout, standing) : { ...posted.error, kept: "Nothing was booked." });
  }
  const [txn] = posted.value;
  const after = await arrivalsOf(tx, book, payout);
  return { payout, changed: txn?.repeated !== true, booked: must(standingOf(after)) };
}

/** An arrival that was recorded while the payout was known only under another key. */
async function standingElsewhere(tx: Tx, book: Book, payout: string): Promise<StoryTxn | undefined> {
  const { payouts } = await knownPayouts(tx, book);
  for (const key of payouts.find((one) => one.objectKey === payout)?.alsoKnownAs ?? []) {
    const { standing } = await arrivalsOf(tx, book, key);
    if (standing) return standing;
  }
  return undefined;
}

type Content = Pick<TxnDraft, "occurredAt" | "legs" | "rate">;

/** The legs, or why these amounts cannot be the arrival of that payout. */
function arrivalContent(book: Book, sent: InTransit, arrival: Arrival): Result<Content, Problem> {
  // Zones of platform and bank may differ by a day, not by more.
  if (nextDay(arrival.day) < dayIn(book.timeZone)(sent.sentAt)) {
    const sentOn = dayName(dayIn(book.timeZone)(sent.sentAt));
    return err(wrong(`It cannot have arrived on ${dayName(arrival.day)}: it was sent on ${sentOn}.`));
  }
  const occurredAt = startOfDay(arrival.day, book.timeZone);
  if (arrival.currency !== sent.currency) return converted(sent, arrival, occurredAt);
  const { amount, fee, currency, bank } = arrival;
  if (arrival.rate !== undefined) {
    return err(wrong(`The payout was sent in ${currency} and arrived in ${currency}, so there is nothing to convert.`));
  }
  if (amount !== sent.amount && amount + fee !== sent.amount) {
    const feeText = fee === 0n ? "" : ` with a fee of ${shown(fee, currency)}`;
    return err(
      wrong(
        `${shown(sent.amount, currency)} was sent, but ${shown(amount, currency)}${feeText} arrived.`,
        "Give what the bank kept for itself with --fee, or look for what is missing.",
      ),
    );
  }
  const legs: Leg[] = [
    { code: codes["payout-arrived"], debit: bank, credit: sent.account, currency, amount: sent.amount },
    { code: codes["fee-payout"], debit: chart.bankFees(), credit: bank, currency, amount: fee },
  ];
  return ok({ occurredAt, legs: legs.filter((leg) => leg.amount > 0n) });
}

function converted(sent: InTransit, arrival: Arrival, occurredAt: number): Result<Content, Problem> {
  const { amount: toAmount, fee, currency: to, bank } = arrival;
  const ratio = arrival.rate
    ? { from: sent.currency, to, numerator: arrival.rate.units, denominator: powerOfTen(arrival.rate.scale) }
    : exactRatio(sent, { currency: to, amount: toAmount });
  const rate: StoredRate = { ...ratio, source: ownSource, at: occurredAt, rounding: "half-even" };
  const expected = atRate(sent.amount, rate);
  if (!expected.ok) return err(wrong(`The arrival cannot be converted: ${expected.error}.`));
  // A rate the wrong way round, or with its point in the wrong place, would make a loss or gain of almost everything.
  if (expected.value > 2n * toAmount || toAmount > 2n * expected.value) {
    return err(
      wrong(
        `At that rate ${shown(sent.amount, sent.currency)} is ${shown(expected.value, to)}, but ${shown(toAmount, to)} arrived.`,
        `Give the rate as units of ${to} for one ${sent.currency}, or leave it out.`,
      ),
    );
  }
  const legs = conversionLegs({ from: sent.account, fromAmount: sent.amount, to: bank, toAmount, fee, rate });
  return legs.ok
    ? ok({ occurredAt, legs: legs.value, rate })
    : err(wrong(`The arrival cannot be converted: ${legs.error}.`));
}

/** Each arrival that was undone makes room for another: its key counts them, so that the same words give the same key. */
function draftOf(id: string, payout: string, before: Arrivals, content: Content): TxnDraft {
  const objectKey = arrivalKey(payout);
  const undone = before.txns.filter((txn) => txn.reverses !== undefined).length;
  return {
    ...content,
    id,
    kind: "arrival",
    source: ownSource,
    objectKey,
    revision: BigInt(before.txns.length),
    idemKey: undone === 0 ? objectKey : `${objectKey}#${undone}`,
  };
}

function known(book: Book, payout: string, standing: StoryTxn): Problem {
  const on = withLocalMoments(standing.occurredAt, book.timeZone).replace(/ 00:00$/, "");
  const legs = standing.transfers
    .filter((transfer) => ["payout-arrived", "fx-in", "fee-payout"].includes(transfer.meaning))
    .map((transfer) => `${money(transfer.amount, transfer.currency)} ${words[transfer.meaning] ?? transfer.debit}`);
  return problem("arrival-known", `The arrival of ${payout} is booked already: ${on}, ${legs.join(", ")}.`, {
    kept: "Nothing was changed.",
    fix: `If that was wrong, undo it with \`millrace books reverse ${standing.id} --reason "…"\` and record it again.`,
  });
}

const words: Readonly<Record<string, string>> = { "fee-payout": "kept by the bank" };

function wrong(sentence: string, fix = ""): Problem {
  return problem("arrival-wrong", sentence, { kept: "Nothing was booked.", fix });
}

function shown(minor: bigint, currency: string): string {
  return money(formatMinor(minor, currency), currency);
}

function standingOf({ standing }: Arrivals): Result<StoryTxn, Problem> {
  return standing ? ok(standing) : err(problem("arrival-wrong", "The arrival was undone meanwhile."));
}

function must<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
}
