import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Clock, fixedClock } from "../clock.ts";
import { recordingLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { createHttp, type HttpOptions } from "./create-http.ts";
import { networkTransport } from "./network-transport.ts";
import { virtualClock } from "./testing/virtual-clock.ts";
import { httpText, type WireServer, wireServer } from "./testing/wire-server.ts";
import { type Transport, type WireAnswer, WireError, type WireRequest } from "./transport.ts";

const start = Date.UTC(2026, 10, 21, 12);
const get = { method: "GET", path: "/sales" } as const;
const post = { method: "POST", path: "/products", body: "{}" } as const;

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

/** A door to a real server on loopback. */
async function shop(answer: (socket: Socket, nth: number) => void, more: Partial<HttpOptions> = {}) {
  const server: WireServer = await wireServer(answer);
  const transport = networkTransport();
  closing.push(transport, server);
  const clock = fixedClock(start);
  const http = createHttp(options({ baseUrl: `${server.url}/shop/v2`, sandbox: true, transport, clock, ...more }));
  return { http, server, clock };
}

function options(more: Partial<HttpOptions> & { readonly transport: Transport; readonly clock: Clock }): HttpOptions {
  return {
    service: "gumroad",
    title: "Gumroad",
    baseUrl: "https://api.shop.example/v2",
    limits: [],
    random: seededRandom(1n),
    ...more,
  };
}

/** A service in memory; what it is asked is kept. */
function memory(answer: (request: WireRequest, nth: number) => Partial<WireAnswer> | WireError) {
  const asked: WireRequest[] = [];
  const transport: Transport = {
    send: async (request) => {
      asked.push(request);
      const said = answer(request, asked.length - 1);
      if (said instanceof WireError) throw said;
      return { status: 200, headers: {}, body: new Uint8Array(), ...said };
    },
    close: async () => {},
  };
  return { transport, asked };
}

const requests = (server: WireServer): number => server.heard.join("").match(/^(?:GET|POST) /gm)?.length ?? 0;

describe("a call", () => {
  it("reaches the service below its base address and brings the answer back", async () => {
    const { http, server } = await shop((socket) => socket.write(httpText(200, '{"ok":1}', { "x-a": "b" })));
    const result = await http.call({ ...get, query: { after: "2026-01-01" }, headers: { Authorization: "Bearer t" } });
    expect(result.ok && [result.value.status, result.value.text, result.value.header("X-A")]).toEqual([
      200,
      '{"ok":1}',
      "b",
    ]);
    expect(server.heard[0]).toMatch(/^GET \/shop\/v2\/sales\?after=2026-01-01 HTTP\/1.1\r\n/);
    expect(server.heard[0]).toMatch(/\r\nauthorization: Bearer t\r\n/);
  });

  it("is not led inside by a redirect", async () => {
    const { http } = await shop((socket) =>
      socket.write(httpText(302, "", { location: "http://169.254.169.254/latest" })),
    );
    const result = await http.call(get);
    expect(result.ok && [result.value.status, result.value.header("location")]).toEqual([
      302,
      "http://169.254.169.254/latest",
    ]);
  });

  it("never leaves its base, and is never sent when it tries", async () => {
    const { transport, asked } = memory(() => ({}));
    const http = createHttp(options({ transport, clock: fixedClock(start) }));
    for (const path of ["//evil.example/", "/../v1/x", "/a\\b", "https://evil.example"]) {
      expect(await http.call({ method: "GET", path })).toMatchObject({
        ok: false,
        error: { kind: "fatal", code: "bad-call" },
      });
    }
    expect(asked).toEqual([]);
  });

  it.each([
    { "x-a": "1\r\nhost: evil" },
    { "x a": "1" },
    { Host: "evil.example" },
    { "Transfer-Encoding": "chunked" },
    { "x-a": "ü" },
  ])("is not sent with headers like %j", async (headers) => {
    const { transport, asked } = memory(() => ({}));
    const http = createHttp(options({ transport, clock: fixedClock(start) }));
    expect(await http.call({ ...get, headers })).toMatchObject({ ok: false, error: { code: "bad-call" } });
    expect(asked).toEqual([]);
  });

  it("cannot be made at an address that no service may have", () => {
    const { transport } = memory(() => ({}));
    const make = (baseUrl: string, sandbox: boolean) => () =>
      createHttp(options({ transport, clock: fixedClock(start), baseUrl, sandbox }));
    expect(make("http://api.shop.example", false)).toThrow("by https only");
    expect(make("http://10.1.2.3:4010", true)).toThrow("must be at http on this machine");
  });
});

describe("a call that fails", () => {
  it("is sent again when it reads, until the service is well", async () => {
    const { http, server, clock } = await shop((socket, nth) => socket.write(httpText(nth < 2 ? 503 : 200, "{}")));
    expect((await http.call(get)).ok).toBe(true);
    expect(requests(server)).toBe(3);
    // Half of half a second to all of it, then twice that.
    expect(clock.now() - start).toBeGreaterThanOrEqual(750);
    expect(clock.now() - start).toBeLessThanOrEqual(1_500);
  });

  it("is sent three times at most", async () => {
    const { http, server } = await shop((socket) => socket.write(httpText(500, "{}")));
    expect(await http.call(get)).toMatchObject({
      ok: false,
      error: { kind: "transient", code: "server", status: 500 },
    });
    expect(requests(server)).toBe(3);
  });

  it.each([
    ["is refused for a moment", (socket: Socket) => void socket.write(httpText(429, "", { "retry-after": "0" }))],
    ["ends in trouble", (socket: Socket) => void socket.write(httpText(500))],
    ["loses its connection", (socket: Socket) => void socket.resetAndDestroy()],
    ["is answered by half", (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")],
  ])("is sent once only when it writes and %s", async (_how, answer) => {
    const { http, server } = await shop(answer);
    expect((await http.call(post)).ok).toBe(false);
    expect(requests(server)).toBe(1);
  });

  it.each([401, 403, 405, 451])("is sent once only when the service says %i", async (status) => {
    const { http, server } = await shop((socket) => socket.write(httpText(status)));
    expect((await http.call(get)).ok).toBe(false);
    expect(requests(server)).toBe(1);
  });

  it("is not sent again after the caller stopped it", async () => {
    const stop = new AbortController();
    const { http, server } = await shop(() => stop.abort());
    expect(await http.call({ ...get, signal: stop.signal })).toMatchObject({ ok: false, error: { code: "stopped" } });
    expect(requests(server)).toBe(1);
  });

  it("tells the last trouble when it is stopped between two tries", async () => {
    const stop = new AbortController();
    const clock = virtualClock();
    const { transport, asked } = memory(() => ({ status: 500 }));
    const call = createHttp(options({ transport, clock })).call({ ...get, signal: stop.signal });
    await clock.pass(10);
    stop.abort();
    expect(await call).toMatchObject({ ok: false, error: { code: "server" } });
    expect(asked.length).toBe(1);
  });

  it("respects the caller's size and time", async () => {
    const { transport, asked } = memory(() => ({}));
    const http = createHttp(options({ transport, clock: fixedClock(start) }));
    await http.call({ ...get, bytesMax: 7, timeoutMs: 8 });
    await http.call(get);
    expect(asked.map((request) => [request.bytesMax, request.timeoutMs])).toEqual([
      [7, 8],
      [33_554_432, 60_000],
    ]);
  });
});

describe("too many calls", () => {
  it.each([
    ["in seconds", "2"],
    ["as a date", new Date(start + 2_000).toUTCString()],
  ])("are made again after the short pause that the service names %s", async (_form, retry) => {
    const { http, server, clock } = await shop((socket, nth) =>
      socket.write(nth === 0 ? httpText(429, "slow", { "retry-after": retry }) : httpText(200, "{}")),
    );
    expect((await http.call(get)).ok).toBe(true);
    expect(requests(server)).toBe(2);
    expect(clock.now() - start).toBeGreaterThanOrEqual(2_000);
  });

  it("are a matter for later when the pause is long, for all calls that the limit counts", async () => {
    const { http, server } = await shop((socket) => socket.write(httpText(429, "", { "retry-after": "3600" })));
    const late = { ok: false, error: { kind: "rate-limit", retryAt: start + 3_600_000 } };
    expect(await http.call(get)).toMatchObject(late);
    expect(await http.call(get)).toMatchObject(late);
    expect(requests(server)).toBe(1);
  });

  it("are a matter for a later time that doubles where the service names none", async () => {
    const { transport } = memory(() => ({ status: 429 }));
    const clock = fixedClock(start);
    const http = createHttp(options({ transport, clock }));
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const result = await http.call(post);
      if (result.ok || result.error.retryAt === undefined) throw new Error("a refusal was expected");
      waits.push(result.error.retryAt - clock.now());
      clock.set(result.error.retryAt);
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(900_000);
  });

  it("are forgiven by the first call that is answered", async () => {
    const { transport } = memory((_request, nth) => ({ status: nth === 2 ? 200 : 429 }));
    const clock = fixedClock(start);
    const http = createHttp(options({ transport, clock }));
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      const result = await http.call(post);
      waits.push(result.ok ? 0 : (result.error.retryAt ?? 0) - clock.now());
      clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([1_000, 2_000, 0, 1_000]);
  });

  it("are not made: the headers of an answer are heeded", async () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "20" };
    const { transport } = memory((_request, nth) => (nth === 0 ? { headers } : {}));
    const clock = virtualClock();
    const http = createHttp(options({ transport, clock, limits: [{ name: "hour", permits: 500, perMs: 3_600_000 }] }));
    await http.call(get);
    expect(http.quota()[0]).toMatchObject({ name: "hour", remaining: 0 });
    const second = http.call(get);
    await clock.pass(25_000);
    const result = await second;
    expect(result.ok && result.value.startedAt - Date.UTC(2026, 0, 1)).toBe(20_000);
  });

  it("wait for a permit, and are told when there will be none for long", async () => {
    const { transport, asked } = memory(() => ({}));
    const clock = fixedClock(start);
    const http = createHttp(options({ transport, clock, limits: [{ name: "day", permits: 2, perMs: 86_400_000 }] }));
    await http.call(get);
    await http.call(get);
    expect(await http.call(get)).toMatchObject({
      ok: false,
      error: { kind: "rate-limit", code: "used-up", retryAt: start + 86_401_000 },
    });
    expect(asked.length).toBe(2);
  });
});

describe("a service that is down", () => {
  it("is left alone after a few failures, and found again when it is back", async () => {
    let down = true;
    const { transport, asked } = memory(() => (down ? new WireError("connection-refused", "no") : {}));
    const clock = fixedClock(start);
    const http = createHttp(options({ transport, clock }));
    await http.call(get);
    expect(await http.call(get)).toMatchObject({
      ok: false,
      error: { code: "connection-refused", sentence: "Gumroad could not be reached.", retryAt: expect.any(Number) },
    });
    expect(asked.length).toBe(5);
    expect(await http.call(get)).toMatchObject({
      ok: false,
      error: {
        kind: "transient",
        code: "resting",
        sentence: "Gumroad failed several times in a row, so it is left alone for a while.",
      },
    });
    expect(asked.length).toBe(5);
    clock.advance(30_000);
    expect((await http.call(get)).ok).toBe(false);
    expect(asked.length).toBe(6);
    clock.advance(60_000);
    down = false;
    expect((await http.call(get)).ok).toBe(true);
    expect((await http.call(get)).ok).toBe(true);
  });

  it("is not one that only refuses: a wrong token does not close the door", async () => {
    const { transport, asked } = memory(() => ({ status: 401 }));
    const http = createHttp(options({ transport, clock: fixedClock(start) }));
    for (let i = 0; i < 20; i++) await http.call(get);
    expect(asked.length).toBe(20);
  });
});

describe("a service whose clock is wrong", () => {
  it.each([
    [600_000, 600_000],
    [-7_200_000, -7_200_000],
    [60_000, undefined],
  ])("by %i ms is known by %s", async (off, known) => {
    const { transport } = memory(() => ({ headers: { date: new Date(start + off).toUTCString() } }));
    const http = createHttp(options({ transport, clock: fixedClock(start) }));
    expect(http.skewMs()).toBeUndefined();
    await http.call(get);
    expect(http.skewMs()).toBe(known);
  });
});

describe("what is said about a call", () => {
  it("is one line for each request", async () => {
    const log = recordingLog();
    const { http } = await shop((socket) => socket.write(httpText(200, "{}")), { log });
    await http.call({ ...get, query: { after: "2026-01-01", page_key: "k" } });
    expect(log.events).toEqual([
      {
        level: "debug",
        sentence: "Gumroad answered.",
        fields: {
          service: "gumroad",
          method: "GET",
          path: "/sales?after&page_key",
          ms: 0,
          attempt: 1,
          status: 200,
          bytes: 2,
        },
      },
    ]);
  });

  it("never holds a secret, wherever the secret was and whatever went wrong", async () => {
    const canary = "hush-4f1b9";
    const call = {
      path: "/sales",
      query: { access_token: canary, key: canary, password: canary },
      headers: { authorization: `Bearer ${canary}`, cookie: canary, "x-api-key": canary },
      body: JSON.stringify({ client_secret: canary }),
    };
    const answers: ((socket: Socket) => void)[] = [
      (socket) => socket.write(httpText(200, canary, { "set-cookie": canary })),
      (socket) => socket.write(httpText(401, canary)),
      (socket) => socket.write(httpText(403, canary, { "content-type": `text/html; ${canary}` })),
      (socket) => socket.write(httpText(429, canary, { "retry-after": canary })),
      (socket) => socket.write(httpText(500, canary, { location: canary })),
      (socket) => socket.write(httpText(405, canary)),
      (socket) => socket.end(`${canary}\r\n\r\n`),
      (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n${canary}`),
      (socket) => socket.resetAndDestroy(),
    ];
    const log = recordingLog();
    const said: unknown[] = [];
    for (const answer of answers) {
      const { http } = await shop(answer, { log });
      for (const method of ["GET", "POST"] as const) {
        const result = await http.call({ method, ...call });
        said.push(result.ok ? "answer" : result.error);
      }
      said.push(await http.call({ method: "GET", ...call, headers: { authorization: `${canary}\n` } }));
      said.push(await http.call({ method: "GET", ...call, path: `/../${canary}` }));
    }
    expect(log.events.length).toBeGreaterThan(answers.length);
    expect(JSON.stringify([log.events, said])).not.toContain("hush");
  });
});

describe("any number of calls at once", () => {
  it("keep the limit and all come home", async () => {
    const clock = virtualClock();
    const { transport, asked } = memory(() => ({}));
    const http = createHttp(options({ transport, clock, limits: [{ name: "s", permits: 10, perMs: 1_000 }] }));
    let home = 0;
    for (let i = 0; i < 200; i++) http.call(get).then((result) => result.ok && home++);
    await clock.pass(20_000);
    expect([home, asked.length]).toEqual([200, 200]);
  });
});
