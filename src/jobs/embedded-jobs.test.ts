import { migrate } from "../store/migrate.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import { suiteClock } from "../store/testing/store-under-test.ts";
import { createEmbeddedJobs } from "./embedded-jobs.ts";
import { jobsSuite } from "./testing/jobs-suite.ts";

jobsSuite("SQLite", async () => {
  const store = openSqlite({ path: ":memory:" });
  await migrate(store, suiteClock);
  return { store, make: async (options) => createEmbeddedJobs(options), close: () => store.close() };
});
