import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { parseMinor } from "../domain/money/money.ts";
import { measuresByDay } from "../insight/earned/earned-days.ts";
import { outlookOf } from "../insight/forecast/outlook.ts";
import { type Known, knownAt } from "../insight/report/known-at.ts";
import { levelOf } from "../insight/shown/level.ts";
import { dayAfter, lastDayOf, type Moment, momentOf } from "../insight/shown/moment.ts";
import { dayPace, monthPace } from "../insight/targets/build-pace.ts";
import type { TargetChange, TargetView } from "../insight/targets/pace.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Book } from "../store/book.ts";
import { readRollups } from "../store/rollup.ts";
import { addTargets, type StoredTarget, targetsAt } from "../store/target.ts";
import type { Asked } from "./as-of.ts";
import { currencyProblem } from "./check-book-settings.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "clock">;

/** What stands until an owner says otherwise. */
const usualTargets: readonly StoredTarget[] = [
  { currency: "USD", span: "month", amount: 1_000_000n },
  { currency: "USD", span: "day", amount: 33_333n },
];

/** The days whose pace is told with the month's, before its first. */
const daysBefore = 16;

/** The targets in force with pace and likelihood; one for each currency, the home currency first. Empty when switched off. */
export async function showTargets(
  { store, clock }: Desk,
  book: Book,
  asked: Asked = {},
): Promise<readonly TargetView[]> {
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const { usual, targets } = await inForce(store, book, moment);
  const known = await knownAt(store, book.id, moment.asOf);
  const views: TargetView[] = [];
  for (const [currency, own] of Map.groupBy(targets, (one) => one.currency))
    views.push(await viewOf({ store, clock }, book, { currency, own, usual, moment, known }));
  const rank = (one: TargetView): string => (one.currency === book.homeCurrency ? "" : one.currency);
  return views.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Sets or switches off the targets of a currency; audited. Problems: `unknown-currency`, `target-wrong`. */
export async function setTargets(
  workplace: Pick<Workplace, "store" | "clock" | "actor">,
  book: Book,
  change: TargetChange,
): Promise<Result<readonly TargetView[], Problem>> {
  const currency = change.currency.trim().toUpperCase();
  const wrong = currencyProblem(currency);
  if (wrong) return err({ ...wrong, kept: "Nothing was changed." });
  const targets: StoredTarget[] = [];
  for (const span of ["month", "day"] as const) {
    const typed = change[span];
    if (typed === undefined) continue;
    const amount = typed === null ? ok(null) : typedTarget(typed, currency, span);
    if (!amount.ok) return amount;
    targets.push({ currency, span, amount: amount.value });
  }
  await keep(workplace, book, targets);
  return ok(await showTargets(workplace, book));
}

/** Switches every target off, the usual ones too; audited. */
export async function dropTargets(
  workplace: Pick<Workplace, "store" | "clock" | "actor">,
  book: Book,
): Promise<readonly TargetView[]> {
  const moment = momentOf(workplace.clock.now(), undefined, book.timeZone);
  const { targets } = await inForce(workplace.store, book, moment);
  await keep(
    workplace,
    book,
    targets.map((one) => ({ ...one, amount: null })),
  );
  return showTargets(workplace, book);
}

async function inForce(
  store: Workplace["store"],
  book: Book,
  moment: Moment,
): Promise<{ readonly usual: boolean; readonly targets: readonly StoredTarget[] }> {
  const said = await targetsAt(store, book.id, moment.at);
  if (said.length === 0) return { usual: true, targets: usualTargets };
  return { usual: false, targets: said.filter((one) => one.amount !== null) };
}

async function keep(
  { store, clock, actor }: Pick<Workplace, "store" | "clock" | "actor">,
  book: Book,
  targets: readonly StoredTarget[],
): Promise<void> {
  if (targets.length === 0) return;
  const now = clock.now();
  const said = targets.map(({ currency, span, amount }) => ({ currency, span, amount }));
  await store.transaction(async (tx) => {
    await addTargets(tx, book.id, targets, { actor, now });
    const payload = auditPayload({ book: book.id, targets: said });
    await appendAudit(tx, [{ ts: now, actor, action: "target.set", payload }]);
  });
}

function typedTarget(typed: string, currency: string, span: "month" | "day"): Result<bigint, Problem> {
  const read = parseMinor(typed.trim(), currency);
  const why = !read.ok ? read.error : read.value <= 0n ? "it must be more than nothing" : undefined;
  if (read.ok && why === undefined) return read;
  const sentence = `"${typed.slice(0, 40)}" is no target for a ${span} in ${currency}: ${why}.`;
  const fix = "Write it as 10000 or 333.33.";
  const fields = { [span]: `${sentence} ${fix}` };
  return err(problem("target-wrong", sentence, { kept: "Nothing was changed.", fix, fields }));
}

async function viewOf(
  { store }: Desk,
  book: Book,
  asked: {
    readonly currency: string;
    readonly own: readonly StoredTarget[];
    readonly usual: boolean;
    readonly moment: Moment;
    readonly known: Known;
  },
): Promise<TargetView> {
  const { currency, own, usual, moment, known } = asked;
  const first = `${moment.month}-01`;
  const rows = await readRollups(store, book.id, "source", dayAfter(first, -daysBefore), moment.today, moment.asOf);
  const days = measuresByDay(rows, currency);
  const outlook = await outlookOf(store, book, known, moment, { currency, to: lastDayOf(moment.month) });
  const levelFor = (from: string) =>
    levelOf(known, { period: { from, to: moment.today }, timeZone: book.timeZone, now: moment.at });
  const facts = { currency, moment, days, outlook };
  const amountFor = (span: StoredTarget["span"]): bigint | null => own.find((one) => one.span === span)?.amount ?? null;
  const [month, day] = [amountFor("month"), amountFor("day")];
  return {
    currency,
    usual,
    month: month === null ? null : monthPace(month, { ...facts, level: levelFor(first) }),
    day: day === null ? null : dayPace(day, { ...facts, level: levelFor(moment.today) }),
  };
}
