import type { ChangeMarks } from "../../store/change-marks.ts";

/** What a page can show. A client fetches anew what it shows of these. */
export const topics = [
  "sales",
  "payouts",
  "products",
  "inbox",
  "platforms",
  "jobs",
  "alerts",
  "switches",
  "books",
] as const;

export type Topic = (typeof topics)[number];

/** What each mark is about. The audit record goes with everything that is decided or booked. */
const about: Readonly<Record<keyof ChangeMarks, readonly Topic[]>> = {
  audit: ["sales", "payouts", "inbox", "switches", "books"],
  observations: ["sales", "payouts", "products"],
  quarantine: ["platforms"],
  books: ["books"],
  connections: ["platforms"],
  connectionsOn: ["platforms"],
  streams: ["platforms"],
  runsBegun: ["jobs"],
  runsEnded: ["jobs"],
  schedules: ["jobs"],
  schedulesPaused: ["jobs"],
  actionEvents: ["inbox"],
  approvals: ["inbox"],
  steps: ["inbox"],
  stepsEnded: ["inbox"],
  alerts: ["alerts"],
  alertsOver: ["alerts"],
  sinks: ["alerts"],
  switches: ["switches"],
  autonomy: ["switches"],
};

/** The topics that differ between two looks, in the order of the list. */
export function changedTopics(before: ChangeMarks, after: ChangeMarks): readonly Topic[] {
  const names = Object.keys(about) as (keyof ChangeMarks)[];
  const changed = new Set(names.filter((name) => before[name] !== after[name]).flatMap((name) => about[name]));
  return topics.filter((topic) => changed.has(topic));
}
