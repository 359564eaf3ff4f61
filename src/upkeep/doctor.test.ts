import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  keysOf,
  newDataDir,
  openForTest,
  plantBooks,
  temporaryFolder,
  testClock,
} from "../../test/support/installation.ts";
import { fixedClock } from "../base/clock.ts";
import { systemRandom } from "../base/random.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { insertCheckpoint } from "../store/checkpoint.ts";
import { openRawSqlite } from "../store/open-sqlite.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { createKeyFile, loadMasterCandidates, type Master } from "../vault/master.ts";
import { backupTo } from "./back-up.ts";
import { type DoctorOptions, examine } from "./doctor.ts";
import { examineServer } from "./doctor-books.ts";
import { examineClock, examineDisk, examinePort, examineRuntime, examineTimeZone } from "./doctor-machine.ts";
import { bytesText, duration, type Finding } from "./finding.ts";

const day = 86_400_000;
const GB = 1e9;

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = newDataDir(folder.path);
});
afterEach(() => folder.remove());

const doctorOf = (more: Partial<DoctorOptions> = {}): DoctorOptions => ({
  runtime: { name: "node", version: "24.21.0" },
  dataDir,
  keys: loadMasterCandidates({ dataDir }),
  clock: testClock,
  pid: process.pid,
  timeZone: "Africa/Nairobi",
  listen: { host: "127.0.0.1", port: 8420, isFree: async () => true },
  diskSpace: () => ({ freeBytes: 50 * GB, totalBytes: 100 * GB }),
  ...more,
});

const named = (findings: readonly Finding[], name: string): Finding | undefined =>
  findings.find((one) => one.name === name);

async function withBooks(): Promise<void> {
  const made = await openForTest(dataDir, { create: true });
  await plantBooks(made, 2);
  await made.close();
}

function edit(statements: string): void {
  const key = deriveKeys((keysOf(dataDir)[0] as Master).secret).file.reveal();
  const raw = openRawSqlite({ path: join(dataDir, "millrace.db"), key, mustExist: true });
  raw.exec(statements);
  raw.close();
}

describe("the doctor", () => {
  it("finds healthy books healthy, and advises a key elsewhere and a first back-up", async () => {
    await withBooks();
    const findings = await examine(doctorOf({ thorough: true }));
    expect(findings.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "runtime: ok",
      "data-directory: ok",
      "disk-space: ok",
      "clock: ok",
      "time-zone: ok",
      "port: ok",
      "key: warn",
      "database: ok",
      "database-settings: ok",
      "write-ahead-log: ok",
      "database-pages: ok",
      "audit-chain: ok",
      "back-up: warn",
    ]);
    for (const { state, fix, sentence } of findings) {
      expect(sentence).toMatch(/^[A-Z0-9/].*\.$/);
      expect(fix !== undefined).toBe(state !== "ok");
    }
  });

  it("finds nothing to complain of when the key is elsewhere and a back-up is fresh, and its age when it is not", async () => {
    const keyFile = join(folder.path, "elsewhere.key");
    createKeyFile(keyFile, systemRandom);
    rmSync(join(dataDir, "millrace.key"));
    const keys = loadMasterCandidates({ dataDir, keyFile });
    const candidates = keys.ok ? keys.value.candidates : [];
    const made = await openForTest(dataDir, { create: true, keys: candidates });
    await backupTo({
      installation: made,
      path: join(folder.path, "b"),
      program: "0.1.0",
      configuration: {},
      actor: "owner",
      clock: testClock,
    });
    await made.close();
    const findings = await examine(doctorOf({ keys, clock: fixedClock(testClock.now() + day) }));
    expect(findings.filter(({ state }) => state !== "ok").map(({ name }) => name)).toEqual(["audit-chain"]);
    expect(named(findings, "back-up")).toMatchObject({ sentence: "The newest back-up is 1 day old." });
    const later = await examine(doctorOf({ keys, clock: fixedClock(testClock.now() + 8 * day) }));
    expect(named(later, "back-up")).toMatchObject({ state: "warn", sentence: "The newest back-up is 8 days old." });
  });

  it("tells how old the newest checkpoint is when entries came after it", async () => {
    const made = await openForTest(dataDir, { create: true });
    const entry = { ts: testClock.now(), actor: "owner", action: "test.entry", payload: auditPayload({}) };
    await made.store.transaction(async (tx) => {
      await appendAudit(tx, [entry]);
      await insertCheckpoint(tx, {
        size: 1n,
        root: new Uint8Array(32),
        frontier: new Uint8Array(0),
        note: "",
        createdAt: BigInt(testClock.now() - 3 * day),
      });
    });
    const signed = await examine(doctorOf());
    expect(named(signed, "audit-chain")).toMatchObject({
      state: "ok",
      sentence: "All 1 entries of the audit chain are under a signed checkpoint.",
    });
    await made.store.transaction((tx) => appendAudit(tx, [entry]));
    await made.close();
    expect(named(await examine(doctorOf()), "audit-chain")).toMatchObject({
      state: "warn",
      sentence: expect.stringContaining(
        "1 entries of the audit chain were added since the newest checkpoint, 3 days ago",
      ),
    });
  });

  it("runs beside the engine and names it", async () => {
    await withBooks();
    const engine = await openForTest(dataDir, { as: "engine", pid: 4711 });
    const listen = { host: "127.0.0.1", port: 8420, isFree: async () => false };
    expect(named(await examine(doctorOf({ listen })), "port")).toMatchObject({
      state: "ok",
      sentence: "The engine runs (process 4711).",
    });
    await engine.close();
    expect(named(await examine(doctorOf({ listen })), "port")).toMatchObject({
      state: "warn",
      fix: expect.stringContaining("MILLRACE_PORT"),
    });
  });

  it("looks at a directory without books without leaving anything in it", async () => {
    const empty = join(folder.path, "empty");
    mkdirSync(empty, { mode: 0o700 });
    const findings = await examine(doctorOf({ dataDir: empty, keys: loadMasterCandidates({ dataDir: empty }) }));
    expect(findings.filter(({ state }) => state === "bad").map(({ name }) => name)).toEqual(["key"]);
    const withKey = await examine(doctorOf({ dataDir: empty }));
    expect(named(withKey, "database")).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining("There is no database"),
    });
    expect(readdirSync(empty)).toEqual([]);
  });

  const sick: readonly (readonly [what: string, spoil: () => void, name: string, state: string])[] = [
    ["a directory that is gone", () => rmSync(dataDir, { recursive: true }), "data-directory", "bad"],
    ["a directory open to others", () => chmodSync(dataDir, 0o755), "data-directory", "warn"],
    ["a key open to others", () => chmodSync(join(dataDir, "millrace.key"), 0o644), "key-exposed", "warn"],
    ["a damaged key", () => writeFileSync(join(dataDir, "millrace.key"), "x"), "key", "bad"],
    ["a dropped guard", () => edit("DROP TRIGGER txn_before"), "database", "bad"],
    ["another program's file", () => writeFileSync(join(dataDir, "millrace.db"), "x".repeat(9_000)), "database", "bad"],
  ];
  it.each(sick)("notices %s, and says what to do", async (_what, spoil, name, state) => {
    await withBooks();
    spoil();
    expect(named(await examine(doctorOf()), name)).toMatchObject({ state, fix: expect.any(String) });
  });

  it("puts a key rotation in order that was cut short, and says so when it cannot", async () => {
    await withBooks();
    createKeyFile(join(dataDir, "millrace.key.next"), systemRandom);
    const findings = await examine(doctorOf());
    const told = findings.filter(({ name }) => name === "database").map(({ sentence }) => sentence);
    expect(told).toContainEqual(expect.stringContaining("was taken back"));
    createKeyFile(join(dataDir, "millrace.key.next"), systemRandom);
    edit("DROP TRIGGER txn_before");
    expect(named(await examine(doctorOf()), "key-rotation")).toMatchObject({ state: "warn" });
  });

  it("notices a clock that is behind the newest entry", async () => {
    const made = await openForTest(dataDir, { create: true });
    const entry = { ts: testClock.now() + day, actor: "owner", action: "test.entry", payload: auditPayload({}) };
    await made.store.transaction((tx) => appendAudit(tx, [entry]));
    await made.close();
    expect(named(await examine(doctorOf()), "clock")).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining("1 day behind"),
    });
  });
});

describe("what the doctor makes of a machine", () => {
  it("is bad below the oldest runtime that was tested", () => {
    const states = (["22.17.9", "22.18.0", "24.0.0", "20.20.2", "1.3.9"] as const).map(
      (version) => examineRuntime({ name: version === "1.3.9" ? "bun" : "node", version }).state,
    );
    expect(states).toEqual(["bad", "ok", "ok", "bad", "bad"]);
    expect(examineRuntime({ name: "bun", version: "1.4.5" }).state).toBe("ok");
  });

  it("grows worse with the disk, and knows what a key rotation needs", () => {
    const state = (freeBytes: number, totalBytes: number, database = 0): string =>
      examineDisk({ freeBytes, totalBytes }, database, "/data").state;
    expect([
      state(50e9, 100e9),
      state(900e6, 10e9),
      state(4e9, 100e9),
      state(90e6, 1e9),
      state(0.9e9, 100e9),
      state(0, 0),
    ]).toEqual(["ok", "warn", "warn", "bad", "bad", "bad"]);
    expect(examineDisk({ freeBytes: 2e9, totalBytes: 10e9 }, 1.5e9, "/data")).toMatchObject({
      state: "warn",
      sentence: expect.stringContaining("needs 3.3 GB"),
    });
  });

  it("is bad when the clock is behind the books or behind the release, and forgives two minutes", () => {
    const now = testClock.now();
    expect(examineClock({ now, newestRecord: now + 60_000, builtAt: now })).toMatchObject({ state: "ok" });
    expect(examineClock({ now, newestRecord: now + 3 * 3_600_000 })).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining("3 hours behind the newest entry"),
    });
    expect(examineClock({ now, builtAt: now + 2 * day })).toMatchObject({ state: "bad" });
  });

  it("wants a known time zone and a free port", () => {
    expect(["Africa/Nairobi", "", "Etc/Unknown"].map((zone) => examineTimeZone(zone).state)).toEqual([
      "ok",
      "warn",
      "warn",
    ]);
    expect(examinePort({ host: "h", port: 0, free: false }).state).toBe("ok");
  });

  it("wants a PostgreSQL server that is durable and a user who may not switch guards off", () => {
    const facts = {
      version: 180_004,
      encoding: "UTF8",
      standBy: false,
      user: "u",
      superuser: false,
      appendOnly: true,
      durable: true,
    };
    const states = (more: Partial<typeof facts>): string[] =>
      examineServer({ ...facts, ...more }).map((one) => one.state);
    expect(examineServer(facts)[0]?.sentence).toBe("PostgreSQL 18.4 keeps the books.");
    expect([
      states({}),
      states({ durable: false }),
      states({ superuser: true }),
      states({ appendOnly: false }),
    ]).toEqual([
      ["ok", "ok", "ok"],
      ["ok", "bad", "ok"],
      ["ok", "ok", "bad"],
      ["ok", "ok", "warn"],
    ]);
  });

  it("is said in units that people use", () => {
    expect([999, 61_000, 7_200_000, 3 * day].map(duration)).toEqual(["0 seconds", "1 minute", "2 hours", "3 days"]);
    expect([10, 20e6, 1.5e9].map(bytesText)).toEqual(["1 kB", "20 MB", "1.5 GB"]);
  });
});
