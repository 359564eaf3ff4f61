import type { Command } from "commander";
import { fail } from "../base/problem.ts";
import { count } from "../domain/text/amount-text.ts";
import { momentName } from "../domain/time/written.ts";
import { refusedRows } from "../operations/refused-rows.ts";
import { importStatus } from "../operations/status.ts";
import { type FileImport, listImports } from "../store/file-import.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { typedCount } from "./typed-count.ts";
import { withDesk } from "./with-desk.ts";

type RefusedOptions = CommonOptions & { readonly limit: string; readonly showRows?: boolean };

const idMax = 999_999_999;
const limitMax = 100_000;

/** `millrace imports` */
export function define(program: Command, context: CliContext): void {
  const imports = program
    .command("imports")
    .description("The files that were imported, and the rows that were refused.");
  const list = withCommon(imports.command("list", { isDefault: true }))
    .description("Lists the files that were imported.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace imports list", "millrace imports list --json");
  const refused = withCommon(imports.command("refused"))
    .description("Shows the rows of a file that were refused, each with its line and reason.")
    .argument("<number>", "the import's number, as `millrace imports list` shows it")
    .option("--limit <n>", "at most so many", "1000")
    .option(
      "--show-rows",
      "show the rows too; they may name buyers, and that you looked is written to the audit record",
    )
    .action((id: string, options: RefusedOptions) => refused_(id, options, context));
  withExamples(refused, "millrace imports refused 3", "millrace imports refused 3 --show-rows --json");
}

const states: Readonly<Record<FileImport["state"], string>> = {
  done: "whole",
  stopped: "broke off",
  running: "not finished",
};

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const all = await listImports(workplace.store, book.id);
    if (options.json) {
      sayJson(context.out, { imports: all.map(importStatus) });
      return;
    }
    if (all.length === 0) {
      context.out.write("Nothing has been imported yet.\n");
      return;
    }
    const right = (title: string) => ({ title, align: "right" as const });
    const columns = [
      right("No"),
      { title: "File", mayShrink: true },
      { title: "Source" },
      { title: "When" },
      right("Rows"),
      right("Booked"),
      right("Known"),
      right("Refused"),
      { title: "" },
    ];
    const rows = all.map((one) => [
      one.id.toString(),
      one.fileName,
      one.source,
      momentName(one.startedAt, book.timeZone),
      ...[one.counts.read, one.counts.booked, one.counts.known, one.counts.refused].map(count),
      states[one.state],
    ]);
    context.out.write(table(columns, rows, context.out.columns, paintFor(context.out)));
  });
}

async function refused_(id: string, options: RefusedOptions, context: CliContext): Promise<void> {
  const number = BigInt(typedCount(id, "The number of the import", idMax));
  const limit = typedCount(options.limit, "--limit", limitMax);
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const found = (await listImports(workplace.store, book.id)).find((one) => one.id === number);
    if (!found)
      return fail("unknown-import", `There is no import number ${id} in these books.`, {
        fix: "`millrace imports list` shows their numbers.",
      });
    const rows = await refusedRows(workplace, found, limit, options.showRows ?? false);
    if (options.json) sayJson(context.out, { import: importStatus(found), refused: rows });
    else if (rows.length === 0) context.out.write(`No row of ${found.fileName} was refused.\n`);
    else {
      const columns = [
        { title: "Line", align: "right" as const },
        { title: "Why it was refused" },
        ...(options.showRows ? [{ title: "Row" }] : []),
      ];
      const cells = rows.map(({ line, reason, cells: row }) => [
        count(line),
        reason,
        ...(row ? [row.join(" · ")] : []),
      ]);
      context.out.write(table(columns, cells, context.out.columns, paintFor(context.out)));
    }
  });
}
