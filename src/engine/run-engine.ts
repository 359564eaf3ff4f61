import { join } from "node:path";
import { serve } from "../api/serve.ts";
import type { Problem } from "../base/problem.ts";
import { ok } from "../base/result.ts";
import { diskInbox } from "../intake/files/disk-inbox.ts";
import { type InboxWatch, watchInbox } from "../intake/inbox/watch-inbox.ts";
import type { EngineFacts } from "../operations/engine-facts.ts";
import type { EngineOptions } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import { importAndSign } from "../operations/import-and-sign.ts";
import type { Workplace } from "../operations/workplace.ts";
import { inboxFolder } from "../upkeep/initialise.ts";
import { type DailyWork, dailyWork } from "./daily-work.ts";

export type RunningEngine = { readonly url: string; stop(): Promise<void> };

export type RunOptions = {
  readonly options: EngineOptions;
  readonly workplace: Workplace;
  readonly warnings: readonly Problem[];
  readonly logPath: string;
};

/** How often the engine looks whether there is something to do. */
const roundEveryMs = 1_000;

/** Listens, then works in rounds until it is stopped: the inbox, and what is due each day. */
export async function runEngine(run: RunOptions): Promise<RunningEngine> {
  const { options, workplace } = run;
  const { config } = options.loaded;
  const stopping = new AbortController();
  const inbox = inboxOf(run, join(config.dataDir, inboxFolder), stopping.signal);
  const daily = dailyWork(workplace, options.random);
  const served = await serve(
    { workplace, facts: factsOf(run, inbox, daily) },
    { host: config.host, port: config.port },
  );
  workplace.log.info({ url: served.url, version: options.version, pid: options.pid }, "The engine runs.");
  const rounds = workInRounds(workplace, inbox, daily, stopping.signal);
  return {
    url: served.url,
    stop: async () => {
      stopping.abort();
      await Promise.all([rounds, served.close()]);
      workplace.log.info({}, "The engine has stopped.");
    },
  };
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

function factsOf({ options, warnings, logPath }: RunOptions, inbox: InboxWatch, daily: DailyWork): EngineFacts {
  return {
    version: options.version,
    startedAt: options.clock.now(),
    logPath,
    inboxPath: join(options.loaded.config.dataDir, inboxFolder),
    warnings,
    inboxNews: inbox.news,
    troubles: () => [inbox.trouble(), ...daily.troubles()].filter((sentence) => sentence !== undefined),
  };
}

async function workInRounds(
  workplace: Workplace,
  inbox: InboxWatch,
  daily: DailyWork,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await inbox.look();
    if (!signal.aborted) await daily.look();
    // Woken early by a stop, and then the loop ends.
    await workplace.clock.sleep(roundEveryMs, signal).catch(() => undefined);
  }
}
