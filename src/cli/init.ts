import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { changeSettings } from "../operations/change-book.ts";
import { currencyProblem, timeZoneProblem } from "../operations/check-book-settings.ts";
import type { Made } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import type { Book } from "../store/book.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { configuration, openEngine, usualBooks } from "./with-desk.ts";
import { WrongUse } from "./wrong-use.ts";

type Options = {
  readonly name?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly json?: boolean;
};

/** `millrace init` */
export function define(program: Command, context: CliContext): void {
  const usual = usualBooks(context);
  const command = withDebug(program.command("init"))
    .description(
      "Makes a data directory with its encryption key and first books. MILLRACE_DATA_DIR says where. Where there are books, it changes their settings while nothing has been imported, and nothing else.",
    )
    .option("--name <text>", `name of your business ("${usual.name}" when left out)`)
    .option("--currency <code>", `currency you think in (${usual.homeCurrency} when left out)`)
    .option("--time-zone <zone>", `zone in which your days begin (${usual.timeZone}, the machine's, when left out)`)
    .option("--json", "print JSON for scripts")
    .action((options: Options) => init(options, context));
  withExamples(
    command,
    "millrace init",
    'millrace init --name "Savanna Icons" --currency KES --time-zone Africa/Nairobi',
  );
}

async function init(options: Options, context: CliContext): Promise<void> {
  const { name, currency, timeZone } = options;
  const wrong =
    (currency === undefined ? undefined : currencyProblem(currency)) ??
    (timeZone === undefined ? undefined : timeZoneProblem(timeZone));
  if (wrong) throw new WrongUse(wrong);
  const loaded = configuration(context);
  const usual = usualBooks(context);
  const books = {
    name: name?.trim() || usual.name,
    homeCurrency: currency ?? usual.homeCurrency,
    timeZone: timeZone ?? usual.timeZone,
  };
  const engine = await openEngine(context, loaded, "command", books);
  try {
    const found = await findBook(engine.workplace.store, mainBook);
    if (!found.ok) throw new ProblemError(found.error);
    const book = await changeSettings(engine.workplace, found.value, { name, homeCurrency: currency, timeZone });
    if (!book.ok) throw new ProblemError(book.error);
    const { dataDir } = loaded.config;
    if (options.json) sayJson(context.out, jsonOf(book.value, dataDir, engine.made));
    else if (engine.made) context.out.write(madeText(engine.made));
    else sayLine(context.out, presentText(dataDir, found.value, book.value));
  } finally {
    await engine.stop();
  }
}

function presentText(dataDir: string, before: Book, now: Book): string {
  if (now === before) return `There are books in ${dataDir} already; nothing was changed.`;
  return `The books in ${dataDir} are now those of ${now.name}: home currency ${now.homeCurrency}, days of ${now.timeZone}.`;
}

function jsonOf(book: Book, dataDir: string, made: Made | undefined): unknown {
  const { slug, name, homeCurrency, timeZone } = book;
  return {
    dataDir,
    made: made !== undefined,
    keyFile: made?.keys.made?.path ?? null,
    book: { slug, name, homeCurrency, timeZone },
  };
}

/** What was made, and what the owner must keep. */
export function madeText(made: Made): string {
  const { books, dataDir } = made;
  return `Your books are in ${dataDir}, encrypted.
Home currency ${books.homeCurrency}, days of ${books.timeZone}.

${keepingText(made)}

Next:  millrace import <file.csv> --dry-run     shows what would be booked
       millrace import <file.csv>
       millrace report
`;
}

function keepingText({ keys }: Made): string {
  if (keys.made?.what === "key") {
    return `The encryption key is ${keys.made.path}.
Keep a copy of it somewhere else, in a password manager or on paper: without it nobody can open
your books, and there is no other way in.`;
  }
  if (keys.made?.what === "salt") {
    return `The encryption key comes from your passphrase together with ${keys.made.path}.
Keep a copy of that file: without it the passphrase opens nothing. Every backup holds one.`;
  }
  return `The encryption key comes from ${keys.candidates[0]?.origin ?? "your settings"}. Keep a copy of it: without it nobody can open your
books, and there is no other way in.`;
}
