import type { Workplace } from "../../operations/workplace.ts";
import { listBooks } from "../../store/book.ts";
import { readChangeMarks } from "../../store/change-marks.ts";
import type { ApiDeps } from "../deps.ts";
import type { Counts } from "./request-counts.ts";

type Sample = { readonly labels?: Readonly<Record<string, string>>; readonly value: number };

/** How things stand, in Prometheus' text format 0.0.4. Numbers and names of our own only: no money, nobody's data. */
export async function metricsText(deps: ApiDeps, counts: Counts, liveClients: number): Promise<string> {
  const { workplace, facts } = deps;
  const now = workplace.clock.now();
  const marks = await readChangeMarks(workplace.store);
  const one = (value: number): readonly Sample[] => [{ value }];
  const memory = process.memoryUsage.rss();
  return [
    metric("millrace_info", "gauge", "The version that runs.", [{ labels: { version: facts.version }, value: 1 }]),
    metric("millrace_uptime_seconds", "gauge", "Since the engine began.", one((now - facts.startedAt) / 1_000)),
    metric("millrace_memory_bytes", "gauge", "Memory of this process.", one(memory)),
    metric("millrace_books", "gauge", "Books kept here.", one((await listBooks(workplace.store)).length)),
    metric("millrace_observations_total", "counter", "Things seen and kept.", one(Number(marks.observations))),
    metric("millrace_audit_entries_total", "counter", "Length of the audit record.", one(Number(marks.audit))),
    metric(
      "millrace_quarantined",
      "gauge",
      "Records that wait because they cannot be understood.",
      one(Number(marks.quarantine)),
    ),
    metric("millrace_troubles", "gauge", "What is wrong with the engine's own work.", one(facts.troubles().length)),
    ...(await jobMetrics(workplace, now)),
    metric("millrace_live_clients", "gauge", "Pages that are told of changes.", one(liveClients)),
    metric(
      "millrace_requests_total",
      "counter",
      "Requests answered, by route and kind of status.",
      counts.each().map(({ route, status, count }) => ({ labels: { route, status }, value: count })),
    ),
  ].join("");
}

async function jobMetrics({ jobs }: Workplace, now: number): Promise<readonly string[]> {
  const schedules = await jobs.schedules();
  const each = (value: (one: (typeof schedules)[number]) => number): readonly Sample[] =>
    schedules.map((one) => ({ labels: { schedule: one.name }, value: value(one) }));
  const failed = each(({ last }) => (last?.result === "failed" || last?.result === "lost" ? 1 : 0));
  const late = each(({ state, nextAt }) =>
    state === "paused" || nextAt === undefined ? 0 : Math.max(0, now - nextAt) / 1_000,
  );
  return [
    metric("millrace_job_failed", "gauge", "Whether the last run of a schedule did not succeed.", failed),
    metric("millrace_job_late_seconds", "gauge", "How long a schedule has been due.", late),
  ];
}

function metric(name: string, kind: "gauge" | "counter", help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const named = Object.entries(labels).map(([label, text]) => `${label}="${text.replace(/[\\"\n]/g, "\\$&")}"`);
    return `${name}${named.length > 0 ? `{${named.join(",")}}` : ""} ${Number.isFinite(value) ? value : 0}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join("")}`;
}
