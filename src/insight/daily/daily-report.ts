import type { Report, ReportLine } from "../report/report.ts";
import type { Level } from "../shown/level.ts";
import type { TargetView } from "../targets/pace.ts";

/** A measure of the day; one that no source supplies says so and is never made up. */
export type Kpi =
  | { readonly name: string; readonly state: "known"; readonly value: string; readonly unit: string }
  | { readonly name: string; readonly state: "unavailable"; readonly why: string };

/** What the daily report says beyond the figures of its day. */
export type DayPart = {
  readonly day: string;
  /** Three lines that say it all. */
  readonly lines: readonly [string, string, string];
  /** The one thing to decide; null when nothing waits. */
  readonly decision: { readonly sentence: string; readonly about: string } | null;
  readonly products: readonly ReportLine[];
  readonly kpis: readonly Kpi[];
  readonly issues: readonly { readonly severity: string; readonly title: string; readonly since: string }[];
  readonly actions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly target: string;
    readonly from: string;
    readonly to: string;
    readonly at: string;
  }[];
  readonly targets: readonly TargetView[];
  readonly level: Level;
};

/** A report of one day by source, with what only the daily one has. Reports kept before there was more have no `daily`. */
export type DailyReport = Report & { readonly daily?: DayPart };

/** One kept report, as a list shows it. */
export type KeptReport = {
  readonly id: string;
  readonly day: string;
  readonly madeAt: string;
  readonly headline: string;
  readonly lines: readonly string[];
  readonly level: "complete" | "at-least" | "nothing-read";
};
