import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/installation.ts";
import { systemClock } from "../base/clock.ts";
import { uuidV7 } from "../base/ids.ts";
import { systemRandom } from "../base/random.ts";
import { migrate } from "../store/migrate.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import { createEmbeddedJobs } from "./embedded-jobs.ts";
import { gate } from "./testing/jobs-bench.ts";
import { kindOf } from "./testing/kind-of.ts";

const leaseMs = 400;
const child = join(import.meta.dirname, "../../test/support/hold-job-child.ts");

it("a job whose process is killed while it runs is run by another process when its time is over, and not before", async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, "books.db");
  const store = openSqlite({ path, key: new Uint8Array(32).fill(1) });
  const stop = new AbortController();
  try {
    await migrate(store, systemClock);
    const ids = uuidV7(systemClock, systemRandom);
    const jobs = createEmbeddedJobs({ store, clock: systemClock, random: systemRandom, ids, tell: () => undefined });
    await store.transaction((tx) => jobs.enqueue(tx, { name: "sync", payload: "precious" }));
    const worker = spawn(process.execPath, [child, path, String(leaseMs)]);
    await once(worker.stdout, "data");
    const held = systemClock.now();
    worker.kill("SIGKILL");
    await once(worker, "exit");
    const done = gate<{ payload: string; attempt: number; at: number }>();
    jobs.define([
      kindOf("sync", ({ payload, attempt }) => {
        done.open({ payload, attempt, at: systemClock.now() });
        return { kind: "done", note: "" };
      }),
    ]);
    const working = jobs.work({ concurrency: 1, signal: stop.signal });
    const { payload, attempt, at } = await done.opened;
    stop.abort();
    await working;
    expect({ payload, attempt }).toEqual({ payload: "precious", attempt: 2 });
    // The line came a moment after the job was taken.
    expect(at - held).toBeGreaterThan(leaseMs - 250);
    expect((await jobs.history({ limit: 9 })).map(({ result }) => result)).toEqual(["done", "lost"]);
  } finally {
    stop.abort();
    await store.close();
    folder.remove();
  }
});
