import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  keysOf,
  newDataDir,
  openForTest,
  plantBooks,
  temporaryFolder,
  testClock,
} from "../../test/support/installation.ts";
import type { Verification } from "../audit/verify.ts";
import { ok } from "../base/result.ts";
import { addPerson, readPerson } from "../store/people.ts";
import { addLink, openLink } from "../store/people-link.ts";
import { addSession, sessionOfHash } from "../store/people-session.ts";
import { backupTo } from "./back-up.ts";
import { restoreFrom } from "./restore.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Stands for the audit room's verifier, which has its own tests: it finds nothing. */
const verify = async () => ok({ findings: [], findingsTotal: 0, cautions: [] } as unknown as Verification);

it("a restore opens nothing again that let somebody in for a time, keeps the people, and says so", async () => {
  const dataDir = newDataDir(folder.path, "data");
  const path = join(folder.path, "books.backup");
  const installation = await openForTest(dataDir, { create: true });
  await plantBooks(installation, 1);
  const now = testClock.now();
  const hash = (byte: number) => new Uint8Array(32).fill(byte);
  await installation.store.transaction(async (tx) => {
    await addPerson(tx, { id: "p-ada", signIn: "ada", name: "Ada", preferences: "{}" }, now);
    const session = { id: "s1", hash: hash(1), personId: "p-ada", secure: true, agent: "", address: "" };
    await addSession(tx, { ...session, madeAt: now, usedAt: now, freshUntil: undefined });
    const link = { id: "l1", hash: hash(2), kind: "entry" as const, bookId: undefined, role: undefined };
    await addLink(tx, { ...link, personId: "p-ada", madeBy: "owner", madeAt: now, expiresAt: now + 60_000 });
  });
  const common = { path, actor: "owner", clock: testClock };
  await backupTo({ ...common, installation, program: "0.1.0", configuration: {} });
  await installation.close();
  const keys = keysOf(dataDir);
  const report = await restoreFrom({ ...common, keys, verify, dataDir, pid: process.pid, replace: true });
  expect(report.notes.join(" ")).toContain("ended: 1 session and 1 one-time link. Everybody signs in anew.");
  const again = await openForTest(dataDir);
  expect(await sessionOfHash(again.store, hash(1))).toBeUndefined();
  expect(await openLink(again.store, hash(2), now)).toBeUndefined();
  expect((await readPerson(again.store, "p-ada"))?.state).toBe("active");
  await again.close();
});
