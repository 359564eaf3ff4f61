import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { jobStarted, runList, scheduleList } from "../../contract/jobs.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe("the work over HTTP", () => {
  it("lists the schedules with when each runs next", async () => {
    const { status, json } = await api.ask<z.infer<typeof scheduleList>>("viewer", "/api/v1/jobs");
    expect(status).toBe(200);
    expect(json.items.map(({ name }) => name)).toContain("daily-report");
  });

  it("pauses a schedule and lets it go on, for those who may", async () => {
    const pause = "/api/v1/jobs/daily-report/pause";
    expect((await api.ask("viewer", pause, { method: "POST" })).status).toBe(403);
    expect(await api.ask("approver", pause, { method: "POST" })).toMatchObject({
      status: 200,
      json: { state: "paused" },
    });
    const resumed = await api.ask("key operate", "/api/v1/jobs/daily-report/resume", { method: "POST" });
    expect(resumed).toMatchObject({ status: 200, json: { state: "on" } });
  });

  it("runs one now, and tells it in the history", async () => {
    const started = await api.ask("owner", "/api/v1/jobs/tidy-up/run", { method: "POST" });
    expect(started).toMatchObject({ status: 202, json: { schedule: "tidy-up", fresh: true } });
    const again = await api.ask<z.infer<typeof jobStarted>>("owner", "/api/v1/jobs/tidy-up/run", { method: "POST" });
    expect(again.json.fresh).toBe(false);
    await api.workplace.jobs.runDue();
    const { json } = await api.ask<z.infer<typeof runList>>("owner", "/api/v1/jobs/history?schedule=tidy-up");
    expect(json.items[0]).toMatchObject({ schedule: "tidy-up", result: "done" });
  });

  it("says in a sentence that there is no such schedule", async () => {
    const unknown = await api.ask("owner", "/api/v1/jobs/nothing/run", { method: "POST" });
    expect(unknown).toMatchObject({ status: 404, json: { code: "unknown-schedule" } });
    expect(await api.ask("owner", "/api/v1/jobs/history?schedule=nothing")).toMatchObject({ status: 404 });
  });
});
