import { describe, expect, it } from "vitest";
import { fixedClock } from "../clock.ts";
import { createHttp } from "./create-http.ts";
import { memory, options, requests, shop, start } from "./testing/door.ts";
import { virtualClock } from "./testing/virtual-clock.ts";
import { httpText } from "./testing/wire-server.ts";
import { WireError } from "./transport.ts";

const get = { method: "GET", path: "/sales" } as const;
const post = { method: "POST", path: "/products", body: "{}" } as const;

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

  it("can be stopped while they wait", async () => {
    const clock = virtualClock();
    const { transport, asked } = memory(() => ({}));
    const http = createHttp(options({ transport, clock, limits: [{ name: "s", permits: 1, perMs: 1_000 }] }));
    await http.call(get);
    const stop = new AbortController();
    const waiting = http.call({ ...get, signal: stop.signal });
    stop.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: "transient", code: "stopped" } });
    expect(await http.call({ ...get, signal: stop.signal })).toMatchObject({ ok: false, error: { code: "stopped" } });
    expect(asked.length).toBe(1);
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
        sentence: "Gumroad could not be reached.",
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
