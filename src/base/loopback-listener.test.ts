import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "./clock.ts";
import { type LoopbackListener, listenOnLoopback } from "./loopback-listener.ts";

let listener: LoopbackListener;
beforeEach(async () => {
  listener = await listenOnLoopback("/callback", systemClock);
});
afterEach(() => listener.close());

/** What a browser, or somebody else, is answered. */
function ask(path: string, options: { method?: string; host?: string } = {}): Promise<number | undefined> {
  const { port } = new URL(listener.address);
  const headers = { host: options.host ?? `127.0.0.1:${port}` };
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method: options.method ?? "GET", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject);
    asked.end();
  });
}

const waitMs = 5_000;

describe("where the browser comes back to", () => {
  it("is on this machine only, at a port that nobody can know before", () => {
    expect(listener.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  });

  it("takes the first request for its path, and nothing after it", async () => {
    const came = listener.once(waitMs);
    expect(await ask("/callback?code=one&state=s")).toBe(200);
    expect(await ask("/callback?code=two&state=s")).toBe(404);
    expect((await came)?.toString()).toBe("code=one&state=s");
  });

  it.each([
    ["/favicon.ico", {}],
    ["/callback/", {}],
    ["//callback", {}],
    ["/callback%2f", {}],
    ["/callback?code=forged", { method: "POST" }],
    ["/callback?code=forged", { host: "rebound.example" }],
    ["/callback?code=forged", { host: "localhost:1" }],
  ])("turns others away and goes on waiting: %s %o", async (path, options) => {
    const came = listener.once(waitMs);
    expect(await ask(path, options)).toBe(404);
    await ask("/callback?code=good");
    expect((await came)?.get("code")).toBe("good");
  });

  it("gives up in time, and at once when it is told to", async () => {
    const short: Clock = { now: systemClock.now, sleep: async () => undefined };
    const impatient = await listenOnLoopback("/callback", short);
    expect(await impatient.once(waitMs)).toBeUndefined();
    await impatient.close();
    const stop = new AbortController();
    const came = listener.once(waitMs, stop.signal);
    stop.abort();
    expect(await came).toBeUndefined();
  });
});
