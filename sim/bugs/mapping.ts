import type { SaleSighting } from "../../src/domain/facts/sighting.ts";
import type { Bug } from "../bug.ts";
import { onRecords, onSales } from "./kit.ts";

/** A sale without some of what was said of it. */
function without<K extends keyof SaleSighting>(sale: SaleSighting, ...names: readonly K[]): SaleSighting {
  return Object.fromEntries(
    Object.entries(sale).filter(([name]) => !names.some((one) => one === name)),
  ) as SaleSighting;
}

/** Mistakes in reading what a platform says. */
export const mappingBugs: readonly Bug[] = [
  {
    name: "refund-with-the-wrong-sign",
    mistake: "A refund is added to the price in place of being taken from it.",
    connector: onSales((sale) => {
      const { refunded, gross } = sale;
      return refunded === undefined || gross === undefined
        ? sale
        : { ...without(sale, "refunded"), gross: gross + refunded };
    }),
  },
  {
    name: "listed-currency-for-the-amounts",
    mistake: "The currency of the listing is taken for that of the amounts, which are US cents.",
    connector: onSales((sale) => {
      const listed = sale.notes?.["listed currency"];
      return listed === undefined ? sale : { ...sale, currency: listed.toUpperCase() };
    }),
  },
  {
    name: "partial-refund-guessed",
    mistake: "A partial refund whose amount is not told is taken for a refund of everything.",
    connector: onSales((sale) =>
      sale.refundUnknown && sale.gross !== undefined
        ? { ...without(sale, "refundUnknown"), refunded: sale.gross }
        : sale,
    ),
  },
  {
    name: "won-dispute-not-read",
    mistake: "A dispute stays open for ever, also when it was won.",
    connector: onSales((sale) => (sale.dispute === "won" ? { ...sale, dispute: "open" } : sale)),
  },
  {
    name: "fee-return-forgotten",
    mistake: "The fee that comes back with a refund is not booked.",
    connector: onSales((sale) => ({
      ...sale,
      ...(sale.refunds && { refunds: sale.refunds.map((one) => ({ ...one, feeReturned: 0n })) }),
    })),
  },
  {
    name: "affiliate-forgotten",
    mistake: "The part of an affiliate is not taken from a sale.",
    connector: onSales((sale) => without(sale, "affiliate")),
  },
  {
    name: "time-of-another-zone",
    mistake: "Moments are read as if they were in the seller's zone.",
    connector: onSales((sale) => (sale.at === undefined ? sale : { ...sale, at: sale.at + 5 * 3_600_000 })),
  },
  {
    name: "fee-of-a-failed-payout-kept",
    mistake: "The fee of a payout stays booked when the payout comes back.",
    plan: (plan) => ({ ...plan, shop: { ...plan.shop, payouts: { ...plan.shop.payouts, feeCents: 25, failed: 0.5 } } }),
    connector: onRecords((record) => ({
      ...record,
      sightings: record.sightings.map((one) => (one.kind === "charge" ? { ...one, status: "completed" } : one)),
    })),
  },
  {
    name: "payout-under-two-ids",
    mistake: "The id that a file gives a payout is not known to be the same payout, which is booked twice.",
    connector: onRecords((record) => {
      const [own] = record.sightings;
      if (own?.kind !== "payout") return record;
      return {
        ...record,
        sightings: record.sightings.map((one) =>
          one.kind === "payout" && one.supersededBy !== undefined ? { ...own, id: one.id } : one,
        ),
      };
    }),
  },
];
