import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { tailLog } from "../../../base/log-tail.ts";
import { saveOpenAlert } from "../../../store/alert.ts";
import type { alertList } from "../../contract/alerts.ts";
import type { auditState } from "../../contract/audit.ts";
import type { logLines, systemState } from "../../contract/system.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

let api: TestApi;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "millrace-log-"));
  const path = join(folder, "millrace.log");
  const line = (level: string, msg: string, more = {}) =>
    JSON.stringify({ level, time: "2026-11-20T08:00:00.000Z", ...more, msg });
  writeFileSync(`${path}.1`, `${line("warn", "Before.")}\n`);
  writeFileSync(path, `${[line("info", "Began."), "torn {", line("error", "Broke.", { n: 3 })].join("\n")}\n`);
  api = await openTestApi({
    facts: {
      version: "1.2.3",
      startedAt: testNow,
      logPath: path,
      inboxPath: folder,
      warnings: [],
      inboxNews: () => [],
      troubles: () => [],
      logTail: (asked) => tailLog(path, asked),
      machine: {
        disk: () => ({ freeBytes: 30, totalBytes: 100 }),
        memory: () => ({ usedBytes: 5, ceilingBytes: 10 }),
      },
    },
  });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the engine over HTTP", () => {
  it("tells what it has left, and that no back-up was made", async () => {
    const { status, json } = await api.ask<z.infer<typeof systemState>>("viewer", "/api/v1/system");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      version: "1.2.3",
      disk: { used: 70, total: 100 },
      memory: { used: 5, total: 10 },
      backup: null,
    });
  });

  it("shows the newest lines of its log first, across the file before, and passes over what is torn", async () => {
    const { json } = await api.ask<z.infer<typeof logLines>>("approver", "/api/v1/system/log");
    expect(json.items.map(({ sentence }) => sentence)).toEqual(["Broke.", "Began.", "Before."]);
    expect(json.items[0]?.fields).toEqual({ n: "3" });
    const bad = await api.ask<z.infer<typeof logLines>>("approver", "/api/v1/system/log?level=warn&limit=1");
    expect(bad.json.items.map(({ sentence }) => sentence)).toEqual(["Broke."]);
    expect((await api.ask("viewer", "/api/v1/system/log")).status).toBe(403);
  });

  it("says that no log is kept where there is none", async () => {
    const bare = await openTestApi();
    expect((await bare.ask("owner", "/api/v1/system/log")).json).toEqual({ items: [], kept: false });
    await bare.close();
  });

  it("checks the audit record when asked, and remembers what it found", async () => {
    const before = await api.ask<z.infer<typeof auditState>>("viewer", "/api/v1/audit");
    expect(before.json.check).toBeNull();
    expect((await api.ask("viewer", "/api/v1/audit/check", { method: "POST" })).status).toBe(403);
    const started = await api.ask("approver", "/api/v1/audit/check", { method: "POST" });
    expect(started).toMatchObject({ status: 202, json: { fresh: true } });
    await api.workplace.jobs.runDue();
    const { json } = await api.ask<z.infer<typeof auditState>>("viewer", "/api/v1/audit");
    expect(json.check).toMatchObject({ whole: true, findings: [] });
    expect(json.check?.links).toBeLessThanOrEqual(json.links);
  });
});

describe("alerts over HTTP", () => {
  it("are listed with the most urgent first, and quiet once somebody says that she knows", async () => {
    const alert = { lines: ["A line."], since: testNow, seenAt: testNow, times: 1, toldAt: undefined };
    const silent = { acknowledgedAt: undefined, acknowledgedBy: undefined };
    await api.workplace.store.transaction(async (tx) => {
      await saveOpenAlert(tx, { key: "disk/data", severity: "minor", title: "Small.", ...alert, ...silent });
      await saveOpenAlert(tx, { key: "account/gumroad", severity: "serious", title: "Big.", ...alert, ...silent });
    });
    const { json } = await api.ask<z.infer<typeof alertList>>("viewer", "/api/v1/alerts");
    expect(json.open.map(({ title }) => title)).toEqual(["Big.", "Small."]);
    expect(json.past).toEqual([]);
  });

  it("refuse what is unknown, over, or not allowed", async () => {
    const unknown = await api.ask("owner", "/api/v1/alerts/999/acknowledge", { method: "POST" });
    expect(unknown).toMatchObject({ status: 404, json: { code: "alert-unknown" } });
    expect((await api.ask("viewer", "/api/v1/alerts/1/acknowledge", { method: "POST" })).status).toBe(403);
    const past = { method: "POST", body: { until: "2026-11-01T00:00:00Z" } };
    expect(await api.ask("owner", "/api/v1/alerts/1/quiet", past)).toMatchObject({
      status: 400,
      json: { code: "moment-wrong" },
    });
  });
});
