import type { Random } from "../base/random.ts";
import { ok, type Result } from "../base/result.ts";
import { addConnection } from "../intake/live/connections.ts";
import type { Connector, PlatformAccount } from "../spec/connector.ts";
import { type Access, saveAccess } from "../store/access.ts";
import type { Book } from "../store/book.ts";
import { type Connection, findConnection } from "../store/connection.ts";
import { keepSchedules, kinds, lookPayload } from "./schedules.ts";
import { type CredentialProblem, tryCredentials } from "./try-credentials.ts";
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
): Promise<Result<Connected, CredentialProblem>> {
  const tried = await tryCredentials(workplace, connector, credentials);
  if (!tried.ok) return tried;
  const access = { way: "given", expiresAt: undefined, endsAt: undefined, scopes: "" } as const;
  return ok(await keepConnection(workplace, random, book, connector, { ...tried.value, access }));
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
