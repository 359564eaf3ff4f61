import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { backups } from "../../contract/backup.ts";
import type { sinkKinds, sinks } from "../../contract/sinks.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe("a book's settings over HTTP", () => {
  it("change by whom it may, until something is booked", async () => {
    const change = { method: "PATCH", body: { name: "Savanna", timeZone: "Africa/Nairobi", homeCurrency: "KES" } };
    expect((await api.ask("viewer", "/api/v1/settings/book", change)).status).toBe(403);
    expect((await api.ask("owner", "/api/v1/settings/book", change)).json).toEqual({
      id: "main",
      name: "Savanna",
      homeCurrency: "KES",
      timeZone: "Africa/Nairobi",
      inUse: false,
    });
    for (const [body, code] of [
      [{ timeZone: "Mars/Base" }, "unknown-time-zone"],
      [{ homeCurrency: "QQQ" }, "unknown-currency"],
    ] as const)
      expect(await api.ask("owner", "/api/v1/settings/book", { method: "PATCH", body })).toMatchObject({
        json: { code },
      });
    await api.importSample("gumroad/sales-2025.csv");
    expect((await api.ask<{ inUse: boolean }>("viewer", "/api/v1/settings/book")).json.inUse).toBe(true);
    const late = { method: "PATCH", body: { homeCurrency: "USD" } };
    expect(await api.ask("owner", "/api/v1/settings/book", late)).toMatchObject({
      status: 409,
      json: { code: "books-in-use" },
    });
    expect((await api.ask("owner", "/api/v1/settings/book", { method: "PATCH", body: { name: "Main" } })).status).toBe(
      200,
    );
  });

  it("tell the configuration to owners only", async () => {
    expect((await api.ask("approver", "/api/v1/settings/config")).status).toBe(403);
    expect((await api.ask("owner", "/api/v1/settings/config")).json).toEqual({ file: "", items: [] });
  });
});

describe("the places where messages go, over HTTP", () => {
  it("are listed with what each kind needs, and without what any was given", async () => {
    const kinds = await api.ask<z.infer<typeof sinkKinds>>("owner", "/api/v1/sinks/kinds");
    expect(kinds.json.items.map(({ id }) => id)).toContain("telegram");
    const { json } = await api.ask<z.infer<typeof sinks>>("owner", "/api/v1/sinks");
    expect(json.items.some(({ standing }) => standing)).toBe(true);
    expect((await api.ask("approver", "/api/v1/sinks")).status).toBe(403);
  });

  it("change what goes there, with quiet hours on the book's clocks", async () => {
    const [first] = (await api.ask<z.infer<typeof sinks>>("owner", "/api/v1/sinks")).json.items;
    const path = `/api/v1/sinks/${first?.name}`;
    const changed = await api.ask("owner", path, {
      method: "PATCH",
      body: { least: "serious", reports: false, quiet: "22:00-07:00" },
    });
    expect(changed.json).toMatchObject({ least: "serious", reports: false, quiet: "22:00-07:00 Africa/Nairobi" });
    const wrong = await api.ask("owner", path, { method: "PATCH", body: { quiet: "all night" } });
    expect(wrong).toMatchObject({ status: 422, json: { code: "sink-quiet" } });
    expect(await api.ask("owner", path, { method: "DELETE" })).toMatchObject({ status: 409 });
    expect(await api.ask("owner", "/api/v1/sinks/nowhere/test", { method: "POST" })).toMatchObject({ status: 404 });
  });

  it("are not kept when what they need is missing", async () => {
    const body = { kind: "telegram", settings: {} };
    const refused = await api.ask("owner", "/api/v1/sinks", { method: "POST", body });
    expect(refused.status).toBe(422);
    const { json } = await api.ask<z.infer<typeof sinks>>("owner", "/api/v1/sinks");
    expect(json.items.map(({ kind }) => kind)).not.toContain("telegram");
  });
});

describe("back-ups over HTTP", () => {
  it("want a fresh proof, and there is none at first", async () => {
    expect((await api.ask("stale owner", "/api/v1/backups", { method: "POST" })).json).toMatchObject({
      code: "step-up-needed",
    });
    const { json } = await api.ask<z.infer<typeof backups>>("owner", "/api/v1/backups");
    expect(json).toEqual({ lastAt: null, lastTest: null, items: [] });
    expect((await api.ask("owner", "/api/v1/backups/nothing.backup")).status).toBe(404);
    expect((await api.ask("owner", "/api/v1/backups/nothing.backup/test", { method: "POST" })).status).toBe(404);
  });
});
