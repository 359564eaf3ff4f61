import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileExists, movePrivateFile, readPrivateFile, writePrivateFile } from "./secret-file.ts";

const posix = process.platform !== "win32";

describe("a private file", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "millrace-private-"));
    path = join(folder, "a.key");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is written for its owner only, and nothing else is left beside it", () => {
    expect(writePrivateFile(path, "text\n", "key file")).toEqual({ ok: true, value: undefined });
    expect(readPrivateFile(path, "key file")).toEqual({ ok: true, value: { text: "text\n", exposed: false } });
    expect(readdirSync(folder)).toEqual(["a.key"]);
    if (posix) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is replaced only when that is asked for", () => {
    writePrivateFile(path, "one", "key file");
    expect(writePrivateFile(path, "two", "key file")).toMatchObject({ ok: false, error: { code: "file-exists" } });
    expect(readFileSync(path, "utf8")).toBe("one");
    expect(writePrivateFile(path, "two", "key file", true).ok).toBe(true);
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(folder)).toEqual(["a.key"]);
  });

  it.runIf(posix)("is said to be exposed when its mode lets others in (Windows has no such mode)", () => {
    writeFileSync(path, "x");
    for (const [mode, exposed] of [
      [0o600, false],
      [0o400, false],
      [0o640, true],
      [0o604, true],
      [0o620, true],
    ] as const) {
      chmodSync(path, mode);
      expect(readPrivateFile(path, "key file")).toMatchObject({ value: { exposed } });
    }
  });

  it.runIf(process.platform === "linux")("does not wait at a named pipe (only Linux surely has mkfifo)", () => {
    execFileSync("mkfifo", [path]);
    const sentence = `The key file ${path} is not a file but something else.`;
    expect(readPrivateFile(path, "key file")).toMatchObject({ ok: false, error: { sentence } });
  });

  it("is moved in one step, and a move that fails says so", () => {
    writePrivateFile(path, "one", "key file");
    expect(movePrivateFile(path, join(folder, "b.key"), "key file").ok).toBe(true);
    expect([fileExists(path), fileExists(join(folder, "b.key"))]).toEqual([false, true]);
    expect(movePrivateFile(path, join(folder, "c.key"), "key file")).toMatchObject({
      ok: false,
      error: {
        sentence: `The key file ${path} cannot be renamed to c.key (ENOENT).`,
        kept: "Both files are unchanged.",
      },
    });
  });

  it("does not exist below something that is not a folder", () => {
    writePrivateFile(path, "one", "key file");
    expect(fileExists(join(path, "below"))).toBe(false);
    expect(readPrivateFile(join(path, "below"), "key file")).toMatchObject({ error: { code: "file-missing" } });
  });
});
