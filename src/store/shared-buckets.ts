import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
import { type Bucket, type BucketState, bucketOn, spanOf } from "../base/egress/bucket.ts";
import { type Buckets, ownBuckets } from "../base/egress/buckets.ts";
import type { RateLimit } from "../base/egress/http.ts";
import type { RawSqlite } from "./sqlite-driver.ts";

/** The permits of all services, counted for every process that works on one data directory. */
export type SharedBuckets = {
  /** Those of one service. */
  of(service: string): Buckets;
  close(): void;
};

const fileName = "limits.state";
const busyMs = 2_000;

/** Times are grouped into this many parts of a span, so that a limit of ten thousand a day needs few rows. */
const partsOfSpan = 2_000;

/**
 * Counts permits in a small file of its own beside the books: the engine and the commands beside it share the limits,
 * also over a restart. It holds names of services and times, nothing else, and is worth nothing after a day: it is not
 * synchronised to the disk, and one that cannot be used is made anew. When even that fails, `onTrouble` is told once and
 * each process counts for itself.
 */
export function openSharedBuckets(directory: string, onTrouble: (cause: unknown) => void): SharedBuckets {
  let file: LimitsFile | "none" | undefined;
  const opened = (): LimitsFile | undefined => {
    file ??= attempt(directory, onTrouble);
    return file === "none" ? undefined : file;
  };
  const giveUp = (cause: unknown): void => {
    if (file !== "none") onTrouble(cause);
    if (file !== undefined && file !== "none") file.close();
    file = "none";
  };
  return {
    of: (service) => bucketsOf(service, opened, giveUp),
    close: () => {
      if (file !== undefined && file !== "none") file.close();
      file = "none";
    },
  };
}

/** What was read of a bucket in this turn, and what became of it. */
type Turn = { readonly before: BucketState; readonly state: BucketState; readonly limit: RateLimit };

function bucketsOf(service: string, opened: () => LimitsFile | undefined, giveUp: (cause: unknown) => void): Buckets {
  // The buckets of the turn that is under way: each is read and written once, however many wait for it.
  let turn: Map<string, Turn> | undefined;
  const together = <T>(work: () => T): T => {
    const file = turn ? undefined : opened();
    if (!file) return work();
    turn = new Map();
    try {
      file.begin();
      const value = work();
      for (const [key, { before, state, limit }] of turn) file.write(key, before, state, limit);
      file.commit();
      return value;
    } catch (cause) {
      turn = undefined;
      giveUp(cause);
      return work();
    } finally {
      turn = undefined;
    }
  };
  const open = (limit: RateLimit): Bucket => {
    const own = ownBuckets.open(limit);
    const key = `${service}/${limit.name}`;
    const on = <T>(ask: (bucket: Bucket) => T): T =>
      together(() => {
        const file = opened();
        if (!file || !turn) return ask(own);
        const known = turn.get(key) ?? begun(file.read(key), limit);
        turn.set(key, known);
        return ask(bucketOn(limit, known.state));
      });
    return {
      freeAt: (now) => on((bucket) => bucket.freeAt(now)),
      take: (now) => on((bucket) => bucket.take(now)),
      told: (now, remaining, until) => on((bucket) => bucket.told(now, remaining, until)),
      close: (until) => on((bucket) => bucket.close(until)),
      quota: (now) => on((bucket) => bucket.quota(now)),
    };
  };
  return { together, open };
}

function begun(before: BucketState, limit: RateLimit): Turn {
  const { back, first, held, closedUntil } = before;
  return { before, limit, state: { back: [...back], first, held, closedUntil } };
}

/** The file, open. */
type LimitsFile = {
  begin(): void;
  commit(): void;
  read(key: string): BucketState;
  write(key: string, before: BucketState, after: BucketState, limit: RateLimit): void;
  close(): void;
};

function attempt(directory: string, onTrouble: (cause: unknown) => void): LimitsFile | "none" {
  const path = join(directory, fileName);
  try {
    return limitsFile(path);
  } catch {
    // Cut short by a crash of the machine, or of another kind: what it knew is worth less than a second's work.
  }
  try {
    for (const end of ["", "-wal", "-shm"]) if (existsSync(path + end)) rmSync(path + end);
    return limitsFile(path);
  } catch (cause) {
    onTrouble(cause);
    return "none";
  }
}

const tables = `
  CREATE TABLE IF NOT EXISTS permit(bucket TEXT, back_at INTEGER, n INTEGER, PRIMARY KEY(bucket, back_at)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bucket(bucket TEXT PRIMARY KEY, held INTEGER, held_until INTEGER, closed_until INTEGER) STRICT, WITHOUT ROWID;`;

function limitsFile(path: string): LimitsFile {
  const raw: RawSqlite = new SqliteDriverDatabase(path, { timeout: busyMs });
  try {
    raw.pragma("journal_mode=WAL");
    raw.pragma("synchronous=OFF");
    raw.exec(tables);
    return prepared(raw);
  } catch (cause) {
    raw.close();
    throw cause;
  }
}

type PermitRow = { readonly back_at: number; readonly n: number };
type BucketRow = { readonly held: number; readonly held_until: number; readonly closed_until: number };

function prepared(raw: RawSqlite): LimitsFile {
  const begin = raw.prepare("BEGIN IMMEDIATE");
  const commit = raw.prepare("COMMIT");
  const permits = raw.prepare("SELECT back_at, n FROM permit WHERE bucket=? ORDER BY back_at");
  const bucket = raw.prepare("SELECT held, held_until, closed_until FROM bucket WHERE bucket=?");
  const put = raw.prepare("INSERT INTO permit VALUES(?,?,1) ON CONFLICT(bucket, back_at) DO UPDATE SET n=n+1");
  const drop = raw.prepare("DELETE FROM permit WHERE bucket=?");
  const dropBack = raw.prepare("DELETE FROM permit WHERE bucket=? AND back_at<=?");
  const save = raw.prepare(
    "INSERT INTO bucket VALUES(?,?,?,?) ON CONFLICT(bucket) DO UPDATE SET held=excluded.held, held_until=excluded.held_until, closed_until=excluded.closed_until",
  );
  return {
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    read: (key) => {
      const rows = permits.all(key) as PermitRow[];
      const known = bucket.get(key) as BucketRow | undefined;
      return {
        back: rows.flatMap(({ back_at, n }) => Array<number>(n).fill(back_at)),
        first: 0,
        held: { count: known?.held ?? 0, until: known?.held_until ?? 0 },
        closedUntil: known?.closed_until ?? 0,
      };
    },
    write: (key, before, after, limit) => {
      const grouped = (at: number): number => groupedAt(at, limit);
      const same = before.back.every((at, i) => after.back[i] === at);
      if (same) {
        for (const at of after.back.slice(before.back.length)) put.run(key, grouped(at));
        const lastBack = after.back[after.first - 1];
        if (lastBack !== undefined) dropBack.run(key, lastBack);
      } else {
        drop.run(key);
        for (const at of after.back.slice(after.first)) put.run(key, grouped(at));
      }
      const { held, closedUntil } = after;
      if (held.count !== before.held.count || held.until !== before.held.until || closedUntil !== before.closedUntil)
        save.run(key, held.count, held.until, closedUntil);
    },
    close: () => raw.close(),
  };
}

/** A permit may come back a little later than it must, never earlier. */
function groupedAt(at: number, limit: RateLimit): number {
  const part = Math.max(1, Math.floor(spanOf(limit) / partsOfSpan));
  return Math.ceil(at / part) * part;
}
