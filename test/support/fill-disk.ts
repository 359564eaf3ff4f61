/**
 * Fills the small disk that holds the folder given, in the middle of transactions, and prints as JSON what the program
 * said and what was kept. Run by a test on a file system of its own.
 */
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "../../src/base/problem.ts";
import type { SqliteStore } from "../../src/store/open-sqlite.ts";
import { integrityFaults } from "../../src/store/single-file.ts";
import { newDataDir, openForTest, plantBooks, postSaleIn } from "./installation.ts";

const folder = process.argv[2] ?? "";
const ballast = join(folder, "ballast");
const spare = join(folder, "spare");
const salesPerCommit = 40;

const dataDir = newDataDir(folder);
let opened = await openForTest(dataDir, { create: true });
await plantBooks(opened, 1);
writeFileSync(ballast, Buffer.alloc(512 * 1024));
writeFileSync(spare, Buffer.alloc(256 * 1024));

/** Books whole commits until something stands in the way; gives its code and the sales that were acknowledged. */
async function fill(from: number): Promise<{ code: string; sales: number }> {
  for (let sales = from; ; sales += salesPerCommit) {
    try {
      await opened.store.transaction(async (tx) => {
        for (let n = 1; n <= salesPerCommit; n++) await postSaleIn(tx, sales + n);
      });
    } catch (cause) {
      return { code: cause instanceof ProblemError ? cause.problem.code : String(cause), sales };
    }
  }
}

async function count(): Promise<number> {
  return (await opened.store.q.selectFrom("txn").select("id").execute()).length;
}

const full = await fill(1);
const readAfterFull = await count();
rmSync(ballast);
// The same process goes on once there is room.
const again = await fill(full.sales);
await opened.close();

const { bavail, bsize } = statfsSync(folder);
if (bavail > 0) writeFileSync(ballast, Buffer.alloc(bavail * bsize));
/** What opening the books and booking a batch comes to on a full disk. */
async function tryOn(as: "engine" | "command"): Promise<string> {
  try {
    const installation = await openForTest(dataDir, { as });
    const book = installation.store.transaction(async (tx) => {
      for (let n = 1; n <= 400; n++) await postSaleIn(tx, again.sales + n);
    });
    await book.finally(() => installation.close());
    return "booked";
  } catch (cause) {
    return cause instanceof ProblemError ? cause.problem.code : String(cause);
  }
}
const opening = [await tryOn("engine"), await tryOn("command")];
rmSync(ballast, { force: true });
rmSync(spare);
opened = await openForTest(dataDir, { as: "engine" });
const faults = integrityFaults((opened.store as SqliteStore).raw);
const kept = await count();
await opened.close();
process.stdout.write(JSON.stringify({ full, readAfterFull, again, opening, kept, faults }));
