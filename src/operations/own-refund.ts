import { withdraw } from "../actions/answer.ts";
import { sendAction } from "../actions/gate/send.ts";
import { type Draft, propose } from "../actions/propose.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { planHash } from "../domain/action/plan-hash.ts";
import { formatMinor, parseMinor } from "../domain/money/money.ts";
import { money } from "../domain/text/amount-text.ts";
import { type ActionRow, findActionByKey, readAction } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { findSales, type SaleRow } from "../store/sale.ts";
import { openRoad } from "./open-road.ts";
import type { Workplace } from "./workplace.ts";

/** A refund that the owner is about to make: the plan, and the sentence that says what will happen. */
export type PlannedRefund = {
  readonly draft: Draft;
  readonly planHash: string;
  readonly sentence: string;
  /** The same refund that was asked for before and is not over. */
  readonly standing?: ActionRow;
};

const hourMs = 3_600_000;
const triesMax = 100;

/** Plans a refund of a sale, all that is left of it or an amount. Problems: `unknown-object`, `ambiguous-id`, `refund-wrong`. */
export async function planRefund(
  workplace: Workplace,
  book: Book,
  id: string,
  typed: { readonly amount?: string | undefined; readonly reason?: string | undefined },
): Promise<Result<PlannedRefund, Problem>> {
  const sale = await onlySale(workplace, book, id);
  if (!sale.ok) return sale;
  const connector = workplace.platforms.connectors.find((one) => one.id === sale.value.source);
  if (!connector?.acts?.kinds.includes("sale.refund"))
    return err(wrong(`Millrace cannot refund sales at ${sale.value.source}.`));
  const amount = amountOf(sale.value, typed.amount);
  if (!amount.ok) return amount;
  const { currency, externalId, objectKey, productName } = sale.value;
  const base = {
    kind: "sale.refund" as const,
    target: connector.id,
    book: book.slug,
    parameters: { sale: externalId, amount: amount.value, currency },
    reason: typed.reason ?? "The owner asked for it.",
    evidence: [objectKey],
    worstCost: { amount: amount.value, currency },
    expiresAt: workplace.clock.now() + hourMs,
    origin: { by: "owner" as const, id: workplace.actor },
  };
  const { key, standing } = await keyFor(workplace, book, sale.value, amount.value);
  const draft: Draft = { ...base, idempotencyKey: key };
  const shown = money(formatMinor(amount.value, currency), currency);
  const sentence = `Refund ${shown} of sale ${externalId} (${productName}) to its buyer, through ${connector.title}. This cannot be taken back.`;
  return ok({ draft, planHash: planHash(draft), sentence, ...(standing === undefined ? {} : { standing }) });
}

async function onlySale({ store }: Workplace, book: Book, id: string): Promise<Result<SaleRow, Problem>> {
  const [sale, second] = await findSales(store, book.id, id);
  if (sale === undefined) {
    const fix = "`millrace sales list` shows the sales there are.";
    return err(problem("unknown-object", `No sale "${id.slice(0, 200)}" is in the books of ${book.name}.`, { fix }));
  }
  if (second === undefined) return ok(sale);
  const fix = `Name ${sale.objectKey} or ${second.objectKey}.`;
  return err(problem("ambiguous-id", `Several platforms know a sale ${id.slice(0, 200)}.`, { fix }));
}

function amountOf(sale: SaleRow, typed: string | undefined): Result<bigint, Problem> {
  const left = sale.gross - sale.refunded;
  if (sale.nature !== "sale" || left <= 0n) return err(wrong("There is nothing left to refund of this sale."));
  if (typed === undefined) return ok(left);
  const minor = parseMinor(typed.trim(), sale.currency);
  if (!minor.ok) return err(wrongAmount(`The amount "${typed.slice(0, 60)}" cannot be taken: ${minor.error}.`));
  if (minor.value <= 0n) return err(wrongAmount("The amount must be above zero."));
  if (minor.value <= left) return ok(minor.value);
  const most = money(formatMinor(left, sale.currency), sale.currency);
  return err(wrongAmount(`No more than ${most} is left to refund of this sale.`));
}

/**
 * The key of this refund: the sale, the amount and what was refunded before, so that the same command given twice by
 * mistake is one refund. What ended without an effect makes room for another try.
 */
async function keyFor(
  { store }: Workplace,
  book: Book,
  sale: SaleRow,
  amount: bigint,
): Promise<{ readonly key: string; readonly standing?: ActionRow }> {
  const stem = `refund/${sale.objectKey}/${amount}/${sale.refunded}`;
  for (let n = 1; n < triesMax; n++) {
    const key = n === 1 ? stem : `${stem}/${n}`;
    const known = await findActionByKey(store, book.id, key);
    if (known === undefined) return { key };
    if (!hadNoEffect(known)) return { key, standing: known };
  }
  return { key: `${stem}/${triesMax}` };
}

function hadNoEffect({ state, mode }: ActionRow): boolean {
  if (state === "done") return mode === "dry";
  return ["failed", "recalled", "rejected", "cancelled", "expired", "denied"].includes(state);
}

function wrongAmount(sentence: string): Problem {
  return { ...wrong(sentence), code: "amount-wrong" };
}

function wrong(sentence: string): Problem {
  return problem("refund-wrong", sentence, { kept: "Nothing was refunded." });
}

/** Proposes a refund with the owner's yes to exactly this plan, and puts it in line. Problems: those of `propose`. */
export async function askRefund(
  workplace: Workplace,
  book: Book,
  { draft, planHash: confirmedPlan }: PlannedRefund,
): Promise<Result<ActionRow, Problem>> {
  return propose(openRoad(workplace), book, draft, { actor: workplace.actor, confirmedPlan });
}

/** Waits until an action in line may leave, and sends it; a stop meanwhile takes the order back. Gives how it then stands. */
export async function sendWhenDue(
  workplace: Workplace,
  book: Book,
  row: ActionRow,
  signal: AbortSignal,
): Promise<ActionRow> {
  const { clock, store, actor } = workplace;
  const road = openRoad(workplace);
  try {
    await clock.sleep(Math.max(0, (row.dueAt ?? 0) - clock.now()), signal);
  } catch {
    // Only the signal ends the wait early: the person pressed Ctrl-C.
    await withdraw(road, book, row.action.id, { actor });
    return (await readAction(store, row.action.id)) ?? row;
  }
  await sendAction(road, row.action.id);
  return (await readAction(store, row.action.id)) ?? row;
}
