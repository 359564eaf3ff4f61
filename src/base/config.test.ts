import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addConfigSecrets, type Config, type LoadedConfig, loadConfig, resolveConfig } from "./config.ts";
import type { ConfigFile } from "./config-file.ts";
import { describeConfig, exportConfig } from "./config-show.ts";
import type { Environment } from "./environment.ts";
import { readProcessEnvironment } from "./environment.ts";
import type { Problem } from "./problem.ts";
import { createRedactor } from "./redactor.ts";

const path = "/home/ann/.local/share/millrace/millrace.json";
const canary = "canary-91c4";

function environment(variables: Environment["variables"] = {}, more: Partial<Environment> = {}): Environment {
  return { variables, platform: "linux", homeDir: "/home/ann", workingDir: "/work", ...more };
}

function file(text: string, exposed = false): ConfigFile {
  return { path, text, exposed };
}

function loaded(variables: Environment["variables"], text?: string, exposed?: boolean): LoadedConfig {
  const result = resolveConfig(environment(variables), text === undefined ? undefined : file(text, exposed));
  if (!result.ok) throw new Error(result.error.map((one) => one.sentence).join(" "));
  return result.value;
}

function problems(variables: Environment["variables"], text?: string): readonly Problem[] {
  const result = resolveConfig(environment(variables), text === undefined ? undefined : file(text));
  return result.ok ? [] : result.error;
}

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

  const wrong: readonly (readonly [string, Environment["variables"], string | undefined, string])[] = [
    [
      "a port that is a word",
      { MILLRACE_PORT: "http" },
      undefined,
      'MILLRACE_PORT must be a whole number from 0 to 65535, not "http".',
    ],
    [
      "a port too large",
      { MILLRACE_PORT: "65536" },
      undefined,
      'MILLRACE_PORT must be a whole number from 0 to 65535, not "65536".',
    ],
    [
      "a negative port",
      { MILLRACE_PORT: "-1" },
      undefined,
      'MILLRACE_PORT must be a whole number from 0 to 65535, not "-1".',
    ],
    [
      "a port in hex",
      { MILLRACE_PORT: "0x20" },
      undefined,
      'MILLRACE_PORT must be a whole number from 0 to 65535, not "0x20".',
    ],
    [
      "half a port",
      { MILLRACE_PORT: "80.5" },
      undefined,
      'MILLRACE_PORT must be a whole number from 0 to 65535, not "80.5".',
    ],
    [
      "a very long port",
      { MILLRACE_PORT: "9".repeat(99) },
      undefined,
      `MILLRACE_PORT must be a whole number from 0 to 65535, not "${"9".repeat(59)}….`,
    ],
    [
      "no workers",
      { MILLRACE_MAX_CONCURRENT: "0" },
      undefined,
      'MILLRACE_MAX_CONCURRENT must be a whole number from 1 to 64, not "0".',
    ],
    [
      "too many workers",
      { MILLRACE_MAX_CONCURRENT: "1e3" },
      undefined,
      'MILLRACE_MAX_CONCURRENT must be a whole number from 1 to 64, not "1e3".',
    ],
    [
      "an unknown level",
      { MILLRACE_LOG_LEVEL: "loud" },
      undefined,
      'MILLRACE_LOG_LEVEL must be one of debug, info, warn, error or silent, not "loud".',
    ],
    [
      "a level in capitals",
      { MILLRACE_LOG_LEVEL: "INFO" },
      undefined,
      'MILLRACE_LOG_LEVEL must be one of debug, info, warn, error or silent, not "INFO".',
    ],
    [
      "an unknown environment",
      { MILLRACE_ENV: "prod" },
      undefined,
      'MILLRACE_ENV must be one of production, development or test, not "prod".',
    ],
    [
      "an unknown cipher",
      { MILLRACE_CIPHER: "rot13" },
      undefined,
      'MILLRACE_CIPHER must be one of chacha20 or aegis, not "rot13".',
    ],
    [
      "a host with a port",
      { MILLRACE_HOST: "localhost:80" },
      undefined,
      'MILLRACE_HOST must be an IP address or a host name, without a port, not "localhost:80".',
    ],
    [
      "an IP address with a slip",
      { MILLRACE_HOST: "127.0.0.256" },
      undefined,
      'MILLRACE_HOST must be an IP address or a host name, without a port, not "127.0.0.256".',
    ],
    [
      "a URL as host",
      { MILLRACE_HOST: "http://x" },
      undefined,
      'MILLRACE_HOST must be an IP address or a host name, without a port, not "http://x".',
    ],
    [
      "a data directory with a line break",
      { MILLRACE_DATA_DIR: "/a\n/b" },
      undefined,
      'MILLRACE_DATA_DIR must be a path without control characters, not "/a\\n/b".',
    ],
    [
      "a key file with a NUL",
      { MILLRACE_KEY_FILE: "/a\0b" },
      undefined,
      'MILLRACE_KEY_FILE must be a path without control characters, not "/a\\u0000b".',
    ],
    [
      "another database",
      { MILLRACE_DATABASE_URL: `mysql://u:${canary}@h/d` },
      undefined,
      "MILLRACE_DATABASE_URL must be a URL such as postgres://user:password@host/database.",
    ],
    [
      "a database URL without a database",
      { MILLRACE_DATABASE_URL: `postgres://u:${canary}@h` },
      undefined,
      "MILLRACE_DATABASE_URL must be a URL such as postgres://user:password@host/database.",
    ],
    [
      "a database URL without a host",
      { MILLRACE_DATABASE_URL: "postgres:///d" },
      undefined,
      "MILLRACE_DATABASE_URL must be a URL such as postgres://user:password@host/database.",
    ],
    [
      "no URL at all",
      { MILLRACE_DATABASE_URL: canary },
      undefined,
      "MILLRACE_DATABASE_URL must be a URL such as postgres://user:password@host/database.",
    ],
    [
      "a database URL with a space",
      { MILLRACE_DATABASE_URL: `postgres://u:${canary} x@h/d` },
      undefined,
      "MILLRACE_DATABASE_URL must be a URL such as postgres://user:password@host/database.",
    ],
    ["a passphrase with a NUL", { MILLRACE_PASSPHRASE: `${canary}\0` }, undefined, "MILLRACE_PASSPHRASE must be text."],
    ["a passphrase of spaces", { MILLRACE_PASSPHRASE: "   " }, undefined, "MILLRACE_PASSPHRASE must be text."],
    [
      "a file that is not JSON",
      {},
      `{ "databaseUrl": "${canary}", }`,
      `The configuration file ${path} is not valid JSON`,
    ],
    ["a file cut off", {}, '{ "port": 84', `The configuration file ${path} is not valid JSON`],
    ["a file in another format", {}, "port = 8420", `The configuration file ${path} is not valid JSON`],
    ["a list", {}, "[8420]", `The configuration file ${path} must hold one JSON object in { }.`],
    ["a lone number", {}, "8420", `The configuration file ${path} must hold one JSON object in { }.`],
    ["null", {}, "null", `The configuration file ${path} must hold one JSON object in { }.`],
    ["an unknown key", {}, '{ "colour": 1 }', `"colour" in ${path} is not a setting.`],
    ["a key written as its variable", {}, '{ "MILLRACE_PORT": 1 }', `"MILLRACE_PORT" in ${path} is not a setting.`],
    ["a prototype as key", {}, '{ "__proto__": 1 }', `"__proto__" in ${path} is not a setting.`],
    ["a key twice", {}, '{ "port": 1, "port": 2 }', `"port" stands more than once in ${path}.`],
    [
      "the key in the file",
      {},
      `{ "key": "${canary}" }`,
      `"key" must not be in ${path}, because the file lies beside what it protects.`,
    ],
    [
      "the passphrase in the file",
      {},
      `{ "passphrase": "${canary}" }`,
      `"passphrase" must not be in ${path}, because the file lies beside what it protects.`,
    ],
    [
      "the data directory in the file",
      {},
      '{ "dataDir": "/x" }',
      `"dataDir" must not be in ${path}, because the file lies in it.`,
    ],
    [
      "a number as text",
      {},
      '{ "port": "8420" }',
      `"port" in ${path} must be a whole number from 0 to 65535, not "8420".`,
    ],
    [
      "text as a number",
      {},
      '{ "host": 127 }',
      `"host" in ${path} must be an IP address or a host name, without a port, not 127.`,
    ],
    [
      "a value of null",
      {},
      '{ "logLevel": null }',
      `"logLevel" in ${path} must be one of debug, info, warn, error or silent, not null.`,
    ],
    [
      "a value that is a list",
      {},
      '{ "maxConcurrent": [4] }',
      `"maxConcurrent" in ${path} must be a whole number from 1 to 64, not [4].`,
    ],
    [
      "a number beyond exactness",
      {},
      '{ "maxConcurrent": 1e300 }',
      `"maxConcurrent" in ${path} must be a whole number from 1 to 64, not 1e+300.`,
    ],
    [
      "a secret of the wrong type",
      {},
      `{ "databaseUrl": ["${canary}"] }`,
      `"databaseUrl" in ${path} must be a URL such as postgres://user:password@host/database.`,
    ],
  ];
  it.each(wrong)("refuses %s with one sentence", (_, variables, text, sentence) => {
    const found = problems(variables, text);
    expect(found).toHaveLength(1);
    expect(found[0]?.sentence.startsWith(sentence)).toBe(true);
    expect(found[0]?.sentence).toMatch(/^[^\n]*\.$/);
    expect(JSON.stringify(found)).not.toContain(canary);
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

describe("a shown or exported configuration", () => {
  const secrets = {
    MILLRACE_KEY: `${canary}-key`,
    MILLRACE_PASSPHRASE: `${canary}-pass`,
    MILLRACE_DATABASE_URL: `postgres://u:${canary}%20p@h/d`,
  };
  const text = '{ "logLevel": "debug" }';

  it("names each value and its origin", () => {
    const lines = describeConfig(loaded({ MILLRACE_PORT: "9000" }, text));
    const short = lines.map((line) => `${line.key}=${line.value} (${line.origin})`);
    expect(short).toContain("port=9000 (MILLRACE_PORT)");
    expect(short).toContain(`logLevel=debug (${path})`);
    expect(short).toContain("maxConcurrent=4 (default)");
    expect(short).toContain("key= (default)");
  });

  it("never holds a secret", () => {
    const all = loaded(secrets, text);
    for (const shown of [
      inspect(all, { depth: 9 }),
      JSON.stringify(all),
      JSON.stringify(describeConfig(all)),
      JSON.stringify(exportConfig(all)),
    ]) {
      expect(shown).not.toContain(canary);
    }
    expect(describeConfig(all).find((line) => line.key === "key")?.value).toBe("[secret]");
  });

  it("gives a file that says the same, and what has to be set by hand", () => {
    const all = loaded({ ...secrets, MILLRACE_PORT: "9000", MILLRACE_DATA_DIR: "/d" }, text);
    const exported = exportConfig(all);
    expect(exported.settings).toEqual({ logLevel: "debug", port: 9000 });
    expect(exported.leftOut).toEqual([
      "MILLRACE_DATA_DIR",
      "MILLRACE_DATABASE_URL",
      "MILLRACE_KEY",
      "MILLRACE_PASSPHRASE",
    ]);
    const again = loaded({}, JSON.stringify(exported.settings)).config;
    const visible = ({ logLevel, port, host }: Config): unknown => ({ logLevel, port, host });
    expect(visible(again)).toEqual(visible(all.config));
  });

  it("makes its secrets known to the redactor, the password inside the URL in both spellings", () => {
    const redactor = createRedactor();
    addConfigSecrets(redactor, loaded(secrets).config);
    for (const secret of [
      `${canary}-key`,
      `${canary}-pass`,
      `${canary}%20p`,
      `${canary} p`,
      secrets.MILLRACE_DATABASE_URL,
    ]) {
      expect(redactor.redact(`x ${secret} y`)).toBe("x [secret] y");
    }
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
