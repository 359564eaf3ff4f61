import type { Problem } from "../base/problem.ts";
import type { ComplianceReport } from "../domain/policy/compliance-report.ts";
import { complianceReport, ruleAgeDaysMax } from "../domain/policy/compliance-report.ts";
import type { Rule } from "../domain/policy/rule.ts";
import { dayMs } from "../domain/time/civil.ts";
import { dayIn, nextDay, parseDay, startOfDay } from "../domain/time/day.ts";
import { pastDecisions } from "../store/action-event.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** A rule with how old it is and what it did. */
export type RuleOnBoard = {
  readonly rule: Rule;
  /** Whole days since it was compared with its source. */
  readonly days: number;
  /** Whether that is longer ago than a year. */
  readonly stale: boolean;
  readonly denied: number;
  readonly asked: number;
  readonly forMissingFacts: number;
  readonly disclosed: number;
};

/** What was checked in some days, and every rule that is in force. */
export type ComplianceBoard = {
  readonly report: ComplianceReport;
  readonly rules: readonly RuleOnBoard[];
  /** Why the rules cannot be read: then nothing outside is allowed. */
  readonly trouble: Problem | undefined;
};

/** The report of some days, both inside, with the rules: those that denied first, then those that asked, then by name. */
export async function complianceBoard(
  { store, rules }: Pick<Workplace, "store" | "rules">,
  book: Book,
  days: { readonly from: string; readonly to: string },
): Promise<ComplianceBoard> {
  const from = startOfDay(days.from, book.timeZone);
  const to = startOfDay(nextDay(days.to), book.timeZone);
  const read = await rules();
  const all = read.ok ? read.value.rules : [];
  const report = complianceReport(await pastDecisions(store, book.id, from, to), all, from, to);
  const uses = new Map(report.byRule.map((use) => [use.rule, use]));
  const today = parseDay(dayIn(book.timeZone)(to - 1)) ?? Math.floor(to / dayMs);
  const shown = all.map((rule): RuleOnBoard => {
    const use = uses.get(rule.id);
    const days = today - (parseDay(rule.checkedOn) ?? 0);
    const { denied = 0, asked = 0, forMissingFacts = 0, disclosed = 0 } = use ?? {};
    return { rule, days, stale: days > ruleAgeDaysMax, denied, asked, forMissingFacts, disclosed };
  });
  return {
    report,
    rules: shown.sort((a, b) => b.denied - a.denied || b.asked - a.asked || (a.rule.id < b.rule.id ? -1 : 1)),
    trouble: read.ok ? undefined : read.error,
  };
}
