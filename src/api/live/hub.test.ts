import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { silentLog } from "../../base/log.ts";
import type { People } from "../../people/people.ts";
import { appendAudit, auditedActs } from "../../store/audit-log.ts";
import { readChangeMarks } from "../../store/change-marks.ts";
import { castPeople } from "../testing/cast-people.ts";
import { openTestApi, type TestApi } from "../testing/open-api.ts";
import { openHub } from "./hub.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const start = Date.UTC(2026, 10, 20, 9);

function openTestHub(ends?: AbortSignal) {
  const clock = manualClock(start);
  let looks = 0;
  const marks = async () => {
    looks += 1;
    return readChangeMarks(api.workplace.store);
  };
  const acts = (seq: bigint) => auditedActs(api.workplace.store, seq, 2_000);
  const hub = openHub({ clock, log: silentLog, marks, acts, ends });
  /** A second passes, and what follows from it happens. */
  const second = async (): Promise<void> => {
    await settled();
    const before = looks;
    clock.advance(1_000);
    while (looks === before) await settled();
    await settled();
  };
  return { hub, clock, second, looks: () => looks };
}

/** What was begun has come to where it waits for the clock. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}

const change = async (action = "test.entry"): Promise<void> => {
  const entry = { ts: start, actor: "owner", action, payload: new Uint8Array([1]) };
  await api.workplace.store.transaction((tx) => appendAudit(tx, [entry]));
};

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

function joined(stream: ReadableStream<Uint8Array> | undefined): ReadableStreamDefaultReader<Uint8Array> {
  if (!stream) throw new Error("there was no room");
  return stream.getReader();
}

describe("the live stream", () => {
  it("greets, and tells 200 clients of a change after one look for all of them", async () => {
    const { hub, second, looks } = openTestHub();
    const readers = Array.from({ length: 200 }, () => joined(hub.join()));
    for (const reader of readers)
      expect(await read(reader)).toMatch(/^retry: 3000\nevent: hello\ndata: \{"at":"2026-11-20T09:00:00/);
    await vi.waitFor(() => expect(looks()).toBe(1));
    await change();
    await second();
    expect(looks()).toBe(2);
    for (const reader of readers)
      expect(await read(reader)).toMatch(/^event: change\ndata: \{"at":"[^"]+","topics":\["sales","payouts","inbox",/);
    for (const reader of readers) await reader.cancel();
    expect(hub.clients()).toBe(0);
  });

  it("names only what changed: a booking is not news for the inbox, a sign-in for nobody", async () => {
    const { hub, second } = openTestHub();
    const reader = joined(hub.join());
    await read(reader);
    await second();
    for (const [act, topics] of [
      ["ledger.post", '["sales","payouts","books"]'],
      ["stop.on", '["switches"]'],
      ["person.suppress", '["inbox"]'],
    ]) {
      for (const silent of ["person.sign-in", "key.made", "buyer.show"]) await change(silent);
      await second();
      await change(act);
      await second();
      expect(await read(reader)).toContain(`"topics":${topics}`);
    }
    await reader.cancel();
  });

  it("stops looking when the last client has left", async () => {
    const { hub, clock, looks } = openTestHub();
    const reader = joined(hub.join());
    await vi.waitFor(() => expect(looks()).toBe(1));
    await reader.cancel();
    for (let i = 0; i < 5; i++) {
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(looks()).toBe(1);
  });

  it("sends a sign of life while nothing changes, and ends a stream after a quarter of an hour", async () => {
    const { hub, clock, second } = openTestHub();
    const reader = joined(hub.join());
    await read(reader);
    await second();
    clock.advance(20_000);
    await second();
    expect(await read(reader)).toBe(": beat\n\n");
    clock.advance(15 * 60_000);
    await vi.waitFor(() => expect(hub.clients()).toBe(0));
    await read(reader);
    expect((await reader.read()).done).toBe(true);
  });

  it("ends within a minute for who may not read any more, before she is told of anything else", async () => {
    const { hub, clock, second } = openTestHub();
    let may = true;
    const hers = joined(hub.join(async () => may));
    const others = joined(hub.join());
    const doubtful = joined(hub.join(() => Promise.reject(new Error("the books are busy"))));
    for (const reader of [hers, others, doubtful]) await read(reader);
    await second();
    clock.advance(60_000);
    await second();
    expect(hub.clients()).toBe(3);
    for (const reader of [hers, others, doubtful]) expect(await read(reader)).toBe(": beat\n\n");
    may = false;
    clock.advance(60_000);
    await change();
    await second();
    expect((await hers.read()).done).toBe(true);
    expect(await read(others)).toMatch(/^event: change/);
    expect(hub.clients()).toBe(2);
    for (const reader of [others, doubtful]) await reader.cancel();
  });

  it("is asked for anew by the same request: a person who was taken out is told nothing more", async () => {
    let known = true;
    const inner = castPeople(api.clock);
    const clock = manualClock(start);
    const people: People = { ...inner.people, whoIs: async (of) => (known ? inner.people.whoIs(of) : undefined) };
    const own = await openTestApi({ people, workplace: { ...api.workplace, clock } });
    const answer = await own.fetch("viewer", "/api/v1/live");
    const reader = joined(answer.body ?? undefined);
    await read(reader);
    known = false;
    await settled();
    clock.advance(61_000);
    expect((await reader.read()).done).toBe(true);
    await own.close();
  });

  it("lets go of a client that takes nothing in, and keeps the others", async () => {
    const { hub, second } = openTestHub();
    const slow = hub.join();
    const quick = joined(hub.join());
    await read(quick);
    for (let i = 0; i < 400 && hub.clients() === 2; i++) {
      await change();
      await second();
      await read(quick);
    }
    expect(hub.clients()).toBe(1);
    await expect(joined(slow).read()).rejects.toThrow("too slow");
    await quick.cancel();
  }, 30_000);

  it("ends when the engine stops, and takes nobody in any more", async () => {
    const ending = new AbortController();
    const { hub } = openTestHub(ending.signal);
    const reader = joined(hub.join());
    await read(reader);
    ending.abort();
    expect((await reader.read()).done).toBe(true);
    expect(hub.join()).toBeUndefined();
  });

  it("answers only those who may read, and a HEAD without joining", async () => {
    expect((await api.ask("nobody", "/api/v1/live")).status).toBe(401);
    const head = await api.fetch("viewer", "/api/v1/live", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  });
});
