import type { z } from "zod";
import type { SaleLine } from "../../insight/sales/sale-line.ts";
import type { sale } from "../contract/sales.ts";

/** One sale as the API gives it: the same names as `millrace sales list --json`. */
export function saleLineJson({ occurredAt, product, ...same }: SaleLine): z.infer<typeof sale> {
  return { ...same, at: occurredAt, productId: product.id, productName: product.name };
}
