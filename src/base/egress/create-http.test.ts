import type { Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { fixedClock } from "../clock.ts";
import { recordingLog } from "../log.ts";
import { createHttp } from "./create-http.ts";
import { networkTransport } from "./network-transport.ts";
import { memory, options, requests, shop, start } from "./testing/door.ts";
import { virtualClock } from "./testing/virtual-clock.ts";
import { httpText, wireServer } from "./testing/wire-server.ts";

const get = { method: "GET", path: "/sales" } as const;
const post = { method: "POST", path: "/products", body: "{}" } as const;

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

  it("is not led inside by a name server that lies", async () => {
    const server = await wireServer((socket) => socket.write(httpText(200, "inner secret")));
    const transport = networkTransport({
      lookup: (_host, _options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    onTestFinished(() => transport.close().then(server.close));
    const http = createHttp(
      options({ transport, clock: fixedClock(start), baseUrl: `https://api.shop.example:${server.port}` }),
    );
    expect(await http.call(get)).toMatchObject({ ok: false, error: { code: "address-refused" } });
    expect(server.heard).toEqual([]);
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
