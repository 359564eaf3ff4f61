import { beforeEach, describe, expect, it } from "vitest";
import { batchEvery, type LiveNews, liveLine, lostAfter } from "./live-line.ts";

/** A stream and a clock in the hands of the test. */
let listeners: Map<string, (event: { readonly data?: unknown }) => void>;
let waiting: { at: number; run: () => void; id: number }[];
let now: number;
let told: LiveNews[];
let close: () => void;

const pass = (millis: number): void => {
  now += millis;
  const due = waiting.filter(({ at }) => at <= now);
  waiting = waiting.filter(({ at }) => at > now);
  for (const { run } of due) run();
};
const hear = (type: string, data?: unknown): void => listeners.get(type)?.({ data });
const change = (...topics: readonly string[]): void => hear("change", JSON.stringify({ at: "", topics }));

beforeEach(() => {
  listeners = new Map();
  waiting = [];
  now = 0;
  told = [];
  let ids = 0;
  close = liveLine(
    () => ({
      addEventListener: (type, listener) => void listeners.set(type, listener),
      close: () => listeners.clear(),
    }),
    (news) => told.push(news),
    {
      later: (run, millis) => {
        ids += 1;
        waiting.push({ at: now + millis, run, id: ids });
        return ids;
      },
      cancel: (id) => {
        waiting = waiting.filter((one) => one.id !== id);
      },
    },
  );
});

describe("the live line", () => {
  it("tells many changes of one second once, with each topic once", () => {
    change("sales");
    change("sales", "payouts");
    expect(told).toEqual([]);
    pass(batchEvery);
    expect(told).toEqual([{ kind: "change", topics: ["sales", "payouts"] }]);
    pass(batchEvery);
    expect(told).toHaveLength(1);
  });

  it("says nothing of a short break, and that the line is lost after five seconds", () => {
    hear("error");
    pass(lostAfter - 1);
    hear("open");
    pass(lostAfter);
    expect(told).toEqual([{ kind: "open" }]);
    hear("error");
    pass(lostAfter);
    expect(told.at(-1)).toEqual({ kind: "lost" });
  });

  it("has everything read again once it is back, for nobody knows what was missed", () => {
    hear("error");
    pass(lostAfter);
    hear("open");
    expect(told.slice(-2)).toEqual([{ kind: "open" }, { kind: "change", topics: [] }]);
  });

  it("lets a text that is no change pass", () => {
    hear("change", "{");
    hear("change", "null");
    pass(batchEvery);
    expect(told).toEqual([]);
  });

  it("is silent after it was closed", () => {
    change("sales");
    close();
    pass(batchEvery);
    expect(told).toEqual([]);
  });
});
