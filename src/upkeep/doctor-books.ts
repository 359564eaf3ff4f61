import { statSync } from "node:fs";
import { auditHead, readAudit } from "../store/audit-log.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Handle, Store } from "../store/handle.ts";
import { type ServerFacts, serverFacts } from "../store/open-postgres.ts";
import { pragmaFaults, type SqliteStore } from "../store/open-sqlite.ts";
import { readSetting } from "../store/setting.ts";
import { integrityFaults } from "../store/single-file.ts";
import { lastBackupSetting } from "./back-up.ts";
import { examinePlatforms } from "./doctor-platforms.ts";
import { bad, bytesText, duration, type Finding, fine, warn } from "./finding.ts";
import type { Installation } from "./installation.ts";

const dayMs = 86_400_000;
const logTooLargeBytes = 256e6;

/** Everything that can be told only from open books. */
export async function examineBooks(
  installation: Installation,
  now: number,
  thorough: boolean,
): Promise<readonly Finding[]> {
  const { store } = installation;
  const engine = isSqlite(store) ? examineEmbedded(store, thorough) : examineServer(await serverFacts(store));
  return [
    ...engine,
    await examineAudit(store, now),
    await examineBackups(store, now),
    ...(await examinePlatforms(store, now)),
  ];
}

/** The newest moment in the audit chain, which every change of the books leaves an entry in. */
export async function newestRecord(store: Handle): Promise<number | undefined> {
  const { seq } = await auditHead(store);
  const [newest] = await readAudit(store, seq, 1);
  return newest && Number(newest.ts);
}

function isSqlite(store: Store): store is SqliteStore {
  return store.engine === "sqlite";
}

function examineEmbedded(store: SqliteStore, thorough: boolean): readonly Finding[] {
  const faults = pragmaFaults(store.raw);
  const durable =
    faults.length === 0
      ? fine("database-settings", "The database writes each commit through to the disk, and its guards are on.")
      : bad(
          "database-settings",
          `The database does not work as it must: ${faults.join(", ")}.`,
          "Use the SQLite driver that package-lock.json names (`npm ci`).",
        );
  const size = statSync(`${store.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const log =
    size <= logTooLargeBytes
      ? fine("write-ahead-log", `The write-ahead log has ${bytesText(size)}.`)
      : warn(
          "write-ahead-log",
          `The write-ahead log has grown to ${bytesText(size)}: some program reads without end.`,
          "Stop the other programs that have the books open, then start the engine again.",
        );
  return thorough ? [durable, log, examinePages(store)] : [durable, log];
}

function examinePages(store: SqliteStore): Finding {
  const faults = integrityFaults(store.raw);
  if (faults.length === 0)
    return fine("database-pages", "Every page of the database passes its seal, and every reference leads somewhere.");
  return bad(
    "database-pages",
    `The database is damaged: ${faults[0]}.`,
    "Keep the file as it is and restore the newest back-up with `millrace restore`.",
  );
}

/** What the server makes of durability and of the guards. */
export function examineServer(facts: ServerFacts): readonly Finding[] {
  const version = fine(
    "postgresql",
    `PostgreSQL ${Math.floor(facts.version / 10_000)}.${facts.version % 10_000} keeps the books.`,
  );
  const durable = facts.durable
    ? fine("database-settings", "The server writes each commit through to the disk.")
    : bad(
        "database-settings",
        "The server does not write commits through to the disk (fsync or full_page_writes is off).",
        "Turn both on in postgresql.conf: a power cut would damage the books.",
      );
  return [version, durable, examineRole(facts)];
}

function examineRole({ superuser, appendOnly, user }: ServerFacts): Finding {
  if (superuser)
    return bad(
      "database-role",
      `Millrace works as ${user}, a superuser who can switch every guard off.`,
      "Make a user without superuser rights for it, and give it the database.",
    );
  if (appendOnly)
    return fine("database-role", "Millrace works as a role that may add to the ledger and change nothing in it.");
  return warn(
    "database-role",
    `Millrace works as ${user}, the owner of the tables, who could switch guards off.`,
    "Let an administrator run: CREATE ROLE millrace_app NOLOGIN; GRANT millrace_app TO that user; then `millrace init` again.",
  );
}

async function examineAudit(store: Handle, now: number): Promise<Finding> {
  const head = await auditHead(store);
  const newest = await latestCheckpoint(store);
  const since = head.seq - (newest?.size ?? 0n);
  if (since === 0n)
    return fine(
      "audit-chain",
      head.seq === 0n
        ? "The audit chain has no entry yet."
        : `All ${head.seq} entries of the audit chain are under a signed checkpoint.`,
    );
  const fix = "Run `millrace audit verify`, and let the engine run: it signs checkpoints by itself.";
  if (!newest)
    return warn(
      "audit-chain",
      `None of the ${head.seq} entries of the audit chain is under a signed checkpoint yet.`,
      fix,
    );
  const age = now - Number(newest.createdAt);
  const sentence = `${since} entries of the audit chain were added since the newest checkpoint, ${duration(Math.max(0, age))} ago.`;
  return age > 2 * dayMs ? warn("audit-chain", sentence, fix) : fine("audit-chain", sentence);
}

async function examineBackups(store: Handle, now: number): Promise<Finding> {
  const madeAt = backupTime(await readSetting(store, lastBackupSetting));
  const fix = "Run `millrace backup <file>`, best to another disk, and now and then `millrace restore <file> --check`.";
  if (madeAt === undefined) return warn("back-up", "No back-up was made yet.", fix);
  const age = Math.max(0, now - madeAt);
  if (age > 7 * dayMs) return warn("back-up", `The newest back-up is ${duration(age)} old.`, fix);
  return fine("back-up", `The newest back-up is ${duration(age)} old.`);
}

function backupTime(setting: string | undefined): number | undefined {
  if (setting === undefined) return undefined;
  try {
    const { madeAt } = JSON.parse(setting) as { madeAt?: unknown };
    return typeof madeAt === "number" ? madeAt : undefined;
  } catch {
    return undefined;
  }
}
