import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type Served, serve } from "./serve.ts";
import { castPeople } from "./testing/cast-people.ts";
import { openTestApi, type TestApi } from "./testing/open-api.ts";
import { steppingSeconds } from "./testing/stepping-seconds.ts";

let api: TestApi;
let served: Served;
const seconds = steppingSeconds(Date.UTC(2026, 10, 20, 9), 20);
beforeAll(async () => {
  api = await openTestApi();
  const { people } = castPeople(api.clock);
  const nothing = { warnings: [], inboxNews: () => [], troubles: () => [] };
  const facts = { version: "0", startedAt: 0, logPath: "", inboxPath: "", ...nothing };
  const workplace = { ...api.workplace, clock: seconds };
  served = await serve({ workplace, random: seededRandom(3n), facts, people }, { host: "127.0.0.1", port: 0 });
});
afterAll(() => api.close());

const viewer = { "x-test-who": "viewer" };

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  for (;;) {
    const text = new TextDecoder().decode((await reader.read()).value);
    // Signs of life may come in between.
    if (text !== ": beat\n\n") return text;
  }
}

describe("the door to the network", () => {
  it("tells forty pages of a change over real connections, and forgets those that leave", async () => {
    const leaving = new AbortController();
    const readers = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const answer = await fetch(`${served.url}/api/v1/live`, { headers: viewer, signal: leaving.signal });
        expect(answer.headers.get("content-type")).toBe("text/event-stream");
        if (!answer.body) throw new Error("there is no stream");
        return answer.body.getReader();
      }),
    );
    for (const reader of readers) expect(await nextText(reader)).toContain("event: hello");
    await live(40);
    // One change after the first look, so that there is something to compare it with.
    const heard = Promise.all(readers.map((reader) => nextText(reader)));
    const entry = { ts: 1, actor: "owner", action: "test.entry", payload: new Uint8Array([1]) };
    await seconds.passed(3);
    await api.workplace.store.transaction((tx) => appendAudit(tx, [entry]));
    for (const text of await heard) expect(text).toContain("event: change");
    leaving.abort();
    await live(0);
  });

  it("tells its figures to a collector on this machine, but not through a proxy", async () => {
    expect((await fetch(`${served.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${served.url}/metrics`, { headers: { "x-forwarded-for": "127.0.0.1" } })).status).toBe(401);
  });

  it("keeps connections in good order over answers without a body", async () => {
    for (let i = 0; i < 3; i++) {
      expect((await fetch(`${served.url}/api/v1/jobs`, { method: "HEAD", headers: viewer })).status).toBe(200);
      expect((await fetch(`${served.url}/api/v1/jobs`, { method: "OPTIONS" })).status).toBe(204);
      const refused = await fetch(`${served.url}/api/v1/jobs/daily-report/pause`, {
        method: "POST",
        headers: { ...viewer, "content-type": "application/json" },
        body: "x".repeat(2_000_000),
      });
      expect(refused.status).toBe(403);
      await refused.text();
    }
  });

  it("closes at once, with pages open", async () => {
    const answer = await fetch(`${served.url}/api/v1/live`, { headers: viewer });
    const reader = answer.body?.getReader();
    await reader?.read();
    await served.close();
    expect((await reader?.read())?.done).toBe(true);
  });
});

/** Until so many pages are told of changes. */
async function live(count: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const text = await (await fetch(`${served.url}/metrics`)).text();
    if (text.includes(`millrace_live_clients ${count}\n`)) return;
    await seconds.passed(1);
  }
  throw new Error(`there are not ${count} pages`);
}
