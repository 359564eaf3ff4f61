import { err, ok, type Result } from "../../base/result.ts";
import { type CurrencyCode, currencyExponent } from "../money/currency.ts";
import { powerOfTen } from "../money/decimal.ts";
import { exponentOf, withinBounds } from "../money/money.ts";
import { chart } from "./account.ts";
import { codes } from "./codes.ts";
import type { Leg, StoredRate } from "./txn.ts";

/** Money that left in one currency and arrived in another. Amounts are positive minor units. */
export type Conversion = {
  /** The account it left, e.g. transit. */
  readonly from: string;
  readonly fromAmount: bigint;
  /** The account it arrived at, e.g. a bank's. */
  readonly to: string;
  /** What arrived before `fee`, minor units of the rate's `to` currency. */
  readonly toAmount: bigint;
  /** What the bank kept for itself, taken from `to`. */
  readonly fee?: bigint;
  /** The rate on the books; the difference to what arrived becomes gain or loss. */
  readonly rate: StoredRate;
};

/**
 * The legs of a conversion (reference §1.4 row 6): each currency balances on its own through `equity:fx`, which then
 * holds exactly `fromAmount` against `fromAmount × rate`, rounded half to even; what arrived above or below that is gain
 * or loss. Fails with a clause when the amounts cannot be held.
 */
export function conversionLegs(conversion: Conversion): Result<readonly Leg[], string> {
  const { from, fromAmount, to, toAmount, rate } = conversion;
  const fee = conversion.fee ?? 0n;
  const expected = atRate(fromAmount, rate);
  if (!expected.ok) return expected;
  if (fee > toAmount) return err("its fee is more than what arrived");
  const { from: given, to: taken } = rate;
  const difference = expected.value - toAmount;
  const legs: Leg[] = [
    { code: codes["fx-out"], debit: chart.fx(), credit: from, currency: given, amount: fromAmount },
    { code: codes["fx-in"], debit: to, credit: chart.fx(), currency: taken, amount: toAmount },
    { code: codes["fx-difference"], debit: chart.fxLoss(), credit: chart.fx(), currency: taken, amount: difference },
    { code: codes["fx-difference"], debit: chart.fx(), credit: chart.fxGain(), currency: taken, amount: -difference },
    { code: codes["fee-payout"], debit: chart.bankFees(), credit: to, currency: taken, amount: fee },
  ];
  return ok(legs.filter((leg) => leg.amount > 0n));
}

/** The rate that turns one amount into exactly the other: their ratio in major units, in lowest terms. Both positive. */
export function exactRatio(
  from: { readonly currency: CurrencyCode; readonly amount: bigint },
  to: { readonly currency: CurrencyCode; readonly amount: bigint },
): Pick<StoredRate, "from" | "to" | "numerator" | "denominator"> {
  const numerator = to.amount * powerOfTen(exponentOf(from.currency));
  const denominator = from.amount * powerOfTen(exponentOf(to.currency));
  const divisor = greatestCommonDivisor(numerator, denominator);
  return {
    from: from.currency,
    to: to.currency,
    numerator: numerator / divisor,
    denominator: denominator / divisor,
  };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** `amount` of the rate's `from` currency in minor units of its `to` currency, rounded half to even. */
export function atRate(amount: bigint, rate: StoredRate): Result<bigint, string> {
  const [from, to] = [exponent(rate.from), exponent(rate.to)];
  if (from === undefined || to === undefined) return err("its rate names a currency the books do not know");
  if (rate.numerator <= 0n || rate.denominator <= 0n || amount <= 0n)
    return err("its amount and rate must be positive");
  return withinBounds(divideHalfEven(amount * rate.numerator * powerOfTen(to), rate.denominator * powerOfTen(from)));
}

function exponent(currency: CurrencyCode): number | undefined {
  return currencyExponent(currency);
}

/** Both positive. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend - quotient * divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
