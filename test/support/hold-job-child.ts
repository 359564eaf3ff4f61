/** Takes a job from the database given and never ends it; prints a line when it has it. For tests that kill a worker. */
import { systemClock } from "../../src/base/clock.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { createEmbeddedJobs } from "../../src/jobs/embedded-jobs.ts";
import { kindOf } from "../../src/jobs/testing/kind-of.ts";
import { openSqlite } from "../../src/store/open-sqlite.ts";

const [path = "", leaseMs] = process.argv.slice(2);
const store = openSqlite({ path, key: new Uint8Array(32).fill(1), mustExist: true });
const ids = uuidV7(systemClock, systemRandom);
const jobs = createEmbeddedJobs({ store, clock: systemClock, random: systemRandom, ids, tell: () => undefined });
const hold = (): Promise<never> => {
  process.stdout.write("held\n");
  return new Promise(() => undefined);
};
jobs.define([kindOf("sync", hold, { leaseMs: Number(leaseMs) })]);
await jobs.work({ concurrency: 1, signal: new AbortController().signal });
