import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { fixedClock } from "../src/base/clock.ts";
import { cli } from "../test/support/command-line.ts";
import { openSandbox } from "./open-sandbox.ts";
import { sendPing } from "./send-ping.ts";
import { testTime } from "./testing/open-twin.ts";

const clock = { ...fixedClock(testTime), sleep: (_ms: number, signal?: AbortSignal) => endOf(signal) };

function endOf(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

describe("a sandbox", () => {
  it("serves each platform under its name, on this machine only", async () => {
    const open = await openSandbox({ seed: "1", port: 0, shop: "small", clock });
    const [gumroad] = open.platforms;
    expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${gumroad?.api}/user`, { headers: { authorization: `Bearer ${gumroad?.token}` } });
    expect(answer.status).toBe(200);
    await expect(
      openSandbox({ seed: "1", port: Number(new URL(open.url).port), shop: "small", clock }),
    ).rejects.toThrow(/taken/);
    await open.close();
    await expect(fetch(open.url)).rejects.toThrow();
  });

  it("has an application to consent to, and places for messages whose post can be read", async () => {
    const open = await openSandbox({ seed: "1", port: 0, shop: "small", clock });
    expect(open.platforms[0]?.app).toEqual({ id: expect.any(String), secret: expect.any(String) });
    expect(open.sinks.map(({ kind }) => kind)).toEqual(["slack", "telegram", "discord", "signed-webhook"]);
    const slack = open.sinks[0];
    const { pathname } = new URL(slack?.settings["url"] ?? "");
    const body = JSON.stringify({ text: "Hello." });
    await fetch(`${open.url}/slack${pathname}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(await (await fetch(slack?.received ?? "")).json()).toMatchObject([{ text: "Hello." }]);
    await open.close();
  });

  it("sends messages to this machine and to nobody else", async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on("data", (piece: Buffer) => bodies.push(String(piece)));
      request.on("end", () => response.writeHead(503).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const ping = { contentType: "text/plain", body: "a=1", dueAt: 0, attempt: 0, name: "sale", done: () => undefined };
    expect(await sendPing({ ...ping, url: `http://127.0.0.1:${port}/x` })).toBe(503);
    expect(await sendPing({ ...ping, url: "https://hooks.example.net/x" })).toBeUndefined();
    expect(bodies).toEqual(["a=1"]);
    await new Promise((resolve) => server.close(resolve));
    expect(await sendPing({ ...ping, url: `http://127.0.0.1:${port}/x` })).toBeUndefined();
  });

  it("runs from the command line and tells how to point Millrace at it", async () => {
    const stop = new AbortController();
    stop.abort();
    const said = await cli("/nowhere", ["sandbox", "--port", "0", "--shop", "small"], { clock, stop: stop.signal });
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/MILLRACE_SANDBOX=http:\/\/127\.0\.0\.1:\d+ MILLRACE_GUMROAD_TOKEN=\S+ millrace start/);
    const wrong = await cli("/nowhere", ["sandbox", "--shop", "huge"], { clock, stop: stop.signal });
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.err).toContain('There is no shop "huge".');
  });
});
