import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { type Served, serve } from "./serve.ts";
import { castPeople } from "./testing/cast-people.ts";
import { openTestApi, type TestApi } from "./testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** An engine that is told it is reached as `publicUrl`; strangers may ask three times a minute from one address. */
async function served(publicUrl: string | undefined, work: (ask: Ask) => Promise<void>): Promise<void> {
  const nothing = { warnings: [], inboxNews: () => [], troubles: () => [] };
  const facts = { version: "0", startedAt: 0, logPath: "", inboxPath: "", ...nothing };
  const parts = { workplace: api.workplace, random: seededRandom(3n), facts, people: castPeople(api.clock).people };
  const rates = { reads: 100, writes: 100, unknown: 3 };
  const door: Served = await serve(
    { ...parts, rates, ...(publicUrl === undefined ? {} : { publicUrl }) },
    { host: "127.0.0.1", port: 0 },
  );
  try {
    await work((headers, path = "/api/v1/sales") => statusOf(`${door.url}${path}`, headers));
  } finally {
    await door.close();
  }
}

type Ask = (headers: Readonly<Record<string, string>>, path?: string) => Promise<number>;

/** As a proxy asks: under the name that the browser typed. */
function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    asked.on("error", reject).end();
  });
}

const host = "books.example.org";

describe("behind a proxy", () => {
  it("answers under its public name, and under no name that it was not told", async () => {
    await served(`https://${host}`, async (ask) => {
      expect(await ask({ host }, "/api/v1/health")).toBe(200);
      expect(await ask({ host: "evil.example.org" }, "/api/v1/health")).toBe(421);
    });
    await served(undefined, async (ask) => expect(await ask({ host }, "/api/v1/health")).toBe(421));
  });

  it("answers no page under a public address with a path, which is for messages alone", async () => {
    await served(`https://${host}/millrace`, async (ask) => expect(await ask({ host }, "/api/v1/health")).toBe(421));
  });

  it("counts strangers by the address that the proxy saw, whatever they wrote before it", async () => {
    await served(`https://${host}`, async (ask) => {
      const from = (seen: string): Promise<number> => ask({ host, "x-forwarded-for": `10.9.8.7, ${seen}` });
      expect([await from("192.0.2.1"), await from("192.0.2.1"), await from("192.0.2.1")]).toEqual([401, 401, 401]);
      expect([await from("192.0.2.1"), await from("192.0.2.2")]).toEqual([429, 401]);
    });
  });

  it("believes no such header that comes under another name, or where no proxy is known", async () => {
    for (const publicUrl of [`https://${host}`, undefined])
      await served(publicUrl, async (ask) => {
        const own = (n: number): Promise<number> => ask({ "x-forwarded-for": `192.0.2.${n}` });
        const statuses = [await own(1), await own(2), await own(3), await own(4)];
        expect(statuses).toEqual([401, 401, 401, 429]);
      });
  });
});
