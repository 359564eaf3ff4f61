import { describe, expect, it } from "vitest";
import { canBuildWalls } from "../../base/thread/inside-thread.ts";
import type { ViewPart } from "./protocol.ts";
import { runInThread, type StopCode, type ThreadResult } from "./run-thread.ts";

const root = new URL("../../../test/fixtures/strategies/", import.meta.url).href;

async function* nothing(): AsyncGenerator<ViewPart> {
  yield { list: "sales", rows: [] };
}

function run(name: string, more: { timeMs?: number; parts?: AsyncIterable<ViewPart>; signal?: AbortSignal } = {}) {
  const { timeMs = 20_000, parts = nothing(), signal = new AbortController().signal } = more;
  const book = { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "UTC" };
  return runInThread(
    { module: `${root}${name}.js`, roots: [root], memoryMb: 64, timeMs },
    {
      rights: { actions: ["reminder.show"], hosts: [], model: false },
      params: {},
      head: { at: 1_000, book, salesFrom: 0 },
      parts,
      door: undefined,
      signal,
    },
  );
}

/** The longest time for which nothing else got a turn while `work` was done. */
async function withDelay<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly delay: number }> {
  const everyMs = 5;
  let [last, longest] = [performance.now(), 0];
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - everyMs);
    last = now;
  }, everyMs);
  const result = await work();
  clearInterval(beat);
  return { result, delay: longest };
}

describe("a strategy in its thread", () => {
  it.each<[name: string, code: StopCode, sentence: string]>([
    ["throws", "threw", "no idea"],
    ["throws-on-load", "threw", "not today"],
    ["uses-clock", "threw", "It asked for the clock (Date), but may know only what it is given."],
    ["old-contract", "broken", "It is written for contract 0, and this Millrace speaks 1."],
    ["oversteps", "broken", 'Proposal 1: "payout.send" is not among the actions it declared.'],
    ["asks-host", "host", "It asked for tracker.example.net, which is not among the hosts that you allowed."],
    ["reads-host", "host", "It asked for tracker.example.net, which is not among the hosts that you allowed."],
    ["floods", "host", "It asked for a.example, which is not among the hosts that you allowed."],
  ])("that %s ends as %s", async (name, code, sentence) => {
    expect(await run(name)).toEqual({ kind: "stopped", code, sentence });
  });

  it("cannot end the program it runs in", async () => {
    expect(await run("exits")).toMatchObject({ kind: "stopped", code: "threw" });
  });

  const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there
  onNode("cannot reach the disk", async () => {
    const sentence = 'It reached for "node:fs", which no strategy may have.';
    expect(await run("reads-disk")).toEqual({ kind: "stopped", code: "reached", sentence });
  });

  it.each<[name: string, code: StopCode, timeMs: number]>([
    ["loops", "time", 800],
    ["eats-heap", "memory", 20_000],
    ["eats-buffers", "memory", 20_000],
  ])("that %s for ever is ended (%s), and nothing else waits 100 ms for it", async (name, code, timeMs) => {
    // A busy machine delays everything: what it does without any strategy is taken off, and once out of five is enough.
    const delays: number[] = [];
    while (delays.length < 5 && !delays.some((delay) => delay < 100)) {
      const calm = await withDelay(() => new Promise((resolve) => setTimeout(resolve, 100)));
      const { result, delay } = await withDelay<ThreadResult>(() => run(name, { timeMs }));
      expect(result).toMatchObject({ kind: "stopped", code });
      delays.push(delay - calm.delay);
    }
    expect(Math.min(...delays)).toBeLessThan(100);
  });

  it("is fed a large view without anybody waiting for it", async () => {
    const sale = { key: "shop/sale/1", source: "shop", status: "completed", occurredAt: 1, productId: "p", productName: "P", country: "KE", currency: "USD", gross: 1n, refunded: 0n, fees: 0n, taxes: 0n, net: 1n }; // biome-ignore format: one row
    async function* many(): AsyncGenerator<ViewPart> {
      for (let n = 0; n < 20; n++) {
        yield { list: "sales", rows: Array.from({ length: 500 }, () => sale) };
        // As reading from a database does, this leaves room for others.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const { result } = await withDelay(() => run("counts", { parts: many() }));
    expect(result).toMatchObject({ kind: "proposals", metrics: { sales: 10_000, days: 1 } });
  });

  it("ends at once when the engine does", async () => {
    const stopping = new AbortController();
    const running = run("loops", { signal: stopping.signal });
    stopping.abort();
    expect(await running).toMatchObject({ kind: "stopped", code: "interrupted" });
  });

  it("is not blamed when what it should be given cannot be read", async () => {
    async function* broken(): AsyncGenerator<ViewPart> {
      yield { list: "sales", rows: [] };
      throw new Error("the disk is gone");
    }
    await expect(run("proposes", { parts: broken() })).rejects.toThrow("the disk is gone");
  });
});
