import type { AdjustmentSighting, RefundSighting, SaleSighting, Sighting } from "../../domain/facts/sighting.ts";
import type { When } from "../../spec/profile-kit/cells.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { notesOf } from "../../spec/profile-kit/text.ts";
import type { Meaning, StatusOf } from "./meaning.ts";

/** One row that moves money (or will), amounts signed as PayPal signs them: fees are negative, `net` = `gross` + `fee`. */
export type ActivityRow = {
  readonly id: string;
  readonly reference: string;
  readonly type: string;
  readonly meaning: Meaning;
  readonly status: StatusOf;
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly when: When;
  /** What only a sale needs, already in the words of a sighting. */
  readonly sale: Pick<SaleSighting, "shipping" | "tax" | "product" | "quantity" | "country" | "buyer">;
  readonly invoice: string;
};

/** What one row says; conversions are paired elsewhere, for they take two rows. */
export function sightingsOf(row: ActivityRow): readonly Sighting[] {
  switch (row.meaning) {
    case "payment":
      return row.gross < 0n ? moved(row, "payment") : sold(row);
    case "refund":
    case "reversal":
      return returned(row);
    case "chargeback":
      return disputed(row, "open");
    case "chargeback-won":
      return disputed(row, "won");
    case "fee":
      return [{ kind: "charge", ...base(row), amount: -row.gross - row.fee, feeKind: feeKindOf(row) }];
    case "withdrawal":
      return withdrawn(row);
    case "deposit":
      return moved(row, "own-funds");
    case "hold":
      return moved({ ...row, id: `${row.id}/hold` }, row.gross < 0n ? "reserve-hold" : "reserve-release");
    default:
      return moved(row, "unexplained");
  }
}

function base(row: ActivityRow) {
  const notes = notesOf({ type: row.type, invoice: row.invoice });
  return { id: row.id, currency: row.currency, ...row.when, status: row.status, ...present({ notes }) };
}

function sold(row: ActivityRow): readonly Sighting[] {
  const { shipping = 0n, tax = 0n } = row.sale;
  const { shipping: _s, tax: _t, ...rest } = row.sale;
  const parts = shipping + tax <= row.gross ? present({ shipping: positive(shipping), tax: positive(tax) }) : {};
  return [{ kind: "sale", ...base(row), gross: row.gross, fees: { processing: -row.fee }, ...parts, ...rest }];
}

/** Money of the seller's that went back to a buyer, or money the seller had paid that came back. */
function returned(row: ActivityRow): readonly Sighting[] {
  if (row.gross > 0n) return moved(row, row.meaning === "refund" ? "payment" : "unexplained");
  if (row.status !== "completed") return [];
  if (row.reference === "") {
    const alone: SaleSighting = { kind: "sale", ...base(row), gross: row.gross, nature: "refund" };
    return [alone, ...feeOf(row)];
  }
  const refund: RefundSighting = {
    id: row.id,
    amount: -row.gross,
    ...present({ at: row.when.at ?? row.when.dayAt, feeReturned: positive(row.fee) }),
  };
  const sale: SaleSighting = { kind: "sale", id: row.reference, currency: row.currency, refunds: [refund] };
  return row.fee < 0n ? [sale, ...feeOf(row)] : [sale];
}

function disputed(row: ActivityRow, dispute: "open" | "won"): readonly Sighting[] {
  if (row.status !== "completed") return [];
  const wrongWay = dispute === "open" ? row.gross > 0n : row.gross < 0n;
  if (row.reference === "" || wrongWay) return moved(row, "unexplained");
  const sale: SaleSighting = {
    kind: "sale",
    id: row.reference,
    currency: row.currency,
    dispute,
    ...present({
      disputedAt: row.when.at ?? row.when.dayAt,
      disputedAmount: dispute === "open" ? -row.gross : undefined,
    }),
  };
  return [sale, ...feeOf(row)];
}

/** A withdrawal that came back is told as the return of the one it names. */
function withdrawn(row: ActivityRow): readonly Sighting[] {
  if (row.gross <= 0n) return [{ kind: "payout", ...base(row), amount: -row.gross }, ...feeOf(row)];
  if (row.reference === "" || row.status !== "completed") return moved(row, "unexplained");
  const payout: Sighting = {
    kind: "payout",
    id: row.reference,
    currency: row.currency,
    amount: row.gross,
    ...row.when,
    status: "returned",
  };
  return [payout, ...feeOf(row)];
}

function moved(row: ActivityRow, reason: NonNullable<AdjustmentSighting["reason"]>): readonly Sighting[] {
  return [{ kind: "adjustment", ...base(row), amount: row.gross, reason }, ...feeOf(row)];
}

/** The fee of a row that is no sale; negative when it is given back. */
export function feeOf(row: ActivityRow): readonly Sighting[] {
  if (row.fee === 0n) return [];
  const feeKind =
    row.meaning === "withdrawal" ? "payout" : row.meaning.startsWith("chargeback") ? "dispute" : "processing";
  return [{ kind: "charge", ...base(row), id: `${row.id}/fee`, amount: -row.fee, feeKind }];
}

function feeKindOf(row: ActivityRow): "dispute" | "processing" {
  return /chargeback|dispute|rückbuchung/i.test(row.type) ? "dispute" : "processing";
}
