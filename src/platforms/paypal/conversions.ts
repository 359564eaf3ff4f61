import type { ConversionSighting } from "../../domain/facts/sighting.ts";
import { present } from "../../spec/profile-kit/present.ts";
import type { ActivityRow } from "./activity-rows.ts";

/**
 * A currency conversion takes two rows: one that leaves, one that arrives. Each is told as its half of one conversion,
 * named by the transaction that both belong to (or by their common moment), so that a half whose other half is in
 * another file finds it there.
 * @returns tells the conversion that a row is half of; halves of one name pair in file order
 */
export function nameConversions(): (row: ActivityRow) => ConversionSighting {
  const counts = new Map<string, number>();
  return (row) => {
    const about = row.reference || String(row.when.at ?? row.when.dayAt);
    const side = row.gross < 0n ? "from" : "to";
    const nth = (counts.get(`${side} ${about}`) ?? 0) + 1;
    counts.set(`${side} ${about}`, nth);
    const half = { currency: row.currency, amount: row.gross < 0n ? -row.gross : row.gross };
    return {
      kind: "conversion",
      id: nth === 1 ? about : `${about}/${nth}`,
      ...row.when,
      status: row.status,
      ...present({ from: side === "from" ? half : undefined, to: side === "to" ? half : undefined }),
    };
  };
}
