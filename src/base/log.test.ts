import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { createLog, type Log, type LogLevel, recordingLog, silentLog } from "./log.ts";
import { logFile } from "./log-file.ts";
import { createRedactor, type Redactor } from "./redactor.ts";
import { Secret } from "./secret.ts";

const canary = "canary/91c4+never=print me";
const email = "canary.buyer@example.com";
const clock = fixedClock(Date.UTC(2026, 0, 31, 14, 31, 2));

/** Every spelling that must not be found in anything written. */
const traces = [canary, "91c4", "Y2FuYXJ5", email, "canary.buyer", Buffer.from(canary).toString("hex")];

describe("the log", () => {
  let folder: string;
  let shown: string[];
  let redactor: Redactor;
  let log: Log;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "millrace-log-"));
    shown = [];
    redactor = createRedactor();
    redactor.add(canary);
    log = open("debug");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function open(level: LogLevel | "silent", bytesMax = 10_000_000): Log {
    const file = logFile({ path: join(folder, "millrace.log"), bytesMax, filesMax: 5, clock, onTrouble: () => {} });
    return createLog({ level, clock, redactor, file, terminal: (line) => shown.push(line) });
  }
  const lines = (): string[] => readFileSync(join(folder, "millrace.log"), "utf8").split("\n").slice(0, -1);
  const onlyLine = (): Record<string, unknown> => JSON.parse(lines()[0] ?? "");
  const everything = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("") + shown.join("");

  it("writes one JSON object to a line, with level, UTC time, fields and sentence", () => {
    log.info({ rows: 12, amount: 5n, done: true, none: null }, "The file was imported.");
    expect(lines()).toEqual([
      '{"level":"info","time":"2026-01-31T14:31:02.000Z","rows":12,"amount":"5","done":true,"none":null,"msg":"The file was imported."}',
    ]);
    expect(shown).toEqual(["14:31:02 info  The file was imported. rows=12 amount=5 done=true none=null\n"]);
  });

  it("leaves out what is below its level, and everything when silent", () => {
    for (const level of ["debug", "info", "warn", "error"] as const) {
      const some = open(level);
      for (const event of ["debug", "info", "warn", "error"] as const) some[event]({ at: level }, event);
    }
    open("silent").error({}, "nothing");
    expect(
      lines()
        .map((line) => JSON.parse(line))
        .map((e) => `${e.at}:${e.msg}`),
    ).toEqual([
      "debug:debug",
      "debug:info",
      "debug:warn",
      "debug:error",
      "info:info",
      "info:warn",
      "info:error",
      "warn:warn",
      "warn:error",
      "error:error",
    ]);
  });

  it("carries the fields of a room into each of its events", () => {
    log.with({ room: "intake" }).with({ file: "a.csv" }).warn({ line: 3 }, "Refused.");
    expect(onlyLine()).toMatchObject({ room: "intake", file: "a.csv", line: 3, msg: "Refused." });
  });

  it("keeps its own names to itself", () => {
    log.info({ level: "x", time: "y", msg: "z" }, "s");
    expect(onlyLine()).toMatchObject({ level: "info", level_: "x", time_: "y", msg: "s", msg_: "z" });
  });

  it("shows a percent sign as it is", () => {
    log.info({}, "100% of %s and %d, 5%%");
    expect(onlyLine()["msg"]).toBe("100% of %s and %d, 5%%");
  });

  describe("keeps secrets and addresses out of", () => {
    const withCause = (): Error =>
      new Error(`outer ${canary}`, { cause: new TypeError(`inner ${email}`, { cause: { deep: canary } }) });
    const encoded = (how: BufferEncoding): string => Buffer.from(`user:${canary}:x`).toString(how);
    const cases: readonly (readonly [string, (l: Log) => void])[] = [
      ["sentences", (l) => l.error({}, `It was ${canary} of ${email}.`)],
      ["fields", (l) => l.error({ value: canary, who: email }, "s")],
      ["names of fields", (l) => l.error({ [canary]: 1, [email]: { [canary]: 2 } }, "s")],
      ["nested fields", (l) => l.error({ a: { b: [{ c: [canary, { d: email }] }] } }, "s")],
      [
        "Maps and Sets",
        (l) => l.error({ m: new Map([[canary, email]]), s: new Set([canary]), o: new Map([[{ k: canary }, 1]]) }, "s"),
      ],
      ["errors with causes and stacks", (l) => l.error({ error: withCause() }, "s")],
      [
        "an error's own fields",
        (l) =>
          l.error(
            { error: Object.assign(new Error("x"), { request: { headers: { authorization: canary } }, [email]: 1 }) },
            "s",
          ),
      ],
      ["errors gathered in one", (l) => l.error({ error: new AggregateError([withCause(), canary], email) }, "s")],
      [
        "wrapped secrets",
        (l) => l.error({ a: new Secret("unregistered-91c4"), b: [new Secret(new Uint8Array(32))] }, "s"),
      ],
      [
        "fields that are named for a secret",
        (l) => l.error({ password: "x91c4", "API-Key": "x91c4", accessToken: { v: "x91c4" }, Cookie: ["x91c4"] }, "s"),
      ],
      ["base64", (l) => l.error({ v: encoded("base64") }, encoded("base64url"))],
      ["hex", (l) => l.error({ v: Buffer.from(canary).toString("hex") }, encoded("hex"))],
      [
        "URLs",
        (l) => l.error({ v: new URL(`https://x.test/?q=${encodeURIComponent(canary)}`) }, encodeURIComponent(email)),
      ],
      ["JSON inside text", (l) => l.error({ body: JSON.stringify({ s: canary, inner: JSON.stringify(email) }) }, "s")],
      ["bytes", (l) => l.error({ v: Buffer.from(canary), w: new Uint8Array(Buffer.from(canary)).buffer }, "s")],
      ["objects with their own JSON", (l) => l.error({ v: { toJSON: () => canary, inner: canary } }, "s")],
      ["fields of a room", (l) => l.with({ who: email, [canary]: canary }).error({}, "s")],
      [
        "very long text cut in the middle of a secret",
        (l) => l.error({}, "x".repeat(64_000 - 12) + canary + "y".repeat(50)),
      ],
      ["very long text of nothing else", (l) => l.error({}, `${canary} `.repeat(5_000))],
      ["text around a line break", (l) => l.error({}, `\n${canary}\r\n${email}\u2028`)],
    ];
    it.each(cases)("%s", (_, write) => {
      write(log);
      expect(lines()).toHaveLength(1);
      expect(onlyLine()["level"]).toBe("error");
      for (const trace of traces) expect(everything()).not.toContain(trace);
    });

    it("files that were rotated", () => {
      const small = open("info", 2_000);
      for (let n = 0; n < 120; n++) small.info({ n, who: email }, canary);
      expect(readdirSync(folder).length).toBeGreaterThan(3);
      for (const trace of traces) expect(everything()).not.toContain(trace);
    });
  });

  it("makes one line of any event, without anything that steers a terminal", () => {
    const unruly = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u001b[2J", "\u009b31m", "\r\n{}", "\u2028", "\u202e", "\u0000", "\ud800"),
    );
    const property = fc.property(unruly, unruly, fc.anything(), (sentence, name, value) => {
      rmSync(join(folder, "millrace.log"), { force: true });
      shown.length = 0;
      open("info").info({ [name]: value, list: [value] }, sentence);
      expect(lines()).toHaveLength(1);
      expect(() => JSON.parse(lines()[0] ?? "")).not.toThrow();
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
      expect(everything()).not.toMatch(steers);
      expect(shown).toHaveLength(1);
      expect(shown[0]?.indexOf("\n")).toBe((shown[0]?.length ?? 0) - 1);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("survives values that fight back", () => {
    const circular: Record<string, unknown> = { name: "c" };
    circular["self"] = circular;
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    const getter = Object.defineProperty({}, "boom", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    log.info(
      {
        circular,
        hostile,
        getter,
        wide,
        f: () => 1,
        s: Symbol("x"),
        n: Number.NaN,
        d: new Date(Number.NaN),
        ["__proto__"]: 1,
      },
      "s",
    );
    expect(onlyLine()).toMatchObject({
      circular: { self: "[circular]" },
      hostile: "[unreadable]",
      getter: { boom: "[unreadable]" },
      d: "[no date]",
      n: "NaN",
    });
    expect(onlyLine()["wide"]).toHaveProperty("…", "[400 more]");
  });

  it("does not fail when the terminal is gone", () => {
    const broken = createLog({
      level: "info",
      clock,
      redactor,
      terminal: () => {
        throw new Error("EPIPE");
      },
    });
    expect(() => broken.info({}, "s")).not.toThrow();
  });
});

describe("logs for tests", () => {
  it("say nothing, or keep what was said", () => {
    silentLog.with({ a: 1 }).error({}, "x");
    const log = recordingLog();
    log.with({ room: "jobs" }).warn({ n: 1 }, "Late.");
    expect(log.events).toEqual([{ level: "warn", fields: { room: "jobs", n: 1 }, sentence: "Late." }]);
  });
});
