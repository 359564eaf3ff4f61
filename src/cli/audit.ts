import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { anchorsFolder } from "../audit/program.ts";
import { fail, ProblemError } from "../base/problem.ts";
import { parseVerifierKey, type VerifierKey } from "../domain/audit/note.ts";
import { count, counted } from "../domain/text/amount-text.ts";
import { zoneNamed } from "../domain/time/zone.ts";
import { signCheckpoint } from "../operations/sign-checkpoint.ts";
import { verifyBooks } from "../operations/verify-books.ts";
import { auditHead, readAudit } from "../store/audit-log.ts";
import { listBooks } from "../store/book.ts";
import { openForReading, type ReadBooks } from "../upkeep/open-for-reading.ts";
import { type CommonOptions, withCommon, withDebug, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson, sayLine } from "./say.ts";
import { entriesText, entryJson } from "./text/audit-text.ts";
import { paintFor } from "./text/paint.ts";
import { checkedJson, checkedText } from "./text/verified-text.ts";
import { typedCount } from "./typed-count.ts";
import { configuration, withDesk } from "./with-desk.ts";

type VerifyOptions = JsonOption & { readonly anchors?: string; readonly publicKey?: readonly string[] };
type ShowOptions = CommonOptions & { readonly from?: string; readonly limit: string };

type JsonOption = { readonly json?: boolean };

/** For what concerns the whole installation and not one of its books. */
function withJson(command: Command): Command {
  return withDebug(command.option("--json", "print JSON for scripts"));
}

/** `millrace audit` */
export function define(program: Command, context: CliContext): void {
  const audit = program
    .command("audit")
    .description("The record of everything that was done, chained so that no entry can be changed unnoticed.");
  const verify = withJson(audit.command("verify"))
    .description(
      "Checks the whole record against itself, the books, its signed checkpoints and their copies outside the database.",
    )
    .option("--anchors <folder>", "where copies of checkpoints are kept (anchors in the data directory when left out)")
    .option("--public-key <file...>", "believe these keys and no others")
    .action((options: VerifyOptions) => verify_(options, context));
  withExamples(
    verify,
    "millrace audit verify",
    "millrace audit verify --anchors /media/stick/anchors --public-key millrace.vkey",
  );
  const checkpoint = withJson(audit.command("checkpoint"))
    .description("Signs the record as it is now and keeps a copy outside the database. The engine does so once a day.")
    .action((options: JsonOption) => checkpoint_(options, context));
  withExamples(checkpoint, "millrace audit checkpoint");
  const show = withCommon(audit.command("show"))
    .description("Shows the newest entries, or those from a number on.")
    .option("--from <number>", "begin with this entry")
    .option("--limit <n>", "at most so many", "20")
    .action((options: ShowOptions) => show_(options, context));
  withExamples(show, "millrace audit show", "millrace audit show --from 1 --limit 100 --json");
}

async function verify_(options: VerifyOptions, context: CliContext): Promise<void> {
  const { config } = configuration(context);
  const folderNamed = options.anchors !== undefined;
  const folder =
    options.anchors === undefined
      ? join(config.dataDir, anchorsFolder)
      : resolve(context.environment.workingDir, options.anchors);
  const keys = (options.publicKey ?? []).map((path) => keyFrom(path, context));
  const books = await openForReading(config);
  const progress = progressOn(context.err, context.clock);
  try {
    const onProgress = (done: number, total: number): void =>
      progress.show(`${count(done)} of ${counted(total, "entry", "entries")} checked`, done / Math.max(1, total));
    const { random } = context;
    const checked = await verifyBooks(books.store, books.master, { folder, folderNamed, keys, random, onProgress });
    progress.end();
    if (!checked.ok) throw new ProblemError(checked.error);
    if (options.json) sayJson(context.out, checkedJson(checked.value));
    else context.out.write(checkedText(checked.value, folder, await zoneOf(books)));
    if (!checked.value.ok) throw new Exit(1);
  } finally {
    progress.end();
    await books.close();
  }
}

/** The zone of the first books, for moments that concern all of them. */
async function zoneOf(books: ReadBooks): Promise<string> {
  const [first] = await listBooks(books.store);
  return first && zoneNamed(first.timeZone) ? first.timeZone : "UTC";
}

function keyFrom(path: string, context: CliContext): VerifierKey {
  let text: string;
  try {
    text = readFileSync(resolve(context.environment.workingDir, path), "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    return fail("public-key-unreadable", `The public key ${path} cannot be read (${code}).`);
  }
  const key = parseVerifierKey(text);
  return key.ok ? key.value : fail("public-key-unreadable", `${path} is not a public key: ${key.error}.`);
}

async function checkpoint_(options: JsonOption, context: CliContext): Promise<void> {
  await withDesk(context, {}, async ({ workplace }) => {
    const made = await signCheckpoint(workplace, context.random);
    if (!made.ok) throw new ProblemError(made.error);
    const { size, isNew, anchor } = made.value;
    if (options.json) sayJson(context.out, { entries: size, new: isNew, anchor });
    else if (isNew)
      sayLine(
        context.out,
        `Signed over ${counted(size, "entry", "entries")}; a copy is in ${anchor}. Keep copies on another disk too: they prove that nothing was cut off.`,
      );
    else
      sayLine(
        context.out,
        `Nothing was added since the checkpoint over ${counted(size, "entry", "entries")}, so it still holds; its copy is in ${anchor}.`,
      );
  });
}

const shownMax = 10_000;

async function show_(options: ShowOptions, context: CliContext): Promise<void> {
  const limit = typedCount(options.limit, "--limit", shownMax);
  const from = options.from === undefined ? undefined : BigInt(typedCount(options.from, "--from", 999_999_999));
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { seq } = await auditHead(workplace.store);
    const newest = seq - BigInt(limit) + 1n;
    const entries = await readAudit(workplace.store, from ?? (newest > 1n ? newest : 1n), limit);
    if (options.json) sayJson(context.out, { entries: entries.map(entryJson), total: Number(seq) });
    else
      context.out.write(entriesText(entries, Number(seq), book.timeZone, context.out.columns, paintFor(context.out)));
  });
}
