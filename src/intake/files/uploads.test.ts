import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dropUpload, findUpload, keepUpload, safeName, sweepUploads } from "./uploads.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-uploads-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const file = (id: string, name = "sales.csv") => ({ id, name, modifiedAt: 1_700_000_000_000, bytesMax: 20 });

describe("files that come over HTTP", () => {
  it("lie on the disk byte by byte, with the time at which they were last changed", async () => {
    const kept = await keepUpload(folder, file("a"), pieces("a,b\n", "1,2\n"));
    expect(kept).toMatchObject({ ok: true, value: { name: "sales.csv", bytes: 8 } });
    const found = await findUpload(folder, "a");
    expect(found).toEqual(kept.ok ? kept.value : undefined);
    expect(await readFile(found?.path ?? "", "utf8")).toBe("a,b\n1,2\n");
    expect((await stat(found?.path ?? "")).mtimeMs).toBe(1_700_000_000_000);
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\amani\\sales.csv", "sales.csv"],
    ["..", "file.csv"],
    ["", "file.csv"],
    ["a\u0000b\n.csv", "a_b_.csv"],
    [`${"x".repeat(300)}.csv`, `${"x".repeat(116)}.csv`],
  ])("take the name %j as %j", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it("are refused when they are too large, and nothing of them is left", async () => {
    const kept = await keepUpload(folder, file("big"), pieces("0123456789", "0123456789", "0"));
    expect(kept).toMatchObject({ ok: false, error: { code: "upload-too-large" } });
    expect(await findUpload(folder, "big")).toBeUndefined();
    expect(await readdir(folder)).not.toContain("big");
  });

  it("are refused in one sentence when the sending breaks off, and nothing of them is left", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a,b");
      throw new Error("gone");
    }
    const kept = await keepUpload(folder, file("cut"), broken());
    expect(kept).toMatchObject({ ok: false, error: { sentence: expect.stringContaining("the sending broke off") } });
    expect(await readdir(folder)).not.toContain("cut");
  });

  it("are refused when the disk does not take them", async () => {
    const blocked = join(folder, "blocked");
    await writeFile(blocked, "a file, not a folder");
    const kept = await keepUpload(blocked, file("a"), pieces("a"));
    expect(kept).toMatchObject({ ok: false, error: { code: "upload-not-kept" } });
    await rm(blocked);
    const full = Object.assign(new Error("full"), { code: "ENOSPC" });
    const failing = (async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a");
      throw full;
    })();
    expect(await keepUpload(folder, file("full"), failing)).toMatchObject({
      ok: false,
      error: { sentence: "sales.csv could not be taken in: the disk is full." },
    });
  });

  it("go when they are taken away, and when nobody imported them for long", async () => {
    await keepUpload(folder, file("old"), pieces("a"));
    await keepUpload(folder, file("new"), pieces("a"));
    await utimes(join(folder, "old"), 1_000, 1_000);
    await sweepUploads(folder, 2_000_000);
    expect(await readdir(folder)).not.toContain("old");
    await dropUpload(folder, "new");
    expect(await findUpload(folder, "new")).toBeUndefined();
    await sweepUploads(join(folder, "nowhere"), 2_000_000);
  });
});
