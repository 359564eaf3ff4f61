import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { booksOf, newDataDir, openForTest, plantBooks, temporaryFolder } from "../../test/support/installation.ts";
import { systemRandom } from "../base/random.ts";
import { dataKeysUnder } from "../vault/data-key.ts";

/** How often a real process is killed; CI asks for more. */
const kills = Number(process.env["MILLRACE_TEST_KILLS"] ?? 4);
const child = join(import.meta.dirname, "../../test/support/rotate-child.ts");

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function killSomewhere(dataDir: string): Promise<void> {
  const running = spawn(process.execPath, [child, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(running, "exit");
  await once(running.stdout, "data");
  const [random = 0] = systemRandom.bytes(1);
  await sleep(random / 2);
  expect(running.exitCode, "the child rotates until it is killed").toBe(null);
  running.kill("SIGKILL");
  await gone;
}

describe("a program that is killed while it rotates the key", () => {
  it(`leaves the same books every time (${kills} times)`, { timeout: 5_000 + kills * 2_000 }, async () => {
    const dataDir = newDataDir(folder.path);
    const made = await openForTest(dataDir, { create: true });
    await plantBooks(made, 20);
    const books = await booksOf(made.store);
    await made.close();
    for (let kill = 0; kill < kills; kill++) {
      await killSomewhere(dataDir);
      const opened = await openForTest(dataDir);
      expect(await booksOf(opened.store)).toEqual(books);
      const rows = await opened.store.q.selectFrom("data_key").selectAll().execute();
      const dataKeys = dataKeysUnder([opened.keys.kek], systemRandom);
      expect(rows.filter((row) => !dataKeys.unwrap(row).ok)).toEqual([]);
      await opened.close();
    }
  });
});
