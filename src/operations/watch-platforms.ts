import type { Millis } from "../base/clock.ts";
import type { Observation } from "../domain/alert/observation.ts";
import { watchAccount } from "../domain/alert/watch-account.ts";
import { watchClock } from "../domain/alert/watch-clock.ts";
import { watchLimit } from "../domain/alert/watch-limit.ts";
import { watchQuarantine } from "../domain/alert/watch-quarantine.ts";
import { type SourceRead, watchSource } from "../domain/alert/watch-source.ts";
import { nextRun } from "../jobs/cron.ts";
import type { ScheduleState } from "../jobs/jobs.ts";
import type { Connector, Stream } from "../spec/connector.ts";
import { accessCommand } from "../steps/connection-works.ts";
import { readAccess } from "../store/access.ts";
import { clockSkew } from "../store/clock-skew.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { countQuarantine } from "../store/quarantine.ts";
import { type StreamState, streamStates } from "../store/stream-state.ts";
import { connectionName } from "./connection-name.ts";
import { kinds, type LookPayload } from "./schedules.ts";
import type { Unseen, Watcher } from "./watcher.ts";
import type { Workplace } from "./workplace.ts";

/** One account that is read, its name in keys and the code that reads it. */
type Account = { readonly connection: Connection; readonly name: string; readonly connector: Connector };

type Looked = readonly (Observation | Unseen)[];

/** After a start everything is read first: until then nothing is called stale. */
const graceMs = 15 * 60_000;

/** What is watched of platforms. */
export function watchPlatforms(workplace: Workplace, startedAt: Millis): readonly Watcher[] {
  const { store, platforms } = workplace;
  const forEach = (look: (account: Account) => Promise<Looked> | Looked) => async () => {
    const found: (Observation | Unseen)[] = [];
    for (const account of await accountsOf(workplace)) found.push(...(await look(account)));
    return found;
  };
  return [
    { kinds: ["account"], look: forEach(async (account) => [await accountLook(workplace, account)]) },
    { kinds: ["source"], look: forEach((account) => sourceLook(workplace, account, startedAt)) },
    { kinds: ["records"], look: forEach((account) => recordsLook(workplace, account)) },
    {
      kinds: ["clock"],
      look: forEach(async ({ connector: { id, title } }) => {
        const skewMs = await clockSkew(store, id);
        return [watchClock({ service: id, title, ...(skewMs === undefined ? {} : { skewMs }) })];
      }),
    },
    {
      kinds: ["limit"],
      look: forEach(({ connector }) =>
        platforms
          .http(connector)
          .quota()
          .map((quota) => watchLimit({ service: connector.id, title: connector.title, ...quota })),
      ),
    },
  ];
}

async function accountsOf({ store, platforms }: Workplace): Promise<readonly Account[]> {
  const all = await listConnections(store);
  return all.flatMap((connection) => {
    const connector = platforms.connectors.find(({ id }) => id === connection.platform);
    return connection.state === "on" && connector
      ? [{ connection, name: connectionName(connection, all), connector }]
      : [];
  });
}

async function accountLook({ store, clock }: Workplace, account: Account): Promise<Observation> {
  const { connection, name, connector } = account;
  const { failure } = connection;
  const access = await readAccess(store, connection.id);
  const fix = `\`${accessCommand(connector.id, access?.way)}\` gives it new access.`;
  const trouble = failure === undefined ? {} : { trouble: { code: "access", sentence: failure, fix } };
  const ends = access?.endsAt === undefined ? {} : { expiresAt: access.endsAt };
  return watchAccount({ id: name, title: connector.title, ...trouble, ...ends }, clock.now());
}

/** The stream that is most overdue speaks for all of the account. */
async function sourceLook(workplace: Workplace, account: Account, startedAt: Millis): Promise<Looked> {
  const { store, clock, jobs } = workplace;
  const { connection, name, connector } = account;
  const now = clock.now();
  // That nothing is read without access goes without saying.
  if (connection.failure !== undefined || now - startedAt < graceMs) return [{ key: `source/${name}`, unseen: true }];
  const states = await streamStates(store, connection.id);
  const schedules = (await jobs.schedules()).filter(({ kind }) => kind === kinds.look);
  const reads = connector.streams.flatMap((stream) => {
    const everyMs = pauseOf(
      schedules.filter((one) => isLookAt(one, connection, stream)),
      now,
    );
    // What the owner has paused is not late.
    if (everyMs === undefined) return [];
    return [
      readOf(
        account,
        stream,
        states.find((one) => one.stream === stream.id),
        everyMs,
      ),
    ];
  });
  const overdue = (read: SourceRead): number => (now - (read.lastReadAt ?? read.connectedAt)) / read.everyMs;
  const [worst] = reads.sort((a, b) => overdue(b) - overdue(a));
  return worst ? [watchSource(worst, now)] : [];
}

function readOf(
  { connection, name, connector }: Account,
  stream: Stream,
  state: StreamState | undefined,
  everyMs: Millis,
): SourceRead {
  const lastReadAt = state?.lookedAt;
  const reason = state?.failure;
  return {
    source: name,
    title: `${connector.title} (${stream.title})`,
    connectedAt: connection.createdAt,
    everyMs,
    ...(lastReadAt === undefined ? {} : { lastReadAt }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function isLookAt({ payload, state }: ScheduleState, connection: Connection, stream: Stream): boolean {
  const look = JSON.parse(payload ?? "{}") as Partial<LookPayload>;
  return state === "on" && look.connection === connection.id.toString() && look.stream === stream.id;
}

/** The shortest time between two moments of one of the schedules; undefined where none ever starts. */
function pauseOf(schedules: readonly ScheduleState[], now: Millis): Millis | undefined {
  const pauses = schedules.flatMap(({ cron, zone }) => {
    const first = nextRun(cron, zone, now);
    const second = first === undefined ? undefined : nextRun(cron, zone, first);
    return first === undefined || second === undefined ? [] : [second - first];
  });
  return pauses.length === 0 ? undefined : Math.min(...pauses);
}

async function recordsLook({ store }: Workplace, { connection, name, connector }: Account): Promise<Looked> {
  const waiting = await countQuarantine(store, connection.id);
  const count = [...waiting.values()].reduce((sum, one) => sum + one, 0);
  return [watchQuarantine({ source: name, title: connector.title, count })];
}
