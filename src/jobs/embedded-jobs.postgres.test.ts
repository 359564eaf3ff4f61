import { afterAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { suiteClock } from "../store/testing/store-under-test.ts";
import { createEmbeddedJobs } from "./embedded-jobs.ts";
import { jobsSuite } from "./testing/jobs-suite.ts";

afterAll(stopPostgres);

jobsSuite("PostgreSQL, in tables of our own", async () => {
  const { url } = await freshDatabase();
  const owner = await openPostgres({ url });
  await migrate(owner, suiteClock);
  await owner.close();
  const store = await openPostgres({ url, asApplication: true });
  return { store, make: async (options) => createEmbeddedJobs(options), close: () => store.close() };
});
