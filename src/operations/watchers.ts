import type { Millis } from "../base/clock.ts";
import type { Machine } from "../base/machine.ts";
import { scopeName } from "../domain/action/standing.ts";
import type { Observation } from "../domain/alert/observation.ts";
import { watchBackup } from "../domain/alert/watch-backup.ts";
import { watchDenials, watchRule, watchRuleFiles } from "../domain/alert/watch-compliance.ts";
import { watchJob } from "../domain/alert/watch-job.ts";
import { engineSubject, watchDisk, watchMemory } from "../domain/alert/watch-resources.ts";
import { watchSink } from "../domain/alert/watch-sink.ts";
import { watchStep } from "../domain/alert/watch-step.ts";
import { dayMs } from "../domain/time/civil.ts";
import { listConnections } from "../store/connection.ts";
import { denialRates } from "../store/denial-rate.ts";
import { firstImportAt } from "../store/file-import.ts";
import { openSteps } from "../store/human-step.ts";
import { deadSince } from "../store/sent-message.ts";
import { readSetting } from "../store/setting.ts";
import { listSinkRows } from "../store/sink.ts";
import { stopsOn } from "../store/stop-switch.ts";
import { lastBackupSetting } from "../upkeep/back-up.ts";
import { ownWork } from "./job-matters.ts";
import { watchPlatforms } from "./watch-platforms.ts";
import type { Watcher } from "./watcher.ts";
import type { Workplace } from "./workplace.ts";

/** Everything that is watched. `startedAt` is when this process began to work. */
export function watchersOf(workplace: Workplace, machine: Machine, startedAt: Millis): readonly Watcher[] {
  return [
    ...watchPlatforms(workplace, startedAt),
    { kinds: ["job"], look: () => jobs(workplace) },
    { kinds: ["disk"], look: async () => disk(workplace, machine) },
    { kinds: ["memory"], look: async () => memory(machine) },
    { kinds: ["backup"], look: () => backup(workplace) },
    { kinds: ["sink"], look: () => sinks(workplace) },
    { kinds: ["step"], look: () => steps(workplace) },
    { kinds: ["compliance"], look: () => compliance(workplace) },
  ];
}

async function jobs(workplace: Workplace): Promise<readonly Observation[]> {
  return (await ownWork(workplace)).map(({ name, title, last }) => {
    const failing = last?.result === "failed" || last?.result === "again";
    const failure = failing ? { sentence: last.note, triedAgain: last.result === "again" } : undefined;
    return watchJob({ name, title, ...(failure ? { failure } : {}) });
  });
}

function disk({ installation }: Workplace, machine: Machine): readonly Observation[] {
  const { dataDir } = installation;
  const left = dataDir === "" ? undefined : machine.disk(dataDir);
  return left ? [watchDisk({ name: "data", ...left })] : [];
}

function memory(machine: Machine): readonly Observation[] {
  const used = machine.memory();
  return used ? [watchMemory({ subject: engineSubject, title: "Millrace", ...used })] : [];
}

/** Books that hold nothing need no back-up. */
async function backup({ store, clock }: Workplace): Promise<readonly Observation[]> {
  const began = [
    ...(await listConnections(store)).map(({ createdAt }) => createdAt),
    ...[await firstImportAt(store)].filter((at) => at !== undefined),
  ];
  if (began.length === 0) return [];
  const setting = await readSetting(store, lastBackupSetting);
  const made = setting === undefined ? {} : { madeAt: (JSON.parse(setting) as { readonly madeAt: Millis }).madeAt };
  return [watchBackup({ since: Math.min(...began), ...made }, clock.now())];
}

async function sinks({ store, clock, sinks: ways }: Workplace): Promise<readonly Observation[]> {
  const dead = await deadSince(store, clock.now() - dayMs);
  return (await listSinkRows(store)).map(({ id, name, kind, failure }) => {
    const title = ways.kinds.find((one) => one.id === kind)?.title ?? name;
    return watchSink({ name, title, dead: dead.get(id) ?? 0, ...(failure === undefined ? {} : { failure }) });
  });
}

async function steps({ store, clock }: Workplace): Promise<readonly Observation[]> {
  const now = clock.now();
  return (await openSteps(store)).map(({ id, title, dueAt, state }) =>
    watchStep({ id: `${id}`, title, open: state === "open", ...(dueAt === undefined ? {} : { dueAt }) }, now),
  );
}

async function compliance(workplace: Workplace): Promise<readonly Observation[]> {
  return [await ruleFiles(workplace), ...(await refusals(workplace)), ...(await denials(workplace))];
}

/** Kinds of acts that Millrace stopped itself, because a platform called one of them against its rules. */
async function refusals({ store }: Workplace): Promise<readonly Observation[]> {
  const own = (await stopsOn(store)).filter(({ actor }) => actor === "engine");
  return own.map(({ scope, reason }) =>
    watchRule({
      subject: `stopped/${scope}`,
      title: scopeName(scope),
      broken: { rule: "one of the platform's own", sentence: reason },
    }),
  );
}

async function ruleFiles({ rules }: Workplace): Promise<Observation> {
  const read = await rules();
  return watchRuleFiles(read.ok ? undefined : { sentence: read.error.sentence, fix: read.error.fix ?? "" });
}

const denialsSpanMs = dayMs;

async function denials({ store, clock, platforms }: Workplace): Promise<readonly Observation[]> {
  return (await denialRates(store, clock.now() - denialsSpanMs)).map(({ target, asked, denied }) => {
    const title = platforms.connectors.find(({ id }) => id === target)?.title ?? target;
    return watchDenials({ subject: target, title, asked, denied, spanMs: denialsSpanMs });
  });
}
