import { join } from "node:path";
import { openSinks } from "../src/alerts/sinks.ts";
import { createApp } from "../src/api/app.ts";
import { keepCheckpoint } from "../src/audit/keep-checkpoint.ts";
import type { Clock } from "../src/base/clock.ts";
import { resolveConfig } from "../src/base/config.ts";
import type { Transport } from "../src/base/egress/transport.ts";
import { uuidV7 } from "../src/base/ids.ts";
import { createLog } from "../src/base/log.ts";
import type { Random } from "../src/base/random.ts";
import { createRedactor } from "../src/base/redactor.ts";
import { Secret } from "../src/base/secret.ts";
import { ruleFilesIn, rulesFrom } from "../src/engine/rule-files.ts";
import { defineKinds } from "../src/engine/run-engine.ts";
import { createSealing } from "../src/intake/sealing.ts";
import type { JobKind, Jobs } from "../src/jobs/jobs.ts";
import { openJobs } from "../src/jobs/open-jobs.ts";
import type { EngineOptions } from "../src/operations/engine-port.ts";
import { openPlatforms } from "../src/operations/platforms.ts";
import { keepSchedules, kinds } from "../src/operations/schedules.ts";
import { signingKey } from "../src/operations/signing-key.ts";
import type { Workplace } from "../src/operations/workplace.ts";
import { fileProfiles } from "../src/platforms/registry.ts";
import { sinks } from "../src/sinks/registry.ts";
import type { Connector } from "../src/spec/connector.ts";
import type { Store } from "../src/store/handle.ts";
import { dataKeysUnder } from "../src/vault/data-key.ts";
import { deriveKeys } from "../src/vault/installation-keys.ts";

/** What one life of the engine is made of. */
export type SimEngineOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly connectors: readonly Connector[];
  /** Changes each kind of work before it is known to the line. */
  readonly kind: (kind: JobKind) => JobKind;
  readonly onLog: (line: string) => void;
  readonly onTrouble: (sentence: string, cause?: unknown) => void;
};

export type SimEngine = {
  readonly workplace: Workplace;
  readonly jobs: Jobs;
  /** What comes in over HTTP. */
  readonly door: (request: Request) => Promise<Response>;
  close(): Promise<void>;
};

/** The master secret of every simulated installation; chance of the seed makes all keys under it. */
export const simMaster = new Secret(new Uint8Array(32).fill(7));

/** The address of a sandbox that nothing ever connects to. */
export const simSandbox = "http://127.0.0.1:9";

/**
 * The engine as the product builds it, on a store that is open already. Two things differ from an installation: there
 * is no data directory with its locks and key file, and checkpoints are kept in the database only.
 */
export async function openSimEngine(options: SimEngineOptions): Promise<SimEngine> {
  const { store, clock, random, onLog, onTrouble } = options;
  const ids = uuidV7(clock, random);
  const redactor = createRedactor();
  redactor.add(simMaster);
  const file = { write: onLog, close: () => undefined };
  const log = createLog({ level: "info", clock, redactor, file });
  const keys = deriveKeys(simMaster);
  const dataKeys = dataKeysUnder([keys.kek], random);
  const jobs = await openJobs({ store, clock, random, ids, tell: onTrouble });
  const workplace: Workplace = {
    store,
    installation: {
      store,
      dataDir: "",
      where: ":memory:",
      master: { secret: simMaster, origin: "simulation" },
      keys,
      applied: [],
      notes: [],
      close: async () => undefined,
    },
    sealing: createSealing(dataKeys, clock, random),
    freshSealing: () => createSealing(dataKeys, clock, random),
    clock,
    ids,
    log,
    jobs: defining(jobs, (kind) => options.kind(inMemory(kind, () => workplace, random))),
    actor: "engine",
    platforms: openPlatforms({
      connectors: options.connectors,
      transport: () => options.transport,
      sandbox: simSandbox,
      clock,
      random,
      log,
    }),
    sinks: openSinks({
      kinds: sinks,
      redact: redactor.redact,
      hide: (secret) => void redactor.add(secret),
      transport: () => options.transport,
      sandbox: simSandbox,
      clock,
      random,
      log,
    }),
    rules,
    profiles: fileProfiles,
    mappingProfile: () => ({ ok: false, error: "it is not simulated" }),
  };
  defineKinds({ options: engineOptions(options, ids), workplace });
  await keepSchedules(workplace);
  // A look around each minute would be most of what a simulated month consists of.
  await jobs.reschedule("watch", "*/30 * * * *", "UTC");
  const app = createApp({ workplace, random, facts: factsOf(clock), hosts: () => [] });
  return {
    workplace,
    jobs: workplace.jobs,
    door: async (request) => app.fetch(request),
    close: async () => {
      await jobs.close();
      await workplace.platforms.close();
      await workplace.sinks.close();
    },
  };
}

/** Read once: an engine that starts again after a crash reads the same files. */
const ruleFiles = () => ruleFilesIn(join(import.meta.dirname, "../policy"));
const rules = rulesFrom(ruleFiles);

const environment = {
  variables: { MILLRACE_DATA_DIR: "/sim" },
  platform: "linux",
  homeDir: "/sim",
  workingDir: "/sim",
};

function engineOptions(options: SimEngineOptions, ids: EngineOptions["ids"]): EngineOptions {
  const loaded = resolveConfig(environment, undefined);
  if (!loaded.ok) throw new Error("the defaults are a configuration");
  const { clock, random, transport } = options;
  return {
    loaded: loaded.value,
    clock,
    random,
    ids,
    pid: 1,
    version: "0",
    as: "engine",
    ruleFiles,
    transport,
    // What this machine has left is no part of a seed.
    machine: { disk: () => undefined, memory: () => undefined },
    onTrouble: () => undefined,
  };
}

function factsOf(clock: Clock): Parameters<typeof createApp>[0]["facts"] {
  return {
    version: "0",
    startedAt: clock.now(),
    logPath: "",
    inboxPath: "",
    warnings: [],
    inboxNews: () => [],
    troubles: () => [],
  };
}

function defining(jobs: Jobs, change: (kind: JobKind) => JobKind): Jobs {
  return { ...jobs, define: (all) => jobs.define(all.map(change)) };
}

/** The signed record of the night, without the copy in a folder. */
function inMemory(kind: JobKind, workplace: () => Workplace, random: Random): JobKind {
  if (kind.name !== kinds.checkpoint) return kind;
  return {
    ...kind,
    run: async () => {
      const { store, clock } = workplace();
      const signing = await store.transaction((tx) => signingKey(tx, workplace(), random));
      const made = await keepCheckpoint(store, { ...signing, clock, folders: [] });
      if (!made.ok) return { kind: "again", note: made.error.sentence };
      return { kind: "done", note: "signed" };
    },
  };
}
