import type { AdjustmentSighting, SaleSighting, Sighting } from "../../domain/facts/sighting.ts";
import type { When } from "../../spec/profile-kit/cells.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";

/** One balance transaction, from either layout. Amounts in minor units; `net` = `amount` − `fee`. */
export type BalanceRow = {
  /** txn_… */
  readonly id: string;
  /** What Stripe says it is: a `type` ("payment_refund") or a `reporting_category` ("dispute_reversal"), lower case. */
  readonly type: string;
  /** ch_…, re_…, po_…, du_… or "" where the file has no such column. */
  readonly source: string;
  /** The charge it concerns, where the source, a column or the description names one. */
  readonly charge: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly when: When;
  readonly description: string;
  readonly country: string;
  readonly email: string;
};

/** How a type is read; types that are not here wait for a person when they move money. */
const meanings: Readonly<Record<string, (row: BalanceRow) => readonly Sighting[]>> = {
  ...each("charge payment application_fee platform_earning", sold),
  ...each(
    "refund payment_refund payment_failure_refund charge_failure partial_capture_reversal application_fee_refund platform_earning_refund",
    givenBack,
  ),
  ...each("payout payout_minimum_balance_hold", paidOut),
  ...each("payout_cancel payout_failure payout_reversal", payoutCameBack),
  ...each("stripe_fee stripe_fx_fee tax_fee tax fee network_cost payment_network_reserve_fee", charged),
  ...each("dispute", disputed),
  ...each("dispute_reversal", disputeWon),
  ...each("adjustment other_adjustment", adjusted),
  ...each("refund_failure payment_reversal", moved("correction")),
  ...each(
    "reserve_transaction reserved_funds risk_reserved_funds connect_reserved_funds reserve_hold reserve_release payout_minimum_balance_release",
    (row) => moved(row.amount < 0n ? "reserve-hold" : "reserve-release")(row),
  ),
  ...each("topup topup_reversal", moved("own-funds")),
  ...each("transfer", transferred),
  ...each(
    "transfer_refund transfer_cancel transfer_failure transfer_reversal contribution climate_order_purchase climate_order_refund",
    moved("payment"),
  ),
};

function each<T>(types: string, meaning: T): Record<string, T> {
  return Object.fromEntries(types.split(" ").map((type) => [type, meaning]));
}

/** What one balance transaction says. */
export function sightingsOf(row: BalanceRow): readonly Sighting[] {
  const meaning = Object.hasOwn(meanings, row.type) ? meanings[row.type] : undefined;
  return (meaning ?? moved("unexplained"))(row);
}

/** Money that moved for this reason, and the fee of it. */
function moved(reason: NonNullable<AdjustmentSighting["reason"]>): (row: BalanceRow) => readonly Sighting[] {
  return (row) => [adjustment(row, reason), ...feeOf(row, "platform")];
}

const notesOf = (row: BalanceRow) => ({ type: row.type });

/** The sale is the charge; where the file does not name that, the balance transaction stands for it. */
function sold(row: BalanceRow): readonly Sighting[] {
  if (row.amount < 0n) return givenBack(row);
  const sale: SaleSighting = {
    kind: "sale",
    id: row.source || row.charge || row.id,
    currency: row.currency,
    gross: row.amount,
    ...row.when,
    fees: { processing: row.fee },
    ...present({
      country: row.country || undefined,
      buyer: row.email === "" ? undefined : { email: row.email },
      notes: notesOf(row),
    }),
  };
  return [sale];
}

/** A refund of a charge that is named, else a refund that stands by itself. */
function givenBack(row: BalanceRow): readonly Sighting[] {
  if (row.amount > 0n) return [adjustment(row, "unexplained"), ...feeOf(row, "processing")];
  if (row.charge === "") {
    const alone: SaleSighting = {
      kind: "sale",
      id: row.source || row.id,
      currency: row.currency,
      gross: row.amount,
      ...row.when,
      nature: "refund",
      notes: notesOf(row),
    };
    return [alone, ...feeOf(row, "processing")];
  }
  const refund = {
    id: row.source === "" || row.source === row.charge ? row.id : row.source,
    amount: -row.amount,
    ...present({ at: row.when.at ?? row.when.dayAt, feeReturned: positive(-row.fee) }),
  };
  const sale: SaleSighting = { kind: "sale", id: row.charge, currency: row.currency, refunds: [refund] };
  return row.fee > 0n ? [sale, ...feeOf(row, "processing")] : [sale];
}

function paidOut(row: BalanceRow): readonly Sighting[] {
  if (row.amount > 0n) return payoutCameBack(row);
  return [
    {
      kind: "payout",
      id: row.source || row.id,
      currency: row.currency,
      amount: -row.amount,
      ...row.when,
      status: "completed",
    },
    ...feeOf(row, "payout"),
  ];
}

/** The money is back on the balance: the payout it belongs to never arrived. */
function payoutCameBack(row: BalanceRow): readonly Sighting[] {
  if (!row.source.startsWith("po_") || row.amount < 0n)
    return [adjustment(row, "unexplained"), ...feeOf(row, "payout")];
  return [
    { kind: "payout", id: row.source, currency: row.currency, amount: row.amount, ...row.when, status: "returned" },
    ...feeOf(row, "payout"),
  ];
}

/** Before 2017 payouts were called transfers; today a transfer goes to somebody's connected account. */
function transferred(row: BalanceRow): readonly Sighting[] {
  const own = row.source.startsWith("po_") || /^stripe (transfer|payout)$/i.test(row.description);
  return own ? paidOut(row) : [adjustment(row, "payment"), ...feeOf(row, "platform")];
}

/** Stripe's own charge: what it costs is the negative net. */
function charged(row: BalanceRow): readonly Sighting[] {
  const amount = row.fee - row.amount;
  return [
    {
      kind: "charge",
      id: row.id,
      currency: row.currency,
      amount,
      ...row.when,
      feeKind: "platform",
      notes: notesOf(row),
    },
  ];
}

function disputed(row: BalanceRow): readonly Sighting[] {
  if (row.charge === "" || row.amount > 0n)
    return row.amount > 0n ? disputeWon(row) : [adjustment(row, "unexplained"), ...feeOf(row, "dispute")];
  const at = row.when.at ?? row.when.dayAt;
  const sale: SaleSighting = {
    kind: "sale",
    id: row.charge,
    currency: row.currency,
    dispute: "open",
    disputedAmount: -row.amount,
    ...present({ disputedAt: at, disputeFee: positive(row.fee) }),
  };
  return [sale];
}

function disputeWon(row: BalanceRow): readonly Sighting[] {
  if (row.charge === "") return [adjustment(row, "unexplained"), ...feeOf(row, "dispute")];
  const at = row.when.at ?? row.when.dayAt;
  const sale: SaleSighting = {
    kind: "sale",
    id: row.charge,
    currency: row.currency,
    dispute: "won",
    ...present({ disputedAt: at }),
  };
  return [sale, ...feeOf(row, "dispute")];
}

/** The older layout calls disputes adjustments and names the charge in the description only. */
function adjusted(row: BalanceRow): readonly Sighting[] {
  const dispute = /chargeback|dispute/i.test(row.description) || /^(du|dp)_/.test(row.source);
  if (dispute && row.charge !== "") return row.amount < 0n ? disputed(row) : disputeWon(row);
  return [adjustment(row, dispute ? "unexplained" : "correction"), ...feeOf(row, dispute ? "dispute" : "platform")];
}

function adjustment(row: BalanceRow, reason: NonNullable<AdjustmentSighting["reason"]>): AdjustmentSighting {
  return {
    kind: "adjustment",
    id: row.id,
    currency: row.currency,
    amount: row.amount,
    ...row.when,
    reason,
    notes: notesOf(row),
  };
}

/** A fee on a row that is no sale; negative when it is given back. */
function feeOf(row: BalanceRow, feeKind: "processing" | "payout" | "dispute" | "platform"): readonly Sighting[] {
  if (row.fee === 0n) return [];
  return [{ kind: "charge", id: `${row.id}/fee`, currency: row.currency, amount: row.fee, ...row.when, feeKind }];
}
