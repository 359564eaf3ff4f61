import { negated, sumOf } from "../../lib/format/decimal.ts";

/** One decimal text less another. */
export const less = (amount: string, other: string | undefined): string =>
  other === undefined ? amount : sumOf([amount, negated(other)]);
