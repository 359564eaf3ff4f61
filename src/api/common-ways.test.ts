import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "../base/random.ts";
import { defineRoute } from "./define-route.ts";
import { openHub } from "./live/hub.ts";
import { openCounts } from "./metrics/request-counts.ts";
import { mountRoutes } from "./mount-routes.ts";
import { openRates } from "./rates.ts";
import { castPeople } from "./testing/cast-people.ts";
import { type Ask, openTestApi, type TestApi, testHost } from "./testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

let done = 0;

const note = defineRoute({
  method: "post",
  path: "/notes/:name",
  summary: "For this test.",
  needs: "operate",
  params: { name: z.string() },
  body: z.strictObject({ text: z.string().min(1), tags: z.array(z.strictObject({ word: z.string() })).optional() }),
  status: 201,
  answer: z.strictObject({ count: z.number(), text: z.string() }),
  handler: async ({ body }) => {
    done += 1;
    if (body.text === "broken") throw new Error("secret detail in /home/owner/code.ts");
    return { count: done, text: body.text };
  },
});

const secret = defineRoute({
  method: "post",
  path: "/secrets",
  summary: "For this test.",
  needs: "admin",
  stepUp: true,
  once: true,
  answer: z.strictObject({ secret: z.string() }),
  handler: async () => ({ secret: "told once" }),
});

function ownRoutes() {
  const { people, dress } = castPeople(api.clock);
  const { workplace } = api;
  const deps = { workplace, random: seededRandom(3n), people, facts: {} as never, hosts: () => [testHost] };
  const hub = openHub({ ...workplace, marks: () => Promise.reject(new Error("not here")), acts: async () => [] });
  const rates = openRates(api.clock, { reads: 5, writes: 40, unknown: 3 });
  const app = mountRoutes([note, secret], { deps, rates, hubOf: () => hub }, openCounts());
  app.onError((cause) => new Response(cause instanceof Error ? "own error" : "", { status: 500 }));
  return async (path: string, { body = { text: "hello" }, headers = {}, method = "POST" }: Ask = {}) => {
    const json = { origin: `http://${testHost}`, host: testHost, "content-type": "application/json" };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await app.request(`http://${testHost}/api/v1${path}`, {
      method,
      headers: { ...json, ...dress("owner"), ...headers },
      ...(method === "GET" ? {} : { body: text }),
    });
    const said = await answer.text();
    return { status: answer.status, headers: answer.headers, text: said };
  };
}

describe("a write that is sent again", () => {
  it("is done once and answered the same, for a day", async () => {
    const ask = ownRoutes();
    const headers = { "idempotency-key": "k-1" };
    const first = await ask("/notes/a", { headers });
    const second = await ask("/notes/a", { headers });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    api.clock.advance(24 * 60 * 60 * 1000 + 1);
    expect((await ask("/notes/a", { headers })).text).not.toBe(first.text);
  });

  it("is refused when its key was used for something else: another body, another address", async () => {
    const ask = ownRoutes();
    const headers = { "idempotency-key": "k-2" };
    await ask("/notes/a", { headers });
    const before = done;
    for (const answer of [
      await ask("/notes/a", { headers, body: { text: "else" } }),
      await ask("/notes/b", { headers }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain("key-reused");
    }
    expect(done).toBe(before);
  });

  it("is done once when thirty come at the same time", async () => {
    const ask = ownRoutes();
    const before = done;
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => ask("/notes/a", { headers: { "idempotency-key": "k-3" } })),
    );
    expect(done).toBe(before + 1);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  });

  it("may be put right and sent again under the same key after it was refused or broke", async () => {
    const ask = ownRoutes();
    const headers = { "idempotency-key": "k-4" };
    expect((await ask("/notes/a", { headers, body: { text: "" } })).status).toBe(400);
    const broken = await ask("/notes/a", { headers, body: { text: "broken" } });
    expect([broken.status, broken.text]).toEqual([500, "own error"]);
    expect((await ask("/notes/a", { headers })).status).toBe(201);
  });

  it("does not keep what is told only once", async () => {
    const ask = ownRoutes();
    const headers = { "idempotency-key": "k-5" };
    expect((await ask("/secrets", { headers, body: "" })).status).toBe(200);
    const again = await ask("/secrets", { headers, body: "" });
    expect([again.status, again.text.includes("done-before")]).toEqual([409, true]);
    const kept = await api.workplace.store.q
      .selectFrom("api_answer")
      .select("body")
      .where("idem_key", "=", "k-5")
      .execute();
    expect(kept).toEqual([{ body: "" }]);
  });

  it("is under way for as long as the engine runs that began it, and may begin again after a crash", async () => {
    const ask = ownRoutes();
    const headers = { "idempotency-key": "k-6" };
    const begun = await ask("/notes/a", { headers });
    const mark = (body: string) =>
      api.workplace.store.q.updateTable("api_answer").set({ status: 0n, body }).where("idem_key", "=", "k-6").execute();
    // The engine died in the middle of it.
    await mark("a run that is over");
    const before = done;
    const other = await ask("/notes/a", { headers, body: { text: "else" } });
    expect([other.status, done]).toEqual([422, before]);
    const again = await ask("/notes/a", { headers });
    expect([begun.status, again.status, done]).toEqual([201, 201, before + 1]);
    expect((await ask("/notes/a", { headers })).text).toBe(again.text);
  });

  it("needs a key of plain characters", async () => {
    expect((await ownRoutes()("/notes/a", { headers: { "idempotency-key": "a b" } })).status).toBe(400);
  });
});

describe("a body", () => {
  it.each([
    ["nothing at all", "", 400, ""],
    ["no JSON", "{", 400, ""],
    ["a list", "[]", 400, "Give an object here."],
    ["a missing field", {}, 400, '"field":"text","message":"This is missing."'],
    ["an empty field", { text: "" }, 400, '"field":"text","message":"Write something here."'],
    ["a number for text", { text: 5 }, 400, '"field":"text","message":"Write text here."'],
    [
      "a field that nobody knows",
      { text: "a", admin: true },
      400,
      '"field":"admin","message":"Nothing of this name is read here. Known are: text, tags."',
    ],
    ["an unknown field further in", { text: "a", tags: [{ word: "x", y: 1 }] }, 400, '"field":"tags.0.y"'],
    ["the name of the prototype", '{"text":"a","__proto__":{"x":1}}', 400, "__proto__"],
    ["too deep", `${"[".repeat(65)}${"]".repeat(65)}`, 400, "nested deeper"],
    ["too large", { text: "a".repeat(300_000) }, 413, "larger than is taken"],
  ])("with %s is refused in plain words", async (_what, body, status, told) => {
    const before = done;
    const answer = await ownRoutes()("/notes/a", { body });
    expect([answer.status, done]).toEqual([status, before]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.text).toContain(told);
    expect(answer.text).not.toMatch(/zod|invalid_|expected|received|undefined/i);
  });

  it("is taken as JSON only", async () => {
    const answer = await ownRoutes()("/notes/a", { headers: { "content-type": "text/plain" } });
    expect(answer.status).toBe(415);
  });
});

describe("who asks too often", () => {
  it("is told when to come back, while everybody else is answered", async () => {
    const allowed = { reads: 5, writes: 5, unknown: 3 };
    const busy = await openTestApi({ rates: allowed });
    const statuses = async (who: "viewer" | "owner" | "nobody", count: number) => {
      const found = [];
      for (let i = 0; i < count; i++) found.push((await busy.ask(who, "/api/v1/me")).status);
      return found;
    };
    expect(await statuses("viewer", 7)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses("nobody", 5)).toEqual([401, 401, 401, 429, 429]);
    expect(await statuses("owner", 1)).toEqual([200]);
    const refused = await busy.ask<{ detail: string }>("viewer", "/api/v1/me");
    expect(refused.headers.get("retry-after")).toBe("61");
    expect(refused.json.detail).toContain("Try again in 61 seconds.");
    busy.clock.advance(61_000);
    expect(await statuses("viewer", 1)).toEqual([200]);
    await busy.close();
  });
});

describe("a read", () => {
  it("is not sent again while nothing changed", async () => {
    const first = await api.ask("viewer", "/api/v1/jobs");
    const etag = first.headers.get("etag") ?? "";
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await api.ask("viewer", "/api/v1/jobs", { headers: { "if-none-match": tag } });
      expect([again.status, again.text]).toEqual([304, ""]);
    }
    await api.ask("owner", "/api/v1/jobs/daily-report/pause", { method: "POST" });
    expect((await api.ask("viewer", "/api/v1/jobs", { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("tells its head without its body", async () => {
    const head = await api.ask("viewer", "/api/v1/jobs", { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
  });
});
