import { afterAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { uuidV7 } from "../base/ids.ts";
import { seededRandom } from "../base/random.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { suiteClock } from "../store/testing/store-under-test.ts";
import { keepBossSchema, requireBossSchema } from "./boss-schema.ts";
import { createPgBossJobs } from "./pg-boss-jobs.ts";
import { jobsSuite } from "./testing/jobs-suite.ts";
import { kindOf } from "./testing/kind-of.ts";

afterAll(stopPostgres);

jobsSuite("PostgreSQL, with pg-boss", async () => {
  const { url } = await freshDatabase();
  const owner = await openPostgres({ url });
  await migrate(owner, suiteClock);
  await keepBossSchema(owner);
  await owner.close();
  const store = await openPostgres({ url, asApplication: true });
  return { store, make: async (options) => createPgBossJobs(options), close: () => store.close() };
});

describe("a database in which nothing ever worked", () => {
  it("has schedules that can be paused and let go on, and nothing that waits", async () => {
    const { url } = await freshDatabase();
    const store = await openPostgres({ url });
    const random = seededRandom(7n);
    const jobs = createPgBossJobs({
      store,
      clock: suiteClock,
      random,
      ids: uuidV7(suiteClock, random),
      tell: () => undefined,
    });
    try {
      await migrate(store, suiteClock);
      jobs.define([kindOf("sync", () => ({ kind: "done", note: "" }))]);
      await jobs.keepSchedules([{ name: "hourly", kind: "sync", cron: "0 * * * *", zone: "UTC", missed: "once" }]);
      await jobs.pause("hourly");
      expect(await jobs.schedules()).toMatchObject([{ state: "paused" }]);
      await jobs.resume("hourly");
      expect(await jobs.schedules()).toMatchObject([{ state: "on" }]);
      await jobs.keepSchedules([]);
      expect(await jobs.nextDueAt()).toBeUndefined();
    } finally {
      await jobs.close();
      await store.close();
    }
  });
});

describe("pg-boss's tables in a database", () => {
  it("are made by its owner once, and asked for by a user that may only work with them", async () => {
    const { url, applicationUrl } = await freshDatabase();
    const owner = await openPostgres({ url });
    const application = await openPostgres({ url: applicationUrl, asApplication: true });
    try {
      await migrate(owner, suiteClock);
      await expect(requireBossSchema(application)).rejects.toThrow(/not the ones this Millrace knows/);
      await expect(keepBossSchema(application)).rejects.toThrow();
      await keepBossSchema(owner);
      await keepBossSchema(owner);
      await requireBossSchema(application);
    } finally {
      await owner.close();
      await application.close();
    }
  });
});
