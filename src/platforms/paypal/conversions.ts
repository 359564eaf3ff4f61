import type { Sighting } from "../../domain/facts/sighting.ts";
import { type ActivityRow, sightingsOf } from "./activity-rows.ts";

/** Pairs the two rows of a currency conversion: the one that leaves and the one that arrives. */
export type Conversions = {
  /** Takes one half; tells the conversion when it has the other. */
  add(row: ActivityRow): readonly Sighting[];
  /** Halves whose other half is not in the file: money that moved for a reason unseen. */
  rest(): readonly Sighting[];
};

export function pairConversions(): Conversions {
  const waiting = new Map<string, ActivityRow[]>();
  return {
    add(row) {
      if (row.gross === 0n) return [];
      const key = [row.reference || row.when.at || row.when.dayAt, row.status].join("|");
      const halves = waiting.get(key) ?? [];
      const other = halves.findIndex((half) => half.currency !== row.currency && half.gross < 0n !== row.gross < 0n);
      if (other < 0) {
        waiting.set(key, [...halves, row]);
        return [];
      }
      const [half] = halves.splice(other, 1);
      if (halves.length === 0) waiting.delete(key);
      return half === undefined ? [] : [conversionOf(row.gross < 0n ? row : half, row.gross < 0n ? half : row)];
    },
    rest: () => [...waiting.values()].flat().flatMap((row) => sightingsOf({ ...row, meaning: "unknown", fee: 0n })),
  };
}

function conversionOf(from: ActivityRow, to: ActivityRow): Sighting {
  return {
    kind: "conversion",
    id: from.id,
    ...from.when,
    from: { currency: from.currency, amount: -from.gross },
    to: { currency: to.currency, amount: to.gross },
    status: from.status,
  };
}
