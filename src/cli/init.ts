import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { currencyProblem, timeZoneProblem } from "../operations/check-book-settings.ts";
import type { Made } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import type { Book } from "../store/book.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { configuration, openEngine, usualBooks } from "./with-desk.ts";
import { WrongUse } from "./wrong-use.ts";

type Options = { readonly name: string; readonly currency: string; readonly timeZone: string; readonly json?: boolean };

/** `millrace init` */
export function define(program: Command, context: CliContext): void {
  const usual = usualBooks(context);
  const command = withDebug(program.command("init"))
    .description(
      "Makes a data directory with its encryption key and first books. MILLRACE_DATA_DIR says where. Where there are books already, nothing is changed.",
    )
    .option("--name <text>", "name of your business", usual.name)
    .option("--currency <code>", "currency you think in", usual.homeCurrency)
    .option("--time-zone <zone>", "zone in which your days begin", usual.timeZone)
    .option("--json", "print JSON for scripts")
    .action((options: Options) => init(options, context));
  withExamples(
    command,
    "millrace init",
    'millrace init --name "Savanna Icons" --currency KES --time-zone Africa/Nairobi',
  );
}

async function init(options: Options, context: CliContext): Promise<void> {
  const wrong = currencyProblem(options.currency) ?? timeZoneProblem(options.timeZone);
  if (wrong) throw new WrongUse(wrong);
  const loaded = configuration(context);
  const books = { name: options.name.trim() || "Main", homeCurrency: options.currency, timeZone: options.timeZone };
  const engine = await openEngine(context, loaded, "command", books);
  try {
    const found = await findBook(engine.workplace.store, mainBook);
    if (!found.ok) throw new ProblemError(found.error);
    if (options.json) sayJson(context.out, jsonOf(found.value, loaded.config.dataDir, engine.made));
    else
      context.out.write(
        engine.made
          ? madeText(engine.made)
          : `There are books in ${loaded.config.dataDir} already; nothing was changed.\n`,
      );
  } finally {
    await engine.stop();
  }
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
