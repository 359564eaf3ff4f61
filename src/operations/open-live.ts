import { openLiveCredential } from "../access/live-credential.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Live } from "../intake/live/live.ts";
import type { Book } from "../store/book.ts";
import type { Connection } from "../store/connection.ts";
import { findConnector } from "./platforms.ts";
import type { Workplace } from "./workplace.ts";

/**
 * A connection with all that is needed to speak to its platform; `purpose` stands in the record of who used its access.
 * Problems: `platform-unknown`, `connection-without-credential`.
 */
export async function openLive(
  workplace: Workplace,
  book: Book,
  connection: Connection,
  signal?: AbortSignal,
  purpose = "read",
): Promise<Result<Live, Problem>> {
  const connector = findConnector(workplace.platforms, connection.platform);
  if (!connector.ok) return connector;
  const { store, sealing, clock, ids, actor, log, platforms } = workplace;
  const ways = { http: platforms.http(connector.value), consent: platforms.consent(connector.value) };
  const access = await openLiveCredential(workplace, ways, connection, purpose);
  if (access === undefined) return err(withoutCredential(connector.value.title, connection));
  const context = {
    http: access.http,
    credential: access.credential,
    accountId: connection.accountId,
    ...(signal ? { signal } : {}),
  };
  return ok({ store, sealing, clock, ids, actor, log, book, connection, connector: connector.value, context });
}

function withoutCredential(title: string, { name, platform }: Connection): Problem {
  return problem("connection-without-credential", `${title} (${name}) is not connected any more.`, {
    kept: "What it brought stays in the books.",
    fix: `\`millrace connect ${platform}\` connects it again.`,
  });
}
