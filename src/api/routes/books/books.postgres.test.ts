import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { freshDatabase, stopPostgres } from "../../../../test/support/postgres.ts";
import { startCheck } from "../../../operations/check-now.ts";
import { openPostgres } from "../../../store/open-postgres.ts";
import type { booksCheck, journal } from "../../contract/books.ts";
import type { salesPage } from "../../contract/sales.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Page = z.infer<typeof salesPage>;
type Journal = z.infer<typeof journal>;
type Check = z.infer<typeof booksCheck>;

let onPostgres: TestApi;
let onSqlite: TestApi;
beforeAll(async () => {
  const { url } = await freshDatabase();
  onPostgres = await openTestApi({}, await openPostgres({ url }));
  onSqlite = await openTestApi();
  for (const api of [onPostgres, onSqlite]) await api.importSample("gumroad/sales-2025.csv");
});
afterAll(async () => {
  await onPostgres.close();
  await onSqlite.close();
  await stopPostgres();
});

const then = "asOf=2026-11-20T08:00:00Z";

it.each([
  "/sales?limit=500",
  "/sales/sum",
  "/sales/sum?text=a",
  `/sales/sum?${then}`,
  "/sales/choices",
  "/books/accounts",
  `/books/accounts?${then}`,
])("gives %s as on SQLite", async (path) => {
  const [a, b] = await Promise.all([onPostgres, onSqlite].map((api) => api.ask("viewer", `/api/v1${path}`)));
  expect(a?.status).toBe(200);
  expect(a?.json).toEqual(b?.json);
});

it("gives journals and stories with the same amounts as on SQLite, and finds the books sound", async () => {
  const path = "/api/v1/books/accounts/assets:platform:gumroad:main:balance?limit=500";
  const [a, b] = await Promise.all([onPostgres, onSqlite].map((api) => api.ask<Journal>("viewer", path)));
  const told = (one: Journal | undefined) => one?.items.map(({ amount, balance, object }) => [object, amount, balance]);
  expect(told(a?.json)).toEqual(told(b?.json));
  expect(a?.json.items.length).toBeGreaterThan(3);
  const [first] = (await onPostgres.ask<Page>("viewer", "/api/v1/sales?limit=1")).json.items;
  const story = await onPostgres.ask("viewer", `/api/v1/sales/${encodeURIComponent(String(first?.key))}/story`);
  expect(story.status).toBe(200);
  await startCheck(onPostgres.workplace, onPostgres.book).ended;
  const check = await onPostgres.ask<Check>("viewer", "/api/v1/books/check");
  expect(check.json).toMatchObject({ running: null, last: { sound: true, findings: [] } });
});
