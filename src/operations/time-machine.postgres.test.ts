import { afterAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import { booksOn, testStart } from "../intake/testing/books.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { pastLaws } from "./testing/past-laws.ts";

afterAll(stopPostgres);

pastLaws("PostgreSQL", async () => {
  const { url } = await freshDatabase();
  return booksOn(await openPostgres({ url }), fixedClock(testStart));
});
