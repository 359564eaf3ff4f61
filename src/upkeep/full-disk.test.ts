import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  booksOf,
  newDataDir,
  openForTest,
  plantBooks,
  postSale,
  postSaleIn,
  temporaryFolder,
} from "../../test/support/installation.ts";
import type { SqliteStore } from "../store/open-sqlite.ts";
import { integrityFaults } from "../store/single-file.ts";
import type { Installation } from "./open-installation.ts";

const child = join(import.meta.dirname, "../../test/support/fill-disk.ts");

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Posts `count` sales in one commit. */
function postMany(installation: Installation, from: number, count: number): Promise<void> {
  return installation.store.transaction(async (tx) => {
    for (let n = from; n < from + count; n++) await postSaleIn(tx, n);
  });
}

/** A mount of one's own needs a Linux that allows it. */
function mayMount(): boolean {
  return process.platform === "linux" && spawnSync("unshare", ["-rm", "true"]).status === 0;
}

describe("a full disk", () => {
  it("in the middle of a transaction keeps the last commit whole, and the same program goes on when there is room", async () => {
    const opened = await openForTest(newDataDir(folder.path), { create: true });
    await plantBooks(opened, 3);
    const books = await booksOf(opened.store);
    const { raw } = opened.store as SqliteStore;
    // SQLite answers "full" at its own page limit exactly as it does when the system has no more to give.
    raw.pragma(`max_page_count=${Number(raw.pragma("page_count", { simple: true })) + 2}`);
    await expect(postMany(opened, 4, 300)).rejects.toMatchObject({ problem: { code: "database-full" } });
    expect(await booksOf(opened.store)).toEqual(books);
    raw.pragma("max_page_count=1000000");
    await postMany(opened, 4, 300);
    expect(integrityFaults(raw)).toEqual([]);
    expect(await opened.store.q.selectFrom("txn").select("id").execute()).toHaveLength(303);
    await opened.close();
  });

  it("that gives out below the database loses nothing that was acknowledged (a 3 MB disk)", {
    timeout: 30_000,
  }, (context) => {
    if (!mayMount()) context.skip("this system does not let a test mount a file system of its own");
    const mounted = 'mount -t tmpfs -o size=3m tmpfs "$1" && exec "$2" "$3" "$1"';
    const printed = execFileSync("unshare", ["-rm", "sh", "-c", mounted, "sh", folder.path, process.execPath, child], {
      encoding: "utf8",
    });
    const said = JSON.parse(printed) as Record<"full" | "again", { code: string; sales: number }> &
      Record<"readAfterFull" | "kept", number> & { opening: string[]; faults: string[] };
    expect(said.full.code).toBe("database-full");
    expect(said.full.sales).toBeGreaterThan(40);
    expect(said.readAfterFull).toBe(said.full.sales);
    expect(said.again.code).toBe("database-full");
    expect(said.again.sales).toBeGreaterThan(said.full.sales);
    expect(said.opening).toEqual(["database-full", "database-full"]);
    expect({ kept: said.kept, faults: said.faults }).toEqual({ kept: said.again.sales, faults: [] });
  });

  it("that fails a write (a file size limit) is told as the disk's failure, and the books stay whole", async () => {
    if (process.platform === "win32") return;
    const dataDir = newDataDir(folder.path);
    const made = await openForTest(dataDir, { create: true });
    await plantBooks(made, 3);
    await made.close();
    const script = `
      import { openForTest, postSaleIn } from ${JSON.stringify(join(import.meta.dirname, "../../test/support/installation.ts"))};
      const opened = await openForTest(process.argv[1]);
      const outcome = await opened.store.transaction(async (tx) => { for (let n = 4; n < 4000; n++) await postSaleIn(tx, n); })
        .then(() => "booked", (cause) => cause.problem?.code ?? String(cause));
      process.stdout.write(outcome);`;
    const limited = 'ulimit -f 1024; exec "$1" --input-type=module -e "$2" "$3"';
    const ran = spawnSync("sh", ["-c", limited, "sh", process.execPath, script, dataDir], { encoding: "utf8" });
    expect(ran.stdout, ran.stderr).toMatch(/^database-(ioerr|full)$/);
    const opened = await openForTest(dataDir);
    expect(await opened.store.q.selectFrom("txn").select("id").execute()).toHaveLength(3);
    await postSale(opened.store, 4);
    await opened.close();
  });
});
