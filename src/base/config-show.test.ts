import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { addConfigSecrets, type Config } from "./config.ts";
import { describeConfig, exportConfig } from "./config-show.ts";
import { createRedactor } from "./redactor.ts";
import { canary, loaded, path } from "./testing/config-samples.ts";

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
