import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../base/clock.ts";
import { type CheckpointBody, parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { noteSigner, parseNote } from "../domain/audit/note.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import { migrate } from "../store/migrate.ts";
import { openSqlite, type SqliteStore } from "../store/open-sqlite.ts";
import { readAnchorKeys, readAnchors, writeAnchor, writeAnchorKey } from "./anchors.ts";
import { makeCheckpoint } from "./checkpoint.ts";
import { keepCheckpoint } from "./keep-checkpoint.ts";
import { fillSample, key, logEvent, origin, sampleSigner, signer, signSample } from "./testing/sample-books.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-anchors-"));
let store: SqliteStore;

beforeEach(async () => {
  await store?.close();
  store = openSqlite({ path: ":memory:" });
  await migrate(store, fixedClock(0));
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function bodyOf(note: string): CheckpointBody {
  const parsed = parseNote(note);
  const body = parsed.ok ? parseCheckpointBody(parsed.value.body) : parsed;
  if (!body.ok) throw new Error(body.error);
  return body.value;
}

const make = (by = signer) =>
  store.transaction((tx) => makeCheckpoint(tx, { origin, signer: by, clock: fixedClock(1_767_225_600_000) }));

describe("a checkpoint", () => {
  it("of an empty log is none", async () => {
    expect(await make()).toEqual({ ok: true, value: undefined });
  });

  it("says how long the log is, where it ends and what the balances are, and is signed", async () => {
    await fillSample(store);
    const { note, size, isNew } = await signSample(store);
    expect({ size, isNew }).toEqual({ size: 10, isNew: true });
    const parsed = parseNote(note);
    expect(parsed.ok && noteSigner(parsed.value, [key]).ok).toBe(true);
    const body = bodyOf(note);
    expect(body).toMatchObject({ origin, size: 10, time: 1_767_225_600_000 });
    expect([...body.trialBalance.keys()]).toEqual(["EUR", "USD"]);
    expect(await latestCheckpoint(store)).toMatchObject({ size: 10n, note });
  });

  it("made after many others has the root of one made at once, however many entries came between", async () => {
    const log = async (signAt: readonly number[]): Promise<CheckpointBody> => {
      await store.close();
      store = openSqlite({ path: ":memory:" });
      await migrate(store, fixedClock(0));
      for (let done = 0; done < 600; done += 50) {
        await store.transaction(async (tx) => {
          for (let i = done; i < done + 50; i++) await logEvent(tx, `note.${i}`);
        });
        if (signAt.includes(done + 50)) await signSample(store);
      }
      return bodyOf((await signSample(store)).note);
    };
    const stepwise = await log([50, 100, 500]);
    expect(stepwise.size).toBe(600);
    expect(await log([])).toEqual(stepwise);
  });

  it("is the same again while nothing was logged", async () => {
    await store.transaction((tx) => logEvent(tx, "engine.start"));
    const first = await signSample(store);
    expect(await signSample(store)).toEqual({ ...first, isNew: false });
  });

  it("goes on under a new key", async () => {
    await store.transaction((tx) => logEvent(tx, "engine.start"));
    await signSample(store);
    await store.transaction((tx) => logEvent(tx, "key.rotate"));
    expect(await make(sampleSigner(9))).toMatchObject({ ok: true, value: { size: 2 } });
  });

  it.each([
    [
      "an entry that was changed",
      "UPDATE audit_log SET actor='x' WHERE seq=9",
      "the time, actor, action, payload or hash of entry 9 was changed",
    ],
    ["an entry that is missing", "DELETE FROM audit_log WHERE seq=9", "entry 9 is missing from the log"],
    [
      "a chain that does not go on from the last one",
      "UPDATE audit_log SET prev_hash=randomblob(32) WHERE seq=9",
      "entry 9 does not carry the hash of entry 8",
    ],
    [
      "an older checkpoint that cannot be read",
      "UPDATE checkpoint SET note='x' WHERE size=8",
      "checkpoint 8 cannot be read",
    ],
    [
      "an older frontier that is not the signed one",
      "UPDATE checkpoint SET frontier=(SELECT frontier FROM checkpoint WHERE size=5) WHERE size=8",
      "checkpoint 8 does not fit its own signed text",
    ],
    [
      "an older text that was edited",
      "UPDATE checkpoint SET note=replace(note,'time 2026','time 2025') WHERE size=8",
      "checkpoint 8 does not have our signature",
    ],
  ])("is not made over %s", async (_, sql, why) => {
    await fillSample(store);
    for (const name of ["audit_log_no_update", "audit_log_no_delete", "checkpoint_no_update"])
      store.raw.exec(`DROP TRIGGER ${name}`);
    store.raw.exec(sql);
    expect(await make()).toMatchObject({
      ok: false,
      error: { code: "audit-broken", sentence: `No checkpoint was signed, because ${why}.` },
    });
    expect(await latestCheckpoint(store)).toMatchObject({ size: 8n });
  });
});

describe("an anchor", () => {
  it("is a file named by its size, readable by its owner only, and is never overwritten with another text", async () => {
    await fillSample(store);
    const { note, size } = await signSample(store);
    expect(await writeAnchor(folder, note)).toBe("written");
    expect(await writeAnchor(folder, note)).toBe("same");
    expect(readFileSync(join(folder, "10.txt"), "utf8")).toBe(note);
    if (process.platform !== "win32") expect(statSync(join(folder, "10.txt")).mode & 0o077).toBe(0);
    const other = note.replace("time 2026", "time 2027");
    await expect(writeAnchor(folder, other)).rejects.toMatchObject({ problem: { code: "anchor-differs" } });
    expect(readFileSync(join(folder, `${size}.txt`), "utf8")).toBe(note);
    expect(await readAnchors(folder)).toEqual([{ name: "10.txt", text: note }]);
  });

  it("is not made of something else", async () => {
    await expect(writeAnchor(folder, "hello")).rejects.toMatchObject({ problem: { code: "anchor-unreadable" } });
  });

  it("lies beside the public key that it is checked with", async () => {
    await writeAnchorKey(folder, key);
    await writeAnchorKey(folder, key);
    writeFileSync(join(folder, "broken.vkey"), "x");
    expect(await readAnchorKeys(folder)).toEqual([key]);
    expect(await readAnchors(join(folder, "nowhere"))).toBeUndefined();
    expect(await readAnchorKeys(join(folder, "nowhere"))).toEqual([]);
  });

  it("is kept in every folder, also when a crash came between the signature and the copy", async () => {
    const folders = [join(folder, "near"), join(folder, "far")];
    const options = { origin, signer, clock: fixedClock(1_767_225_600_000), folders };
    expect(await keepCheckpoint(store, options)).toEqual({ ok: true, value: undefined });
    await fillSample(store);
    const { note } = await signSample(store);
    expect(await keepCheckpoint(store, options)).toMatchObject({ ok: true, value: { note, isNew: false } });
    for (const each of folders) {
      expect(await readAnchors(each)).toEqual([{ name: "10.txt", text: note }]);
      expect(await readAnchorKeys(each)).toEqual([key]);
    }
  });
});
