import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { historyPageMax } from "../ledger/account-history.ts";
import { type ChangedAccount, changeAccount } from "../operations/change-account.ts";
import { showAccount } from "../operations/show-account.ts";
import type { StoredAccountEvent } from "../store/account-event.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { accountJson, accountText, eventJson, eventText } from "./text/account-text.ts";
import { paintFor } from "./text/paint.ts";
import { typedCount } from "./typed-count.ts";
import { withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type HistoryOptions = CommonOptions & { readonly currency?: string; readonly limit: string; readonly after?: string };
type StateOptions = CommonOptions & { readonly currency: string; readonly reason: string };

/** `millrace books history`, `freeze`, `close`, `reopen` */
export function defineAccountWork(books: Command, context: CliContext): void {
  const history = withCommon(books.command("history"))
    .description("Shows what was booked on an account, in the order of booking, and whether it is frozen or closed.")
    .argument("<account>", "its path, as `millrace books accounts` shows it")
    .option("--currency <code>", "which currency, where the account is there in several")
    .option("--limit <n>", `rows on a page, up to ${historyPageMax}`, "50")
    .option("--after <id>", "go on behind this row, as the page before says")
    .action((path: string, options: HistoryOptions) => history_(path, options, context));
  withExamples(
    history,
    "millrace books history assets:transit:gumroad:main",
    "millrace books history equity:fx --currency KES --json",
  );
  for (const { word, kind, tells, example } of changes) {
    const command = withCommon(books.command(word))
      .description(tells)
      .argument("<account>", "its path, as `millrace books accounts` shows it")
      .requiredOption("--currency <code>", "its currency")
      .requiredOption("--reason <text>", "why; kept for good, so name nobody")
      .action((path: string, options: StateOptions) => change(path, kind, options, context));
    withExamples(command, `millrace books ${word} assets:bank:kcb:main --currency KES --reason "${example}"`);
  }
}

type Change = {
  readonly word: string;
  readonly kind: StoredAccountEvent["kind"];
  readonly tells: string;
  readonly example: string;
};

const changes: readonly Change[] = [
  {
    word: "freeze",
    kind: "frozen",
    tells: "Lets nothing new be booked on an account until it is reopened; who, when and why is kept.",
    example: "statement does not agree",
  },
  {
    word: "close",
    kind: "closed",
    tells: "Closes an empty account; who, when and why is kept.",
    example: "account given up",
  },
  {
    word: "reopen",
    kind: "reopened",
    tells: "Opens a frozen or closed account again; who, when and why is kept.",
    example: "statement explained",
  },
];

async function history_(path: string, options: HistoryOptions, context: CliContext): Promise<void> {
  const limit = typedCount(options.limit, "--limit", historyPageMax);
  const { currency } = options;
  const after = options.after === undefined ? undefined : typedRow(options.after);
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const story = await showAccount(workplace, book, { path, currency, after, limit });
    if (!story.ok) throw new ProblemError(story.error);
    if (options.json) sayJson(context.out, accountJson(story.value));
    else {
      const chosen = currency === undefined ? "" : ` --currency ${currency}`;
      const here = options.book === undefined || options.book === "main" ? "" : ` --book ${options.book}`;
      const again = `millrace books history ${path}${chosen}${here}${limit === 50 ? "" : ` --limit ${limit}`}`;
      context.out.write(accountText(story.value, book.timeZone, context.out.columns, paintFor(context.out), again));
    }
  });
}

function typedRow(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  return wrongUse(`--after must be the id of a row, a whole number, not "${text}".`);
}

async function change(
  path: string,
  kind: StoredAccountEvent["kind"],
  options: StateOptions,
  context: CliContext,
): Promise<void> {
  const { currency, reason } = options;
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const done = await changeAccount(workplace, book, { path, currency, kind, reason });
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) sayJson(context.out, changeJson(done.value));
    else sayLine(context.out, changeText(done.value, book.timeZone));
  });
}

function changeText({ path, currency, changed, event }: ChangedAccount, zone: string): string {
  const named = `${path} (${currency})`;
  if (!event) return `${named} is open; nothing was changed.`;
  return changed ? `${named}: ${eventText(event, zone)}` : `${named} is so already. ${eventText(event, zone)}`;
}

function changeJson({ path, currency, changed, event }: ChangedAccount): Record<string, unknown> {
  return { account: path, currency, changed, event: event ? eventJson(event) : null };
}
