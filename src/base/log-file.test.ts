import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { type LineSink, logFile } from "./log-file.ts";

const line = (n: number): string => `${JSON.stringify({ n, pad: "x".repeat(80) })}\n`;

describe("the log file", () => {
  let folder: string;
  let path: string;
  let troubles: string[];
  let clock: ReturnType<typeof fixedClock>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "millrace-log-"));
    path = join(folder, "logs", "millrace.log");
    troubles = [];
    clock = fixedClock(Date.UTC(2026, 0, 31));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (more: { bytesMax?: number; filesMax?: number } = {}): LineSink =>
    logFile({ path, bytesMax: 1_000, filesMax: 5, clock, onTrouble: (sentence) => troubles.push(sentence), ...more });

  it("has each line on disk as soon as it is written, for its owner only", () => {
    open().write(line(1));
    expect(readFileSync(path, "utf8")).toBe(line(1));
    if (process.platform === "win32") return;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "logs")).mode & 0o777).toBe(0o700);
  });

  it("keeps five files of the given size, the newest lines in them, each whole", () => {
    const sink = open();
    for (let n = 1; n <= 200; n++) sink.write(line(n));
    const names = readdirSync(join(folder, "logs")).sort();
    expect(names).toEqual(["millrace.log", "millrace.log.1", "millrace.log.2", "millrace.log.3", "millrace.log.4"]);
    for (const name of names) expect(statSync(join(folder, "logs", name)).size).toBeLessThanOrEqual(1_000);
    const text = [4, 3, 2, 1].map((n) => readFileSync(`${path}.${n}`, "utf8")).join("") + readFileSync(path, "utf8");
    const kept = text
      .trimEnd()
      .split("\n")
      .map((one) => JSON.parse(one).n);
    expect(kept.at(-1)).toBe(200);
    expect(kept).toEqual(kept.map((_, i) => 200 - kept.length + 1 + i));
  });

  it("keeps one file when only one is wanted", () => {
    const sink = open({ filesMax: 1 });
    for (let n = 1; n <= 30; n++) sink.write(line(n));
    expect(readdirSync(join(folder, "logs"))).toEqual(["millrace.log"]);
  });

  it("goes on where an earlier run ended, its size counted", () => {
    open().write(line(1));
    const later = open();
    for (let n = 2; n <= 12; n++) later.write(line(n));
    expect(existsSync(`${path}.1`)).toBe(true);
    expect(readFileSync(`${path}.1`, "utf8").split("\n")[0]).toBe(line(1).trimEnd());
  });

  it("begins on a line of its own after a line that a crash cut off", () => {
    mkdirSync(join(folder, "logs"));
    writeFileSync(path, '{"half":');
    open().write(line(1));
    expect(readFileSync(path, "utf8")).toBe(`{"half":\n${line(1)}`);
  });

  it("follows when another process rotated or removed the file", () => {
    const sink = open();
    sink.write(line(1));
    renameSync(path, `${path}.1`);
    clock.advance(6_000);
    sink.write(line(2));
    expect(readFileSync(path, "utf8")).toBe(line(2));
    rmSync(path);
    clock.advance(6_000);
    sink.write(line(3));
    expect(readFileSync(path, "utf8")).toBe(line(3));
  });

  it("is not rotated twice when two processes find it full at once", () => {
    const [one, other] = [open(), open()];
    one.write(line(0));
    other.write(line(1));
    for (let n = 2; n <= 17; n++) (n % 2 === 0 ? one : other).write(line(n));
    const all = [path, `${path}.1`, `${path}.2`].filter((p) => existsSync(p)).map((p) => readFileSync(p, "utf8"));
    expect(all.join("").trimEnd().split("\n")).toHaveLength(18);
  });

  it("drops and counts lines while it cannot be written, tells once, and says how many are missing", () => {
    mkdirSync(path, { recursive: true });
    const sink = open();
    for (let n = 1; n <= 3; n++) sink.write(line(n));
    expect(troubles).toEqual([
      `The log file ${path} cannot be written (a folder has that name); the engine goes on without it and tries again.`,
    ]);
    rmSync(path, { recursive: true });
    sink.write(line(4));
    expect(existsSync(path)).toBe(false);
    clock.advance(5_000);
    sink.write(line(5));
    const [first, second] = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(JSON.parse(first ?? "")).toMatchObject({ level: "warn", lost: 4 });
    expect(`${second}\n`).toBe(line(5));
  });

  it("tells why when a file stands where its folder should be", () => {
    writeFileSync(join(folder, "logs"), "in the way");
    open().write(line(1));
    expect(troubles[0]).toMatch(/cannot be written \(a file stands where its folder should be\)/);
  });

  it.runIf(existsSync("/dev/full"))("outlives a full disk (told where the system has one to try: /dev/full)", () => {
    mkdirSync(join(folder, "logs"));
    symlinkSync("/dev/full", path);
    const sink = open();
    sink.write(line(1));
    clock.advance(6_000);
    sink.write(line(2));
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain("the disk is full");
  });

  it("outlives a file that cannot be rotated, and does not let it grow", () => {
    mkdirSync(join(folder, "logs", "millrace.log.1"), { recursive: true });
    writeFileSync(join(folder, "logs", "millrace.log.1", "kept"), "x");
    const sink = open({ filesMax: 2 });
    for (let n = 1; n <= 40; n++) sink.write(line(n));
    expect(troubles).toHaveLength(1);
    expect(statSync(path).size).toBeLessThanOrEqual(1_000);
  });

  it("writes nothing after it was closed", () => {
    const sink = open();
    sink.write(line(1));
    sink.close();
    sink.write(line(2));
    expect(readFileSync(path, "utf8")).toBe(line(1));
  });
});
