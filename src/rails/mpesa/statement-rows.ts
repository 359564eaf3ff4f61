import type { AdjustmentSighting, Sighting } from "../../domain/facts/sighting.ts";
import type { When } from "../../spec/profile-kit/cells.ts";
import { present, size } from "../../spec/profile-kit/present.ts";
import { label, notesOf } from "../../spec/profile-kit/text.ts";

export const currency = "KES";

/** One row of a statement: signed amount, positive when money came in. */
export type StatementRow = {
  readonly receipt: string;
  readonly when: When;
  /** What the statement says it is, lower case, without the other party's number, name and reference. */
  readonly about: string;
  readonly reasonType: string;
  readonly status: "completed" | "pending" | "failed";
  readonly amount: bigint;
  /** The receipt that this row undoes or belongs to, where the statement names it. */
  readonly linked: string;
  readonly otherParty: string;
};

const charge = /\bcharges?\b|\btariff\b|\bfees?\b|\bexcise\b/;
const reversal = /revers/;
const between =
  /\b(working|utility|mmf|float|charges paid) account|\b(to|from) (utility|working|mmf)\b|account to account|funds? movement/;
const bank = /\bbank\b|settlement|withdrawal|withdraw funds|\bdeposit\b/;
const bought = /pay ?bill|buy goods|pay merchant|merchant payment|pay utility|lipa na/;
const received = /customer (payment|transfer)|received from|payment from/;
const paidToOthers =
  /business payment|salary|promotion|b2c|b2b|pay ?bill|buy goods|merchant|send money|customer transfer|(sent|paid|payment) to|airtime|pochi/;

/** What one row says. A charge has the receipt of what it was charged for. */
export function sightingsOf(row: StatementRow): readonly Sighting[] {
  const { about, amount } = row;
  if (amount === 0n) return [];
  if (reversal.test(about)) return charge.test(about) ? [charged(row)] : reversed(row);
  if (amount > 0n && bought.test(about)) return [sold(row)];
  if (charge.test(about)) return [charged(row)];
  if (between.test(about) || bank.test(about)) return [adjusted(row, "own-funds")];
  if (amount > 0n && received.test(about)) return [sold(row)];
  return [adjusted(row, amount < 0n && paidToOthers.test(about) ? "payment" : "unexplained")];
}

/** The customer's number or name stays sealed; of the text only the type of the transaction is shown. */
function sold(row: StatementRow): Sighting {
  const name = label(row.otherParty);
  return {
    kind: "sale",
    id: row.receipt,
    currency,
    gross: row.amount,
    ...row.when,
    status: row.status,
    ...present({ buyer: name === "" ? undefined : { name }, notes: notesOf({ type: row.reasonType }) }),
  };
}

function charged(row: StatementRow): Sighting {
  const sign = row.amount < 0n ? "charge" : "charge-back";
  return {
    kind: "charge",
    id: `${row.receipt}/${sign}/${size(row.amount)}`,
    currency,
    amount: -row.amount,
    ...row.when,
    feeKind: "tariff",
    status: row.status,
    ...present({ notes: notesOf({ type: row.reasonType }) }),
  };
}

/** Money that went back to a customer is a refund of the named payment; one that came back undoes a payment of ours. */
function reversed(row: StatementRow): readonly Sighting[] {
  if (row.amount > 0n) return [adjusted(row, "payment")];
  if (row.status !== "completed") return [];
  const amount = -row.amount;
  if (row.linked === "" || row.linked === row.receipt) {
    return [{ kind: "sale", id: row.receipt, currency, gross: row.amount, ...row.when, nature: "refund" }];
  }
  const refund = { id: row.receipt, amount, ...present({ at: row.when.at ?? row.when.dayAt }) };
  return [{ kind: "sale", id: row.linked, currency, refunds: [refund] }];
}

/** One receipt may stand for several rows (an overdraft and what it pays): the amount tells them apart. */
function adjusted(row: StatementRow, reason: NonNullable<AdjustmentSighting["reason"]>): Sighting {
  const way = row.amount < 0n ? "out" : "in";
  return {
    kind: "adjustment",
    id: `${row.receipt}/${way}/${size(row.amount)}`,
    currency,
    amount: row.amount,
    ...row.when,
    reason,
    status: row.status,
    ...present({ notes: notesOf({ type: row.reasonType }) }),
  };
}
