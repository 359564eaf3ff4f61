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

/** What each mark is about. Of what the audit record says, each kind of act has its own. */
const about: Readonly<Record<Exclude<keyof ChangeMarks, "audit">, readonly Topic[]>> = {
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

/** What an act changes, by its name or its noun. Acts on people and their keys, and looking at data, change no figure. */
const changedBy: Readonly<Record<string, readonly Topic[]>> = {
  ledger: ["sales", "payouts", "books"],
  book: ["sales", "payouts", "books"],
  import: ["books"],
  target: ["sales", "books"],
  buyer: ["sales", "books"],
  action: ["inbox"],
  step: ["inbox"],
  fact: ["inbox"],
  "person.suppress": ["inbox"],
  "person.unsuppress": ["inbox"],
  autonomy: ["switches"],
  stop: ["switches"],
  connection: ["platforms"],
  strategy: ["jobs"],
  backup: ["jobs"],
  alert: ["alerts"],
  sink: ["alerts"],
};

const changesNothing: readonly string[] = [
  ...["person", "passkey", "password", "recovery", "session", "key", "signing-key"],
  ...["buyer.show", "buyer.export", "shop.export", "refused-rows.show"],
];

/** Of an act that is not known here: what pages show of what is decided and booked. */
const anything: readonly Topic[] = ["sales", "payouts", "inbox", "switches", "books"];

function actTopics(act: string): readonly Topic[] {
  for (const name of [act, act.split(".")[0] ?? ""]) {
    if (changesNothing.includes(name)) return [];
    const changed = Object.hasOwn(changedBy, name) ? changedBy[name] : undefined;
    if (changed) return changed;
  }
  return anything;
}

/** The topics that differ between two looks, in the order of the list; `acts` as the audit record named them between. */
export function changedTopics(before: ChangeMarks, after: ChangeMarks, acts: readonly string[]): readonly Topic[] {
  const names = Object.keys(about) as (keyof typeof about)[];
  const changed = new Set(names.filter((name) => before[name] !== after[name]).flatMap((name) => about[name]));
  for (const topic of acts.flatMap(actTopics)) changed.add(topic);
  return topics.filter((topic) => changed.has(topic));
}
