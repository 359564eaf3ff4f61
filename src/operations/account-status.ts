import { lackingFor } from "../access/oauth/write-scopes.ts";
import type { Millis } from "../base/clock.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Connector } from "../spec/connector.ts";
import { type Access, readAccess } from "../store/access.ts";
import { type AccessUse, listUses } from "../store/access-use.ts";
import type { Book } from "../store/book.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { pendingUntil } from "./pending-consent.ts";
import type { Workplace } from "./workplace.ts";

/** One platform that can be connected, or one account at it that is. Moments ISO UTC. */
export type AccountStatus = {
  readonly platform: string;
  readonly title: string;
  readonly status: "not-configured" | "pending" | "verified" | "error";
  /** Why, for what is not verified; else null. */
  readonly reason: string | null;
  /** The connection's number; null before there is one. */
  readonly id: string | null;
  /** The account's name and id at the platform. */
  readonly account: string | null;
  readonly accountId: string | null;
  readonly paused: boolean;
  /** "given": a token that a person made. "consent": OAuth, which allows what `scopes` says. */
  readonly way: Access["way"] | null;
  readonly scopes: readonly string[];
  /** Kinds of acts that this access allows; null where nobody said, as with a token that was made by hand. */
  readonly mayDo: readonly string[] | null;
  readonly givenAt: string | null;
  /** When the platform last answered, and when access was last tried out by itself. */
  readonly checkedAt: string | null;
  readonly triedAt: string | null;
  /** Why the last try told nothing. */
  readonly trouble: string | null;
  readonly renewedAt: string | null;
  /** When the access token ends; it is renewed before. */
  readonly expiresAt: string | null;
  /** When a person must give access anew. */
  readonly endsAt: string | null;
};

/** Every platform that can be connected, with its accounts in these books; removed ones are left out. */
export async function accountStatus(workplace: Workplace, book: Book): Promise<readonly AccountStatus[]> {
  const { store, platforms, clock } = workplace;
  const connections = (await listConnections(store, book.id)).filter(({ state }) => state !== "removed");
  const now = clock.now();
  const out: AccountStatus[] = [];
  for (const connector of platforms.connectors) {
    const own = connections.filter(({ platform }) => platform === connector.id);
    const pending = await pendingUntil(store, book, connector.id, now);
    for (const one of own) out.push(statusOf(connector, one, await readAccess(store, one.id), now));
    if (own.length === 0) out.push({ ...noAccount(connector), ...(pending === undefined ? {} : waiting(pending)) });
  }
  return out;
}

/** Who opened an account's credential, the newest first; at most 200 lines, one for each day, actor and purpose. */
export function accountUses(workplace: Workplace, id: bigint): Promise<readonly AccessUse[]> {
  return listUses(workplace.store, id, usesShownMax);
}

const usesShownMax = 200;

function noAccount({ id, title }: Connector): AccountStatus {
  return {
    platform: id,
    title,
    status: "not-configured",
    reason: null,
    id: null,
    account: null,
    accountId: null,
    paused: false,
    way: null,
    scopes: [],
    mayDo: null,
    givenAt: null,
    checkedAt: null,
    triedAt: null,
    trouble: null,
    renewedAt: null,
    expiresAt: null,
    endsAt: null,
  };
}

function waiting(until: Millis): Pick<AccountStatus, "status" | "reason"> {
  return { status: "pending", reason: `The owner's consent is waited for until ${isoTime(until)}.` };
}

function statusOf(connector: Connector, one: Connection, access: Access | undefined, now: Millis): AccountStatus {
  const over = access?.endsAt !== undefined && access.endsAt <= now;
  const reason = one.failure ?? (over ? `The access to ${connector.title} has ended.` : null);
  const at = (moment: Millis | undefined): string | null => (moment === undefined ? null : isoTime(moment));
  return {
    ...noAccount(connector),
    status: reason === null ? "verified" : "error",
    reason,
    id: one.id.toString(),
    account: one.name,
    accountId: one.accountId,
    paused: one.state === "paused",
    way: access?.way ?? "given",
    scopes: (access?.scopes ?? "").split(" ").filter((scope) => scope !== ""),
    mayDo: mayDo(connector, access),
    givenAt: at(access?.givenAt ?? one.createdAt),
    checkedAt: at(latest(one.checkedAt, one.failure === undefined ? access?.givenAt : undefined)),
    triedAt: at(access?.triedAt),
    trouble: access?.trouble ?? null,
    renewedAt: at(access?.renewedAt),
    expiresAt: at(access?.expiresAt),
    endsAt: at(access?.endsAt),
  };
}

function mayDo({ acts, oauth }: Connector, access: Access | undefined): readonly string[] | null {
  if (access?.way !== "consent" || access.scopes === "" || !oauth) return null;
  return (acts?.kinds ?? []).filter((kind) => lackingFor(oauth, access.scopes, kind) === undefined);
}

function latest(...moments: readonly (Millis | undefined)[]): Millis | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
