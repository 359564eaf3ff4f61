import { type Facts, field, occurrences } from "./facts.ts";
import { refundsThatCount } from "./refunds-that-count.ts";

/**
 * What `after` says that `before` did not, in what counts: how many more lines, and whether anything else differs.
 * New bookkeeping alone (the same words seen again, in another file) is no news.
 */
export function newsIn(before: Facts, after: Facts): { readonly newLines: number; readonly changed: boolean } {
  return { newLines: newLines(before, after), changed: fieldsDiffer(before, after) || momentsDiffer(before, after) };
}

function newLines(before: Facts, after: Facts): number {
  const known = new Map(before.lines.map((line) => [line.identity, occurrences(line)]));
  return after.lines.reduce((sum, line) => sum + occurrences(line) - (known.get(line.identity) ?? 0), 0);
}

function fieldsDiffer(before: Facts, after: Facts): boolean {
  return after.views.some((view) => Object.keys(view.fields).some((name) => field(before, name) !== view.fields[name]));
}

function momentsDiffer(before: Facts, after: Facts): boolean {
  return (
    before.at !== after.at ||
    (after.at === undefined && before.dayAt !== after.dayAt) ||
    totals(before) !== totals(after) ||
    refundWords(before) !== refundWords(after) ||
    Object.keys(before.disputes).length !== Object.keys(after.disputes).length
  );
}

function totals(facts: Facts): string {
  return facts.refundSteps.map(([total]) => total).join();
}

function refundWords(facts: Facts): string {
  return refundsThatCount(facts)
    .map((r) => [r.id, r.on ?? "", r.amount, r.tax, r.feeReturned, r.partners].join("|"))
    .join();
}
