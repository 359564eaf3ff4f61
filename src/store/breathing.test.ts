import { expect, it } from "vitest";
import { fixedClock } from "../base/clock.ts";
import { listBooks } from "./book.ts";
import { breathing } from "./breathing.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./open-sqlite.ts";

it("reads the same, and lets others go on after each read", async () => {
  const store = openSqlite({ path: ":memory:" });
  await migrate(store, fixedClock(0));
  let turns = 0;
  const pause = () =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        turns += 1;
        resolve();
      });
    });
  expect(await listBooks(breathing(store, pause))).toEqual(await listBooks(store));
  expect(turns).toBe(1);
  await store.close();
});
