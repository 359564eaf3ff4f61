import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  booksOf,
  keysOf,
  newDataDir,
  openForTest,
  plantBooks,
  postSale,
  temporaryFolder,
  testClock,
} from "../../test/support/installation.ts";
import type { Verification } from "../audit/verify.ts";
import { systemRandom } from "../base/random.ts";
import { ok } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import { auditHead } from "../store/audit-log.ts";
import { insertCheckpoint } from "../store/checkpoint.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { type BackupOptions, backupTo } from "./back-up.ts";
import { checkBackup } from "./check-backup.ts";
import type { Installation } from "./open-installation.ts";
import { type RestoreOptions, restoreFrom } from "./restore.ts";
import { rotateKey } from "./rotate-key.ts";

/** Stands for the audit room's verifier, which has its own tests: it finds nothing. */
const findsNothing = async () => ok({ findings: [], findingsTotal: 0, cautions: [] } as unknown as Verification);
const words = new Secret("correct horse battery staple");

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, "books.backup");
});
afterEach(() => folder.remove());

const backupOf = (installation: Installation, more: Partial<BackupOptions> = {}): BackupOptions => ({
  installation,
  path: file,
  program: "0.1.0",
  configuration: { port: 8420 },
  actor: "owner",
  clock: testClock,
  ...more,
});
const restoreInto = (dataDir: string, keys: readonly Master[], more: Partial<RestoreOptions> = {}): RestoreOptions => ({
  path: file,
  keys,
  verify: findsNothing,
  dataDir,
  actor: "owner",
  pid: process.pid,
  clock: testClock,
  ...more,
});

async function withBooks(name = "data", passphrase?: Secret): Promise<{ dataDir: string; opened: Installation }> {
  const dataDir = newDataDir(folder.path, name, passphrase);
  const opened = await openForTest(dataDir, { create: true, ...(passphrase ? { passphrase } : {}) });
  await plantBooks(opened, 3);
  return { dataDir, opened };
}

async function booksIn(dataDir: string, passphrase?: Secret): Promise<unknown> {
  const opened = await openForTest(dataDir, passphrase ? { passphrase } : {});
  try {
    return await booksOf(opened.store);
  } finally {
    await opened.close();
  }
}

describe("a back-up", () => {
  it("is one encrypted file that passes its check, made while the books are open and being written", async () => {
    const { dataDir, opened } = await withBooks();
    await opened.store.transaction(async (tx) => {
      await tx.q.insertInto("setting").values({ key: "in.flight", value: "not committed yet" }).execute();
      // A back-up reads on a connection of its own; only the note that it was made waits for this transaction to end.
      const command = await openForTest(dataDir);
      expect((await backupTo(backupOf(command))).notes.join()).toContain("could not take a note of it");
      await command.close();
    });
    const made = await backupTo(backupOf(opened, { force: true }));
    expect(made.manifest).toMatchObject({
      engine: "sqlite",
      program: "0.1.0",
      configuration: { port: 8420 },
      rows: { txn: 3, transfer: 6, data_key: 3 },
    });
    expect(statSync(file).size).toBe(made.bytes);
    expect(readFileSync(file).includes("income:sales")).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
    const report = await checkBackup(restoreInto(dataDir, keysOf(dataDir)));
    expect(report).toMatchObject({ faults: [], cautions: [], manifest: made.manifest });
    expect(made.notes).toEqual([]);
    expect(readdirSync(folder.path)).toEqual(["books.backup", "data"]);
    await opened.close();
  });

  it("is noted in the audit chain and in the settings, so that the doctor knows its age", async () => {
    const { opened } = await withBooks();
    await backupTo(backupOf(opened));
    const entries = await opened.store.q.selectFrom("audit_log").select("action").execute();
    const setting = await opened.store.q
      .selectFrom("setting")
      .select("value")
      .where("key", "=", "backup.last")
      .executeTakeFirst();
    expect(entries).toEqual([{ action: "backup.make" }]);
    expect(JSON.parse(setting?.value ?? "")).toEqual({ madeAt: testClock.now() });
    await opened.close();
  });

  it("drill: after more sales are made and lost, gives the books of its moment, and the sales can be booked again", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    await postSale(opened.store, 4);
    const complete = await booksOf(opened.store);
    await opened.close();
    const report = await restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true }));
    expect(report.notes).toEqual([]);
    const again = await openForTest(dataDir);
    expect(await again.store.q.selectFrom("txn").select("id").execute()).toHaveLength(3);
    expect(
      (await again.store.q.selectFrom("audit_log").select("action").execute()).map((entry) => entry.action),
    ).toEqual(["backup.restore"]);
    await postSale(again.store, 4);
    expect(await booksOf(again.store)).toEqual(complete);
    await again.close();
    // What was there before is kept, and opens with the same key.
    const aside = openSqlite({
      path: report.keptAside ?? "",
      key: deriveKeys((keysOf(dataDir)[0] as Master).secret).file.reveal(),
      readonly: true,
    });
    expect(await aside.q.selectFrom("txn").select("id").execute()).toHaveLength(4);
    await aside.close();
  });

  it("restores into an empty directory of another machine, and brings its key along", async () => {
    const { dataDir, opened } = await withBooks();
    const books = await booksOf(opened.store);
    await backupTo(backupOf(opened));
    await opened.close();
    const other = join(folder.path, "other");
    mkdirSync(other);
    await restoreFrom(restoreInto(other, [], { otherKeys: keysOf(dataDir) }));
    expect(keysOf(dataDir)).toHaveLength(1);
    expect(await booksIn(other)).toEqual(books);
  });

  it("carries the salt of a passphrase, so that the passphrase alone restores it", async () => {
    const { opened } = await withBooks("data", words);
    const books = await booksOf(opened.store);
    await backupTo(backupOf(opened));
    await opened.close();
    const other = join(folder.path, "other");
    mkdirSync(other);
    await restoreFrom(restoreInto(other, [], { passphrase: words }));
    expect(await booksIn(other, words)).toEqual(books);
    const wrong = restoreInto(other, [], { passphrase: new Secret("violet anchor mellow thunder") });
    await expect(restoreFrom(wrong)).rejects.toMatchObject({
      problem: { code: "database-wrong-key", fix: expect.stringContaining("passphrase of that time") },
    });
  });

  it("made before a key rotation restores with the old key, which then is the directory's key again", async () => {
    const { dataDir, opened } = await withBooks();
    const books = await booksOf(opened.store);
    await backupTo(backupOf(opened));
    await opened.close();
    const oldKeys = keysOf(dataDir);
    await rotateKey({
      dataDir,
      keys: oldKeys,
      to: { kind: "key-file" },
      random: systemRandom,
      actor: "owner",
      pid: process.pid,
      clock: testClock,
    });
    const refused = restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true }));
    await expect(refused).rejects.toMatchObject({
      problem: { fix: expect.stringMatching(/millrace\.key\.old-[0-9a-f]{8}/) },
    });
    await restoreFrom(restoreInto(dataDir, keysOf(dataDir), { otherKeys: oldKeys, replace: true }));
    expect(await booksIn(dataDir)).toEqual(books);
  });

  it("replaces books that do not open any more, and keeps them as they lie", async () => {
    const { dataDir, opened } = await withBooks();
    const books = await booksOf(opened.store);
    await backupTo(backupOf(opened));
    await opened.close();
    const path = join(dataDir, "millrace.db");
    writeFileSync(path, "not a database");
    const { keptAside } = await restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true }));
    expect(readFileSync(keptAside ?? "", "utf8")).toBe("not a database");
    expect(await booksIn(dataDir)).toEqual(books);
  });
});

describe("a back-up is refused", () => {
  type Case = readonly [what: string, prepare: (path: string) => void, code: string];
  const cases: readonly Case[] = [
    ["where a file of that name is", () => writeFileSync(file, "mine"), "backup-exists"],
    ["where a directory of that name is", () => mkdirSync(file), "backup-is-directory"],
  ];
  it.each(cases)("%s, which stays as it is", async (_what, prepare, code) => {
    const { opened } = await withBooks();
    prepare(file);
    await expect(backupTo(backupOf(opened))).rejects.toMatchObject({ problem: { code } });
    await opened.close();
  });

  it.each(["millrace.db", "millrace.key", "engine.lock", "millrace.db-wal"])(
    "over the installation's own %s, even by force",
    async (name) => {
      const { dataDir, opened } = await withBooks();
      await expect(backupTo(backupOf(opened, { path: join(dataDir, name), force: true }))).rejects.toMatchObject({
        problem: { code: "backup-over-own" },
      });
      await opened.close();
    },
  );

  it("into a folder that is not there", async () => {
    const { opened } = await withBooks();
    await expect(backupTo(backupOf(opened, { path: join(folder.path, "no/such/file") }))).rejects.toMatchObject({
      problem: { code: "backup-folder" },
    });
    await opened.close();
  });
});

describe("a restore is refused", () => {
  type Case = readonly [what: string, damage: (path: string) => void, code: string, sentence: RegExp];
  const flip = (path: string, at: number): void => {
    const bytes = readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };
  const cases: readonly Case[] = [
    [
      "a file that is not there",
      (path) => writeFileSync(`${path}.elsewhere`, ""),
      "backup-missing",
      /There is no back-up at/,
    ],
    ["a directory", (path) => mkdirSync(path), "backup-is-directory", /is a directory, not a back-up/],
    ["an empty file", (path) => writeFileSync(path, ""), "backup-not-one", /not a back-up made by Millrace/],
    [
      "a text file",
      (path) => writeFileSync(path, "date;amount\n".repeat(2_000)),
      "backup-not-one",
      /not a back-up made by Millrace/,
    ],
    [
      "a file whose end was cut off",
      (path) => truncateSync(copied(path), statSync(path).size - 1),
      "backup-not-one",
      /or its end was cut off/,
    ],
    ["a file with something appended", (path) => appendFileSync(copied(path), "x"), "backup-not-one", /not a back-up/],
    [
      "a label of a later format",
      (path) => relabel(path, '"format":1', '"format":2'),
      "backup-label",
      /newer Millrace made it/,
    ],
    ["a label that is no JSON", (path) => relabel(path, '{"format"', '["format"'), "backup-label", /cannot be read/],
    [
      "a back-up of another key",
      (path) => relabel(path, /"keyId":"[0-9a-f]{8}"/, '"keyId":"00000000"'),
      "database-wrong-key",
      /opens with key 00000000, and key [0-9a-f]{8} was given/,
    ],
    ["a flipped bit in its first page", (path) => flip(copied(path), 100), "database-wrong-key", /does not open/],
    [
      "a flipped bit in a later page",
      (path) => flip(copied(path), 4096 * 9 + 100),
      "database-corrupt",
      /a page fails its seal/,
    ],
  ];
  let good = "";
  const copied = (path: string): string => {
    copyFileSync(good, path);
    return path;
  };
  const relabel = (path: string, from: string | RegExp, to: string): void => {
    const bytes = readFileSync(good);
    const label = bytes.subarray(-4096).toString("latin1");
    writeFileSync(path, Buffer.concat([bytes.subarray(0, -4096), Buffer.from(label.replace(from, to), "latin1")]));
  };

  it.each(cases)("from %s, and nothing is changed", async (_what, damage, code, sentence) => {
    const { dataDir, opened } = await withBooks();
    good = join(folder.path, "good.backup");
    await backupTo(backupOf(opened, { path: good }));
    const books = await booksOf(opened.store);
    await opened.close();
    damage(file);
    const outcome = await restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true })).catch(
      (cause: unknown) => cause,
    );
    expect(outcome).toMatchObject({ problem: { code, sentence: expect.stringMatching(sentence) } });
    expect(await booksIn(dataDir)).toEqual(books);
  });

  it("into a directory with books, unless told to replace them", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    await opened.close();
    await expect(restoreFrom(restoreInto(dataDir, keysOf(dataDir)))).rejects.toMatchObject({
      problem: { code: "data-directory-used" },
    });
  });

  it("while somebody has the books open", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    await expect(restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true }))).rejects.toMatchObject({
      problem: { code: "installation-in-use" },
    });
    await opened.close();
  });

  it("when rows, guards or the chain are not what the manifest says", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    const key = opened.keys.file.reveal();
    await opened.close();
    // Somebody who has the key edits the back-up: the guard goes, a row goes, the guard comes back differently.
    const bytes = readFileSync(file);
    const label = bytes.subarray(-4096);
    truncateSync(file, bytes.length - 4096);
    const raw = openSqlite({ path: file, key, mustExist: true, journal: "delete" }).raw;
    raw.exec("PRAGMA foreign_keys=OFF; DROP TRIGGER txn_no_delete; DELETE FROM txn WHERE seq=3; DELETE FROM setting");
    raw.close();
    appendFileSync(file, label);
    const { faults } = await checkBackup(restoreInto(dataDir, keysOf(dataDir)));
    expect(faults.join("\n")).toContain("trigger txn_no_delete is missing");
    expect(faults.join("\n")).toContain("The manifest counts 3 rows of txn, and there are 2.");
    expect(faults.join("\n")).toContain("rows of transfer refer to rows that are not there");
    await expect(restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true }))).rejects.toMatchObject({
      problem: { code: "backup-faulty" },
    });
  });

  const finding = (kind: string, sentence: string) => async () =>
    ok({ findings: [{ kind, sentence }], findingsTotal: 1, cautions: [] } as unknown as Verification);

  it("when the audit chain does not verify", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    expect((await auditHead(opened.store)).seq).toBe(1n);
    await opened.close();
    const verify = finding("changed-txn", "Txn 2 is not what was logged.");
    const outcome = restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true, verify }));
    await expect(outcome).rejects.toMatchObject({
      problem: { code: "backup-faulty", sentence: expect.stringContaining("Txn 2 is not") },
    });
  });

  it("when its audit chain was cut below one of its own checkpoints", async () => {
    const { dataDir, opened } = await withBooks();
    const row = { size: 7n, root: new Uint8Array(32), frontier: new Uint8Array(0), note: "", createdAt: 0n };
    await opened.store.transaction((tx) => insertCheckpoint(tx, row));
    await backupTo(backupOf(opened));
    await opened.close();
    const { faults } = await checkBackup(restoreInto(dataDir, keysOf(dataDir)));
    expect(faults).toEqual(["The audit chain ends at entry 0, and a checkpoint was signed over 7."]);
  });

  it("not when anchors vouch for what came after it: an older back-up may be the best there is", async () => {
    const { dataDir, opened } = await withBooks();
    await backupTo(backupOf(opened));
    await opened.close();
    const verify = finding("truncated", "The anchor 8.txt was made at 8 entries, but the log ends at 0.");
    const report = await restoreFrom(restoreInto(dataDir, keysOf(dataDir), { replace: true, verify }));
    expect(report.cautions).toEqual([
      "Restoring it loses what came later: The anchor 8.txt was made at 8 entries, but the log ends at 0.",
    ]);
  });
});
