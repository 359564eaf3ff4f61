import type { SaleSighting } from "../../domain/facts/sighting.ts";

/** What an order's financial status says of its money. */
export type MoneyState = "received" | "refunded" | "awaited" | "released";

const states: Readonly<Record<string, MoneyState>> = {
  paid: "received",
  partially_refunded: "received",
  refunded: "refunded",
  pending: "awaited",
  authorized: "awaited",
  partially_paid: "awaited",
  unpaid: "awaited",
  voided: "released",
  expired: "released",
};

/** A status that is not known counts by whether the order has a time of payment. */
export function moneyState(text: string, paid: boolean): MoneyState {
  const known = states[text.toLowerCase().replace(/[ -]/g, "_")];
  return known ?? (paid ? "received" : "awaited");
}

/** A cancelled order whose money came is a sale until it is refunded; one whose money never came is nothing. */
export function statusOf(state: MoneyState, cancelled: boolean): NonNullable<SaleSighting["status"]> {
  if (state === "received" || state === "refunded") return "completed";
  if (cancelled) return "cancelled";
  return state === "released" ? "failed" : "pending";
}
