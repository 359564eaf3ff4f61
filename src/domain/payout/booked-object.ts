import type { Millis } from "../../base/clock.ts";
import { chart } from "../books/account.ts";
import { codes } from "../books/codes.ts";
import type { Part } from "../books/parts.ts";
import type { Leg } from "../books/txn.ts";
import type { Facts } from "../facts/facts.ts";
import { called } from "../facts/object.ts";

/** What one kind of event of an object moved on the platform balance, in minor units: positive raised it. */
export type BookedPart = {
  /** "sale", "refund", "dispute" … the txn's kind. */
  readonly kind: string;
  readonly at: Millis;
  readonly currency: string;
  /** Price, refund or amount in dispute. */
  readonly gross: bigint;
  /** Fees: negative when they cost, positive when they came back. */
  readonly fees: bigint;
  /** Partners' parts: negative when they cost. */
  readonly partners: bigint;
  /** Whether partners' parts are settled by lines of their own, a day's at once, and not in the line of the part. */
  readonly partnersApart: boolean;
  /** Whether nobody has said yet what it was for. */
  readonly unexplained: boolean;
};

/** What the books hold on the platform balance for one object. */
export type BookedObject = { readonly parts: readonly BookedPart[] };

/** What `part` moved on the balance. */
export function movedBy(part: BookedPart): bigint {
  return part.gross + part.fees + part.partners;
}

/** What an object's facts move on the balance of its platform; parts that do not touch it are left out. */
export function bookedObject(source: string, facts: Facts): BookedObject {
  const { parts, sale } = called(source, facts);
  // A cancelled document is of the kind "refund" too, before those of its own refunds.
  let refunds = (sale?.refunds.length ?? 0) - parts.filter((part) => part.kind === "refund").length;
  return {
    parts: parts.flatMap((part) => {
      const refund = part.kind === "refund" ? sale?.refunds[refunds++] : undefined;
      const apart = refund ? refund.partnersApart : part.kind === "sale" || part.kind === "dispute";
      return bookedParts(source, part, apart);
    }),
  };
}

/** One for each currency: a conversion takes from one and gives to another. */
function bookedParts(source: string, part: Part, partnersApart: boolean): BookedPart[] {
  const balance = chart.balance(source);
  const suspense = chart.suspense(source);
  const byCurrency = Map.groupBy(
    part.legs.filter((leg) => leg.debit === balance || leg.credit === balance),
    (leg) => leg.currency,
  );
  return [...byCurrency].map(([currency, legs]) => {
    const sum = (wanted: (leg: Leg) => boolean): bigint =>
      legs.reduce((all, leg) => (wanted(leg) ? all + (leg.debit === balance ? leg.amount : -leg.amount) : all), 0n);
    const fee = (leg: Leg): boolean => feeCodes.has(leg.code);
    const partner = (leg: Leg): boolean => leg.code === codes.affiliate;
    return {
      kind: part.kind,
      at: part.occurredAt,
      currency,
      gross: sum((leg) => !fee(leg) && !partner(leg)),
      fees: sum(fee),
      partners: sum(partner),
      partnersApart,
      unexplained: legs.some((leg) => leg.debit === suspense || leg.credit === suspense),
    };
  });
}

const feeCodes: ReadonlySet<number> = new Set([
  codes["fee-platform"],
  codes["fee-processing"],
  codes["fee-dispute"],
  codes["fee-listing"],
  codes["fee-payout"],
  codes["fee-other"],
  codes["fee-return"],
  codes.tariff,
]);
