import { afterAll, beforeAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { openPostgres } from "./open-postgres.ts";
import { storeSuite } from "./testing/store-suite.ts";

beforeAll(async () => {
  await freshDatabase();
});
afterAll(stopPostgres);

storeSuite("PostgreSQL", async () => {
  const { url } = await freshDatabase();
  const store = await openPostgres({ url });
  return { store, close: () => store.close() };
});
