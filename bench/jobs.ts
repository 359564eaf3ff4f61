/**
 * Durable jobs side by side: ours in the encrypted file and on PostgreSQL, ours with pg-boss as the line, pg-boss by
 * itself and graphile-worker. One by one is a transaction per job; in batches is many in one transaction. Rounds
 * alternate, so that a machine whose speed drifts hits all. `node bench/jobs.ts [jobs] [rounds]`
 */
import { join } from "node:path";
import { makeWorkerUtils, runOnce } from "graphile-worker";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { systemClock } from "../src/base/clock.ts";
import { uuidV7 } from "../src/base/ids.ts";
import { systemRandom } from "../src/base/random.ts";
import { keepBossSchema } from "../src/jobs/boss-schema.ts";
import { createEmbeddedJobs } from "../src/jobs/embedded-jobs.ts";
import type { Jobs } from "../src/jobs/jobs.ts";
import type { JobsOptions } from "../src/jobs/parts.ts";
import { createPgBossJobs } from "../src/jobs/pg-boss-jobs.ts";
import type { Store } from "../src/store/handle.ts";
import { migrate } from "../src/store/migrate.ts";
import { openPostgres } from "../src/store/open-postgres.ts";
import { openSqlite } from "../src/store/open-sqlite.ts";
import { freshDatabase, stopPostgres } from "../test/support/postgres.ts";
import { spread, timed, whole } from "./kit/measure.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const count = Number(process.argv[2] ?? 2_000);
const rounds = Number(process.argv[3] ?? 3);
const concurrency = 4;
const batch = 500;
const folder = temporaryFolder();

/** Milliseconds for: enqueueing one by one, enqueueing in batches, running them all twice over. */
type Measured = { readonly single: number; readonly batch: number; readonly run: number };

async function ours(store: Store, make: (options: JobsOptions) => Jobs): Promise<Measured> {
  const ids = uuidV7(systemClock, systemRandom);
  const jobs = make({
    store,
    clock: systemClock,
    random: systemRandom,
    ids,
    tell: (sentence) => console.log(sentence),
  });
  const stop = new AbortController();
  let ran = 0;
  jobs.define([
    {
      name: "nothing",
      title: "Do nothing",
      attemptsMax: 1,
      pauseMs: 1_000,
      pauseMaxMs: 1_000,
      leaseMs: 60_000,
      priority: 0,
      run: async () => {
        if (++ran === 2 * count) stop.abort();
        return { kind: "done", note: "" };
      },
    },
  ]);
  const single = await timed(async () => {
    for (let i = 0; i < count; i++) await store.transaction((tx) => jobs.enqueue(tx, { name: "nothing" }));
  });
  const batched = await timed(async () => {
    for (let i = 0; i < count; i += batch) {
      await store.transaction(async (tx) => {
        for (let j = i; j < Math.min(count, i + batch); j++) await jobs.enqueue(tx, { name: "nothing" });
      });
    }
  });
  const run = await timed(() => jobs.work({ concurrency, signal: stop.signal }));
  await jobs.close();
  return { single, batch: batched, run };
}

async function embeddedFile(round: number): Promise<Measured> {
  const store = openSqlite({ path: join(folder.path, `jobs-${round}.db`), key: new Uint8Array(32).fill(1) });
  await migrate(store, systemClock);
  const measured = await ours(store, createEmbeddedJobs);
  await store.close();
  return measured;
}

async function onServer(make: (options: JobsOptions) => Jobs): Promise<Measured> {
  const { url } = await freshDatabase();
  const store = await openPostgres({ url });
  await migrate(store, systemClock);
  await keepBossSchema(store);
  const measured = await ours(store, make);
  await store.close();
  return measured;
}

async function bossAlone(): Promise<Measured> {
  const { url } = await freshDatabase();
  const boss = await new PgBoss({ connectionString: url, max: 8 }).start();
  await boss.createQueue("nothing");
  const single = await timed(async () => {
    for (let i = 0; i < count; i++) await boss.send("nothing", {});
  });
  const batched = await timed(async () => {
    for (let i = 0; i < count; i += batch) {
      await boss.insert(
        "nothing",
        Array.from({ length: Math.min(batch, count - i) }, () => ({ data: {} })),
      );
    }
  });
  const one = async (): Promise<void> => {
    for (;;) {
      const [job] = await boss.fetch("nothing");
      if (!job) return;
      await boss.complete("nothing", job.id);
    }
  };
  const run = await timed(() => Promise.all(Array.from({ length: concurrency }, one)));
  await boss.stop({ graceful: false });
  return { single, batch: batched, run };
}

async function graphile(): Promise<Measured> {
  const pgPool = new pg.Pool({ connectionString: (await freshDatabase()).url, max: 8 });
  // It asks for someone who hears of connections that break.
  pgPool.on("error", () => undefined);
  const utils = await makeWorkerUtils({ pgPool });
  await utils.migrate();
  const single = await timed(async () => {
    for (let i = 0; i < count; i++) await utils.addJob("nothing", {});
  });
  const batched = await timed(async () => {
    for (let i = 0; i < count; i += batch) {
      const specs = Array.from({ length: Math.min(batch, count - i) }, () => ({ identifier: "nothing", payload: {} }));
      await utils.addJobs(specs);
    }
  });
  const taskList = { nothing: async () => undefined };
  const run = await timed(() => runOnce({ pgPool, concurrency, taskList }));
  await utils.release();
  await pgPool.end();
  return { single, batch: batched, run };
}

const engines: readonly (readonly [string, (round: number) => Promise<Measured>])[] = [
  ["ours, encrypted file", embeddedFile],
  ["ours, PostgreSQL", () => onServer(createEmbeddedJobs)],
  ["ours on pg-boss", () => onServer(createPgBossJobs)],
  ["pg-boss alone", bossAlone],
  ["graphile-worker", graphile],
];
const measured = new Map<string, Measured[]>(engines.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, measure] of engines) measured.get(name)?.push(await measure(round));
}
console.log(`${count} jobs, ${rounds} rounds, ${concurrency} at a time; median per second (slowest–fastest)`);
for (const [name, all] of measured) {
  const rate = (jobs: number, pick: (one: Measured) => number): string => {
    const { min, median, max } = spread(all.map((one) => (jobs / pick(one)) * 1_000));
    return `${whole(median)} (${whole(min)}–${whole(max)})`;
  };
  const cells = [rate(count, (one) => one.single), rate(count, (one) => one.batch), rate(2 * count, (one) => one.run)];
  console.log(`${name.padEnd(22)} enqueue ${cells[0]}  in batches ${cells[1]}  run ${cells[2]}`);
}
await stopPostgres();
folder.remove();
