import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { booking, importList, importResult, refusedList, upload } from "../../contract/imports.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Upload = z.infer<typeof upload>;
type Result = z.infer<typeof importResult>;
type Booking = z.infer<typeof booking>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, "../../../../test/fixtures/csv", name), "utf8");
const gumroad = fixture("gumroad/sales-2025.csv");

const send = (name: string, text: string, headers: Record<string, string> = {}) =>
  api.ask<Upload>("owner", `/api/v1/imports/uploads?name=${encodeURIComponent(name)}`, {
    method: "POST",
    body: text,
    headers: { "content-type": "text/csv", ...headers },
  });
const preview = (id: string, body: unknown = {}) =>
  api.ask<Result>("owner", `/api/v1/imports/uploads/${id}/preview`, { method: "POST", body });

async function book(id: string, body: unknown = {}): Promise<Booking> {
  const begun = await api.ask<Booking>("owner", `/api/v1/imports/uploads/${id}/book`, { method: "POST", body });
  expect(begun.status).toBe(202);
  return booked(id);
}

async function booked(id: string): Promise<Booking> {
  for (;;) {
    const { json } = await api.ask<Booking>("owner", `/api/v1/imports/uploads/${id}`);
    if (json.state !== "booking") return json;
    // The work that is waited for needs its turn.
    await new Promise((turn) => setImmediate(turn));
  }
}

const imports = async () => (await api.ask<z.infer<typeof importList>>("owner", "/api/v1/imports")).json.items;

describe("a file dropped on a page", () => {
  it("is looked at before anything is booked, then booked once, and gone from the uploads", async () => {
    const sent = await send("gumroad sales.csv", gumroad);
    expect(sent.status).toBe(201);
    expect(sent.json).toMatchObject({ name: "gumroad sales.csv", bytes: Buffer.byteLength(gumroad) });
    expect(sent.json.columns).toContain("Item Name");
    const looked = await preview(sent.json.id);
    expect(looked.json).toMatchObject({ source: "gumroad", dryRun: true, seenBefore: false });
    const { read, booked: news, known, refused } = looked.json.rows;
    expect(read).toBe(news + known + refused);
    expect(await imports()).toEqual([]);

    const done = await book(sent.json.id);
    expect(done).toMatchObject({ state: "booked", result: { dryRun: false, rows: looked.json.rows } });
    expect(await imports()).toMatchObject([{ fileName: "gumroad sales.csv", rows: looked.json.rows }]);
    expect(existsSync(join(api.workplace.installation.dataDir, "uploads", sent.json.id))).toBe(false);
    expect((await preview(sent.json.id)).status).toBe(404);

    const again = await send("gumroad sales.csv", gumroad);
    expect((await preview(again.json.id)).json).toMatchObject({ seenBefore: true });
  });

  it("says of each row that is not understood in which line it is and why, before and after it is booked", async () => {
    const [head, first] = gumroad.split("\n");
    const text = [
      head,
      first?.replace(/^[^,]*/, "NEW1"),
      first?.replace(/^[^,]*/, "NEW2").replace(/\d{4}-\d{2}-\d{2}/g, "no day"),
    ].join("\n");
    const sent = await send("two.csv", text);
    const looked = await preview(sent.json.id);
    expect(looked.json.rows).toMatchObject({ read: 2, refused: 1 });
    expect(looked.json.refusals).toMatchObject([{ line: 3 }]);
    await book(sent.json.id);
    const [newest] = await imports();
    const refused = await api.ask<z.infer<typeof refusedList>>("viewer", `/api/v1/imports/${newest?.id}/refused`);
    expect(refused.json.items).toEqual(looked.json.refusals);
    expect((await api.ask("viewer", "/api/v1/imports/999/refused")).status).toBe(404);
    const file = `/api/v1/imports/${newest?.id}/refused/download`;
    expect((await api.ask("viewer", file)).status).toBe(403);
    const taken = await api.fetch("accountant", file);
    expect(taken.headers.get("content-disposition")).toMatch(/filename="millrace-main-refused-\d+\.csv"/);
    const [titles, row] = (await taken.text()).split("\r\n");
    expect(titles).toBe("line,reason,row");
    expect(row).toMatch(new RegExp(`^${refused.json.items[0]?.line},.+,"`));
    expect((await api.ask("owner", "/api/v1/imports/999/refused/download")).status).toBe(404);
  });

  it.each([
    ["empty.csv", "", "empty-file"],
    ["photo.csv", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000", undefined],
    ["note.csv", "just a line of words", "no-header"],
  ])("is refused in one sentence when it is no table: %s", async (name, text, code) => {
    const sent = await send(name, text);
    expect(sent.status).toBe(201);
    const looked = await api.ask("owner", `/api/v1/imports/uploads/${sent.json.id}/preview`, {
      method: "POST",
      body: {},
    });
    expect(looked.status).toBe(422);
    if (code !== undefined) expect(looked.json).toMatchObject({ code });
    expect(looked.json).toMatchObject({ title: expect.stringContaining(name) });
    const done = await book(sent.json.id);
    expect(done).toMatchObject({ state: "failed" });
  });

  it("is not sent by who may not, not as something else, and not into the demo shop", async () => {
    const path = "/api/v1/imports/uploads?name=a.csv";
    const headers = { "content-type": "text/csv" };
    expect((await api.ask("approver", path, { method: "POST", body: "a,b", headers })).status).toBe(403);
    const html = { "content-type": "text/html" };
    expect((await api.ask("owner", path, { method: "POST", body: "a,b", headers: html })).status).toBe(415);
    const unknown = await api.ask("owner", "/api/v1/imports/uploads/..%2f..%2fetc", { method: "GET" });
    expect(unknown.status).toBe(404);
  });
});
