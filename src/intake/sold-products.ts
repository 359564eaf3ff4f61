import type { Called } from "../domain/facts/object.ts";
import type { ProductRow } from "../store/product.ts";

/** The products of a sale as the books name them. */
export function soldProducts(source: string, { sale }: Called): readonly ProductRow[] {
  if (!sale) return [];
  return sale.products.map(({ id, name }) => ({ source, productId: id, name, lastSoldAt: sale.occurredAt }));
}
