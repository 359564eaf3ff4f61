import { afterAll, beforeAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { roadLaws } from "./testing/road-laws.ts";

beforeAll(async () => {
  await freshDatabase();
});
afterAll(stopPostgres);

roadLaws("PostgreSQL", async () => {
  const { url } = await freshDatabase();
  return openPostgres({ url });
});
