import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig, resolveConfig } from "./config.ts";
import type { Environment } from "./environment.ts";
import { readProcessEnvironment } from "./environment.ts";
import { canary, environment, loaded, path, problems } from "./testing/config-samples.ts";

describe("the configuration", () => {
  it("is complete when nothing is set", () => {
    const { config, warnings } = loaded({});
    const port: number = config.port;
    const level: "debug" | "info" | "warn" | "error" | "silent" = config.logLevel;
    expect({ ...config, port, level }).toMatchObject({
      environment: "production",
      dataDir: "/home/ann/.local/share/millrace",
      logLevel: "info",
      maxConcurrent: 4,
      port: 8420,
      host: "127.0.0.1",
      databaseUrl: undefined,
      key: undefined,
    });
    expect(warnings).toEqual([]);
  });

  it("takes the environment before the file and the file before the default", () => {
    const { config, origins } = loaded({ MILLRACE_PORT: "9000" }, '{ "port": 1, "logLevel": "debug" }');
    expect([config.port, config.logLevel, config.maxConcurrent]).toEqual([9000, "debug", 4]);
    expect([origins.port, origins.logLevel, origins.maxConcurrent]).toEqual(["environment", "file", "default"]);
  });

  it("counts a variable set to nothing as not set", () => {
    expect(
      loaded({ MILLRACE_PORT: "", MILLRACE_LOG_LEVEL: "  ", MILLRACE_KEY: "", MILLRACE_DATA_DIR: "" }).config.port,
    ).toBe(8420);
  });

  it("forgives what tools add around values, and a BOM", () => {
    const { config } = loaded({ MILLRACE_PORT: " 9000\r" }, '\ufeff{ "logLevel": "warn" }\r\n');
    expect([config.port, config.logLevel]).toEqual([9000, "warn"]);
    expect(loaded({}, "").config.port).toBe(8420);
  });

  it("keeps a passphrase exactly as it was given", () => {
    expect(loaded({ MILLRACE_PASSPHRASE: " two words " }).config.passphrase?.reveal()).toBe(" two words ");
  });

  it.each<[string, Partial<Environment>, string]>([
    ["Linux", {}, "/home/ann/.local/share/millrace"],
    ["Linux with XDG", { variables: { XDG_DATA_HOME: "/data" } }, "/data/millrace"],
    [
      "Linux with a relative XDG, which the specification ignores",
      { variables: { XDG_DATA_HOME: "data" } },
      "/home/ann/.local/share/millrace",
    ],
    ["macOS", { platform: "darwin", homeDir: "/Users/ann" }, "/Users/ann/Library/Application Support/millrace"],
    ["Windows", { platform: "win32", variables: { LOCALAPPDATA: "C:\\L" } }, "C:\\L\\millrace"],
    [
      "Windows without LOCALAPPDATA",
      { platform: "win32", homeDir: "C:\\Users\\ann" },
      "C:\\Users\\ann\\AppData\\Local\\millrace",
    ],
    ["a relative path", { variables: { MILLRACE_DATA_DIR: "shop" } }, "/work/shop"],
    ["a path in the home directory", { variables: { MILLRACE_DATA_DIR: "~/shop" } }, "/home/ann/shop"],
    [
      "a path on Windows",
      { platform: "win32", workingDir: "D:\\w", variables: { MILLRACE_DATA_DIR: "shop" } },
      "D:\\w\\shop",
    ],
  ])("finds the data directory: %s", (_, more, expected) => {
    const result = resolveConfig(environment({}, more), undefined);
    expect(result.ok && result.value.config.dataDir).toBe(expected);
  });

  it.each<Partial<Environment>>([{}, { platform: "darwin" }, { platform: "win32" }])(
    "says so when there is no home directory: %j",
    (more) => {
      const result = resolveConfig(environment({}, { ...more, homeDir: "" }), undefined);
      expect(result).toMatchObject({
        ok: false,
        error: [{ code: "data-dir-unknown", fix: expect.stringContaining("MILLRACE_DATA_DIR") }],
      });
    },
  );

  it("reads relative paths of the file from the data directory, and those of the environment from where it was started", () => {
    expect(loaded({}, '{ "keyFile": "my.key" }').config.keyFile).toBe("/home/ann/.local/share/millrace/my.key");
    expect(loaded({ MILLRACE_KEY_FILE: "my.key" }).config.keyFile).toBe("/work/my.key");
  });

  it("tells every mistake, not only the first", () => {
    const found = problems({ MILLRACE_PORT: "x" }, '{ "prot": 1, "logLevel": "loud", "maxConcurrent": 0 }');
    expect(found.map((one) => one.code)).toEqual([
      "config-key-unknown",
      "config-value",
      "config-value",
      "config-value",
    ]);
    expect(found[0]?.fix).toBe('Did you mean "port"?');
  });

  it("names the line and column of a slip in the file", () => {
    const found = problems({}, '{ "port": 1,\n  "logLevel" "info" }');
    // Bun's parser does not tell the place.
    if (!process.versions["bun"]) expect(found[0]?.sentence).toContain("(line 2, column 14)");
    expect(found[0]?.code).toBe("config-not-json");
  });

  it("helps with keys and variables that are nearly right", () => {
    expect(problems({}, '{ "MILLRACE_PORT": 1 }')[0]?.fix).toBe('Did you mean "port"?');
    expect(problems({}, '{ "LogLevel": "info" }')[0]?.fix).toBe('Did you mean "logLevel"?');
    expect(problems({}, '{ "colour": 1 }')[0]?.fix).toContain("Known keys: environment, logLevel,");
    expect(loaded({ MILLRACE_LOGLEVEL: "debug", MILLRACE_NOTHING_LIKE_IT: "1", OTHER: "1" }).warnings).toEqual([
      {
        code: "variable-unknown",
        sentence: "MILLRACE_LOGLEVEL is set but is not a setting.",
        fix: "Did you mean MILLRACE_LOG_LEVEL?",
      },
      { code: "variable-unknown", sentence: "MILLRACE_NOTHING_LIKE_IT is set but is not a setting." },
    ]);
  });

  it.each([
    ["127.0.0.1", false],
    ["::1", false],
    ["localhost", false],
    ["127.8.8.8", false],
    ["0.0.0.0", true],
    ["::", true],
    ["192.168.1.4", true],
    ["shop.example", true],
  ])("warns when other machines can reach the engine: %s", (host, warns) => {
    expect(loaded({ MILLRACE_HOST: host }).warnings.map((one) => one.code)).toEqual(
      warns ? ["host-beyond-machine"] : [],
    );
  });

  it("warns when a file with a secret can be read by others, and not for one without", () => {
    const text = `{ "databaseUrl": "postgres://u:${canary}@h/d" }`;
    expect(loaded({}, text, true).warnings).toEqual([
      {
        code: "config-exposed",
        sentence: `${path} holds databaseUrl and can be read by other users of this machine.`,
        fix: `chmod 600 ${path}`,
      },
    ]);
    expect(loaded({}, text, false).warnings).toEqual([]);
    expect(loaded({}, '{ "port": 1 }', true).warnings).toEqual([]);
  });
});

describe("the configuration on disk", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "millrace-config-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  const here = (): Environment => ({ ...readProcessEnvironment(), variables: { MILLRACE_DATA_DIR: dataDir } });
  const firstProblem = (): string | undefined => {
    const result = loadConfig(here());
    return result.ok ? undefined : result.error[0]?.sentence;
  };

  it("is read from the data directory, and need not be there", () => {
    expect(loadConfig(here())).toMatchObject({ ok: true, value: { config: { port: 8420 } } });
    writeFileSync(join(dataDir, "millrace.json"), '{ "port": 9001 }');
    expect(loadConfig(here())).toMatchObject({
      ok: true,
      value: { config: { port: 9001 }, filePath: join(dataDir, "millrace.json") },
    });
  });

  it("warns by the file's mode", () => {
    if (process.platform === "win32") return;
    writeFileSync(join(dataDir, "millrace.json"), '{ "databaseUrl": "postgres://u:p@h/d" }');
    chmodSync(join(dataDir, "millrace.json"), 0o644);
    expect(loadConfig(here())).toMatchObject({ value: { warnings: [{ code: "config-exposed" }] } });
    chmodSync(join(dataDir, "millrace.json"), 0o600);
    expect(loadConfig(here())).toMatchObject({ value: { warnings: [] } });
  });

  it("says what it found in place of a file", () => {
    const at = join(dataDir, "millrace.json");
    mkdirSync(at);
    expect(firstProblem()).toMatch(/^The configuration file .* is (a folder|not a file but something else)\.$/);
    rmSync(at, { recursive: true });
    writeFileSync(at, Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    expect(firstProblem()).toBe(`The configuration file ${at} is not a text file.`);
    writeFileSync(at, " ".repeat(70_000));
    expect(firstProblem()).toBe(`The configuration file ${at} is larger than 65536 bytes, so it is something else.`);
  });
});
