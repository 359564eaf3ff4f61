import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedClock } from "../../base/clock.ts";
import { entryHash } from "../../domain/audit/encode.ts";
import { migrate } from "../../store/migrate.ts";
import { openRawSqlite, openSqlite, type RawSqlite, type SqliteStore } from "../../store/open-sqlite.ts";
import type { AnchorFile } from "../anchors.ts";
import { type Verification, type VerifyOptions, verifyAudit } from "../verify.ts";
import { fillSample, key, signSample } from "./sample-books.ts";

/** The sample books in an encrypted file, and copies of it that somebody went at with every guard out of the way. */
export type Sample = {
  readonly path: string;
  /** Copies of the two checkpoints, as they lie outside the database. */
  readonly anchors: readonly AnchorFile[];
  /** A copy after `change`, with the guards put back as a careful forger would. */
  tamper(change: (raw: RawSqlite) => void): string;
  /** What the verifier says of a database, with key and anchors unless told otherwise. */
  verify(path: string, options?: Partial<VerifyOptions>): Promise<Verification>;
  /** What the verifier says of a copy after these statements. */
  edit(sql: string, options?: Partial<VerifyOptions>): Promise<Verification>;
  /** Signs a checkpoint over a copy, with the true key unless another is given. */
  sign(path: string, by?: Parameters<typeof signSample>[1]): Promise<void>;
  /** An empty, migrated database. */
  empty(): Promise<string>;
  open(path: string): SqliteStore;
  openRaw(path: string): RawSqlite;
  remove(): void;
};

const fileKey = Buffer.alloc(32, 3);

/** Makes the sample in a temporary folder; `remove` it in `afterAll`. */
export async function makeSample(): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "millrace-verify-"));
  let copies = 0;
  const fresh = (): string => join(folder, `${++copies}.db`);
  const path = fresh();
  const store = openSqlite({ path, key: fileKey });
  await migrate(store, fixedClock(0));
  const checkpoints = await fillSample(store);
  await store.close();
  const anchors = checkpoints.map(({ size, note }) => ({ name: `${size}.txt`, text: note }));
  const open = (at: string): SqliteStore => openSqlite({ path: at, key: fileKey, readonly: true });
  const openRaw = (at: string): RawSqlite => openRawSqlite({ path: at, key: fileKey });
  const tamper: Sample["tamper"] = (change) => {
    const copy = fresh();
    copyFileSync(path, copy);
    withoutGuards(openRaw(copy), change);
    return copy;
  };
  const verify: Sample["verify"] = async (at, options) => {
    const opened = open(at);
    try {
      const result = await verifyAudit(opened, { keys: [key], anchors, ...options });
      if (!result.ok) throw new Error(result.error.sentence);
      return result.value;
    } finally {
      await opened.close();
    }
  };
  return {
    path,
    anchors,
    tamper,
    verify,
    edit: (sql, options) =>
      verify(
        tamper((raw) => raw.exec(sql)),
        options,
      ),
    sign: async (at, by) => {
      const opened = openSqlite({ path: at, key: fileKey });
      await signSample(opened, by);
      await opened.close();
    },
    empty: async () => {
      const at = fresh();
      const made = openSqlite({ path: at, key: fileKey });
      await migrate(made, fixedClock(0));
      await made.close();
      return at;
    },
    open,
    openRaw,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function withoutGuards(raw: RawSqlite, change: (raw: RawSqlite) => void): void {
  raw.pragma("foreign_keys=OFF");
  raw.pragma("ignore_check_constraints=ON");
  raw.exec("BEGIN");
  const select = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type='trigger'");
  const triggers = select.all() as { name: string; sql: string }[];
  for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
  change(raw);
  for (const { sql } of triggers) raw.exec(sql);
  raw.exec("COMMIT");
  raw.close();
}

type EntryRow = { seq: bigint; ts: bigint; actor: string; action: string; payload: Buffer };

/** Recomputes the chain from `seq` on, as somebody would who knows the format. */
export function rechain(raw: RawSqlite, seq: number): void {
  const before = raw.prepare("SELECT hash FROM audit_log WHERE seq=?").get(seq - 1) as { hash: Buffer } | undefined;
  let prevHash: Uint8Array = before?.hash ?? new Uint8Array(32);
  const rows = raw.prepare("SELECT * FROM audit_log WHERE seq>=? ORDER BY seq").all(seq) as EntryRow[];
  const put = raw.prepare("UPDATE audit_log SET prev_hash=?, hash=? WHERE seq=?");
  for (const row of rows) {
    const hash = entryHash({ ...row, prevHash });
    put.run(prevHash, hash, row.seq);
    prevHash = hash;
  }
}

/** The findings, one a line: `kind@entry sentence`. */
export function said({ findings }: Verification): string {
  return findings.map(({ kind, seq, sentence }) => `${kind}@${seq ?? "-"} ${sentence}`).join("\n");
}
