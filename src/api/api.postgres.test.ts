import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres } from "../../test/support/postgres.ts";
import { beginApiAnswer, endApiAnswer, readApiAnswer } from "../store/api-answer.ts";
import { appendAudit, auditedActs } from "../store/audit-log.ts";
import { readChangeMarks } from "../store/change-marks.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { changedTopics } from "./live/changed-topics.ts";
import { openTestApi, type TestApi } from "./testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  const { url } = await freshDatabase();
  api = await openTestApi({}, await openPostgres({ url }));
});
afterAll(async () => {
  await api.close();
  await stopPostgres();
});

describe("the API on PostgreSQL", () => {
  it("gives status, sales and jobs as on SQLite", async () => {
    await api.importSample("gumroad/sales-2025.csv");
    const { status, json } = await api.ask<{ items: unknown[] }>("viewer", "/api/v1/sales?limit=2");
    expect([status, json.items.length]).toEqual([200, 2]);
    for (const path of ["/api/v1/status", "/api/v1/report?by=month", "/api/v1/jobs", "/api/v1/me", "/metrics"])
      expect([path, (await api.ask("viewer", path)).status]).toEqual([path, 200]);
  });

  it("tells what changed", async () => {
    const { store } = api.workplace;
    const before = await readChangeMarks(store);
    expect(changedTopics(before, await readChangeMarks(store), [])).toEqual([]);
    const entry = { ts: 1, actor: "owner", action: "test.entry", payload: new Uint8Array([1]) };
    await store.transaction((tx) => appendAudit(tx, [entry, { ...entry, action: "target.set" }, entry]));
    const acts = await auditedActs(store, BigInt(before.audit || 0), 100);
    expect(acts).toEqual(["target.set", "test.entry"]);
    const changed = ["sales", "payouts", "inbox", "switches", "books"];
    expect(changedTopics(before, await readChangeMarks(store), acts)).toEqual(changed);
  });

  it("does a write once for each key of a principal", async () => {
    const { store } = api.workplace;
    const key = { principal: "p", idemKey: "k" };
    const request = { hash: new Uint8Array([1, 2]), at: 1_000, since: 0, run: "run 2" };
    const crashed = { ...request, run: "run 1" };
    expect(await store.transaction((tx) => beginApiAnswer(tx, key, crashed))).toBe(true);
    const begun = await Promise.all([1, 2, 3].map(() => store.transaction((tx) => beginApiAnswer(tx, key, request))));
    expect(begun.filter((first) => first)).toHaveLength(1);
    await store.transaction((tx) => endApiAnswer(tx, key, { status: 201, body: "{}" }));
    const kept = await readApiAnswer(store, key, 0);
    expect([kept?.answered, [...(kept?.requestHash ?? [])]]).toEqual([{ status: 201, body: "{}" }, [1, 2]]);
    expect(await readApiAnswer(store, key, 1_000)).toBeUndefined();
    expect(await store.transaction((tx) => beginApiAnswer(tx, key, { ...request, since: 1_000 }))).toBe(true);
  });
});
