import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
import { freshDatabase, stopPostgres, type TestDatabase } from "../../test/support/postgres.ts";
import type { Verification } from "../audit/verify.ts";
import { ProblemError } from "../base/problem.ts";
import { systemRandom } from "../base/random.ts";
import { ok } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import { dataKeysUnder } from "../vault/data-key.ts";
import { loadMasterCandidates } from "../vault/master.ts";
import { backupTo } from "./back-up.ts";
import { examine } from "./doctor.ts";
import type { Installation } from "./open-installation.ts";
import { restoreFrom } from "./restore.ts";
import { type RotationStep, rotateKey } from "./rotate-key.ts";

const findsNothing = async () => ok({ findings: [], findingsTotal: 0, cautions: [] } as unknown as Verification);

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let database: TestDatabase;
let databaseUrl: Secret;

beforeAll(async () => {
  await freshDatabase();
});
afterAll(stopPostgres);
beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = newDataDir(folder.path);
  database = await freshDatabase();
  databaseUrl = new Secret(database.url);
});
afterEach(() => folder.remove());

async function withBooks(): Promise<Installation> {
  const opened = await openForTest(dataDir, { databaseUrl });
  await plantBooks(opened, 3);
  return opened;
}

const codeOf = (outcome: Promise<unknown>): Promise<unknown> =>
  outcome.then(
    () => "fine",
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem.code : cause),
  );

describe("an installation on PostgreSQL", () => {
  it("opens, and its application may add to the ledger and change nothing in it", async () => {
    const opened = await withBooks();
    expect(opened.applied.length).toBeGreaterThan(0);
    await postSale(opened.store, 4);
    await expect(opened.store.q.updateTable("txn").set({ kind: "other" }).execute()).rejects.toMatchObject({
      problem: { code: "database-rights" },
    });
    await opened.close();
    const again = await openForTest(dataDir, { databaseUrl });
    expect(again.applied).toEqual([]);
    await again.close();
  });

  it("opens for a user who owns nothing, once the owner has made the tables", async () => {
    const application = new Secret(database.applicationUrl);
    expect(await codeOf(openForTest(dataDir, { databaseUrl: application }))).toBe("database-rights");
    await (await withBooks()).close();
    const opened = await openForTest(dataDir, { databaseUrl: application });
    await postSale(opened.store, 4);
    await opened.close();
  });

  it("runs one engine per database, wherever its data directories are", async () => {
    const engine = await openForTest(dataDir, { databaseUrl, as: "engine" });
    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(elsewhere);
    expect(await codeOf(openForTest(elsewhere, { databaseUrl, as: "engine", keys: keysOf(dataDir) }))).toBe(
      "engine-running",
    );
    const command = await openForTest(elsewhere, { databaseUrl, keys: keysOf(dataDir) });
    await command.close();
    await engine.close();
    await (await openForTest(dataDir, { databaseUrl, as: "engine" })).close();
  });

  it("does not open with another key once something was sealed", async () => {
    await (await withBooks()).close();
    const other = newDataDir(folder.path, "other");
    await expect(openForTest(other, { databaseUrl })).rejects.toMatchObject({
      problem: {
        code: "database-wrong-key",
        sentence: expect.stringMatching(/sealed under key [0-9a-f]{8}, and [0-9a-f]{8} was given/),
      },
    });
  });
});

describe("the doctor on PostgreSQL", () => {
  it("looks at the server: its version, whether it is durable, and what Millrace may do there", async () => {
    await (await withBooks()).close();
    const findings = await examine({
      runtime: { name: "node", version: "24.21.0" },
      dataDir,
      keys: loadMasterCandidates({ dataDir }),
      databaseUrl,
      clock: testClock,
      pid: process.pid,
      timeZone: "UTC",
      listen: { host: "127.0.0.1", port: 8420, isFree: async () => true },
    });
    const state = (name: string) => findings.find((one) => one.name === name)?.state;
    expect(["database", "postgresql", "database-role"].map(state)).toEqual(["ok", "ok", "ok"]);
    // The tests' own server does not sync, which is exactly what must be noticed.
    expect(state("database-settings")).toBe("bad");
  });
});

describe("a key rotation on PostgreSQL", () => {
  const rotation = (step?: (at: RotationStep) => void) => ({
    dataDir,
    databaseUrl,
    keys: keysOf(dataDir),
    to: { kind: "key-file" } as const,
    random: systemRandom,
    actor: "owner",
    pid: process.pid,
    clock: testClock,
    ...(step ? { step } : {}),
  });

  it("wraps every data key anew and is refused while anybody works on the database", async () => {
    const opened = await withBooks();
    expect(await codeOf(rotateKey(rotation()))).toBe("installation-in-use");
    await opened.close();
    const report = await rotateKey(rotation());
    expect(report).toMatchObject({ dataKeys: 3, notes: [] });
    const again = await openForTest(dataDir, { databaseUrl });
    expect(again.keys.kek.id).toBe(report.newKeyId);
    await again.close();
  });

  it.each(["next-key-written", "replaced", "promoted"] as const)(
    "cut short after %s leaves data keys that open",
    async (crashAt) => {
      await (await withBooks()).close();
      const crash = (at: RotationStep): void => {
        if (at === crashAt) throw new Error("crash");
      };
      await expect(rotateKey(rotation(crash))).rejects.toThrow("crash");
      const opened = await openForTest(dataDir, { databaseUrl });
      const dataKeys = dataKeysUnder([opened.keys.kek], systemRandom);
      const rows = await opened.store.q.selectFrom("data_key").selectAll().execute();
      expect(rows.map((row) => dataKeys.unwrap(row).ok)).toEqual([true, true, true]);
      await opened.close();
      expect(await rotateKey(rotation())).toMatchObject({ dataKeys: 3 });
    },
  );
});

describe("a back-up of a PostgreSQL database", () => {
  const common = { actor: "owner", pid: process.pid, clock: testClock, verify: findsNothing };

  it("restores into the embedded database and from there into PostgreSQL again, with the same books", async () => {
    const opened = await withBooks();
    const books = await booksOf(opened.store);
    const first = join(folder.path, "server.backup");
    const { manifest } = await backupTo({
      installation: opened,
      path: first,
      program: "0.1.0",
      configuration: {},
      ...common,
    });
    expect(manifest).toMatchObject({ engine: "postgres", rows: { txn: 3, transfer: 6, data_key: 3 } });
    await opened.close();

    const embedded = join(folder.path, "embedded");
    mkdirSync(embedded);
    await restoreFrom({ path: first, keys: [], otherKeys: keysOf(dataDir), dataDir: embedded, ...common });
    const file = await openForTest(embedded);
    expect(await booksOf(file.store)).toEqual(books);
    await postSale(file.store, 4);
    const more = await booksOf(file.store);
    const second = join(folder.path, "file.backup");
    await backupTo({ installation: file, path: second, program: "0.1.0", configuration: {}, ...common });
    await file.close();

    const another = new Secret((await freshDatabase()).url);
    await restoreFrom({ path: second, keys: keysOf(embedded), dataDir: embedded, databaseUrl: another, ...common });
    const server = await openForTest(embedded, { databaseUrl: another });
    expect(await booksOf(server.store)).toEqual(more);
    // The ids that the server hands out go on after the restored ones.
    await postSale(server.store, 5);
    await server.close();
    expect(
      await codeOf(
        restoreFrom({ path: second, keys: keysOf(embedded), dataDir: embedded, databaseUrl: another, ...common }),
      ),
    ).toBe("data-directory-used");
  });

  it("shows the books of one moment although others write meanwhile", async () => {
    const opened = await withBooks();
    const writer = new pg.Client({ connectionString: database.url });
    await writer.connect();
    await writer.query("SET search_path=millrace");
    const path = join(folder.path, "moving.backup");
    let stop = false;
    const writing = (async () => {
      for (let n = 0; !stop; n++) await writer.query("INSERT INTO setting VALUES($1,'x')", [`moving.${n}`]);
    })();
    const { manifest } = await backupTo({ installation: opened, path, program: "0.1.0", configuration: {}, ...common });
    stop = true;
    await writing;
    await writer.end();
    expect(manifest.rows.txn).toBe(3);
    await opened.close();
  });
});
