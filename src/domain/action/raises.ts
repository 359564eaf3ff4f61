import { type Autonomy, autonomyLevels } from "./autonomy.ts";

/**
 * Whether a change lets Millrace do more by itself than before: a higher level, sending for real, or a wider budget.
 * What cannot be compared counts as more.
 */
export function raises(before: Autonomy, after: Autonomy): boolean {
  if (autonomyLevels.indexOf(after.level) > autonomyLevels.indexOf(before.level)) return true;
  if (after.mode === "live" && before.mode === "dry") return true;
  return widens(before.countMax, after.countMax) || widensMoney(before, after);
}

function widensMoney(before: Autonomy, after: Autonomy): boolean {
  const comparable = before.currency === after.currency || before.moneyMax === undefined;
  return !comparable || widens(before.moneyMax, after.moneyMax);
}

/** No limit is wider than any. */
function widens(before: number | bigint | undefined, after: number | bigint | undefined): boolean {
  if (before === undefined) return false;
  return after === undefined || after > before;
}
