import { execFile, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
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
import { type Problem, ProblemError } from "../base/problem.ts";
import { Secret } from "../base/secret.ts";
import { migrate } from "../store/migrate.ts";
import { openRawSqlite, openSqlite } from "../store/open-sqlite.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";

const child = join(import.meta.dirname, "../../test/support/open-child.ts");

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = newDataDir(folder.path);
  path = join(dataDir, "millrace.db");
});
afterEach(() => {
  if (statSync(dataDir, { throwIfNoEntry: false })) chmodSync(dataDir, 0o700);
  folder.remove();
});

async function withBooks(): Promise<unknown> {
  const made = await openForTest(dataDir, { create: true });
  await plantBooks(made, 3);
  const books = await booksOf(made.store);
  await made.close();
  return books;
}

async function problemOf(outcome: Promise<{ close(): Promise<void> }>): Promise<Problem> {
  const settled = await outcome.then(
    (opened) => opened.close().then(() => "it opened"),
    (cause: unknown) => cause,
  );
  if (settled instanceof ProblemError) return settled.problem;
  throw new Error(`a problem was expected: ${String(settled)}`);
}

const fileKey = (): Uint8Array => deriveKeys((keysOf(dataDir)[0] as Master).secret).file.reveal();

/** Edits the closed database as somebody who has its key and the same driver. */
function edit(statements: string): void {
  const raw = openRawSqlite({ path, key: fileKey(), mustExist: true });
  raw.exec(statements);
  raw.close();
}

function flip(at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const notOurs = /is not a Millrace database/;

type Case = readonly [what: string, spoil: () => void, code: string, sentence: RegExp];
const spoiled: readonly Case[] = [
  [
    "a data directory that is not there",
    () => rmSync(dataDir, { recursive: true }),
    "data-directory-missing",
    /does not exist/,
  ],
  ["no database in the directory", () => rmSync(path), "database-missing", /There is no database at/],
  ["a directory where the database should be", () => directory(), "database-is-directory", /is a directory/],
  ["a database cut to nothing", () => truncateSync(path, 0), "database-empty", /is empty/],
  ["a database cut to its first bytes", () => truncateSync(path, 10), "database-wrong-file", notOurs],
  ["a database cut in half", () => truncateSync(path, statSync(path).size / 2), "database-corrupt", /damaged/],
  ["a text file", () => writeFileSync(path, "Purchase ID,Item Name\n1,Book\n"), "database-wrong-file", notOurs],
  [
    "a picture",
    () => writeFileSync(path, Buffer.from("89504e470d0a1a0a".padEnd(600, "0"), "hex")),
    "database-wrong-file",
    notOurs,
  ],
  ["an unencrypted SQLite database", () => plain(), "database-not-encrypted", /unencrypted SQLite database/],
  ["a database of another program under the same key", () => foreign(), "database-other-program", /of another program/],
  ["a flipped bit in the first page", () => flip(200), "database-wrong-key", /The key does not open/],
  ["a flipped bit in the page of the guards", () => flip(4096 + 200), "database-corrupt", /a page fails its seal/],
  [
    "a dropped guard",
    () => edit("DROP TRIGGER transfer_before"),
    "schema-altered",
    /trigger transfer_before is missing/,
  ],
  [
    "a softened guard",
    () => edit("DROP TRIGGER txn_no_update; CREATE TRIGGER txn_no_update BEFORE UPDATE ON txn BEGIN SELECT 1; END"),
    "schema-altered",
    /trigger txn_no_update was changed/,
  ],
  [
    "an added trigger",
    () => edit("CREATE TRIGGER quiet AFTER INSERT ON sale BEGIN DELETE FROM sale; END"),
    "schema-altered",
    /trigger quiet was added/,
  ],
  ["a dropped table", () => edit("DROP TABLE rollup"), "schema-altered", /table rollup is missing/],
  [
    "many changes at once",
    () => edit("CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x); CREATE TABLE d(x); CREATE VIEW e AS SELECT 1"),
    "schema-altered",
    /and 2 more/,
  ],
  [
    "a step of a newer Millrace",
    () => edit("INSERT INTO schema_migration VALUES('9999-tomorrow',0,'x')"),
    "schema-newer",
    /newer Millrace \(it has step 9999-tomorrow\)/,
  ],
  [
    "a step that is not ours",
    () => edit("UPDATE schema_migration SET checksum='x' WHERE name LIKE '0001%'"),
    "schema-differs",
    /is not the one this Millrace knows/,
  ],
  [
    "data keys of another key",
    () => edit("UPDATE data_key SET kek_id='00000000'"),
    "database-wrong-key",
    /sealed under key 00000000/,
  ],
];

function directory(): void {
  rmSync(path);
  mkdirSync(path);
}

function plain(): void {
  rmSync(path);
  const file = new SqliteDriverDatabase(path);
  file.exec("CREATE TABLE t(x)");
  file.close();
}

function foreign(): void {
  rmSync(path);
  const file = new SqliteDriverDatabase(path);
  file.pragma("cipher='chacha20'");
  file.pragma(`key='raw:${Buffer.from(fileKey()).toString("hex")}'`);
  file.exec("CREATE TABLE t(x)");
  file.close();
}

describe("opening a data directory", () => {
  it("makes a database when it is told to, with either cipher, and opens it again without being told which", async () => {
    for (const cipher of ["chacha20", "aegis"] as const) {
      rmSync(path, { force: true });
      const made = await openForTest(dataDir, { create: true, cipher });
      await plantBooks(made, 2);
      const books = await booksOf(made.store);
      await made.close();
      const again = await openForTest(dataDir);
      expect(again.applied).toEqual([]);
      expect(await booksOf(again.store)).toEqual(books);
      await again.close();
    }
  });

  it("leaves one file that shows nothing of what is in it, beside the locks", async () => {
    await withBooks();
    expect(readdirSync(dataDir).sort()).toEqual(["in-use.lock", "millrace.db", "millrace.key"]);
    expect(statSync(path).mode & 0o077).toBe(0);
    const bytes = readFileSync(path);
    expect(["SQLite", "CREATE", "income:sales", "main"].filter((text) => bytes.includes(text))).toEqual([]);
  });

  it.each(spoiled)(
    "with %s is refused in one sentence, and releases its locks",
    async (_what, spoil, code, sentence) => {
      await withBooks();
      const keys = keysOf(dataDir);
      spoil();
      const problem = await problemOf(openForTest(dataDir, { keys, as: "engine" }));
      expect(problem).toMatchObject({
        code,
        sentence: expect.stringMatching(sentence),
        fix: expect.stringMatching(/\.$|;/),
      });
      expect(problem.sentence).toMatch(/^[^\n]+\.$/);
      if (statSync(dataDir, { throwIfNoEntry: false }))
        expect((await problemOf(openForTest(dataDir, { keys, as: "engine" }))).code).toBe(code);
    },
  );

  it("with a wrong key changes nothing, and the right key still opens it", async () => {
    const books = await withBooks();
    const before = readFileSync(path);
    const other = keysOf(newDataDir(folder.path, "other"));
    const problem = await problemOf(openForTest(dataDir, { keys: other }));
    expect(problem).toMatchObject({ code: "database-wrong-key", kept: "The file was not changed." });
    expect(readFileSync(path)).toEqual(before);
    const opened = await openForTest(dataDir);
    expect(await booksOf(opened.store)).toEqual(books);
    await opened.close();
  });

  it("with a wrong passphrase is refused, without a word of the passphrase", async () => {
    const words = new Secret("correct horse battery staple");
    const closed = newDataDir(folder.path, "words", words);
    await (await openForTest(closed, { create: true, passphrase: words })).close();
    const problem = await problemOf(openForTest(closed, { passphrase: new Secret("correct horse battery stapler") }));
    expect(problem.code).toBe("database-wrong-key");
    expect(JSON.stringify(problem)).not.toContain("stapler");
  });

  it("with no key at all says so", async () => {
    await withBooks();
    expect(await problemOf(openForTest(dataDir, { keys: [] }))).toMatchObject({ code: "key-missing" });
  });

  it("that is a file is refused", async () => {
    const keys = keysOf(dataDir);
    writeFileSync(join(folder.path, "file"), "");
    expect((await problemOf(openForTest(join(folder.path, "file"), { keys }))).code).toBe("data-directory-not-one");
    expect((await problemOf(openForTest(join(folder.path, "file", "below"), { keys }))).code).toBe(
      "data-directory-missing",
    );
  });
});

describe("a second program on the same data directory", () => {
  it("is refused as a second engine, naming the first, and welcome as a command that takes its turn at writing", async () => {
    await withBooks();
    const engine = await openForTest(dataDir, { as: "engine", pid: 4711 });
    const second = await problemOf(openForTest(dataDir, { as: "engine", pid: 4712 }));
    expect(second).toMatchObject({ code: "engine-running", sentence: expect.stringContaining("process 4711") });
    const command = await openForTest(dataDir);
    await postSale(command.store, 4);
    await postSale(engine.store, 5);
    await postSale(command.store, 6);
    expect(await booksOf(command.store)).toEqual(await booksOf(engine.store));
    await command.close();
    await engine.close();
    await (await openForTest(dataDir, { as: "engine" })).close();
  });

  it("finds the lock free when the engine was killed", async () => {
    await withBooks();
    const script = `
      import { takeEngineLock } from ${JSON.stringify(join(import.meta.dirname, "../store/installation-lock.ts"))};
      takeEngineLock(process.argv[1], { pid: process.pid, since: 1 });
      process.kill(process.pid, "SIGKILL");`;
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", script, dataDir]);
    expect(ran.signal, String(ran.stderr)).toBe("SIGKILL");
    await (await openForTest(dataDir, { as: "engine" })).close();
  });

  it("that writes for too long is waited for, then named as the reason, and nothing is half-written", async () => {
    await withBooks();
    const one = await openForTest(dataDir);
    const other = await openForTest(dataDir);
    await one.store.transaction(async () => {
      await expect(postSale(other.store, 4)).rejects.toMatchObject({ problem: { code: "database-busy" } });
    });
    await postSale(other.store, 4);
    await one.close();
    await other.close();
  });

  it("shares the making of a new database with it: each schema step is applied once", async () => {
    const run = promisify(execFile);
    const ran = await Promise.all([1, 2, 3].map(() => run(process.execPath, [child, dataDir, "create"])));
    const applied = ran.map(({ stdout }) => (JSON.parse(stdout) as { applied?: string[] }).applied);
    const opened = await openForTest(dataDir);
    const steps = await opened.store.q.selectFrom("schema_migration").select("name").orderBy("name").execute();
    expect(applied.flat().sort()).toEqual(steps.map((step) => step.name));
    await opened.close();
  });
});

describe("a data directory that this user may not write", () => {
  const root = process.getuid?.() === 0;

  /** Root may write everywhere, so the attempt is made as a user who owns nothing. */
  function attempt(): Problem {
    chmodSync(folder.path, 0o755);
    chmodSync(join(dataDir, "millrace.key"), 0o644);
    const ran = spawnSync(process.execPath, [child, dataDir], {
      encoding: "utf8",
      ...(root ? { uid: 65_534, gid: 65_534 } : {}),
    });
    return JSON.parse(ran.stdout || JSON.stringify({ code: "none", sentence: ran.stderr })) as Problem;
  }

  it("is refused when the folder is closed to it", async () => {
    await withBooks();
    chmodSync(dataDir, 0o555);
    expect(attempt()).toMatchObject({ code: "data-directory-closed" });
  });

  it("is refused when only the file is closed to it", async () => {
    await withBooks();
    chmodSync(dataDir, 0o777);
    chmodSync(path, 0o444);
    expect(attempt()).toMatchObject({ code: "database-readonly", sentence: `This user may not write ${path}.` });
  });
});

describe("a database of an older Millrace", () => {
  it("is brought up to date when it is opened, with its rows", async () => {
    const old = openSqlite({ path, key: fileKey() });
    const first = await migrate(old, testClock, 2);
    await old.q.insertInto("setting").values({ key: "kept", value: "yes" }).execute();
    await old.close();
    const opened = await openForTest(dataDir);
    expect(first).toHaveLength(2);
    expect(opened.applied.length).toBeGreaterThan(0);
    expect(opened.applied).not.toContain(first[0]);
    expect(await opened.store.q.selectFrom("setting").selectAll().execute()).toEqual([{ key: "kept", value: "yes" }]);
    await opened.close();
  });
});
