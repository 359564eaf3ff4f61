import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../src/base/random.ts";
import { openRawSqlite, type SqliteStore } from "../src/store/open-sqlite.ts";
import { integrityFaults } from "../src/store/single-file.ts";
import { newDataDir, openForTest, plantBooks, postSale, temporaryFolder } from "./support/installation.ts";

/**
 * What a power cut leaves of the write-ahead log is some beginning of it, perhaps with rubbish after that. Whatever it
 * is, every acknowledged commit whose last byte is there must be there whole, and no other commit in part.
 * MILLRACE_TEST_TORN=all cuts at every frame; otherwise a sample is cut, so that the usual run stays quick.
 */
const all = process.env["MILLRACE_TEST_TORN"] === "all";
const sample = 120;
const commits = 40;
const walHeaderBytes = 32;
const frameBytes = 24 + 4096;

type Image = { readonly cut: number; readonly rubbish: boolean };
type Acknowledged = { readonly txns: number; readonly walBytes: number };

let folder: ReturnType<typeof temporaryFolder>;
let key: Uint8Array;
let wal: Buffer;
const acknowledged: Acknowledged[] = [];
const database = (): string => join(folder.path, "before.db");

beforeAll(async () => {
  folder = temporaryFolder();
  const dataDir = newDataDir(folder.path);
  const opened = await openForTest(dataDir, { create: true });
  await plantBooks(opened, 2);
  key = opened.keys.file.reveal();
  const { raw, path } = opened.store as SqliteStore;
  raw.pragma("wal_checkpoint(TRUNCATE)");
  raw.pragma("wal_autocheckpoint=0");
  copyFileSync(path, database());
  for (let n = 3; n < 3 + commits; n++) {
    await postSale(opened.store, n);
    acknowledged.push({ txns: n, walBytes: readFileSync(`${path}-wal`).length });
  }
  wal = readFileSync(`${path}-wal`);
  await opened.close();
});
afterAll(() => folder.remove());

function images(): readonly Image[] {
  const random = seededRandom(20261120n);
  const pick = (below: number): number => Buffer.from(random.bytes(4)).readUInt32LE() % below;
  const cuts = new Set<number>([0, 1, walHeaderBytes - 1, walHeaderBytes, wal.length]);
  for (let at = walHeaderBytes; at <= wal.length; at += frameBytes) for (const off of [-1, 0, 1]) cuts.add(at + off);
  for (const { walBytes } of acknowledged) for (const off of [-1, 0, 1]) cuts.add(walBytes + off);
  for (let i = 0; i < 400; i++) cuts.add(pick(wal.length));
  const every = [...cuts]
    .filter((cut) => cut <= wal.length)
    .flatMap((cut) => [
      { cut, rubbish: false },
      { cut, rubbish: true },
    ]);
  if (all) return every;
  return Array.from({ length: sample }, () => every[pick(every.length)] as Image);
}

function look({ cut, rubbish }: Image): { txns: number; wrong: string[] } {
  const path = join(folder.path, "image.db");
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  copyFileSync(database(), path);
  const tail = rubbish ? Buffer.from(seededRandom(BigInt(cut)).bytes(3_000)) : Buffer.alloc(0);
  writeFileSync(`${path}-wal`, Buffer.concat([wal.subarray(0, cut), tail]));
  const raw = openRawSqlite({ path, key, mustExist: true });
  try {
    const one = (text: string): number => Number(raw.prepare(text).pluck().get());
    const txns = one("SELECT count(*) FROM txn");
    const wrong = [...integrityFaults(raw)];
    if (one("SELECT count(*) FROM transfer") !== 2 * txns) wrong.push("a txn has lost a leg, or a leg its txn");
    if (one("SELECT sum(dr_posted) FROM account_balance") !== one("SELECT sum(amount) FROM transfer"))
      wrong.push("balances differ");
    if (one("SELECT coalesce(max(seq),0) FROM txn") !== txns) wrong.push("the sequence has a gap");
    return { txns, wrong };
  } finally {
    raw.close();
  }
}

describe("an encrypted database whose write-ahead log was cut short", () => {
  it("keeps every acknowledged txn that reached the disk, and none in part", { timeout: 300_000 }, () => {
    const bad: unknown[] = [];
    const tried = images();
    for (const image of tried) {
      const reached = acknowledged.filter(({ walBytes }) => walBytes <= image.cut).at(-1)?.txns ?? 2;
      const { txns, wrong } = look(image);
      if (txns !== reached || wrong.length > 0) bad.push({ ...image, reached, txns, wrong });
    }
    expect(bad).toEqual([]);
    expect(tried.length).toBeGreaterThanOrEqual(sample);
  });
});
