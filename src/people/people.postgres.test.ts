import { afterAll, beforeAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { peopleLaws } from "./testing/people-laws.ts";

beforeAll(async () => {
  await freshDatabase();
});
afterAll(stopPostgres);

peopleLaws("PostgreSQL", async () => {
  const { url } = await freshDatabase();
  const owner = await openPostgres({ url });
  await migrate(owner, fixedClock(1_000));
  await owner.close();
  return openPostgres({ url, asApplication: true });
});
