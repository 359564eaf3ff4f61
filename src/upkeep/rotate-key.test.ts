import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  booksOf,
  keysOf,
  newDataDir,
  openForTest,
  plantBooks,
  temporaryFolder,
  testClock,
} from "../../test/support/installation.ts";
import { ProblemError } from "../base/problem.ts";
import { systemRandom } from "../base/random.ts";
import { Secret } from "../base/secret.ts";
import { dataKeysUnder } from "../vault/data-key.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { createKeyFile, loadMasterCandidates, type Master } from "../vault/master.ts";
import { type NewKey, type RotateOptions, type RotationStep, rotateKey } from "./rotate-key.ts";

const steps: readonly RotationStep[] = [
  "next-key-written",
  "copied",
  "rewrapped",
  "rekeyed",
  "checked",
  "journal-closed",
  "replaced",
  "promoted",
];
const firstWords = new Secret("correct horse battery staple");
const otherWords = new Secret("violet anchor mellow thunder");
const keyFile: NewKey = { kind: "key-file" };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

class Crash extends Error {}

function rotation(dataDir: string, keys: readonly Master[], more: Partial<RotateOptions> = {}): RotateOptions {
  return {
    dataDir,
    keys,
    to: keyFile,
    random: systemRandom,
    actor: "owner",
    pid: process.pid,
    clock: testClock,
    ...more,
  };
}

async function dataDirWithBooks(passphrase?: Secret): Promise<{ dataDir: string; books: unknown }> {
  const dataDir = newDataDir(folder.path, "data", passphrase);
  const made = await openForTest(dataDir, { create: true, ...(passphrase ? { passphrase } : {}) });
  await plantBooks(made, 5);
  const books = await booksOf(made.store);
  await made.close();
  return { dataDir, books };
}

/** Opens as a new program would, and checks books, data keys and that the named key is the one in use. */
async function lookIn(
  dataDir: string,
  passphrase?: Secret,
): Promise<{ books: unknown; notes: readonly string[]; rotations: number; keyId: string }> {
  const opened = await openForTest(dataDir, passphrase ? { passphrase } : {});
  try {
    const rows = await opened.store.q.selectFrom("data_key").selectAll().execute();
    const dataKeys = dataKeysUnder([opened.keys.kek], systemRandom);
    expect(rows.map((row) => dataKeys.unwrap(row).ok)).toEqual(rows.map(() => true));
    const entries = await opened.store.q.selectFrom("audit_log").select("action").execute();
    return {
      books: await booksOf(opened.store),
      notes: opened.notes,
      rotations: entries.filter((entry) => entry.action === "key.rotate").length,
      keyId: opened.keys.kek.id,
    };
  } finally {
    await opened.close();
  }
}

describe("a key rotation", () => {
  it("opens the same books with the new key only, wraps every data key anew and says so in the audit log", async () => {
    const { dataDir, books } = await dataDirWithBooks();
    const before = keysOf(dataDir);
    const report = await rotateKey(rotation(dataDir, before));
    expect(report).toMatchObject({ dataKeys: 5, notes: [] });
    expect(report.newKeyId).not.toBe(report.oldKeyId);
    expect(await lookIn(dataDir)).toEqual({ books, notes: [], rotations: 1, keyId: report.newKeyId });
    await expect(openForTest(dataDir, { keys: before })).rejects.toMatchObject({
      problem: { code: "database-wrong-key" },
    });
  });

  it("keeps the old key under a name that says so, and leaves no copy behind", async () => {
    const { dataDir } = await dataDirWithBooks();
    const { oldKeyId } = await rotateKey(rotation(dataDir, keysOf(dataDir)));
    expect(statSync(join(dataDir, "millrace.db")).mode & 0o077).toBe(0);
    expect(
      readdirSync(dataDir)
        .filter((name) => !name.endsWith(".lock"))
        .sort(),
    ).toEqual(["millrace.db", "millrace.key", `millrace.key.old-${oldKeyId}`]);
  });

  it("is refused while somebody has the books open, naming the engine when it is the engine", async () => {
    const { dataDir } = await dataDirWithBooks();
    const command = await openForTest(dataDir);
    await expect(rotateKey(rotation(dataDir, keysOf(dataDir)))).rejects.toMatchObject({
      problem: { code: "installation-in-use" },
    });
    await command.close();
    const engine = await openForTest(dataDir, { as: "engine", pid: 4711 });
    await expect(rotateKey(rotation(dataDir, keysOf(dataDir)))).rejects.toThrow(/the engine runs \(process 4711\)/);
    await engine.close();
    await rotateKey(rotation(dataDir, keysOf(dataDir)));
  });

  it("keeps everybody else out while it works", async () => {
    const { dataDir } = await dataDirWithBooks();
    const refused: unknown[] = [];
    const step = (at: RotationStep): void => {
      if (at !== "copied" && at !== "replaced") return;
      // Opening is refused before its first wait, so it has happened by the time this returns.
      refused.push(
        openForTest(dataDir).then(
          () => "opened",
          (cause: unknown) => (cause instanceof ProblemError ? cause.problem.code : cause),
        ),
      );
    };
    await rotateKey(rotation(dataDir, keysOf(dataDir), { step }));
    expect(new Set(await Promise.all(refused))).toEqual(new Set(["installation-claimed"]));
  });

  it("goes from a key file to a passphrase, to another passphrase, and back to a key file", async () => {
    const { dataDir, books } = await dataDirWithBooks();
    await rotateKey(rotation(dataDir, keysOf(dataDir), { to: { kind: "passphrase", passphrase: firstWords } }));
    expect((await lookIn(dataDir, firstWords)).books).toEqual(books);
    await rotateKey(
      rotation(dataDir, keysOf(dataDir, firstWords), { to: { kind: "passphrase", passphrase: otherWords } }),
    );
    expect((await lookIn(dataDir, otherWords)).books).toEqual(books);
    await expect(openForTest(dataDir, { passphrase: firstWords })).rejects.toMatchObject({
      problem: { code: "database-wrong-key" },
    });
    await rotateKey(rotation(dataDir, keysOf(dataDir, otherWords)));
    expect(await lookIn(dataDir)).toMatchObject({ books, rotations: 3 });
  });

  it("replaces a key that the owner keeps in a file elsewhere, in that file", async () => {
    const dataDir = newDataDir(folder.path);
    const elsewhere = join(folder.path, "elsewhere.key");
    expect(createKeyFile(elsewhere, systemRandom).ok).toBe(true);
    const load = (): readonly Master[] => {
      const found = loadMasterCandidates({ dataDir, keyFile: elsewhere });
      return found.ok ? found.value.candidates : [];
    };
    const made = await openForTest(dataDir, { keys: load(), create: true });
    await made.close();
    const before = readFileSync(elsewhere, "utf8");
    const { newKeyId, oldKeyId, notes } = await rotateKey(rotation(dataDir, load()));
    expect(notes).toEqual([]);
    expect(readFileSync(`${elsewhere}.old-${oldKeyId}`, "utf8")).toBe(before);
    const opened = await openForTest(dataDir, { keys: load() });
    expect(opened.keys.kek.id).toBe(newKeyId);
    await opened.close();
  });

  it("leaves a key that came from MILLRACE_KEY for the owner to replace, and opens with the next one until then", async () => {
    const { dataDir, books } = await dataDirWithBooks();
    const text = readFileSync(join(dataDir, "millrace.key"), "utf8").split("\n")[1] ?? "";
    const load = (key: string): readonly Master[] => {
      const found = loadMasterCandidates({ dataDir, key: new Secret(key) });
      return found.ok ? found.value.candidates : [];
    };
    const { notes } = await rotateKey(rotation(dataDir, load(text)));
    expect(notes.join()).toContain("put it into MILLRACE_KEY");
    for (let time = 0; time < 2; time++) {
      const opened = await openForTest(dataDir, { keys: load(text) });
      expect(await booksOf(opened.store)).toEqual(books);
      expect(opened.notes.join()).toContain("put it into MILLRACE_KEY");
      await opened.close();
    }
    const nextText = readFileSync(join(dataDir, "millrace.key.next"), "utf8").split("\n")[1] ?? "";
    const opened = await openForTest(dataDir, { keys: load(nextText) });
    expect(opened.notes).toEqual(["The new key has been put in its place; the key rotation is finished."]);
    await opened.close();
    expect(readdirSync(dataDir)).not.toContain("millrace.key.next");
  });
});

describe("a key rotation that is cut short", () => {
  it.each(steps)("after %s leaves books that open by themselves, and can be done again", async (crashAt) => {
    const { dataDir, books } = await dataDirWithBooks();
    const oldId = deriveKeys((keysOf(dataDir)[0] as Master).secret).kek.id;
    const step = (at: RotationStep): void => {
      if (at === crashAt) throw new Crash(at);
    };
    await expect(rotateKey(rotation(dataDir, keysOf(dataDir), { step }))).rejects.toThrow(Crash);
    const after = await lookIn(dataDir);
    const tookEffect = crashAt === "replaced" || crashAt === "promoted";
    expect(after.books).toEqual(books);
    expect({ rotations: after.rotations, sameKey: after.keyId === oldId }).toEqual({
      rotations: tookEffect ? 1 : 0,
      sameKey: !tookEffect,
    });
    expect(after.notes).toHaveLength(crashAt === "promoted" ? 0 : 1);
    expect(readdirSync(dataDir).filter((name) => /next|rotating/.test(name))).toEqual([]);
    await rotateKey(rotation(dataDir, keysOf(dataDir)));
    expect(await lookIn(dataDir)).toMatchObject({ books, notes: [], rotations: tookEffect ? 2 : 1 });
  });

  const oneOfEachKind = ["next-key-written", "replaced"] as const;
  it.each(oneOfEachKind)(
    "after %s on the way to a passphrase opens with the one or the other, and can be done again",
    async (crashAt) => {
      const { dataDir, books } = await dataDirWithBooks();
      const step = (at: RotationStep): void => {
        if (at === crashAt) throw new Crash(at);
      };
      const toWords = { to: { kind: "passphrase", passphrase: firstWords } } as const;
      await expect(rotateKey(rotation(dataDir, keysOf(dataDir), { ...toWords, step }))).rejects.toThrow(Crash);
      const tookEffect = crashAt === "replaced";
      if (tookEffect) {
        expect((await lookIn(dataDir, firstWords)).books).toEqual(books);
      } else {
        await expect(openForTest(dataDir, { passphrase: firstWords })).rejects.toThrow(/does not open/);
        expect((await lookIn(dataDir)).books).toEqual(books);
        await rotateKey(rotation(dataDir, keysOf(dataDir), toWords));
      }
      expect((await lookIn(dataDir, firstWords)).books).toEqual(books);
    },
  );

  it("between the two renames of its last step, or beside leftovers of a restore, opens and is put in order", async () => {
    const { dataDir, books } = await dataDirWithBooks();
    const step = (at: RotationStep): void => {
      if (at === "replaced") throw new Crash(at);
    };
    await expect(rotateKey(rotation(dataDir, keysOf(dataDir), { step }))).rejects.toThrow(Crash);
    renameSync(join(dataDir, "millrace.key"), join(dataDir, "millrace.key.old-00000000"));
    writeFileSync(join(dataDir, "millrace.db.restoring"), "half a copy");
    expect(await lookIn(dataDir)).toMatchObject({ books, rotations: 1 });
    expect(readdirSync(dataDir).filter((name) => /next|restoring/.test(name))).toEqual([]);
    expect(await lookIn(dataDir)).toMatchObject({ books, notes: [] });
  });
});
