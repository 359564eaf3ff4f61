import { openLiveCredential } from "../access/live-credential.ts";
import type { Failure } from "../base/egress/failure.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { Connector, PlatformAccount } from "../spec/connector.ts";
import { noteTried, readAccess, saveAccess } from "../store/access.ts";
import { type Connection, noteChecked, noteFailure, readConnection } from "../store/connection.ts";
import type { Tx } from "../store/handle.ts";
import { streamStates } from "../store/stream-state.ts";
import { findConnector } from "./platforms.ts";
import { kinds, lookPayload } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** What trying access out told: that it works, that it does not, or nothing, since the platform was away. */
export type AccountCheck =
  | { readonly kind: "works"; readonly account: PlatformAccount }
  | { readonly kind: "refused" | "unknown"; readonly failure: Failure };

/**
 * Asks a platform whose account the access opens, and writes down what it said. Access that came of a consent is renewed
 * when it must be. Problems: `platform-unknown`.
 */
export async function checkAccount(
  workplace: Workplace,
  connection: Connection,
): Promise<Result<AccountCheck, Problem>> {
  const connector = findConnector(workplace.platforms, connection.platform);
  if (!connector.ok) return connector;
  const check = await tryOut(workplace, connector.value, connection);
  await workplace.store.transaction((tx) => keep(tx, workplace, connector.value, connection, check));
  return ok(check);
}

async function tryOut(workplace: Workplace, connector: Connector, connection: Connection): Promise<AccountCheck> {
  const { platforms } = workplace;
  const ways = { http: platforms.http(connector), consent: platforms.consent(connector) };
  const access = await openLiveCredential(workplace, ways, connection, "check");
  if (access === undefined) return { kind: "refused", failure: removed(connector) };
  const account = await connector.identify({ ...access, accountId: connection.accountId });
  if (!account.ok) return { kind: account.error.kind === "auth" ? "refused" : "unknown", failure: account.error };
  if (account.value.id !== connection.accountId) return { kind: "refused", failure: other(connector) };
  return { kind: "works", account: account.value };
}

async function keep(
  tx: Tx,
  workplace: Workplace,
  connector: Connector,
  { id, createdAt }: Connection,
  check: AccountCheck,
): Promise<void> {
  const now = workplace.clock.now();
  if (!(await readAccess(tx, id))) {
    // Connected by a version that kept no record of it.
    const nothing = { expiresAt: undefined, endsAt: undefined, scopes: "" };
    await saveAccess(tx, { connectionId: id, way: "given", givenAt: createdAt, ...nothing });
  }
  await noteTried(tx, id, now, check.kind === "unknown" ? check.failure.sentence : undefined);
  if (check.kind === "refused") return noteFailure(tx, id, check.failure.sentence, now);
  if (check.kind === "works") await works(tx, workplace, connector, id, now);
}

/**
 * What stands against the account is over, unless a stream says the same: access may open the account and still not
 * allow to read its sales. Then that stream is looked at once more, which tells.
 */
async function works(tx: Tx, workplace: Workplace, connector: Connector, id: bigint, now: number): Promise<void> {
  const connection = await readConnection(tx, id);
  const states = await streamStates(tx, id);
  const same = states.filter(({ failure }) => failure !== undefined && failure === connection?.failure);
  if (!connection || same.length === 0) return noteChecked(tx, id, now);
  for (const stream of connector.streams) {
    const [look] = stream.looks;
    if (!look || connection.state !== "on" || !same.some((one) => one.stream === stream.id)) continue;
    const payload = lookPayload(connection, stream, look);
    await workplace.jobs.enqueue(tx, { name: kinds.look, payload, dedupe: `look ${payload}` });
  }
}

function removed({ title, id }: Connector): Failure {
  const fix = `\`millrace connect ${id}\` connects it again.`;
  return { kind: "auth", code: "access-removed", sentence: `${title} is not connected any more.`, fix };
}

function other({ title, id }: Connector): Failure {
  const sentence = `The access that ${title} was connected with opens another account now.`;
  return { kind: "auth", code: "other-account", sentence, fix: `\`millrace connect ${id}\` gives it the right one.` };
}

/** Puts a check of an account in line: after a refusal it tells whether the access as a whole is gone. */
export async function enqueueCheck(tx: Tx, { jobs }: Workplace, connection: Pick<Connection, "id">): Promise<void> {
  const payload = connection.id.toString();
  await jobs.enqueue(tx, { name: kinds.check, payload, dedupe: `check ${payload}` });
}
