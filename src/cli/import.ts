import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type Problem, ProblemError } from "../base/problem.ts";
import { count } from "../domain/text/amount-text.ts";
import { importAndSign } from "../operations/import-and-sign.ts";
import type { ImportOutcome } from "../operations/import-file.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { importJson, importText } from "./text/import-text.ts";
import { paintFor } from "./text/paint.ts";
import { type Desk, usualBooks, withDesk } from "./with-desk.ts";
import { exitCodeOf, wrongUse } from "./wrong-use.ts";

type Options = CommonOptions & {
  readonly as?: string;
  readonly mapping?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
};

/** `millrace import` */
export function define(program: Command, context: CliContext): void {
  const command = withCommon(program.command("import"))
    .description(
      "Reads files of sales, refunds, fees and payouts into the books: CSV as platforms export it, also packed with gzip. The layout is recognised by the header. A file that was imported before changes nothing, and files may overlap.",
    )
    .argument("<file...>", "files to import")
    .option("--as <layout>", "take this layout, whatever the header looks like")
    .option("--mapping <json-file>", "a file that says what the columns mean")
    .option("--currency <code>", "currency of amounts that name none")
    .option("--time-zone <zone>", "zone of times that name none (the books' own when left out)")
    .option("--source <name>", "another name for the platform, for a second shop on it")
    .option("--dry-run", "show what would be booked, and book nothing")
    .action((files: string[], options: Options) => importFiles(files, options, context));
  withExamples(
    command,
    "millrace import gumroad-sales.csv",
    "millrace import *.csv --dry-run",
    "millrace import online_retail.csv.gz --currency GBP --time-zone Europe/London",
  );
}

type FileResult = { readonly file: string; readonly outcome?: ImportOutcome; readonly problem?: Problem };

async function importFiles(files: readonly string[], options: Options, context: CliContext): Promise<void> {
  if (options.mapping !== undefined && options.as !== undefined) {
    wrongUse("--mapping and --as cannot be given together.", "A mapping is a layout of its own.");
  }
  const mapping = options.mapping === undefined ? undefined : mappingText(options.mapping, context);
  const results = await withDesk(context, { book: options.book, firstBooks: usualBooks(context) }, async (desk) => {
    if (desk.engine.made)
      sayLine(
        context.err,
        `There were no books yet, so they were made in ${desk.engine.made.dataDir}; keep a copy of their key (\`millrace key show-path\`).`,
      );
    const done: FileResult[] = [];
    for (const file of files) {
      const result = await importOne(desk, file, options, mapping, context);
      done.push(result);
      if (!options.json) tell(result, desk, context, files.length > 1);
      if (context.stop.aborted) break;
    }
    return done;
  });
  if (options.json) sayJson(context.out, { files: results.map(jsonOf) });
  const problems = results.flatMap((result) => (result.problem ? [result.problem] : []));
  if (problems.length > 0 || results.some((result) => result.outcome?.summary.state === "stopped")) {
    throw new Exit(problems.length > 0 && problems.every((found) => exitCodeOf(found) === 2) ? 2 : 1);
  }
}

function mappingText(path: string, context: CliContext): string {
  try {
    return readFileSync(resolve(context.environment.workingDir, path), "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    const why = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new ProblemError({
      code: "mapping-unreadable",
      sentence: `The mapping file ${path} ${why}.`,
      kept: "Nothing was booked.",
    });
  }
}

async function importOne(
  desk: Desk,
  file: string,
  options: Options,
  mapping: string | undefined,
  context: CliContext,
): Promise<FileResult> {
  const progress = progressOn(context.err, context.clock);
  const { as, currency, timeZone, source, dryRun } = options;
  try {
    const path = resolve(context.environment.workingDir, file);
    const result = await importAndSign(desk.workplace, context.random, desk.book, path, {
      as,
      mapping,
      currency,
      timeZone,
      source,
      dryRun,
      signal: context.stop,
      onProgress: ({ bytes, bytesTotal, rows }) =>
        progress.show(`${file}: ${count(rows)} rows`, bytesTotal === 0 ? undefined : bytes / bytesTotal),
    });
    return result.ok ? { file, outcome: result.value } : { file, problem: result.error };
  } finally {
    progress.end();
  }
}

function tell(result: FileResult, desk: Desk, context: CliContext, many: boolean): void {
  if (result.problem) sayLine(context.err, problemText(result.problem));
  if (result.outcome) {
    const paint = paintFor(context.out);
    context.out.write(importText(result.outcome, desk.book.timeZone, paint, context.out.columns));
    if (many) context.out.write("\n");
  }
}

function jsonOf(result: FileResult): unknown {
  return result.outcome
    ? { file: result.file, ...importJson(result.outcome) }
    : { file: result.file, error: result.problem };
}
