import { join } from "node:path";
import { openSinks } from "./alerts/sinks.ts";
import { assert } from "./base/assert.ts";
import { addConfigSecrets } from "./base/config.ts";
import { networkTransport } from "./base/egress/network-transport.ts";
import type { Transport } from "./base/egress/transport.ts";
import { limits } from "./base/limits.ts";
import { createLog, type Log } from "./base/log.ts";
import { logFile } from "./base/log-file.ts";
import { ProblemError, problem } from "./base/problem.ts";
import { createRedactor, type Redactor } from "./base/redactor.ts";
import type { RunningEngine } from "./engine/open-door.ts";
import { rulesFrom } from "./engine/rule-files.ts";
import { beginWork, defineKinds, type RunOptions, type Work } from "./engine/run-engine.ts";
import { createSealing, type Sealing } from "./intake/sealing.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { openJobs } from "./jobs/open-jobs.ts";
import type { Engine, EngineOptions, FirstBooks, Made } from "./operations/engine-port.ts";
import { mainBook } from "./operations/find-book.ts";
import { openPlatforms } from "./operations/platforms.ts";
import type { Workplace } from "./operations/workplace.ts";
import { genericProfile } from "./platforms/generic/generic-csv.ts";
import { parseMapping } from "./platforms/generic/parse-mapping.ts";
import { connectors, fileProfiles } from "./platforms/registry.ts";
import { sinks } from "./sinks/registry.ts";
import { addBook, findBook } from "./store/book.ts";
import { openSharedBuckets } from "./store/shared-buckets.ts";
import {
  isInitialised,
  notInitialised,
  type PreparedKeys,
  prepareDirectory,
  undoPreparation,
} from "./upkeep/initialise.ts";
import { type Installation, openInstallation } from "./upkeep/open-installation.ts";
import { dataKeysUnder } from "./vault/data-key.ts";
import { type KeySettings, loadMasterCandidates } from "./vault/master.ts";

/**
 * Builds a Millrace from its parts and opens its books. Throws a `ProblemError` for everything that stands in the way.
 * Nothing runs by itself until `start`; `stop` must be called in any case.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { config } = options.loaded;
  const redactor = createRedactor();
  addConfigSecrets(redactor, config);
  const settings: KeySettings = config;
  const fresh = !isInitialised(settings, config.databaseUrl !== undefined);
  if (fresh && options.firstBooks === undefined) throw new ProblemError(notInitialised(config.dataDir));
  const keys = fresh ? prepareDirectory(settings, options.random) : loadMasterCandidates(settings);
  if (!keys.ok) throw new ProblemError(keys.error);
  for (const candidate of keys.value.candidates) redactor.add(candidate.secret);
  const logPath = join(config.dataDir, "logs", "millrace.log");
  const { log, close: closeLog } = openLog(options, redactor, logPath);
  const installation = await openBooks(options, keys.value, fresh);
  const jobs = await jobsOf(options, installation, log);
  const workplace = await workplaceOf(options, installation, log, jobs, redactor);
  const made = await firstBooks(options, workplace, keys.value, fresh);
  const notes = installation.notes.map((sentence) => problem("note", sentence));
  const warnings = [...options.loaded.warnings, ...keys.value.warnings, ...notes];
  const run: RunOptions = { options, workplace, warnings, logPath };
  defineKinds(run);
  let work: Work | undefined;
  let door: RunningEngine | undefined;
  const begin = async (): Promise<Work> => (work ??= await beginWork(run));
  return {
    workplace,
    log,
    logPath,
    ...(made ? { made } : {}),
    warnings,
    facts: () => {
      assert(work !== undefined, "an engine that works knows itself");
      return work.facts;
    },
    work: async () => void (await begin()),
    start: async (demo) => {
      const begun = await begin();
      // Only the engine itself needs the door to the network.
      const { openDoor } = await import("./engine/open-door.ts");
      door = await openDoor(run, begun, demo);
      return { url: door.url, ...(door.setUp ? { setUp: door.setUp } : {}) };
    },
    stop: async () => {
      await Promise.all([door?.stop(), work?.stop()]);
      await Promise.all([workplace.jobs.close(), workplace.platforms.close(), workplace.sinks.close()]);
      await installation.close();
      closeLog();
    },
  };
}

function openLog(options: EngineOptions, redactor: Redactor, path: string): { readonly log: Log; close(): void } {
  const { config } = options.loaded;
  const { clock, onTrouble, terminal } = options;
  const file = logFile({ path, bytesMax: limits.logFileBytesMax, filesMax: limits.logFilesMax, clock, onTrouble });
  return { log: createLog({ level: config.logLevel, clock, redactor, file, terminal }), close: () => file.close() };
}

async function openBooks(options: EngineOptions, keys: PreparedKeys, fresh: boolean): Promise<Installation> {
  const { config } = options.loaded;
  try {
    return await openInstallation({
      dataDir: config.dataDir,
      keys: keys.candidates,
      databaseUrl: config.databaseUrl,
      as: options.as,
      create: fresh,
      cipher: config.cipher,
      pid: options.pid,
      clock: options.clock,
    });
  } catch (cause) {
    if (fresh) undoPreparation(config, keys);
    throw cause;
  }
}

function jobsOf({ clock, random, ids }: EngineOptions, { store }: Installation, log: Log): Promise<Jobs> {
  const tell = (sentence: string, cause?: unknown): void =>
    cause === undefined ? log.warn({}, sentence) : log.error({ err: cause }, sentence);
  return openJobs({ store, clock, random, ids, tell });
}

function workplaceOf(
  options: EngineOptions,
  installation: Installation,
  log: Log,
  jobs: Jobs,
  redactor: Redactor,
): Workplace {
  const { clock, random, ids } = options;
  const dataKeys = dataKeysUnder([installation.keys.kek], random);
  const freshSealing = (): Sealing => createSealing(dataKeys, clock, random);
  const transport = (): Transport => options.transport ?? networkTransport();
  const { sandbox } = options.loaded.config;
  return {
    store: installation.store,
    installation,
    sealing: freshSealing(),
    freshSealing,
    clock,
    ids,
    log,
    jobs,
    hide: redactor.hold,
    actor: options.as === "engine" ? "engine" : "owner",
    platforms: openPlatforms({
      connectors,
      transport,
      sandbox,
      buckets: openSharedBuckets(installation.dataDir, (cause) =>
        log.warn({ err: cause }, "The limits of platforms are counted by this process alone."),
      ),
      clock,
      random,
      log,
    }),
    sinks: openSinks({
      kinds: sinks,
      redact: redactor.redact,
      hide: (secret) => void redactor.add(secret),
      transport,
      sandbox,
      clock,
      random,
      log,
    }),
    rules: rulesFrom(options.ruleFiles),
    profiles: fileProfiles,
    mappingProfile: (json) => {
      const mapping = parseMapping(json);
      return mapping.ok ? { ok: true, value: genericProfile(mapping.value) } : mapping;
    },
  };
}

/** The books that every installation begins with. A crash between making the database and this leaves none: so look. */
async function firstBooks(
  options: EngineOptions,
  workplace: Workplace,
  keys: PreparedKeys,
  fresh: boolean,
): Promise<Made | undefined> {
  const books: FirstBooks | undefined = options.firstBooks;
  if (books === undefined) return undefined;
  const { store, clock } = workplace;
  const added = await store.transaction(async (tx) => {
    if (await findBook(tx, mainBook)) return false;
    await addBook(tx, { slug: mainBook, ...books }, clock.now());
    return true;
  });
  return added || fresh ? { dataDir: options.loaded.config.dataDir, keys, books } : undefined;
}
