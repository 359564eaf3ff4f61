import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { pastMoments } from "../../contract/past.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

type Moments = z.infer<typeof pastMoments>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
  api.clock.advance(2 * 86_400_000);
});
afterAll(() => api.close());

describe("moments worth going back to", () => {
  it("name the file that was booked, when it was", async () => {
    const { json, status } = await api.ask<Moments>("viewer", "/api/v1/past");
    expect(status).toBe(200);
    expect(json.items).toContainEqual({
      at: new Date(testNow).toISOString(),
      what: "import",
      name: "sales-2025.csv",
      amount: null,
    });
    const times = json.items.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("are only those of the days that are asked for", async () => {
    expect((await api.ask<Moments>("viewer", "/api/v1/past?days=1")).json.items).toEqual([]);
    expect(await api.ask("viewer", "/api/v1/past?days=0")).toMatchObject({ status: 400 });
  });
});
