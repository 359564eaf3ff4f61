import { join } from "node:path";
import { describeConfig, exportConfig } from "../base/config-show.ts";
import { tailLog } from "../base/log-tail.ts";
import { thisMachine } from "../base/machine.ts";
import type { Problem } from "../base/problem.ts";
import { ok } from "../base/result.ts";
import { diskInbox } from "../intake/files/disk-inbox.ts";
import { type InboxWatch, watchInbox } from "../intake/inbox/watch-inbox.ts";
import type { EngineFacts } from "../operations/engine-facts.ts";
import type { EngineOptions } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import { importAndSign } from "../operations/import-and-sign.ts";
import { keepSchedules } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { inboxFolder } from "../upkeep/initialise.ts";
import { accountKinds } from "./account-kinds.ts";
import { actionJobKinds, loseSight } from "./action-kinds.ts";
import { alertKinds } from "./alert-kinds.ts";
import { ownKinds } from "./own-kinds.ts";
import { platformKinds } from "./platform-kinds.ts";
import { keepStrategiesOf, strategyKinds } from "./strategy-kinds.ts";

/** The engine at work. */
export type Work = { readonly facts: EngineFacts; stop(): Promise<void> };

export type RunOptions = {
  readonly options: EngineOptions;
  readonly workplace: Workplace;
  readonly warnings: readonly Problem[];
  readonly logPath: string;
};

/** How often the engine looks into the inbox. */
const roundEveryMs = 1_000;

/** Works until it is stopped: the inbox, and everything that is in line or due by schedule. */
export async function beginWork(run: RunOptions): Promise<Work> {
  const { options, workplace } = run;
  const { config } = options.loaded;
  const stopping = new AbortController();
  const { signal } = stopping;
  const inbox = inboxOf(run, join(config.dataDir, inboxFolder), signal);
  await keepStrategiesOf(run, signal);
  await loseSight(workplace);
  await keepSchedules(workplace);
  const parts = Promise.all([
    watchInRounds(workplace, inbox, signal),
    workplace.jobs.work({ concurrency: config.maxConcurrent, signal }),
  ]);
  return {
    facts: factsOf(run, inbox),
    stop: async () => {
      stopping.abort();
      await parts;
    },
  };
}

/** Kinds of work that this program knows; every process knows the same. */
export function defineKinds({ options, workplace }: Pick<RunOptions, "options" | "workplace">): void {
  workplace.jobs.define([
    ...ownKinds(workplace, options.random),
    ...platformKinds(workplace),
    ...accountKinds(workplace),
    ...actionJobKinds(workplace),
    ...alertKinds(workplace, options.machine),
    ...strategyKinds({ options, workplace }),
  ]);
}

function inboxOf({ workplace, options }: RunOptions, path: string, signal: AbortSignal): InboxWatch {
  const { clock, log, store } = workplace;
  const { random } = options;
  return watchInbox({
    folder: diskInbox(path),
    clock,
    log,
    importFile: async (file) => {
      const book = await findBook(store, mainBook);
      if (!book.ok) return book;
      const first = await importAndSign(workplace, random, book.value, file, { signal, onlyKnown: true });
      // Nobody can be asked for what a file does not say about its currency: then it is the home currency.
      const needsMore = !first.ok && first.error.code === "import-needs";
      const currency = book.value.homeCurrency;
      const done = needsMore
        ? await importAndSign(workplace, random, book.value, file, { signal, onlyKnown: true, currency })
        : first;
      return done.ok ? ok(done.value.summary) : done;
    },
  });
}

function factsOf({ options, warnings, logPath }: RunOptions, inbox: InboxWatch): EngineFacts {
  return {
    version: options.version,
    startedAt: options.clock.now(),
    logPath,
    inboxPath: join(options.loaded.config.dataDir, inboxFolder),
    warnings,
    inboxNews: inbox.news,
    troubles: () => [inbox.trouble()].filter((sentence) => sentence !== undefined),
    logTail: (asked) => tailLog(logPath, asked),
    settings: {
      filePath: options.loaded.filePath,
      lines: describeConfig(options.loaded),
      kept: exportConfig(options.loaded),
    },
    machine: options.machine ?? thisMachine,
  };
}

async function watchInRounds(workplace: Workplace, inbox: InboxWatch, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await inbox.look();
    // Woken early by a stop, and then the loop ends.
    await workplace.clock.sleep(roundEveryMs, signal).catch(() => undefined);
  }
}
