import type { BuyerKept } from "../../operations/erase-buyer.ts";

/** What is kept of one buyer, with null for what there is none of. */
export function buyerKeptJson({ sales, seen, firstAt, lastAt }: BuyerKept) {
  return { sales, seen, firstAt: firstAt ?? null, lastAt: lastAt ?? null };
}
