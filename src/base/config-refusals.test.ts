import { describe, expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import { canary, path, problems } from "./testing/config-samples.ts";

describe("a wrong configuration", () => {
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
});
