import { truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newDataDir, openForTest, temporaryFolder, testClock } from "../../test/support/installation.ts";
import { seededRandom } from "../base/random.ts";
import { backUpNow, listBackups, takeBackupOut, testBackup } from "./backups.ts";

let folder: ReturnType<typeof temporaryFolder>;
let home: Parameters<typeof listBackups>[0];
beforeEach(async () => {
  folder = temporaryFolder();
  const installation = await openForTest(newDataDir(folder.path), { create: true });
  home = { store: installation.store, installation, clock: testClock, actor: "p1" };
});
afterEach(async () => {
  await home.installation.close();
  folder.remove();
});

const random = seededRandom(3n);
const facts = { version: "0.1.0" };

it("makes a back-up that is listed, tested and taken out whole", async () => {
  const { name, made } = await backUpNow(home, facts);
  const tested = await testBackup(home, random, name);
  expect(tested).toMatchObject({ ok: true, value: { name, faults: [] } });
  const { lastAt, lastTest, items } = await listBackups(home);
  expect(lastAt).toBe(made.manifest.madeAt);
  expect(lastTest).toMatchObject({ name, faults: [] });
  expect(items).toMatchObject([{ name, bytes: made.bytes }]);
  const out = await takeBackupOut(home, name);
  const bytes = out.ok ? await new Response(out.value).arrayBuffer() : undefined;
  expect(bytes?.byteLength).toBe(made.bytes);
});

it("says so when a back-up that lies there cannot be opened any more", async () => {
  const { name } = await backUpNow(home, facts);
  truncateSync(join(home.installation.dataDir, "backups", name), 4096);
  await expect(testBackup(home, random, name)).rejects.toThrow();
});

it("opens nothing but back-ups in their folder", async () => {
  for (const name of ["../millrace.db", "millrace.key", "nothing.backup"]) {
    expect(await takeBackupOut(home, name)).toMatchObject({ ok: false, error: { code: "unknown-backup" } });
    expect(await testBackup(home, random, name)).toMatchObject({ ok: false, error: { code: "unknown-backup" } });
  }
});
