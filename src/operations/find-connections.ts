import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { findConnector } from "./platforms.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The connections of a book at a platform, the one that is named alone ("gumroad-2"), or all; removed ones are not given.
 * Problems: `platform-unknown`, `not-connected`.
 */
export async function findConnections(
  workplace: Workplace,
  book: Book,
  platform: string | undefined,
): Promise<Result<readonly Connection[], Problem>> {
  const all = (await listConnections(workplace.store, book.id)).filter(({ state }) => state !== "removed");
  if (platform === undefined) return all.length > 0 ? ok(all) : err(nothing(book, "No platform", "<platform>"));
  const one = all.find((each) => accountName(each) === platform);
  if (one) return ok([one]);
  const connector = findConnector(workplace.platforms, platform);
  if (!connector.ok) return connector;
  const found = all.filter((one) => one.platform === connector.value.id);
  return found.length > 0 ? ok(found) : err(nothing(book, connector.value.title, connector.value.id));
}

/** The name that means one account alone, however many of its platform there are: "gumroad-2". */
export function accountName({ platform, id }: Pick<Connection, "platform" | "id">): string {
  return `${platform}-${id}`;
}

function nothing(book: Book, what: string, id: string): Problem {
  const sentence = `${what} is ${what === "No platform" ? "" : "not "}connected to the books of ${book.name}.`;
  return problem("not-connected", sentence, {
    kept: "Nothing was changed.",
    fix: `Connect it first: millrace connect ${id}`,
  });
}
