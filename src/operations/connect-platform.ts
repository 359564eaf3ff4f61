import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import { addConnection } from "../intake/live/connections.ts";
import type { Connector, PlatformAccount } from "../spec/connector.ts";
import { type Access, saveAccess } from "../store/access.ts";
import type { Book } from "../store/book.ts";
import { type Connection, findConnection } from "../store/connection.ts";
import { failureProblem } from "./failure-problem.ts";
import { keepSchedules, kinds, lookPayload } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

export type Connected = {
  readonly connection: Connection;
  readonly account: PlatformAccount;
  /** Whether this account was connected before and only got a new credential. */
  readonly again: boolean;
};

/**
 * Asks the platform whose account the credentials open, and keeps them sealed when it answers. The first look at each
 * stream is put in line in the same transaction. Problems: those of the platform's answer; then nothing is kept.
 */
export async function connectPlatform(
  workplace: Workplace,
  random: Random,
  book: Book,
  connector: Connector,
  credentials: Readonly<Record<string, string>>,
): Promise<Result<Connected, Problem>> {
  const missing = connector.credentials.find(({ name }) => (credentials[name] ?? "").trim() === "");
  if (missing) return err(notGiven(connector, missing.label));
  const odd = connector.credentials.find(({ name }) => /[\s\p{Cc}]/u.test((credentials[name] ?? "").trim()));
  if (odd) return err(notPlain(odd.label));
  const given = Object.fromEntries(connector.credentials.map(({ name }) => [name, (credentials[name] ?? "").trim()]));
  hideGiven(workplace, connector, given);
  const http = workplace.platforms.http(connector);
  const account = await connector.identify({ http, credential: (name) => given[name] ?? "" });
  if (!account.ok) return err(failureProblem(account.error, "Nothing was connected."));
  const access = { way: "given", expiresAt: undefined, endsAt: undefined, scopes: "" } as const;
  return ok(await keepConnection(workplace, random, book, connector, { account: account.value, given, access }));
}

/** Before anything is done with it: what a person gave cannot get into the log. */
export function hideGiven(
  { hide }: Pick<Workplace, "hide">,
  connector: Connector,
  given: Readonly<Record<string, string>>,
): void {
  hide?.(
    `given/${connector.id}`,
    Object.values(given).map((value) => new Secret(value)),
  );
}

/** What is kept of an account that was found to be what it should be. */
export type Kept = {
  readonly account: PlatformAccount;
  readonly given: Readonly<Record<string, string>>;
  readonly access: Pick<Access, "way" | "expiresAt" | "endsAt" | "scopes">;
};

/** Keeps access to an account, sealed, in one transaction with what begins with it. */
export async function keepConnection(
  workplace: Workplace,
  random: Random,
  book: Book,
  connector: Connector,
  kept: Kept,
): Promise<Connected> {
  const connected = await keep(workplace, random, book, connector, kept);
  await keepSchedules(workplace);
  return connected;
}

async function keep(
  workplace: Workplace,
  random: Random,
  book: Book,
  connector: Connector,
  { account, given: credentials, access }: Kept,
): Promise<Connected> {
  const { store, sealing, clock, actor, jobs } = workplace;
  const now = clock.now();
  return store.transaction(async (tx) => {
    const known = await findConnection(tx, book.id, connector.id, account.id);
    const asked = { book, platform: connector.id, accountId: account.id, name: account.name, credentials };
    const connection = await addConnection(tx, sealing, random, asked, { actor, now });
    await saveAccess(tx, { connectionId: connection.id, givenAt: now, ...access });
    for (const stream of connector.streams) {
      const [look] = stream.looks;
      if (!look) continue;
      const payload = lookPayload(connection, stream, look);
      await jobs.enqueue(tx, { name: kinds.look, payload, dedupe: `look ${payload}` });
    }
    return { connection, account, again: known !== undefined };
  });
}

function notGiven(connector: Connector, label: string): Problem {
  return problem("credential-missing", `${connector.title} cannot be connected without its ${label.toLowerCase()}.`, {
    kept: "Nothing was changed.",
    fix: connector.credentials[0]?.help ?? "",
  });
}

function notPlain(label: string): Problem {
  return problem("credential-odd", `The ${label.toLowerCase()} has a space or a line break inside it.`, {
    kept: "Nothing was changed.",
    fix: "Copy it again, whole and alone.",
  });
}
