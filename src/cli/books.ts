import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, Option } from "commander";
import { fail, ProblemError } from "../base/problem.ts";
import { count, counted } from "../domain/text/amount-text.ts";
import { accountBalances } from "../ledger/balances.ts";
import { exportBeancount } from "../ledger/export/beancount.ts";
import { exportCsv } from "../ledger/export/csv.ts";
import { exportHledger } from "../ledger/export/hledger.ts";
import { exportJsonl } from "../ledger/export/jsonl.ts";
import { addBusiness } from "../operations/add-book.ts";
import { checkWholeBooks } from "../operations/check-books.ts";
import { rebuildBooks } from "../operations/rebuild-books.ts";
import type { Book } from "../store/book.ts";
import { listBooks } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { defineAccountWork } from "./books-account.ts";
import { defineOwnWork } from "./books-own.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson, sayLine } from "./say.ts";
import { balanceJson, balancesText, booksText, checkText, rebuildText } from "./text/books-text.ts";
import { paintFor } from "./text/paint.ts";
import { usualBooks, withDesk } from "./with-desk.ts";
import { WrongUse } from "./wrong-use.ts";

type ExportOptions = CommonOptions & {
  readonly format: keyof typeof exporters;
  readonly out?: string;
  readonly force?: boolean;
};
type AddOptions = CommonOptions & { readonly name?: string; readonly currency: string; readonly timeZone: string };

const exporters = {
  hledger: exportHledger,
  beancount: exportBeancount,
  csv: exportCsv,
  jsonl: exportJsonl,
} as const satisfies Record<string, (handle: Handle, book: Book) => AsyncGenerator<string>>;

/** `millrace books` */
export function define(program: Command, context: CliContext): void {
  const books = program
    .command("books")
    .description("The books themselves: their businesses, balances, checks and exports.");
  defineWork(books, context);
  defineAccountWork(books, context);
  defineOwnWork(books, context);
  const list = withCommon(books.command("list"))
    .description("Lists the businesses that have books here.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace books list");
  const add = withCommon(books.command("add"))
    .description("Makes books for a further business; other commands take them with --book.")
    .argument("<slug>", "short name for commands, for example second-shop")
    .option("--name <text>", "name of the business")
    .option("--currency <code>", "currency you think in", usualBooks(context).homeCurrency)
    .option("--time-zone <zone>", "zone in which its days begin", usualBooks(context).timeZone)
    .action((slug: string, options: AddOptions) => add_(slug, options, context));
  withExamples(add, 'millrace books add second-shop --name "Second shop" --currency EUR --time-zone Europe/Berlin');
}

function defineWork(books: Command, context: CliContext): void {
  const check = withCommon(books.command("check"))
    .description(
      "Computes the books anew from their first entry and compares: sums, balances, pins in the audit record, what was observed, daily figures.",
    )
    .action((options: CommonOptions) => check_(options, context));
  withExamples(check, "millrace books check", "millrace books check --json");
  const rebuild = withCommon(books.command("rebuild"))
    .description(
      "Makes everything derived anew: balances, the sales list, daily figures. On healthy books nothing changes.",
    )
    .action((options: CommonOptions) => rebuild_(options, context));
  withExamples(rebuild, "millrace books rebuild");
  const accounts = withCommon(books.command("accounts"))
    .description("Shows the balance of every account.")
    .option("--under <path>", "only accounts whose path begins so", "")
    .action((options: CommonOptions & { readonly under: string }) => accounts_(options, context));
  withExamples(accounts, "millrace books accounts", "millrace books accounts --under assets:");
  const export_ = withCommon(books.command("export"))
    .description("Writes the books for other programs.")
    .addOption(new Option("--format <name>", "for which program").choices(Object.keys(exporters)).makeOptionMandatory())
    .option("--out <file>", "write to a file instead of the terminal")
    .option("--force", "replace the file if it is there")
    .action((options: ExportOptions) => exportBooks(options, context));
  withExamples(
    export_,
    "millrace books export --format hledger --out books.journal",
    "millrace books export --format csv | head",
  );
}

async function check_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const progress = progressOn(context.err, context.clock);
    const onProgress = (done: bigint, total: bigint): void =>
      progress.show(`${count(done)} of ${count(total)} entries checked`, Number(done) / Math.max(1, Number(total)));
    const onObjects = (done: number, total: number): void =>
      progress.show(`${count(done)} of ${count(total)} objects compared`, done / Math.max(1, total));
    const check = await checkWholeBooks(workplace, book, { onProgress, onObjects });
    progress.end();
    if (options.json) sayJson(context.out, check);
    else context.out.write(checkText(check, context.out.columns, paintFor(context.out)));
    if (!check.sound) throw new Exit(1);
  });
}

async function rebuild_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const progress = progressOn(context.err, context.clock);
    const rebuilt = await rebuildBooks(workplace, book, (objects) =>
      progress.show(counted(objects, "object"), undefined),
    );
    progress.end();
    if (options.json) sayJson(context.out, rebuilt);
    else context.out.write(rebuildText(rebuilt));
  });
}

async function accounts_(options: CommonOptions & { readonly under: string }, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const balances = await accountBalances(workplace.store, book.id, { prefix: options.under });
    if (options.json) sayJson(context.out, { accounts: balances.map(balanceJson) });
    else context.out.write(balancesText(balances, context.out.columns, paintFor(context.out)));
  });
}

async function exportBooks(options: ExportOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const pieces = exporters[options.format](workplace.store, book);
    if (options.out === undefined) {
      for await (const piece of pieces) {
        context.out.write(piece);
        await context.out.drained();
      }
      return;
    }
    const path = resolve(context.environment.workingDir, options.out);
    await writePieces(path, options.out, pieces, options.force ?? false);
    if (options.json) sayJson(context.out, { file: path, format: options.format });
    else sayLine(context.err, `Written to ${options.out}.`);
  });
}

async function writePieces(path: string, named: string, pieces: AsyncIterable<string>, force: boolean): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path, { flags: force ? "w" : "wx", mode: 0o600 }));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "EEXIST") {
      fail("file-exists", `${named} exists already.`, {
        kept: "It is unchanged.",
        fix: "Name another file, or add --force to replace it.",
      });
    }
    const why = notWritten[code];
    if (why === undefined) throw cause;
    fail("file-not-written", `The export could not be written to ${named}: ${why}.`, {
      kept: "The books are unchanged.",
    });
  }
}

const notWritten: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
};

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const books = await listBooks(workplace.store);
    if (options.json)
      sayJson(context.out, {
        books: books.map(({ slug, name, homeCurrency, timeZone }) => ({ slug, name, homeCurrency, timeZone })),
      });
    else context.out.write(booksText(books, context.out.columns, paintFor(context.out)));
  });
}

async function add_(slug: string, options: AddOptions, context: CliContext): Promise<void> {
  await withDesk(context, {}, async ({ workplace }) => {
    const made = await addBusiness(workplace, {
      slug,
      name: options.name ?? slug,
      homeCurrency: options.currency,
      timeZone: options.timeZone,
    });
    if (!made.ok) throw made.error.code === "book-exists" ? new ProblemError(made.error) : new WrongUse(made.error);
    const { name, homeCurrency, timeZone } = made.value;
    if (options.json) sayJson(context.out, { book: { slug, name, homeCurrency, timeZone } });
    else
      sayLine(
        context.out,
        `Books "${slug}" are made for ${name}: home currency ${homeCurrency}, days of ${timeZone}. Use them with --book ${slug}.`,
      );
  });
}
