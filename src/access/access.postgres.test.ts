import { afterAll } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import { booksOn, testStart } from "../intake/testing/books.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { accessLaws } from "./testing/access-laws.ts";

afterAll(() => stopPostgres());

// With the rights of the application alone, as the engine works.
accessLaws("PostgreSQL", async () => {
  const database = await freshDatabase();
  const owner = await openPostgres({ url: database.url });
  await migrate(owner, fixedClock(testStart));
  await owner.close();
  return booksOn(await openPostgres({ url: database.applicationUrl, asApplication: true }), fixedClock(testStart));
});
