import { assert } from "../../base/assert.ts";
import type { ResolvedMovement } from "../facts/resolve-movement.ts";
import { chart } from "./account.ts";
import { type Code, codes } from "./codes.ts";
import { exactRatio } from "./convert.ts";
import type { Part } from "./parts.ts";
import type { Leg, StoredRate } from "./txn.ts";

/** What the books should hold for a payout, charge, adjustment or conversion. Nothing while pending or failed. */
export function movementParts(source: string, movement: ResolvedMovement): readonly Part[] {
  if (movement.status === "pending" || movement.status === "failed") return [];
  const legs = legsOf(source, movement).filter((leg) => leg.amount > 0n);
  if (legs.length === 0) return [];
  const rate = rateOf(source, movement);
  return [{ kind: movement.kind, occurredAt: movement.occurredAt, legs, ...(rate ? { rate } : {}) }];
}

function legsOf(source: string, movement: ResolvedMovement): Leg[] {
  switch (movement.kind) {
    case "payout":
      return payoutLegs(source, movement);
    case "charge":
      return [chargeLeg(source, movement)];
    case "adjustment":
      return [adjustmentLeg(source, movement)];
    default:
      return conversionLegs(source, movement);
  }
}

/** A signed transfer: turned round when the amount is negative. */
function signed(code: Code, debit: string, credit: string, currency: string, amount: bigint): Leg {
  return amount >= 0n
    ? { code, debit, credit, currency, amount }
    : { code, debit: credit, credit: debit, currency, amount: -amount };
}

/** A returned payout has come back: the platform owes it again, so nothing is in transit. */
function payoutLegs(source: string, payout: ResolvedMovement): Leg[] {
  const fee = signed(
    codes["fee-payout"],
    chart.fee(source, "payout"),
    chart.balance(source),
    payout.currency,
    payout.fee,
  );
  if (payout.status === "returned") return [fee];
  return [
    signed(codes["payout-sent"], chart.transit(source), chart.balance(source), payout.currency, payout.amount),
    fee,
  ];
}

const chargeCodes: Readonly<Record<string, Code>> = {
  platform: codes["fee-platform"],
  processing: codes["fee-processing"],
  dispute: codes["fee-dispute"],
  listing: codes["fee-listing"],
  payout: codes["fee-payout"],
  tariff: codes.tariff,
};

function chargeLeg(source: string, charge: ResolvedMovement): Leg {
  const account = charge.sort === "tariff" ? chart.tariff(source) : chart.fee(source, charge.sort || "other");
  return signed(
    chargeCodes[charge.sort] ?? codes["fee-other"],
    account,
    chart.balance(source),
    charge.currency,
    charge.amount,
  );
}

/** Positive raises the platform balance; each reason says where it came from or went. */
function adjustmentLeg(source: string, adjustment: ResolvedMovement): Leg {
  const balance = chart.balance(source);
  const { currency, amount } = adjustment;
  switch (adjustment.sort) {
    case "own-funds":
      return signed(amount < 0n ? codes.withdrawal : codes.deposit, balance, chart.owner(), currency, amount);
    case "payment":
      return signed(codes.payment, balance, chart.payable("others"), currency, amount);
    case "reserve-hold":
    case "reserve-release":
      return signed(
        amount < 0n ? codes["reserve-hold"] : codes["reserve-release"],
        balance,
        chart.reserve(source),
        currency,
        amount,
      );
    case "correction":
      return signed(codes.adjustment, balance, chart.adjustments(source), currency, amount);
    default:
      return signed(codes.suspense, balance, chart.suspense(source), currency, amount);
  }
}

/** Each currency balances by itself through its trading account; no base currency is needed. */
function conversionLegs(source: string, conversion: ResolvedMovement): Leg[] {
  const balance = chart.balance(source);
  const to = incoming(conversion);
  return [
    signed(codes["fx-out"], chart.fx(), balance, conversion.currency, conversion.amount),
    signed(codes["fx-in"], balance, chart.fx(), to.currency, to.amount),
  ];
}

function incoming(conversion: ResolvedMovement): { readonly currency: string; readonly amount: bigint } {
  assert(conversion.to !== undefined, "a resolved conversion has both halves");
  return conversion.to;
}

/** The rate is what the platform really gave: the ratio of the two amounts in major units, in lowest terms. */
function rateOf(source: string, movement: ResolvedMovement): StoredRate | undefined {
  if (movement.kind !== "conversion") return undefined;
  const { currency, amount, occurredAt } = movement;
  const ratio = exactRatio({ currency, amount }, incoming(movement));
  return { ...ratio, source: `${source} statement`, at: occurredAt, rounding: "half-even" };
}
