import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { chart } from "../domain/books/account.ts";
import { type Decimal, parseDecimal } from "../domain/money/decimal.ts";
import { parseMinor } from "../domain/money/money.ts";
import { currencyProblem } from "./check-book-settings.ts";
import { typedDay } from "./choose-period.ts";

/** What a person says of a payout that reached the bank, as typed. */
export type TypedArrival = {
  /** Day, `YYYY-MM-DD`, "today" or "yesterday". */
  readonly at: string;
  readonly bank: string;
  /** What the bank counted in, before what it kept for itself. */
  readonly amount: string;
  readonly currency: string;
  /** Units of `currency` for one unit of the payout's currency. */
  readonly rate?: string | undefined;
  /** What the bank kept for itself. */
  readonly fee?: string | undefined;
};

/** The same, understood. Amounts in minor units. */
export type Arrival = {
  readonly day: string;
  /** The bank's account in the books. */
  readonly bank: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly rate: Decimal | undefined;
};

const nameLengthMax = 60;

/** Reads what was typed. Problems: `period-wrong`, `unknown-currency`, `bank-name`, `amount-wrong`, `rate-wrong`. */
export function typedArrival(typed: TypedArrival, today: string): Result<Arrival, Problem> {
  const day = typedDay(typed.at, today);
  if (!day.ok) return day;
  if (day.value > today) {
    return err(problem("period-wrong", `The day ${day.value} has not come yet.`, { fix: "Record what has arrived." }));
  }
  const { currency } = typed;
  const wrong = currencyProblem(currency) ?? bankProblem(typed.bank);
  if (wrong) return err(wrong);
  const amount = typedAmount("amount", typed.amount, currency);
  if (!amount.ok) return amount;
  if (amount.value === 0n) return err(amountWrong("amount", typed.amount, "nothing would have arrived"));
  const fee = typed.fee === undefined ? ok(0n) : typedAmount("fee", typed.fee, currency);
  if (!fee.ok) return fee;
  if (fee.value > amount.value) return err(amountWrong("fee", typed.fee ?? "", "it is more than what arrived"));
  const rate = typed.rate === undefined ? ok(undefined) : typedRate(typed.rate);
  if (!rate.ok) return rate;
  return ok({
    day: day.value,
    bank: chart.bank(typed.bank),
    currency,
    amount: amount.value,
    fee: fee.value,
    rate: rate.value,
  });
}

function bankProblem(name: string): Problem | undefined {
  if (/[\p{L}\p{N}]/u.test(name) && name.length <= nameLengthMax && name.isWellFormed()) return undefined;
  return problem("bank-name", `"${name.slice(0, nameLengthMax)}" cannot be the name of a bank.`, {
    fix: `Give a short name with letters or digits, at most ${nameLengthMax} characters, for example kcb.`,
  });
}

function typedAmount(option: string, text: string, currency: string): Result<bigint, Problem> {
  const minor = parseMinor(text.trim(), currency);
  if (!minor.ok) return err(amountWrong(option, text, minor.error));
  return minor.value < 0n ? err(amountWrong(option, text, "it is below zero")) : minor;
}

function amountWrong(option: string, text: string, why: string): Problem {
  return problem("amount-wrong", `The ${option} "${text.slice(0, 60)}" cannot be taken: ${why}.`, {
    fix: "Write it as a plain number with a decimal point, for example 16870.67.",
  });
}

function typedRate(text: string): Result<Decimal, Problem> {
  const rate = parseDecimal(text.trim());
  const why = !rate.ok ? rate.error : rate.value.units <= 0n ? "it must be above zero" : undefined;
  if (rate.ok && why === undefined) return rate;
  return err(
    problem("rate-wrong", `The rate "${text.slice(0, 60)}" cannot be taken: ${why}.`, {
      fix: "Write how much of the bank's currency one unit of the payout's currency is, for example 129.50.",
    }),
  );
}
