import { ProblemError, problem } from "../base/problem.ts";
import { parseMinor } from "../domain/money/money.ts";
import { isoTime, parseIsoTime } from "../domain/time/iso-time.ts";
import { toSaleLine } from "../insight/sales/to-sale-line.ts";
import { amountOf } from "../insight/shown/amount.ts";
import { momentOf } from "../insight/shown/moment.ts";
import { type BookedLeg, keptLines } from "../insight/story/kept-lines.ts";
import type { SaleStory } from "../insight/story/sale-story.ts";
import type { Story, StoryTxn } from "../intake/story.ts";
import type { Book } from "../store/book.ts";
import { findSales, type SaleRow } from "../store/sale.ts";
import { saleAt } from "../store/sale-past.ts";
import type { Asked } from "./as-of.ts";
import { evidenceOf } from "./sale-evidence.ts";
import { type PayoutPart, payoutPartsOf } from "./sale-payouts.ts";
import { bookedSteps, payoutSteps, seenStep, stateSentence, waitingStep } from "./sale-steps.ts";
import { showObject } from "./show-object.ts";
import type { Workplace } from "./workplace.ts";

/**
 * One sale in words and in parts, with its evidence. `showBuyer` is written to the audit record first. Throws a
 * `ProblemError`: `unknown-object`, `ambiguous-id`, `not-a-sale`.
 */
export async function saleStory(
  workplace: Pick<Workplace, "store" | "sealing" | "clock" | "actor">,
  book: Book,
  id: string,
  asked: Asked & { readonly showBuyer?: boolean } = {},
): Promise<SaleStory> {
  const moment = momentOf(workplace.clock.now(), asked.asOf, book.timeZone);
  const whole = await showObject(workplace, book, id, asked.showBuyer ?? false);
  const sale = await saleOf(workplace, book, whole, moment.asOf);
  const story = moment.asOf === undefined ? whole : storyBy(whole, moment.asOf);
  const legs = legsOf(story.booked);
  const parts = sale.currency === "" ? [] : await payoutPartsOf(workplace.store, book, sale, moment.asOf);
  const complete = story.observations.length === whole.observations.length;
  return {
    asOf: isoTime(moment.at),
    past: moment.asOf !== undefined,
    sale: toSaleLine(sale),
    sentence: stateSentence(sale),
    steps: [
      ...seenStep(story, sale),
      ...[...bookedSteps(story.booked, sale), ...payoutSteps(parts, sale, book.timeZone)].sort((a, b) =>
        a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
      ),
      ...waitingStep(story, sale, parts),
    ],
    kept: sale.currency === "" ? [] : keptLines(legs, sale.currency),
    where: whereOf(sale, parts),
    evidence: evidenceOf(story),
    known: complete ? story.known : null,
    ...(whole.buyer === undefined ? {} : { buyer: whole.buyer }),
  };
}

async function saleOf(
  { store }: Pick<Workplace, "store">,
  book: Book,
  { objectKey, kind }: Story,
  asOf: number | undefined,
): Promise<SaleRow> {
  const now = (await findSales(store, book.id, objectKey))[0];
  if (!now)
    throw new ProblemError(
      problem("not-a-sale", `${objectKey} is a ${kind}, not a sale.`, { fix: "Open it where it is listed." }),
    );
  const then = asOf === undefined ? now : await saleAt(store, book.id, objectKey, asOf);
  if (then) return then;
  throw new ProblemError(
    problem("unknown-object", `Nothing was known of ${objectKey} at that moment.`, { fix: "Choose a later moment." }),
  );
}

/** What was seen and booked by a moment. */
function storyBy(story: Story, asOf: number): Story {
  const by = (iso: string): boolean => (parseIsoTime(iso) ?? 0) <= asOf;
  return {
    ...story,
    observations: story.observations.filter((one) => by(one.receivedAt)),
    booked: story.booked.filter((txn) => by(txn.recordedAt)),
  };
}

/** The transfers of txns with their amounts in minor units. */
function legsOf(txns: readonly StoryTxn[]): readonly BookedLeg[] {
  return txns.flatMap((txn) =>
    txn.transfers.map((t) => {
      const minor = parseMinor(t.amount, t.currency);
      return { ...t, minor: minor.ok ? minor.value : 0n };
    }),
  );
}

/** Where what is kept is now: in the bank, on its way, or still at the platform. */
function whereOf(sale: SaleRow, parts: readonly PayoutPart[]): SaleStory["where"] {
  if (sale.currency === "") return [];
  const sum = (arrived: boolean): bigint =>
    parts.filter((part) => (part.arrivedAt !== undefined) === arrived).reduce((all, part) => all + part.net, 0n);
  const [inBank, onItsWay] = [sum(true), sum(false)];
  const rows = [
    { at: "bank", place: "in your bank", amount: inBank },
    { at: "way", place: "on its way to your bank", amount: onItsWay },
    { at: "source", place: `at ${sale.source}`, amount: sale.net - inBank - onItsWay },
  ] as const;
  return rows
    .filter(({ amount }) => amount !== 0n)
    .map(({ amount, ...rest }) => ({ ...rest, amount: amountOf(amount, sale.currency) }));
}
