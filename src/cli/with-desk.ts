import { type LoadedConfig, loadConfig } from "../base/config.ts";
import { ProblemError } from "../base/problem.ts";
import type { Engine, FirstBooks } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Book } from "../store/book.ts";
import { type CliContext, Exit } from "./context.ts";
import { problemText, sayLine } from "./say.ts";

/** The configuration in force; every mistake in it is told, each on its line. */
export function configuration(context: CliContext): LoadedConfig {
  const loaded = loadConfig(context.environment);
  if (loaded.ok) return loaded.value;
  for (const found of loaded.error) sayLine(context.err, problemText(found));
  throw new Exit(2);
}

/** What a command works with: the open installation and the books it was asked about. */
export type Desk = {
  readonly workplace: Workplace;
  readonly book: Book;
  readonly engine: Engine;
  readonly loaded: LoadedConfig;
};

export type DeskOptions = {
  /** Short name of the books; "main" when left out. */
  readonly book?: string | undefined;
  /** Make an installation where there is none, with these settings. */
  readonly firstBooks?: FirstBooks | undefined;
};

/** Opens the installation, runs the work with it, and closes it whatever happens. */
export async function withDesk<T>(
  context: CliContext,
  options: DeskOptions,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const loaded = configuration(context);
  const engine = await openEngine(context, loaded, "command", options.firstBooks);
  try {
    const book = await findBook(engine.workplace.store, options.book ?? mainBook);
    if (!book.ok) throw new ProblemError(book.error);
    return await work({ workplace: engine.workplace, book: book.value, engine, loaded });
  } finally {
    await engine.stop();
  }
}

/** Builds an engine from the command line's world, and says what should be looked at. */
export async function openEngine(
  context: CliContext,
  loaded: LoadedConfig,
  as: "engine" | "command",
  firstBooks: FirstBooks | undefined,
): Promise<Engine> {
  const { clock, random, ids, pid, version } = context;
  const onTrouble = (sentence: string): void => sayLine(context.err, sentence);
  // Who sits before a running engine sees its events too; a service has them in its log.
  const terminal = as === "engine" && context.err.isTerminal ? (line: string) => context.err.write(line) : undefined;
  const engine = await context.createEngine({
    loaded,
    clock,
    random,
    ids,
    pid,
    version,
    as,
    firstBooks,
    onTrouble,
    terminal,
  });
  for (const warning of engine.warnings) sayLine(context.err, `Note: ${problemText(warning)}`);
  return engine;
}

/** The books that are made where a person did not say what they want. */
export function usualBooks(context: CliContext): FirstBooks {
  return {
    name: "Main",
    homeCurrency: "USD",
    get timeZone() {
      return context.machineTimeZone;
    },
  };
}
