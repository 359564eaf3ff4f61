import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Account, findAccounts, listAccounts } from "../store/account.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { currencyProblem } from "./check-book-settings.ts";

/** Names shown where a name was not found. */
const namesMax = 4;

/**
 * The account of that path and currency; without a currency, the only one of that path. Problems: `unknown-account`
 * with names that are near, `account-currency` where the currency is missing or another, `unknown-currency`.
 */
export async function findBookAccount(
  handle: Handle,
  book: Book,
  path: string,
  currency?: string,
): Promise<Result<Account, Problem>> {
  const wrong = currency === undefined ? undefined : currencyProblem(currency);
  if (wrong) return err(wrong);
  const accounts = await findAccounts(handle, book.id, [path]);
  const fitting = currency === undefined ? accounts : accounts.filter((account) => account.currency === currency);
  const [only, second] = fitting;
  if (only && !second) return ok(only);
  const there = accounts.map((account) => account.currency).sort();
  if (second) {
    return err(
      problem("account-currency", `The account ${path} is there in ${there.join(", ")}.`, {
        fix: `Say which one you mean, for example with --currency ${there[0]}.`,
      }),
    );
  }
  if (accounts.length > 0) {
    return err(
      problem("account-currency", `There is no account ${path} in ${currency}.`, {
        fix: `It is there in ${there.join(", ")}.`,
      }),
    );
  }
  return err(await unknownAccount(handle, book, path));
}

async function unknownAccount(handle: Handle, book: Book, path: string): Promise<Problem> {
  const paths = [...new Set((await listAccounts(handle, book.id)).map((account) => account.path))];
  const word = path.toLowerCase();
  const meant = nearest(word, paths);
  const holding = word.length < 2 ? [] : paths.filter((one) => one.includes(word));
  const near = [...new Set([...(meant === undefined ? [] : [meant]), ...holding])];
  const more = near.length > namesMax ? ` and ${near.length - namesMax} more` : "";
  const fix =
    near.length === 0
      ? "`millrace books accounts` lists the accounts there are."
      : `Did you mean ${near.slice(0, namesMax).join(", ")}${more}?`;
  const shown = path.slice(0, 200);
  return problem("unknown-account", `There is no account "${shown}" in the books of ${book.name}.`, { fix });
}
