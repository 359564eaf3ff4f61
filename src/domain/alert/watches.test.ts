import { describe, expect, it } from "vitest";
import type { Observation } from "./observation.ts";
import { watchAccount } from "./watch-account.ts";
import { watchClock } from "./watch-clock.ts";
import { watchDenials, watchRule } from "./watch-compliance.ts";
import { watchLimit } from "./watch-limit.ts";
import { watchDisk, watchMemory } from "./watch-resources.ts";
import { watchSource } from "./watch-source.ts";
import { watchStrategy } from "./watch-strategy.ts";

const now = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const GB = 1_000_000_000;

/** `serious (signature)`, or "well". */
const tell = (one: Observation): string => (one.present ? `${one.severity} (${one.signature})` : "well");

const failed = (inRow: number, paused = false) =>
  watchStrategy({ id: "s", title: "S", failure: { code: "threw", sentence: "It threw.", inRow, paused } });
const denials = (denied: number, asked: number, rule?: string) =>
  watchDenials({ subject: "gumroad", title: "Gumroad", denied, asked, spanMs: hour, ...(rule ? { rule } : {}) });
const limit = (remaining: number, perMs = hour) =>
  watchLimit({
    service: "gumroad",
    title: "Gumroad",
    name: "calls",
    permits: 100,
    perMs,
    remaining,
    resetAt: now + hour,
  });
const account = (parts: object) => watchAccount({ id: "gumroad", title: "Gumroad", ...parts }, now);
const disk = (free: number, total = 1_000) => watchDisk({ name: "data", freeBytes: free * GB, totalBytes: total * GB });
const memory = (used: number, stopped?: boolean) =>
  watchMemory({
    subject: "s",
    title: "S",
    usedBytes: used,
    ceilingBytes: 100,
    ...(stopped === undefined ? {} : { stopped }),
  });
const source = (age: number, every = hour) =>
  watchSource({ source: "gumroad", title: "Gumroad", lastReadAt: now - age, connectedAt: 0, everyMs: every }, now);
const skew = (skewMs?: number) =>
  watchClock({ service: "gumroad", title: "Gumroad", ...(skewMs === undefined ? {} : { skewMs }) });

// biome-ignore format: a table
const table: readonly (readonly [what: string, look: Observation, said: string])[] = [
  ["a strategy that runs", watchStrategy({ id: "s", title: "S" }), "well"],
  ["a strategy that failed once", failed(1), "minor (failing:threw)"],
  ["a strategy that failed three times in a row", failed(3), "worth-a-look (failing:threw)"],
  ["a strategy that was paused for it", failed(1, true), "serious (paused:threw)"],
  ["no rule broken", watchRule({ subject: "gumroad", title: "Gumroad" }), "well"],
  ["a rule broken", watchRule({ subject: "gumroad", title: "Gumroad", broken: { rule: "no-spam", sentence: "Too many." } }), "serious (no-spam)"],
  ["four actions denied of four", denials(4, 4), "well"],
  ["five of fifty-one", denials(5, 51), "well"],
  ["five of fifty", denials(5, 50), "worth-a-look ()"],
  ["nineteen of nineteen", denials(19, 19, "caps"), "worth-a-look (caps)"],
  ["twenty of forty-one", denials(20, 41), "worth-a-look ()"],
  ["twenty of forty", denials(20, 40, "caps"), "serious (caps)"],
  ["79 % of a limit", limit(21), "well"],
  ["80 % of a limit", limit(20), "minor (near)"],
  ["all of a limit", limit(0), "worth-a-look (used up)"],
  ["all of a limit of a minute", limit(0, minute), "well"],
  ["an account that lets us in", account({}), "well"],
  ["an account that does not", account({ trouble: { code: "refused", sentence: "Gumroad refused." } }), "serious (refused)"],
  ["access that ends in eight days", account({ expiresAt: now + 8 * day }), "well"],
  ["access that ends in a week", account({ expiresAt: now + 7 * day }), "worth-a-look (expires)"],
  ["a disk with 5 GB free of 1 TB", disk(5), "well"],
  ["a disk with 4.9 GB free of 1 TB", disk(4.9), "worth-a-look (worth-a-look)"],
  ["a disk with 2 GB free of 10 GB", disk(2, 10), "well"],
  ["a disk with 0.9 GB free of 1 TB", disk(0.9), "serious (serious)"],
  ["a disk with 0.9 GB free of 10 GB", disk(0.9, 10), "worth-a-look (worth-a-look)"],
  ["a disk with 0.1 GB free of 0.5 GB", disk(0.1, 0.5), "serious (serious)"],
  ["79 % of memory", memory(79), "well"],
  ["80 % of memory", memory(80), "worth-a-look (worth-a-look)"],
  ["95 % of memory", memory(95), "serious (serious)"],
  ["stopped for memory", memory(10, true), "serious (stopped)"],
  ["a source read three times its interval ago", source(3 * hour), "well"],
  ["a source read longer ago", source(3 * hour + 1), "worth-a-look (stale)"],
  ["a source of every minute, read an hour ago", source(hour, minute), "well"],
  ["a source read more than a day ago", source(day + 1), "serious (stale)"],
  ["a source of every day, read five days ago", source(5 * day, day), "worth-a-look (stale)"],
  ["clocks that agree", skew(), "well"],
  ["clocks that nearly agree", skew(5 * minute - 1), "well"],
  ["a clock five minutes behind", skew(5 * minute), "worth-a-look (behind)"],
  ["a clock an hour ahead", skew(-hour), "serious (ahead of)"],
];

describe("what is worth an alert", () => {
  it.each(table)("%s", (_, look, said) => {
    expect(tell(look)).toBe(said);
  });

  it("has one key for one matter, whether it is so or not", () => {
    expect(failed(1).key).toBe(watchStrategy({ id: "s", title: "S" }).key);
    expect(denials(5, 5).key).toBe(denials(0, 0).key);
    expect(new Set(table.map(([, look]) => look.key)).size).toBe(9);
  });

  it("does not change its signature while it only goes on", () => {
    expect(tell(source(4 * hour))).toBe(tell(source(5 * hour)));
    expect(tell(failed(3))).toBe(tell(failed(4)));
    expect(tell(disk(4))).toBe(tell(disk(3)));
    expect(tell(limit(20))).toBe(tell(limit(10)));
  });

  it("says in sentences what happened, what is kept and what to do", () => {
    for (const [, look] of table) {
      expect(look.title).toMatch(/^[A-Z].*[.]$/);
      for (const line of look.present ? look.lines : []) expect(line).toMatch(/^[A-Z0-9].*[.]$/);
    }
    const refused = account({ trouble: { code: "refused", sentence: "Gumroad refused.", fix: "Connect it again." } });
    expect(refused).toMatchObject({
      title: "Gumroad refused.",
      lines: ["Connect it again.", "Until then nothing new is read from Gumroad; what was read is kept."],
    });
    expect(source(26 * hour)).toMatchObject({ title: "Gumroad has not been read for 26 hours." });
    expect(skew(-2 * hour)).toMatchObject({ title: "The clock of this machine is 2 hours ahead of that of Gumroad." });
  });

  it("says of a source that was never read since when it is connected", () => {
    const never = watchSource({ source: "g", title: "G", connectedAt: now - 2 * day, everyMs: hour }, now);
    expect(never).toMatchObject({
      severity: "serious",
      lines: [expect.stringContaining("connected at 2026-11-19T12:00:00.000Z"), expect.any(String)],
    });
  });
});
