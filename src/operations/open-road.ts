import { lackingFor } from "../access/oauth/write-scopes.ts";
import { inside, openInside } from "../actions/inside-acts.ts";
import type { Opened, Road } from "../actions/road.ts";
import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import { type Lane, laneOf, laneText } from "../domain/action/lane.ts";
import type { NewJob } from "../jobs/jobs.ts";
import { readAccess } from "../store/access.ts";
import type { ActionRow } from "../store/action.ts";
import { listBooks } from "../store/book.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { openHints } from "../store/hint.ts";
import { enqueueHints } from "./enqueue-hints.ts";
import { openLive } from "./open-live.ts";
import { kinds } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** The one road out, of this installation. */
export function openRoad(workplace: Workplace, signal?: AbortSignal): Road {
  const { store, clock, ids, log, actor, jobs, platforms, sealing } = workplace;
  const within = openInside(workplace);
  return {
    store,
    clock,
    ids,
    log,
    actor,
    sealing,
    rules: workplace.rules,
    acts: (target) => (target === inside ? within.acts : platforms.connectors.find(({ id }) => id === target)?.acts),
    open: async (row) => (row.action.target === inside ? ok(within) : openTarget(workplace, row, signal)),
    sendAt: async (tx, row, at) => void (await jobs.enqueue(tx, turnJob(laneOf(row), at))),
    lookAt: async (tx, at) => {
      await jobs.enqueue(tx, { name: kinds.lookForUnknown, dedupe: `look ${at}`, runAt: at });
    },
  };
}

/** A person has just said yes: the first turn goes before other work. Further turns of a long line take their place. */
const priorities = { first: 10, further: 0 } as const;
const stepMs = 1_000;

/** The work that gives a line its turn; what is due within one second is one turn. */
export function turnJob(lane: Lane, at: Millis, which: keyof typeof priorities = "first"): NewJob {
  const runAt = Math.ceil(at / stepMs) * stepMs;
  const payload = laneText(lane);
  return { name: kinds.sendActions, payload, dedupe: `${payload} ${runAt}`, runAt, priority: priorities[which] };
}

/** The account that an action is about: the one it names, or the only one there is. */
async function openTarget(
  workplace: Workplace,
  { action, bookId }: ActionRow,
  signal?: AbortSignal,
): Promise<Result<Opened, Problem>> {
  const all = await listConnections(workplace.store, bookId);
  const fitting = all.filter(
    ({ platform, accountId, state }) =>
      platform === action.target && state === "on" && (action.account === undefined || accountId === action.account),
  );
  const [connection, second] = fitting;
  if (connection === undefined) return err(notConnected(action.target));
  if (second !== undefined) return err(severalAccounts(action.target));
  const book = (await listBooks(workplace.store)).find(({ id }) => id === bookId);
  if (!book) return err(notConnected(action.target));
  const lacking = await scopeLacking(workplace, action.kind, connection);
  if (lacking) return err(lacking);
  const live = await openLive(workplace, book, connection, signal);
  if (!live.ok) return live;
  const { acts } = live.value.connector;
  if (acts === undefined) return err(notConnected(action.target));
  return ok({
    acts,
    context: live.value.context,
    readAgain: async (tx, { stream, id, about }) => {
      const hint = { connectionId: connection.id, stream, objectId: id ?? "", about, test: false };
      await openHints(tx, [hint], workplace.clock.now());
      await enqueueHints(tx, workplace);
    },
  });
}

/** What the owner consented to decides before anything is sent: reading alone is what was asked for at first. */
async function scopeLacking(
  { store, platforms }: Workplace,
  kind: ActionKind,
  { id, platform }: Connection,
): Promise<Problem | undefined> {
  const connector = platforms.connectors.find((one) => one.id === platform);
  const access = await readAccess(store, id);
  if (!connector?.oauth || access?.way !== "consent") return undefined;
  const scope = lackingFor(connector.oauth, access.scopes, kind);
  if (scope === undefined) return undefined;
  const how = `\`millrace connect ${platform} --oauth --with-writes ${kind}\` asks for it`;
  return problem("scope-missing", `You allowed Millrace to read at ${connector.title}, not to ${scope.for}: ${how}.`, {
    kept: "The action waits in line until its time is over.",
  });
}

function notConnected(platform: string): Problem {
  return problem("target-not-connected", `No account at ${platform} is connected and on.`, {
    kept: "The action waits in line until its time is over.",
    fix: `\`millrace connect ${platform}\` connects one.`,
  });
}

function severalAccounts(platform: string): Problem {
  return problem("target-ambiguous", `Several accounts at ${platform} are connected, and the action names none.`, {
    kept: "The action waits in line until its time is over.",
  });
}
