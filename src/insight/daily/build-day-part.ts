import { counted, money } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { sumsOfSales } from "../../store/sale-sum.ts";
import { alertsDuring, attemptCounts, movedActions } from "../../store/strategy-performance.ts";
import { buildReport } from "../report/build-report.ts";
import { headline } from "../report/in-words.ts";
import { knownAt } from "../report/known-at.ts";
import type { Report } from "../report/report.ts";
import { levelOf } from "../shown/level.ts";
import type { TargetView } from "../targets/pace.ts";
import { rateOf } from "../trends/rate.ts";
import type { DayPart, Kpi } from "./daily-report.ts";

const shownMax = 50;

/** What waits for a person: what the report's one decision is taken from. */
export type Waiting = { readonly sentence: string; readonly about: string } | null;

/** What the daily report says beyond the figures of its day. `span` is the day's first moment and the next day's. */
export async function buildDayPart(
  handle: Handle,
  book: Book,
  report: Report,
  about: {
    readonly span: { readonly from: number; readonly to: number };
    readonly now: number;
    readonly targets: readonly TargetView[];
    readonly decision: Waiting;
  },
): Promise<DayPart> {
  const day = report.period.from;
  const { span, now, targets, decision } = about;
  const products = await buildReport(handle, book, report.period, "product", now);
  const issues = await alertsDuring(handle, span, shownMax);
  const actions = await movedActions(handle, book.id, span, shownMax);
  const known = await knownAt(handle, book.id);
  return {
    day,
    lines: [headline(report), targetLine(targets), issueLine(issues.length, actions.length)],
    decision,
    products: products.lines,
    kpis: await kpisOf(handle, book, report, span),
    issues: issues.map((one) => ({ ...one, since: isoTime(one.since) })),
    actions: actions.map((one) => ({ ...one, at: isoTime(one.at) })),
    targets,
    level: levelOf(known, { period: report.period, timeZone: book.timeZone, now }),
  };
}

function targetLine(targets: readonly TargetView[]): string {
  const [first] = targets;
  return first?.month?.sentence ?? first?.day?.sentence ?? "No target is set.";
}

function issueLine(issues: number, actions: number): string {
  const wrong = issues === 0 ? "Nothing was wrong" : `${counted(issues, "thing was", "things were")} not right`;
  return `${wrong}; ${actions === 0 ? "nothing moved outside" : `${counted(actions, "step", "steps")} outside`}.`;
}

async function kpisOf(
  handle: Handle,
  book: Book,
  report: Report,
  span: { readonly from: number; readonly to: number },
): Promise<readonly Kpi[]> {
  const day = report.period.from;
  const own = report.totals.find((one) => one.currency === book.homeCurrency);
  const count = async (status: string): Promise<bigint> =>
    (await sumsOfSales(handle, book.id, { status, fromDay: day, toDay: day })).reduce(
      (sum, one) => sum + one.sales,
      0n,
    );
  const sales = BigInt(own?.sales ?? 0);
  const [failed, pending] = [await count("failed"), await count("pending")];
  const outside = await attemptCounts(handle, book.id, span);
  const all = [...outside.values()].reduce((sum, n) => sum + n, 0);
  const percent = (name: string, part: bigint, of: bigint, nothing: string): Kpi => {
    const rate = rateOf(part, of, nothing);
    return rate.state === "known" ? { name, state: "known", value: rate.percent, unit: "%" } : { name, ...rate };
  };
  const untold = (name: string, why: string): Kpi => ({ name, state: "unavailable", why });
  return [
    { name: "sales", state: "known", value: sales.toString(), unit: "sales" },
    { name: "earned", state: "known", value: own?.net ?? "0", unit: book.homeCurrency },
    percent("refund rate", BigInt(own?.refunds ?? 0), sales, "Nothing was sold on this day."),
    { name: "pending", state: "known", value: pending.toString(), unit: "sales" },
    failed === 0n
      ? untold("failed payments", "No source told of one; not all of them tell.")
      : percent("failed payments", failed, failed + sales, ""),
    percent("done outside", BigInt(outside.get("done") ?? 0), BigInt(all), "Nothing was sent outside."),
    untold("conversion", "No connected source tells how many people looked at what is sold."),
    untold("abandoned carts", "No connected source tells of carts."),
    untold("churn", "No connected source tells of subscriptions that ended."),
  ];
}

/** The daily report as a person reads it: three lines, the decision, and what each figure rests on. */
export function dayPartText(part: DayPart): string {
  const kpis = part.kpis.map((kpi) =>
    kpi.state === "known"
      ? `  ${kpi.name}: ${kpi.unit.length === 3 ? money(kpi.value, kpi.unit) : `${kpi.value} ${kpi.unit}`}`
      : `  ${kpi.name}: not known. ${kpi.why}`,
  );
  const issues = part.issues.map((issue) => `  ${issue.severity}: ${issue.title}`);
  return [
    ...part.lines,
    `To decide: ${part.decision?.sentence ?? "nothing."}`,
    "",
    part.level.sentence,
    ...part.level.reasons.map((reason) => `  ${reason}`),
    "",
    "Measures",
    ...kpis,
    ...(issues.length === 0 ? [] : ["", "Not right", ...issues]),
    "",
  ].join("\n");
}
