import type { ResolvedSale } from "./resolve-sale.ts";

/** The one word a seller reads beside a sale. */
export type SaleStatus =
  | "completed"
  | "pending"
  | "failed"
  | "cancelled"
  | "test"
  | "partly-refunded"
  | "refunded"
  | "disputed"
  | "lost"
  | "incomplete";

/** The word for a sale: a live dispute outranks a refund, a refund outranks completion. */
export function saleStatus(sale: ResolvedSale): SaleStatus {
  if (sale.status !== "completed") return sale.status;
  if (sale.dispute?.state === "open") return "disputed";
  if (sale.dispute?.state === "lost") return "lost";
  const refunded = sale.refunds.reduce((sum, refund) => sum + refund.amount, 0n);
  if (sale.nature === "refund") return "refunded";
  if (refunded === 0n) return sale.refundWaits ? "partly-refunded" : "completed";
  return refunded >= sale.gross ? "refunded" : "partly-refunded";
}
