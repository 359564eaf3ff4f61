import { movementParts } from "../books/movement-parts.ts";
import type { Part } from "../books/parts.ts";
import { saleParts } from "../books/sale-parts.ts";
import type { Facts } from "./facts.ts";
import { resolveMovement } from "./resolve-movement.ts";
import { type Incomplete, type ResolvedSale, resolveSale } from "./resolve-sale.ts";

/** What the facts of one object call for. */
export type Called = {
  readonly parts: readonly Part[];
  /** Present for complete sales (also those that book nothing, e.g. pending ones). */
  readonly sale?: ResolvedSale;
  /** Why nothing can be booked yet. */
  readonly incomplete?: Incomplete;
};

/** What the books should hold for an object of `source` with these facts. */
export function called(source: string, facts: Facts): Called {
  if (facts.kind === "sale") {
    const sale = resolveSale(facts);
    return sale.kind === "incomplete" ? { parts: [], incomplete: sale } : { parts: saleParts(source, sale), sale };
  }
  const movement = resolveMovement(facts);
  if (movement.kind === "superseded") return { parts: [] };
  return movement.kind === "incomplete"
    ? { parts: [], incomplete: movement }
    : { parts: movementParts(source, movement) };
}

/** The key of an object in the books: `<source>/<kind>/<platform's id>`. */
export function objectKey(source: string, kind: Facts["kind"], id: string): string {
  return `${source}/${kind}/${id}`;
}
